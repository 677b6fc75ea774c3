"""`playbook record KIND`: one dated entry into the right file, checked and shown first; committing is the person's."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from keyword import iskeyword
from typing import Annotated, Any, Literal

import typer

from metrics.problems import Problem
from playbook.cli import wording as cli_wording
from playbook.cli.options import ANSWER, PLACES, opened_or_copied, shared
from playbook.cli.output import Answer, ExitCode, Style, document, plain, tell, tell_problems
from playbook.cli.parameters import Parameters
from playbook.json_values import Document, Json, fill
from playbook.readiness.preview import wording as wording_changes
from playbook.readiness.preview.results import WouldChange
from playbook.services.recording import wording
from playbook.services.recording.draft import Draft
from playbook.services.recording.fields import RecordField, Shape, fields_of
from playbook.services.recording.kinds import KINDS, RecordKind
from playbook.services.recording.recording import draft_record, refuse_what_stays, would_change, write
from playbook.workspace.workspace import Workspace

_METAVARS = {
    Shape.TEXT: "TEXT",
    Shape.DAY: "DATE",
    Shape.NUMBER: "NUMBER",
    Shape.WHOLE: "NUMBER",
    Shape.TRUTH: "yes/no",
    Shape.TEXTS: "TEXT",
    Shape.PART: "'KEY: VALUE, ...'",
    Shape.ENTRIES: "'KEY: VALUE, ...'",
    Shape.SCORES: "'NAME: NUMBER, ...'",
}

record = typer.Typer(name="record", help=wording.GROUP_HELP, no_args_is_help=True, rich_markup_mode=None)


def _option(field: RecordField) -> inspect.Parameter:
    metavar = "/".join(field.choices) or ("ID" if field.refers_to else _METAVARS[field.shape])
    many = field.shape in (Shape.TEXTS, Shape.ENTRIES)
    help_text = wording.option_help(field.meaning, needed=field.required, today=field.is_day, many=many)
    option = typer.Option(f"--{field.option}", metavar=metavar, help=help_text)
    annotation: Any = Annotated[list[str] | None, option] if many else Annotated[str | None, option]
    name = _parameter(field.name)
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=annotation, default=None)


def _parameter(name: str) -> str:
    """The name of a field as a parameter of Python, which keeps some words for itself."""
    return f"{name}_" if iskeyword(name) else name


_DRY_RUN = inspect.Parameter(
    "dry_run",
    inspect.Parameter.KEYWORD_ONLY,
    annotation=Annotated[bool, typer.Option("--dry-run", help=wording.DRY_RUN_HELP)],
    default=False,
)


def _command(kind: RecordKind) -> Callable[..., None]:
    def run(parameters: Parameters, *, dry_run: bool, **typed: Any) -> None:
        with opened_or_copied(parameters) as workspace:
            given = {name: typed[_parameter(name)] for name in (field.name for field in fields_of(kind))}
            _record(workspace, parameters, kind, given, dry_run=dry_run)

    first = inspect.Parameter("parameters", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=Parameters)
    options = [_option(field) for field in fields_of(kind)]
    vars(run)["__signature__"] = inspect.Signature([first, *options, _DRY_RUN])  # what typer reads
    run.__name__, run.__doc__ = f"record_{kind.kind.replace('-', '_')}", wording.command_help(kind.help, kind.file_name)
    return shared(*PLACES, *ANSWER)(run)


for _kind in KINDS:
    record.command(_kind.kind, short_help=_kind.help)(_command(_kind))


def _record(
    workspace: Workspace, parameters: Parameters, kind: RecordKind, typed: dict[str, Any], *, dry_run: bool
) -> None:
    if not dry_run:
        refuse_what_stays(workspace)
    found = draft_record(workspace, kind, typed)
    if found.errors:
        _refuse(parameters, kind, found)
    change = would_change(workspace, found)
    if not dry_run:
        write(workspace, found)
    state = "already_there" if found.exists else "would_be_written" if dry_run else "written"
    if parameters.json:
        document(fill(RecordDocument, found, kind=kind.kind, state=state, would_change=change))
        return
    _show(workspace, kind, found, change, dry_run=dry_run)


def _refuse(parameters: Parameters, kind: RecordKind, found: Draft) -> None:
    tell_problems(found.errors, len(found.errors))
    tell(wording.refused(found.file, len(found.errors)))
    if parameters.json:
        document(fill(RecordDocument, found, kind=kind.kind, state="refused", would_change=None))
    raise typer.Exit(int(ExitCode.NO))


@dataclass(frozen=True, kw_only=True)
class RecordDocument(Document):
    """`record ... --json`."""

    kind: str
    state: Literal["written", "would_be_written", "already_there", "refused"]
    file: str
    entry: Json
    diff: str
    would_change: WouldChange | None
    problems: tuple[Problem, ...]


def _show(workspace: Workspace, kind: RecordKind, found: Draft, change: WouldChange | None, *, dry_run: bool) -> None:
    answer = Answer()
    if found.exists:
        answer.line(f"{found.file}: {wording.ALREADY_THERE}.")
        return
    show_diff(answer, found.diff)
    for warning in found.warnings:
        tell(cli_wording.warning_line(warning))
    answer.heading(wording.EFFECT_DRY if dry_run else wording.EFFECT)
    if found.day > workspace.today():
        answer.line(wording.counts_from(found.day), indent=2)
    for line in wording_changes.lines(change) if change is not None else [wording.NO_STORE]:
        answer.line(line, indent=2)
    answer.gap()
    answer.line(wording.would_add(found.file) if dry_run else wording.added(found.file), Style.STRONG)
    if not dry_run:
        message = wording.commit_message(kind.kind, found.facts)
        name = found.file.removeprefix("records/")
        answer.line(wording.COMMIT_NEXT, Style.QUIET)
        begun = not found.before
        answer.whole_line(wording.commit_command(str(workspace.home.records), name, message, begun=begun), Style.QUIET)


def show_diff(answer: Answer, diff: str) -> None:
    """A difference line by line, coloured as git does."""
    for line in diff.splitlines():
        added, removed = line.startswith("+"), line.startswith("-")
        answer.whole_line(plain(line), Style.GOOD if added else Style.BAD if removed else Style.QUIET)
