"""Control chart of one metric: is it changing, can it meet its target, where is it heading (SEMANTICS 3 and 5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from metrics.definition import Metric, Per
from metrics.statistics.control_chart import Variation
from playbook.charting.colors import Palette
from playbook.charting.parts import (
    Rows,
    Spec,
    chart,
    layer,
    mark,
    nominal,
    quantitative,
    rows,
    temporal,
    told_apart,
    until,
    value,
)
from playbook.concerns.control import wording_chart as words
from playbook.concerns.control.review import MetricReview, ReviewPoint
from playbook.concerns.north_star.charts import Trajectory, axis_format, run_of, time_axis, unit_words, weeks_off_layers
from playbook.wording import day_text, value_text

_HALF_A_WEEK = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class ControlChart:
    """What one chart shows. `about` names it among all others, cheaper than everything that is in it."""

    about: str
    metric: Metric
    review: MetricReview
    trajectory: Trajectory
    today: date

    def __repr__(self) -> str:
        return f"ControlChart({self.about!r})"


def control_chart(shown: ControlChart, *, palette: Palette, description: str, height: int = 260) -> Spec:
    """Weeks as a line whose points tell signals by shape and colour, natural process limits and mean behind it, the
    trajectory dashed, restarts and notes marked, and the projection with its band ahead."""
    review, metric = shown.review, shown.metric
    x = temporal("day", scale=_time_scale(shown), axis=time_axis())
    y = quantitative(
        "value",
        axis={"title": None, "tickCount": 5, **axis_format(metric)},
        scale={"zero": False, "nice": True, "clamp": False},
    )
    layers = [
        *weeks_off_layers(review.off, x, palette),
        *_limits(shown, x, palette),
        *_plan(shown, x, palette),
        *_projection(shown, x, palette),
        *_intervals(review, x, palette),
        *_weeks(shown, x, y, palette),
        *_marks(shown, x, palette),
        *_today(shown.today, x, palette),
    ]
    title = f"{metric.name}{unit_words(metric)}"
    return chart(layers, palette, description, height=height, title=title)


def _clipped(metric: Metric, value: float) -> float:
    """Limits and bands are drawn where the metric can be; rules use them as they are."""
    low, high = metric.valid_range
    return min(max(value, value if low is None else low), value if high is None else high)


def _limits(shown: ControlChart, x: Spec, palette: Palette) -> list[Spec]:
    limits = []
    for number, stretch in enumerate(shown.review.stretches):
        ends = [point for point in shown.review.points if stretch.first <= point.point.period_end <= stretch.last]
        within = [point for point in ends if point.mean is not None]
        if not within:
            continue
        # half a week on each side, so that a restart shows as a break
        edges = [
            (within[0].point.period_end - _HALF_A_WEEK, within[0]),
            *((point.point.period_end, point) for point in within),
            (within[-1].point.period_end + _HALF_A_WEEK, within[-1]),
        ]
        limits += [_limit_row(shown.metric, number, day, point) for day, point in edges]
    if not limits:
        return []
    data, every = rows(limits), {"x": x, "detail": nominal("stretch")}
    band = mark("area", color=palette.grey, opacity=0.10, tooltip=None)
    edge = mark("line", color=palette.grey, strokeWidth=1, strokeDash=[4, 3], tooltip=None)
    middle = mark("line", color=palette.grey, strokeWidth=1, tooltip=None)
    return [
        layer(data, band, y=quantitative("lower"), y2=until("upper"), **every),
        layer(data, edge, y=quantitative("lower"), **every),
        layer(data, edge, y=quantitative("upper"), **every),
        layer(data, middle, y=quantitative("mean"), **every),
    ]


def _limit_row(metric: Metric, stretch: int, day: date, point: ReviewPoint) -> dict[str, Any]:
    def drawn(value: float | None) -> float | None:
        return None if value is None else _clipped(metric, value)

    lower, upper = drawn(point.lower), drawn(point.upper)
    return {"day": day, "stretch": stretch, "mean": drawn(point.mean), "lower": lower, "upper": upper}


def _plan(shown: ControlChart, x: Spec, palette: Palette) -> list[Spec]:
    """The dashed line of targets, constant before its first and after its last corner as far as weeks are drawn."""
    if not shown.trajectory or not shown.review.points:
        return []
    corners = list(shown.trajectory)
    first = min(point.point.period_end for point in shown.review.points)
    if first < corners[0][0]:
        corners.insert(0, (first, corners[0][1]))
    if shown.today > corners[-1][0]:
        corners.append((shown.today, corners[-1][1]))
    line = [{"day": day, "value": value} for day, value in corners]
    label = [{**line[-1], "label": words.plan_label(value_text(corners[-1][1], shown.metric))}]
    dashed = mark("line", color=palette.gold, strokeWidth=2, strokeDash=[8, 4], tooltip=None)
    text = mark("text", align="left", baseline="middle", dx=6, lineBreak="\n", color=palette.gold, fontWeight=600)
    y = quantitative("value")
    return [layer(rows(line), dashed, x=x, y=y), layer(rows(label), text, x=x, y=y, text=nominal("label"))]


def _projection(shown: ControlChart, x: Spec, palette: Palette) -> list[Spec]:
    """From the last judged week to the target's day, with the interval there; none for running totals, which weeks are
    not."""
    ahead, last = shown.review.outlook, shown.review.last
    if ahead is None or last is None or ahead.value is None:
        return []
    if shown.metric.per is Per.CHARTER or ahead.on <= last.point.period_end:
        return []
    line = [{"day": last.point.period_end, "value": last.point.value}, {"day": ahead.on, "value": ahead.value}]
    band = [{"day": ahead.on, "low": ahead.low, "high": ahead.high, "text": ahead.reason}]
    dotted = mark("line", color=palette.blue, strokeWidth=1.5, strokeDash=[2, 3], tooltip=None)
    thick = mark("rule", color=palette.blue, strokeWidth=5, opacity=0.35)
    tooltip = [nominal("text", title=words.PROJECTION)]
    return [
        layer(rows(line), dotted, x=x, y=quantitative("value")),
        layer(rows(band), thick, x=x, y=quantitative("low"), y2=until("high"), tooltip=tooltip),
    ]


def _intervals(review: MetricReview, x: Spec, palette: Palette) -> list[Spec]:
    """What each week's sample leaves open."""
    data = [
        {"day": point.point.period_end, "low": point.low, "high": point.high}
        for point in review.points
        if point.low is not None and point.high is not None and not point.point.running
    ]
    if not data:
        return []
    rule = mark("rule", color=palette.grey, strokeWidth=1, opacity=0.7, tooltip=None)
    return [layer(rows(data), rule, x=x, y=quantitative("low"), y2=until("high"))]


