"""The T-shape: one hanging bar a layer, as deep as the level, with a mark where a role expects it."""

from collections.abc import Sequence

import altair as alt

from playbook import wording_charts as words
from playbook.charts import Palette, Spec, finish, rows
from playbook.skills import HIGHEST_LEVEL

_HEIGHT = 240


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
    scale = alt.Scale(domain=[HIGHEST_LEVEL, 0], nice=False)
    ticks = list(range(HIGHEST_LEVEL + 1))
    axis = alt.Axis(title=words.SKILL_LEVEL, values=ticks, format="d", labelOverlap=False, gridDash=[2, 3])
    x = alt.X("layer:N", sort=None, axis=alt.Axis(title=None, orient="top", labelAngle=0, labelLimit=220))
    tooltip = [
        alt.Tooltip("layer:N", title=words.SKILL_LAYER),
        alt.Tooltip("label:N", title=words.SKILL_LEVEL),
        alt.Tooltip("expected:Q", title=words.EXPECTED),
    ]
    base = alt.Chart(data).encode(x=x, tooltip=tooltip)
    hanging = base.mark_bar(size=46, color=palette.blue, cornerRadiusBottomLeft=4, cornerRadiusBottomRight=4).encode(
        y=alt.Y("level:Q", scale=scale, axis=axis), y2=alt.Y2Datum(0)
    )
    wanted = base.mark_tick(size=66, thickness=3, color=palette.orange).encode(y=alt.Y("expected:Q", scale=scale))
    labels = base.mark_text(baseline="top", dy=6, color=palette.text, fontWeight=600).encode(
        y=alt.Y("place:Q", scale=scale), text="label:N"
    )
    return finish(alt.layer(hanging, wanted, labels).properties(height=_HEIGHT), palette, description)
