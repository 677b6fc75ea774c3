"""Evaluation tools: what counts, what is left out, and what is refused because it would lie.

Numbers of real runs are those that users of the tools published: evaleval/every_eval_ever (Inspect, lm-eval, HELM),
UKGovernmentBEIS/inspect_ai (`.eval`), and a run of DeepEval with a judge and one case.
"""

import json
from math import isclose

import pytest

from metrics.problems import Problems
from metrics.readers.tools.shared.given import given
from metrics.readers.tools.table import read
from metrics.readers.tools.wording import summary
from tests.metrics.readers.tools.files import (
    deepeval,
    eval_file,
    found,
    helm,
    inspect_log,
    lines,
    lm_eval,
    one,
    promptfoo,
    promptfoo_result,
)


def test_a_run_of_promptfoo_is_reported_in_one_sentence() -> None:
    results = [promptfoo_result(place, passed=place < 109) for place in range(117)]
    results += [
        promptfoo_result(place, passed=False, failureReason=2, cost=0, error="429") for place in range(117, 120)
    ]
    file = found(promptfoo(results))
    assert summary(file).startswith("promptfoo, Nov 3, 120 cases, openai:gpt-4o-mini: 109 passed, 8 failed, 3 errors")
    assert summary(file).endswith("$0.12")
    rate = one(file, "pass_rate")
    assert (rate.numerator, rate.denominator, rate.left_out) == (109, 117, 3)
    assert one(file, "cost").value == pytest.approx(0.117)
    assert "3 of 120 cases have no score (errors)" in file.notes
    assert not file.complete


def test_a_rate_is_refused_where_many_cases_have_no_score() -> None:
    results = [promptfoo_result(place) for place in range(8)]
    results += [promptfoo_result(place, passed=False, failureReason=2) for place in range(8, 10)]
    rate = one(found(promptfoo(results)), "pass_rate")
    assert rate.value is None
    assert rate.why == "2 of 10 cases have no score"


def test_tokens_of_the_judge_are_never_those_of_the_product() -> None:
    usage = {"total": 0, "prompt": 0, "completion": 0, "assertions": {"total": 14209}}
    bare = promptfoo_result(0, response={"tokenUsage": {}}, cost=0)
    file = found(promptfoo([bare], stats={"tokenUsage": usage}))
    assert one(file, "tokens").value is None
    assert any("14,209 tokens of the judge" in note for note in file.notes)
    assert one(file, "cost").value is None
    assert file.cost_known is False


def test_two_prompts_are_two_candidates() -> None:
    prompts = [{"provider": "openai:gpt-4o-mini", "label": label} for label in ("short", "long")]
    results = [promptfoo_result(0), promptfoo_result(0, passed=False, promptIdx=1)]
    file = found(promptfoo(results, prompts=prompts))
    assert one(file, "pass_rate", prompt="short").value == 1
    assert one(file, "pass_rate", prompt="long").value == 0
    assert file.notes[0].startswith("2 candidates")


def test_answers_from_the_cache_measure_neither_cost_nor_latency() -> None:
    cached = {"cached": True, "tokenUsage": {"cached": 40, "total": 40, "numRequests": 0}}
    file = found(promptfoo([promptfoo_result(place, response=cached, cost=0, latencyMs=3) for place in range(20)]))
    assert one(file, "cost").value is None
    assert not any(measure.name.startswith("latency") for measure in file.measures)
    assert one(file, "pass_rate").denominator == 20
    assert any("20 of 20 answers came from the cache" in note for note in file.notes)


def test_an_export_that_holds_less_than_it_says_is_refused() -> None:
    whole = promptfoo([promptfoo_result(place) for place in range(10)])
    whole["results"]["results"] = whole["results"]["results"][:4]
    assert found(whole).refused == "its statistics speak of 10 results, and 4 are in the file"


def test_sums_that_the_answers_do_not_come_to_are_not_taken() -> None:
    prompts = [{"provider": "openai:gpt-x", "metrics": {"cost": 2e-05, "testPassCount": 3, "testFailCount": 0}}]
    file = found(promptfoo([promptfoo_result(place, cost=7e-06) for place in range(3)], prompts=prompts))
    assert one(file, "cost").value is None
    assert "add up to" in one(file, "cost").why


