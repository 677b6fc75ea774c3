"""`playbook upload`, `uploads` and `revoke`: what comes into the store, what came, and withdrawing it."""

import json
from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from metrics.bounded_file import LARGEST, read_bounded
from metrics.problems import Problem, Problems, TablePlace, problem_from_json
from metrics.store.answers import AnsweredBefore, KeyTaken
from metrics.store.uploads import Backfill, Upload
from playbook.cli import wording
from playbook.cli.forward import actor
from playbook.cli.options import ANSWER, PLACES, SERVER, opened, shared
from playbook.cli.output import Answer, ExitCode, Style, document, styled, tell, tell_problems
from playbook.cli.parameters import Parameters
from playbook.json_values import Json
from playbook.services import choices
from playbook.services.as_json import ReceivedDocument, RevokedDocument, UploadsDocument, upload_row
from playbook.services.backfilling import backfill_of, known_from
from playbook.services.received import uploads_by
from playbook.services.receiving import (
    SentFile,
    keyed_files,
    preview_files,
    receive_files,
    refused_entry,
    waiting_entry,
)
from playbook.services.running_app.client import RunningApp
from playbook.services.wording_backfilling import RECEIVED_HELP, WHY_HELP, counts_from
from playbook.settings import WrongUse
from playbook.wording_moments import moment_text
from playbook.workspace.workspace import Workspace

if TYPE_CHECKING:
    from rich.text import Text


def _send(
    _: object,
    parameters: Parameters,
    app: RunningApp,
    *,
    files: Sequence[Path],
    dry_run: bool,
    source: str,
    product: str | None,
    week: str | None,
    mapped_by: str | None,
    candidate: str | None,
    received: str | None,
    why: str | None,
    key: str | None,
) -> None:
    """Has the running app receive the files; one that cannot be read holds back the others, as it would here."""
    unreadable = {file: problems for file in files if (problems := _unreadable(file)) is not None}
    if unreadable:
        entries = [
            refused_entry(file.name, unreadable[file]) if file in unreadable else waiting_entry(file.name)
            for file in files
        ]
        report(files, ReceivedDocument(dry_run=dry_run, files=tuple(entries)).to_json(), as_json=parameters.json)
        return
    fields = {"source": source, "product": product, "week": week, "received": received, "why": why}
    fields |= {"mapped_by": mapped_by, "candidate": candidate}
    fields["dry_run"] = "true" if dry_run else None
    answer = app.send(files, {name: value for name, value in fields.items() if value is not None}, key)
    report(files, answer, as_json=parameters.json)


def _withdraw(_: object, parameters: Parameters, app: RunningApp, *, upload_id: str) -> None:
    """Has the running app withdraw an upload."""
    _print_withdrawn(app.withdraw(upload_id), as_json=parameters.json)


@shared(*PLACES, *ANSWER, *SERVER, through=_send)
def upload(
    parameters: Parameters,
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help=wording.FILES_HELP)],
    dry_run: Annotated[bool, typer.Option("--dry-run", help=wording.DRY_RUN_HELP)] = False,
    source: Annotated[str, typer.Option("--source", metavar="TEXT", help=wording.SOURCE_HELP)] = wording.UPLOAD_SOURCE,
    product: Annotated[str | None, typer.Option("--product", metavar="ID", help=wording.PRODUCT_OF_FILE_HELP)] = None,
    week: Annotated[str | None, typer.Option("--week", metavar="WEEK", help=wording.WEEK_HELP)] = None,
    mapped_by: Annotated[str | None, typer.Option("--mapped-by", metavar="SOURCE", help=wording.MAPPED_BY_HELP)] = None,
    candidate: Annotated[str | None, typer.Option("--candidate", metavar="ID", help=wording.TESTED_HELP)] = None,
    received: Annotated[str | None, typer.Option("--received", metavar="DATE", help=RECEIVED_HELP)] = None,
    why: Annotated[str | None, typer.Option("--why", metavar="TEXT", help=WHY_HELP)] = None,
    key: Annotated[str | None, typer.Option("--key", metavar="KEY", help=wording.KEY_HELP)] = None,
) -> None:
    """Receives weekly files: every problem at once, and nothing is stored until there are none."""
    with opened(parameters, making=not dry_run) as workspace:
        chosen = choices.product(workspace, product)
        named = choices.source(workspace, mapped_by)
        tested = choices.candidate(workspace, candidate)
        sent = [SentFile(file.name, partial(read_file, file)) for file in files]
        backfill = backfill_of(workspace, received, why)
        if dry_run:
            answer = preview_files(workspace, sent, chosen, week, backfill, named, tested).to_json()
        else:
            answer = _received_once(
                workspace,
                sent,
                chosen,
                week,
                source=source,
                backfill=backfill,
                mapped_by=named,
                candidate=tested,
                key=key,
            )
    report(files, answer, as_json=parameters.json)


