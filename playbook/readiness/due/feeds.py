"""Numbers that are owed: those that do not arrive, and those of a gate that are to be measured on what would ship."""

from collections.abc import Iterator
from datetime import date, timedelta

from metrics.definition import Per
from playbook.concerns.north_star.status import MetricStatus, metric_statuses
from playbook.model.gates import Ruling
from playbook.readiness.due import wording
from playbook.readiness.due.items import DueItem, DueKind
from playbook.readiness.inquiry import Inquiry
from playbook.results.gates import GateStatus
from playbook.verdict import Area, Outcome


def late_by(due: date, day: date) -> int:
    """Days that a day is past; 0 before it."""
    return max(0, (day - due).days)


def gates_due(questions: Inquiry) -> Iterator[GateStatus]:
    """Gates due soon that nobody stopped, of products that are there."""
    for product in questions.playbook.products.values():
        if not product.exists_on(questions.day):
            continue
        for gate in questions.playbook.gates:
            status = questions.gate(gate, product.id)
            if not status.quiet and not (status.decision and status.decision.decided is Ruling.STOP):
                yield status


def measurements(questions: Inquiry, _: date) -> Iterator[DueItem]:
    """Numbers of gates due soon that were measured on another candidate than what would ship, each metric once."""
    wanted: set[tuple[str, str | None]] = set()
    for gate in sorted(gates_due(questions), key=lambda gate: gate.planned or date.max):
        for line in gate.criteria:
            about = (gate.product, line.metric)
            if line.kind != "metric" or line.outcome is not Outcome.STALE or not line.differs or about in wanted:
                continue
            wanted.add(about)
            yield DueItem(
                kind=DueKind.FEED,
                seat=line.who,
                what=wording.measurement(line, gate),
                reason=line.reason,
                due=line.due,
                late_days=late_by(line.due, questions.day) if line.due is not None else 0,
                product=gate.product,
                area=Area.GATES,
                subject=gate.subject,
            )


def feeds(questions: Inquiry, _: date) -> Iterator[DueItem]:
    """Metrics that stopped arriving, never began although their week has passed, or lack weeks of a sum since the
    start."""
    start = questions.playbook.records.charter.start
    assert start is not None
    definitions = questions.playbook.definitions
    expected = definitions.charter.charter.end_of_week(start, definitions.metrics.due_week)
    limits = {name: metric.max_age_days for name, metric in questions.playbook.metrics.items()}
    for metric in metric_statuses(questions):
        for status in metric.by_product or (metric,):
            limit = limits[status.metric]
            waited = status.days_waited
            lacking = _weeks_lacking(questions, status, start)
            if lacking:
                yield _feed(questions, status, lacking[0] + timedelta(days=limit), lacking)
            if status.period_end is not None and waited is not None and waited > limit:
                due = status.period_end + timedelta(days=limit + status.days_off)
            elif status.outcome is Outcome.NO_DATA and expected <= questions.day:
                due = expected
            else:
                continue
            yield _feed(questions, status, due)


def _weeks_lacking(questions: Inquiry, status: MetricStatus, start: date) -> tuple[date, ...]:
    """Last days of the weeks before the newest one that what is added up since `start` lacks; empty for other
    metrics."""
    metric = questions.playbook.metrics[status.metric]
    if metric.per is not Per.CHARTER or not status.partial or status.period_end is None:
        return ()
    series = questions.known.series(status.metric, status.product)
    there = {point.period_end for point in series.points} | {week.end for week in series.off}
    calendar = questions.playbook.calendar
    weeks = (calendar.end_of(start + timedelta(days=days)) for days in range(0, (status.period_end - start).days, 7))
    return tuple(end for end in weeks if end < status.period_end and end not in there)


def _feed(questions: Inquiry, status: MetricStatus, due: date, weeks: tuple[date, ...] = ()) -> DueItem:
    return DueItem(
        kind=DueKind.FEED,
        seat=status.owner,
        what=wording.feed(status, questions.playbook.products.get(status.product or ""), weeks),
        reason=status.reason,
        due=due,
        late_days=late_by(due, questions.day),
        product=status.product,
        area=Area.METRICS,
        subject=status.metric,
    )
