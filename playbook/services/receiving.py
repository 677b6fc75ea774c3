"""Files sent together, by command or HTTP: all are read before the first is stored, and each is reported on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from metrics.problems import Problem, Problems
from playbook.json_values import Json
from playbook.readiness.preview import wording as wording_changes
from playbook.readiness.preview.wording_replaced import told_lines
from playbook.workspace.arriving import Preview
from playbook.workspace.workspace import Workspace

if TYPE_CHECKING:
    from metrics.intake import Receipt, Told
    from metrics.snapshot.snapshot import Snapshot
    from metrics.store.store import Upload


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file's name, as its sender calls it, and how to get its bytes (may raise Problems)."""

    name: str
    content: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Received:
    """What came of files sent together: one entry a file in their order, and every problem."""

    dry_run: bool
    files: tuple[Json, ...]
    problems: tuple[Problem, ...] = field(default=())
    problem_count: int = 0

    @property
    def refused(self) -> bool:
        """Whether one of them was refused, so that nothing was stored."""
        return any(entry["state"] == "refused" for entry in self.files)

    @property
    def stored(self) -> bool:
        """Whether anything is in the store now that was not there before."""
        return any(entry["state"] == "stored" for entry in self.files)

    def to_json(self) -> Json:
        """As `playbook upload --json`."""
        return {"schema": 1, "dry_run": self.dry_run, "files": list(self.files)}


def preview_files(workspace: Workspace, files: Sequence[SentFile], product: str | None, week: str | None) -> Received:
    """Reads files and says what each would change on top of the one before; stores nothing."""
    entries: list[Json] = []
    refusals: list[Problems] = []
    last: Preview | None = None
    for file in files:
        try:
            last = workspace.preview(file.name, file.content(), product=product, week=week, after=last)
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
) -> Received:
    """Stores files, each in one transaction, once all of them could be read; raises StoreUnavailable."""
    read: list[Snapshot | None] = []
    entries: list[Json] = []
    refusals: list[Problems] = []
    for file in files:
        try:
            read.append(workspace.read(file.name, file.content(), product=product, week=week))
        except Problems as refused:
            refusals.append(refused)
            read.append(None)
            entries.append(refused_entry(file.name, refused))
        else:
            entries.append(waiting_entry(file.name))
    if not refusals:
        entries = [
            _kept(file, workspace.keep(snapshot, source=source, actor=actor), workspace)
            for file, snapshot in zip(files, read, strict=True)
            if snapshot is not None
        ]
    return _received(False, entries, refusals)


def _received(dry_run: bool, entries: Sequence[Json], refusals: Sequence[Problems]) -> Received:
    problems = tuple(problem for refused in refusals for problem in refused.problems)
    return Received(dry_run, tuple(entries), problems, sum(refused.total for refused in refusals))


def _kept(file: SentFile, receipt: "Receipt", workspace: Workspace) -> Json:
    entry: Json = {
        "file": file.name,
        "state": str(receipt.state),
        "upload_id": receipt.upload.upload_id,
        "digest": receipt.upload.digest,
        "rows": receipt.rows,
        "metrics": list(receipt.metrics),
        "products": list(receipt.products),
        "weeks": list(receipt.weeks),
        "problems": [],
    }
    return entry if receipt.told is None else entry | _told(receipt.told, workspace, stored=True)


def _told(told: "Told", workspace: Workspace, *, stored: bool) -> Json:
    """What a file replaces and what is doubtful about it, as facts and as sentences."""
    playbook = workspace.playbook().playbook
    products = {product.id: product.title for product in playbook.records.products.products}
    return {
        "replaces": told.replaced.to_json(),
        "doubts": [doubt.to_json() for doubt in told.doubts],
        "sentences": told_lines(told.replaced, told.doubts, playbook.measured, products, stored=stored),
    }


def waiting_entry(name: str) -> Json:
    """A file that is fine, and was held back by another."""
    return {"file": name, "state": "not_stored", "problems": []}


def refused_entry(name: str, refused: Problems) -> Json:
    """A file that was refused, with its problems."""
    return {
        "file": name,
        "state": "refused",
        "problem_count": refused.total,
        "problems": [problem.to_json() for problem in refused.problems],
    }


def _previewed(file: SentFile, preview: Preview, workspace: Workspace) -> Json:
    told = _told(preview.told, workspace, stored=False)
    entry: Json = {
        "file": file.name,
        "state": "would_be_stored",
        "digest": preview.snapshot.digest,
        "rows": preview.snapshot.rows,
        "metrics": list(preview.snapshot.metrics),
        "products": list(preview.snapshot.products),
        "weeks": list(preview.snapshot.weeks),
        "would_change": preview.change.to_json() if preview.change is not None else None,
        "problems": [],
        **told,
        "sentences": [*told["sentences"], *wording_changes.lines(preview.change)],
    }
    if preview.counts_already is not None:
        entry |= {"state": "already_counts", "upload_id": preview.counts_already.upload_id}
    return entry


def upload_json(entry: "Upload") -> Json:
    """One upload as JSON; moments are UTC."""
    return {
        "upload_id": entry.upload_id,
        "digest": entry.digest,
        "file": entry.file_name,
        "source": entry.source,
        "actor": entry.actor,
        "received_at": entry.received_at.isoformat() + "Z",
        "rows": entry.rows,
        "counting_rows": entry.counting_rows,
        "revoked_at": entry.revoked_at.isoformat() + "Z" if entry.revoked_at is not None else None,
        "revoked_by": entry.revoked_by,
    }
