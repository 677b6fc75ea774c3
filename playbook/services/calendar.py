"""The calendar of a workspace, for the command, the HTTP API and the page."""

import os
from collections.abc import Sequence
from datetime import date

from metrics.observation import Basis
from playbook.documents import wording_icalendar as wording
from playbook.documents.icalendar import icalendar
from playbook.readiness.due.by_seat import due_by_seat
from playbook.readiness.due.calendar import CalendarEvent, calendar_events
from playbook.services import choices
from playbook.settings import app_address
from playbook.workspace.workspace import Workspace


def seat_named(workspace: Workspace, name: str | None, day: date, basis: Basis) -> str | None:
    """The seat that is meant; raises WrongUse where nobody ever named it, and nothing is owed by it."""
    if name is not None and any(seat.seat == name.strip() for seat in workspace.ask(due_by_seat, day, basis)):
        return name.strip()
    return choices.seat(workspace, name)


def events_of(workspace: Workspace, seat: str | None, day: date, basis: Basis) -> tuple[CalendarEvent, ...]:
    """What stands in the calendar of a seat, or of everybody (None)."""
    events = workspace.ask(calendar_events, day, basis)
    return events if seat is None else tuple(event for event in events if event.concerns(seat))


def file_of(workspace: Workspace, events: Sequence[CalendarEvent], seat: str | None, day: date) -> bytes:
    """The events as an iCalendar file."""
    timezone = workspace.playbook().playbook.definitions.charter.charter.timezone
    return icalendar(events, wording.name(workspace.organization, seat), day, timezone, app_address(os.environ))
