"""Alerts that stand on a day: verdicts, grave incidents, broken trends, silent sources, what ends, lowered bars."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from metrics.definition import Metric
from playbook.concerns.control.attention import broken_metrics
from playbook.concerns.control.review import MetricControl, MetricControls
from playbook.concerns.control.reviews import metric_controls
from playbook.concerns.north_star.status import MetricStatus
from playbook.concerns.vendors.status import vendors_status
from playbook.model.corrections.bar_changes import BarChange
from playbook.model.incidents import Severity
from playbook.readiness.assessment import Assessment
from playbook.readiness.bars.lowered import LoweredBar
from playbook.readiness.due.items import DueItem
from playbook.readiness.due.silent_sources import silent_sources
from playbook.readiness.inquiry import Inquiry
from playbook.readiness.notices import Notice, NoticeKind
from playbook.results.gates import GateStatus
from playbook.results.vendors import ModelStatus, VendorStatus
from playbook.verdict import Verdict

RETIREMENT_DAYS = (30, 60, 90)
"""A model in use that retires within so many days is told of, at each of them once."""
RETIRED = "retired"


class AlertKind(StrEnum):
    """What an alert is about."""

    VERDICT = "verdict"
    INCIDENT = "incident"
    TREND = "trend"
    SOURCE = "source"
    EXEMPTION = "exemption"
    CONTRACT = "contract"
    RETIREMENT = "retirement"
    BAR = "bar"


@dataclass(frozen=True, slots=True)
class BrokenTrend:
    """A metric whose last week took it off its plan, and the series that says so."""

    status: MetricStatus
    series: MetricControl


@dataclass(frozen=True, slots=True)
class SilentSource:
    """A source whose day has passed, and what is owed for it."""

    title: str
    owed: DueItem


@dataclass(frozen=True, slots=True)
class RetiringModel:
    """A model in use with the vendor that switches it off, and who answers for the move."""

    vendor: VendorStatus
    model: ModelStatus
    owner: str


@dataclass(frozen=True, slots=True)
class RecordedBar:
    """A definition that was made weaker, the verdicts that stand on it, and the metric it holds."""

    change: BarChange
    turned: tuple[LoweredBar, ...]
    metric: Metric | None = None


@dataclass(frozen=True, slots=True)
class Grounds:
    """What alerts stand on beside the assessment."""

    controls: MetricControls
    silent: tuple[SilentSource, ...]
    retiring: tuple[RetiringModel, ...]
    lowered: tuple[BarChange, ...]


Fact = GateStatus | Notice | BrokenTrend | SilentSource | RetiringModel | RecordedBar


@dataclass(frozen=True, slots=True)
class Alert:
    """One thing that stands. `state` tells one time from the next: the same subject in another state is told of again.
    Without `products` it is about the organization as a whole."""

    kind: AlertKind
    subject: str
    state: str
    severity: Severity
    products: tuple[str, ...]
    fact: Fact

    @property
    def key(self) -> str:
        """What it is about, the same from day to day."""
        return f"{self.kind}:{self.subject}"


@dataclass(frozen=True, slots=True)
class Reported:
    """How an alert stood when it was last looked at, and since when; `name` is what it is about in a few words."""

    kind: AlertKind
    key: str
    state: str
    name: str
    severity: Severity
    products: tuple[str, ...]
    on: date


def grounds_of(questions: Inquiry) -> Grounds:
    """The grounds of a day."""
    playbook, day = questions.playbook, questions.day
    titles = {source.id: source.title for source in playbook.definitions.sources.sources}
    owner = playbook.definitions.governance.vendors.retirement_owner
    first = day - timedelta(days=playbook.definitions.charter.charter.notice_days)
    return Grounds(
        metric_controls(questions),
        tuple(SilentSource(titles[owed.subject], owed) for owed in silent_sources(questions, day)),
        tuple(
            RetiringModel(vendor, model, owner or vendor.owner)
            for vendor in vendors_status(questions)
            for model in vendor.models
            if model.days_left is not None and model.days_left <= max(RETIREMENT_DAYS)
        ),
        tuple(change for change in playbook.records.bar_changes.changes if first <= change.on <= day),
    )


def alerts_of(assessment: Assessment, grounds: Grounds) -> tuple[Alert, ...]:
    """Everything that stands on the day, the gravest first; nothing before the charter's start."""
    if assessment.start is None:
        return ()
    found = [
        *_verdicts(assessment),
        *_notices(assessment),
        *_trends(assessment, grounds),
        *_sources(grounds),
        *_retirements(grounds),
        *_bars(assessment, grounds),
    ]
    gravest = list(Severity)
    return tuple(sorted(found, key=lambda alert: gravest.index(alert.severity)))


