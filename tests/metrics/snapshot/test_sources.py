"""Files of tools and tables with headings of their own, read by their sources through the one door."""

import io
import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook

from metrics.definition import Direction, Grain, Kind, Level, Metric, Pillar
from metrics.problems import Problems
from metrics.readers.tools.kept_run import TOOL as KEPT
from metrics.readers.tools.table import SHAPES
from metrics.snapshot.context import IntakeContext
from metrics.snapshot.snapshot import Snapshot, read_snapshot
from metrics.source import TABLE, TOOLS, Source
from tests.metrics.readers.tools import files


def metric(name: str, kind: Kind, unit: str = "", grain: Grain = Grain.WEEK) -> Metric:
    return Metric.model_validate(
        {
            "id": name, "pillar": Pillar.QUALITY, "kind": kind, "better": Direction.HIGHER, "unit": unit,
            "grain": grain, "level": Level.PRODUCT, "owner": "lead", "definition": "-", "max_age_days": 10,
        }
    )  # fmt: skip


METRICS = {
    one.id: one
    for one in (
        metric("task_success_rate", Kind.RATE),
        metric("token_spend_usd", Kind.AMOUNT, "USD"),
        metric("spend_by_day", Kind.AMOUNT, "USD", Grain.DAY),
        metric("latency_p95_ms", Kind.DURATION, "ms"),
        metric("satisfaction", Kind.MEAN),
        metric("failure_rate", Kind.RATE),
        metric("nps", Kind.NPS),
    )
}
CONTEXT = IntakeContext(METRICS, frozenset({"support-copilot", "policy-qa"}), date(2026, 11, 20), timezone="UTC")
SHARED: dict[str, Any] = {"id": "one", "owner": "lead", "product": "support-copilot"}


def received(content: object, *sources: dict[str, Any], name: str = "file", **more: Any) -> Snapshot:
    described = tuple(Source.model_validate(SHARED | source) for source in sources)
    written = (
        content
        if isinstance(content, bytes)
        else (content if isinstance(content, str) else json.dumps(content)).encode()
    )
    return read_snapshot(name, written, replace(CONTEXT, sources=described, **more))


def rows(snapshot: Snapshot) -> list[tuple[Any, ...]]:
    """Product, metric, last day, value, numerator, denominator; -1 where there is none."""
    frame = snapshot.frame.fillna({"value": -1.0, "numerator": -1.0, "denominator": -1.0})
    listed: list[dict[Any, Any]] = frame.to_dict("records")
    names = ("value", "numerator", "denominator")
    return [
        (str(one["product"]), str(one["metric"]), str(one["period_end"].date()), *(one[name] for name in names))
        for one in listed
    ]


def take(measure: str, metric: str, **more: Any) -> dict[str, Any]:
    return {"measure": measure, "metric": metric, **more}


def run(passed: int, n: int) -> Any:
    return files.promptfoo([files.promptfoo_result(place, passed=place < passed) for place in range(n)])


def test_every_tool_that_is_read_can_have_a_source() -> None:
    assert {shape.tool for shape in SHAPES} - {KEPT} == set(TOOLS), "a kept run is our own file, and no source"
    assert TABLE not in TOOLS


def test_measures_of_a_run_become_metrics_of_their_week() -> None:
    takes = [
        take("pass_rate", "task_success_rate"),
        take("cost", "token_spend_usd"),
        take("latency_p95", "latency_p95_ms"),
    ]
    found = {row[1]: row for row in rows(received(run(17, 20), {"tool": "promptfoo", "takes": takes}))}
    assert found["task_success_rate"] == ("support-copilot", "task_success_rate", "2026-11-08", 0.85, 17, 20)
    assert found["token_spend_usd"][3] == pytest.approx(0.02)
    assert found["latency_p95_ms"][3] == pytest.approx(518.05)


def test_what_the_file_does_not_know_is_not_stored() -> None:
    unpriced = files.promptfoo([files.promptfoo_result(place, cost=0) for place in range(20)])
    with pytest.raises(Problems, match=r"cost of 2026-11-03 is not known: nothing in the file is priced"):
        received(unpriced, {"tool": "promptfoo", "takes": [take("cost", "token_spend_usd")]})
    with pytest.raises(Problems, match=r"cost is in USD, and latency_p95_ms is in ms"):
        received(run(1, 1), {"tool": "promptfoo", "takes": [take("cost", "latency_p95_ms")]})