def test_the_csv_of_promptfoo_counts_each_candidate() -> None:
    head = '"q","[gpt-a] P","Status","Score","[gpt-b] P","Status","Score"\n'
    file = found(head + '"x","[PASS] y","PASS","1.00","[FAIL] n","FAIL","0.00"\n"z","a","PASS","1","b","ERROR",""\n')
    assert one(file, "pass_rate", model="gpt-a").numerator == 2
    assert one(file, "pass_rate", model="gpt-b").value is None
    assert file.when is None


def test_an_eval_file_is_read_with_its_samples() -> None:
    # popularity.eval of UKGovernmentBEIS/inspect_ai: 8 of 10, standard error 0.1333
    values = ["C"] * 8 + ["I"] * 2
    for file in (found(inspect_log(values)), found(eval_file(inspect_log(values)), "any name.bin")):
        accuracy = one(file, "accuracy")
        assert (accuracy.numerator, accuracy.denominator) == (8, 10)
        assert accuracy.stderr == pytest.approx(0.13333333)
        assert one(file, "tokens").value == 640
        assert len(file.cases) == 10
        assert "10 of the 100 cases of the data set were run" in file.notes


def test_a_log_whose_samples_are_elsewhere_keeps_its_value_and_claims_no_count() -> None:
    log = inspect_log(["C", "C", "I"])
    log["results"]["scores"][0]["metrics"] = {"accuracy": {"name": "accuracy", "value": 0.6667}}
    file = found(eval_file(log, samples=[{}], summaries=[]))
    assert one(file, "accuracy").value == 0.6667
    assert one(file, "accuracy").numerator is None
    assert not file.complete or any("not in the file" in note for note in file.notes)


def test_a_log_without_scores_is_refused_though_it_succeeded() -> None:
    log = inspect_log(["C"])
    log["results"]["scores"] = []
    assert found(eval_file(log)).refused == "it holds no scores"


@pytest.mark.parametrize("status", ["cancelled", "error", "started"])
def test_a_run_that_did_not_finish_is_refused(status: str) -> None:
    file = found(inspect_log(["C"] * 5, status=status))
    assert file.refused == f"the run did not finish (status '{status}'); 5 samples are in the file"
    assert not any(measure.name == "accuracy" for measure in file.measures)


def test_samples_that_are_missing_are_reported_and_refused_where_the_log_counts_them() -> None:
    log = inspect_log(["C"] * 80)
    log["samples"] = log["samples"][:78]
    assert found(log).refused == "it speaks of 80 samples, and 78 are in the file"
    log["results"] |= {"completed_samples": 78}
    file = found(log)
    assert "2 of 80 samples are missing" in file.notes
    assert not file.complete


def test_tokens_read_from_the_cache_are_tokens() -> None:
    log = inspect_log(["C"])
    usage = {"input_tokens": 5, "output_tokens": 1, "total_tokens": 231, "input_tokens_cache_read": 215}
    log["stats"]["model_usage"] = {"openai/gpt-4o-mini": usage | {"input_tokens_cache_write": 10}}
    file = found(log)
    assert one(file, "tokens").value == 231
    assert one(file, "cache_read_tokens").value == 215


def test_a_judge_that_is_another_model_is_kept_apart_and_one_that_is_the_product_cannot_be() -> None:
    log = inspect_log(["C"])
    log["stats"]["model_usage"]["openai/judge"] = {"total_tokens": 999}
    log["eval"]["scorers"] = [{"name": "model_graded_qa", "options": {"model": "openai/judge"}}]
    file = found(log)
    assert one(file, "tokens").value == 640
    assert any("999 tokens of the judge" in note for note in file.notes)
    log["eval"]["scorers"] = [{"name": "model_graded_qa", "options": {}}]
    assert "also judges" in one(found(log), "tokens").why


def test_a_graded_score_named_accuracy_is_no_proportion() -> None:
    # mean 0.381 over 2,340 with a standard deviation of 0.31: 0.381 x 2,340 is no count
    log = inspect_log(["C"])
    log["results"] |= {"total_samples": 2340, "completed_samples": 2340}
    metrics = {
        "accuracy": {"name": "accuracy", "value": 0.381},
        "stderr": {"name": "stderr", "value": 0.31 / 2340**0.5},
    }
    log["results"]["scores"][0]["metrics"] = metrics
    del log["samples"]
    accuracy = one(found(log), "accuracy")
    assert (accuracy.value, accuracy.numerator, accuracy.n) == (0.381, None, 2340)
    graded = one(found(inspect_log([0.2, 0.9, 0.4])), "accuracy")
    assert graded.numerator is None
    assert graded.n == 3


