"""What a file takes the place of: numbers that count and would stop counting, whose they are, how far they move."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from metrics.observation import Moment, Observation, ObservationBook

LARGEST = 5
"""So many of the changes are listed with both numbers."""
Key = tuple[str, str]
"""Product and metric."""
Period = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Replacement:
    """One number in place of another; None where one of the two is no number."""

    product: str
    metric: str
    period_start: date
    period_end: date
    before: Annotated[float | None, Field(serialization_alias="from")]
    after: Annotated[float | None, Field(serialization_alias="to")]
    upload_id: str


@dataclass(frozen=True, slots=True)
class ReplacedUpload:
    """An earlier file, by whom and when (naive UTC), and how many of its numbers stop counting."""

    upload_id: str
    file_name: Annotated[str, Field(serialization_alias="file")]
    actor: str
    received_at: Moment
    numbers: int


@dataclass(frozen=True, slots=True)
class Replaced:
    """All of it: how many numbers stop counting, how many of them for another number; newest upload first, and the
    largest changes first, by how far they move in proportion."""

    numbers: int = 0
    changed: int = 0
    uploads: tuple[ReplacedUpload, ...] = ()
    largest: tuple[Replacement, ...] = ()


def counting_rows(book: ObservationBook, keys: Iterable[Key]) -> dict[Key, dict[Period, Observation]]:
    """For each product and metric the row that counts for each period."""
    counting: dict[Key, dict[Period, Observation]] = {}
    for key in keys:
        periods: dict[Period, Observation] = {}
        for row in book.rows.get(key, ()):  # oldest upload first
            if row.revoked_at is None:
                periods[row.period_start, row.period_end] = row
        counting[key] = periods
    return counting


def replaced_by(
    rows: Iterable[Observation],
    counting: Mapping[Key, Mapping[Period, Observation]],
    senders: Mapping[str, tuple[str, str]],
) -> Replaced:
    """What `rows`, which are new, take the place of; `senders` are file name and actor by upload."""
    replacements: list[Replacement] = []
    numbers: dict[str, int] = {}
    received: dict[str, datetime] = {}
    for row in rows:
        before = counting.get((row.product, row.metric), {}).get((row.period_start, row.period_end))
        if before is None:
            continue
        numbers[before.upload_id] = numbers.get(before.upload_id, 0) + 1
        received[before.upload_id] = before.received_at
        if before.value != row.value:
            replacements.append(
                Replacement(
                    row.product,
                    row.metric,
                    row.period_start,
                    row.period_end,
                    before.value,
                    row.value,
                    before.upload_id,
                )
            )
    uploads = [
        ReplacedUpload(upload_id, *senders.get(upload_id, ("", "")), received[upload_id], count)
        for upload_id, count in numbers.items()
    ]
    return summed_up(uploads, len(replacements), replacements)


def summed_up(uploads: Collection[ReplacedUpload], changed: int, replacements: Sequence[Replacement]) -> Replaced:
    """What is reported of replacements, of which the largest are enough."""
    newest_first = sorted(uploads, key=lambda upload: (upload.received_at, upload.upload_id), reverse=True)
    largest = sorted(
        replacements, key=lambda one: (-_proportion(one), one.product, one.metric, one.period_end, one.period_start)
    )
    return Replaced(sum(upload.numbers for upload in uploads), changed, tuple(newest_first), tuple(largest[:LARGEST]))


def _proportion(one: Replacement) -> float:
    """How far a number moves, as a share of the greater of the two; nothing in place of a number moves it all."""
    if one.before is None or one.after is None:
        return 2.0
    size = max(abs(one.before), abs(one.after))
    return abs(one.after - one.before) / size if size else 0.0
