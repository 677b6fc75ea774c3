"""Files of tools as other versions and other settings write them: the right value, or the true reason."""

import json
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from metrics.problems import Problems
from metrics.readers.tools.shared.given import given
from metrics.readers.tools.table import read
from metrics.readers.tools.wording import summary
from tests.metrics.readers.tools.files import (
    Json,
    deepeval,
    eval_file,
    found,
    inspect_log,
    lines,
    lm_eval,
    one,
    promptfoo,
    promptfoo_result,
    spend,
)

DAY = 1_793_577_600
"""Midnight of Nov 2, 2026 in UTC."""


def days(document: object, zone: str) -> list[date | None]:
    """The day of each measure, where instants are those of a zone."""
    content = (document if isinstance(document, str) else json.dumps(document)).encode()
    file = read(given("file", content, ZoneInfo(zone)))
    assert file is not None
    return [measure.first for measure in file.measures]


@pytest.mark.parametrize(
    "moment",
    [
        "2026-11-01 23:30:00+00", "2026-11-01T23:30:00z", "2026-11-01 23:30:00 GMT", "2026-11-01 18:30:00-0500",
        "2026-11-01T23:30:00.000000000Z", "2026-11-01T23:30:00+00:00[UTC]",
    ],
)  # fmt: skip
def test_an_instant_is_on_its_day_however_its_offset_is_written(moment: str) -> None:
    assert set(days(lines([spend(0, startTime=moment)]), "Europe/Berlin")) == {date(2026, 11, 2)}


def test_a_time_in_a_zone_that_only_has_a_name_has_no_day() -> None:
    file = found(lines([spend(0, startTime="2026-11-01 18:30:00 EST"), spend(1)]))
    assert "1 of 2 requests have no time and are left out" in file.notes


def datadog(**more: Any) -> Json:
    series = {"metric": "x", "pointlist": [[DAY * 1000, 12.0], [(DAY + 86_400) * 1000, 13.0]], "interval": 86400}
    return {"status": "ok", "query": "q", "series": [series | more]}


@pytest.mark.parametrize(
    "document",
    [
        datadog(),
        {
            "MetricDataResults": [
                {"Label": "x", "Timestamps": ["2026-11-02T00:00:00Z", "2026-11-03T00:00:00Z"], "Values": [12, 13]}
            ]
        },
        {
            "data": [
                {"time_dimension": f"2026-11-0{day}T00:00:00.000Z", "providedModelName": "m", "p95_latency": 9}
                for day in (2, 3)
            ]
        },
    ],
)
def test_days_of_utc_stay_days_west_of_it(document: Json) -> None:
    assert days(document, "America/New_York") == [date(2026, 11, 2), date(2026, 11, 3)]


def test_points_of_an_hour_belong_to_the_day_of_the_place() -> None:
    hours = datadog(pointlist=[[DAY * 1000, 12.0], [(DAY + 3600) * 1000, 13.0]], interval=3600)
    assert days(hours, "America/New_York") == [date(2026, 11, 1), date(2026, 11, 1)]


def test_a_rate_of_one_unit_in_another_is_not_the_unit_alone() -> None:
    assert one(found(datadog(unit=[{"name": "request"}, {"name": "second"}])), "x").unit == "request/second"
    assert one(found(datadog(unit=[{"name": "cent"}, None])), "x").value == pytest.approx(0.12)


def test_charges_without_a_service_are_added_up_once() -> None:
    head = "BilledCost,BillingCurrency,ChargePeriodStart,ServiceName,ChargeCategory\n"
    file = found(f"{head}10,USD,2026-11-02T00:00:00Z,,Usage\n-2,USD,2026-11-02T00:00:00Z,,Credit\n")
    assert one(file, "cost").value == 8
    euros = found(f"{head}10,EUR,2026-11-02T00:00:00Z,A,Usage\n".replace(",", ";"))
    assert (one(euros, "cost").value, one(euros, "cost").unit) == (10, "EUR")


