"""Sources that stay silent past their day: a debt of who answers for them."""

from collections.abc import Iterator
from datetime import date, timedelta

from metrics.definition import Grain
from metrics.source import Source
from playbook.concerns.north_star.status import MetricStatus, metric_statuses
from playbook.readiness.due import wording
from playbook.readiness.due.items import DueItem, DueKind
from playbook.readiness.inquiry import Inquiry
from playbook.verdict import Area


def silent_sources(questions: Inquiry, _: date) -> Iterator[DueItem]:
    """Each source that comes by day or week and whose newest number is older than that."""
    start = questions.playbook.records.charter.start
    fed = [
        source
        for source in questions.playbook.definitions.sources.sources
        if source.every is not None and start is not None
    ]
    statuses = list(metric_statuses(questions)) if fed else []
    for source in fed:
        last = _newest(source, statuses)
        due = _due(questions, source, last or (start or questions.day) - timedelta(days=1))
        if due < questions.day:
            yield DueItem(
                kind=DueKind.FEED,
                seat=source.owner,
                what=wording.source(source.title),
                reason=wording.silent_since(last, questions.day),
                due=due,
                late_days=(questions.day - due).days,
                product=source.product,
                area=Area.METRICS,
                subject=source.id,
            )


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
