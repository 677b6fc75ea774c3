"""The stack as a radar whose moves come from the dated history."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import atan2, copysign, cos, degrees, hypot, pi, sin

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
    until,
)
from playbook.model.stack import Ring
from playbook.results.stack import LayerStatus
from playbook.wording import day_text

_RADIUS = {Ring.ADOPT: 0.27, Ring.TRIAL: 0.53, Ring.ASSESS: 0.74, Ring.HOLD: 0.92}
"""Where a dot of each ring lies, in the middle of its band; inner rings are wider, for that is where dots crowd."""
_EDGE = {Ring.ADOPT: 0.42, Ring.TRIAL: 0.64, Ring.ASSESS: 0.84, Ring.HOLD: 1.0}
_ACROSS, _UP = 1.3, 1.18
"""How far from the middle there is something to see, the radius of the rim being 1."""
_DOT = 0.05
_LINE_HEIGHT = 14


@dataclass(frozen=True, slots=True)
class Blip:
    """One option on the radar; `number` stands in the dot and in the list beside the chart."""

    number: int
    layer: str
    option: str
    name: str
    ring: Ring
    previous: Ring | None
    since: date
    angle: float


def radar_blips(layers: Sequence[LayerStatus]) -> tuple[Blip, ...]:
    """Where each option stands, numbered by layer, the furthest first; its angle stays the same when it moves."""
    blips: list[Blip] = []
    for sector, of_stack in enumerate(layers):
        last = {move.option: move for move in of_stack.moves}
        options = sorted(last.values(), key=lambda move: (list(Ring).index(move.ring), move.option_name))
        for place, move in enumerate(options, start=1):
            share = (sector + place / (len(options) + 1)) / len(layers)
            blips.append(
                Blip(
                    len(blips) + 1,
                    of_stack.name,
                    move.option,
                    move.option_name,
                    move.ring,
                    move.previous,
                    move.on,
                    pi / 2 - 2 * pi * share,
                )
            )
    return tuple(blips)


def stack_radar(
    layers: Sequence[LayerStatus],
    blips: Sequence[Blip],
    today: date,
    *,
    palette: Palette,
    description: str,
    height: int = 420,
) -> Spec:
    """Rings from adopt (middle) to hold (rim), a sector for each layer; an arrow shows the last move of an option."""
    # the same number of pixels for one step across and up, whatever width the page gives
    step = f"min(width / {2 * _ACROSS}, height / {2 * _UP})"
    across = _place([f"width / 2 - {step}", f"width / 2 + {step}"])
    up = _place([f"height / 2 + {step}", f"height / 2 - {step}"])
    at = {"x": quantitative("x", **across), "y": quantitative("y", **up)}
    head = {"x": quantitative("x2", **across), "y": quantitative("y2", **up)}
    thin = {"color": palette.grid, "strokeWidth": 1.5}
    names = mark("text", color=palette.muted, fontSize=11)
    ring_names = rows(
        {"x": x, "y": y, "label": words.RING_WORDS[ring]} for ring, (x, y) in ring_name_places(layers, blips).items()
    )
    layers_drawn = [
        layer(rows(_circles()), mark("line", **thin), detail=nominal("ring"), order=quantitative("order"), **at),
        layer(rows(_spokes(len(layers))), mark("rule", **thin), x2=until("x2"), y2=until("y2"), **at),
        *_sector_names(layers, at, palette),
        *_moves(blips, palette, at=at, head=head),
        layer(ring_names, {**names, "stroke": palette.background, "strokeWidth": 4}, text=nominal("label"), **at),
        layer(ring_names, names, text=nominal("label"), **at),
        *_dots(blips, at, today, palette),
    ]
    return chart(layers_drawn, palette, description, height=height)


def _place(pixels: Sequence[str]) -> Spec:
    """The scale of one direction, between two places that Vega works out from the size of the chart."""
    return {"scale": {"domain": [-1, 1], "range": [{"expr": place} for place in pixels], "nice": False}, "axis": None}


def _circles() -> Rows:
    turns = [step * pi / 30 for step in range(61)]
    return [
        {"ring": ring, "order": order, "x": _EDGE[ring] * cos(turn), "y": _EDGE[ring] * sin(turn)}
        for ring in Ring
        for order, turn in enumerate(turns)
    ]


def _spokes(sectors: int) -> Rows:
    angles = [pi / 2 - 2 * pi * sector / sectors for sector in range(sectors)] if sectors > 1 else []
    return [{"x": 0.0, "y": 0.0, "x2": cos(angle), "y2": sin(angle)} for angle in angles]


def _sector_names(layers: Sequence[LayerStatus], at: Spec, palette: Palette) -> list[Spec]:
    """Names outside the rim; beside it they move into the corners, where a narrow page has room for them."""
    names: dict[tuple[str, int], Rows] = {}
    for sector, of_stack in enumerate(layers):
        angle = pi / 2 - 2 * pi * (sector + 0.5) / len(layers)
        across, up = cos(angle), sin(angle)
        label = _two_lines(of_stack.name)
        if abs(across) < 0.8:
            row, align = {"x": 1.1 * across, "y": 1.1 * up, "label": label}, "center"
        else:
            row = {"x": copysign(_ACROSS, across), "y": copysign(max(abs(up), 0.72), up), "label": label}
            align = "right" if across > 0 else "left"
        # lines are written downwards from their place: above the middle the last one stands there
        lifted = _LINE_HEIGHT * label.count("\n") if up > 0 else 0
        names.setdefault((align, lifted), []).append(row)
    look = {"color": palette.text, "fontWeight": 600, "lineBreak": "\n", "baseline": "middle"}
    look |= {"lineHeight": _LINE_HEIGHT}
    return [
        layer(rows(labels), mark("text", align=align, dy=-lifted, **look), text=nominal("label"), **at)
        for (align, lifted), labels in names.items()
    ]


def _two_lines(name: str) -> str:
    """A long name broken near its middle, so that it fits beside the rim on a phone."""
    words_of_name = name.split()
    if len(name) <= 14 or len(words_of_name) < 2:
        return name
    breaks = range(1, len(words_of_name))
    best = min(
        breaks, key=lambda place: max(len(" ".join(words_of_name[:place])), len(" ".join(words_of_name[place:])))
    )
    return " ".join(words_of_name[:best]) + "\n" + " ".join(words_of_name[best:])


def _position(ring: Ring, angle: float) -> tuple[float, float]:
    return _RADIUS[ring] * cos(angle), _RADIUS[ring] * sin(angle)


_NAME_ACROSS, _NAME_UP, _LETTER = 0.17, 0.055, 0.03
"""Half of the room that a ring's name takes on a phone, and half of a letter of a layer's; the rim's radius is 1."""