@pytest.mark.parametrize("status", [-3, "-1", 500, "500"])
def test_a_request_that_was_cancelled_or_failed_is_no_good_one(status: object) -> None:
    good = {"request_created_at": "2026-11-02T10:00:00Z", "response_status": 200, "delay_ms": 1000, "costUSD": 0.01}
    bad = good | {"response_status": status, "delay_ms": 99_000, "costUSD": 0}
    file = found(lines([good, bad]))
    assert one(file, "failure_rate").numerator == 1
    assert one(file, "latency_p95").value == 1
    assert one(file, "cost").value == 0.01


def otel(points: list[Json], kind: str, **more: Any) -> Json:
    metric = {"name": "m", "unit": "{token}", kind: {"dataPoints": points, **more}}
    return {"resourceMetrics": [{"resource": {"attributes": []}, "scopeMetrics": [{"metrics": [metric]}]}]}


def point(hour: int, operation: str = "", **values: Any) -> Json:
    attributes = [{"key": "gen_ai.operation.name", "value": {"stringValue": operation}}]
    times = {"startTimeUnixNano": str(DAY * 10**9), "timeUnixNano": str((DAY + 3600 * hour) * 10**9)}
    return {"attributes": attributes if operation else [], **times, **values}


def test_a_level_is_its_newest_point_and_no_sum() -> None:
    gauge = otel([point(2, asDouble=7), point(1, asDouble=5)], "gauge")
    assert one(found(gauge), "m").value == 7
    open_requests = otel([point(1, asInt="5"), point(2, asInt="3")], "sum", aggregationTemporality=2, isMonotonic=False)
    file = found(open_requests)
    assert one(file, "m").value == 3
    assert not any("counted since" in note for note in file.notes)


def test_what_grows_is_added_up_over_series_that_differ_in_what_is_not_shown() -> None:
    points = [
        point(1, "chat", sum=60, count="2"), point(2, "chat", sum=100, count="4"),
        point(2, "embeddings", sum=50, count="5"),
    ]  # fmt: skip
    grown = one(found(otel(points, "histogram", aggregationTemporality=2)), "m")
    assert (grown.value, grown.n) == (150, 9)
    added = one(found(otel(points, "histogram", aggregationTemporality=1)), "m")
    assert (added.value, added.n) == (210, 11)


def helm_instance(instance: str, trial: int, mean: float, perturbation: str = "") -> Json:
    named = {"perturbation": {"name": perturbation}} if perturbation else {}
    stat = {"name": {"name": "exact_match"}, "count": 1, "mean": mean}
    return {"instance_id": instance, "train_trial_index": trial, "stats": [stat], **named}


def test_trials_of_an_instance_are_averaged_before_instances_are() -> None:
    trials = [helm_instance(name, trial, score) for name, trial, score in (("id(1)", 0, 1.0), ("id(1)", 1, 0.0))]
    trials += [helm_instance("id2", 0, 1.0), helm_instance("id2", 0, 0.0, "robustness")]
    mean = one(found(trials), "exact_match")
    assert (mean.value, mean.n, mean.numerator) == (0.75, 2, None)


def question(place: int, text: str, *, passed: bool = True, **more: Any) -> Json:
    return promptfoo_result(place, passed=passed, vars={"question": text}, **more)


def test_a_test_that_was_run_twice_is_one_case() -> None:
    results = [question(0, "a"), question(1, "a", passed=False), question(2, "b"), question(3, "b")]
    file = found(promptfoo(results))
    rate = one(file, "pass_rate")
    assert (rate.value, rate.n, rate.numerator) == (0.75, 2, None)
    assert [(case.case_id, case.epoch) for case in file.cases] == [("0", 1), ("0", 2), ("2", 1), ("2", 2)]
    assert any("run up to 2 times" in note for note in file.notes)
    same = one(found(promptfoo([question(0, "a"), question(1, "a"), question(2, "b", passed=False)])), "pass_rate")
    assert (same.numerator, same.denominator) == (1, 2)


