"""Rare events on a line, with the days between them (SEMANTICS 3): a curve of zeros and ones would show nothing."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from metrics.definition import Direction
from playbook.charting.colors import Palette
from playbook.charting.parts import Rows, Spec, chart, datum, layer, mark, nominal, rows
from playbook.charting.weeks import day_axis, today_layers, unit_words, weeks_off_layers
from playbook.concerns.control import wording_chart as words
from playbook.concerns.control.shown import ControlChart
from playbook.wording import week_text

_HEIGHT = 170
_LINE, _BETWEEN, _SINCE = 0.62, 0.34, 0.08
"""Where things stand, as shares of the picture's height."""
_NARROWEST = 18
"""A stretch of fewer days has no room for its words on a phone."""


def event_line(shown: ControlChart, *, palette: Palette, description: str, height: int = _HEIGHT) -> Spec:
    """Every week as a tick, each with events as a mark that says how many, and the days from one to the next."""
    weeks = [point for point in shown.planned if not point.running]
    marked = rows(
        {
            "day": point.period_end,
            "week": week_text(point.period_end),
            "count": f"{point.value:,.0f}",
            "text": words.events(point.value),
        }
        for point in weeks
        if point.value
    )
    days = [shown.today, *(point.period_end for point in weeks)]
    x = day_axis(days, margin=16)
    ticks = rows({"day": point.period_end} for point in weeks)
    bad = shown.metric.better is Direction.LOWER
    events = mark(
        "point",
        shape="triangle-up" if bad else "circle",
        filled=True,
        size=170,
        opacity=1,
        color=palette.orange if bad else palette.blue,
    )
    tip = [nominal("week", title=words.WEEK), nominal("text", title=words.VALUE)]
    line, count = _at(_LINE), mark("text", baseline="bottom", dy=-9, fontWeight=600, color=palette.text)
    base = rows([{"day": min(days)}, {"day": shown.today}])
    layers = [
        *weeks_off_layers(shown.review.off, x, palette),
        layer(base, mark("line", color=palette.muted, strokeWidth=2), x=x, y=line),
        layer(ticks, mark("tick", size=10, thickness=2, color=palette.muted, orient="vertical"), x=x, y=line),
        layer(marked, events, x=x, y=line, tooltip=tip),
        layer(marked, count, x=x, y=line, text=nominal("count")),
        *_between(shown, [date.fromisoformat(row["day"]) for row in marked], min(days), x, palette),
        *today_layers(shown.today, days, x, palette),
    ]
    title = f"{shown.metric.name}{unit_words(shown.metric)}: {words.DAYS_BETWEEN}"
    return chart(layers, palette, description, height=height, title=title)


def _at(share: float) -> Spec:
    return datum(share, type="quantitative", scale={"domain": [0, 1], "nice": False}, axis=None)


def _between(shown: ControlChart, events: list[date], first: date, x: Spec, palette: Palette) -> list[Spec]:
    """How many days lie between two events, and since the last one."""
    stretches: list[tuple[date, date, str]] = [
        (one, other, words.days_between((other - one).days)) for one, other in pairwise(events)
    ]
    since = events[-1] if events else first
    said = words.days_since((shown.today - since).days, any_event=bool(events))
    data: Rows = rows(
        {"day": start + (end - start) / 2, "text": text}
        for start, end, text in stretches
        if (end - start).days >= _NARROWEST
    )
    newest: list[dict[str, Any]] = [{"day": shown.today - timedelta(days=1), "text": said}]
    small = {"color": palette.muted, "baseline": "middle"}
    return [
        layer(data, mark("text", **small), x=x, y=_at(_BETWEEN), text=nominal("text")),
        layer(
            rows(newest),
            mark("text", **{**small, "color": palette.text}, align="right", fontWeight=600),
            x=x,
            y=_at(_SINCE),
            text=nominal("text"),
        ),
    ]
