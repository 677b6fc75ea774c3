"""Tables that read well, can be reached by keyboard and can be taken away as CSV; and the table of problems."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from metrics.problems import Problem, Severity, TablePlace, YamlPlace
from playbook import wording_screens as wording
from playbook.screens._badges import badge
from playbook.screens._text import escape_markdown
from playbook.spreadsheet_text import csv_bytes

SHOWN_PROBLEMS = 200
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


def problem_table(problems: Sequence[Problem], *, name: str, total: int | None = None) -> None:
    """Problems with their place, gravest first as they come; the first 200 are drawn and the rest is counted."""
    if not problems:
        st.markdown(badge(wording.NO_PROBLEMS, "green", "check_circle"))
        return
    in_table = all(isinstance(problem.where, TablePlace) for problem in problems)
    place = (wording.COLUMN_ROW, wording.COLUMN_COLUMN) if in_table else (wording.COLUMN_FILE, wording.COLUMN_LINE)
    columns = (wording.COLUMN_SEVERITY, *place, wording.COLUMN_FOUND, wording.COLUMN_EXPECTED, wording.COLUMN_REMEDY)
    rows = [
        (_severity(problem), *_place(problem, in_table), problem.found, problem.expected, problem.remedy)
        for problem in problems
    ]
    counted = max(len(problems), total or 0)
    if counted > SHOWN_PROBLEMS:
        st.caption(wording.more_problems(min(SHOWN_PROBLEMS, len(problems)), counted))
    show_table(columns, rows[:SHOWN_PROBLEMS], name=name, downloadable=False)
    download(columns, rows, name=name)


def _severity(problem: Problem) -> Shown:
    color, icon = ("red", "error") if problem.severity is Severity.ERROR else ("orange", "warning")
    word = wording.SEVERITY_WORDS[problem.severity]
    return Shown(badge(word, color, icon), word)


def _place(problem: Problem, in_table: bool) -> tuple[Cell, Cell]:
    where = problem.where
    if isinstance(where, TablePlace):
        if in_table:
            return (None if where.row is None else Shown(f"{where.row:,}", where.row)), where.column
        return where.file, str(where)
    return where.file, _line_and_column(where)


def _line_and_column(where: YamlPlace) -> str:
    return ":".join(str(part) for part in (where.line, where.column) if part is not None)
