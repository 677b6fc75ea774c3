"""`playbook validate`: every problem of a playbook, for people, programs and pull requests."""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from metrics.problems import Problem, Problems, Severity, YamlPlace
from metrics.store.location import StoreUnavailable
from playbook.cli import wording
from playbook.cli.annotations import github_line, gitlab_report, level_of
from playbook.cli.options import ANSWER, shared
from playbook.cli.output import Answer, ExitCode, document, tell, verbatim
from playbook.cli.parameters import Parameters
from playbook.concerns.team.seats import known_seats
from playbook.json_values import Document
from playbook.loading.addressees import unknown_addressees
from playbook.loading.append_only import ONLY_ADDED, check_only_added
from playbook.loading.earlier_playbook import places_of, playbook_at, weaker_without_record
from playbook.loading.history import texts_at
from playbook.loading.loader import read_texts
from playbook.loading.page_settings import read_page_settings
from playbook.loading.rules.world import warning
from playbook.loading.state import examine_files
from playbook.model.playbook import Playbook
from playbook.readiness.bars import wording_too_low as too_low
from playbook.readiness.bars.compare import bar_moves
from playbook.readiness.bars.too_low import low_bars
from playbook.services.receipts.check import RECEIPTS, name_of, read_chain
from playbook.services.receipts.wording import PUT_BACK_FILE, receipt_gone
from playbook.settings import Home, find_home
from playbook.workspace.workspace import Workspace, utc_now


class Format(StrEnum):
    """How problems are written."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    GITLAB = "gitlab"


@dataclass(frozen=True, slots=True)
class Folders:
    """One playbook to check: where its definitions and its records are."""

    definitions: Path
    records: Path

    def path_of(self, file: str) -> Path:
        """The file on disk that a problem names as `records/….yaml`."""
        kind, _, name = file.partition("/")
        return {"definitions": self.definitions, "records": self.records}.get(kind, self.records.parent) / (
            name or kind
        )


@dataclass(frozen=True, kw_only=True)
class ValidateDocument(Document):
    """`validate --json`."""

    errors: int
    warnings: int
    problems: tuple[Problem, ...]


@shared("playbook", *ANSWER)
def validate(
    parameters: Parameters,
    folder: Annotated[Path | None, typer.Argument(metavar="[DIR]", help=wording.FOLDER_HELP)] = None,
    written: Annotated[Format, typer.Option("--format", help=wording.FORMAT_HELP)] = Format.TEXT,
    since: Annotated[str | None, typer.Option("--since", metavar="REV", help=wording.SINCE_HELP)] = None,
) -> None:
    """Lists every problem in definitions, records and settings, with file, line, column and what to do."""
    home = find_home(folder or parameters.playbook, None, os.environ)
    found: dict[str, tuple[Problem, Path]] = {}
    for folders in folders_of(home):
        examined = examine_files(folders.definitions, folders.records)
        problems = (
            *examined.problems,
            *read_page_settings(folders.records.parent)[1],
            *_addressees(folders, examined.playbook),
            *_taken_away(folders, since),
            *_weakened(folders, examined.playbook, since),
            *(_stored(home) if folders.records == home.records else ()),
        )
        for problem in problems:
            found.setdefault(problem.message, (problem, folders.path_of(problem.where.file)))
    listed = sorted(found.values(), key=lambda entry: _reading_order(entry[0]))
    errors = sum(problem.severity is Severity.ERROR for problem, _ in listed)
    _write(Format.JSON if parameters.json else written, listed, errors)
    if errors:
        raise typer.Exit(int(ExitCode.NO))


def folders_of(home: Home) -> Iterator[Folders]:
    """What to check; while the sample is shown, the files that will be yours are checked too."""
    if home.is_sample:
        yield Folders(home.project.playbook / "definitions", home.project.playbook / "records")
    yield Folders(home.definitions, home.records)


def _stored(home: Home) -> tuple[Problem, ...]:
    """What the store's numbers have against the definitions, where there is a store and nobody else has it open."""
    if home.is_sample or (home.store_file is not None and not home.store_file.exists()):
        return ()
    try:
        with Workspace(home) as workspace:
            return (*workspace.stored_problems(), *_too_low(workspace)) if workspace.playbook().is_current else ()
    except StoreUnavailable:
        tell(wording.STORE_NOT_CHECKED)
        return ()


