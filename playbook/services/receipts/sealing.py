"""Writes receipts: for what the product records at that moment, and for what people wrote by hand when they seal it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from metrics.problems import Problems
from metrics.series.moments import end_of_day
from metrics.store.location import StoreUnavailable
from metrics.store.uploads import Upload
from playbook.json_values import Json
from playbook.loading.loader import digest_of as digest_of_texts
from playbook.loading.loader import read_texts
from playbook.model.playbook import Playbook
from playbook.services.receipts.check import RECEIPTS, digest_of, line_of, read_chain
from playbook.services.receipts.entries import Entry, entries_of
from playbook.services.receipts.matching import Mismatch, compare
from playbook.services.receipts.results import SEALED
from playbook.services.recording.files import replace_text
from playbook.workspace.workspace import Workspace

_TRIES = 5
JOIN = "join"


@dataclass(frozen=True, slots=True)
class Correction:
    """Why what was sealed is another now, and who says so."""

    why: str
    by: str


def path_of(records: Path) -> Path:
    """Where the receipts of a folder of records stand."""
    return (records / Path(RECEIPTS).name).resolve()


def receipts_text(records: Path) -> str:
    """The file of receipts; '' where there is none. A byte that is no text is one that was altered."""
    path = path_of(records)
    return path.read_bytes().decode("utf-8", "replace") if path.is_file() else ""


def new_entries(before: Playbook, after: Playbook) -> tuple[Entry, ...]:
    """What came with a record."""
    known = {(entry.key, digest_of(entry.content)) for entry in entries_of(before)}
    return tuple(entry for entry in entries_of(after) if (entry.key, digest_of(entry.content)) not in known)


def receipts_of(workspace: Workspace, entries: Iterable[Entry], how: str, at: datetime | None = None) -> list[Json]:
    """The receipts of some entries, still outside the chain: `at` (naive UTC) is the moment they were decided, where
    that is not now."""
    moment = workspace.now() if at is None else at
    return [
        {
            "schema": 1,
            "kind": entry.kind,
            "about": entry.about,
            "file": entry.file,
            "entry": entry.content,
            "at": moment.replace(tzinfo=UTC, microsecond=0).isoformat(),
            "how": how,
            "knew": known_on(workspace, entry, moment),
        }
        for entry in entries
    ]


def known_on(workspace: Workspace, entry: Entry, moment: datetime) -> Json:
    """What was known when something was decided: the definitions, the uploads received by then, the verdict. What the
    store would have to say is null where it cannot be reached."""
    playbook = workspace.playbook().playbook
    end = end_of_day(entry.day, playbook.definitions.charter.charter.timezone)
    until, day = min(moment, end), min(entry.day, workspace.today())
    known: Json = {"day": day.isoformat(), "definitions": definitions_digest(workspace)}
    try:
        facts = facts_until(workspace.uploads(), until)
        gates = {(gate.product, gate.gate): gate for gate in workspace.assess(day).gates} if entry.gate else {}
    except StoreUnavailable:
        return {**known, "until": None, "uploads": None, "facts": None, "verdict": None, "score": None}
    gate = gates.get(entry.gate) if entry.gate else None
    score = None if gate is None or gate.score is None else round(gate.score, 1)
    verdict = None if gate is None else str(gate.verdict)
    return {**known, "until": until.isoformat(), **facts, "verdict": verdict, "score": score}


def facts_until(uploads: Sequence[Upload], until: datetime) -> Json:
    """How many uploads were there at a moment (naive UTC), and the digest of theirs in the order they came."""
    there = sorted(
        (upload.received_at, upload.upload_id, upload.digest)
        for upload in uploads
        if upload.received_at < until and (upload.revoked_at is None or upload.revoked_at >= until)
    )
    return {"uploads": len(there), "facts": digest_of([digest for _, _, digest in there])}


def definitions_digest(workspace: Workspace) -> str:
    """Names the text of all definitions."""
    try:
        texts = read_texts(workspace.home.definitions, workspace.home.records)
    except Problems:
        return ""
    return digest_of_texts({name: text for name, text in texts.items() if name.startswith("definitions/")})


@dataclass(frozen=True, slots=True)
class Added:
    """The file of receipts before and after some came."""

    before: str
    after: str


def add_receipts(records: Path, receipts: Iterable[Json]) -> Added:
    """Puts receipts at the end of the chain; the first one after a merge joins the ends it has. Raises Problems where
    the file cannot be written."""
    added = list(receipts)

    def longer(text: str) -> str:
        heads = list(read_chain(text).heads)
        lines = []
        for receipt in added:
            line = line_of({**receipt, "previous": heads})
            heads = [digest_of({**receipt, "previous": heads})]
            lines.append(line)
        return "".join([text, "\n" if text and not text.endswith("\n") else "", *lines])

    left = _TRIES
    while True:
        before = receipts_text(records)
        found = Added(before, longer(before))
        left -= 1
        try:
            if found.after != before:
                replace_text(records, RECEIPTS, before, found.after)
        except Problems:
            # somebody else's receipt came in between: this one goes behind it
            if not left or receipts_text(records) == before:
                raise
        else:
            return found


def withdraw(records: Path, added: Added) -> None:
    """Makes the file of receipts what it was before some came; raises Problems where others came behind them, which
    stand on them."""
    if added.after != added.before:
        replace_text(records, RECEIPTS, added.after, added.before or None)


def seal(workspace: Workspace, correction: Correction | None = None) -> int:
    """Gives a receipt to every entry that has none and joins the ends of branches; with a `correction` also to what was
    altered or removed since its receipt. Returns how many were written. Raises Problems."""
    records = workspace.home.records
    chain = read_chain(receipts_text(records))
    found = compare(chain, entries_of(workspace.playbook().playbook))
    added = receipts_of(workspace, found.unsealed, SEALED)
    if correction is not None:
        added += [_corrected(workspace, mismatch, correction) for mismatch in found.mismatches]
    if not added and len(chain.heads) > 1:
        added = [{"schema": 1, "kind": JOIN, "about": ""}]
    add_receipts(records, added)
    return len(added)


def _corrected(workspace: Workspace, mismatch: Mismatch, correction: Correction) -> Json:
    was = mismatch.receipt
    return {
        "schema": 1,
        "kind": was["kind"],
        "about": was["about"],
        "file": was["file"],
        "entry": None if mismatch.now is None else mismatch.now.content,
        "at": workspace.now().replace(tzinfo=UTC, microsecond=0).isoformat(),
        "how": SEALED,
        "knew": was.get("knew"),
        "corrects": was["digest"],
        "why": correction.why,
        "by": correction.by,
    }