def ring_name_places(layers: Sequence[LayerStatus], blips: Sequence[Blip]) -> dict[Ring, tuple[float, float]]:
    """The middle of each ring's name, just inside its edge: the place nearest to twelve o'clock that is free of dots,
    arrows and other names, else the freest."""
    drawn = [(place, (_NAME_ACROSS + 1.5 * _DOT, _NAME_UP + 1.5 * _DOT)) for each in blips for place in _drawn_of(each)]
    names = [place for sector in range(len(layers)) for place in _name_of(sector, layers)]
    drawn += [(place, (_NAME_ACROSS, _NAME_UP + _DOT)) for place in names]
    turns = sorted((pi * step / 72 for step in range(-72, 72)), key=abs)
    found: dict[Ring, tuple[float, float]] = {}
    for ring in Ring:
        edge = _EDGE[ring] - 0.05
        places = [(edge * cos(pi / 2 + turn), edge * sin(pi / 2 + turn)) for turn in turns]
        found[ring] = max(places, key=lambda place: round(_clearance(place, drawn), 2))
        drawn.append((found[ring], (2 * _NAME_ACROSS, 2 * _NAME_UP)))
    return found


def _clearance(place: tuple[float, float], drawn: Sequence[tuple[tuple[float, float], tuple[float, float]]]) -> float:
    """How far a name is from the nearest thing drawn (its place, and the room both need), 1 where none touches it."""
    away = (_boxes((place[0] - x, place[1] - y), *size) for (x, y), size in drawn)
    return min((1.0, *away))