def test_a_check_that_crashed_says_nothing_of_the_answer() -> None:
    crashed = {"pass": False, "score": 0, "reason": "Python code execution failed: no module 'x'"}
    results = [question(place, str(place)) for place in range(39)]
    file = found(promptfoo([*results, question(39, "z", passed=False, gradingResult=crashed)]))
    assert (one(file, "pass_rate").numerator, one(file, "pass_rate").denominator) == (39, 39)
    assert file.counted["errors"] == 1


def test_results_one_on_each_line_keep_their_prompts_apart() -> None:
    prompts = [{"raw": "short", "label": "short"}, {"raw": "long", "label": "long"}]
    results = [
        question(0, "a", promptIdx=index, passed=index == 0, prompt=prompt) for index, prompt in enumerate(prompts)
    ]
    file = found(lines(results))
    assert [one(file, "pass_rate", prompt=prompt).value for prompt in ("short", "long")] == [1, 0]
    assert any("names no day" in note for note in file.notes)


def test_an_older_export_of_promptfoo_has_its_status_in_the_cell() -> None:
    file = found('"q","[gpt-a] P"\n"x","[PASS] (1.00) y"\n"z","[FAIL] (0.40) n"\n')
    assert (one(file, "pass_rate").numerator, one(file, "pass_rate").denominator) == (1, 2)
    assert one(file, "score").value == pytest.approx(0.7)


def test_an_amount_that_is_none_is_no_zero() -> None:
    result = {"object": "organization.costs.result", "amount": {"value": None, "currency": "usd"}}
    page = {"data": [{"start_time": DAY, "end_time": DAY + 86_400, "results": [result]}], "has_more": False}
    with pytest.raises(Problems) as refusal:
        found(page)
    assert "an amount in bucket 1 is no number" in str(refusal.value)


def test_buckets_of_an_hour_are_told() -> None:
    bucket = {
        "starting_at": "2026-11-02T00:00:00Z",
        "ending_at": "2026-11-02T01:00:00Z",
        "results": [{"output_tokens": 7}],
    }
    file = found({"data": [bucket], "has_more": False})
    assert any("1 bucket is not of one whole day" in note for note in file.notes)


def grouped_log() -> Json:
    log = inspect_log(["C", "I", "C", "C"])
    for sample, topic in zip(log["samples"], ("money", "money", "time", "time"), strict=True):
        sample["metadata"] = {"topic": topic}
    group = {"group": "grouped", "params": {"group_key": "topic"}}
    log["results"]["scores"][0]["metrics"] |= {
        "money": {"name": "money", "value": 0.5, **group}, "time": {"name": "time", "value": 1.0, **group},
        "all": {"name": "all", "value": 0.75, **group},
    }  # fmt: skip
    return log


def test_a_metric_of_a_group_has_the_cases_of_its_group() -> None:
    for file in (found(grouped_log()), found(eval_file(grouped_log()))):
        shares = {name: one(file, name) for name in ("money", "time", "all", "accuracy")}
        assert {name: (share.numerator, share.denominator) for name, share in shares.items()} == {
            "money": (1, 2), "time": (2, 2), "all": (3, 4), "accuracy": (3, 4),
        }  # fmt: skip


def test_scores_of_a_scorer_that_gives_several_are_kept_by_name() -> None:
    log = inspect_log(["C", "C"])
    for sample, helpful in zip(log["samples"], (0.25, 0.75), strict=True):
        sample["scores"] = {"two": {"value": {"helpful": helpful, "short": 1}}}
    mean = {"name": "mean", "value": 0.5}
    log["results"]["scores"] = [{"name": "helpful", "scorer": "two", "metrics": {"mean": mean}}]
    file = found(log)
    assert (one(file, "mean").value, one(file, "mean").n) == (0.5, 2)
    assert file.cases[1].scores == {"helpful": 0.75, "short": 1.0}


