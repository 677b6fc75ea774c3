"""Charts as Vega-Lite specifications: the palette of a theme, readiness by area, and sparkline data."""

from metrics.observation import Series
from playbook.charting.colors import DARK as DARK
from playbook.charting.colors import LIGHT as LIGHT
from playbook.charting.colors import Palette as Palette
from playbook.charting.parts import Spec as Spec
from playbook.charting.parts import chart, datum, layer, mark, quantitative, rows
from playbook.charting.sparklines import SPARKLINE_WEEKS
from playbook.readiness.score import AreaScore


def palette_named(name: str | None) -> Palette:
    """The palette for a theme (`light`, `dark`); light where nobody has said."""
    return DARK if name == DARK.name else LIGHT


def sparkline(series: Series, weeks: int = SPARKLINE_WEEKS) -> list[float]:
    """Values of the last closed weeks, oldest first; empty with fewer than two, for one point is no line."""
    values = [point.value for point in series.closed[-weeks:]]
    return values if len(values) > 1 else []


def readiness_bar(area: AreaScore, *, palette: Palette, description: str) -> Spec:
    """One area as a bar, 0 to 100, with a mark where the plan wants it today."""
    data = rows([{"score": area.score if area.known else None, "plan": area.plan}])
    scale = {"domain": [0, 100], "nice": False}
    layers = [
        layer(
            data,
            mark("bar", size=9, cornerRadius=3, color=palette.pale, aria=False),
            x=datum(0, scale=scale, axis=None),
            x2=datum(100),
        ),
        layer(
            data,
            mark("bar", size=9, cornerRadius=3, color=palette.blue),
            x=quantitative("score", scale=scale, axis=None),
            x2=datum(0),
        ),
        layer(
            data,
            mark("tick", size=16, thickness=3, color=palette.orange),
            x=quantitative("plan", scale=scale, axis=None),
        ),
    ]
    return chart(layers, palette, description, height=16)
