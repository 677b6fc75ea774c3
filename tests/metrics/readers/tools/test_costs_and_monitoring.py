"""Cost, usage and monitoring: units, days, pages to come, what has no price."""

import json
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from metrics.readers.tools.shared.given import given
from metrics.readers.tools.table import read
from tests.metrics.readers.tools.files import found, lines, one, spend


def test_a_request_without_a_price_makes_the_cost_unknown() -> None:
    file = found(lines([spend(0, spend=0.0), spend(1), spend(2)]))
    assert one(file, "cost").value is None
    assert file.cost_known is False
    assert one(file, "tokens").value == 1200


def test_requests_from_the_cache_and_failed_ones_are_no_measurement() -> None:
    cached, failed = spend(1, cache_hit="True", spend=0.0), spend(2, status="failure", spend=0.0)
    file = found(lines([spend(0), cached, failed]))
    assert one(file, "cost").value == pytest.approx(0.004)
    assert one(file, "latency_median").n == 1
    assert one(file, "failure_rate").numerator == 1


def test_an_instant_is_of_the_day_that_it_is_in_the_zone() -> None:
    content = lines([spend(0), spend(1)]).encode()
    berlin = read(given("a.jsonl", content, ZoneInfo("Europe/Berlin")))
    assert berlin is not None
    assert one(berlin, "requests").first == date(2026, 11, 3)
    assert one(found(content.decode()), "requests").first == date(2026, 11, 2)


def activity(**meta: object) -> dict[str, object]:
    day = {
        "date": "2026-11-02",
        "metrics": {"spend": 3.1, "total_tokens": 1200, "api_requests": 42, "failed_requests": 2},
    }
    return {"results": [day], "metadata": meta}


def test_a_page_of_several_is_refused() -> None:
    assert one(found(activity()), "cost").value == 3.1
    assert found(activity(page=1, total_pages=3)).refused.startswith("this is page 1 of 3")
    assert found(activity(total_spend=9.0)).refused == "its days come to $3.10, and it says $9.00"


def test_the_usage_export_has_its_thousands_signs() -> None:
    file = found(
        'Date,Team,Team ID,Spend ($),Requests,Failed Requests,Total Tokens\n2026-11-02,a,t1,"1,234.5600",40,2,900\n'
    )
    assert one(file, "cost").value == 1234.56


def test_langfuse_days_with_a_model_that_has_no_price_have_no_cost() -> None:
    usage = [
        {"model": "gpt-x", "totalUsage": 10, "totalCost": 1.5},
        {"model": "own", "totalUsage": 10, "totalCost": 0},
    ]
    day = {"date": "2026-11-02", "countTraces": 5, "totalCost": 1.5, "usage": usage}
    file = found({"data": [day], "meta": {"page": 1, "totalItems": 1, "totalPages": 1}})
    assert one(file, "cost").value is None
    assert one(file, "cost", model="gpt-x").value == 1.5
    assert one(file, "tokens").value == 20
    assert found({"data": [day], "meta": {"page": 1, "totalPages": 2}}).refused


def test_langfuse_rows_tell_latency_in_milliseconds() -> None:
    file = found({"data": [{"providedModelName": "gpt-x", "p95_latency": "2100", "sum_totalCost": 0.4}]})
    assert one(file, "p95_latency").value == 2.1
    assert one(file, "cost").value == 0.4


def openai(result: dict[str, object], **more: object) -> dict[str, object]:
    bucket = {"object": "bucket", "start_time": 1793491200, "end_time": 1793577600, "results": [result]}
    return {"object": "page", "data": [bucket], "has_more": False, "next_page": None} | more


def test_openai_costs_and_usage_are_days_of_utc() -> None:
    costs = openai({"object": "organization.costs.result", "amount": {"value": 12.5, "currency": "usd"}})
    assert one(found(costs), "cost").value == 12.5
    usage = {"object": "organization.usage.completions.result", "input_tokens": 2000, "input_cached_tokens": 800}
    file = found(openai(usage | {"output_tokens": 300, "num_model_requests": 12, "model": None}))
    assert one(file, "input_tokens").value == 2000
    assert one(file, "input_tokens").first == date(2026, 11, 1)
    assert found(openai(usage, has_more=True, next_page="p2")).refused == "there are more pages than this one"


def anthropic(result: dict[str, object], **more: object) -> dict[str, object]:
    bucket = {"starting_at": "2026-11-02T00:00:00Z", "ending_at": "2026-11-03T00:00:00Z", "results": [result]}
    return {"data": [bucket], "has_more": False, "next_page": None} | more


def test_anthropic_tells_cents() -> None:
    assert one(found(anthropic({"amount": "123.45", "currency": "USD"})), "cost").value == 1.2345
    assert found(anthropic({"amount": "1"}, has_more=True)).refused
    usage = {
        "uncached_input_tokens": 1500, "cache_read_input_tokens": 200, "output_tokens": 500,
        "cache_creation": {"ephemeral_1h_input_tokens": 1000, "ephemeral_5m_input_tokens": 500},
    }  # fmt: skip
    file = found(anthropic(usage))
    assert one(file, "input_tokens").value == 3200
    assert one(file, "tokens").value == 3700