def test_runs_over_the_same_sample_are_averaged_first() -> None:
    log = inspect_log(["C", "I"])
    log["samples"] += [{"id": 1, "epoch": 2, "scores": {"match": {"value": "C"}}}]
    log["samples"] += [{"id": 2, "epoch": 2, "scores": {"match": {"value": "C"}}}]
    log["eval"]["config"] = {"epochs": 2}
    log["results"] |= {"total_samples": 4, "completed_samples": 4}
    log["results"]["scores"][0]["metrics"]["accuracy"]["value"] = 0.75
    accuracy = one(found(log), "accuracy")
    assert (accuracy.value, accuracy.n, accuracy.numerator) == (0.75, 2, None)


def test_lm_eval_gives_each_task_with_its_counts() -> None:
    # math_perturbed_full and math_rephrased_full of evaleval/every_eval_ever
    tasks = {"perturbed": (0.0, 0.0, 5000, 5000), "rephrased": (0.0004, 0.0002828144211304471, 5000, 5000)}
    file = found(lm_eval(tasks))
    perturbed, rephrased = (one(file, "exact_match", task=task) for task in tasks)
    assert (perturbed.numerator, perturbed.denominator) == (0, 5000)
    assert (rephrased.numerator, rephrased.value) == (2, 0.0004)
    assert one(file, "evaluation_seconds").value == pytest.approx(2677.7320792819373)


def test_a_few_samples_of_many_are_reported() -> None:
    file = found(lm_eval({"math": (0.3, 0.15275, 10, 5000)}))
    assert one(file, "exact_match").denominator == 10
    assert "math: 10 of the 5,000 cases of the data set were run" in file.notes


def test_samples_of_lm_eval_are_cases() -> None:
    rows = [
        {
            "doc_id": place,
            "doc": {},
            "resps": [],
            "filtered_resps": [],
            "filter": "none",
            "metrics": ["acc"],
            "acc": value,
        }
        for place, value in enumerate((1.0, 0.0, 1.0))
    ]
    file = found(lines(rows))
    assert (one(file, "acc").numerator, one(file, "acc").denominator) == (2, 3)
    assert [case.case_id for case in file.cases] == ["0", "1", "2"]


def test_the_cost_of_deepeval_is_the_judges() -> None:
    file = found(deepeval([0.0, 0.9], cost=0.01))
    assert one(file, "Hallucination").value == pytest.approx(0.45)
    assert (one(file, "pass_rate").numerator, one(file, "pass_rate").denominator) == (1, 2)
    assert file.cost_known is None
    assert not any(measure.name == "cost" or "latency" in measure.name for measure in file.measures)
    assert any("the judge's, not the product's" in note for note in file.notes)


def test_one_case_is_no_evidence_and_a_metric_that_failed_is_no_score() -> None:
    assert "one case is no evidence for a rate" in found(deepeval([0.1])).notes
    file = found(deepeval([0.1] * 30 + [None]))
    assert one(file, "Hallucination").n == 30
    assert one(file, "pass_rate").left_out == 1


def test_results_of_evaluate_are_read_alike() -> None:
    metric = {"name": "Bias", "score": 0.25, "success": True, "threshold": 0.5, "evaluation_model": "judge-1"}
    file = found({"test_results": [{"name": "a", "success": True, "metrics_data": [metric]}]})
    assert one(file, "Bias").value == 0.25
    assert file.candidate == {"judge": "judge-1"}


@pytest.mark.parametrize(
    ("run", "models", "prompts"),
    [
        ({"hyperparameters": {"model": "model-a", "temperature": 1}}, ("model-a",), ()),
        ({"hyperparameters": {"LLM Model": {"name": "model-a"}, "evaluation model": "judge-1"}}, ("model-a",), ()),
        ({"hyperparameters": None, "prompts": [{"alias": "answer", "version": "1"}]}, (), ()),
        (
            {"prompts": [{"alias": "answer", "textTemplate": "Answer {{x}}", "modelSettings": {"name": "model-b"}}]},
            ("model-b",),
            ("answer@87caab958130a80abed7e32438f94c28fe4afcab593927d8fc07344b473b3d08",),
        ),
        ({}, (), ()),
    ],
)
def test_deepeval_names_what_was_tested_and_never_the_judge(
    run: dict[str, object], models: tuple[str, ...], prompts: tuple[str, ...]
) -> None:
    document = deepeval([0.0, 0.9])
    document["testRunData"] |= run
    file = found(document)
    assert (file.of_candidate, file.models, file.prompts) == (True, models, prompts)
    assert file.candidate == {"judge": "judge-1"}