def _addressees(folders: Folders, playbook: Playbook | None) -> tuple[Problem, ...]:
    """Channels of products and seats that are not on record, where the playbook could be read."""
    if playbook is None:
        return ()
    return unknown_addressees(folders.records.parent, tuple(playbook.products), known_seats(playbook))


def _too_low(workspace: Workspace) -> Iterator[Problem]:
    """Bars that are far below what products do today."""
    texts = read_texts(workspace.home.definitions, workspace.home.records)
    for low, place in places_of(workspace.ask(low_bars), texts):
        yield warning(place, too_low.low_bar(low), remedy=too_low.RAISE_IT)


def _taken_away(folders: Folders, since: str | None) -> tuple[Problem, ...]:
    if since is None:
        return ()
    before = texts_at(folders.records, since)
    after = {name: _text(folders.records / name) for name in before}
    return (*check_only_added(_named(before), _named(after)), *_receipts_taken(folders, since))


def _receipts_taken(folders: Folders, since: str) -> Iterator[Problem]:
    """Receipts that stood there and are gone: a chain that is cut at its end is whole, and only history tells."""
    name = RECEIPTS.rpartition("/")[2]
    before = texts_at(folders.records, since, (name,)).get(name, "")
    kept = {str(receipt["digest"]) for receipt in read_chain(_text(folders.records / name)).receipts}
    for receipt in read_chain(before).receipts:
        if receipt["digest"] not in kept:
            yield Problem(YamlPlace(RECEIPTS), receipt_gone(name_of(receipt)), ONLY_ADDED, PUT_BACK_FILE)


def _weakened(folders: Folders, now: Playbook | None, since: str | None) -> tuple[Problem, ...]:
    """Bars that are lower than they were, without the record that says why."""
    if since is None or now is None:  # what is broken now has problems of its own
        return ()
    try:
        texts = read_texts(folders.definitions, folders.records)
        then = playbook_at(folders.definitions, folders.records, since, now)
    except Problems:
        return ()
    zone = ZoneInfo(now.definitions.charter.charter.timezone)
    moves = bar_moves(then.definitions, now.definitions)
    return weaker_without_record(moves, now, texts, utc_now().astimezone(zone).date())


def _named(texts: Mapping[str, str]) -> dict[str, str]:
    return {f"records/{name}": text for name, text in texts.items()}


def _text(path: Path) -> str:
    return path.read_text("utf-8", "replace") if path.exists() else ""


def _reading_order(problem: Problem) -> tuple[str, int, int]:
    where = problem.where
    return (where.file, where.line or 0, where.column or 0) if isinstance(where, YamlPlace) else (where.file, 0, 0)


def _write(written: Format, listed: Iterable[tuple[Problem, Path]], errors: int) -> None:
    problems = [problem for problem, _ in listed]
    warnings = len(problems) - errors
    match written:
        case Format.JSON:
            document(ValidateDocument(errors=errors, warnings=warnings, problems=tuple(problems)))
        case Format.GITHUB:
            for problem, path in listed:
                verbatim(f"{github_line(problem, path)}\n")
            verbatim(f"{wording.verdict_of_validate(errors, warnings)}\n")
        case Format.GITLAB:
            document(gitlab_report((problem, path, level_of(problem)) for problem, path in listed))
        case Format.TEXT:
            answer = Answer()
            answer.problems(problems)
            answer.line(wording.verdict_of_validate(errors, warnings))
