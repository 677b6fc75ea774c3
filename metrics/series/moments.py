"""Moments by which a row counts: when it was received, when it was withdrawn, when a day ends."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_FIRST_DAY, _LAST_DAY = date(2, 1, 1), date(9998, 12, 30)
"""Days outside have no moment in every time zone."""


def counts(received_at: datetime, revoked_at: datetime | None, cutoff: datetime | None) -> bool:
    """Whether a row counted at the moment `cutoff`; now, where there is none."""
    if cutoff is None:
        return revoked_at is None
    return received_at < cutoff and (revoked_at is None or revoked_at >= cutoff)


def end_of_day(day: date, timezone: str) -> datetime:
    """The first moment after `day` in `timezone`, as naive UTC; what is received before it is known on `day`."""
    within = min(max(day, _FIRST_DAY), _LAST_DAY)
    midnight = datetime.combine(within + timedelta(days=1), time.min, ZoneInfo(timezone))
    return midnight.astimezone(UTC).replace(tzinfo=None)


def day_of(moment: datetime, timezone: str) -> date:
    """The day of a moment (naive UTC) in `timezone`."""
    return moment.replace(tzinfo=UTC).astimezone(ZoneInfo(timezone)).date()
