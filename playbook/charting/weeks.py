"""What charts of weeks share: their axes, the plan, today, weeks off, and words beside what they name."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np

from metrics.definition import Kind, Metric
from metrics.observation import Point
from metrics.series.age import stretches_off
from metrics.weeks import WeekOff
from playbook.charting import wording as words
from playbook.charting.colors import Palette
from playbook.charting.parts import (
    Rows,
    Spec,
    layer,
    mark,
    nominal,
    quantitative,
    rows,
    temporal,
    until,
    value,
)
from playbook.wording import CURRENCY_SIGNS, day_text, range_text

Trajectory = Sequence[tuple[date, float]]
"""Corner points of the dated targets, oldest first, in the unit of a weekly point."""

HALF_A_WEEK = timedelta(days=3)
_LINE_HEIGHT, _CHARACTER = 14, 7
"""Pixels that a line of a label and a character of it take."""
BESIDE_THE_PLOT = 78
"""Pixels of a chart's height that its title and its days take, about."""
_PHONE_PLOT, _USUAL_PLOT = 280, 300
"""Pixels from the axis to the right edge of a chart on a phone; those of the plot alone beside a table."""


def day_axis(days: Iterable[date], *, margin: int = 8) -> Spec:
    """Days from the first to the last, `margin` pixels left free at the right for what is written there."""
    drawn = sorted(days)
    first, last = drawn[0], max(drawn[-1], drawn[0] + timedelta(days=14))
    return temporal(
        "day",
        scale={
            "domain": [first.isoformat(), last.isoformat()],
            "nice": False,
            "range": [8, {"expr": f"max(width - {margin}, width / 2)"}],
        },
        axis={"title": None, "format": "%b %-d", "tickCount": {"interval": "week", "step": 4}, "grid": False},
    )


def value_axis(metric: Metric, values: Iterable[float], *, height: int) -> Spec:
    """The metric's values on a named axis; what is drawn keeps a little air above and below."""
    known = sorted(values)
    scale: Spec = {"zero": False, "nice": True}
    if known:
        low, high = drawn_range(known)
        scale = {"domain": [low, high], "nice": False}
    return quantitative(
        "value", scale=scale, axis={"title": None, "tickCount": 5 if height > 200 else 3, **axis_format(metric)}
    )


def drawn_range(values: Sequence[float]) -> tuple[float, float]:
    """The lowest and the highest of what is drawn, with room for a word above and below."""
    low, high = min(values), max(values)
    air = (high - low) / 7 or max(abs(high), 1.0) / 7
    return (low if low == 0 else low - air if low < 0 or low > air else 0.0), high + air


def axis_format(metric: Metric) -> dict[str, Any]:
    """How an axis writes the metric's values."""
    if metric.kind is Kind.RATE:
        return {"format": "~%"}
    return number_axis(metric.unit)


def number_axis(unit: str = "") -> dict[str, Any]:
    """How an axis writes numbers, of money where the unit is a currency: `$12K`."""
    sign = CURRENCY_SIGNS.get(unit, "")
    shown = "replace(format(abs(datum.value), abs(datum.value) >= 1e4 ? '~s' : ',~r'), 'k', 'K')"
    return {"labelExpr": f"(datum.value < 0 ? '\u2212' : '') + '{sign}' + replace({shown}, 'G', 'B')"}


def unit_words(metric: Metric) -> str:
    """What the axis counts, after the name."""
    if metric.kind is Kind.RATE:
        return f", % of {metric.denominator}" if metric.denominator else ", %"
    said_already = metric.unit.casefold() in metric.name.casefold().split()
    return f", {metric.unit}" if metric.unit and not said_already else ""


def run_of(point: Point, off: Sequence[WeekOff]) -> int:
    """Which stretch between weeks off a point belongs to: the line is not drawn across them."""
    return sum(week.end < point.period_end for week in off)


