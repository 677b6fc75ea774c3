"""The one entrance for measurements: browser, command and HTTP all bring their files through here."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from itertools import islice
from math import isfinite

from metrics.definition import Metric
from metrics.doubtful import Incoming, doubts_of
from metrics.meaning import Meaning, meaning_of
from metrics.observation import Observation, ObservationBook
from metrics.problems import Problem
from metrics.replaced import Replaced, counting_rows, replaced_by
from metrics.snapshot.context import IntakeContext, Progress
from metrics.snapshot.snapshot import Snapshot, read_snapshot
from metrics.store.store import Store
from metrics.store.uploads import Backfill, StillCounts, Upload
from metrics.tested import MeasuredByProduct
from metrics.weeks import WeekCalendar
from metrics.wording_doubts import far_from_its_series

PREVIEW = "preview"
"""Stands for the upload of rows that are not stored yet."""
MOST_DOUBTS = 50
_NEVER = datetime(1, 1, 1)  # noqa: DTZ001 - the store's moments are naive UTC


class ReceiptState(StrEnum):
    """What became of a file that was fine."""

    STORED = "stored"
    ALREADY_COUNTS = "already_counts"


@dataclass(frozen=True, slots=True)
class Findings:
    """What a file does beside being stored, before and after: the numbers it replaces, and those that are doubtful."""

    replaced: Replaced
    doubts: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was received: the upload, and what stood in the file; `findings` where they were requested."""

    state: ReceiptState
    upload: Upload
    rows: int
    metrics: tuple[str, ...]
    products: tuple[str, ...]
    weeks: tuple[str, ...]
    week_ends: tuple[date, ...]
    findings: Findings | None = None


def preview(name: str, content: bytes, context: IntakeContext, progress: Progress | None = None) -> Snapshot:
    """The rows of a file, or every problem of it (raises Problems); nothing is stored. `progress` gets how far the
    reading of a long file has come (0..1) and what it does."""
    return read_snapshot(name, content, context, progress)


def receive(
    name: str,
    content: bytes,
    context: IntakeContext,
    store: Store,
    *,
    source: str,
    actor: str,
    now: datetime,
    backfill: Backfill | None = None,
) -> Receipt:
    """Check a file and store it, all or nothing; the same rows again are a no-op while all of them still count.

    Raises Problems when the file is refused and StoreUnavailable when the store cannot take it.
    """
    snapshot = preview(name, content, context)
    meanings = meanings_of(context.metrics, snapshot.metrics, context.calendar)
    return keep(snapshot, store, source=source, actor=actor, now=now, meanings=meanings, backfill=backfill)


def meanings_of(metrics: Mapping[str, Metric], names: Iterable[str], calendar: WeekCalendar) -> dict[str, Meaning]:
    """What numbers of these metrics mean that are sent now."""
    return {name: meaning_of(metrics[name], calendar) for name in names if name in metrics}


def keep(
    snapshot: Snapshot,
    store: Store,
    *,
    source: str,
    actor: str,
    now: datetime,
    meanings: Mapping[str, Meaning] | None = None,
    backfill: Backfill | None = None,
) -> Receipt:
    """Store a snapshot that was previewed, as `receive` does; raises StoreUnavailable."""
    try:
        upload = store.add(
            snapshot, source=source, actor=actor, now=now, only_new=True, meanings=meanings, backfill=backfill
        )
        state = ReceiptState.STORED
    except StillCounts as known:
        upload = known.upload
        state = ReceiptState.ALREADY_COUNTS
    return Receipt(
        state, upload, snapshot.rows, snapshot.metrics, snapshot.products, snapshot.weeks, snapshot.week_ends
    )


