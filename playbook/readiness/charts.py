"""Charts as Vega-Lite specifications: the palette of a theme, readiness by area, and sparkline data."""

from collections.abc import Sequence

from metrics.observation import Series
from playbook.charting import wording as words
from playbook.charting.colors import DARK as DARK
from playbook.charting.colors import LIGHT as LIGHT
from playbook.charting.colors import Palette as Palette
from playbook.charting.parts import Spec as Spec
from playbook.charting.parts import chart, datum, layer, mark, nominal, quantitative, rows, value
from playbook.charting.sparklines import SPARKLINE_WEEKS
from playbook.readiness.assessment import AreaScore
from playbook.wording import AREA_WORDS


def palette_named(name: str | None) -> Palette:
    """The palette for a theme (`light`, `dark`); light where nobody has said."""
    return DARK if name == DARK.name else LIGHT


def sparkline(series: Series, weeks: int = SPARKLINE_WEEKS) -> list[float]:
    """Values of the last closed weeks, oldest first; empty with fewer than two, for one point is no line."""
    values = [point.value for point in series.closed[-weeks:]]
    return values if len(values) > 1 else []


def readiness_bars(areas: Sequence[AreaScore], *, palette: Palette, description: str) -> Spec:
    """Score of each area as a bar, 0 to 100, with a mark where the plan wants it today."""
    data = rows(
        {
            "area": AREA_WORDS[area.area],
            "score": area.score if area.known else None,
            "plan": area.plan,
            "numbers": words.area_numbers(area.score, area.plan, known=area.known),
            "reason": area.reason,
        }
        for area in areas
    )
    scale = {"domain": [0, 100], "nice": False}
    every = {
        "y": nominal("area", sort=None, axis=None, scale={"paddingInner": 0, "paddingOuter": 0}),
        "tooltip": [
            nominal("area", title=words.AREA),
            nominal("numbers", title=words.SCORE),
            nominal("reason", title=" "),
        ],
    }
    layers = [
        layer(
            data,
            mark("bar", size=10, yOffset=9, cornerRadius=3, color=palette.pale),
            x=datum(0, scale=scale, axis=None),
            x2=datum(100),
            **every,
        ),
        layer(
            data,
            mark("bar", size=10, yOffset=9, cornerRadius=3, color=palette.blue),
            x=quantitative("score", scale=scale, axis=None),
            x2=datum(0),
            **every,
        ),
        layer(
            data,
            mark("tick", size=20, thickness=3, yOffset=9, color=palette.orange),
            x=quantitative("plan", scale=scale, axis=None),
            **every,
        ),
        layer(
            data,
            mark("text", align="left", baseline="middle", yOffset=-9, color=palette.text),
            x=value(0),
            text=nominal("area"),
            **every,
        ),
        layer(
            data,
            mark("text", align="right", baseline="middle", yOffset=-9, color=palette.muted),
            x=value("width"),
            text=nominal("numbers"),
            **every,
        ),
    ]
    return chart(layers, palette, description, height={"step": 46})
