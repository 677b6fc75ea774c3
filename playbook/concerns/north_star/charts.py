"""One metric large: its weeks against the trajectory of its targets, with the interval its samples leave open."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from metrics.definition import Kind, Metric
from metrics.observation import Point
from metrics.series.age import stretches_off
from metrics.statistics.proportion import sample_interval
from metrics.weeks import WeekOff
from playbook.charting import wording as words
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
from playbook.wording import day_text, value_text

Trajectory = Sequence[tuple[date, float]]
"""Corner points of the dated targets, oldest first, in the unit of a weekly point."""

CURRENCY_SIGNS = {"USD": "$", "EUR": "€", "GBP": "£"}


def running_total(points: Sequence[Point], start: date) -> tuple[Point, ...]:
    """Points of what is counted over the whole charter: each week holds everything since `start`."""
    total = 0.0
    summed = []
    for point in points:
        if point.period_end >= start:
            total += point.value
            summed.append(replace(point, value=total, numerator=None, denominator=None))
    return tuple(summed)


def metric_chart(
    metric: Metric,
    points: Sequence[Point],
    trajectory: Trajectory,
    today: date,
    off: Sequence[WeekOff] = (),
    *,
    palette: Palette,
    description: str,
    height: int = 320,
) -> Spec:
    """Weeks as a line (partial ones as diamonds, the running one hollow), targets dashed, the Wilson band behind; a gap
    with its reason where nothing had to be reported."""
    data = rows({**_row(metric, point), "run": run_of(point, off)} for point in points)
    x = temporal("day", scale=_time_scale(points, trajectory, today), axis=time_axis())
    y_axis = {"title": None, "tickCount": 5, **axis_format(metric)}
    y = quantitative("value", axis=y_axis, scale={"zero": False, "nice": True})
    layers: list[Spec] = weeks_off_layers(off, x, palette)
    band = [row for row in data if "low" in row]
    if len(band) > 1:
        pale = mark("area", color=palette.blue, opacity=0.16, tooltip=None)
        layers.append(layer(band, pale, x=x, y=quantitative("low", axis=y_axis), y2=until("high")))
    if trajectory:
        layers += _plan(
            metric, trajectory, min([today, *(point.period_end for point in points)]), today, x=x, palette=palette
        )
    if data:
        closed = [row for row in data if row["state"] != words.RUNNING_WEEK]
        line = mark("line", color=palette.blue, strokeWidth=2.5, tooltip=None)
        layers.append(layer(closed, line, x=x, y=y, detail=nominal("run")))
        layers.append(_points(data, x, y, palette))
    layers += _today(today, x, palette)
    title = f"{metric.name}{unit_words(metric)}"
    return chart(layers, palette, description, height=height, title=title)


def _row(metric: Metric, point: Point) -> dict[str, Any]:
    state = words.RUNNING_WEEK if point.running else words.PARTIAL_WEEK if point.partial else words.CLOSED_WEEK
    row: dict[str, Any] = {
        "day": point.period_end,
        "week": point.week,
        "value": point.value,
        "text": value_text(point.value, metric),
        "state": f"{state} ({point.partial})" if point.partial and not point.running else state,
        "mark": state,
        "sample": "–" if point.denominator is None else f"{point.denominator:,.0f}",
    }
    low, high = sample_interval(metric, point)
    if low is not None and high is not None:
        row |= {"low": low, "high": high}
        row["interval"] = f"{value_text(row['low'], metric)} – {value_text(row['high'], metric)}"
    else:
        row["interval"] = "–"
    return row


def _points(data: Rows, x: Spec, y: Spec, palette: Palette) -> Spec:
    states = [words.CLOSED_WEEK, words.PARTIAL_WEEK, words.RUNNING_WEEK]
    used = [state for state in states if any(row["mark"] == state for row in data)]
    fills = {words.CLOSED_WEEK: palette.blue, words.PARTIAL_WEEK: palette.gold, words.RUNNING_WEEK: palette.background}
    shapes = {words.CLOSED_WEEK: "circle", words.PARTIAL_WEEK: "diamond", words.RUNNING_WEEK: "circle"}
    return layer(
        data,
        mark("point", filled=True, size=120, stroke=palette.blue, strokeWidth=2, opacity=1),
        x=x,
        y=y,
        **told_apart("mark", used, fills, shapes),
        tooltip=[
            nominal("week", title=words.WEEK),
            nominal("text", title=words.VALUE),
            nominal("sample", title=words.SAMPLE),
            nominal("interval", title=words.INTERVAL),
            nominal("state", title=words.STATE),
        ],
    )


def run_of(point: Point, off: Sequence[WeekOff]) -> int:
    """Which stretch between weeks off a point belongs to: the line is not drawn across them."""
    return sum(week.end < point.period_end for week in off)


def weeks_off_layers(off: Sequence[WeekOff], x: Spec, palette: Palette) -> list[Spec]:
    """The weeks in which nothing had to be reported, as pale stretches that say why."""
    stretches = rows(
        {
            "first": weeks[0].end - timedelta(days=6),
            "last": weeks[-1].end,
            "text": words.weeks_off(weeks[0].week, weeks[-1].week, weeks[0].reason),
            "reason": weeks[0].reason,
        }
        for weeks in stretches_off(off)
    )
    if not stretches:
        return []
    across = {"x": {**x, "field": "first"}, "x2": until("last"), "tooltip": [nominal("text", title=words.WEEKS_OFF)]}
    name = mark("text", align="left", baseline="bottom", angle=270, dx=6, dy=-2, color=palette.muted, limit=180)
    return [
        layer(stretches, mark("rect", color=palette.grey, opacity=0.12), **across),
        layer(stretches, name, x={**x, "field": "last"}, y=value("height"), text=nominal("reason")),
    ]


def _plan(
    metric: Metric, trajectory: Trajectory, first_drawn: date, today: date, *, x: Spec, palette: Palette
) -> list[Spec]:
    """The dashed line of targets, constant before its first and after its last corner as far as anything is drawn."""
    corners = [(day, value) for day, value in trajectory]
    if first_drawn < corners[0][0]:
        corners.insert(0, (first_drawn, corners[0][1]))
    if today > corners[-1][0]:
        corners.append((today, corners[-1][1]))
    line = [{"day": day, "value": value} for day, value in corners]
    label = [{**line[-1], "label": words.plan_label(value_text(corners[-1][1], metric))}]
    dashed = mark("line", color=palette.orange, strokeWidth=2, strokeDash=[6, 4], interpolate="linear", tooltip=None)
    text = mark("text", align="left", baseline="middle", dx=6, lineBreak="\n", color=palette.orange, fontWeight=600)
    y = quantitative("value")
    return [layer(rows(line), dashed, x=x, y=y), layer(rows(label), text, x=x, y=y, text=nominal("label"))]


def _today(today: date, x: Spec, palette: Palette) -> list[Spec]:
    data = rows([{"day": today, "label": f"{words.TODAY}, {day_text(today, today)}"}])
    label = mark("text", align="left", baseline="top", dx=5, color=palette.muted)
    return [
        layer(data, mark("rule", color=palette.muted, strokeDash=[2, 3]), x=x),
        layer(data, label, x=x, y=value(0), text=nominal("label")),
    ]


def _time_scale(points: Sequence[Point], trajectory: Trajectory, today: date) -> Spec:
    """From the first to the last day that is drawn, with room on the right for the label of the plan."""
    days = [today, *(point.period_end for point in points), *(day for day, _ in trajectory)]
    span = max((max(days) - min(days)).days, 14)
    first, last = (
        min(days) - timedelta(days=span * 0.03),
        max(days) + timedelta(days=span * (0.16 if trajectory else 0.04)),
    )
    return {"domain": [first.isoformat(), last.isoformat()], "nice": False}


def time_axis() -> Spec:
    """Days below a chart of weeks."""
    return {"title": None, "format": "%-d %b", "tickCount": 6, "grid": False}


def unit_words(metric: Metric) -> str:
    """What the axis counts, behind the name."""
    if metric.kind is Kind.RATE:
        return f", % of {metric.denominator}" if metric.denominator else ", %"
    said_already = metric.unit.casefold() in metric.name.casefold().split()
    return f", {metric.unit}" if metric.unit and not said_already else ""


def axis_format(metric: Metric) -> dict[str, Any]:
    """How an axis writes the metric's values."""
    if metric.kind is Kind.RATE:
        return {"format": "~%"}
    if metric.unit in CURRENCY_SIGNS:
        return {"labelExpr": f"'{CURRENCY_SIGNS[metric.unit]}' + format(datum.value, ',~r')"}
    return {"format": ",~r"}
