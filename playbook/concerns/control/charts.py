"""Limits and signals of one metric (SEMANTICS 3): is it changing. Where it should be and where it is heading is drawn
in `charts_plan`, rare events in `charts_events`."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from metrics.definition import Metric
from metrics.statistics.control_chart import Variation
from playbook.charting.colors import Palette
from playbook.charting.parts import (
    Rows,
    Spec,
    chart,
    distinct,
    layer,
    mark,
    nominal,
    rows,
    until,
    value,
)
from playbook.charting.weeks import (
    HALF_A_WEEK,
    day_axis,
    drawn_range,
    end_labels,
    margin_for,
    run_of,
    today_layers,
    unit_words,
    value_axis,
    week_labels,
    weeks_off_layers,
)
from playbook.concerns.control import wording_chart as words
from playbook.concerns.control.review import ControlPoint, MetricControl
from playbook.concerns.control.shown import ControlChart
from playbook.concerns.control.wording_verdict import step_text
from playbook.wording import value_text, week_text


def control_chart(shown: ControlChart, *, palette: Palette, description: str, height: int = 280) -> Spec:
    """Weeks as a line whose points tell signals by shape, color and word; natural process limits and mean behind it;
    restarts, steps and notes marked."""
    review, metric = shown.review, shown.metric
    limits = _limit_rows(shown)
    days = [shown.today, *(point.point.period_end for point in review.points), *(row["day"] for row in limits)]
    values = [point.point.value for point in review.points]
    values += [row[side] for row in limits for side in ("lower", "upper")]
    values += [side for point in review.points for side in (point.low, point.high) if side is not None]
    ends = _ends(limits, metric, palette)
    margin = margin_for(text for _, text, _ in ends)
    x = day_axis(days, margin=margin)
    y = value_axis(metric, values, height=height)
    layers = [
        *weeks_off_layers(review.off, x, palette),
        *_limits(rows(limits), x, y, palette),
        *_intervals(review, x, y, palette),
        *break_layers(shown, x, y, palette),
        *_weeks(shown, x, y, palette),
        *_marks(shown, x, y, palette),
        *today_layers(shown.today, days, x, palette),
        *end_labels(max(days), ends, x, drawn_range(values or [0.0]), height),
        *week_labels(list(_named(shown)), x, y, palette, between=(min(days), max(days)), margin=margin),
    ]
    title = f"{metric.name}{unit_words(metric)}"
    return chart(layers, palette, description, height=height, title=title)


def break_layers(shown: ControlChart, x: Spec, y: Spec, palette: Palette) -> list[Spec]:
    """The step of a series: its week, both levels, and that new limits are proposed."""
    step = shown.step
    if step is None or step.since is None or shown.totals:
        return []
    begins = step.since - HALF_A_WEEK
    first, last = shown.planned[0].period_end, shown.planned[-1].period_end
    said = words.step_label(step_text(step, shown.metric))
    levels = [
        {"day": first, "value": step.before, "level": "before"},
        {"day": begins, "value": step.before, "level": "before"},
        {"day": begins, "value": step.level, "level": "since"},
        {"day": last, "value": step.level, "level": "since"},
    ]
    late = begins > first + (shown.today - first) / 2
    side = {"align": "right" if late else "left", "dx": -5 if late else 5}
    rule = mark("rule", color=palette.violet, strokeWidth=1.5, strokeDash=[1, 3])
    flat = mark("line", color=palette.violet, strokeWidth=1.5)
    name = mark("text", baseline="bottom", color=palette.violet, fontWeight=600, lineBreak="\n", dy=-18)
    data = rows([{"day": begins, "label": said}])
    return [
        layer(data, rule, x=x),
        layer(rows(levels), flat, x=x, y=y, detail=nominal("level")),
        layer(data, {**name, **side}, x=x, y=value("height"), text=nominal("label")),
    ]


def _limit_rows(shown: ControlChart) -> list[dict[str, Any]]:
    limits = []
    for number, stretch in enumerate(shown.review.stretches):
        ends = [point for point in shown.review.points if stretch.first <= point.point.period_end <= stretch.last]
        within = [point for point in ends if point.mean is not None]
        if not within:
            continue
        # half a week on each side, so that a restart shows as a break
        edges = [
            (within[0].point.period_end - HALF_A_WEEK, within[0]),
            *((point.point.period_end, point) for point in within),
            (within[-1].point.period_end + HALF_A_WEEK, within[-1]),
        ]
        limits += [_limit_row(shown.metric, number, day, point) for day, point in edges]
    return limits


def _limits(data: Rows, x: Spec, y: Spec, palette: Palette) -> list[Spec]:
    if not data:
        return []
    every = {"x": x, "detail": nominal("stretch")}
    band = mark("area", color=palette.grey, opacity=0.10)
    edge = mark("line", color=palette.grey, strokeWidth=1, strokeDash=[4, 3])
    middle = mark("line", color=palette.grey, strokeWidth=1)
    return [
        layer(data, band, y={**y, "field": "lower"}, y2=until("upper"), **every),
        layer(data, edge, y={**y, "field": "lower"}, **every),
        layer(data, edge, y={**y, "field": "upper"}, **every),
        layer(data, middle, y={**y, "field": "mean"}, **every),
    ]


def _ends(limits: list[dict[str, Any]], metric: Metric, palette: Palette) -> list[tuple[float, str, str]]:
    """The range that today's limits leave, in words at the right."""
    if not limits:
        return []
    last = limits[-1]
    return [(last["mean"], words.limits_label(last["lower"], last["upper"], metric), palette.muted)]