def test_the_best_of_several_runs_is_taken_as_the_log_says_it() -> None:
    log = inspect_log(["C", "I", "I", "I"])
    for place, sample in enumerate(log["samples"]):
        sample |= {"id": place // 2, "epoch": place % 2 + 1}
    log["eval"]["config"] = {"epochs": 2}
    metrics = {"accuracy": {"name": "accuracy", "value": 0.5}, "stderr": {"name": "stderr", "value": 0.5}}
    log["results"]["scores"][0] |= {"reducer": "max", "metrics": metrics}
    file = found(log)
    best = one(file, "accuracy")
    assert (best.value, best.numerator, best.denominator, best.parts["reducer"]) == (0.5, 1, 2, "max")
    assert file.counted["cases"] == 2


def test_a_log_that_somebody_marked_as_invalid_is_refused() -> None:
    assert found(inspect_log(["C"], invalidated=True)).refused == "somebody marked the log as invalid"


@pytest.mark.parametrize(
    "table",
    [
        "response_id;nps_score;submitted_at\n1;10;2026-11-02\n2;0;2026-11-02\n",
        "response_id\tnps_score\tsubmitted_at\n1\t10\t2026-11-02\n2\t0\t2026-11-02\n",
        "sep=;\nresponse_id;nps_score;submitted_at\n1;10;2026-11-02\n2;0;2026-11-02\n",
    ],
)
def test_a_table_of_a_tool_may_have_other_separators(table: str) -> None:
    assert one(found(table), "nps").value == 0


def test_an_answer_whose_day_cannot_be_read_is_refused() -> None:
    with pytest.raises(Problems) as refusal:
        found("id,recommend,date\n1,10,11/02/2026\n")
    assert "'11/02/2026' in row 2 is no day" in str(refusal.value)


def test_a_mean_over_half_of_the_samples_is_not_that_of_all() -> None:
    half = one(found("user_input,response,faithfulness\nq,a,1.0\nq2,b,\n"), "faithfulness")
    assert (half.value, half.n, half.left_out) == (None, 1, 1)
    assert half.why == "1 of 2 cases have no score"


def test_a_case_whose_every_metric_was_skipped_was_not_judged() -> None:
    run = deepeval([0.1] * 39)
    skipped = {"name": "Hallucination", "score": None, "success": True, "skipped": True}
    run["testRunData"]["testCases"].append({"name": "t", "success": True, "metricsData": [skipped]})
    rate = one(found(run), "pass_rate")
    assert (rate.numerator, rate.denominator, rate.left_out) == (39, 39, 1)


def test_results_of_an_older_harness_keep_value_and_claim_no_count() -> None:
    old = {"results": {"arc": {"acc": 0.25, "acc_stderr": 0.04}}, "versions": {"arc": 0}, "config": {"model": "hf"}}
    acc = one(found(old), "acc")
    assert (acc.value, acc.n, acc.numerator) == (0.25, None, None)
    sample = {"doc": {}, "resps": [["x"]], "filtered_resps": ["x"]}
    samples = [{"doc_id": place, **sample, "acc": float(place == 0)} for place in range(2)]
    assert one(found(lines(samples)), "acc").numerator == 1
    assert one(found(lm_eval({"arc": (0.5, 0.05025, 100, 100)})), "exact_match").numerator == 50


def test_a_run_of_mlflow_may_say_its_state_by_number() -> None:
    def search(state: int) -> Json:
        info = {"run_id": "a", "status": state, "end_time": DAY * 1000}
        return {"runs": [{"info": info, "data": {"metrics": [{"key": "acc", "value": 0.9}]}}]}

    assert one(found(search(3)), "acc").value == 0.9
    assert found(search(1)).refused == "no finished run has a metric"


def test_points_that_are_histograms_are_called_so() -> None:
    result = [{"metric": {}, "histogram": [DAY, {"count": "5", "sum": "9"}]}]
    file = found({"status": "success", "data": {"resultType": "vector", "result": result}})
    assert file.refused == "no point of it is a single number"
    assert any("native histograms" in note for note in file.notes)


def test_a_case_that_passed_at_its_second_run_is_told() -> None:
    case = '<testcase name="a"><flakyFailure message="m"/></testcase>'
    file = found(f'<testsuite name="s" tests="1" failures="0" timestamp="2026-11-02T10:00:00">{case}</testsuite>')
    assert summary(file) == "JUnit, Nov 2, 1 case: 1 passed"
    assert any("followed by a pass" in note for note in file.notes)