def test_a_run_that_may_not_be_published_is_refused_with_its_reason() -> None:
    with pytest.raises(Problems, match="the run did not finish"):
        received(
            files.inspect_log(["C"], status="cancelled"),
            {"tool": "Inspect", "takes": [take("accuracy", "task_success_rate")]},
        )


def test_a_source_is_for_the_files_that_it_names() -> None:
    source = {"tool": "Inspect", "where": {"task": "popularity"}, "takes": [take("accuracy", "task_success_rate")]}
    assert rows(received(files.inspect_log(["C", "I"]), source))[0][4:] == (1, 2)
    with pytest.raises(Problems, match="this is a file of Inspect, Nov 5, 2 cases"):
        received(files.inspect_log(["C", "I"]), source | {"where": {"task": "refunds"}})


def days(first: int, last: int) -> Any:
    metrics = {"spend": 3.1, "total_tokens": 1200, "api_requests": 42}
    return {"results": [{"date": f"2026-11-{day:02d}", "metrics": metrics} for day in range(first, last + 1)]}


def test_days_make_the_weeks_that_are_whole() -> None:
    source = {"tool": "LiteLLM", "takes": [take("cost", "token_spend_usd")]}
    snapshot = received(days(2, 10), source)
    assert rows(snapshot) == [("support-copilot", "token_spend_usd", "2026-11-08", pytest.approx(21.7), -1, -1)]
    assert any("2026-W46 is not whole" in doubt.found for doubt in snapshot.doubts)
    daily = received(days(2, 4), {"tool": "LiteLLM", "takes": [take("cost", "spend_by_day")]})
    assert [row[2:4] for row in rows(daily)] == [("2026-11-02", 3.1), ("2026-11-03", 3.1), ("2026-11-04", 3.1)]


def test_products_come_from_what_a_measure_is_of() -> None:
    head = "Date,Team,Team ID,Spend ($),Requests,Failed Requests,Total Tokens\n"
    lines = "".join(f"2026-11-0{day},{team},x,1.50,4,0,9\n" for day in range(2, 9) for team in ("Support", "Other"))
    source = {"tool": "LiteLLM", "product_from": "team", "products": {"Support": "policy-qa"}}
    snapshot = received(head + lines, source | {"takes": [take("cost", "token_spend_usd")]})
    assert rows(snapshot) == [("policy-qa", "token_spend_usd", "2026-11-08", pytest.approx(10.5), -1, -1)]


def test_several_numbers_where_one_is_wanted_are_asked_about() -> None:
    two = files.lm_eval({"a": (0.5, 0.5, 2, 2), "b": (1.0, 0.0, 2, 2)})
    takes = [take("exact_match", "satisfaction")]
    two["results"]["a"]["exact_match,none"] = 0.37
    with pytest.raises(Problems, match="2 numbers of exact_match for satisfaction"):
        received(two, {"tool": "lm-eval", "takes": takes})
    (row,) = rows(
        received(two, {"tool": "lm-eval", "takes": [take("exact_match", "satisfaction", where={"task": "a"})]})
    )
    assert row[3] == 0.37


def test_a_workbook_of_finance_comes_in_with_its_headings_its_sheet_and_its_totals() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Notes"
    sheet.append(["Anwendung", "Kalenderwoche", "Tokenkosten", "Konto"])
    sheet.append(["Kundendienst", "2026-W44", 1.0, "x"])
    data = book.create_sheet("Kosten")
    for line in (
        ["Anwendung", "Kalenderwoche", "Tokenkosten", "Konto"],
        ["Kundendienst", "2026-W44", 1940.5, "4711"],
        ["Kundendienst", "2026-W45", 2040.5, "4711"],
        ["Summe", None, 3981.0, None],
    ):
        data.append(line)
    written = io.BytesIO()
    book.save(written)
    source = {
        "product": None, "sheet": "Kosten", "totals": ["Summe"], "products": {"Kundendienst": "support-copilot"},
        "headings": {"Anwendung": "product", "Kalenderwoche": "week", "Tokenkosten": "token_spend_usd"},
    }  # fmt: skip
    found = rows(received(written.getvalue(), source))
    assert [row[:4] for row in found] == [
        ("support-copilot", "token_spend_usd", "2026-11-01", 1940.5),
        ("support-copilot", "token_spend_usd", "2026-11-08", 2040.5),
    ]


