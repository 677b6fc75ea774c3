"""Records of one workspace: drafted over its files, weighed against its numbers, written in its folder."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from metrics.problems import Problems
from metrics.store.location import StoreUnavailable
from playbook.loading.loader import read_texts
from playbook.model.gates import ReleaseDecision
from playbook.readiness.assessment import assess
from playbook.readiness.preview.results import WouldChange
from playbook.readiness.preview.what_would_change import what_would_change
from playbook.services.receipts import sealing
from playbook.services.receipts.results import RECORDED
from playbook.services.recording import wording
from playbook.services.recording.commit import Author, NotCommitted, check_commit, commit
from playbook.services.recording.draft import Draft, draft
from playbook.services.recording.entry import Typed
from playbook.services.recording.files import replace_text
from playbook.services.recording.kinds import RecordKind
from playbook.services.recording.naming import Naming
from playbook.settings import WrongUse
from playbook.workspace.workspace import Workspace

VERDICT_SEEN = "verdict_seen"


def texts_of(workspace: Workspace) -> dict[str, str]:
    """The playbook's files as they stand on disk now; raises Problems."""
    return read_texts(workspace.home.definitions, workspace.home.records)


def draft_record(workspace: Workspace, kind: RecordKind, typed: Mapping[str, Typed]) -> Draft:
    """A record as it would be; raises BadEntry, WrongUse, Problems. A decision at a gate that does not say which
    verdict was seen gets the one of its day."""
    naming = Naming(workspace.playbook().playbook)
    record = draft(texts_of(workspace), kind, typed, workspace.today(), naming)
    if kind.model is not ReleaseDecision or record.exists or record.entry.get(VERDICT_SEEN):
        return record
    seen = verdict_on(workspace, record)
    if not seen:
        return record
    return draft(texts_of(workspace), kind, {**typed, VERDICT_SEEN: seen}, workspace.today(), naming)


def verdict_on(workspace: Workspace, record: Draft) -> str:
    """The verdict of a decision's gate on its day, as known now; '' where it is not known or the day is still ahead."""
    if record.day > workspace.today():
        return ""
    try:
        assessment = workspace.assess(record.day)
    except StoreUnavailable:
        return ""
    place = record.entry.get("product"), record.entry.get("gate")
    return next((str(gate.verdict) for gate in assessment.gates if (gate.product, gate.gate) == place), "")


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


def refuse_what_stays(workspace: Workspace) -> None:
    """The sample organization stays as it is, and so does what an installed package carries; raises WrongUse."""
    if workspace.is_sample:
        raise WrongUse(wording.SAMPLE_STAYS)
    if workspace.home.stays_as_installed:
        raise WrongUse(wording.INSTALLED_STAYS)


def folder_of(workspace: Workspace, file: str) -> Path:
    """The folder in which `records/….yaml` or `definitions/….yaml` stands."""
    return workspace.home.definitions if file.startswith("definitions/") else workspace.home.records


def write_and_commit(
    workspace: Workspace, what: str, record: Draft, author: Author | None, beside: Sequence[Path] = ()
) -> str:
    """Writes a draft and commits its file with those `beside` it alone; returns the name of the commit. Raises
    NotCommitted, and then the file is as it was; raises what `write` raises."""
    refuse_what_stays(workspace)
    records, folder = workspace.home.records, folder_of(workspace, record.file)
    path = (folder / Path(record.file).name).resolve()
    check_commit(path)
    receipts = write(workspace, record)
    also = [*beside, *([] if receipts is None else [sealing.path_of(records)])]
    try:
        return commit(path, wording.commit_message(what, record.facts), author, also)
    except NotCommitted as reason:
        try:
            if receipts is not None:
                sealing.withdraw(records, receipts)
            replace_text(folder, record.file, record.after, record.before)
        except Problems:
            raise NotCommitted(wording.not_committed(str(reason), record.file)) from reason
        raise NotCommitted(wording.put_back(str(reason))) from reason


def write(workspace: Workspace, record: Draft) -> sealing.Added | None:
    """Writes a draft that has no errors, and the receipts of what is decided in it, which it returns where there are
    any; raises WrongUse where nothing is written, Problems where it fails."""
    refuse_what_stays(workspace)
    if record.errors:
        raise Problems(record.errors)
    if record.exists or record.playbook is None:
        return None
    decided = sealing.new_entries(workspace.playbook().playbook, record.playbook)
    receipts = sealing.receipts_of(workspace, decided, RECORDED)
    replace_text(folder_of(workspace, record.file), record.file, record.before, record.after)
    # an entry whose receipt cannot be written stands without one, which `playbook verify` says
    with suppress(Problems):
        return sealing.add_receipts(workspace.home.records, receipts) if receipts else None
    return None
