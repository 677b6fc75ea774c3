"""Charts as Vega-Lite specifications: colours, what all charts share, readiness by area, and sparkline data."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import altair as alt

from metrics.observation import Series
from playbook import wording_charts as words
from playbook.charts_colors import DARK as DARK
from playbook.charts_colors import LIGHT as LIGHT
from playbook.charts_colors import Palette as Palette
from playbook.readiness import AreaScore
from playbook.sparklines import SPARKLINE_WEEKS
from playbook.wording import AREA_WORDS

Spec = dict[str, Any]
"""A whole Vega-Lite specification, its `description` being the alt text."""

AnyChart = alt.Chart | alt.LayerChart | alt.FacetChart

FONT = "Inter, 'Segoe UI', system-ui, 'DejaVu Sans', sans-serif"
LABEL_SIZE = 12


def palette_named(name: str | None) -> Palette:
    """The palette for a theme (`light`, `dark`); light where nobody has said."""
    return DARK if name == DARK.name else LIGHT


def rows(values: Iterable[dict[str, Any]]) -> alt.InlineData:
    """Inline rows; dates become ISO days."""
    return alt.InlineData(
        values=[
            {key: value.isoformat() if isinstance(value, date) else value for key, value in row.items()}
            for row in values
        ]
    )


def _config(palette: Palette) -> Spec:
    """How every chart looks, whatever it shows."""
    return {
        "font": FONT,
        "background": "transparent",
        "autosize": {"type": "fit", "contains": "padding"},
        "padding": {"left": 2, "right": 2, "top": 4, "bottom": 2},
        "axis": {
            "labelColor": palette.muted,
            "titleColor": palette.muted,
            "labelFontSize": LABEL_SIZE,
            "titleFontSize": LABEL_SIZE,
            "titleFontWeight": "normal",
            "gridColor": palette.grid,
            "domain": False,
            "ticks": False,
            "labelPadding": 6,
            "labelOverlap": True,
        },
        "legend": {
            "labelColor": palette.muted,
            "titleColor": palette.muted,
            "labelFontSize": LABEL_SIZE,
            "title": None,
            "orient": "top",
            "direction": "horizontal",
            "symbolSize": 90,
            "offset": 6,
            "columns": 0,
            "labelLimit": 0,
        },
        "title": {
            "anchor": "start",
            "color": palette.muted,
            "fontSize": LABEL_SIZE,
            "fontWeight": "normal",
            "offset": 10,
        },
        "text": {"color": palette.text, "fontSize": LABEL_SIZE},
    }


def finish(chart: AnyChart, palette: Palette, description: str) -> Spec:
    """The chart as a specification that needs no theme and carries its data in its layers."""
    # what is below is checked by the tests: checking it again for every chart would take most of a page's time
    spec: Spec = chart.to_dict(validate=False)
    spec["description"] = description
    config = spec.setdefault("config", {})
    config["view"] = {**config.get("view", {}), "stroke": None}
    spec["config"] = config | _config(palette)
    return _with_inline_data(spec)


def _with_inline_data(spec: Spec) -> Spec:
    """Puts every dataset where it is drawn: what a specification shares at its top, a page would turn into a table
    again on each run."""
    datasets = spec.pop("datasets", {})

    def inline(part: Spec, inherited: Any) -> None:
        own = part.pop("data", inherited)
        if isinstance(own, dict) and own.get("name") in datasets:
            own = {"values": datasets[own["name"]]}
        if "layer" in part:
            for layer in part["layer"]:
                inline(layer, own)
        elif own is not None:
            part["data"] = own

    inline(spec, None)
    if "layer" not in spec and "data" in spec:
        # a single view is wrapped, so that its data too stays below the top
        inner = {key: spec.pop(key) for key in ("data", "mark", "encoding", "transform") if key in spec}
        spec["layer"] = [inner]
    return spec


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
    y = alt.Y("area:N", sort=None, axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0))
    tooltip = [
        alt.Tooltip("area:N", title=words.AREA),
        alt.Tooltip("numbers:N", title=words.SCORE),
        alt.Tooltip("reason:N", title=" "),
    ]
    scale = alt.Scale(domain=[0, 100], nice=False)
    base = alt.Chart(data).encode(y=y, tooltip=tooltip)
    track = base.mark_bar(size=10, yOffset=9, cornerRadius=3, color=palette.pale).encode(
        x=alt.X(datum=0, scale=scale, axis=None), x2=alt.X2Datum(100)
    )
    bars = base.mark_bar(size=10, yOffset=9, cornerRadius=3, color=palette.blue).encode(
        x=alt.X("score:Q", scale=scale, axis=None), x2=alt.X2Datum(0)
    )
    plan = base.mark_tick(size=20, thickness=3, yOffset=9, color=palette.orange).encode(
        x=alt.X("plan:Q", scale=scale, axis=None)
    )
    names = base.mark_text(align="left", baseline="middle", yOffset=-9, color=palette.text).encode(
        x=alt.value(0), text="area:N"
    )
    numbers = base.mark_text(align="right", baseline="middle", yOffset=-9, color=palette.muted).encode(
        x=alt.value("width"), text="numbers:N"
    )
    chart = alt.layer(track, bars, plan, names, numbers).properties(height=alt.Step(46))
    return finish(chart, palette, description)
