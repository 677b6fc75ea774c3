"""`playbook report`: one page for the board and an appendix for the team, as HTML, Markdown, PDF or slides."""

import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer

from metrics.problems import Problems
from playbook.cli.options import ANSWER, DAY, PLACES, leave_when_broken, opened_or_copied, shared
from playbook.cli.output import document, tell
from playbook.cli.parameters import Parameters
from playbook.documents.report import wording as words
from playbook.documents.report.content import Audience, Report
from playbook.documents.report.drawing import Drawing, can_draw
from playbook.documents.report.formats import ReportFormat
from playbook.json_values import plain
from playbook.services import choices, reporting
from playbook.settings import WrongUse
from playbook.whole_file import write_whole
from playbook.workspace.workspace import Workspace


@shared(*PLACES, *ANSWER, *DAY)
def report(
    parameters: Parameters,
    week: Annotated[str | None, typer.Option("--week", metavar="WEEK", help=words.COMMAND_HELP["week"])] = None,
    written: Annotated[ReportFormat, typer.Option("--format", help=words.COMMAND_HELP["format"])] = ReportFormat.HTML,
    audience: Annotated[Audience, typer.Option("--audience", help=words.COMMAND_HELP["audience"])] = Audience.TEAM,
    output: Annotated[Path | None, typer.Option("--output", metavar="FILE", help=words.COMMAND_HELP["output"])] = None,
) -> None:
    """Writes the report: one page for the board, an appendix for the team."""
    if output is None and not written.is_text and not parameters.json and sys.stdout.isatty():
        raise WrongUse(words.NOT_TO_A_TERMINAL)
    has_charts = audience is Audience.TEAM and written.has_pictures and not parameters.json
    with (
        Drawing() if has_charts and can_draw() else nullcontext() as drawing,
        opened_or_copied(parameters) as workspace,
    ):
        if week is not None and parameters.as_of is not None:
            raise WrongUse(words.WEEK_OR_DAY)
        if week is not None and parameters.definitions is not None:
            raise WrongUse(words.WEEK_OR_DEFINITIONS)
        basis = choices.basis(parameters.basis)
        closed = reporting.closed_of(workspace, week, audience) if week else None
        state = workspace.playbook()
        if parameters.json and not state.shows_something:
            raise Problems(state.errors)
        if state.shows_something:
            content, charts = closed or (_content(workspace, parameters, week, audience), None)
            if parameters.json:
                document(plain(content))
            else:
                _write(reporting.file_of(workspace, content, written, basis, charts, drawing), output)
                if has_charts and not can_draw():
                    tell(words.CHARTS_LEFT_OUT)
        leave_when_broken(state)


def _content(workspace: Workspace, parameters: Parameters, week: str | None, audience: Audience) -> Report:
    day = reporting.day_of_week(workspace, week) if week else choices.as_of(workspace, parameters.as_of)
    return reporting.report_of(workspace, day, choices.basis(parameters.basis), audience)


def _write(content: bytes, output: Path | None) -> None:
    if output is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    try:
        write_whole(output, content)
    except OSError as reason:
        raise WrongUse(words.cannot_write(str(output), reason.strerror or type(reason).__name__)) from reason
    tell(words.wrote(str(output), len(content)))
