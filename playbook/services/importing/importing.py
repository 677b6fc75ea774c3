"""Tables of experiments into one workspace: read against its records, drafted, weighed and written like any record."""

from dataclasses import dataclass

from metrics.problems import Problems
from playbook.services.importing.table import ExperimentTable, RowState, read_experiments
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
    known = {one.id: one for one in playbook.records.experiments.experiments}
    table = read_experiments(name, content, known, today)
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
    return Import(table, checked(texts, FILE, after, rows[0].entry, today))


def _places(text: str) -> dict[str, int]:
    """Where each experiment stands in its list."""
    try:
        items = read(text, FILE).data.get("experiments") or []
    except Problems:
        return {}
    return {str(item.get("id")): index for index, item in enumerate(items) if isinstance(item, dict)}