def test_a_column_of_ragas_names_the_model() -> None:
    rows = "".join(f"q{place},a,{'model-a' if place % 2 else 'model-b'},{place % 3 / 2}\n" for place in range(12))
    file = found("user_input,response,Model,faithfulness\n" + rows)
    assert (file.of_candidate, file.models) == (True, ("model-b", "model-a"))
    assert {measure.parts["model"]: measure.n for measure in file.measures} == {"model-a": 6, "model-b": 6}
    assert "2 models, each with numbers of its own" in file.notes
    assert {case.candidate for case in file.cases} == {"model-a", "model-b"}
    alone = found("user_input,response,model,faithfulness\n" + rows.replace("model-b", "model-a"))
    assert (alone.models, [measure.n for measure in alone.measures]) == (("model-a",), [12])


def test_blanks_of_ragas_are_samples_without_a_score() -> None:
    rows = "".join(f"q{place},[],a,{score}\n" for place, score in enumerate(["0.5", "0.75", "nan"] + ["1.0"] * 30))
    file = found("user_input,retrieved_contexts,response,faithfulness\n" + rows)
    assert one(file, "faithfulness").n == 32
    assert one(file, "faithfulness").left_out == 1
    assert one(file, "faithfulness").numerator is None


def test_helm_counts_instances_and_not_trials() -> None:
    # HellaSwag of evaleval/every_eval_ever: 10 instances, exact match 0.3
    exact = one(found(helm(0.3, 10)), "exact_match")
    assert (exact.numerator, exact.denominator) == (3, 10)
    alone = one(found(helm(0.82, None)), "exact_match")
    assert (alone.value, alone.n, alone.numerator) == (0.82, None, None)


def test_helm_tells_every_instance() -> None:
    def instance(place: int) -> dict[str, object]:
        stats = helm(float(place < 3), None)
        return {"instance_id": f"id{place}", "train_trial_index": 0, "stats": stats}

    file = found([instance(place) for place in range(10)])
    assert one(file, "exact_match").numerator == 3
    assert len(file.cases) == 10


def test_junit_counts_what_ran_and_refuses_what_it_does_not_list() -> None:
    case = '<testcase classname="t" name="{}" time="0.5">{}</testcase>'
    inner = "".join(case.format(place, "<failure/>" if place == 0 else "") for place in range(4))
    inner += case.format(9, "<skipped/>")
    head = '<testsuite tests="5" failures="1" errors="0" skipped="1">'
    xml = f"<testsuites>{head}{inner}</testsuite></testsuites>"
    rate = one(found(xml), "pass_rate")
    assert (rate.numerator, rate.denominator) == (3, 4)
    short = '<testsuites><testsuite tests="3" failures="1" errors="0"><testcase name="a"/></testsuite></testsuites>'
    assert found(short).refused == "it speaks of 3 tests with 1 failed, and lists 1"


def test_xml_with_entities_is_not_expanded() -> None:
    bomb = '<!DOCTYPE a [<!ENTITY x "y">]><testsuites><testsuite><testcase name="&x;"/></testsuite></testsuites>'
    with pytest.raises(Problems, match="JUnit"):
        found(bomb)


def test_promoters_and_detractors_make_the_score() -> None:
    file = found(
        "response_id,submitted_at,score,comment\n1,2026-11-03T10:00:00Z,9,a\n2,2026-11-03,3,b\n3,2026-11-04,10,c\n"
    )
    assert isclose(one(file, "nps").value or 0, 100 / 3)
    assert one(file, "promoters").numerator == 2
    low = found("response_id,submitted_at,score\n1,2026-11-03,5\n2,2026-11-03,4\n")
    assert "scale may be 1 to 5" in low.refused


def test_a_file_that_is_a_table_of_ours_is_of_no_tool() -> None:
    ours = [{"week": "2026-W45", "product": "support-copilot", "metric": "token_spend_usd", "value": 1}]
    assert read(given("a.json", json.dumps(ours).encode())) is None
    assert read(given("a.csv", b"week,product,metric,value\n2026-W45,a,b,1\n")) is None
