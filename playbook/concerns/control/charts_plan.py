"""One metric against its plan: its weeks (or what they add up to), the dated targets, and where it is heading on the
target's day (SEMANTICS 5)."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from metrics.observation import Point
from metrics.statistics.proportion import sample_interval
from playbook.charting.colors import Palette
from playbook.charting.parts import Rows, Spec, chart, distinct, layer, mark, nominal, rows, until
from playbook.charting.weeks import (
    BESIDE_THE_PLOT,
    beyond_a_line,
    day_axis,
    drawn_range,
    end_labels,
    interval_text,
    margin_for,
    plan_corners,
    plan_layer,
    run_of,
    today_layers,
    unit_words,
    value_axis,
    week_labels,
    weeks_off_layers,
)
from playbook.concerns.control import wording_chart as words
from playbook.concerns.control.charts import break_layers
from playbook.concerns.control.review import OutlookState
from playbook.concerns.control.shown import ControlChart
from playbook.wording import value_text, week_text

_SHAPES = {
    words.CLOSED: "circle",
    words.PARTIAL: "diamond",
    words.EXCLUDED: "cross",
    words.RUNNING: "circle",
    words.BROKEN: "triangle-up",
}


def plan_chart(
    shown: ControlChart, *, palette: Palette, description: str, height: int = 280, fitted: bool = True
) -> Spec:
    """Weeks as a line with what their samples leave open, targets dashed, and the outlook with its 80% interval on the
    day it is about. What is counted over the whole charter is drawn as it adds up. `fitted`: title and days are part
    of the height, as they are on a page; a report gives all of it to the plot."""
    metric, points = shown.metric, shown.planned
    data = rows(_row(shown, point) for point in points)
    ahead = _ahead(shown)
    days = [shown.today, *(point.period_end for point in points), *(day for day, _ in shown.trajectory)]
    days += [row["day"] for row in ahead]
    corners = plan_corners(shown.trajectory, min(days), shown.today)
    values = [point.value for point in points] + [value for _, value in corners]
    values += [row[side] for row in [*data, *ahead] for side in ("low", "high") if row.get(side) is not None]
    span = drawn_range(values or [0.0])
    ends = _ends(shown, corners, palette)
    # a page's height holds the title, too, with a second line where weeks add up
    beside = (BESIDE_THE_PLOT + 14 * bool(shown.totals)) if fitted else 0
    margin = margin_for(text for _, text, _ in ends)
    x = day_axis(days, margin=margin)
    y = value_axis(metric, values, height=height)
    layers = weeks_off_layers(shown.review.off, x, palette)
    band = [row for row in data if row["low"] is not None]
    if len(band) > 1:
        pale = mark("area", color=palette.blue, opacity=0.16)
        layers.append(layer(band, pale, x=x, y={**y, "field": "low"}, y2=until("high"), detail=nominal("run")))
    layers += [
        *plan_layer(corners, x, y, palette),
        *_outlook(rows(ahead), x, y, palette),
        *break_layers(shown, x, y, palette),
    ]
    if data:
        closed = [row for row in data if row["mark"] != words.RUNNING]
        line = mark("line", color=palette.blue, strokeWidth=2.5)
        layers += [layer(closed, line, x=x, y=y, detail=nominal("run")), _points(data, x, y, palette)]
    layers += [
        *today_layers(shown.today, days, x, palette),
        *end_labels(max(days), ends, x, span, height, beside=beside),
    ]
    between, beyond = (min(days), max(days)), beyond_a_line(corners, span, height - beside)
    layers += week_labels(list(_named(shown)), x, y, palette, between=between, margin=margin, beyond=beyond)
    title = [f"{metric.name}{unit_words(metric)}", *([words.ADDED_UP] if shown.totals else [])]
    return chart(layers, palette, description, height=height, title=title)


def _row(shown: ControlChart, point: Point) -> dict[str, Any]:
    low, high = (None, None) if shown.totals else sample_interval(shown.metric, point)
    return {
        "day": point.period_end,
        "week": week_text(point.period_end),
        "value": point.value,
        "text": value_text(point.value, shown.metric),
        "mark": _mark(shown, point),
        "says": words.planned_words(point, _mark(shown, point)),
        "sample": words.NOTHING if point.denominator is None else f"{point.denominator:,.0f}",
        "low": low,
        "high": high,
        "interval": interval_text(low, high, shown.metric),
        "run": run_of(point, shown.review.off),
    }


def _mark(shown: ControlChart, point: Point) -> str:
    if point.running:
        return words.RUNNING
    if point.partial:
        return words.PARTIAL
    if point.week in shown.excluded:
        return words.EXCLUDED
    return words.BROKEN if shown.broke_in == point.week else words.CLOSED


def _points(data: Rows, x: Spec, y: Spec, palette: Palette) -> Spec:
    fills = {
        words.CLOSED: palette.blue,
        words.PARTIAL: palette.gold,
        words.EXCLUDED: palette.background,
        words.RUNNING: palette.background,
        words.BROKEN: palette.orange,
    }
    used = [kind for kind in _SHAPES if any(row["mark"] == kind for row in data)]
    return layer(
        data,
        mark("point", filled=True, size=100, stroke=palette.blue, strokeWidth=2, opacity=1),
        x=x,
        y=y,
        **distinct("mark", used, fills, _SHAPES),
        tooltip=[
            nominal("week", title=words.WEEK),
            nominal("text", title=words.VALUE),
            nominal("sample", title=words.SAMPLE),
            nominal("interval", title=words.INTERVAL),
            nominal("says", title=words.STATE),
        ],
    )


def _ahead(shown: ControlChart) -> list[dict[str, Any]]:
    """From the last week to the outlook's day, with its interval there; nothing where no outlook is shown."""
    outlook = shown.review.outlook
    start = next((point for point in reversed(shown.planned) if not point.running and not point.partial), None)
    if outlook is None or outlook.value is None or start is None or outlook.on <= start.period_end:
        return []
    found = words.outlook_tip(outlook, shown.metric)
    from_here = {"day": start.period_end, "value": start.value, "low": start.value, "high": start.value, "text": found}
    return [
        from_here,
        {"day": outlook.on, "value": outlook.value, "low": outlook.low, "high": outlook.high, "text": found},
    ]


