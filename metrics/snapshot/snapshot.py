"""A file of measurements to a snapshot, or every problem of it at once; the only validation of measurements."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from metrics import wording
from metrics.definition import ORGANIZATION
from metrics.problems import Problem, Problems, TablePlace, did_you_mean
from metrics.snapshot.context import IntakeContext, Progress
from metrics.snapshot.file_names import shown_name
from metrics.tested import MeasuredByProduct, MeasuredOn
from metrics.weeks import WeekCalendar, week_name

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd

    from metrics.arrays import Integers
    from metrics.readers.raw_table import RawTable
    from metrics.snapshot.columns import Vocabulary
    from metrics.snapshot.for_store import Incoming
    from metrics.snapshot.rows import Rows


class SoundRows(Protocol):
    """Observations that were checked, and what can be made of them."""

    def __len__(self) -> int: ...
    def digest(self) -> str: ...
    def frame(self) -> pd.DataFrame: ...
    def incoming(self) -> Incoming: ...
    def row_numbers(self) -> Integers: ...
    def named_days(self) -> list[date | None]: ...


@dataclass(frozen=True, eq=False)
class Snapshot:
    """A file's observations, all of them sound."""

    file_name: str
    observations: SoundRows = field(repr=False)
    calendar: WeekCalendar = field(default_factory=WeekCalendar)
    doubts: tuple[Problem, ...] = ()
    """What is worth a look before it is published, and stops nothing."""
    tested: MeasuredByProduct = field(default_factory=dict)
    """What the numbers were measured on, as the sender or the file says."""

    @cached_property
    def digest(self) -> str:
        """The fingerprint of the rows: the same rows have the same one in any order and any format."""
        return self.observations.digest()

    @cached_property
    def frame(self) -> pd.DataFrame:
        """FRAME_COLUMNS: product ('' for the organization) and metric as categories of text, days as datetime64,
        numbers as float with NaN for an absent count."""
        return self.observations.frame()

    @cached_property
    def incoming(self) -> Incoming:
        """The observations as a store takes them over."""
        return self.observations.incoming()

    @property
    def rows(self) -> int:
        """How many observations there are."""
        return len(self.observations)

    @cached_property
    def metrics(self) -> tuple[str, ...]:
        """Ids of the metrics measured."""
        return tuple(sorted(self.incoming.metrics[0]))

    @cached_property
    def products(self) -> tuple[str, ...]:
        """Ids of the products measured; the organization itself is not among them."""
        return tuple(sorted(product for product in self.incoming.products[0] if product != ORGANIZATION))

    @cached_property
    def weeks(self) -> tuple[str, ...]:
        """Names of the weeks that the periods lie in."""
        return tuple(map(week_name, self.week_ends))

    @cached_property
    def week_ends(self) -> tuple[date, ...]:
        """Last days of these weeks."""
        return tuple(sorted({self.calendar.end_of(end) for end in self.incoming.last_days()}))


def read_snapshot(name: str, content: bytes, context: IntakeContext, progress: Progress | None = None) -> Snapshot:
    """Read and check a file whatever its format; raises Problems with all that is wrong with it."""
    # what reads files is imported here, so that a command that only shows numbers does not wait for it
    from metrics.readers.beside import rehearsal_in_name  # noqa: PLC0415
    from metrics.snapshot import rows as snapshot_rows  # noqa: PLC0415
    from metrics.snapshot.columns import Vocabulary  # noqa: PLC0415
    from metrics.snapshot.tool_files import found_instead, named_table, renamed_by_source, tool_table  # noqa: PLC0415
    from metrics.snapshot.without_cases import rates_without_cases  # noqa: PLC0415

    tell = progress or _silently
    name = shown_name(name)
    _check_context(name, context)
    vocabulary = Vocabulary(context.metrics)
    tell(0.0, wording.READING)
    table = tool_table(name, content, context)
    named_one = named_table(name, content, context, tell) if table is None else None
    if table is not None:
        rows = snapshot_rows.checked_rows(table, context, vocabulary, tell)
    elif named_one is not None:
        table = named_one.table
        rows = snapshot_rows.checked_rows(table, named_one.context, named_one.vocabulary, tell)
    else:
        try:
            table, rows = _plain(name, content, context, vocabulary, tell)
        except Problems:
            by_source = renamed_by_source(name, content, context, tell)
            instead = None if by_source is not None else found_instead(name, content, context.timezone)
            if instead is not None:
                raise instead from None
            if by_source is None:
                raise
            table = by_source.table
            rows = snapshot_rows.checked_rows(table, by_source.context, by_source.vocabulary, tell)
    tell(1.0, wording.DONE)
    named = rehearsal_in_name(name)
    doubts = table.doubts if named is None else (named, *table.doubts)
    tested = {"": MeasuredOn(candidate=context.candidate)} if context.candidate else table.tested
    snapshot = Snapshot(name, rows, context.calendar, doubts, tested)
    _check_candidate(snapshot, context)
    return replace(
        snapshot, doubts=(*doubts, *rates_without_cases(snapshot.file_name, snapshot.incoming, context.metrics))
    )


def _check_candidate(snapshot: Snapshot, context: IntakeContext) -> None:
    """Raises Problems where a file holds numbers of a product that has no such candidate."""
    if context.candidate is None:
        return
    without = [product for product in snapshot.products if product not in context.candidate_of]
    if without or not snapshot.products:
        found = wording.no_candidate(without, context.candidate)
        problem = Problem(TablePlace(snapshot.file_name), found, wording.OF_CANDIDATE, wording.SEND_BY_PRODUCT)
        raise Problems([problem])


def _plain(
    name: str, content: bytes, context: IntakeContext, vocabulary: Vocabulary, tell: Progress
) -> tuple[RawTable, Rows]:
    """A table of our own headings, and its observations; raises Problems."""
    from metrics import readers  # noqa: PLC0415  (as above)
    from metrics.readers.header import AsWritten  # noqa: PLC0415
    from metrics.snapshot import rows as snapshot_rows  # noqa: PLC0415

    table = readers.read_table(name, content, vocabulary, tell)
    tell(0.6, wording.CHECKING_NAMES)
    try:
        return table, snapshot_rows.checked_rows(table, context, vocabulary, tell)
    except Problems:
        if not table.numbers_from_text:
            raise
        # problems quote cells as they are written, so they are found once more in the text itself
        table = readers.read_table(name, content, AsWritten(vocabulary), tell)
        return table, snapshot_rows.checked_rows(table, context, vocabulary, tell)


def _silently(share: float, doing: str) -> None:
    """Progress that nobody asked for."""


def _check_context(name: str, context: IntakeContext) -> None:
    """What the caller says beside the file must be sound before the file can be."""
    problems: list[Problem] = []
    if context.product is not None and context.called.find(context.product) is None:
        remedy = did_you_mean(context.product, context.called.spoken) or "add it to records/products.yaml first"
        problems.append(
            Problem(TablePlace(name), f"unknown product '{context.product}' given for the file", "", remedy)
        )
    if context.week is not None:
        try:
            context.calendar.week_named(context.week)
        except ValueError:
            found = f"'{context.week}' given for the file is no week"
            problems.append(Problem(TablePlace(name), found, "a week such as 2026-W45"))
    if problems:
        raise Problems(problems)
