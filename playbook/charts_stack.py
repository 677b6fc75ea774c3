"""The stack as a radar whose moves come from the dated history, and the weighted matrix as bars."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import atan2, copysign, cos, degrees, hypot, pi, sin
from typing import Any, Literal

import altair as alt

from playbook import wording_charts as words
from playbook.charts import Palette, Spec, finish, rows
from playbook.stack import Ring
from playbook.stack_matrix import MatrixStatus
from playbook.stack_status import LayerStatus
from playbook.wording import day_text, number_text

_RADIUS = {Ring.ADOPT: 0.27, Ring.TRIAL: 0.53, Ring.ASSESS: 0.74, Ring.HOLD: 0.92}
"""Where a dot of each ring lies, in the middle of its band; inner rings are wider, for that is where dots crowd."""
_EDGE = {Ring.ADOPT: 0.42, Ring.TRIAL: 0.64, Ring.ASSESS: 0.84, Ring.HOLD: 1.0}
_ACROSS, _UP = 1.3, 1.18
"""How far from the middle there is something to see, the radius of the rim being 1."""
_DOT = 0.05


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
    for sector, layer in enumerate(layers):
        last = {move.option: move for move in layer.moves}
        options = sorted(last.values(), key=lambda move: (list(Ring).index(move.ring), move.option_name))
        for place, move in enumerate(options, start=1):
            share = (sector + place / (len(options) + 1)) / len(layers)
            blips.append(
                Blip(
                    len(blips) + 1,
                    layer.name,
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
    x_place = alt.Scale(
        domain=[-1, 1], range=[alt.ExprRef(f"width / 2 - {step}"), alt.ExprRef(f"width / 2 + {step}")], nice=False
    )
    y_place = alt.Scale(
        domain=[-1, 1], range=[alt.ExprRef(f"height / 2 + {step}"), alt.ExprRef(f"height / 2 - {step}")], nice=False
    )
    x = alt.X("x:Q", scale=x_place, axis=None)
    y = alt.Y("y:Q", scale=y_place, axis=None)
    rings = (
        alt.Chart(rows(_circles()))
        .mark_line(color=palette.grid, strokeWidth=1.5, tooltip=None)
        .encode(x=x, y=y, detail="ring:N", order="order:Q")
    )
    spokes = (
        alt.Chart(rows(_spokes(len(layers))))
        .mark_rule(color=palette.grid, strokeWidth=1.5, tooltip=None)
        .encode(x=x, y=y, x2="x2:Q", y2="y2:Q")
    )
    ring_names = (
        alt.Chart(rows([{"x": 0.0, "y": (_EDGE[ring] - 0.05), "label": words.RING_WORDS[ring]} for ring in Ring]))
        .mark_text(color=palette.muted, fontSize=11, stroke=palette.background, strokeWidth=0, tooltip=None)
        .encode(x=x, y=y, text="label:N")
    )
    head_x, head_y = alt.X("x2:Q", scale=x_place, axis=None), alt.Y("y2:Q", scale=y_place, axis=None)
    moves = _moves(blips, palette, x=x, y=y, head_x=head_x, head_y=head_y)
    layers_drawn = [
        rings,
        spokes,
        ring_names,
        *_sector_names(layers, x, y, palette),
        *moves,
        *_dots(blips, x, y, today, palette),
    ]
    return finish(alt.layer(*layers_drawn).properties(height=height), palette, description)


def _circles() -> list[dict[str, Any]]:
    turns = [step * pi / 30 for step in range(61)]
    return [
        {"ring": ring, "order": order, "x": _EDGE[ring] * cos(turn), "y": _EDGE[ring] * sin(turn)}
        for ring in Ring
        for order, turn in enumerate(turns)
    ]


def _spokes(sectors: int) -> list[dict[str, Any]]:
    angles = [pi / 2 - 2 * pi * sector / sectors for sector in range(sectors)] if sectors > 1 else []
    return [{"x": 0.0, "y": 0.0, "x2": cos(angle), "y2": sin(angle)} for angle in angles]


def _sector_names(layers: Sequence[LayerStatus], x: alt.X, y: alt.Y, palette: Palette) -> list[alt.Chart]:
    """Names outside the rim; beside it they move into the corners, where a narrow page has room for them."""
    names: dict[Literal["left", "center", "right"], list[dict[str, Any]]] = {"left": [], "center": [], "right": []}
    for sector, layer in enumerate(layers):
        angle = pi / 2 - 2 * pi * (sector + 0.5) / len(layers)
        across, up = cos(angle), sin(angle)
        label = _two_lines(layer.name)
        if abs(across) < 0.8:
            names["center"].append({"x": 1.1 * across, "y": 1.1 * up, "label": label})
        else:
            row = {"x": copysign(_ACROSS, across), "y": copysign(max(abs(up), 0.72), up), "label": label}
            names["right" if across > 0 else "left"].append(row)
    return [
        alt.Chart(rows(labels))
        .mark_text(align=align, color=palette.text, fontWeight=600, lineBreak="\n", tooltip=None, baseline="middle")
        .encode(x=x, y=y, text="label:N")
        for align, labels in names.items()
        if labels
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


def _moves(
    blips: Sequence[Blip], palette: Palette, *, x: alt.X, y: alt.Y, head_x: alt.X, head_y: alt.Y
) -> list[alt.Chart]:
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
    base = alt.Chart(rows(arrows))
    shaft = base.mark_rule(color=palette.muted, strokeWidth=1.5, strokeDash=[4, 3], tooltip=None).encode(
        x=x, y=y, x2="x2:Q", y2="y2:Q"
    )
    was = base.mark_point(size=80, stroke=palette.muted, fill=palette.background, opacity=1, tooltip=None).encode(
        x=x, y=y
    )
    head = base.mark_point(
        shape="triangle-up", filled=True, size=70, color=palette.muted, opacity=1, tooltip=None
    ).encode(
        x=head_x,
        y=head_y,
        angle=alt.Angle("turn:Q", scale=None),
    )
    return [shaft, was, head]


def _dots(blips: Sequence[Blip], x: alt.X, y: alt.Y, today: date, palette: Palette) -> list[alt.Chart]:
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
    dots = (
        alt.Chart(data)
        .mark_point(shape="circle", filled=True, size=360, opacity=1, stroke=palette.background, strokeWidth=2)
        .encode(
            x=x,
            y=y,
            color=alt.Color("ring:N", scale=alt.Scale(domain=order, range=fills), legend=None),
            tooltip=[
                alt.Tooltip("option:N", title=words.OPTION),
                alt.Tooltip("layer:N", title=words.LAYER),
                alt.Tooltip("ring:N", title=words.RING),
                alt.Tooltip("since:N", title=words.SINCE),
                alt.Tooltip("from:N", title=words.MOVED_FROM),
            ],
        )
    )
    numbers = (
        alt.Chart(data)
        .mark_text(color=palette.background, fontWeight=700, baseline="middle", tooltip=None)
        .encode(x=x, y=y, text="number:N")
    )
    return [dots, numbers]


def matrix_bars(matrix: MatrixStatus, *, palette: Palette, description: str) -> Spec:
    """Weighted mean score of each scored option, best first; the winner in full colour and marked."""
    scored = [row for row in matrix.rows if row.total is not None]
    data = rows(
        {
            "option": row.option_name,
            "total": row.total,
            "label": number_text(row.total or 0.0),
            "wins": row.option == matrix.winner,
        }
        for row in scored
    )
    scale = alt.Scale(domain=[1, 5], nice=False)
    axis = alt.Axis(title=words.WEIGHTED_SCORE, values=[1, 2, 3, 4, 5], grid=False)
    y = alt.Y("option:N", sort=None, axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0))
    base = alt.Chart(data).encode(y=y)
    track = base.mark_bar(size=10, yOffset=9, cornerRadius=3, color=palette.pale, tooltip=None).encode(
        x=alt.X(datum=1, scale=scale, axis=axis), x2=alt.X2Datum(5)
    )
    bars = base.mark_bar(size=10, yOffset=9, cornerRadius=3).encode(
        x=alt.X("total:Q", scale=scale, axis=axis),
        x2=alt.X2Datum(1),
        color=alt.condition("datum.wins", alt.value(palette.blue), alt.value(palette.grey)),
        tooltip=[alt.Tooltip("option:N", title=words.OPTION), alt.Tooltip("label:N", title=words.WEIGHTED_SCORE)],
    )
    names = base.mark_text(align="left", baseline="middle", yOffset=-9, color=palette.text).encode(
        x=alt.value(0), text="option:N"
    )
    totals = base.mark_text(align="right", baseline="middle", yOffset=-9, color=palette.text, fontWeight=600).encode(
        x=alt.value("width"), text="label:N"
    )
    return finish(alt.layer(track, bars, names, totals).properties(height=alt.Step(46)), palette, description)