def _received_once(
    workspace: Workspace,
    sent: Sequence[SentFile],
    product: str | None,
    week: str | None,
    *,
    source: str,
    backfill: Backfill | None,
    mapped_by: str | None,
    candidate: str | None,
    key: str | None,
) -> Json:
    """What came of the files, or the first answer to a key that is known."""
    said = (product, week, source, str(backfill), mapped_by, candidate)
    keyed = None if key is None else keyed_files(key, actor(), said, sent)
    try:
        return receive_files(
            workspace,
            sent,
            product,
            week,
            source=source,
            actor=actor(),
            backfill=backfill,
            mapped_by=mapped_by,
            candidate=candidate,
            keyed=keyed,
        ).to_json()
    except AnsweredBefore as before:
        kept: Json = json.loads(before.content)
        return kept
    except KeyTaken as taken:
        raise WrongUse(wording.key_taken(key or "")) from taken


def report(files: Sequence[Path], received: Json, *, as_json: bool) -> None:
    """Says what came of the files, and leaves with 1 where one was refused."""
    entries = [entry | {"file": str(file)} for file, entry in zip(files, received["files"], strict=True)]
    answer = Answer()
    for file, entry in zip(files, entries, strict=True):
        if entry["state"] == "refused":
            tell_problems([problem_from_json(problem) for problem in entry["problems"]], entry["problem_count"])
            tell(wording.refused(file.name, entry["problem_count"]))
        elif not as_json:
            tell_of(answer, file.name, entry)
    refused = any(entry["state"] == "refused" for entry in entries)
    readable = sum(entry["state"] == "not_stored" for entry in entries)
    if refused and readable:
        tell(wording.none_stored(readable))
    if as_json:
        document({**received, "files": entries})
    if refused:
        raise typer.Exit(int(ExitCode.NO))


def tell_of(answer: Answer, name: str, entry: Json) -> None:
    """One file that is fine, for people."""
    week_ends = entry.get("week_ends", ())  # an app of an earlier version does not say them
    match entry["state"]:
        case "stored":
            answer.line(wording.stored(name, entry["rows"], entry["upload_id"], week_ends))
        case "already_counts":
            answer.line(wording.counts_already(name, entry["upload_id"]))
        case "would_be_stored":
            products = len([product for product in entry["products"] if product])
            answer.line(wording.would_store(name, entry["rows"], len(entry["metrics"]), products, week_ends))
    for line in entry.get("sentences", ()):
        answer.line(line, indent=2)


def _unreadable(path: Path) -> Problems | None:
    try:
        read_file(path, look_only=True)
    except Problems as problems:
        return problems
    return None


def read_file(path: Path, *, look_only: bool = False) -> bytes:
    """The bytes of a file; raises Problems where it cannot be read or is longer than any weekly file."""
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise Problems([Problem(TablePlace(path.name), *wording.too_long(size, LARGEST))])
        if not look_only:
            return read_bounded(path)
        with path.open("rb"):
            return b""
    except OSError as reason:
        found = wording.cannot_read(reason.strerror or type(reason).__name__)
        raise Problems([Problem(TablePlace(str(path)), found, "", wording.CHECK_THE_PATH)]) from reason


@shared(*PLACES, *ANSWER, "as_of", *SERVER)
def uploads(parameters: Parameters) -> None:
    """What was received, by whom and when, and how much of it still counts; with --as-of, what had arrived by then."""
    with opened(parameters) as workspace:
        received = workspace.uploads()
        if parameters.as_of is not None:
            received = uploads_by(workspace, choices.as_of(workspace, parameters.as_of))
        if parameters.json:
            document(UploadsDocument(uploads=tuple(upload_row(entry) for entry in received)))
            return
        answer = Answer()
        if not received:
            answer.line(wording.NO_UPLOADS)
            return
        timezone = workspace.playbook().playbook.definitions.charter.charter.timezone
        today = workspace.today()
        answer.rows(
            (_row(entry, timezone, today) for entry in received), head=wording.UPLOADS_HEAD, right=[5, 6], whole=[0, 1]
        )


def _row(entry: Upload, timezone: str, today: date) -> tuple["Text", ...]:
    revoked = entry.revoked_at is not None
    style = Style.QUIET if revoked or not entry.counting_rows else ""
    notes = []
    if entry.revoked_at is not None:
        notes.append(wording.revoked_text(entry.revoked_at, entry.revoked_by or "", timezone, today))
    day = known_from(entry, timezone)
    if day is not None:
        notes.append(counts_from(day, entry.why or ""))
    cells = (
        entry.upload_id,
        moment_text(entry.received_at, timezone, today),
        entry.file_name,
        entry.source,
        entry.actor,
        f"{entry.rows:,}",
        f"{entry.counting_rows:,}",
        " ".join(notes),
    )
    return tuple(styled(cell, style) for cell in cells)


@shared(*PLACES, *ANSWER, *SERVER, through=_withdraw)
def revoke(
    parameters: Parameters,
    upload_id: Annotated[str, typer.Argument(metavar="ID", help=wording.UPLOAD_ID_HELP)],
) -> None:
    """Withdraws an upload; what it had replaced counts again."""
    with opened(parameters) as workspace:
        revoked = RevokedDocument(upload=upload_row(workspace.revoke(upload_id, actor=actor())))
    _print_withdrawn(revoked.to_json(), as_json=parameters.json)


def _print_withdrawn(revoked: Json, *, as_json: bool) -> None:
    if as_json:
        document(revoked)
    else:
        Answer().line(wording.revoked(revoked["upload"]["file"], revoked["upload"]["rows"]))
