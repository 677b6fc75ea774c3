"""A table of rows for wide screens that sorts, searches, narrows and pages in the browser, and stacks on phones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

import streamlit as st
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest
from streamlit.components.v2.types import ComponentRenderer

from playbook.glossary import GLOSSARY, explained, term_of
from playbook.page.parts import wording
from playbook.page.parts.links import SUBJECT_KEYS, Screen, address_of, open_page
from playbook.page.parts.look import kept_free
from playbook.page.parts.tables import Cell, download
from playbook.page.parts.text import is_web_link, typeset
from playbook.wording import sentence_case

ASSETS = Path(__file__).parents[1] / "assets"
NAME = "playbook.grid"
PAGE_OF_ROWS = 15
QUIET_ROWS = 8
"""Up to so many rows are seen at one look: no search and no choices above them."""
_HEAD, _ROW, _GROUP, _NOTE, _SEARCH, _MATRIX = 29, 28, 28, 15, 51, 6
_FEW_FIELDS, _SIGNS = 8, 7
Badge = tuple[str, str, str]
"""Word, color, icon."""


@dataclass(frozen=True, slots=True)
class Field:
    """A column: `right` for numbers, `choose` offers its values above the table, `width` in pixels (0: as it needs);
    one that is `spare` gives way where the table is narrow."""

    title: str
    right: bool = False
    choose: bool = False
    width: int = 0
    spare: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A cell: its text, a grey line below it, what it is sorted by where that is not the text, the address it opens
    (`to`, of `at`; a web address opens beside the page), badges, what the link is about where its text alone does not
    say it (`title`), and values that are drawn as a small line (`trend`, two at least; then `title` says it in words).
    """

    text: str = ""
    note: str = ""
    order: float | str | None = None
    to: str = ""
    badges: Sequence[Badge] = ()
    title: str = ""
    trend: Sequence[float] = ()

    def packed(self) -> list[object]:
        """As the browser gets it, without what is not there at the end."""
        badges = [list(badge) for badge in self.badges] or None
        text, note = typeset(self.text), typeset(self.note)
        to = self.to if ":" not in self.to or is_web_link(self.to) else ""  # a scheme that runs something is no link
        cells: list[object] = [text, note, self.order, to, badges, self.title, list(self.trend) or None]
        while cells and cells[-1] in ("", None):
            cells.pop()
        return cells


@dataclass(frozen=True, slots=True)
class Line:
    """A row: what tells it from the others, its cells, and the group it stands in with what groups are sorted by."""

    key: str
    cells: Sequence[Entry | str]
    group: tuple[str, float | str] | None = None


@dataclass(frozen=True, slots=True)
class Rows:
    """Lines as the browser gets them: to be kept, where a table has many."""

    shown: Sequence[Mapping[str, object]]
    grouped: bool
    means: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Export:
    """What the table's one download holds."""

    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]] = field(repr=False)
    name: str = ""


def at(screen: Screen, subject: str | None = None, *, product: str | None = None, **more: str | None) -> str:
    """The address of a screen opened at `subject`; product and day of the page are added in the browser."""
    parameters = {SUBJECT_KEYS[screen]: subject} if subject else {}
    parameters |= {key: value for key, value in {"product": product, **more}.items() if value}
    return f"{screen}?{query_of(tuple(parameters.items()))}" if parameters else str(screen)


@lru_cache(maxsize=16_384)
def query_of(parameters: tuple[tuple[str, str], ...]) -> str:
    """Parameters as an address has them; kept, since a table of a thousand rows asks for the same again and again."""
    return urlencode(parameters)


def grid(
    name: str,
    fields: Sequence[Field],
    lines: Sequence[Line] | Rows,
    *,
    label: str,
    selected: str | None = None,
    current: str = "",
    sort: int | None = None,
    down: bool = False,
    size: int = PAGE_OF_ROWS,
    matrix: bool = False,
    dense: bool = False,
    export: Export | None = None,
) -> None:
    """Draws the table; a link in it opens its page in place, the one of `current` is marked as where one is. `label` is
    what it is called for those who do not see it, `name` is unique on the page. One that is `dense` has few narrow
    columns and stays a table on phones."""
    rows = lines if isinstance(lines, Rows) else packed(lines)
    dense = dense or (matrix and len(fields) < _FEW_FIELDS and _all_signs(rows.shown))
    shown = {
        "name": name,
        "label": label,
        "fields": [
            {
                "title": sentence_case(each.title),
                "right": each.right,
                "choose": each.choose,
                "width": each.width,
                "spare": each.spare,
                "means": explained(term) if (term := term_of(each.title)) else None,
            }
            for each in fields
        ],
        "rows": rows.shown,
        "selected": selected,
        "current": current,
        "sort": sort,
        "down": down,
        "group": rows.grouped or None,
        "size": size,
        "quiet": QUIET_ROWS,
        "matrix": matrix,
        "dense": dense,
        "common": address_of({}),
        "words": wording.GRID_WORDS,
        "means": rows.means,
    }
    if export is not None:
        download(export.columns, export.rows, name=export.name)
    tall = _height(rows.shown[:size], search=len(rows.shown) > QUIET_ROWS, matrix=matrix)
    with kept_free(tall, name, stacked=not dense):
        mount(f"grid-{name}", shown)


