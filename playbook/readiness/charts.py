"""The palette of a theme for Vega-Lite specifications, and sparkline data."""

from metrics.observation import Series
from playbook.charting.colors import DARK as DARK
from playbook.charting.colors import LIGHT as LIGHT
from playbook.charting.colors import Palette as Palette
from playbook.charting.parts import Spec as Spec
from playbook.charting.sparklines import SPARKLINE_WEEKS


def palette_named(name: str | None) -> Palette:
    """The palette for a theme (`light`, `dark`); light where nobody has said."""
    return DARK if name == DARK.name else LIGHT


def sparkline(series: Series, weeks: int = SPARKLINE_WEEKS) -> list[float]:
    """Values of the last whole weeks, oldest first; empty with fewer than two, for one point is no line."""
    values = [point.value for point in series.whole[-weeks:]]
    return values if len(values) > 1 else []
