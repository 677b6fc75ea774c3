"""Files sent together, by command or HTTP: all are read before the first is stored, and each is reported on."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from metrics.intake import ReceiptState
from metrics.problems import Problems
from playbook.json_values import fill
from playbook.readiness.preview import wording as wording_changes
from playbook.readiness.preview.wording_replaced import finding_lines
from playbook.services.as_json import FileEntry, ReceivedDocument
from playbook.services.backfilling import backfill_sentences
from playbook.services.once import keyed_request, once, refuse_a_known_key
from playbook.services.wording_candidates import measured_on
from playbook.workspace.arriving import Preview
from playbook.workspace.workspace import Workspace

if TYPE_CHECKING:
    from metrics.intake import Findings, Receipt
    from metrics.snapshot.snapshot import Snapshot
    from metrics.store.answers import KeyedRequest
    from metrics.store.uploads import Backfill


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file's name, as its sender calls it, and how to get its bytes (may raise Problems)."""

    name: str
    content: Callable[[], bytes]


def keyed_files(key: str, whose: str, said: Iterable[str | None], files: Sequence[SentFile]) -> "KeyedRequest":
    """What makes a request with a key the same one: everything that was said, and every file with its name."""

    def parts() -> Iterator[str | bytes]:
        yield "upload"
        yield from (text or "" for text in said)
        for file in files:
            yield file.name
            try:
                yield file.content()
            except Problems:  # it will be refused, and no refusal is kept
                yield b""

    return keyed_request(key, whose, parts())


def preview_files(
    workspace: Workspace,
    files: Sequence[SentFile],
    product: str | None,
    week: str | None,
    backfill: "Backfill | None" = None,
    mapped_by: str | None = None,
    candidate: str | None = None,
) -> ReceivedDocument:
    """Reads files and says what each would change on top of the one before; stores nothing."""
    entries: list[FileEntry] = []
    refusals: list[Problems] = []
    last: Preview | None = None
    for file in files:
        try:
            last = workspace.preview(
                file.name,
                file.content(),
                product=product,
                week=week,
                mapped_by=mapped_by,
                candidate=candidate,
                after=last,
                backfill=backfill,
            )
        except Problems as refused:
            refusals.append(refused)
            entries.append(refused_entry(file.name, refused))
        else:
            entries.append(_previewed(file, last, workspace))
    return _received(True, entries, refusals)


def receive_files(
    workspace: Workspace,
    files: Sequence[SentFile],
    product: str | None,
    week: str | None,
    *,
    source: str,
    actor: str,
    backfill: "Backfill | None" = None,
    mapped_by: str | None = None,
    candidate: str | None = None,
    keyed: "KeyedRequest | None" = None,
) -> ReceivedDocument:
    """Stores files, all of them or none, once all of them could be read. With a key they are stored once, however often
    they are sent: raises AnsweredBefore, KeyTaken, StoreUnavailable."""
    refuse_a_known_key(workspace, keyed)
    read: list[Snapshot | None] = []
    entries: list[FileEntry] = []
    refusals: list[Problems] = []
    for file in files:
        try:
            read.append(
                workspace.read(
                    file.name, file.content(), product=product, week=week, mapped_by=mapped_by, candidate=candidate
                )
            )
        except Problems as refused:
            refusals.append(refused)
            read.append(None)
            entries.append(refused_entry(file.name, refused))
        else:
            entries.append(waiting_entry(file.name))
    if refusals:
        return _received(False, entries, refusals)

    def store() -> ReceivedDocument:
        kept = [
            _kept(file, snapshot, workspace.keep(snapshot, source=source, actor=actor, backfill=backfill), workspace)
            for file, snapshot in zip(files, read, strict=True)
            if snapshot is not None
        ]
        return _received(False, kept, refusals)

    return once(workspace, keyed, store)


def _received(dry_run: bool, entries: Sequence[FileEntry], refusals: Sequence[Problems]) -> ReceivedDocument:
    problems = tuple(problem for refused in refusals for problem in refused.problems)
    count = sum(refused.total for refused in refusals)
    return ReceivedDocument(dry_run=dry_run, files=tuple(entries), problems=problems, problem_count=count)


def _kept(file: SentFile, snapshot: "Snapshot", receipt: "Receipt", workspace: Workspace) -> FileEntry:
    upload = receipt.upload
    said = {"upload_id": upload.upload_id, "digest": upload.digest, "backfilled": upload.known_at is not None}
    entry = fill(FileEntry, receipt, file=file.name, known_from=upload.known_at, why=upload.why, **said)
    if receipt.findings is not None:
        entry = _with_findings(entry, receipt.findings, workspace, stored=True)
    timezone = workspace.playbook().playbook.definitions.charter.charter.timezone
    return replace(
        entry, sentences=(*backfill_sentences(upload, timezone), *measured_on(snapshot.tested), *entry.sentences)
    )


def _with_findings(entry: FileEntry, findings: "Findings", workspace: Workspace, *, stored: bool) -> FileEntry:
    """What a file replaces and what is doubtful about it, as facts and as sentences."""
    playbook = workspace.playbook().playbook
    products = {product.id: product.title for product in playbook.records.products.products}
    timezone = playbook.definitions.charter.charter.timezone
    sentences = finding_lines(findings.replaced, findings.doubts, playbook.measured, products, timezone, stored=stored)
    return replace(entry, replaces=findings.replaced, doubts=findings.doubts, sentences=(*sentences, *entry.sentences))


def waiting_entry(name: str) -> FileEntry:
    """A file that is fine, and was held back by another."""
    return FileEntry(file=name, state="not_stored")


def refused_entry(name: str, refused: Problems) -> FileEntry:
    """A file that was refused, with its problems."""
    return FileEntry(file=name, state="refused", problem_count=refused.total, problems=refused.problems)


def _previewed(file: SentFile, preview: Preview, workspace: Workspace) -> FileEntry:
    again = preview.counts_already
    entry = fill(
        FileEntry,
        preview.snapshot,
        file=file.name,
        state="would_be_stored" if again is None else ReceiptState.ALREADY_COUNTS,
        upload_id=None if again is None else again.upload_id,
        would_change=preview.change,
        sentences=(*measured_on(preview.snapshot.tested), *wording_changes.lines(preview.change)),
        problems=(),
    )
    return _with_findings(entry, preview.findings, workspace, stored=False)