def _verdicts(assessment: Assessment) -> Iterator[Alert]:
    """Each gate that is due soon or has passed: only another verdict than the last one is news."""
    for gate in assessment.gates:
        if not gate.quiet:
            bad = gate.verdict is Verdict.NO_GO
            severity = Severity.HIGH if bad else Severity.LOW if gate.verdict.holds else Severity.MEDIUM
            yield Alert(AlertKind.VERDICT, gate.subject, str(gate.verdict), severity, (gate.product,), gate)


def _notices(assessment: Assessment) -> Iterator[Alert]:
    for notice in assessment.notices:
        match notice.kind:
            case NoticeKind.INCIDENT:
                severity = notice.severity or Severity.HIGH
                kind, subject, state = AlertKind.INCIDENT, notice.subject, str(severity)
            case NoticeKind.EXEMPTION:
                kind, subject, state = AlertKind.EXEMPTION, f"{notice.subject}/{notice.name}", f"{notice.due}"
                severity = Severity.MEDIUM
            case NoticeKind.CONTRACT:
                kind, subject, state = AlertKind.CONTRACT, notice.subject, f"{notice.due}"
                severity = Severity.MEDIUM
            case _:  # debts and the budget are told in the digest
                continue
        yield Alert(kind, subject, state, severity, notice.products, notice)


def _trends(assessment: Assessment, grounds: Grounds) -> Iterator[Alert]:
    for status, series in broken_metrics(assessment.metrics, grounds.controls):
        assert series.signal is not None
        products = () if series.product is None else (series.product,)
        fact = BrokenTrend(status, series)
        yield Alert(AlertKind.TREND, status.metric, series.signal.week, Severity.MEDIUM, products, fact)


def _sources(grounds: Grounds) -> Iterator[Alert]:
    for fact in grounds.silent:
        products = () if fact.owed.product is None else (fact.owed.product,)
        yield Alert(AlertKind.SOURCE, fact.owed.subject, "silent", Severity.MEDIUM, products, fact)


def _retirements(grounds: Grounds) -> Iterator[Alert]:
    for fact in grounds.retiring:
        vendor, model, left = fact.vendor, fact.model, fact.model.days_left or 0
        within = next(days for days in RETIREMENT_DAYS if left <= days)
        state = RETIRED if left < 0 else f"{within}"
        severity = (Severity.HIGH, Severity.MEDIUM, Severity.LOW)[RETIREMENT_DAYS.index(within)]
        products = model.products or vendor.products
        yield Alert(AlertKind.RETIREMENT, f"{vendor.id}/{model.model}", state, severity, products, fact)


def _bars(assessment: Assessment, grounds: Grounds) -> Iterator[Alert]:
    for change in grounds.lowered:
        turned = tuple(one for one in assessment.lowered if change.what in one.what)
        products = tuple(dict.fromkeys(one.product for one in turned))
        fact = RecordedBar(change, turned, assessment.bar_metrics.get(change.what))
        # what it was lowered to may be blank, where a line was taken out
        yield Alert(AlertKind.BAR, change.what, f"{change.on} {change.to}", Severity.HIGH, products, fact)
