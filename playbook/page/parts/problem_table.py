"""Problems as a table that a phone shows whole: where, what was found and expected, what to do."""

from collections.abc import Sequence

import streamlit as st

from metrics.problems import Problem, Severity, TablePlace, YamlPlace
from playbook.page.parts import wording
from playbook.page.parts.badges import badge
from playbook.page.parts.cells import because
from playbook.page.parts.tables import Cell, Shown, download, show_table
from playbook.page.parts.text import escape_markdown

SHOWN_PROBLEMS = 200


def problem_table(problems: Sequence[Problem], *, name: str, total: int | None = None) -> None:
    """Problems with their place, gravest first as they come; the first 200 are drawn and the rest is counted."""
    if not problems:
        st.markdown(badge(wording.NO_PROBLEMS, "green", "check_circle"))
        return
    in_table = all(isinstance(problem.where, TablePlace) for problem in problems)
    place = (wording.COLUMN_ROW, wording.COLUMN_COLUMN) if in_table else (wording.COLUMN_FILE, wording.COLUMN_LINE)
    counted = max(len(problems), total or 0)
    if counted > SHOWN_PROBLEMS:
        st.caption(wording.more_problems(min(SHOWN_PROBLEMS, len(problems)), counted))
    shown = [(*_shown_place(problem, in_table), _words(problem)) for problem in problems[:SHOWN_PROBLEMS]]
    columns = (*(place if in_table else place[:1]), wording.COLUMN_WRONG)
    show_table(columns, shown, name=f"{name}-shown", downloadable=False)
    download(
        (wording.COLUMN_SEVERITY, *place, wording.COLUMN_FOUND, wording.COLUMN_EXPECTED, wording.COLUMN_REMEDY),
        [
            (
                wording.SEVERITY_WORDS[problem.severity],
                *_place(problem, in_table),
                problem.found,
                problem.expected,
                problem.remedy,
            )
            for problem in problems
        ],
        name=name,
    )


def _words(problem: Problem) -> Shown:
    """How grave, what was found, what was expected and what to do, each on a line of its own."""
    color, icon = ("red", "error") if problem.severity is Severity.ERROR else ("orange", "warning")
    expected = f":gray[{wording.COLUMN_EXPECTED}:] {escape_markdown(problem.expected)}" if problem.expected else ""
    found = f"{badge(wording.SEVERITY_WORDS[problem.severity], color, icon)} {escape_markdown(problem.found)}"
    remedy = f":material/arrow_forward: {escape_markdown(problem.remedy)}" if problem.remedy else ""
    return Shown("  \n".join(filter(None, (found, expected, remedy))), problem.found)


def _shown_place(problem: Problem, in_table: bool) -> tuple[Cell, ...]:
    first, second = _place(problem, in_table)
    return (first, second) if in_table else (because(str(first), "", str(second or "")),)


def _place(problem: Problem, in_table: bool) -> tuple[Cell, Cell]:
    where = problem.where
    if isinstance(where, TablePlace):
        if in_table:
            return (None if where.row is None else Shown(f"{where.row:,}", where.row)), where.column
        return where.file, str(where)
    return where.file, _line_and_column(where)


def _line_and_column(where: YamlPlace) -> str:
    return ":".join(str(part) for part in (where.line, where.column) if part is not None)
