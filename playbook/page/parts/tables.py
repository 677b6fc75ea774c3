"""Tables that read well, can be reached by keyboard and can be taken away as CSV."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from playbook.documents.spreadsheet_text import csv_bytes
from playbook.page.parts import wording
from playbook.page.parts.text import escape_markdown

SHOWN_ROWS = 200


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
    """Draws a table and, below it, its download; `name` is the file's name without ending and unique on the page."""
    shown = {
        escape_markdown(column): [_markdown(row[index]) for row in rows[:limit]] for index, column in enumerate(columns)
    }
    st.table(shown, border="horizontal", hide_index=True, alt=alt or None)
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
    """Draws few columns, so that a phone shows them all; the download below holds every one (`columns`, `rows`)."""
    show_table(shown_columns, shown, name=f"{name}-shown", alt=alt, downloadable=False)
    download(columns, rows, name=name)


def download(columns: Sequence[str], rows: Sequence[Sequence[Cell]], *, name: str, label: str = "") -> None:
    """A button that hands out the table as CSV; the file is made when it is asked for."""
    st.download_button(
        label or wording.DOWNLOAD,
        data=lambda: csv_of(columns, rows),
        file_name=f"{name}.csv",
        mime="text/csv",
        key=f"download-{name}",
        help=wording.download_help(len(rows)),
        icon=":material/download:",
        type="tertiary",
        on_click="ignore",
    )


def csv_of(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """CSV of what the cells mean, as spreadsheets open it."""
    return csv_bytes(columns, ([_plain(cell) for cell in row] for row in rows))


def _markdown(cell: Cell) -> str:
    if cell is None:
        return ""
    return cell.markdown if isinstance(cell, Shown) else escape_markdown(cell)


def _plain(cell: Cell) -> str | float | date | None:
    return cell.plain if isinstance(cell, Shown) else cell
