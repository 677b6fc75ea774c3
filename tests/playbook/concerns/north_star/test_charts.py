"""One metric large: weeks, targets, intervals; partial and running weeks look different from closed ones."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.definition import Direction, Kind, Metric, Pillar
from metrics.observation import Point
from metrics.statistics.proportion import sample_interval
from playbook.charting import wording as words
from playbook.concerns.north_star.charts import Trajectory, metric_chart, running_total
from playbook.readiness.charts import DARK, LIGHT, Spec
from tests.playbook.statuses import START, TODAY, points, rate_metric

TRAJECTORY = ((START, 0.12), (date(2026, 12, 5), 0.03))


def drawn(metric: Metric, weeks: tuple[Point, ...], trajectory: Trajectory = TRAJECTORY) -> Spec:
    """The chart on the Friday of week nine."""
    return metric_chart(metric, weeks, trajectory, TODAY, palette=LIGHT, description="a metric")


def layers(spec: Spec, mark: str) -> list[dict[str, Any]]:
    """Layers drawn with a mark."""
    return [layer for layer in spec["layer"] if layer["mark"]["type"] == mark]


def test_a_running_week_is_hollow_and_not_joined_by_the_line() -> None:
    spec = drawn(rate_metric(), points(0.1, 0.09, 0.08, running=True))
    (marks,) = layers(spec, "point")
    assert [row["mark"] for row in marks["data"]["values"]] == [words.CLOSED_WEEK] * 2 + [words.RUNNING_WEEK]
    assert marks["encoding"]["fill"]["scale"]["range"] == [LIGHT.blue, LIGHT.background]
    line = next(layer for layer in layers(spec, "line") if "strokeDash" not in layer["mark"])
    assert [row["value"] for row in line["data"]["values"]] == [0.1, 0.09]


def test_a_partial_week_has_another_shape_and_says_what_it_lacks() -> None:
    spec = drawn(rate_metric(), points(0.1, 0.09, partial="1 of 2"))
    (marks,) = layers(spec, "point")
    assert marks["encoding"]["shape"]["scale"]["range"] == ["circle", "diamond"]
    assert marks["data"]["values"][-1]["state"] == "partial week (1 of 2)"


def test_closed_weeks_alone_need_no_legend() -> None:
    (marks,) = layers(drawn(rate_metric(), points(0.1, 0.09)), "point")
    assert marks["encoding"]["shape"]["legend"] is None


def test_a_rate_with_samples_has_a_band_that_holds_its_value() -> None:
    (band,) = layers(drawn(rate_metric(), points(0.1, 0.09)), "area")
    for row in band["data"]["values"]:
        assert row["low"] < row["value"] < row["high"]


@pytest.mark.parametrize("n", [None, 0])
def test_without_a_sample_there_is_no_band(n: float | None) -> None:
    assert layers(drawn(rate_metric(), points(0.1, 0.09, n=n)), "area") == []


def test_a_metric_without_targets_has_no_dashed_line() -> None:
    spec = drawn(rate_metric(), points(0.1, 0.09), ())
    assert all("strokeDash" not in layer["mark"] for layer in layers(spec, "line"))


def test_targets_are_constant_before_the_first_and_after_the_last() -> None:
    late = ((date(2026, 9, 20), 0.12), (date(2026, 10, 4), 0.05))
    spec = drawn(rate_metric(), points(0.1, 0.09), late)
    dashed = next(layer for layer in layers(spec, "line") if "strokeDash" in layer["mark"])
    corners = [(row["day"], row["value"]) for row in dashed["data"]["values"]]
    assert corners[0] == ("2026-09-13", 0.12)
    assert corners[-1] == (TODAY.isoformat(), 0.05)


def test_the_title_says_what_is_counted_and_in_which_unit() -> None:
    assert drawn(rate_metric(), points(0.1))["title"] == "Hallucination rate, % of answers judged"
    spend = Metric(id="token_spend", pillar=Pillar.COST, kind=Kind.AMOUNT, better=Direction.LOWER, unit="EUR")
    spec = drawn(spend, points(900, n=None), ())
    assert spec["title"] == "Token spend, EUR"
    assert "€" in layers(spec, "point")[0]["encoding"]["y"]["axis"]["labelExpr"]


def test_the_chart_is_drawn_without_a_single_point() -> None:
    assert layers(drawn(rate_metric(), ()), "point") == []


def test_both_themes_draw_the_same_marks() -> None:
    weeks = points(0.1, 0.09)
    light = metric_chart(rate_metric(), weeks, TRAJECTORY, TODAY, palette=LIGHT, description="x")
    dark = metric_chart(rate_metric(), weeks, TRAJECTORY, TODAY, palette=DARK, description="x")
    assert [layer["mark"]["type"] for layer in light["layer"]] == [layer["mark"]["type"] for layer in dark["layer"]]


@given(st.lists(st.floats(0, 1e6), max_size=8))
def test_what_is_counted_over_the_charter_adds_up_since_its_start(amounts: list[float]) -> None:
    weeks = points(*amounts, n=None)
    summed = running_total(weeks, START)
    assert [point.week for point in summed] == [point.week for point in weeks]
    assert all(later.value >= earlier.value for earlier, later in pairwise(summed))


def test_weeks_before_the_charter_do_not_add_up() -> None:
    summed = running_total(points(5, 7, n=None), START + timedelta(weeks=1))
    assert [point.value for point in summed] == [7]


def test_a_running_week_has_no_interval() -> None:
    (point,) = points(0.1, running=True)
    assert sample_interval(rate_metric(), point) == (None, None)
