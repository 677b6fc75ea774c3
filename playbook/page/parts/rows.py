"""Rows of a short list, drawn as one: a link takes what is left of the width, other cells have theirs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from metrics.visible import visible_line
from playbook.page.parts.grid import mount
from playbook.page.parts.links import address_of
from playbook.page.parts.look import kept_free

_HEAD, _ROW, _BAR, _TILE = 18, 24, 21, 42
"""Heights in pixels, on a wide screen."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of fixed `width` in pixels, 0 for one that takes its share of what is left."""

    title: str = ""
    width: int = 0
    side: Literal["left", "right"] = "left"


@dataclass(frozen=True, slots=True)
class Cell:
    """Text with its tone, bold where it is `strong`; with `to` (of `grid.at`) a link to that address, `about` is shown
    where a reader points at it. `below` is a second line, `icon` the name of a Material symbol; a `tile` has the tone
    as its ground. `trend` is drawn as a small line, `bar` as a share of 100 with a mark where the plan is (None: not
    known); `about` then says it in words."""

    text: str = ""
    tone: str = ""
    strong: bool = False
    to: str = ""
    about: str = ""
    below: str = ""
    icon: str = ""
    tile: bool = False
    trend: Sequence[float] = ()
    bar: tuple[float | None, float] | None = None

    def packed(self) -> dict[str, object]:
        """As the browser gets it, without what is not there."""
        texts = {name: visible_line(getattr(self, name)) for name in ("text", "about", "below")}
        others = {"tone": self.tone, "strong": self.strong, "to": self.to, "icon": self.icon, "tile": self.tile}
        drawn = {"trend": list(self.trend), "bar": self.bar}
        return {name: value for name, value in (texts | others | drawn).items() if value}


def show_rows(name: str, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], *, label: str) -> None:
    """Draws the rows below the titles of their columns, where these have any; `name` is unique on the page and names
    the list's style, `label` is what it is called for those who do not see it."""
    shown = {
        "list": name,
        "label": label,
        "columns": [{"title": each.title, "width": each.width, "right": each.side == "right"} for each in columns],
        "lines": [[cell.packed() for cell in row] for row in rows],
        "common": address_of({}),
    }
    tall = _HEAD * any(column.title for column in columns) + sum(map(_height, rows))
    with kept_free(tall, name):
        mount(f"rows-{name}", shown)


def _height(row: Sequence[Cell]) -> int:
    """Pixels that a row takes at least."""
    return _TILE if any(cell.tile for cell in row) else _BAR if any(cell.bar for cell in row) else _ROW
