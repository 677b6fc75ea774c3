"""Draws specifications of charts as SVG, without a browser, in colours that follow the reader's theme."""

import re
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from playbook.charts_colors import DARK, LIGHT

WIDTH = 660
_COLORS = ("text", "muted", "grid", "blue", "orange", "green", "violet", "gold", "grey", "pale", "background")

Spec = dict[str, Any]
"""A Vega-Lite specification in light colours."""
Pictures = Mapping[str, str]
"""Charts as SVG text by the metric they are of."""


def svg_of(spec: Spec, *, width: int = WIDTH) -> str:
    """The chart as SVG text without scripts or links; text in it is escaped by the drawing library."""
    import vl_convert  # noqa: PLC0415  (brings a whole JavaScript engine: only reports with charts pay for it)

    drawn: str = vl_convert.vegalite_to_svg({**spec, "width": width})
    return drawn


def draw(charts: Iterable[tuple[str, Spec]]) -> dict[str, str]:
    """Draws each chart as soon as it is there, while the next one is being built."""
    with ThreadPoolExecutor(max_workers=1) as drawing:
        drawn = {name: drawing.submit(svg_of, spec) for name, spec in charts}
    return {name: picture.result() for name, picture in drawn.items()}


def following_the_theme(svg: str) -> str:
    """The SVG with the page's colours in place of its own, so that one drawing serves light and dark."""
    names = {getattr(LIGHT, name).upper(): name for name in reversed(_COLORS)}

    def named(found: re.Match[str]) -> str:
        name = names.get(found[1].upper())
        return found[0] if name is None else f'"var(--{name})"'

    return re.sub(r'"(#[0-9A-Fa-f]{6})"', named, svg)


def theme_variables(name: str) -> dict[str, Any]:
    """Colours of one theme by the names that drawings use."""
    palette = DARK if name == DARK.name else LIGHT
    return {color: getattr(palette, color) for color in _COLORS}


def warm_up() -> None:
    """Starts the drawing engine; it takes as long as everything else together, and can do so meanwhile."""
    svg_of({"$schema": "https://vega.github.io/schema/vega-lite/v5.json", "data": {"values": []}, "mark": "point"})
