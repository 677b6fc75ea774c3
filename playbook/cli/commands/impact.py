"""`playbook impact`: what a change of definitions or records does to verdicts, readiness and bars."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from pydantic import Field

from metrics.observation import Basis
from metrics.problems import Problem
from playbook.cli import wording
from playbook.cli.annotations import Level, github_line, gitlab_report
from playbook.cli.options import ANSWER, FACTS, PLACES, exit_codes, leave_when_broken, opened_or_copied, shared
from playbook.cli.output import Answer, ExitCode, Style, document, styled, tell, verbatim
from playbook.cli.parameters import Parameters
from playbook.json_values import Document
from playbook.loading.earlier_playbook import places_of, weaker_without_record
from playbook.loading.loader import read_texts
from playbook.readiness.bars import wording_impact as words
from playbook.readiness.bars.impact import Impact
from playbook.readiness.bars.results import Effect
from playbook.services import choices
from playbook.services.impact import SinceRevision, base_revision, impact_since
from playbook.workspace.workspace import Workspace


class Format(StrEnum):
    """How the answer is written."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"
    GITHUB = "github"
    GITLAB = "gitlab"


class Pipeline(StrEnum):
    """Where a change is checked before it counts."""

    GITHUB = "github"
    GITLAB = "gitlab"
    PRE_COMMIT = "pre-commit"


PIPELINES = Path(__file__).parents[1] / "pipelines"


@dataclass(frozen=True, kw_only=True)
class MoveRow:
    """One field that means something else."""

    what: str
    effect: Effect
    before: Annotated[str, Field(serialization_alias="from")]
    after: Annotated[str, Field(serialization_alias="to")]
    recorded: bool | None
    gate: str | None


@dataclass(frozen=True, kw_only=True)
class ImpactDocument(Document):
    """`impact --json`: `by_definitions` is on the records of now; `by_records` is null where no record changed."""

    as_of: date
    basis: Basis
    since: str
    moves: tuple[MoveRow, ...]
    by_definitions: Impact
    by_records: Impact | None
    problems: tuple[Problem, ...]


@shared(*PLACES, *ANSWER, *FACTS)
def impact(
    parameters: Parameters,
    since: Annotated[str | None, typer.Option("--since", metavar="REV", help=wording.IMPACT_SINCE_HELP)] = None,
    written: Annotated[Format, typer.Option("--format", help=wording.IMPACT_FORMAT_HELP)] = Format.TEXT,
    pipeline: Annotated[Pipeline | None, typer.Option("--pipeline", help=wording.PIPELINE_HELP)] = None,
) -> None:
    """What a change of definitions or records does: which bars moved, and what that turns on today's numbers."""
    if pipeline is not None:
        (template,) = PIPELINES.glob(f"{pipeline}.*")
        verbatim(template.read_text("utf-8"))
        return
    with opened_or_copied(parameters) as workspace:
        leave_when_broken(workspace.playbook())
        day, basis = choices.as_of(workspace, parameters.as_of), choices.basis(parameters.basis)
        revision = since or base_revision(os.environ)
        as_json = parameters.json or written is Format.JSON
        with exit_codes(as_json=as_json):
            found = impact_since(workspace, revision, day, basis)
        problems = _problems(workspace, found)
        if as_json:
            rows = tuple(_row(found, number) for number in range(len(found.moves)))
            document(
                ImpactDocument(
                    as_of=day,
                    basis=basis,
                    since=revision,
                    moves=rows,
                    by_definitions=found.by_definitions,
                    by_records=found.by_records,
                    problems=problems,
                )
            )
        elif written is Format.MARKDOWN:
            said = words.markdown(revision, found.moves, found.recorded, _parts(found))
            if said:
                verbatim(f"{said}\n")
        elif written is Format.GITHUB:
            for problem, path, level in _annotations(workspace, found, problems):
                verbatim(f"{github_line(problem, path, level)}\n")
            verbatim(f"{words.title(found.moves, revision)}\n")
        elif written is Format.GITLAB:
            document(gitlab_report(_annotations(workspace, found, problems)))
        else:
            _show(Answer(), found)
            for problem in problems:
                tell(problem.message)
        if problems:
            raise typer.Exit(int(ExitCode.NO))


def _row(found: SinceRevision, number: int) -> MoveRow:
    move = found.moves[number]
    recorded = move.what in found.recorded if move.effect is Effect.WEAKER else None
    return MoveRow(
        what=move.what, effect=move.effect, before=move.before, after=move.after, recorded=recorded, gate=move.gate
    )


def _parts(found: SinceRevision) -> dict[str, Impact]:
    parts = {words.BY_BAR: found.by_definitions} if found.moves else {}
    return parts if found.by_records is None else {**parts, words.BY_RECORDS: found.by_records}


def _problems(workspace: Workspace, found: SinceRevision) -> tuple[Problem, ...]:
    playbook, home = workspace.playbook().playbook, workspace.home
    return weaker_without_record(found.moves, playbook, read_texts(home.definitions, home.records), workspace.today())


def _annotations(
    workspace: Workspace, found: SinceRevision, problems: tuple[Problem, ...]
) -> Iterator[tuple[Problem, Path, Level]]:
    """What is wrong, then every other move at its place."""
    home = workspace.home
    folders = {"definitions": home.definitions, "records": home.records}
    others = [move for move in found.moves if move not in found.silent]
    reported = [(problem, Level.ERROR) for problem in problems]
    for move, place in places_of(others, read_texts(home.definitions, home.records)):
        level = Level.WARNING if move.effect is Effect.WEAKER else Level.NOTICE
        reported.append((Problem(place, words.annotated(move)), level))
    for problem, level in reported:
        kind, _, name = problem.where.file.partition("/")
        yield problem, folders[kind] / name, level


def _show(answer: Answer, found: SinceRevision) -> None:
    answer.line(words.title(found.moves, found.revision), Style.STRONG)
    for move in found.moves:
        style = {Effect.WEAKER: Style.BAD, Effect.STRICTER: Style.GOOD, Effect.OTHER: Style.QUIET}[move.effect]
        line = words.move_line(move, recorded=move.what in found.recorded)
        answer.rows([(styled(words.EFFECT_WORDS[move.effect], style), styled(line))])
    for name, part in _parts(found).items():
        answer.heading(name)
        answer.points(words.impact_lines(part))