def _height(rows: Sequence[Mapping[str, object]], *, search: bool, matrix: bool) -> int:
    """Pixels that a table of these rows takes at least, on a wide screen."""
    noted = sum(any(isinstance(cell, list) and len(cell) > 1 and cell[1] for cell in _cells_of(row)) for row in rows)
    groups = len({str(row.get("g")) for row in rows if "g" in row})
    row = _ROW + (_MATRIX if matrix else 0)
    return _HEAD + row * len(rows) + _GROUP * groups + _NOTE * noted + (_SEARCH if search else 0)


def _all_signs(rows: Sequence[Mapping[str, object]]) -> bool:
    """Whether the cells hold but a few signs: a matrix of those stays one on a phone."""
    return all(len(_words_of(cell)) < _SIGNS for row in rows for cell in _cells_of(row)[1:])


def _words_of(cell: object) -> str:
    """Text, note and badges of a cell that is packed."""
    if not isinstance(cell, list):
        return ""
    badges = cell[4] if len(cell) > 4 and cell[4] else []
    return " ".join([*map(str, cell[:2]), *(str(badge[0]) for badge in badges)]).strip()


def _cells_of(row: Mapping[str, object]) -> Sequence[object]:
    cells = row["c"]
    return cells if isinstance(cells, list) else ()


def mount(key: str, shown: Mapping[str, object]) -> None:
    """Draws what the browser's part draws of its own; a link that was followed in it opens its page."""
    mounted = _renderer()(key=key, data=shown, on_go_change=lambda: None)
    if address := mounted.get("go"):
        _open(str(address))


def land_on(key: str) -> None:
    """Focus and scroll go to the container of this key, once for each time the address names it."""
    _renderer()(key="land", data={"land": key}, height=1)


def help_keys() -> None:
    """What keys alone could not do: a typed day is taken on Enter, and not only on leaving the calendar; a table that
    scrolls sideways takes focus."""
    _renderer()(key="keys", data={"keys": True}, height=1)


def packed(lines: Sequence[Line]) -> Rows:
    """The lines as `grid` draws them."""
    grouped = any(line.group for line in lines)
    return Rows([_row(line, grouped=grouped) for line in lines], grouped, _meanings(lines))


def _row(line: Line, *, grouped: bool) -> dict[str, object]:
    cells = [(Entry(cell) if isinstance(cell, str) else cell).packed() for cell in line.cells]
    packed: dict[str, object] = {"k": line.key, "c": cells}
    if grouped:
        packed["g"] = list(line.group or ("", ""))
    return packed


def _meanings(lines: Sequence[Line]) -> dict[str, str]:
    """What the words of badges mean, of those in the glossary: shown where a reader points at one."""
    words = {badge[0] for line in lines for cell in line.cells if isinstance(cell, Entry) for badge in cell.badges}
    return {word: explained(word) for word in sorted(words) if word in GLOSSARY}


def _open(address: str) -> None:
    """Goes to an address that the browser sent: one of our own screens, or nowhere."""
    parts = urlsplit(address)
    if parts.path in set(map(str, Screen)):
        open_page(Screen(parts.path), dict(parse_qsl(parts.query)))


def _renderer() -> ComponentRenderer:
    """Streamlit's component made of our own two files, which the browser fetches once and may keep."""
    manager = get_bidi_component_manager()
    if manager.get_component_asset_root(NAME) is None:
        owner, _, part = NAME.partition(".")
        manifest = ComponentManifest(name=owner, version="1", components=[ComponentConfig(part, ASSETS.name)])
        manager.register_from_manifest(manifest, ASSETS.parent)
    return _component()


@cache
def _component() -> ComponentRenderer:
    return st.components.v2.component(
        NAME,
        html='<div class="pt"><div class="pt-wait" aria-hidden="true"></div></div>',
        css="grid.css",
        js="grid.js",
        isolate_styles=False,
    )