def weeks_off_layers(off: Sequence[WeekOff], x: Spec, palette: Palette) -> list[Spec]:
    """The weeks in which nothing had to be reported, as pale stretches that say why."""
    stretches = rows(
        {
            "first": weeks[0].end - timedelta(days=6),
            "last": weeks[-1].end,
            "text": words.weeks_off(weeks[0].end, weeks[-1].end, weeks[0].reason),
            "reason": words.closed_week(weeks[0].reason),
        }
        for weeks in stretches_off(off)
    )
    if not stretches:
        return []
    across = {"x": {**x, "field": "first"}, "x2": until("last"), "tooltip": [nominal("text", title=words.WEEKS_OFF)]}
    name = mark("text", align="left", baseline="bottom", angle=270, dx=6, dy=-2, color=palette.muted)
    name["limit"] = {"expr": "height - 12"}
    return [
        layer(stretches, mark("rect", color=palette.grey, opacity=0.12), **across),
        layer(stretches, name, x={**x, "field": "last"}, y=value("height"), text=nominal("reason")),
    ]


def plan_corners(trajectory: Trajectory, first: date, today: date) -> list[tuple[date, float]]:
    """The targets, constant before their first and after their last corner as far as anything is drawn."""
    corners = list(trajectory)
    if corners and first < corners[0][0]:
        corners.insert(0, (first, corners[0][1]))
    if corners and today > corners[-1][0]:
        corners.append((today, corners[-1][1]))
    return corners


def plan_layer(corners: Trajectory, x: Spec, y: Spec, palette: Palette) -> list[Spec]:
    """The dashed line of targets."""
    line = [{"day": day, "value": value} for day, value in corners]
    dashed = mark("line", color=palette.orange, strokeWidth=2, strokeDash=[6, 4])
    return [layer(rows(line), dashed, x=x, y=y)] if line else []


def today_layers(today: date, days: Iterable[date], x: Spec, palette: Palette) -> list[Spec]:
    """A line for the as-of day, its words above the picture on the side that has room."""
    drawn = sorted(days)
    data = rows([{"day": today, "label": f"{words.TODAY}, {day_text(today, today)}"}])
    late = today > drawn[0] + (drawn[-1] - drawn[0]) / 2
    label = mark(
        "text", align="right" if late else "left", baseline="bottom", dx=2 if late else -2, color=palette.muted
    )
    return [
        layer(data, mark("rule", color=palette.muted, strokeDash=[2, 3]), x=x),
        layer(data, label, x=x, y=value(-3), text=nominal("label")),
    ]


def end_labels(
    day: date,
    ends: Sequence[tuple[float, str, str]],
    x: Spec,
    span: tuple[float, float],
    height: int,
    *,
    beside: int = BESIDE_THE_PLOT,
) -> list[Spec]:
    """Words at the right end of lines (value, words with line breaks, color), moved apart where they would meet;
    `beside` are the pixels of the height that are not the plot's."""
    plot = height - beside
    layers: list[Spec] = []
    for (_, text, color), center in zip(sorted(ends), _apart(sorted(ends), span, plot), strict=True):
        share, first_line = 1 - center / plot, (_LINE_HEIGHT - _tall(text)) / 2
        look = {"align": "left", "baseline": "middle", "dx": 8, "lineBreak": "\n", "lineHeight": _LINE_HEIGHT}
        place = {"value": {"expr": f"height * {share:.4f} + {first_line:.0f}"}}
        drawn = mark("text", **look, fontWeight=600, color=color)
        layers.append(layer(rows([{"day": day, "label": text}]), drawn, x=x, y=place, text=nominal("label")))
    return layers


def _tall(text: str) -> int:
    return _LINE_HEIGHT * (text.count("\n") + 1)


def _apart(ends: Sequence[tuple[float, str, str]], span: tuple[float, float], plot: int) -> list[float]:
    """Middles of words in pixels above the days, the lowest first: each pushes the next one up, the edge all down."""
    low, high = span
    centers: list[float] = []
    below = 0.0
    for number, text, _ in ends:
        half = _tall(text) / 2
        centers.append(max((number - low) / (high - low or 1) * plot, below + half))
        below = centers[-1] + half
    above = float(plot)
    for place in range(len(ends) - 1, -1, -1):
        half = _tall(ends[place][1]) / 2
        centers[place] = min(centers[place], above - half)
        above = centers[place] - half
    return centers


def margin_for(ends: Iterable[str]) -> int:
    """Pixels that words at the right end need."""
    longest = max((len(line) for text in ends for line in text.split("\n")), default=0)
    return min(_CHARACTER * longest + 14, 150) if longest else 14


Beyond = Callable[[Sequence[tuple[date, date]], float, bool], float]
"""Where words begin: given the days that each of their lines lies over, the nearest first, the value they are of, and
whether they stand above it."""