def test_the_console_of_anthropic_tells_dollars() -> None:
    head = "usage_date_utc,model,workspace,token_type,cost_usd\n"
    file = found(head + "2026-11-02,Claude X,Default,input,12.31\n2026-11-02,Claude X,Default,output,4.02\n")
    assert one(file, "cost").value == pytest.approx(16.33)


def test_helicone_counts_ratings_of_those_who_rated() -> None:
    def request(place: int, **more: object) -> dict[str, object]:
        kept = {"request_id": f"r{place}", "request_created_at": "2026-11-03T10:00:00Z", "response_status": 200}
        return kept | {"delay_ms": 900, "total_tokens": 500, "costUSD": 0.0031} | more

    file = found(lines([request(0, feedback_rating=True), request(1, feedback_rating=None), request(2, costUSD=None)]))
    assert one(file, "positive_feedback").denominator == 1
    assert one(file, "cost").value is None


def test_runs_of_mlflow_that_did_not_finish_are_left_out() -> None:
    head = "run_id,experiment_id,status,start_time,end_time,metrics.rate,params.model\n"
    file = found(head + "a,1,FINISHED,2026-11-05 10:00:00,,0.041,m\nb,1,FAILED,2026-11-05 10:00:00,,0.9,m\n")
    assert [measure.value for measure in file.measures] == [0.041]
    assert any("1 of 2 runs did not finish" in note for note in file.notes)
    points = [
        {"key": "rate", "value": value, "timestamp": 1793620000123 + step, "step": step}
        for step, value in enumerate((0.5, 0.4))
    ]
    assert [measure.value for measure in found({"metrics": points}).measures] == [0.4]


def test_a_summary_of_wandb_is_its_numbers() -> None:
    file = found(
        {"_step": 100, "_runtime": 321.5, "_timestamp": 1793620000.5, "rate": 0.041, "table": {"_type": "table-file"}}
    )
    assert [(measure.name, measure.value) for measure in file.measures] == [("rate", 0.041)]


def prometheus(name: str, *values: str, **more: object) -> dict[str, object]:
    series = {
        "metric": {"__name__": name, "product": "a"},
        "values": [[1793620000 + place, value] for place, value in enumerate(values)],
    }
    return {"status": "success", "data": {"resultType": "matrix", "result": [series]}} | more


def test_prometheus_gives_points_and_no_counters() -> None:
    file = found(prometheus("latency_p95_seconds", "2.1", "NaN"))
    assert [measure.value for measure in file.measures] == [2.1]
    assert one(found(prometheus("requests_total", "9")), "requests_total").value is None
    failed = found({"status": "error", "errorType": "timeout", "error": "query timed out"})
    assert failed.refused == "the query failed: query timed out"


def test_datadog_and_cloudwatch_in_their_units() -> None:
    series = {
        "metric": "latency",
        "pointlist": [[1793620000000, 2100.0], [1793620060000, None]],
        "unit": [{"name": "millisecond"}, None],
    }
    assert one(found({"status": "ok", "query": "q", "series": [series]}), "latency").value == pytest.approx(2.1)
    partial = {
        "Id": "p95",
        "Label": "p95",
        "Timestamps": ["2026-11-08T00:00:00Z"],
        "Values": [2.1],
        "StatusCode": "PartialData",
    }
    assert found({"MetricDataResults": [partial]}).refused == "CloudWatch says that p95 is PartialData"


def test_of_numbers_that_only_grow_the_newest_counts() -> None:
    def export(total: float, count: int, when: int, temporality: int) -> dict[str, object]:
        point = {
            "startTimeUnixNano": "1793620000000000000", "timeUnixNano": f"{1793620000 + when}000000000",
            "count": str(count), "sum": total,
            "attributes": [{"key": "gen_ai.request.model", "value": {"stringValue": "m"}}],
        }  # fmt: skip
        histogram = {"aggregationTemporality": temporality, "dataPoints": [point]}
        metric = {"name": "gen_ai.client.operation.duration", "unit": "s", "histogram": histogram}
        return {"resourceMetrics": [{"resource": {}, "scopeMetrics": [{"metrics": [metric]}]}]}

    growing = found(lines([export(10, 5, 60, 2), export(30, 10, 120, 2)]))
    assert one(growing, "gen_ai.client.operation.duration mean").value == 3
    added = found(lines([export(10, 5, 60, 1), export(30, 10, 120, 1)]))
    assert one(added, "gen_ai.client.operation.duration mean").value == pytest.approx(40 / 15)


def test_a_panel_and_a_bill() -> None:
    panel = found('"Time","p95"\n2026-11-02 00:00:00,2.10 s\n2026-11-03 00:00:00,310 ms\n')
    assert [measure.value for measure in panel.measures] == [2.1, pytest.approx(0.31)]
    day = "2026-11-02T00:00:00Z,2026-11-03T00:00:00Z,USD,A"
    head = "BilledCost,EffectiveCost,ChargePeriodStart,ChargePeriodEnd,BillingCurrency,ServiceName,ChargeCategory\n"
    bill = found(head + f"10.5,10,{day},Usage\n-0.5,-0.5,{day},Credit\n")
    assert one(bill, "cost").value == 10
    assert one(bill, "cost").last == date(2026, 11, 2)


def test_numbers_as_json_have_no_nan() -> None:
    file = found(prometheus("x_ratio", "Inf", "0.5"))
    assert json.dumps([measure.value for measure in file.measures], allow_nan=False) == "[0.5]"
