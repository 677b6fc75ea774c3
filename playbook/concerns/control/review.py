"""What a review shows of each series: chart, variation, assurance, projection, samples and notes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from metrics.observation import Point
from metrics.statistics.control_chart import Assurance, LimitsState, Signal, Variation
from metrics.weeks import WeekOff
from playbook.json_values import Number
from playbook.model.notes import Note


class Course(StrEnum):
    """Where the projected line stands towards the last target."""

    REACHED = "reached"
    ON_TIME = "on_time"
    LATE = "late"
    NOT_AT_THIS_PACE = "not_at_this_pace"
    SLIPPING = "slipping"
    NO_TARGET = "no_target"


@dataclass(frozen=True, slots=True)
class ReviewPoint:
    """One week on the chart, in the metric's unit (rates 0..1).

    `judged` is False for the running week and for partial ones: they are drawn and make neither limits nor signals.
    `effect` of a signal is improvement, concern or neutral; `upwards` the way it points. Limits are as the rules use
    them, not clipped; None where there are none. `low` and `high` are the two-sided 95% Wilson interval of a rate with
    a sample. `target` is the trajectory on the week's last day."""

    point: Point
    judged: bool
    target: float | None = None
    signal: Signal | None = None
    effect: Variation | None = None
    upwards: bool | None = None
    mean: float | None = None
    lower: float | None = None
    upper: float | None = None
    near_lower: float | None = None
    near_upper: float | None = None
    low: float | None = None
    high: float | None = None
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class ChartStretch:
    """Weeks between two restarts of the limits. `first` and `last` are the last days of its first and last judged week,
    `weeks` how many were judged; limits are those of its last week (they differ by week on a p-chart), not clipped.
    `screened` counts moving ranges left out of the limits as out of bounds; `restart` is the record it began with."""

    first: date
    last: date
    weeks: int
    state: LimitsState
    mean: float | None
    lower: float | None
    upper: float | None
    screened: int = 0
    restart: Note | None = None


@dataclass(frozen=True, slots=True)
class TargetAhead:
    """A dated target that is still to come, and whether the projected line meets it that day."""

    on: date
    target: Number
    value: Number
    meets: bool


@dataclass(frozen=True, slots=True)
class Projection:
    """Theil-Sen line over the last eight weeks, read off `on` (day 90 of the charter), with its 80% band `low` to
    `high`; values are None while it is too early. `reaches_target` is the first day the line meets the last target,
    None for "not at this pace". What is counted over the whole charter is projected as its running total."""

    on: date
    weeks: int
    value: float | None = None
    low: float | None = None
    high: float | None = None
    per_week: float | None = None
    course: Course = Course.NO_TARGET
    reaches_target: date | None = None
    targets: tuple[TargetAhead, ...] = ()
    sentence: str = ""

    @property
    def is_too_early(self) -> bool:
        """True while there are too few points for a line."""
        return self.value is None


@dataclass(frozen=True, slots=True)
class MetricReview:
    """One metric of one product, or of the organization (`product` None), on the as-of day.

    `stretches` hold the limits, the last of them today's. `target` and `target_on` are the last target, which
    `assurance` is about. `low` and `high` are the two-sided 95% interval of the last closed week of a rate with `n`
    cases; `samples_needed` how many more at this rate would prove what the trajectory wants by then (0: proven; None:
    none would, or there is no sample). `sentence` says what the chart means; `remarks` what is odd about the numbers.
    `missing` are closed weeks without a value, those of no cases (`no_cases`) among them; `off` are weeks in which
    nothing had to be reported."""

    metric: str
    product: str | None
    points: tuple[ReviewPoint, ...] = ()
    stretches: tuple[ChartStretch, ...] = ()
    variation: Variation | None = None
    assurance: Assurance | None = None
    target: float | None = None
    target_on: date | None = None
    sentence: str = ""
    remarks: tuple[str, ...] = ()
    projection: Projection | None = None
    n: float | None = None
    low: float | None = None
    high: float | None = None
    samples_needed: int | None = None
    samples_sentence: str = ""
    notes: tuple[Note, ...] = ()
    missing: tuple[str, ...] = ()
    no_cases: tuple[str, ...] = ()
    off: tuple[WeekOff, ...] = ()

    @property
    def limits(self) -> ChartStretch | None:
        """Today's limits; None where no week was judged yet."""
        return self.stretches[-1] if self.stretches else None

    @property
    def restarts(self) -> tuple[Note, ...]:
        """Restarts of the limits, oldest first."""
        return tuple(note for note in self.notes if note.is_restart)

    @property
    def last(self) -> ReviewPoint | None:
        """The last week that was judged."""
        return next((point for point in reversed(self.points) if point.judged), None)


@dataclass(frozen=True, slots=True)
class MetricReviews:
    """The reviews of every metric, first of the organization and then of each product, in the order of the file."""

    reviews: tuple[MetricReview, ...] = ()
    by_series: Mapping[tuple[str, str | None], MetricReview] = field(default_factory=dict)

    def of(self, metric: str, product: str | None) -> MetricReview | None:
        """The review of one series; None where the product never reported the metric."""
        return self.by_series.get((metric, product))
