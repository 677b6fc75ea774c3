"""The assessment as documents of the public contract: its own fields, and what the reviews say of each metric."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from metrics.observation import Basis
from metrics.problems import Problem
from metrics.statistics.control_chart import Assurance, Variation
from playbook.concerns.candidates.as_json import CandidateRow
from playbook.concerns.control.as_json import OutlookRow, SignalRow, outlook_row, signal_row
from playbook.concerns.control.review import MetricControls
from playbook.concerns.north_star.status import MetricStatus
from playbook.json_values import Document, Number, fill
from playbook.model.candidates import Candidate
from playbook.readiness import wording_notices
from playbook.readiness.assessment import Assessment
from playbook.readiness.bars.lowered import LoweredBar
from playbook.readiness.bars.too_low import LowBar
from playbook.readiness.notices import Notice
from playbook.results.gates import GateStatus


@dataclass(frozen=True, slots=True)
class Interval:
    """The two-sided 95% interval of a rate."""

    low: Number | None
    high: Number | None


@dataclass(frozen=True, slots=True)
class MetricRow(MetricStatus):
    """A metric beside what the review of the same series says; null where it has no review."""

    by_product: tuple["MetricRow", ...] = ()
    variation: Variation | None = None
    assurance: Assurance | None = None
    signal: SignalRow | None = None
    outlook: OutlookRow | None = None
    sentence: str | None = None
    interval: Interval | None = None
    samples_needed: int | None = None


@dataclass(frozen=True, slots=True)
class NoticeRow(Notice):
    """A notice in words."""

    text: str = ""
    state: str = ""


@dataclass(frozen=True, kw_only=True)
class StatusDocument(Assessment, Document):
    """`status --json` and `GET /api/status`."""

    metrics: tuple[MetricRow, ...]
    notices: tuple[NoticeRow, ...]
    sample: bool
    problems: tuple[Problem, ...]


@dataclass(frozen=True, kw_only=True)
class GatesDocument(Document):
    """`gates --json` and `GET /api/gates`."""

    as_of: date
    basis: Basis
    forecast: bool
    gates: tuple[GateStatus, ...]
    lowered: tuple[LoweredBar, ...] = ()
    too_low: tuple[LowBar, ...] = ()
    candidate: CandidateRow | None = None


def status_document(
    assessment: Assessment,
    *,
    sample: bool = False,
    problems: Iterable[Problem] = (),
    reviews: MetricControls | None = None,
) -> StatusDocument:
    """The whole assessment; `reviews` are those of the same day and basis."""
    metrics = tuple(_row(metric, reviews or MetricControls()) for metric in assessment.metrics)
    notices = tuple(
        fill(
            NoticeRow,
            notice,
            text=wording_notices.name(notice),
            state=wording_notices.state(notice, assessment.as_of),
        )
        for notice in assessment.notices
    )
    return fill(StatusDocument, assessment, metrics=metrics, notices=notices, sample=sample, problems=tuple(problems))


def gates_document(
    assessment: Assessment,
    gates: Iterable[GateStatus] | None = None,
    *,
    candidate: Candidate | None = None,
    low: Iterable[LowBar] = (),
) -> GatesDocument:
    """The gates of the assessment, or those that were asked for, with their bars that are too `low`; `candidate` is the
    one whose verdicts they are."""
    shown = assessment.gates if gates is None else tuple(gates)
    named = {(gate.product, gate.gate) for gate in shown}
    return fill(
        GatesDocument,
        assessment,
        gates=shown,
        candidate=None if candidate is None else fill(CandidateRow, candidate),
        lowered=tuple(one for one in assessment.lowered if (one.product, one.gate) in named),
        too_low=tuple(one for one in low if (one.product, one.gate) in named),
    )


def _row(metric: MetricStatus, reviews: MetricControls) -> MetricRow:
    review = reviews.of(metric.metric, metric.product)
    products = tuple(_row(product, reviews) for product in metric.by_product)
    if review is None:
        return fill(MetricRow, metric, by_product=products)
    interval = None if review.low is None else Interval(review.low, review.high)
    return fill(
        MetricRow,
        metric,
        review,
        by_product=products,
        interval=interval,
        signal=signal_row(review.signal),
        outlook=outlook_row(review.outlook),
    )
