"""Words of the list of sources: how each stands, what is due, and what kept a pull from being whole."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from playbook.wording import day_text, plural
from playbook.wording_moments import moment_text

if TYPE_CHECKING:
    from playbook.services.pulling.standings import SourceRow

TITLE = "Where the numbers come from"
NO_SOURCES = "No source is defined: files are sent by hand."
HEAD = ("source", "state", "newest number", "due", "owner")
PAGE_HEAD = ("Source", "State", "Newest number")
STATES = {"silent": "silent", "on_time": "on time", "no_day": "comes when it comes", "nothing_yet": "nothing yet"}
LOOKS = {
    "silent": ("red", "notifications_off"),
    "on_time": ("green", "check_circle"),
    "no_day": ("gray", "schedule"),
    "nothing_yet": ("gray", "hourglass_empty"),
}
NOT_PULLED = "not pulled"


def summary(rows: "Sequence[SourceRow]") -> str:
    """How many there are, and how many of them are silent."""
    if not rows:
        return NO_SOURCES
    silent = sum(one.state == "silent" for one in rows)
    troubled = sum(bool(one.trouble) for one in rows)
    said = [f"{silent:,} silent"] if silent else []
    said += [f"{troubled:,} could not be pulled"] if troubled else []
    return f"{plural(len(rows), 'source')}: {', '.join(said) if said else 'all on time'}."


def newest(day: date | None, today: date) -> str:
    """The last day of the newest number."""
    return "none" if day is None else day_text(day, today)


def due(row: "SourceRow", today: date) -> str:
    """When the next number has to be there."""
    if row.due is None:
        return ""
    late = f", {plural(row.late_days, 'day')} late" if row.late_days else ""
    return f"{day_text(row.due, today)}{late}"


def trouble(name: str, why: str, at: datetime, timezone: str, today: date) -> str:
    """Why the last pull was not whole: `Support tickets could not be pulled on Nov 13, 07:30 CET: …`."""
    return f"{name} could not be pulled on {moment_text(at, timezone, today)}: {why}"
