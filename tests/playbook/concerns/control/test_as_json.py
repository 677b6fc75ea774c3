"""`metrics --json`: every key of the contract, unknown as null, the same for a product that reported nothing."""

import json
from datetime import date
from typing import Any

import pytest

from playbook.concerns.control.as_json import metrics_document
from playbook.concerns.control.reviews import metric_controls
from playbook.readiness.as_json import status_document
from playbook.readiness.assessment import assess
from playbook.readiness.inquiry import Inquiry
from playbook.readiness.selection import reviews_of
from tests.playbook.building import measurements_of, playbook_of, week_row

TODAY = date(2026, 12, 8)
NOTES = """
notes:
  - {metric: task_success_rate, week: 2026-W38, text: Two days only, by: lead-ai-engineer, on: 2026-09-21}
  - {kind: restart, metric: task_success_rate, week: 2026-W43, text: New judge, by: lead-ai-engineer, on: 2026-10-26}
"""


def series(weeks: int, product: str | None = None) -> dict[str, Any]:
    playbook = playbook_of(records_notes=NOTES)
    rows = [week_row("task_success_rate", week, k=80 + week % 5, n=100) for week in range(1, weeks + 1)]
    reviews = metric_controls(Inquiry(playbook, measurements_of(playbook, *rows), TODAY))
    document = metrics_document(TODAY, reviews_of(reviews, "task_success_rate", product)).to_json()
    json.dumps(document, allow_nan=False)
    assert (document["schema"], document["as_of"], document["basis"]) == (1, "2026-12-08", "known")
    found: dict[str, Any] = document["series"][0]
    return found


def test_a_point_carries_its_counts_its_signal_and_the_limits_it_was_judged_by() -> None:
    first = series(12)["points"][0]
    assert {key: first[key] for key in ("signal", "mean", "excluded")} == {
        "signal": None,
        "mean": None,
        "excluded": False,
    }
    point = series(6 + 7)["points"][12]
    assert {key: point[key] for key in ("week", "period_end", "value", "numerator", "denominator", "partial")} == {
        "week": "2026-W49",
        "period_end": "2026-12-06",
        "value": 0.83,
        "numerator": 83,
        "denominator": 100,
        "partial": None,
    }
    assert (point["running"], point["judged"], point["signal"], point["signal_words"]) == (False, True, None, None)
    assert point["lower"] < point["near_lower"] < point["mean"] < point["near_upper"] < point["upper"]
    assert point["low"] < point["value"] < point["high"]


def test_a_series_carries_limits_words_projection_notes_and_restarts() -> None:
    found = series(13)
    assert set(found["limits"]) >= {"state", "mean", "lower", "upper"}
    assert found["limits"]["state"] == "trial"
    assert [stretch["weeks"] for stretch in found["stretches"]] == [6, 7]
    assert (found["variation"], found["assurance"]) == ("common_cause", "hit_and_miss")
    assert (found["status"], found["shape"], found["signal"], found["plan_run"]) == (
        "not_enough_data",
        "flat",
        None,
        "behind",
    )
    assert set(found["outlook"]) >= {"state", "on", "value", "low", "high", "reason"}
    assert found["outlook"]["state"] == "past"
    assert found["sentence"] == "Task success rate: 83%, not enough data; hit and miss on 85%."
    assert set(found["projection"]) >= {"state", "on", "value", "low", "high", "reaches_target"}
    assert (found["projection"]["state"], found["projection"]["on"]) == ("too early", "2026-12-05")
    assert [note["text"] for note in found["notes"]] == ["Two days only"]
    assert [(restart["week"], restart["by"]) for restart in found["restarts"]] == [("2026-W43", "lead-ai-engineer")]


def test_the_status_says_of_each_metric_what_its_chart_says() -> None:
    playbook = playbook_of()
    measured = measurements_of(playbook, *[week_row("task_success_rate", week, k=90, n=100) for week in range(1, 8)])
    reviews = metric_controls(Inquiry(playbook, measured, TODAY))
    answer = status_document(assess(playbook, measured, TODAY), reviews=reviews).to_json()
    row = next(metric for metric in answer["metrics"] if metric["metric"] == "task_success_rate")
    assert row["sentence"] == "Task success rate: 90%, stale."
    assert (row["variation"], row["assurance"], row["by_product"][0]["sentence"]) == (None, None, row["sentence"])
    assert (row["signal"], row["outlook"]["state"]) == (None, "past")
    assert row["interval"] == {"low": pytest.approx(0.825634, abs=1e-6), "high": pytest.approx(0.944771, abs=1e-6)}
    bare = status_document(assess(playbook, measured, TODAY)).to_json()["metrics"][0]
    assert {bare[key] for key in ("variation", "assurance", "sentence", "interval", "samples_needed")} == {None}


def test_what_is_too_early_is_null_and_says_so() -> None:
    found = series(3)
    assert found["limits"] == {"state": "too early", "mean": None, "lower": None, "upper": None, "weeks": 3}
    assert (found["variation"], found["assurance"]) == (None, None)
    assert found["projection"]["state"] == "too early"
    assert {found["projection"][key] for key in ("value", "low", "high", "reaches_target")} == {None}


def test_a_product_without_numbers_has_an_empty_series() -> None:
    found = series(3, "other")
    assert (found["product"], found["points"], found["limits"], found["projection"]) == ("other", [], None, None)
    assert found["sentence"] == "No closed week is in yet."
