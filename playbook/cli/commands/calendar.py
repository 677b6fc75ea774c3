"""`playbook calendar`: due days, gates and reviews as a file for a calendar."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from metrics.problems import Problems
from playbook.cli.options import ANSWER, DAY, PLACES, leave_when_broken, opened_or_copied, shared
from playbook.cli.output import document, tell
from playbook.cli.parameters import Parameters
from playbook.documents import wording_icalendar as wording
from playbook.readiness.due.calendar import CalendarDocument
from playbook.services import calendar as calendars
from playbook.services import choices
from playbook.settings import WrongUse
from playbook.whole_file import write_whole


@shared(*PLACES, *ANSWER, *DAY)
def calendar(
    parameters: Parameters,
    seat: Annotated[str | None, typer.Option("--seat", metavar="SEAT", help=wording.SEAT_HELP)] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help=wording.OUTPUT_HELP)] = None,
) -> None:
    """Writes due days, launch gates and weekly reviews as an iCalendar file."""
    with opened_or_copied(parameters) as workspace:
        state = workspace.playbook()
        if not state.shows_something:
            raise Problems(state.errors)
        day, basis = choices.as_of(workspace, parameters.as_of), choices.basis(parameters.basis)
        chosen = calendars.seat_named(workspace, seat, day, basis)
        events = calendars.events_of(workspace, chosen, day, basis)
        content = calendars.file_of(workspace, events, chosen, day)
        if output is not None:
            try:
                write_whole(output, content)
            except OSError as reason:
                raise WrongUse(wording.cannot_write(str(output), reason.strerror or type(reason).__name__)) from reason
        if parameters.json:
            file = None if output is None else str(output)
            document(CalendarDocument(as_of=day, seat=chosen, file=file, events=events))
        elif output is None:
            sys.stdout.buffer.write(content)
            sys.stdout.buffer.flush()
        else:
            tell(wording.wrote(str(output), len(events)))
        leave_when_broken(state)
