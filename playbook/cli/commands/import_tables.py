"""`playbook import`: a spreadsheet into the records, previewed row by row, a command for each kind of table."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

import typer

from metrics.problems import Problem
from playbook.cli.commands.numbers.uploads import read_file
from playbook.cli.commands.record import show_diff
from playbook.cli.options import ANSWER, PLACES, opened_or_copied, shared
from playbook.cli.output import Answer, ExitCode, Style, document, tell, tell_problems
from playbook.cli.parameters import Parameters
from playbook.json_values import Document
from playbook.readiness.preview import wording as wording_changes
from playbook.readiness.preview import wording_replaced
from playbook.readiness.preview.results import WouldChange
from playbook.services.importing import wording
from playbook.services.importing.columns import ImportedRow
from playbook.services.importing.importing import IMPORTS, Import, Importable
from playbook.services.recording import wording as recording_wording
from playbook.services.recording.recording import refuse_what_stays, would_change, write

bring_in = typer.Typer(name="import", help=wording.GROUP_HELP, no_args_is_help=True, rich_markup_mode=None)


def _command(one: Importable) -> Callable[..., None]:
    def run(parameters: Parameters, file: Path, dry_run: bool = False) -> None:
        _bring_in(parameters, one, file, dry_run=dry_run)

    given = inspect.Parameter.POSITIONAL_OR_KEYWORD
    path = Annotated[Path, typer.Argument(metavar="FILE", help=one.words.file_help)]
    nothing = Annotated[bool, typer.Option("--dry-run", help=wording.DRY_RUN_HELP)]
    vars(run)["__signature__"] = inspect.Signature(
        [
            inspect.Parameter("parameters", given, annotation=Parameters),
            inspect.Parameter("file", given, annotation=path),
            inspect.Parameter("dry_run", given, annotation=nothing, default=False),
        ]
    )  # what typer reads
    run.__name__, run.__doc__ = f"import_{one.name}", one.words.long
    return shared(*PLACES, *ANSWER)(run)


for _one in IMPORTS:
    bring_in.command(_one.name, short_help=_one.words.short)(_command(_one))


def _bring_in(parameters: Parameters, one: Importable, file: Path, *, dry_run: bool) -> None:
    with opened_or_copied(parameters) as workspace:
        if not dry_run:
            refuse_what_stays(workspace)
        found = one.bring_in(workspace, file.name, read_file(file))
        problems = (*found.table.problems, *(found.draft.errors if found.draft is not None else ()))
        change = would_change(workspace, found.draft) if found.draft is not None and not problems else None
        if not dry_run and not problems and found.draft is not None:
            write(workspace, found.draft)
    if problems:
        tell_problems(problems, len(problems))
        tell(wording.REFUSED)
    if parameters.json:
        document(import_document(found, change, dry_run=dry_run))
    elif not problems:
        _show(one.words, found, change, dry_run=dry_run)
    if problems:
        raise typer.Exit(int(ExitCode.NO))


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """A column, and the field it is read as."""

    header: str
    field: str


@dataclass(frozen=True, kw_only=True)
class ImportDocument(Document):
    """`import ... --json`."""

    state: Literal["written", "would_be_written", "nothing_to_add", "refused"]
    columns: tuple[ColumnRow, ...]
    ignored: tuple[str, ...]
    rows: tuple[ImportedRow, ...]
    diff: str
    would_change: WouldChange | None
    doubts: tuple[Problem, ...]
    problems: tuple[Problem, ...]


def import_document(found: Import, change: WouldChange | None, *, dry_run: bool) -> ImportDocument:
    """What became of every row."""
    draft, table = found.draft, found.table
    refused = bool(table.problems) or (draft is not None and bool(draft.errors))
    done: Literal["written", "would_be_written", "nothing_to_add"]
    done = "nothing_to_add" if draft is None else "would_be_written" if dry_run else "written"
    return ImportDocument(
        state="refused" if refused else done,
        columns=tuple(ColumnRow(header, field) for header, field in table.columns),
        ignored=tuple(header for header, _ in table.ignored),
        rows=table.rows,
        diff=draft.diff if draft is not None else "",
        would_change=change,
        doubts=table.doubts,
        problems=(*table.problems, *(draft.problems if draft is not None else ())),
    )


def _show(words: wording.Words, found: Import, change: WouldChange | None, *, dry_run: bool) -> None:
    answer = Answer()
    table = found.table
    answer.heading(wording.COLUMNS_TITLE)
    answer.points(wording.read_as(header, field) for header, field in table.columns)
    answer.points(wording.not_read(header, hint) for header, hint in table.ignored)
    answer.heading(wording.ROWS_TITLE)
    answer.rows(
        (
            (
                str(row.row),
                row.id,
                wording.STATE_WORDS[row.state],
                wording.adds(row.state, row.entry),
                ", ".join(row.left_out),
            )
            for row in table.rows
        ),
        head=("row", words.noun, "", "adds", "not taken over"),
        right=[0],
    )
    if any(row.left_out for row in table.rows):
        answer.line(wording.LEFT_OUT_LINE, Style.QUIET)
    for doubt in table.doubts:
        answer.line(wording_replaced.doubt_line(doubt))
    answer.line(wording.counted(words, [row.state for row in table.rows]), Style.STRONG)
    if found.draft is None:
        answer.line(wording.NOTHING_NEW)
        return
    answer.gap()
    show_diff(answer, found.draft.diff)
    answer.heading(recording_wording.EFFECT_DRY if dry_run else recording_wording.EFFECT)
    for line in wording_changes.lines(change) if change is not None else [recording_wording.NO_STORE]:
        answer.line(line, indent=2)
    file = found.draft.file
    answer.line(recording_wording.would_add(file) if dry_run else recording_wording.added_many(file), Style.STRONG)
