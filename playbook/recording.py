"""Records of one workspace: drafted over its files, weighed against its numbers, written in its folder."""

from collections.abc import Mapping

from metrics.problems import Problems
from metrics.store import StoreUnavailable
from playbook import wording_recording as wording
from playbook.loader import read_texts
from playbook.readiness import assess
from playbook.record_draft import Draft, draft
from playbook.record_entry import Typed
from playbook.record_files import replace_text
from playbook.record_kinds import RecordKind
from playbook.settings import WrongUse
from playbook.what_would_change import WouldChange, what_would_change
from playbook.workspace import Workspace


def texts_of(workspace: Workspace) -> dict[str, str]:
    """The playbook's files as they stand on disk now; raises Problems."""
    return read_texts(workspace.home.definitions, workspace.home.records)


def draft_record(workspace: Workspace, kind: RecordKind, typed: Mapping[str, Typed]) -> Draft:
    """A record as it would be; raises BadEntry, WrongUse, Problems."""
    return draft(texts_of(workspace), kind, typed, workspace.today())


def would_change(workspace: Workspace, record: Draft) -> WouldChange | None:
    """What an entry turns, on today or on its own day where that is later; None where the store cannot be reached."""
    if record.playbook is None:
        return None
    day = max(workspace.today(), record.day)
    try:
        measured = workspace.measurements()
    except StoreUnavailable:
        return None
    before = assess(workspace.playbook().playbook, measured, day, compare=False)
    return what_would_change(before, assess(record.playbook, measured, day, compare=False))


def refuse_in_the_sample(workspace: Workspace) -> None:
    """The sample organization stays as it is; raises WrongUse."""
    if workspace.is_sample:
        raise WrongUse(wording.SAMPLE_STAYS)


def write(workspace: Workspace, record: Draft) -> None:
    """Writes a draft that has no errors; raises WrongUse in the sample, Problems where it cannot be written."""
    refuse_in_the_sample(workspace)
    if record.errors:
        raise Problems(record.errors)
    if not record.exists:
        replace_text(workspace.home.records, record.file, record.before, record.after)
