"""`playbook upload`, `uploads` and `revoke`: what comes into the store, what came, and taking it back."""

from collections.abc import Sequence
from getpass import getuser
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from metrics.problems import Problem, Problems, TablePlace
from metrics.store import Upload
from playbook import asked as door
from playbook import wording_changes
from playbook import wording_cli as wording
from playbook.cli_options import ANSWER, PLACES, Asked, opened, shared
from playbook.cli_output import Answer, ExitCode, Style, document, styled, tell, tell_problems
from playbook.workspace import Preview, Workspace

if TYPE_CHECKING:
    from metrics.snapshot import Snapshot

LARGEST_FILE = 200 * 1024 * 1024
Json = dict[str, object]


@shared(*PLACES, *ANSWER)
def upload(
    asked: Asked,
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help=wording.FILES_HELP)],
    dry_run: Annotated[bool, typer.Option("--dry-run", help=wording.DRY_RUN_HELP)] = False,
    source: Annotated[str, typer.Option("--source", metavar="TEXT", help=wording.SOURCE_HELP)] = wording.UPLOAD_SOURCE,
    product: Annotated[str | None, typer.Option("--product", metavar="ID", help=wording.PRODUCT_OF_FILE_HELP)] = None,
    week: Annotated[str | None, typer.Option("--week", metavar="WEEK", help=wording.WEEK_HELP)] = None,
) -> None:
    """Receives weekly files: every problem at once, and nothing is stored until there are none."""
    with opened(asked) as workspace:
        chosen = door.product(workspace, product)
        if dry_run:
            entries, refused = _preview(workspace, files, chosen, week, show=not asked.json)
        else:
            entries, refused = _receive(workspace, files, chosen, week, source, show=not asked.json)
    if asked.json:
        document({"schema": 1, "dry_run": dry_run, "files": entries})
    if refused:
        raise typer.Exit(int(ExitCode.NO))


def _preview(
    workspace: Workspace, files: Sequence[Path], product: str | None, week: str | None, *, show: bool
) -> tuple[list[Json], bool]:
    answer, entries, refused, last = Answer(), [], False, None
    for file in files:
        try:
            last = workspace.preview(file.name, read_file(file), product=product, week=week, after=last)
        except Problems as problems:
            refused = True
            entries.append(_refused(file, problems))
            continue
        entries.append(_previewed(file, last))
        if show:
            answer.line(_preview_line(file, last))
            for line in wording_changes.lines(last.change):
                answer.line(line, indent=2)
    return entries, refused


def _preview_line(file: Path, preview: Preview) -> str:
    snapshot = preview.snapshot
    if preview.counts_already is not None:
        return wording.counts_already(file.name, preview.counts_already.upload_id)
    return wording.would_store(
        file.name,
        snapshot.rows,
        len(snapshot.metrics),
        len([name for name in snapshot.products if name]),
        snapshot.weeks,
    )


def _receive(
    workspace: Workspace, files: Sequence[Path], product: str | None, week: str | None, source: str, *, show: bool
) -> tuple[list[Json], bool]:
    # all are read before the first is stored, so that a refused one leaves no half of a week behind
    answer, entries = Answer(), []
    read: list[tuple[Path, Snapshot]] = []
    for file in files:
        try:
            read.append((file, workspace.read(file.name, read_file(file), product=product, week=week)))
        except Problems as problems:
            entries.append(_refused(file, problems))
    if entries:
        if read:
            tell(wording.none_stored(len(read)))
        return entries + [{"file": str(file), "state": "not_stored", "problems": []} for file, _ in read], True
    for file, snapshot in read:
        receipt = workspace.keep(snapshot, source=source, actor=actor())
        entries.append(
            {
                "file": str(file),
                "state": str(receipt.state),
                "upload_id": receipt.upload.upload_id,
                "digest": receipt.upload.digest,
                "rows": receipt.rows,
                "metrics": list(receipt.metrics),
                "products": list(receipt.products),
                "weeks": list(receipt.weeks),
                "problems": [],
            }
        )
        if show and receipt.state == "stored":
            answer.line(wording.stored(file.name, receipt.rows, receipt.upload.upload_id, receipt.weeks))
        elif show:
            answer.line(wording.counts_already(file.name, receipt.upload.upload_id))
    return entries, False


def actor() -> str:
    """Who runs the command."""
    try:
        return getuser()
    except (OSError, KeyError):  # a container's user may have no name
        return wording.UPLOAD_SOURCE


def read_file(path: Path) -> bytes:
    """The bytes of a file; raises Problems where it cannot be read or is longer than any weekly file."""
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise Problems([Problem(TablePlace(path.name), *wording.too_long(size, LARGEST_FILE))])
        return path.read_bytes()
    except OSError as reason:
        found = wording.cannot_read(reason.strerror or type(reason).__name__)
        raise Problems([Problem(TablePlace(str(path)), found, "", wording.CHECK_THE_PATH)]) from reason


def _refused(file: Path, refused: Problems) -> Json:
    tell_problems(refused.problems, refused.total)
    tell(wording.refused(file.name, refused.total))
    return {
        "file": str(file),
        "state": "refused",
        "problem_count": refused.total,
        "problems": [problem.to_json() for problem in refused.problems],
    }


def _previewed(file: Path, preview: Preview) -> Json:
    return {
        "file": str(file),
        "state": "already_counts" if preview.counts_already is not None else "would_be_stored",
        "digest": preview.snapshot.digest,
        "rows": preview.snapshot.rows,
        "metrics": list(preview.snapshot.metrics),
        "products": list(preview.snapshot.products),
        "weeks": list(preview.snapshot.weeks),
        "would_change": preview.change.to_json() if preview.change is not None else None,
        "problems": [],
    }


@shared(*PLACES, *ANSWER)
def uploads(asked: Asked) -> None:
    """What was received, by whom and when, and how much of it still counts."""
    with opened(asked) as workspace:
        received = workspace.uploads()
        if asked.json:
            document({"schema": 1, "uploads": [upload_json(entry) for entry in received]})
            return
        answer = Answer()
        if not received:
            answer.line(wording.NO_UPLOADS)
            return
        answer.rows((_row(entry) for entry in received), head=wording.UPLOADS_HEAD, right=[5, 6], whole=[0, 1])


def _row(entry: Upload) -> tuple[Text, ...]:
    revoked = entry.revoked_at is not None
    style = Style.QUIET if revoked or not entry.counting_rows else ""
    note = wording.revoked_text(entry.revoked_at, entry.revoked_by or "") if entry.revoked_at is not None else ""
    cells = (
        entry.upload_id,
        wording.moment_text(entry.received_at),
        entry.file_name,
        entry.source,
        entry.actor,
        f"{entry.rows:,}",
        f"{entry.counting_rows:,}",
        note,
    )
    return tuple(styled(cell, style) for cell in cells)


def upload_json(entry: Upload) -> Json:
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


@shared(*PLACES, *ANSWER)
def revoke(
    asked: Asked,
    upload_id: Annotated[str, typer.Argument(metavar="ID", help=wording.UPLOAD_ID_HELP)],
) -> None:
    """Takes an upload back; what it had replaced counts again."""
    with opened(asked) as workspace:
        entry = workspace.revoke(upload_id, actor=actor())
        if asked.json:
            document({"schema": 1, "upload": upload_json(entry)})
        else:
            Answer().line(wording.revoked(entry.file_name, entry.rows))