def test_a_warehouse_comes_in_with_foreign_names_and_its_production_rows() -> None:
    text = "ds,svc,kpi_key,kpi_val,stage\n2026-11-02,supp,COST_USD_D,3.5,prod\n2026-11-02,supp,COST_USD_D,9.5,staging\n"
    source = {
        "product": None, "where": {"stage": "prod"}, "products": {"supp": "support-copilot"},
        "metrics": {"COST_USD_D": "spend_by_day"},
        "headings": {"ds": "date", "svc": "product", "kpi_key": "metric", "kpi_val": "value"},
    }  # fmt: skip
    assert rows(received(text, source)) == [("support-copilot", "spend_by_day", "2026-11-02", 3.5, -1, -1)]


def test_nested_records_of_a_job_come_in_with_the_week_of_the_files_name() -> None:
    results = [{"app": "supp", "quality": {"ok": 17, "all": 20}}]
    job: Any = {"job": {"status": "ok", "results": results}, "lists": [{"a": 1}]}
    source = {
        "product": None, "records": "job.results", "week_from": "file_name", "products": {"supp": "support-copilot"},
        "headings": {
            "app": "product", "quality.ok": "task_success_rate numerator", "quality.all": "task_success_rate n",
        },
    }  # fmt: skip
    (row,) = rows(received(job, source, name="job_2026-W45.json"))
    assert row == ("support-copilot", "task_success_rate", "2026-11-08", 0.85, 17, 20)
    job["job"]["has_more"] = True
    with pytest.raises(Problems, match="there is more than this file holds"):
        received(job, source, name="job_2026-W45.json")


def test_a_table_with_other_headings_is_left_to_what_it_was() -> None:
    source = {"headings": {"ds": "date"}}
    with pytest.raises(Problems, match="none of the columns is known here"):
        received("foo,bar\na,1\nb,2\n", source)


def spent_on(*days: int) -> str:
    return files.lines([files.spend(day, startTime=f"2026-11-{day:02d}T12:00:00Z") for day in days])


def taken(tool: str, metric_id: str, measure: str, where: dict[str, str] | None = None) -> dict[str, Any]:
    return {"tool": tool, "takes": [{"metric": metric_id, "measure": measure, "where": where or {}}]}


@pytest.mark.parametrize("days", [(4,), (2, 3, 4, 5, 6, 7)])
@pytest.mark.parametrize(("metric_id", "measure"), [("token_spend_usd", "cost"), ("failure_rate", "failure_rate")])
def test_some_days_of_a_week_are_never_taken_for_the_week(days: tuple[int, ...], metric_id: str, measure: str) -> None:
    with pytest.raises(Problems) as refusal:
        received(spent_on(*days), taken("LiteLLM", metric_id, measure))
    assert "is not whole in this file and is left out; send the days of a whole week" in str(refusal.value)


CHARGES = "BilledCost,BillingCurrency,ChargePeriodStart,ChargePeriodEnd,ServiceName,ChargeCategory\n"


@pytest.mark.parametrize(
    ("charges", "said"),
    [
        (
            "10,USD,2026-10-01,2026-11-01,A,Usage\n",
            "cost is of 2026-10-01 to 2026-10-31, and token_spend_usd is of a week",
        ),
        ("10,USD,2026-11-02,2026-11-09,A,Usage\n5,EUR,2026-11-02,2026-11-09,A,Usage\n", "cost is in EUR"),
    ],
)
def test_charges_of_another_time_or_currency_are_not_added_to_a_week(charges: str, said: str) -> None:
    with pytest.raises(Problems) as refusal:
        received(CHARGES + charges, taken("FOCUS", "token_spend_usd", "cost"))
    assert said in str(refusal.value)


