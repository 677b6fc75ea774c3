"""The metric review as the document of `playbook metrics --json`: points with signals, limits, sentences, notes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from metrics.observation import Basis
from metrics.statistics.control_chart import Assurance, LimitsState, Variation
from playbook.concerns.control import wording
from playbook.concerns.control.review import (
    ControlPoint,
    MetricControl,
    MetricOutlook,
    MetricSignal,
    OutlookState,
    PlanRun,
    ShapeName,
    Signal,
    Standing,
)
from playbook.concerns.weekly_figures.as_json import WeeklyRow, weekly_row
from playbook.concerns.weekly_figures.figures import AllWeeklyFigures
from playbook.json_values import Document, Number, OrNull, fill


@dataclass(frozen=True, slots=True)
class PointRow:
    """One week, in the metric's unit (rates 0 to 1), with the limits it was judged by."""

    week: str
    period_end: date
    value: Number | None
    numerator: Number | None
    denominator: Number | None
    partial: str | None
    running: bool
    judged: bool
    excluded: bool
    signal: Signal | None
    signal_effect: Variation | None
    signal_words: str | None
    target: Number | None
    mean: Number | None
    lower: Number | None
    upper: Number | None
    near_lower: Number | None
    near_upper: Number | None
    low: Number | None
    high: Number | None


@dataclass(frozen=True, slots=True)
class LimitsRow:
    """Limits of a stretch of weeks; null while it is too early for them."""

    state: LimitsState
    mean: Number | None
    lower: Number | None
    upper: Number | None
    weeks: int


@dataclass(frozen=True, slots=True)
class NoteRow:
    """What somebody wrote about a week."""

    metric: str
    product: str | None
    week: str
    text: str
    by: str
    on: date
    link: OrNull


@dataclass(frozen=True, slots=True)
class StretchRow(LimitsRow):
    """Weeks with the same limits, from the first to the last; `restart` is the note that began them anew."""

    first: date
    last: date
    screened: int
    restart: NoteRow | None


@dataclass(frozen=True, slots=True)
class TargetAhead:
    """The target that is still to come, and whether the whole interval meets it that day."""

    on: date
    target: Number
    value: Number
    meets: bool


@dataclass(frozen=True, slots=True)
class ProjectionRow:
    """The outlook under the names it had before it had states; no day on which a target is reached is ever said."""

    state: Literal["too early", "ok"]
    on: date
    value: Number | None
    low: Number | None
    high: Number | None
    reaches_target: date | None
    course: OutlookState | None
    weeks: int
    per_week: Number | None
    targets: tuple[TargetAhead, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class SignalRow:
    """The one signal of a metric: a concern, improvement, neutral, bend, drift or step, and the rule that found it."""

    kind: str
    rule: Signal
    effect: Variation
    week: str
    text: str


@dataclass(frozen=True, slots=True)
class OutlookRow:
    """Where a metric is heading, with its 80% interval; `state` is null where there is no target to judge it by."""

    state: OutlookState | None
    on: date
    value: Number | None
    low: Number | None
    high: Number | None
    reason: str


@dataclass(frozen=True, slots=True)
class WeekOffRow:
    """A week in which nothing is reported."""

    week: str
    reason: str
    by: OrNull


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """One metric of the organization (`product` null) or of one product, week by week."""

    metric: str
    product: str | None
    points: tuple[PointRow, ...]
    limits: LimitsRow | None
    stretches: tuple[StretchRow, ...]
    status: Standing | None
    shape: ShapeName | None
    signal: SignalRow | None
    outlook: OutlookRow | None
    plan_run: PlanRun | None
    variation: Variation | None
    assurance: Assurance | None
    target: Number | None
    target_on: date | None
    sentence: str
    remarks: tuple[str, ...]
    projection: ProjectionRow | None
    n: Number | None
    low: Number | None
    high: Number | None
    samples_needed: int | None
    samples_words: str
    notes: tuple[NoteRow, ...]
    restarts: tuple[NoteRow, ...]
    missing: tuple[str, ...]
    no_cases: tuple[str, ...]
    weeks_off: tuple[WeekOffRow, ...]
    backfilled: tuple[str, ...]
    review: WeeklyRow | None


@dataclass(frozen=True, kw_only=True)
class MetricsDocument(Document):
    """`metrics --json` and `GET /api/metrics`: weekly series, the running week included and marked."""

    as_of: date
    basis: Basis
    series: tuple[SeriesRow, ...]


def metrics_document(
    as_of: date,
    reviews: Iterable[MetricControl],
    *,
    basis: Basis = Basis.KNOWN,
    weekly: AllWeeklyFigures | None = None,
) -> MetricsDocument:
    """The reviews that were asked for, each with its weekly figures."""
    series = tuple(series_row(review, weekly) for review in reviews)
    return MetricsDocument(as_of=as_of, basis=basis, series=series)


def series_row(review: MetricControl, weekly: AllWeeklyFigures | None = None) -> SeriesRow:
    """One series."""
    figures = weekly.of(review.metric, review.product) if weekly and review.points else None
    return fill(
        SeriesRow,
        review,
        points=tuple(_point(point) for point in review.points),
        limits=None if review.limits is None else fill(LimitsRow, review.limits),
        stretches=tuple(
            fill(StretchRow, stretch, restart=None if stretch.restart is None else fill(NoteRow, stretch.restart))
            for stretch in review.stretches
        ),
        status=review.standing,
        signal=signal_row(review.signal),
        outlook=outlook_row(review.outlook),
        projection=None if review.outlook is None else _projection(review.outlook, review.target),
        samples_words=review.samples_sentence,
        notes=tuple(fill(NoteRow, note) for note in review.notes if not note.is_restart),
        restarts=tuple(fill(NoteRow, note) for note in review.restarts),
        weeks_off=tuple(fill(WeekOffRow, week) for week in review.off),
        review=None if figures is None else weekly_row(figures),
    )


def _point(reviewed: ControlPoint) -> PointRow:
    signal = reviewed.signal
    words = None if signal is None else wording.signal_words(signal, upwards=bool(reviewed.upwards))
    return fill(PointRow, reviewed, reviewed.point, signal_effect=reviewed.effect, signal_words=words)


def signal_row(signal: MetricSignal | None) -> SignalRow | None:
    """The signal of a metric."""
    return None if signal is None else fill(SignalRow, signal, rule=signal.signal)


def outlook_row(outlook: MetricOutlook | None) -> OutlookRow | None:
    """The outlook of a metric."""
    return None if outlook is None else fill(OutlookRow, outlook, state=_state(outlook))


def _state(outlook: MetricOutlook) -> OutlookState | None:
    return None if outlook.state is OutlookState.OPEN else outlook.state


def _projection(outlook: MetricOutlook, target: float | None) -> ProjectionRow:
    found = outlook.value is not None
    ahead: tuple[TargetAhead, ...] = ()
    if target is not None and outlook.value is not None:
        ahead = (TargetAhead(outlook.on, target, outlook.value, outlook.state is OutlookState.ON_COURSE),)
    return fill(
        ProjectionRow,
        outlook,
        state="ok" if found else "too early",
        reaches_target=None,
        course=_state(outlook) if found else None,
        targets=ahead,
        sentence=outlook.reason,
    )
