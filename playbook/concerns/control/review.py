"""What the control of a metric shows of each series: chart, shape, signal, outlook, samples and notes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from metrics.observation import Point
from metrics.statistics.control_chart import Assurance, LimitsState, Variation
from metrics.weeks import WeekOff
from playbook.model.reviews.notes import Note


class Standing(StrEnum):
    """How a metric stands against its plan for today."""

    ON_PLAN = "on_plan"
    OFF_PLAN = "off_plan"
    NOT_ENOUGH_DATA = "not_enough_data"
    STALE = "stale"
    NOT_REPORTED = "not_reported"


class ShapeName(StrEnum):
    """What the weeks before the newest one look like, in the order of `metrics.statistics.shape.Shape`."""

    FLAT = "flat"
    LINE = "line"
    STEP = "step"
    RARE = "rare"
    SMALL = "small"
    TOO_EARLY = "too_early"


class Signal(StrEnum):
    """What makes a week more than noise, in the order of `metrics.statistics.labels.Rule`."""

    OUTSIDE = "outside_limits"
    OWN_WEEKS = "own_weeks"
    TREND = "trend"
    TWO_OF_THREE = "two_of_three"
    SHIFT = "shift"
    BEND = "bend"
    DRIFT = "drift"
    STEP = "step"
    BURST = "burst"


OF_ONE_WEEK = (Signal.OUTSIDE, Signal.OWN_WEEKS)
"""Signals of a week that lies apart from those before it."""
OF_THE_SERIES = (Signal.BEND, Signal.DRIFT, Signal.STEP)
"""Signals that speak of the series as it goes; all others speak of one week."""


class OutlookState(StrEnum):
    """Where a series is heading, in the order of `metrics.statistics.outlook.Outlook`."""

    ON_COURSE = "on_course"
    IN_DOUBT = "in_doubt"
    OFF_COURSE = "off_course"
    OPEN = "open"
    WITHHELD = "withheld"
    TOO_EARLY = "too_early"
    PAST = "past"


class PlanRun(StrEnum):
    """Where the last four closed weeks lay beside the dated plan."""

    AHEAD = "ahead"
    BEHIND = "behind"
    AROUND = "around"


@dataclass(frozen=True, slots=True)
class MetricSignal:
    """The one signal of a series: which rule found it in which week, whether it is good news, and where it points.

    `mean`, `lower` and `upper` are what was expected of the week; `hits` of `cases` the recent weeks a rate was held
    against; `per_week` a drift; `before` and `level` the two levels of a step. `since` is the last day of the week a
    step begins with, and of the first of several weeks in a row that are off in the same way; `forward` says whether a
    bend speeds up the way the series goes."""

    signal: Signal
    effect: Variation
    upwards: bool
    week: str
    mean: float | None = None
    lower: float | None = None
    upper: float | None = None
    hits: float | None = None
    cases: float | None = None
    per_week: float | None = None
    before: float | None = None
    level: float | None = None
    since: date | None = None
    forward: bool = False
    text: str = ""

    @property
    def kind(self) -> str:
        """Its name in the public contract: concern, improvement, bend, drift or step."""
        return str(self.signal if self.signal in OF_THE_SERIES else self.effect)


@dataclass(frozen=True, slots=True)
class MetricOutlook:
    """Where a series is heading on a day: the 80% interval `low` to `high` about `value`, None where there is none.
    `per_week` is the slope of the line it was read from. `reason` is the part of the one sentence about it."""

    state: OutlookState
    on: date
    value: float | None = None
    low: float | None = None
    high: float | None = None
    weeks: int = 0
    per_week: float | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ControlPoint:
    """One week on the chart, in the metric's unit (rates 0..1).

    `judged` is False for the running week, partial weeks and weeks that were taken out of limits (`excluded`): they are
    drawn and make neither limits nor signals. A week has the signal and the limits it got when it closed, as the rules
    use them, not clipped; None where there were none. `effect` of a signal is improvement, concern or neutral;
    `upwards` the way it points. `low` and `high` are the two-sided 95% Wilson interval of a rate with a sample.
    `target` is the trajectory on the week's last day."""

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
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class ChartStretch:
    """Weeks between two restarts of the limits. `first` and `last` are the last days of its first and last judged week,
    `weeks` how many were judged; limits are those its last week was held against, not clipped. `screened` counts moving
    ranges left out of the limits as out of bounds; `restart` is the record it began with."""

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
class MetricControl:
    """One metric of one product, or of the organization (`product` None), on the as-of day.

    `sentence` is the one verdict that every face tells: the `value` and its `standing` against today's plan, the
    `signal` and the `outlook`. `stretches` hold the limits, the last of them today's. `target` and `target_on` are the
    last target; `assurance` is None while it may not be said. `low` and `high` are the two-sided 95% interval of the
    last closed week of a rate with `n` cases; `samples_needed` how many more at this rate would prove what the
    trajectory wants by then (0: proven; None: none would, or there is no sample). `remarks` say what is odd about the
    numbers. `missing` are closed weeks without a value, those of no cases (`no_cases`) among them; `off` are weeks in
    which nothing had to be reported, `backfilled` those of numbers known from before they were sent, which
    `backfilled_words` says."""

    metric: str
    product: str | None
    points: tuple[ControlPoint, ...] = ()
    stretches: tuple[ChartStretch, ...] = ()
    value: float | None = None
    standing: Standing | None = None
    shape: ShapeName | None = None
    signal: MetricSignal | None = None
    outlook: MetricOutlook | None = None
    plan_run: PlanRun | None = None
    variation: Variation | None = None
    assurance: Assurance | None = None
    target: float | None = None
    target_on: date | None = None
    sentence: str = ""
    remarks: tuple[str, ...] = ()
    n: float | None = None
    low: float | None = None
    high: float | None = None
    samples_needed: int | None = None
    samples_sentence: str = ""
    notes: tuple[Note, ...] = ()
    missing: tuple[str, ...] = ()
    no_cases: tuple[str, ...] = ()
    off: tuple[WeekOff, ...] = ()
    backfilled: tuple[str, ...] = ()
    backfilled_words: str = ""

    @property
    def limits(self) -> ChartStretch | None:
        """Today's limits; None where no week was judged yet, and for what has none."""
        return self.stretches[-1] if self.stretches else None

    @property
    def restarts(self) -> tuple[Note, ...]:
        """Restarts of the limits, oldest first."""
        return tuple(note for note in self.notes if note.is_restart)

    @property
    def last(self) -> ControlPoint | None:
        """The last week that was judged."""
        return next((point for point in reversed(self.points) if point.judged), None)