_SHAPES = {
    words.USUAL: "circle",
    words.IMPROVEMENT: "diamond",
    words.CONCERN: "triangle-up",
    words.NEUTRAL: "square",
    words.PARTIAL: "cross",
    words.EXCLUDED: "cross",
    words.RUNNING: "circle",
}
_MARKS = {
    Variation.IMPROVEMENT: words.IMPROVEMENT,
    Variation.CONCERN: words.CONCERN,
    Variation.NEUTRAL: words.NEUTRAL,
}


def _weeks(shown: ControlChart, x: Spec, y: Spec, palette: Palette) -> list[Spec]:
    off = shown.review.off
    data = rows({**_week_row(shown.metric, point), "run": run_of(point.point, off)} for point in shown.review.points)
    if not data:
        return []
    fills = {
        words.USUAL: palette.grey,
        words.IMPROVEMENT: palette.blue,
        words.CONCERN: palette.orange,
        words.NEUTRAL: palette.violet,
        words.PARTIAL: palette.grey,
        words.EXCLUDED: palette.background,
        words.RUNNING: palette.background,
    }
    used = [kind for kind in _SHAPES if any(row["mark"] == kind for row in data)]
    closed: Rows = [row for row in data if row["mark"] != words.RUNNING]
    return [
        layer(closed, mark("line", color=palette.grey, strokeWidth=1.5, tooltip=None), x=x, y=y, detail=nominal("run")),
        layer(
            data,
            mark("point", filled=True, size=95, stroke=palette.text, strokeWidth=0.8, opacity=1),
            x=x,
            y=y,
            **told_apart("mark", used, fills, _SHAPES),
            tooltip=[
                nominal("week", title=words.WEEK),
                nominal("text", title=words.VALUE),
                nominal("says", title=words.SIGNAL),
                nominal("limits", title=words.LIMITS),
                nominal("target", title=words.TARGET),
                nominal("sample", title=words.SAMPLE),
                nominal("notes", title=words.NOTES),
            ],
        ),
    ]