def _outlook(ahead: Rows, x: Spec, y: Spec, palette: Palette) -> list[Spec]:
    if not ahead:
        return []
    dotted = mark("line", color=palette.blue, strokeWidth=2, strokeDash=[2, 3])
    fan = mark("area", color=palette.blue, opacity=0.1)
    there = mark("rule", color=palette.blue, strokeWidth=5, opacity=0.6)
    tip = [nominal("text", title=words.PROJECTION)]
    return [
        layer(ahead, fan, x=x, y={**y, "field": "low"}, y2=until("high")),
        layer(ahead, dotted, x=x, y=y),
        layer(ahead[-1:], there, x=x, y={**y, "field": "low"}, y2=until("high"), tooltip=tip),
    ]


def _ends(shown: ControlChart, corners: list[tuple[date, float]], palette: Palette) -> list[tuple[float, str, str]]:
    """What stands at the right end: the target, and the interval of the outlook."""
    ends: list[tuple[float, str, str]] = []
    if corners:
        ends.append((corners[-1][1], words.target_label(shown.trajectory[-1][1], shown.metric), palette.orange))
    outlook = shown.review.outlook
    if outlook is not None and outlook.value is not None and _ahead(shown):
        ends.append((outlook.value, words.outlook_label(outlook, shown.metric), palette.blue))
    elif outlook is not None and outlook.state is OutlookState.WITHHELD and shown.planned:
        ends.append((shown.planned[-1].value, words.NO_FORECAST, palette.muted))
    return ends


def _named(shown: ControlChart) -> Iterator[tuple[date, float, str, bool]]:
    """Weeks that are named in the picture: the newest one with its value, and each that is not judged; on the side of
    a week that its line does not come from."""
    newest = next((point for point in reversed(shown.planned) if not point.running), None)
    outlook = shown.review.outlook
    withheld = outlook is not None and outlook.state is OutlookState.WITHHELD
    for before, point in zip((None, *shown.planned), shown.planned, strict=False):
        said = _mark(shown, point)
        if point is newest or said != words.CLOSED:
            value = value_text(point.value, shown.metric) if point is newest else ""
            text = "" if said == words.CLOSED else words.BROKE if said == words.BROKEN and withheld else said
            above = before is None or point.value >= before.value
            yield point.period_end, point.value, ":\n".join(part for part in (value, text) if part), above
