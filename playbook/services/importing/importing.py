"""Tables into one workspace: read against its records, drafted, weighed and written like any record."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from metrics.problems import Problem, Problems, TablePlace, YamlPlace
from playbook.services.importing import wording
from playbook.services.importing.columns import ImportedRow, ImportedTable, RowState
from playbook.services.importing.seats import entries_of, read_seats, register_of
from playbook.services.importing.table import against, read_experiments
from playbook.services.recording.draft import Draft, checked
from playbook.services.recording.recording import texts_of
from playbook.settings import WrongUse
from playbook.workspace.workspace import Workspace
from playbook.yaml_text.source import read
from playbook.yaml_text.writer import CannotAdd, Entry, Path, with_entries, with_entries_at

EXPERIMENTS = "records/experiments.yaml"
TEAM = "records/team.yaml"


@dataclass(frozen=True, slots=True)
class Import:
    """A table and, where it has no problems and adds something, the records as they would be."""

    table: ImportedTable
    draft: Draft | None


@dataclass(frozen=True, slots=True)
class Importable:
    """One kind of table: its name as a command, the kind of record that it is, what is said of it, what reads it."""

    name: str
    kind: str
    words: wording.Words
    bring_in: Callable[[Workspace, str, bytes], Import]


def import_experiments(workspace: Workspace, name: str, content: bytes) -> Import:
    """What a file would add to the experiments; raises Problems for no such table, and for a broken playbook."""
    table = read_experiments(name, content, against(workspace.playbook().playbook, workspace.today()))
    return _drafted(workspace, name, table, EXPERIMENTS, _with_experiments)


def import_seats(workspace: Workspace, name: str, content: bytes) -> Import:
    """What a register would add to the seats and their roles; raises as `import_experiments` does."""
    table = read_seats(name, content, register_of(workspace.playbook().playbook, workspace.today()))
    return _drafted(workspace, name, table, TEAM, _with_seats)


IMPORTS: tuple[Importable, ...] = (
    Importable("experiments", "experiment", wording.EXPERIMENTS, import_experiments),
    Importable("seats", "seat", wording.SEATS, import_seats),
)
"""Every table that can be brought in, in the order the command lists them."""

Placed = Mapping[Path, int]
"""Entries of the records as they would be, each with the row of the sheet that it came from."""


def _drafted(
    workspace: Workspace,
    name: str,
    table: ImportedTable,
    file: str,
    added: Callable[[str, list[ImportedRow]], tuple[str, Placed]],
) -> Import:
    rows = [row for row in table.rows if row.state is not RowState.UNCHANGED]
    if table.problems or not rows:
        return Import(table, None)
    texts = texts_of(workspace)
    try:
        after, placed = added(texts.get(file, ""), rows)
    except CannotAdd as reason:
        raise WrongUse(str(reason)) from reason
    drafted = checked(texts, file, after, rows[0].entry, workspace.today())
    headers = {field: header for header, field in table.columns}
    found = tuple(_at_its_row(problem, after, file, name, placed, headers) for problem in drafted.problems)
    return Import(table, replace(drafted, problems=found))


def _with_experiments(before: str, rows: list[ImportedRow]) -> tuple[str, Placed]:
    there = {str(item.get("id")): index for index, item in enumerate(_listed(before, EXPERIMENTS, "experiments"))}
    seen: dict[Path, list[Entry]] = {
        ("experiments", there[row.id], "seen"): [row.entry] for row in rows if row.state is RowState.SEEN
    }
    after = with_entries_at(before, seen, EXPERIMENTS) if seen else before
    new = [row for row in rows if row.state is RowState.NEW]
    after = with_entries(after, ("experiments",), [row.entry for row in new], EXPERIMENTS) if new else after
    places = there | {row.id: len(there) + number for number, row in enumerate(new)}
    return after, {("experiments", places[row.id]): row.row for row in rows}


def _with_seats(before: str, rows: list[ImportedRow]) -> tuple[str, Placed]:
    placed: dict[Path, int] = {}
    after = before
    for key, entries in entries_of(rows).items():
        first = len(_listed(before, TEAM, key))
        placed |= {(key, first + number): row for number, (row, _) in enumerate(entries)}
        after = with_entries(after, (key,), [entry for _, entry in entries], TEAM) if entries else after
    return after, placed


def _listed(text: str, file: str, key: str) -> list[dict[str, Any]]:
    """What stands in a list at the top of a file."""
    try:
        data = read(text, file).data
    except Problems:
        return []
    return [item if isinstance(item, dict) else {} for item in data.get(key) or []]


def _at_its_row(
    problem: Problem, text: str, file: str, name: str, placed: Placed, headers: Mapping[str, str]
) -> Problem:
    """A problem of the records as they would be, at the row and the column of the sheet that it came from."""
    where = problem.where
    if not isinstance(where, YamlPlace) or where.file != file or where.line is None:
        return problem
    try:
        document = read(text, file)
    except Problems:
        return problem
    begun: list[tuple[int, int, Path]] = []
    for key in {str(path[0]) for path in placed}:
        for index, _ in enumerate(document.data.get(key) or []):
            place = document.where((key, index))
            begun.append((place.line or 0, place.column or 0, (key, index)))
    before = [one for one in begun if one[:2] <= (where.line, where.column or 0)]
    row = placed.get(max(before)[2]) if before else None
    if row is None:
        return problem
    return replace(problem, where=TablePlace(name, row, headers.get(_key_at(text, where))))


def _key_at(text: str, where: YamlPlace) -> str:
    """The key that stands at a place of the text, or whose value does."""
    line = text.splitlines()[(where.line or 1) - 1]
    column = (where.column or 1) - 1
    at_key = re.match(r"(\w+):", line[column:])
    before = re.search(r"(\w+): *$", line[:column])
    return at_key[1] if at_key else before[1] if before else ""