def _nothing_to_review(place: int) -> MetricControl:
    raise IndexError(place)


class MetricControls:
    """The reviews of every metric, first of the organization and then of each product, in the order of the file. Each
    is worked out by its place once somebody looks at it."""

    def __init__(
        self,
        series: Sequence[tuple[str, str | None]] = (),
        review_at: Callable[[int], MetricControl] = _nothing_to_review,
    ) -> None:
        self._places = {one: place for place, one in enumerate(series)}
        self._review_at = review_at
        self._found: dict[int, MetricControl] = {}

    @property
    def metrics(self) -> tuple[str, ...]:
        """Ids of the metrics, in the order of the file."""
        return tuple(dict.fromkeys(metric for metric, _ in self._places))

    @property
    def reviews(self) -> tuple[MetricControl, ...]:
        """All of them."""
        return tuple(map(self._at, self._places.values()))

    @property
    def backfilled(self) -> tuple["MetricControl", ...]:
        """Reviews with backfilled weeks; the sum over products only where none of them says it."""
        found = [review for review in self.reviews if review.backfilled]
        apart = {review.metric for review in found if review.product is not None}
        return tuple(review for review in found if review.product is not None or review.metric not in apart)

    def of(self, metric: str, product: str | None) -> MetricControl | None:
        """The review of one series; None where the product never reported the metric."""
        place = self._places.get((metric, product))
        return None if place is None else self._at(place)

    def of_metric(self, metric: str) -> tuple[MetricControl, ...]:
        """The reviews of one metric, first of the organization."""
        return tuple(self._at(place) for (name, _), place in self._places.items() if name == metric)

    def _at(self, place: int) -> MetricControl:
        if place not in self._found:
            self._found[place] = self._review_at(place)
        return self._found[place]
