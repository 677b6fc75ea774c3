"""Tables of experiments into one workspace: read against its records, drafted, weighed and written like any record."""

import re
from dataclasses import dataclass, replace

from metrics.problems import Problem, Problems, TablePlace, YamlPlace
from playbook.services.importing.table import ExperimentTable, RowState, against, read_experiments
from playbook.services.recording.draft import Draft, checked
from playbook.services.recording.recording import texts_of
from playbook.settings import WrongUse
from playbook.workspace.workspace import Workspace
from playbook.yaml_text.source import read
from playbook.yaml_text.writer import CannotAdd, Entry, Path, with_entries, with_entries_at

FILE = "records/experiments.yaml"


@dataclass(frozen=True, slots=True)
class Import:
    """A table and, where it has no problems and adds something, the records as they would be."""

    table: ExperimentTable
    draft: Draft | None


def import_experiments(workspace: Workspace, name: str, content: bytes) -> Import:
    """What a file would add to the experiments; raises Problems for no such table, and for a broken playbook."""
    playbook, today = workspace.playbook().playbook, workspace.today()
    table = read_experiments(name, content, against(playbook, today))
    rows = [row for row in table.rows if row.state is not RowState.UNCHANGED]
    if table.problems or not rows:
        return Import(table, None)
    texts = texts_of(workspace)
    before = texts.get(FILE, "")
    places = _places(before)
    try:
        seen: dict[Path, list[Entry]] = {
            ("experiments", places[row.id], "seen"): [row.entry] for row in rows if row.state is RowState.SEEN
        }
        after = with_entries_at(before, seen, FILE) if seen else before
        new = [row.entry for row in rows if row.state is RowState.NEW]
        after = with_entries(after, ("experiments",), new, FILE) if new else after
    except CannotAdd as reason:
        raise WrongUse(str(reason)) from reason
    drafted = checked(texts, FILE, after, rows[0].entry, today)
    found = tuple(at_its_row(problem, after, name, table) for problem in drafted.problems)
    return Import(table, replace(drafted, problems=found))


def at_its_row(problem: Problem, text: str, name: str, table: ExperimentTable) -> Problem:
    """A problem of the records as they would be, at the row and the column of the sheet that it came from."""
    where = problem.where
    if not isinstance(where, YamlPlace) or where.file != FILE or where.line is None:
        return problem
    try:
        document = read(text, FILE)
    except Problems:
        return problem
    items = document.data.get("experiments") or []
    begun = [
        str(item.get("id"))
        for index, item in enumerate(items)
        if isinstance(item, dict) and (document.where(("experiments", index)).line or 0) <= where.line
    ]
    row = next((row for row in table.rows if begun and row.id == begun[-1]), None)
    if row is None:
        return problem
    headers = {field: header for header, field in table.columns}
    return replace(problem, where=TablePlace(name, row.row, headers.get(_key_at(text, where))))


def _key_at(text: str, where: YamlPlace) -> str:
    """The key that stands at a place of the text, or whose value does."""
    line = text.splitlines()[(where.line or 1) - 1]
    column = (where.column or 1) - 1
    at_key = re.match(r"(\w+):", line[column:])
    before = re.search(r"(\w+): *$", line[:column])
    return at_key[1] if at_key else before[1] if before else ""


def _places(text: str) -> dict[str, int]:
    """Where each experiment stands in its list."""
    try:
        items = read(text, FILE).data.get("experiments") or []
    except Problems:
        return {}
    return {str(item.get("id")): index for index, item in enumerate(items) if isinstance(item, dict)}
