"""The T-shape: one hanging bar a layer, as deep as the level, with a mark where a role expects it."""

from collections.abc import Sequence

from playbook.charting import wording as words
from playbook.charting.colors import Palette
from playbook.charting.parts import Spec, chart, datum, layer, mark, nominal, quantitative, rows
from playbook.model.skills import HIGHEST_LEVEL

_HEIGHT = 240
_IN_LINES = "width < 520 ? split(datum.label, ' ') : datum.label"
"""A word a line where four names would not stand beside each other."""


def skill_shape(bars: Sequence[tuple[str, int | None, int | None]], *, palette: Palette, description: str) -> Spec:
    """Bars of (layer, level 0..5 or None, expected level or None) in the order given; unknown is a word, never a 0."""
    data = rows(
        {
            "layer": layer,
            "level": level,
            "expected": expected or None,
            "label": words.NOT_ASSESSED if level is None else str(level),
            "place": level or 0,
        }
        for layer, level, expected in bars
    )
    scale = {"domain": [HIGHEST_LEVEL, 0], "nice": False}
    ticks = list(range(HIGHEST_LEVEL + 1))
    axis = {"title": words.SKILL_LEVEL, "values": ticks, "format": "d", "labelOverlap": False, "gridDash": [2, 3]}
    names = {"title": None, "orient": "bottom", "labelAngle": 0, "labelLimit": 220}
    every = {
        "x": nominal("layer", sort=None, axis={**names, "labelOverlap": False, "labelExpr": _IN_LINES}),
        "tooltip": [
            nominal("layer", title=words.SKILL_LAYER),
            nominal("label", title=words.SKILL_LEVEL),
            quantitative("expected", title=words.EXPECTED),
        ],
    }
    hanging = mark("bar", size=46, color=palette.blue, cornerRadiusBottomLeft=4, cornerRadiusBottomRight=4)
    wanted = mark("tick", size=66, thickness=3, color=palette.orange)
    label = mark("text", baseline="top", dy=6, color=palette.text, fontWeight=600)
    layers = [
        layer(data, hanging, y=quantitative("level", scale=scale, axis=axis), y2=datum(0), **every),
        layer(data, wanted, y=quantitative("expected", scale=scale), **every),
        layer(data, label, y=quantitative("place", scale=scale), text=nominal("label"), **every),
    ]
    return chart(layers, palette, description, height=_HEIGHT)