def mark_of(point: ReviewPoint) -> str:
    """Which of the words of the legend a week is drawn as."""
    if point.point.running:
        return words.RUNNING
    if point.point.partial:
        return words.PARTIAL
    if point.excluded:
        return words.EXCLUDED
    return words.USUAL if point.effect is None else _MARKS.get(point.effect, words.USUAL)


def _week_row(metric: Metric, point: ReviewPoint) -> dict[str, Any]:
    return {
        "day": point.point.period_end,
        "value": point.point.value,
        "week": point.point.week,
        "text": value_text(point.point.value, metric),
        "mark": mark_of(point),
        "says": words.point_words(point),
        "limits": words.limits_words(point, metric),
        "target": "–" if point.target is None else value_text(point.target, metric),
        "sample": words.sample_words(point, metric),
        "notes": words.notes_line(point.notes),
    }


def _marks(shown: ControlChart, x: Spec, palette: Palette) -> list[Spec]:
    """A dotted line where limits restart, and a sign above the weeks that somebody wrote about."""
    drawn: list[Spec] = []
    restarts = [
        {"day": stretch.first - _HALF_A_WEEK, "label": words.RESTART, "text": words.notes_line((stretch.restart,))}
        for stretch in shown.review.stretches
        if stretch.restart is not None
    ]
    if restarts:
        data, every = rows(restarts), {"x": x, "tooltip": [nominal("text", title=words.RESTART)]}
        rule = mark("rule", color=palette.violet, strokeWidth=1.5, strokeDash=[1, 3])
        name = mark("text", align="left", baseline="bottom", dx=4, color=palette.violet)
        drawn += [layer(data, rule, **every), layer(data, name, y=value("height"), text=nominal("label"), **every)]
    noted = [
        {"day": point.point.period_end, "value": point.point.value, "text": words.notes_line(point.notes), "sign": "✎"}
        for point in shown.review.points
        if any(not note.is_restart for note in point.notes)
    ]
    if noted:
        sign = mark("text", dy=-16, fontSize=15, color=palette.text)
        tooltip = [nominal("text", title=words.NOTES)]
        drawn.append(layer(rows(noted), sign, x=x, y=quantitative("value"), text=nominal("sign"), tooltip=tooltip))
    return drawn


def _today(today: date, x: Spec, palette: Palette) -> list[Spec]:
    data = rows([{"day": today, "label": words.today_label(day_text(today, today))}])
    label = mark("text", align="left", baseline="top", dx=5, color=palette.muted)
    return [
        layer(data, mark("rule", color=palette.muted, strokeDash=[2, 3]), x=x),
        layer(data, label, x=x, y=value(0), text=nominal("label")),
    ]


def _time_scale(shown: ControlChart) -> Spec:
    """From the first to the last day that is drawn, with room on the right for the label of the plan."""
    days: Sequence[date] = [
        shown.today,
        *(point.point.period_end - _HALF_A_WEEK for point in shown.review.points),
        *(day for day, _ in shown.trajectory),
    ]
    if shown.review.outlook is not None and shown.review.outlook.value is not None:
        days = [*days, shown.review.outlook.on]
    span = max((max(days) - min(days)).days, 14)
    first = min(days) - timedelta(days=span * 0.03)
    last = max(days) + timedelta(days=span * (0.16 if shown.trajectory else 0.04))
    return {"domain": [first.isoformat(), last.isoformat()], "nice": False}