def week_labels(
    named: Sequence[tuple[date, float, str, bool]],
    x: Spec,
    y: Spec,
    palette: Palette,
    *,
    between: tuple[date, date],
    margin: int,
    beyond: Beyond | None = None,
) -> list[Spec]:
    """Words at weeks (day, value, words with line breaks, above the line), the newest first; what would lie on another
    on a phone is left to its tooltip. `between` are the first and the last day drawn, `margin` as in `day_axis`;
    `beyond` moves words off a line."""
    kept: dict[bool, list[tuple[float, float]]] = {True: [], False: []}
    drawn: dict[tuple[bool, bool, int], list[dict[str, Any]]] = {}
    for day, number, text, above in sorted(named, reverse=True):
        begin, end, leftward = _reach(day, text, between, _PHONE_PLOT - margin)
        free = (side for side in (above, not above) if all(end < one or other < begin for one, other in kept[side]))
        side = next(free, None)
        if side is None:
            continue
        kept[side].append((begin, end))
        lines = text.split("\n")[:: -1 if side else 1]
        over = [_days_of(day, line, between, leftward=leftward) for line in lines]
        value = number if beyond is None else beyond(over, number, side)
        drawn.setdefault((side, leftward, len(lines) - 1), []).append({"day": day, "value": value, "label": text})
    layers: list[Spec] = []
    for (above, leftward, breaks), data in drawn.items():
        look = {
            "align": "right" if leftward else "left",
            "baseline": "bottom" if above else "top",
            "dx": 4 if leftward else -4,
            "dy": -9 - _LINE_HEIGHT * breaks if above else 9,
            "lineBreak": "\n",
            "lineHeight": _LINE_HEIGHT,
        }
        layers += _with_halo(rows(data), look, palette.text, palette, x=x, y=y, text=nominal("label"))
    return layers


def _reach(day: date, text: str, between: tuple[date, date], plot: int) -> tuple[float, float, bool]:
    """From where to where words at a day reach in pixels, and whether to the left: as those of the right half do,
    unless they would lie on the axis and have room at the right."""
    first, last = between
    place = plot * (day - first) / ((last - first) or timedelta(days=1))
    width = _CHARACTER * max(map(len, text.split("\n")))
    fits_right = place + width <= plot
    leftward = place > plot / 2 and not (fits_right and place < width)
    return (place - width, place, True) if leftward else (place, place + width, False)


def _days_of(day: date, line: str, between: tuple[date, date], *, leftward: bool) -> tuple[date, date]:
    """The days that a line of words at a day lies over on a page of usual width."""
    first, last = between
    reach = timedelta(days=round(_CHARACTER * len(line) / _USUAL_PLOT * (last - first).days))
    return (max(first, day - reach), day) if leftward else (day, min(last, day + reach))


def beyond_a_line(corners: Trajectory, span: tuple[float, float], height: int) -> Beyond:
    """Words that would lie on a line begin on its far side. `span` are the lowest and the highest value drawn on
    `height` pixels."""
    days, values = [day.toordinal() for day, _ in corners], [value for _, value in corners]
    step = (span[1] - span[0]) * _LINE_HEIGHT / height

    def place(over: Sequence[tuple[date, date]], number: float, above: bool) -> float:
        found, way = number, 1 if above else -1
        for line, ends in enumerate(over if days else ()):
            for crossed in map(float, np.interp([day.toordinal() for day in ends], days, values)):
                begins = crossed - way * step * line
                if 0 <= way * (crossed - number) <= 3 * step and way * (begins - found) > 0:
                    found = begins
        return found

    return place


def _with_halo(data: Rows, look: Spec, color: str, palette: Palette, **channels: Spec) -> list[Spec]:
    """Words that stay readable where they cross a line."""
    halo = mark("text", **look, fontWeight=600, color=palette.background, stroke=palette.background, strokeWidth=4)
    plain = mark("text", **look, fontWeight=600, color=color)
    return [layer(data, halo, **channels), layer(data, plain, **channels)]


def interval_text(low: float | None, high: float | None, metric: Metric) -> str:
    """`3% to 8%`; a dash where there is none."""
    if low is None or high is None:
        return words.NOTHING
    return range_text(low, high, metric)