def _boxes(away: tuple[float, float], across: float, up: float) -> float:
    return max(abs(away[0]) / across, abs(away[1]) / up)


def _name_of(sector: int, layers: Sequence[LayerStatus]) -> list[tuple[float, float]]:
    """Points of a layer's name outside the rim."""
    angle = pi / 2 - 2 * pi * (sector + 0.5) / len(layers)
    lines = _two_lines(layers[sector].name).split("\n")
    half, away = _LETTER * max(map(len, lines)), copysign(0.12, sin(angle))
    return [
        (1.1 * cos(angle) + half * step / 3, 1.1 * sin(angle) + away * line)
        for step in range(-3, 4)
        for line in range(len(lines))
    ]


def _drawn_of(blip: Blip) -> list[tuple[float, float]]:
    """Points of a dot and of the arrow that leads to it."""
    x, y = _position(blip.ring, blip.angle)
    if blip.previous is None:
        return [(x, y)]
    from_x, from_y = _position(blip.previous, blip.angle)
    return [(x + (from_x - x) * step / 8, y + (from_y - y) * step / 8) for step in range(9)]


def _moves(blips: Sequence[Blip], palette: Palette, *, at: Spec, head: Spec) -> list[Spec]:
    """A hollow dot where an option was, and an arrow to where it is."""
    arrows = []
    for blip in blips:
        if blip.previous is None or blip.previous is blip.ring:
            continue
        from_x, from_y = _position(blip.previous, blip.angle)
        to_x, to_y = _position(blip.ring, blip.angle)
        length = hypot(to_x - from_x, to_y - from_y)
        stop = 1 - (_DOT + 0.045) / length
        arrows.append(
            {
                "x": from_x,
                "y": from_y,
                "x2": from_x + (to_x - from_x) * stop,
                "y2": from_y + (to_y - from_y) * stop,
                "turn": 90 - degrees(atan2(to_y - from_y, to_x - from_x)),
            }
        )
    if not arrows:
        return []
    data = rows(arrows)
    shaft = mark("rule", color=palette.muted, strokeWidth=1.5, strokeDash=[4, 3])
    was = mark("point", size=80, stroke=palette.muted, fill=palette.background, opacity=1)
    tip = mark("point", shape="triangle-up", filled=True, size=70, color=palette.muted, opacity=1)
    return [
        layer(data, shaft, x2=until("x2"), y2=until("y2"), **at),
        layer(data, was, **at),
        layer(data, tip, angle=quantitative("turn", scale=None), **head),
    ]


def _dots(blips: Sequence[Blip], at: Spec, today: date, palette: Palette) -> list[Spec]:
    if not blips:
        return []
    data = rows(
        {
            "x": _position(blip.ring, blip.angle)[0],
            "y": _position(blip.ring, blip.angle)[1],
            "number": str(blip.number),
            "option": blip.name,
            "layer": blip.layer,
            "ring": words.RING_WORDS[blip.ring],
            "since": day_text(blip.since, today),
            "from": words.RING_WORDS[blip.previous] if blip.previous else "–",
        }
        for blip in blips
    )
    order = [words.RING_WORDS[ring] for ring in Ring]
    fills = [palette.blue, palette.green, palette.gold, palette.grey]
    dots = layer(
        data,
        mark("point", shape="circle", filled=True, size=360, opacity=1, stroke=palette.background, strokeWidth=2),
        color=nominal("ring", scale={"domain": order, "range": fills}, legend=None),
        tooltip=[
            nominal("option", title=words.OPTION),
            nominal("layer", title=words.LAYER),
            nominal("ring", title=words.RING),
            nominal("since", title=words.SINCE),
            nominal("from", title=words.MOVED_FROM),
        ],
        **at,
    )
    number = mark("text", color=palette.background, fontWeight=700, baseline="middle")
    return [dots, layer(data, number, text=nominal("number"), **at)]
