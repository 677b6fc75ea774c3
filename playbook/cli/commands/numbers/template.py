"""`playbook template week`: the workbook of a week to fill in and upload."""

import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from metrics.definition import ORGANIZATION
from metrics.observation import ObservationBook
from metrics.series.series import KnownSeries, Measurements
from metrics.store.location import StoreUnavailable
from playbook.cli.options import ANSWER, PLACES, opened_or_copied, shared
from playbook.cli.output import document, tell
from playbook.cli.parameters import Parameters
from playbook.documents import wording_week_template as wording
from playbook.json_values import Document
from playbook.model.playbook import Playbook
from playbook.settings import WrongUse
from playbook.whole_file import write_whole
from playbook.workspace.workspace import Workspace

template = typer.Typer(name="template", help=wording.GROUP_HELP, no_args_is_help=True, rich_markup_mode=None)


@dataclass(frozen=True, kw_only=True)
class TemplateDocument(Document):
    """`template week --json`."""

    file: str
    week: str
    rows: int


@shared(*PLACES, *ANSWER)
def week(
    parameters: Parameters,
    name: Annotated[str | None, typer.Option("--week", metavar="WEEK", help=wording.WEEK_HELP)] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help=wording.OUTPUT_HELP)] = None,
) -> None:
    """A workbook with exactly our metrics by products, definitions as notes and what was last reported beside them."""
    from playbook.documents.week_template import template_rows, week_template  # noqa: PLC0415  (brings openpyxl)

    if output is None and (parameters.json or sys.stdout.isatty()):
        raise WrongUse(wording.TO_A_TERMINAL)
    with opened_or_copied(parameters) as workspace:
        playbook, end = workspace.playbook().playbook, _week_end(workspace, name)
        known = _known(workspace, playbook)
        rows = template_rows(playbook, end)
        if not rows:
            off = playbook.closed_for(ORGANIZATION, end)
            raise WrongUse(wording.NO_METRICS if off is None else wording.closed(off))
        content = week_template(playbook, known, end)
        title = playbook.calendar.name_of(end)
    if output is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    try:
        write_whole(output, content)
    except OSError as reason:
        raise WrongUse(wording.cannot_write(str(output), reason.strerror or "")) from reason
    if parameters.json:
        document(TemplateDocument(file=str(output), week=title, rows=len(rows)))
    else:
        tell(wording.written(str(output), end, len(rows)))


template.command("week", short_help=wording.WEEK_SHORT)(week)


def _known(workspace: Workspace, playbook: Playbook) -> KnownSeries:
    """What was reported; nothing, and a sentence, where the store belongs to the running app."""
    try:
        measured = workspace.measurements()
    except StoreUnavailable:
        tell(wording.NO_STORE)
        timezone = playbook.definitions.charter.charter.timezone
        measured = Measurements(ObservationBook(), playbook.metrics, playbook.calendar, timezone)
    return measured.known(workspace.today())


def _week_end(workspace: Workspace, name: str | None) -> date:
    playbook = workspace.playbook().playbook
    if name is None:
        return playbook.last_week(workspace.today())
    try:
        return playbook.calendar.week_named(name)
    except ValueError as reason:
        raise WrongUse(wording.not_a_week(name)) from reason
