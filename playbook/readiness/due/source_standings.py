"""How each source stands: its newest number, when the next one has to be there, and whether it is silent."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from metrics.definition import Grain
from metrics.source import Source
from playbook.concerns.north_star.status import MetricStatus, metric_statuses
from playbook.readiness.inquiry import Inquiry


@dataclass(frozen=True, slots=True)
class SourceStanding:
    """One source on a day; `due` is None for one that comes whenever it comes, and before the charter begins."""

    source: Source
    newest: date | None
    due: date | None
    late_days: int


def source_standings(questions: Inquiry) -> tuple[SourceStanding, ...]:
    """Every source in the order of its file."""
    listed = questions.playbook.definitions.sources.sources
    statuses = list(metric_statuses(questions)) if listed else []
    return tuple(_standing(questions, source, statuses) for source in listed)


def silent_ones(questions: Inquiry) -> Iterator[tuple[SourceStanding, date]]:
    """Those whose newest number is older than it may be, each with the day it was due."""
    if any(source.every is not None for source in questions.playbook.definitions.sources.sources):
        yield from ((one, one.due) for one in source_standings(questions) if one.due is not None and one.late_days)


def _standing(questions: Inquiry, source: Source, statuses: list[MetricStatus]) -> SourceStanding:
    newest, start = _newest(source, statuses), questions.playbook.records.charter.start
    if source.every is None or start is None:
        return SourceStanding(source, newest, None, 0)
    due = _due(questions, source, newest or start - timedelta(days=1))
    return SourceStanding(source, newest, due, max(0, (questions.day - due).days))


def _newest(source: Source, statuses: list[MetricStatus]) -> date | None:
    """The last day of the newest number that the source brings."""
    metrics = {one.metric for one in source.takes} | {*source.metrics.values(), *source.headings.values()}
    products = {one.product or source.product for one in source.takes} | set(source.products.values())
    return max(
        (
            status.period_end
            for metric in statuses
            for status in metric.by_product or (metric,)
            if status.metric in metrics
            and status.period_end is not None
            and (not (products - {None}) or status.product in products)
        ),
        default=None,
    )


def _due(questions: Inquiry, source: Source, last: date) -> date:
    """The day by which the next number has to be there; weeks off are passed over."""
    calendar = questions.playbook.calendar
    end = last + timedelta(days=1) if source.every is Grain.DAY else calendar.end_of(last + timedelta(days=1))
    off = {one.end for one in questions.playbook.weeks_off if one.covers(source.product or "")}
    while calendar.end_of(end) in off:
        end = calendar.end_of(end) + timedelta(days=1 if source.every is Grain.DAY else 7)
    return end + timedelta(days=source.due_days)
