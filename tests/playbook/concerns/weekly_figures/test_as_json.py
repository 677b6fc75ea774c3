"""The weekly review in JSON: every field there, nothing rounded, unknown as null."""

import json
from datetime import date
from typing import Any

import pytest

from playbook.concerns.control.as_json import metrics_document
from playbook.concerns.control.reviews import metric_controls
from playbook.concerns.weekly_figures.figures import AllWeeklyFigures
from playbook.readiness.inquiry import Inquiry
from playbook.readiness.selection import reviews_of
from tests.playbook.building import measurements_of, playbook_of, week_row

TODAY = date(2026, 11, 13)
FIELDS = {
    "week", "period_end", "known_weeks", "weeks", "week_on_week", "four_weeks", "against_baseline", "against_plan",
    "month_to_date", "quarter_to_date", "year_to_date", "months", "year_on_year", "year_on_year_state",
}  # fmt: skip
MOVE = {"from", "to", "difference", "percent", "points", "basis_points", "comparable"}


@pytest.fixture
def review() -> dict[str, Any]:
    playbook = playbook_of()
    rows = [week_row("hallucination_rate", week, k=40 + week, n=1000) for week in range(1, 10)]
    measured = measurements_of(playbook, *rows)
    reviews = metric_controls(Inquiry(playbook, measured, TODAY))
    series = [*reviews_of(reviews, "hallucination_rate", "support-copilot"), *reviews_of(reviews, "task_success_rate")]
    document = metrics_document(TODAY, series, weekly=AllWeeklyFigures(playbook, measured.known(TODAY))).to_json()
    json.dumps(document, allow_nan=False)
    reported, silent = document["series"]
    assert silent["review"] is None
    return dict(reported["review"])


def test_a_review_carries_every_field(review: dict[str, Any]) -> None:
    assert set(review) == FIELDS
    assert (len(review["weeks"]), len(review["months"])) == (6, 12)
    assert set(review["week_on_week"]) == set(review["against_plan"]) == MOVE
    for name in ("four_weeks", "month_to_date", "quarter_to_date", "year_to_date"):
        assert {"value", "partial", "before", "change", "year_before", "year_on_year"} <= set(review[name])


def test_numbers_are_not_rounded(review: dict[str, Any]) -> None:
    assert review["weeks"][-1]["value"] == 0.049
    assert review["week_on_week"]["points"] == pytest.approx(0.1, rel=1e-12)
    assert review["week_on_week"]["basis_points"] == pytest.approx(10, rel=1e-12)
    assert review["four_weeks"]["value"] == pytest.approx((46 + 47 + 48 + 49) / 4000, rel=1e-14)
    assert (review["four_weeks"]["numerator"], review["four_weeks"]["denominator"]) == (190, 4000)


def test_what_is_unknown_is_null_and_named(review: dict[str, Any]) -> None:
    assert review["year_on_year"] is None
    assert review["year_on_year_state"] == "too early"
    assert review["known_weeks"] == 9
    assert review["months"][0] == {
        "month": "2025-11",
        "period_start": "2025-11-03",
        "period_end": "2025-11-30",
        "value": None,
        "numerator": None,
        "denominator": None,
        "partial": None,
        "change": None,
        "year_before": review["months"][0]["year_before"],
        "year_on_year": None,
    }
    assert review["months"][-1]["month"] == "2026-10"
    assert review["months"][-2]["partial"] == "3 of 4 weeks"
    assert review["months"][-1]["change"]["comparable"] is False
