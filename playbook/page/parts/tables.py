"""Tables that read well, can be reached by keyboard and can be taken away as CSV, by the page's one export."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import pyarrow as pa
import streamlit as st

from playbook.documents.spreadsheet_text import csv_bytes
from playbook.page.parts import wording
from playbook.page.parts.text import escape_markdown
from playbook.wording import NO_VALUE, sentence_case

SHOWN_ROWS = 200
_NUMBER = re.compile(r"[-−+]?[$€£]?\d[\d,.]*[KMB]?(?: ?%| ?[A-Za-z]+)?")
"""A number as a cell says it: `12`, `−0.4 pp`, `$13.4K`, `302 hours`."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell that looks other than it is taken away: Markdown on the page, `plain` in the CSV."""

    markdown: str
    plain: str | float | None


Cell = str | float | date | Shown | None


def show_table(
    columns: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    *,
    name: str,
    alt: str = "",
    limit: int = SHOWN_ROWS,
    downloadable: bool = True,
) -> None:
    """Draws a table and adds it to the page's export; `name` is the file's name without ending, unique on the page."""
    shown = {
        escape_markdown(sentence_case(column)): pa.array([_markdown(row[index]) for row in rows[:limit]], pa.string())
        for index, column in enumerate(columns)
    }
    right = [
        f"right{place}" for place in range(1, len(columns) + 1) if _are_numbers(row[place - 1] for row in rows[:limit])
    ]
    with st.container(key="-".join(["table", *right, name])):
        # as the browser gets it: by way of pandas it takes a hundred times as long
        st.table(pa.table(shown), border="horizontal", hide_index=True, alt=alt or None)
    if len(rows) > limit:
        st.caption(wording.more_rows(limit, len(rows)))
    if downloadable:
        download(columns, rows, name=name)


def show_narrow(
    shown_columns: Sequence[str],
    shown: Sequence[Sequence[Cell]],
    columns: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    *,
    name: str,
    alt: str = "",
) -> None:
    """Draws few columns, so that a phone shows them all; the export holds every one (`columns`, `rows`)."""
    show_table(shown_columns, shown, name=f"{name}-shown", alt=alt, downloadable=False)
    download(columns, rows, name=name)


@dataclass(frozen=True, slots=True)
class Download:
    """A table that the page's export hands out; `name` is the file's name without ending."""

    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    name: str


_DOWNLOADS = "_downloads"


def download(columns: Sequence[str], rows: Sequence[Sequence[Cell]], *, name: str) -> None:
    """Adds a table to what the page's export hands out."""
    st.session_state.setdefault(_DOWNLOADS, []).append(Download(columns, rows, name))


def forget_downloads() -> None:
    """Before a page is drawn: nothing of the page before it is handed out."""
    st.session_state[_DOWNLOADS] = []


def show_export() -> None:
    """The page's one export: a button for its one table, a list where it has several; each file is made when it is
    asked for."""
    found: list[Download] = st.session_state.get(_DOWNLOADS, [])
    if len(found) == 1:
        _button(found[0], wording.EXPORT)
    elif found:
        with st.popover(wording.EXPORT, icon=":material/download:"):
            st.markdown(wording.EXPORT_LINE)
            for each in found:
                _button(each, each.name)


def _button(table: Download, label: str) -> None:
    st.download_button(
        label,
        data=lambda: csv_of(table.columns, table.rows),
        file_name=f"{table.name}.csv",
        mime="text/csv",
        key=f"download-{table.name}",
        help=wording.download_help(table.name, len(table.rows)),
        icon=":material/download:",
        on_click="ignore",
    )


def csv_of(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """CSV of what the cells mean, as spreadsheets open it."""
    return csv_bytes(columns, ([_plain(cell) for cell in row] for row in rows))


def _are_numbers(cells: Iterable[Cell]) -> bool:
    """Whether a column holds numbers, with their units, and nothing else but what says that there is none."""
    texts = [str(plain) for plain in map(_plain, cells) if plain not in (None, "", "–", NO_VALUE)]
    return bool(texts) and all(map(_NUMBER.fullmatch, texts))


def _markdown(cell: Cell) -> str:
    if cell is None:
        return ""
    return cell.markdown if isinstance(cell, Shown) else escape_markdown(cell)


def _plain(cell: Cell) -> str | float | date | None:
    return cell.plain if isinstance(cell, Shown) else cell
