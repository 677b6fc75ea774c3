"""Limits and signals as drawn: what each week is, limits by stretch and within the metric's range, steps, notes."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from metrics.definition import Metric
from metrics.observation import Point
from metrics.statistics.control_chart import LimitsState, Variation
from playbook.concerns.control import wording_chart as words
from playbook.concerns.control.charts import control_chart, mark_of
from playbook.concerns.control.review import (
    ChartStretch,
    ControlPoint,
    MetricControl,
    MetricOutlook,
    MetricSignal,
    OutlookState,
    Signal,
)
from playbook.concerns.control.shown import ControlChart
from playbook.model.reviews.notes import Note, NoteKind
from playbook.readiness.charts import DARK, LIGHT, Palette, Spec
from tests.playbook.statuses import START, TODAY, rate_metric

RESTART = Note(
    kind=NoteKind.RESTART, metric="hallucination_rate", week="2026-W39", text="new index", by="data-lead", on=TODAY
)
NOTE = Note(metric="hallucination_rate", week="2026-W38", text="outage", by="data-lead", on=TODAY)


def a_point(week: int, value: float, **changes: Any) -> ControlPoint:
    end = START + timedelta(days=7 * week + 6)
    point = Point(f"2026-W{37 + week}", end - timedelta(days=6), end, value, value * 100, 100)
    whole = ControlPoint(point, judged=True, mean=0.06, lower=-0.02, upper=0.14, low=value / 2, high=value * 2)
    return replace(whole, **changes)


POINTS = (
    a_point(0, 0.15, signal=Signal.OUTSIDE, effect=Variation.CONCERN, upwards=True),
    a_point(1, 0.06, notes=(NOTE,)),
    a_point(2, 0.05),
    a_point(3, 0.01, signal=Signal.SHIFT, effect=Variation.IMPROVEMENT, upwards=False),
)
REVIEW = MetricControl(
    "hallucination_rate",
    None,
    points=POINTS,
    stretches=(
        ChartStretch(START + timedelta(days=6), START + timedelta(days=13), 2, LimitsState.TRIAL, 0.06, -0.02, 0.14),
        ChartStretch(
            START + timedelta(days=20),
            START + timedelta(days=27),
            2,
            LimitsState.TRIAL,
            0.06,
            -0.02,
            0.14,
            restart=RESTART,
        ),
    ),
    outlook=MetricOutlook(
        OutlookState.ON_COURSE, date(2026, 12, 5), 0.03, 0.02, 0.04, reason="on course for 3% by Dec 5"
    ),
)
TRAJECTORY = ((START, 0.12), (date(2026, 12, 5), 0.03))


def drawn(review: MetricControl = REVIEW, metric: Metric | None = None, palette: Palette = LIGHT) -> Spec:
    shown = ControlChart("about", metric or rate_metric(), review, TRAJECTORY, TODAY)
    return control_chart(shown, palette=palette, description="a chart")


def layers(spec: Spec, kind: str) -> list[dict[str, Any]]:
    return [layer for layer in spec["layer"] if layer["mark"]["type"] == kind]


def rows_with(spec: Spec, key: str) -> list[dict[str, Any]]:
    return [row for layer in spec["layer"] for row in layer["data"]["values"] if key in row]


def test_each_week_is_told_apart_by_shape_and_by_word() -> None:
    spec = drawn()
    (points,) = layers(spec, "point")
    marks = {row["week"]: row["mark"] for row in points["data"]["values"]}
    assert list(marks.values()) == [words.CONCERN, words.USUAL, words.USUAL, words.IMPROVEMENT]
    scale = points["encoding"]["shape"]["scale"]
    assert dict(zip(scale["domain"], scale["range"], strict=True)) == {
        words.USUAL: "circle",
        words.IMPROVEMENT: "diamond",
        words.CONCERN: "triangle-up",
    }
    assert scale.get("legend", points["encoding"]["shape"]["legend"]) is None
    assert {words.CONCERN, words.IMPROVEMENT} <= {row["label"] for row in rows_with(spec, "label")}
    says = [row["says"] for row in points["data"]["values"]]
    assert says[0] == "concern: above the upper limit"
    assert says[1] == words.USUAL


def test_running_and_partial_weeks_are_drawn_as_what_they_are() -> None:
    point = POINTS[0].point
    assert mark_of(ControlPoint(replace(point, running=True), judged=False)) == words.RUNNING
    assert mark_of(ControlPoint(replace(point, partial="1 of 2"), judged=False)) == words.PARTIAL
    assert mark_of(ControlPoint(point, judged=False, excluded=True)) == words.EXCLUDED
    spec = drawn(replace(REVIEW, points=(*POINTS, ControlPoint(replace(point, running=True), judged=False))))
    (points,) = layers(spec, "point")
    fill = points["encoding"]["fill"]["scale"]
    assert dict(zip(fill["domain"], fill["range"], strict=True))[words.RUNNING] == LIGHT.background
    weeks = [layer for layer in layers(spec, "line") if any("mark" in row for row in layer["data"]["values"])]
    assert len(weeks[0]["data"]["values"]) == len(POINTS)


def test_limits_are_drawn_by_stretch_and_never_beyond_the_metrics_range() -> None:
    limits = rows_with(drawn(), "upper")
    assert {row["stretch"] for row in limits} == {0, 1}
    assert {row["lower"] for row in limits} == {0.0}
    assert {row["upper"] for row in limits} == {0.14}


def test_without_limits_there_is_no_band() -> None:
    bare = tuple(replace(point, mean=None, lower=None, upper=None) for point in POINTS)
    assert not layers(drawn(replace(REVIEW, points=bare)), "area")


def test_the_range_that_limits_leave_stands_beside_them() -> None:
    assert "expected\n0% to 14%" not in [row["label"] for row in rows_with(drawn(), "label")]
    assert "expected\n0%\nto 14%" in [row["label"] for row in rows_with(drawn(), "label")]


def test_limits_are_reported_where_the_metric_can_be() -> None:
    below = replace(POINTS[0], lower=-0.2, upper=-0.01)
    assert words.limits_words(below, rate_metric()) == "0%"
    assert words.limits_words(POINTS[0], rate_metric()) == "0% to 14%"


def test_a_step_stands_at_its_week_with_both_levels_and_what_is_proposed() -> None:
    step = MetricSignal(
        Signal.STEP, Variation.CONCERN, True, "2026-W40", before=0.02, level=0.07, since=START + timedelta(days=20)
    )
    whole = ChartStretch(START, START + timedelta(days=27), 4, LimitsState.TRIAL, 0.06, -0.02, 0.14)
    spec = drawn(replace(REVIEW, stretches=(whole,), signal=step))
    label = next(row for row in rows_with(spec, "label") if row["label"].startswith("stepped"))
    assert label["day"] == (START + timedelta(days=17)).isoformat()
    assert label["label"].startswith("stepped from 2% to 7%")
    assert label["label"].endswith("proposed: new limits from here")
    levels = [row["value"] for row in rows_with(spec, "level")]
    assert levels == [0.02, 0.02, 0.07, 0.07]


def test_a_restart_and_a_note_stand_where_they_belong_with_their_words() -> None:
    spec = drawn()
    restart, *_ = [row for row in rows_with(spec, "label") if row["label"] == words.RESTART]
    assert restart["day"] == (START + timedelta(days=17)).isoformat()
    assert "new index" in restart["text"]
    signs = rows_with(spec, "sign")
    assert {row["day"] for row in signs} == {(START + timedelta(days=13)).isoformat()}
    assert "outage" in signs[0]["text"]


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_a_chart_without_a_week_or_a_plan_still_draws(palette: Palette) -> None:
    spec = drawn(MetricControl("hallucination_rate", None), palette=palette)
    assert not layers(spec, "point")
    assert spec["description"] == "a chart"


def test_the_alt_text_says_first_last_signals_and_the_sentence() -> None:
    assert words.chart_alt(rate_metric(), REVIEW, "Improvement.") == (
        "Control chart of Hallucination rate, 4 weeks: 15% in Sep 7-13, 1% in Sep 28-Oct 4; "
        "signals in Sep 7-13, Sep 28-Oct 4. Improvement."
    )
    assert "no week is in yet" in words.chart_alt(rate_metric(), MetricControl("m", None), "")


def test_a_chart_is_known_by_what_it_is_about() -> None:
    assert repr(ControlChart("a|b", rate_metric(), REVIEW, (), TODAY)) == "ControlChart('a|b')"