def test_one_currency_of_a_file_with_two_can_be_taken() -> None:
    charges = f"{CHARGES}10,USD,2026-11-02,2026-11-09,A,Usage\n5,EUR,2026-11-02,2026-11-09,A,Usage\n"
    with pytest.raises(Problems) as refusal:
        received(charges, taken("FOCUS", "token_spend_usd", "cost"))
    assert "take one currency alone: where: {currency: USD}" in str(refusal.value)
    file = received(charges, taken("FOCUS", "token_spend_usd", "cost", {"currency": "USD"}))
    assert rows(file) == [("support-copilot", "token_spend_usd", "2026-11-08", 10.0, -1.0, -1.0)]
    with pytest.raises(
        Problems,
        match=r"it holds cost \(currency EUR\), cost \(currency EUR, service A\), .*expected 'cost' \(currency GBP\)",
    ):
        received(charges, taken("FOCUS", "token_spend_usd", "cost", {"currency": "GBP"}))


def test_a_charge_of_a_whole_week_is_that_week() -> None:
    file = received(f"{CHARGES}10,USD,2026-11-02,2026-11-09,,Usage\n", taken("FOCUS", "token_spend_usd", "cost"))
    assert rows(file) == [("support-copilot", "token_spend_usd", "2026-11-08", 10.0, -1.0, -1.0)]


def test_answers_of_a_survey_make_the_weeks_they_were_given_in() -> None:
    answers = [(10, 3), (9, 3), (3, 4), (10, 10)]
    table = "response_id,nps_score,submitted_at\n" + "".join(
        f"{place},{score},2026-11-{day:02d}\n" for place, (score, day) in enumerate(answers)
    )
    file = received(table, taken("NPS survey", "nps", "nps"))
    assert [row[2:] for row in rows(file)] == [
        ("2026-11-08", pytest.approx(100 / 3), 1.0, 3.0),
        ("2026-11-15", 100.0, 1.0, 1.0),
    ]
    assert [doubt.found for doubt in file.doubts] == [
        "nps: the answers of Nov 2-8 are of Nov 3 to Nov 4",
        "nps: the answers of Nov 9-15 are of Nov 10",
    ]


def test_a_gauge_in_percent_is_a_share() -> None:
    result = [{"metric": {"__name__": "ok_percent"}, "value": [1_793_577_600, "98"]}]
    file = received(
        {"status": "success", "data": {"resultType": "vector", "result": result}},
        taken("Prometheus", "task_success_rate", "ok_percent"),
    )
    assert rows(file)[0][3] == pytest.approx(0.98)


def test_several_numbers_of_a_day_are_not_told_apart_by_where() -> None:
    values = [[1_793_577_600 + 3600 * hour, "2"] for hour in range(5)]
    result = [{"metric": {"__name__": "p95_seconds"}, "values": values}]
    with pytest.raises(Problems) as refusal:
        received(
            {"status": "success", "data": {"resultType": "matrix", "result": result}},
            taken("Prometheus", "latency_p95_ms", "p95_seconds"),
        )
    assert "export one number a day" in str(refusal.value)


def datadog_week(aggregation: str, interval: int) -> dict[str, Any]:
    points = [[(1_793_577_600 + interval * place) * 1000, 1.0] for place in range(7 * 86_400 // interval)]
    series = {
        "metric": "x",
        "aggr": aggregation,
        "interval": interval,
        "pointlist": points,
        "unit": [{"name": "dollar"}],
    }
    return {"status": "ok", "query": "q", "series": [series]}


def test_averages_are_never_added_up_and_points_of_a_day_are_told() -> None:
    source = taken("Datadog", "token_spend_usd", "x")
    with pytest.raises(Problems) as refusal:
        received(datadog_week("avg", 86_400), source)
    assert "x is the average of each time, and token_spend_usd adds them up; ask for sums" in str(refusal.value)
    hours = received(datadog_week("sum", 3600), source)
    assert rows(hours)[0][3] == 168
    assert "up to 24 numbers of x in one day are added up" in [doubt.found for doubt in hours.doubts]
    assert rows(received(datadog_week("sum", 86_400), source))[0][3] == 7
