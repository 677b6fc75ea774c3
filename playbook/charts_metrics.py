"""One metric large: its weeks against the trajectory of its targets, with the interval its samples leave open."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import altair as alt

from metrics.definition import Kind, Metric
from metrics.observation import Point
from metrics.sample_interval import sample_interval
from playbook import wording_charts as words
from playbook.charts import Palette, Spec, finish, rows
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
    *,
    palette: Palette,
    description: str,
    height: int = 320,
) -> Spec:
    """Weeks as a line (partial ones as diamonds, the running one hollow), targets dashed, the Wilson band behind."""
    data = [_row(metric, point) for point in points]
    x = alt.X("day:T", scale=_time_scale(points, trajectory, today), axis=_time_axis())
    y_axis = alt.Axis(title=None, tickCount=5, **axis_format(metric))
    y = alt.Y("value:Q", axis=y_axis, scale=alt.Scale(zero=False, nice=True))
    layers: list[alt.Chart] = []
    if sum("low" in row for row in data) > 1:
        band = [row for row in data if "low" in row]
        layers.append(
            alt.Chart(rows(band))
            .mark_area(color=palette.blue, opacity=0.16, tooltip=None)
            .encode(x=x, y=alt.Y("low:Q", axis=y_axis), y2="high:Q")
        )
    if trajectory:
        layers += _plan(
            metric, trajectory, min([today, *(point.period_end for point in points)]), today, x=x, palette=palette
        )
    if data:
        layers.append(
            alt.Chart(rows([row for row in data if row["state"] != words.RUNNING_WEEK]))
            .mark_line(color=palette.blue, strokeWidth=2.5, tooltip=None)
            .encode(x=x, y=y)
        )
        layers.append(_points(data, x, y, palette))
    layers += _today(today, x, palette)
    title = f"{metric.name}{unit_words(metric)}"
    return finish(alt.layer(*layers).properties(height=height, title=title), palette, description)


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


def _points(data: list[dict[str, Any]], x: alt.X, y: alt.Y, palette: Palette) -> alt.Chart:
    states = [words.CLOSED_WEEK, words.PARTIAL_WEEK, words.RUNNING_WEEK]
    used = [state for state in states if any(row["mark"] == state for row in data)]
    fills = {words.CLOSED_WEEK: palette.blue, words.PARTIAL_WEEK: palette.gold, words.RUNNING_WEEK: palette.background}
    shapes = {words.CLOSED_WEEK: "circle", words.PARTIAL_WEEK: "diamond", words.RUNNING_WEEK: "circle"}
    legend = alt.Legend() if len(used) > 1 else None
    drawn: alt.Chart = (
        alt.Chart(rows(data))
        .mark_point(filled=True, size=120, stroke=palette.blue, strokeWidth=2, opacity=1)
        .encode(
            x=x,
            y=y,
            fill=alt.Fill(
                "mark:N", scale=alt.Scale(domain=used, range=[fills[state] for state in used]), legend=legend
            ),
            shape=alt.Shape(
                "mark:N", scale=alt.Scale(domain=used, range=[shapes[state] for state in used]), legend=legend
            ),
            tooltip=[
                alt.Tooltip("week:N", title=words.WEEK),
                alt.Tooltip("text:N", title=words.VALUE),
                alt.Tooltip("sample:N", title=words.SAMPLE),
                alt.Tooltip("interval:N", title=words.INTERVAL),
                alt.Tooltip("state:N", title=words.STATE),
            ],
        )
    )
    return drawn


def _plan(
    metric: Metric, trajectory: Trajectory, first_drawn: date, today: date, *, x: alt.X, palette: Palette
) -> list[alt.Chart]:
    """The dashed line of targets, constant before its first and after its last corner as far as anything is drawn."""
    corners = [(day, value) for day, value in trajectory]
    if first_drawn < corners[0][0]:
        corners.insert(0, (first_drawn, corners[0][1]))
    if today > corners[-1][0]:
        corners.append((today, corners[-1][1]))
    line = [{"day": day, "value": value} for day, value in corners]
    label = [{**line[-1], "label": words.plan_label(value_text(corners[-1][1], metric))}]
    dashed = alt.Chart(rows(line)).mark_line(
        color=palette.orange, strokeWidth=2, strokeDash=[6, 4], interpolate="linear", tooltip=None
    )
    text = alt.Chart(rows(label)).mark_text(
        align="left", baseline="middle", dx=6, lineBreak="\n", color=palette.orange, fontWeight=600
    )
    y = alt.Y("value:Q")
    return [dashed.encode(x=x, y=y), text.encode(x=x, y=y, text="label:N")]


def _today(today: date, x: alt.X, palette: Palette) -> list[alt.Chart]:
    base = alt.Chart(rows([{"day": today, "label": f"{words.TODAY}, {day_text(today, today)}"}])).encode(x=x)
    rule = base.mark_rule(color=palette.muted, strokeDash=[2, 3])
    label = base.mark_text(align="left", baseline="top", dx=5, color=palette.muted).encode(
        y=alt.value(0), text="label:N"
    )
    return [rule, label]


def _time_scale(points: Sequence[Point], trajectory: Trajectory, today: date) -> alt.Scale:
    """From the first to the last day that is drawn, with room on the right for the label of the plan."""
    days = [today, *(point.period_end for point in points), *(day for day, _ in trajectory)]
    span = max((max(days) - min(days)).days, 14)
    first, last = (
        min(days) - timedelta(days=span * 0.03),
        max(days) + timedelta(days=span * (0.16 if trajectory else 0.04)),
    )
    return alt.Scale(domain=[first.isoformat(), last.isoformat()], nice=False)


def _time_axis() -> alt.Axis:
    return alt.Axis(title=None, format="%-d %b", tickCount=6, grid=False)


def unit_words(metric: Metric) -> str:
    """What the axis counts, behind the name."""
    if metric.kind is Kind.RATE:
        return f", % of {metric.denominator}" if metric.denominator else ", %"
    return f", {metric.unit}" if metric.unit else ""


def axis_format(metric: Metric) -> dict[str, Any]:
    """How an axis writes the metric's values."""
    if metric.kind is Kind.RATE:
        return {"format": "~%"}
    if metric.unit in CURRENCY_SIGNS:
        return {"labelExpr": f"'{CURRENCY_SIGNS[metric.unit]}' + format(datum.value, ',~r')"}
    return {"format": ",~r"}
