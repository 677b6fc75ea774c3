"""How old a series is on a day, and which of its weeks are missing; weeks in which nobody reports count for neither."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from metrics.observation import Series
from metrics.weeks import WeekCalendar, WeekOff


def age_days(series: Series, day: date) -> int | None:
    """Days from the end of the last closed period to `day`; None where none has closed.

    The period of a metric measured by the day is the day, also in a week that is still running.
    """
    last = _last_reported(series, day)
    return None if last is None else (day - last).days


def _last_reported(series: Series, day: date) -> date | None:
    for point in reversed(series.points):
        end = point.last_day or (None if point.running else point.period_end)
        if end is not None and end <= day:
            return end
    return None


@dataclass(frozen=True, slots=True)
class Age:
    """Days since the end of the last closed period, and how many of them lie in weeks off, in which nobody waits."""

    days: int
    off: int = 0

    def is_over(self, limit: int) -> bool:
        """Whether somebody has waited for longer than the limit."""
        return self.days - self.off > limit


def aged(series: Series, days: int) -> Age:
    """The age of a series that was last reported so many days ago."""
    last = next(
        point.last_day or point.period_end for point in reversed(series.points) if point.last_day or not point.running
    )
    return Age(days, series.days_off(last, last + timedelta(days=days)))


def age_of(series: Series, day: date) -> Age | None:
    """How old a series is on a day; None where no period has closed."""
    last = _last_reported(series, day)
    return None if last is None else Age((day - last).days, series.days_off(last, day))


def stretches_off(weeks: Sequence[WeekOff]) -> tuple[tuple[WeekOff, ...], ...]:
    """Weeks off that follow each other for one reason, together."""
    found: list[tuple[WeekOff, ...]] = []
    for week in weeks:
        before = found[-1][-1] if found else None
        joins = before is not None and week.end - before.end == timedelta(days=7) and week.reason == before.reason
        if joins:
            found[-1] = (*found[-1], week)
        else:
            found.append((week,))
    return tuple(found)


def gaps(series: Series, calendar: WeekCalendar, day: date) -> tuple[str, ...]:
    """Names of the closed weeks without a point, from the series' first week to the last one that ended by `day`; weeks
    off are none."""
    if not series.points:
        return ()
    present = {point.period_end for point in series.points} | {week.end for week in series.off}
    end = series.points[0].period_end
    missing: list[str] = []
    while end <= day:
        if end not in present:
            missing.append(calendar.name_of(end))
        end += timedelta(days=7)
    return tuple(missing)