def _limit_row(metric: Metric, stretch: int, day: date, point: ControlPoint) -> dict[str, Any]:
    def drawn(value: float | None) -> float | None:
        return None if value is None else words.within_range(value, metric)

    lower, upper = drawn(point.lower), drawn(point.upper)
    return {"day": day, "stretch": stretch, "mean": drawn(point.mean), "lower": lower, "upper": upper}


def _intervals(review: MetricControl, x: Spec, y: Spec, palette: Palette) -> list[Spec]:
    """What each week's sample leaves open."""
    data = [
        {"day": point.point.period_end, "low": point.low, "high": point.high}
        for point in review.points
        if point.low is not None and point.high is not None and not point.point.running
    ]
    if not data:
        return []
    rule = mark("rule", color=palette.grey, strokeWidth=1, opacity=0.7)
    return [layer(rows(data), rule, x=x, y={**y, "field": "low"}, y2=until("high"))]


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
        layer(closed, mark("line", color=palette.grey, strokeWidth=1.5), x=x, y=y, detail=nominal("run")),
        layer(
            data,
            mark("point", filled=True, size=95, stroke=palette.text, strokeWidth=0.8, opacity=1),
            x=x,
            y=y,
            **distinct("mark", used, fills, _SHAPES),
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


def mark_of(point: ControlPoint) -> str:
    """Which of the words of the legend a week is drawn as."""
    if point.point.running:
        return words.RUNNING
    if point.point.partial:
        return words.PARTIAL
    if point.excluded:
        return words.EXCLUDED
    return words.USUAL if point.effect is None else _MARKS.get(point.effect, words.USUAL)


def _week_row(metric: Metric, point: ControlPoint) -> dict[str, Any]:
    return {
        "day": point.point.period_end,
        "value": point.point.value,
        "week": week_text(point.point.period_end),
        "text": value_text(point.point.value, metric),
        "mark": mark_of(point),
        "says": words.point_words(point),
        "limits": words.limits_words(point, metric),
        "target": "–" if point.target is None else value_text(point.target, metric),
        "sample": words.sample_words(point, metric),
        "notes": words.notes_line(point.notes),
    }


def _marks(shown: ControlChart, x: Spec, y: Spec, palette: Palette) -> list[Spec]:
    """A dotted line where limits restart, and a mark above the weeks that somebody wrote about."""
    drawn: list[Spec] = []
    restarts = [
        {"day": stretch.first - HALF_A_WEEK, "label": words.RESTART, "text": words.notes_line((stretch.restart,))}
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
        pencil = mark("text", dy=-16, fontSize=15, color=palette.text)
        tooltip = [nominal("text", title=words.NOTES)]
        drawn.append(layer(rows(noted), pencil, x=x, y=y, text=nominal("sign"), tooltip=tooltip))
    return drawn


def _named(shown: ControlChart) -> Iterator[tuple[date, float, str, bool]]:
    """Each week that is more than usual, in a word; of equal ones that follow each other the last."""
    points = shown.review.points
    for place, point in enumerate(points):
        said = mark_of(point)
        follows = place + 1 < len(points) and mark_of(points[place + 1]) == said
        if said != words.USUAL and not follows:
            yield point.point.period_end, point.point.value, said, point.upwards is not False
