"""Moments as people read them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from playbook.wording import day_text


def moment_text(moment: datetime, timezone: str, today: date | None = None) -> str:
    """A moment (naive UTC) as a clock shows it where the charter's days end: `Nov 11, 11:20 CET`."""
    local = moment.replace(tzinfo=UTC).astimezone(ZoneInfo(timezone))
    return f"{day_text(local.date(), today)}, {local:%H:%M %Z}"
