"""Sentences of the calendar: its name, its command, and the way to subscribe to it."""

from playbook.readiness.due.calendar import EventKind
from playbook.wording import owner_text, plural, sentence_case

PRODUCT = "-//AI engineering playbook//Readiness tracker//EN"
CATEGORIES = {EventKind.DUE: "Due", EventKind.GATE: "Launch gate", EventKind.REVIEW: "Weekly review"}
CALENDAR = "AI engineering"
SEAT_HELP = "Only what this seat owes, the gates it owns, and the reviews."
OUTPUT_HELP = "Where to write it; standard output where it is left out."
TITLE = "In your calendar"
LINE = "Subscribe to this address in Outlook, Google Calendar or Apple Calendar; it stays current by itself."
OTHERS = (
    "A calendar that runs elsewhere needs a token in the address: make one with "
    "`playbook token create NAME --scope calendar`, and add it as `token=`."
)


def name(organization: str, seat: str | None) -> str:
    """What the calendar is called."""
    whose = sentence_case(owner_text(seat)) if seat is not None else ""
    return " · ".join(part for part in (organization, CALENDAR, whose) if part)


def wrote(file: str, events: int) -> str:
    """A file was written."""
    return f"{plural(events, 'event')} written to {file}"


def cannot_write(file: str, reason: str) -> str:
    """A file cannot be written."""
    return f"'{file}' cannot be written ({reason}); name another file"
