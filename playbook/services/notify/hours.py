"""When digests go, and when it is quiet: by the clocks of the charter's time zone."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from metrics.definition import Day
from playbook.model.incidents import Severity
from playbook.model.notify import DigestTime, QuietHours

MADE_UP_FOR = timedelta(days=4)
"""A digest that passed while nothing ran is sent so much later, and no later."""
_DAYS = tuple(Day)
_SATURDAY = _DAYS.index(Day.SATURDAY)


def local(now: datetime, zone: ZoneInfo) -> datetime:
    """A moment of the store on those clocks."""
    return now.replace(tzinfo=UTC).astimezone(zone)


def digest_planned(at: DigestTime, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The last moment for digests that has passed, None where that is long ago; `now` is naive UTC."""
    here = local(now, zone)
    days = (here.weekday() - _DAYS.index(at.on)) % 7
    planned = datetime.combine(here.date() - timedelta(days=days), time.fromisoformat(at.at), zone)
    if planned > here:
        planned = datetime.combine(planned.date() - timedelta(days=7), planned.time(), zone)
    return planned if here - planned <= MADE_UP_FOR else None


def is_quiet(quiet: QuietHours | None, severity: Severity | None, now: datetime, zone: ZoneInfo) -> bool:
    """Whether a message waits: critical alerts never do."""
    if quiet is None or severity is Severity.CRITICAL:
        return False
    here = local(now, zone)
    if quiet.weekends and here.weekday() >= _SATURDAY:
        return True
    since, until, clock = time.fromisoformat(quiet.since), time.fromisoformat(quiet.until), here.time()
    return since <= clock < until if since <= until else clock >= since or clock < until