def merged_book(
    book: ObservationBook, snapshot: Snapshot, now: datetime, backfill: Backfill | None = None
) -> ObservationBook:
    """The book as it would be with this snapshot in it, received at `now` (or just after the last row on record), or
    backfilled."""
    if backfill is not None:
        return _backfilled(book, snapshot, now, backfill.known_at)
    received_at = now.astimezone(UTC).replace(tzinfo=None) if now.tzinfo is not None else now
    last = max((row.received_at for rows in book.rows.values() for row in rows), default=None)
    if last is not None:
        received_at = max(received_at, last + timedelta(microseconds=1))
    merged: dict[tuple[str, str], Sequence[Observation]] = dict(book.rows)
    added: dict[tuple[str, str], list[Observation]] = {}
    for row in observations_of(snapshot, received_at):
        added.setdefault((row.product, row.metric), []).append(row)
    for key, rows in added.items():
        merged[key] = (*merged.get(key, ()), *rows)
    return ObservationBook({key: tuple(rows) for key, rows in merged.items()}, _with_tested(book, snapshot))


def _with_tested(book: ObservationBook, snapshot: Snapshot) -> Mapping[str, MeasuredByProduct]:
    return {**book.tested, PREVIEW: snapshot.tested} if snapshot.tested else book.tested


def _backfilled(book: ObservationBook, snapshot: Snapshot, now: datetime, known_at: datetime) -> ObservationBook:
    """Its rows stand where their day puts them: what was received later goes on counting."""
    merged: dict[tuple[str, str], list[Observation]] = {key: list(rows) for key, rows in book.rows.items()}
    for row in observations_of(snapshot, known_at):
        merged.setdefault((row.product, row.metric), []).append(replace(row, sent_at=now))
    ordered = {key: sorted(rows, key=_moments) for key, rows in merged.items()}
    return ObservationBook({key: tuple(rows) for key, rows in ordered.items()}, _with_tested(book, snapshot))


def _moments(row: Observation) -> tuple[datetime, datetime]:
    return row.received_at, row.sent_at or row.received_at


def observations_of(snapshot: Snapshot, received_at: datetime) -> Iterator[Observation]:
    """The rows of a snapshot one by one, as the rows of an upload that is not stored."""
    frame = snapshot.frame
    for product, metric, start, end, value, numerator, denominator in zip(
        *(frame[column].tolist() for column in ("product", "metric")),
        *(_days(frame[column].tolist()) for column in ("period_start", "period_end")),
        *(_numbers(frame[column].tolist()) for column in ("value", "numerator", "denominator")),
        strict=True,
    ):
        yield Observation(product, metric, start, end, value, numerator, denominator, PREVIEW, received_at)


def findings_of(
    snapshot: Snapshot,
    book: ObservationBook,
    metrics: Mapping[str, Metric],
    senders: Mapping[str, tuple[str, str]],
    backfill: Backfill | None = None,
) -> Findings:
    """What a snapshot would replace in a book, and every doubt: what the file itself says, and numbers far from the
    others of their series. `senders` are file name and actor by upload. A backfill replaces nothing received later."""
    rows = list(observations_of(snapshot, _NEVER))
    counting = counting_rows(book, {(row.product, row.metric) for row in rows})
    incoming = [
        Incoming(row, number, day)
        for row, number, day in zip(
            rows,
            snapshot.observations.row_numbers().tolist(),
            snapshot.observations.named_days(),
            strict=True,
        )
    ]
    doubts = (far_from_its_series(snapshot.file_name, doubt) for doubt in doubts_of(incoming, counting, metrics))
    if backfill is not None:
        counting = {
            key: {period: row for period, row in periods.items() if row.received_at < backfill.known_at}
            for key, periods in counting.items()
        }
    return Findings(replaced_by(rows, counting, senders), (*snapshot.doubts, *islice(doubts, MOST_DOUBTS)))


def _days(moments: Sequence[date]) -> list[date]:
    return [moment.date() if isinstance(moment, datetime) else moment for moment in moments]


def _numbers(values: Sequence[float]) -> list[float | None]:
    return [value if isfinite(value) else None for value in values]
