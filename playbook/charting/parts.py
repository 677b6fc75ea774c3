"""Parts of a Vega-Lite specification, as plain values: fields, marks, layers, and how every chart looks.

Altair's objects would say the same, and ten charts made of them take a second, longer than all the rest of a report. So
charts are written down as what Altair would make of them, and one test holds each to the schema that Altair carries.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from playbook.charting.colors import Palette

Spec = dict[str, Any]
"""A Vega-Lite specification or a part of one; that of a whole chart has its alt text as `description`."""
Rows = list[dict[str, Any]]
"""The rows that a layer draws."""

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
FONT = "Inter, 'Segoe UI', system-ui, 'DejaVu Sans', sans-serif"
LABEL_SIZE = 12
_AIR = {"left": 2, "right": 2, "top": 8, "bottom": 4}
_BARE = {"left": 0, "right": 0, "top": 0, "bottom": 0}
_WORDLESS = 20
"""Pixels; a chart of this height is a bar alone. Paddings stand in the chart, not its `config`: there a page has its
own."""


def rows(values: Iterable[dict[str, Any]]) -> Rows:
    """Rows to draw; dates become ISO days."""
    return [
        {key: value.isoformat() if isinstance(value, date) else value for key, value in row.items()} for row in values
    ]


def quantitative(field: str, **settings: Any) -> Spec:
    """A field of numbers on a channel."""
    return {"field": field, "type": "quantitative", **settings}


def temporal(field: str, **settings: Any) -> Spec:
    """A field of days or moments on a channel."""
    return {"field": field, "type": "temporal", **settings}


def nominal(field: str, **settings: Any) -> Spec:
    """A field of names on a channel."""
    return {"field": field, "type": "nominal", **settings}


def until(field: str) -> Spec:
    """Where a bar, an area or a rule ends; it is measured as its beginning is."""
    return {"field": field}


def value(constant: float | str) -> Spec:
    """The same for every row, in pixels or as a colour."""
    return {"value": constant}


def datum(constant: float, **settings: Any) -> Spec:
    """The same for every row, on the channel's scale."""
    return {"datum": constant, **settings}


def where(test: str, then: float | str, otherwise: float | str) -> Spec:
    """One constant for the rows that pass the test (a Vega expression), another for the rest."""
    return {"condition": {"test": test, "value": then}, "value": otherwise}


def distinct(field: str, used: Sequence[str], fills: Mapping[str, str], shapes: Mapping[str, str]) -> Spec:
    """Channels that tell names apart by color and by shape; the names stand beside what they mean, not in a legend."""
    return {
        "fill": nominal(field, scale={"domain": used, "range": [fills[name] for name in used]}, legend=None),
        "shape": nominal(field, scale={"domain": used, "range": [shapes[name] for name in used]}, legend=None),
    }


def mark(kind: str, **look: Any) -> Spec:
    """What is drawn for each row: `line`, `point`, `text`, ..."""
    return {"type": kind, **look}


def layer(data: Rows, drawn: Spec, **channels: Any) -> Spec:
    """Rows drawn with a mark. Each layer carries its own: what a specification shares at its top, a page would turn
    into a table again on each run. What has no tooltip of its own says nothing:
    a page would else list the raw fields of its row."""
    quiet = {} if "tooltip" in channels else {"tooltip": None}
    return {"data": {"values": data}, "mark": drawn | quiet, "encoding": channels}


def chart(
    layers: Sequence[Spec], palette: Palette, description: str, *, height: float | Spec, title: str | Sequence[str] = ()
) -> Spec:
    """Layers, the first one at the back, as a whole chart that needs no theme; it is as wide as its place, and one too
    low for words beside its marks has no air around them."""
    named = {"title": title if isinstance(title, str) else list(title)} if title else {}
    return {
        "$schema": SCHEMA,
        "description": description,
        **named,
        "height": height,
        "padding": _BARE if isinstance(height, int) and height <= _WORDLESS else _AIR,
        "layer": list(layers),
        "config": _config(palette),
    }


def _config(palette: Palette) -> Spec:
    """How every chart looks, whatever it shows."""
    return {
        "view": {"stroke": None},
        "font": FONT,
        "background": "transparent",
        "autosize": {"type": "fit", "contains": "padding"},
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
            "offset": 20,
        },
        "text": {"color": palette.text, "fontSize": LABEL_SIZE},
    }
