"""A metric against its plan as drawn: weeks, targets, the outlook on its day, and in words what is not as it seems."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from metrics.definition import Direction, Kind, Metric, Per, Pillar
from metrics.observation import Point
from metrics.statistics.control_chart import Variation
from metrics.statistics.proportion import sample_interval
from playbook.concerns.control import wording_chart as words
from playbook.concerns.control.charts_plan import plan_chart
from playbook.concerns.control.review import (
    ControlPoint,
    MetricControl,
    MetricOutlook,
    MetricSignal,
    OutlookState,
    Signal,
)
from playbook.concerns.control.shown import ControlChart
from playbook.readiness.charts import DARK, LIGHT, Palette, Spec
from tests.playbook.statuses import START, TODAY, points, rate_metric

DUE = date(2026, 12, 5)
TRAJECTORY = ((START, 0.12), (DUE, 0.03))
ON_COURSE = MetricOutlook(OutlookState.ON_COURSE, DUE, 0.03, 0.02, 0.04)
WITHHELD = MetricOutlook(OutlookState.WITHHELD, DUE)


def drawn(
    weeks: tuple[Point, ...],
    metric: Metric | None = None,
    trajectory: tuple[tuple[date, float], ...] = TRAJECTORY,
    palette: Palette = LIGHT,
    totals: tuple[Point, ...] = (),
    **review: Any,
) -> Spec:
    """The chart on the Friday of week nine."""
    shown = MetricControl("m", None, points=tuple(ControlPoint(point, judged=True) for point in weeks), **review)
    if excluded := review.pop("excluded", None):
        shown = replace(shown, points=tuple(replace(p, excluded=p.point.week == excluded) for p in shown.points))
    chart = ControlChart("about", metric or rate_metric(), shown, trajectory, TODAY, totals)
    return plan_chart(chart, palette=palette, description="a metric")


def layers(spec: Spec, kind: str) -> list[dict[str, Any]]:
    return [layer for layer in spec["layer"] if layer["mark"]["type"] == kind]


def rows_with(spec: Spec, key: str) -> list[dict[str, Any]]:
    return [row for layer in spec["layer"] for row in layer["data"]["values"] if key in row]


def said(spec: Spec) -> set[str]:
    """Everything that is written in the picture."""
    return {row["label"] for row in rows_with(spec, "label")}


def test_the_outlook_ends_on_its_day_with_its_interval_and_both_are_named_there() -> None:
    spec = drawn(points(0.1, 0.09, 0.08), outlook=ON_COURSE)
    (there,) = [layer for layer in layers(spec, "rule") if layer["mark"].get("strokeWidth") == 5]
    assert [(row["day"], row["low"], row["high"]) for row in there["data"]["values"]] == [("2026-12-05", 0.02, 0.04)]
    assert {"target\n3%", "outlook\n2%\nto 4%"} <= said(spec)


def test_words_at_the_right_end_do_not_meet() -> None:
    close = replace(ON_COURSE, value=0.031)
    places = [
        float(layer["encoding"]["y"]["value"]["expr"].split("*")[1].split("+")[0])
        for layer in layers(drawn(points(0.1, 0.09), outlook=close), "text")
        if "expr" in str(layer["encoding"]["y"].get("value", ""))
    ]
    assert abs(places[0] - places[-1]) * (280 - 88) > 2 * 14


def test_a_week_that_broke_the_trend_says_so_beside_its_value_and_there_is_no_forecast() -> None:
    weeks = points(0.1, 0.05, 0.02, 0.07)
    signal = MetricSignal(Signal.OUTSIDE, Variation.CONCERN, True, weeks[-1].week)
    spec = drawn(weeks, signal=signal, outlook=WITHHELD)
    assert {"7%:\nbroke its own trend", "no forecast"} <= said(spec)
    assert not [layer for layer in layers(spec, "rule") if layer["mark"].get("strokeWidth") == 5]
    (marks,) = layers(spec, "point")
    assert [row["mark"] for row in marks["data"]["values"]] == [words.CLOSED] * 3 + [words.BROKEN]


@pytest.mark.parametrize(("last", "baseline"), [(0.07, "bottom"), (0.01, "top")], ids=["rose", "fell"])
def test_words_at_a_week_keep_off_the_line_that_leads_to_it(last: float, baseline: str) -> None:
    spec = drawn(points(0.1, 0.05, 0.02, last))
    places = {layer["mark"]["baseline"] for layer in layers(spec, "text") if f"{last:.0%}" in said({"layer": [layer]})}
    assert places == {baseline}


def test_a_week_whose_cause_is_known_says_that_it_is_left_out() -> None:
    weeks = points(0.1, 0.4, 0.09, 0.08)
    shown = MetricControl(
        "m", None, points=tuple(ControlPoint(each, judged=True, excluded=each.value == 0.4) for each in weeks)
    )
    spec = plan_chart(ControlChart("a", rate_metric(), shown, TRAJECTORY, TODAY), palette=LIGHT, description="x")
    assert words.EXCLUDED in said(spec)


def test_a_running_week_is_hollow_and_not_joined_by_the_line() -> None:
    spec = drawn(points(0.1, 0.09, 0.08, running=True))
    (marks,) = layers(spec, "point")
    assert [row["mark"] for row in marks["data"]["values"]] == [words.CLOSED] * 2 + [words.RUNNING]
    assert marks["encoding"]["fill"]["scale"]["range"] == [LIGHT.blue, LIGHT.background]
    assert marks["encoding"]["shape"]["legend"] is None
    line = next(layer for layer in layers(spec, "line") if "strokeDash" not in layer["mark"])
    assert [row["value"] for row in line["data"]["values"]] == [0.1, 0.09]


def test_a_partial_week_has_another_shape_and_says_what_it_lacks() -> None:
    spec = drawn(points(0.1, 0.09, partial="1 of 2"))
    (marks,) = layers(spec, "point")
    assert marks["encoding"]["shape"]["scale"]["range"] == ["circle", "diamond"]
    assert marks["data"]["values"][-1]["says"] == "partial (1 of 2), not judged"
    assert "9%:\npartial" in said(spec)


def test_a_rate_with_samples_has_a_band_that_holds_its_value() -> None:
    (band,) = layers(drawn(points(0.1, 0.09)), "area")
    for row in band["data"]["values"]:
        assert row["low"] < row["value"] < row["high"]


@pytest.mark.parametrize("n", [None, 0])
def test_without_a_sample_there_is_no_band(n: float | None) -> None:
    assert layers(drawn(points(0.1, 0.09, n=n)), "area") == []


def test_a_metric_without_targets_has_no_dashed_line() -> None:
    spec = drawn(points(0.1, 0.09), trajectory=())
    assert all("strokeDash" not in layer["mark"] for layer in layers(spec, "line"))


def test_targets_are_constant_before_the_first_and_after_the_last() -> None:
    late = ((date(2026, 9, 20), 0.12), (date(2026, 10, 4), 0.05))
    spec = drawn(points(0.1, 0.09), trajectory=late)
    dashed = next(layer for layer in layers(spec, "line") if "strokeDash" in layer["mark"])
    corners = [(row["day"], row["value"]) for row in dashed["data"]["values"]]
    assert corners[0] == ("2026-09-13", 0.12)
    assert corners[-1] == (TODAY.isoformat(), 0.05)


def test_the_title_says_what_is_counted_in_which_unit_and_that_it_adds_up() -> None:
    assert drawn(points(0.1))["title"] == ["Hallucination rate, % of answers judged"]
    spend = Metric(
        id="token_spend", pillar=Pillar.COST, kind=Kind.AMOUNT, better=Direction.LOWER, unit="EUR", per=Per.CHARTER
    )
    weeks = points(900, 800, n=None)
    total = (weeks[0], replace(weeks[1], value=1700.0))
    spec = drawn(weeks, metric=spend, trajectory=(), totals=total)
    assert spec["title"] == ["Token spend, EUR", words.ADDED_UP]
    (marks,) = layers(spec, "point")
    assert [row["value"] for row in marks["data"]["values"]] == [900, 1700]
    assert "€" in marks["encoding"]["y"]["axis"]["labelExpr"]


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_the_chart_is_drawn_without_a_single_point(palette: Palette) -> None:
    assert layers(drawn((), palette=palette), "point") == []


def test_a_running_week_has_no_interval() -> None:
    (point,) = points(0.1, running=True)
    assert sample_interval(rate_metric(), point) == (None, None)


def test_the_alt_text_says_from_where_to_where_and_the_one_verdict() -> None:
    weeks = points(0.12, 0.05, running=True)
    alt = words.plan_alt(rate_metric(), MetricControl("m", None, sentence="On plan."), weeks)
    assert alt == (
        "Hallucination rate by week against its plan, from 12% in Sep 7-13 to 5% in Sep 14-20 (so far). On plan."
    )
    assert words.plan_alt(rate_metric(), MetricControl("m", None), ()) == "Hallucination rate: no week is in yet."


def test_weeks_without_numbers_leave_no_room_to_name_them() -> None:
    assert not said(drawn((), trajectory=())) - {"today, Nov 6"}
    assert START + timedelta(days=60) == TODAY


def test_where_the_whole_height_is_the_plots_words_stand_at_their_values() -> None:
    shown = MetricControl("m", None, points=tuple(ControlPoint(each, judged=True) for each in points(0.1, 0.09)))
    spec = plan_chart(
        ControlChart("a", rate_metric(), shown, TRAJECTORY, TODAY),
        palette=LIGHT,
        description="x",
        height=150,
        fitted=False,
    )
    target = next(layer for layer in layers(spec, "text") if "target" in str(layer["data"]["values"]))
    low, high = layers(spec, "point")[0]["encoding"]["y"]["scale"]["domain"]
    share = float(target["encoding"]["y"]["value"]["expr"].split("*")[1].split("+")[0])
    assert share == pytest.approx(1 - (0.03 - low) / (high - low), abs=1e-3)
