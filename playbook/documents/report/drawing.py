"""Draws specifications of charts as SVG, without a browser, in colours that follow the reader's theme."""

import json
import re
import sys
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from subprocess import PIPE, Popen
from types import TracebackType
from typing import Any, Self

from metrics.visible import visible
from playbook.charting.colors import DARK, LIGHT

WIDTH = 600
"""Pixels between the axis and the right edge."""
_LABEL_MARGIN = 46
FONT = "Arial, 'Liberation Sans', sans-serif"
_COLORS = ("text", "muted", "grid", "blue", "orange", "green", "violet", "gold", "grey", "pale", "background")
_PROCESS = Path(__file__).with_name("drawing_process.py")

Spec = dict[str, Any]
"""A Vega-Lite specification in light colours."""
Pictures = Mapping[str, str]
"""Charts as SVG text by the metric they are of."""


@cache
def is_installed(library: str) -> bool:
    """Whether a library is there, looked for once: every page says which formats it can hand out."""
    return find_spec(library) is not None


def can_draw() -> bool:
    """True where the engine is installed; it is an extra, for it is the largest part of all and no page needs it."""
    return is_installed("vl_convert")


class CannotDraw(Exception):
    """The drawing process ended early; what it said stands on standard error."""


class Drawing:
    """The drawing engine, started as soon as somebody will want charts.

    It runs in a process of its own: it takes as long to start as everything else together, and holds Python's lock
    while it works, so that in a thread nothing would go on meanwhile: no assessment, no other reader's page."""

    def __init__(self) -> None:
        # -P: the modules beside the file bear names of standard ones, such as html
        self._process = Popen([sys.executable, "-P", str(_PROCESS)], stdin=PIPE, stdout=PIPE)  # noqa: S603

    def draw(self, charts: Iterable[tuple[str, Spec]], *, width: int = WIDTH) -> dict[str, str]:
        """The charts as SVG text without scripts or links, by their names; text in them is escaped by the library.
        To be asked once; raises CannotDraw."""
        named = dict(charts)
        specs = [_on_paper(spec, width) for spec in named.values()]
        answer, _ = self._process.communicate(json.dumps(specs).encode() if specs else b"")
        if self._process.returncode:
            raise CannotDraw(f"drawing ended with exit code {self._process.returncode}")
        return dict(zip(named, json.loads(answer) if specs else (), strict=True))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.__exit__(kind, error, at)


def _on_paper(spec: Spec, width: int) -> Spec:
    """The chart in the type of the report, all of one width. Fitting each into its place would have every text measured
    twice, and measuring texts is most of what drawing takes."""
    config = {
        **spec.get("config", {}),
        "font": FONT,
        "autosize": {"type": "pad"},
        "axisY": {"minExtent": _LABEL_MARGIN},
    }
    on_paper: Spec = _seen({**spec, "width": width, "config": config})
    return on_paper


def _seen(part: Any) -> Any:
    """Every text with its control characters made visible: the engine ends at a zero byte."""
    if isinstance(part, Mapping):
        return {name: _seen(inner) for name, inner in part.items()}
    if isinstance(part, list | tuple):
        return [_seen(inner) for inner in part]
    return visible(part) if isinstance(part, str) else part


def draw(charts: Iterable[tuple[str, Spec]]) -> dict[str, str]:
    """Draws charts that are there already; raises CannotDraw."""
    with Drawing() as drawing:
        return drawing.draw(charts)


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
