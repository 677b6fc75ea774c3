"""Rows of one metric, built small, and the points that they make as known on a day."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from metrics.definition import Day, Direction, Grain, Kind, Level, Metric, OverProducts, OverTime, Pillar
from metrics.observation import Basis, Observation, ObservationBook, Point
from metrics.series.series import Measurements
from metrics.weeks import WeekCalendar

MONDAY = date(2026, 9, 7)
SUNDAY = MONDAY + timedelta(days=6)
FRIDAY = date(2026, 11, 6)
DAY = Grain.DAY


def a_metric(
    kind: Kind = Kind.RATE,
    grain: Grain = Grain.WEEK,
    over_time: OverTime | None = None,
    over_products: OverProducts | None = None,
    level: Level = Level.PRODUCT,
    reported_on: tuple[Day, ...] = (),
) -> Metric:
    """The metric `m`."""
    return Metric(
        id="m",
        pillar=Pillar.QUALITY,
        kind=kind,
        better=Direction.LOWER,
        grain=grain,
        over_time=over_time,
        over_products=over_products,
        level=level,
        reported_on=reported_on,
    )


def a_row(
    value: float,
    numerator: float | None = None,
    denominator: float | None = None,
    *,
    product: str = "copilot",
    week: int = 0,
    day: date | None = None,
    received: datetime = datetime(2026, 9, 14, 9),  # moments are naive UTC
    revoked: datetime | None = None,
    upload: str = "u1",
) -> Observation:
    """One row of it, for a week or for a day."""
    start = MONDAY + timedelta(weeks=week) if day is None else day
    end = start + timedelta(days=6) if day is None else day
    return Observation(product, "m", start, end, value, numerator, denominator, upload, received, revoked)


def a_book(rows: Iterable[Observation]) -> ObservationBook:
    """All rows, by product and metric."""
    by_key: dict[tuple[str, str], list[Observation]] = {}
    for row in sorted(rows, key=lambda row: row.received_at):
        by_key.setdefault((row.product, row.metric), []).append(row)
    return ObservationBook({key: tuple(rows) for key, rows in by_key.items()})


def points(
    rows: Iterable[Observation],
    metric: Metric | None = None,
    product: str | None = "copilot",
    day: date = FRIDAY,
    basis: Basis = Basis.KNOWN,
    timezone: str = "UTC",
    calendar: WeekCalendar | None = None,
    ended: Mapping[str, date] | None = None,
) -> tuple[Point, ...]:
    """What the rows come to, of one product or with None of the organization."""
    metric = metric or a_metric()
    measurements = Measurements(a_book(rows), {"m": metric}, calendar or WeekCalendar(), timezone, ended)
    return measurements.known(day, basis).series("m", product).points


def values(*arguments: Any, **named: Any) -> list[float]:
    """Only the values of `points`."""
    return [point.value for point in points(*arguments, **named)]


def moment(day: int, hour: int = 9, minute: int = 0) -> datetime:
    """A moment of September."""
    return datetime(2026, 9, day, hour, minute)  # moments are naive UTC


def days_of(numbers: Iterable[float], denominators: Iterable[float | None] | None = None) -> list[Observation]:
    """Rows for the days from Monday on."""
    numbers = list(numbers)
    cases = list(denominators) if denominators is not None else [None] * len(numbers)
    return [
        a_row(number, None, n, day=MONDAY + timedelta(days=offset))
        for offset, (number, n) in enumerate(zip(numbers, cases, strict=True))
    ]
