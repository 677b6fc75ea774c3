"""What the charts of one series show, and what is read from it to be marked with words."""

from dataclasses import dataclass
from datetime import date

from metrics.definition import Metric
from metrics.observation import Point
from metrics.statistics.control_chart import Variation
from playbook.charting.weeks import Trajectory
from playbook.concerns.control.review import OF_ONE_WEEK, MetricControl, MetricSignal, ShapeName, Signal


@dataclass(frozen=True, slots=True)
class ControlChart:
    """What the charts of one series show. `about` names it among all others, cheaper than everything that is in it;
    `totals` is what its weeks add up to since the start, where its targets are for the whole charter."""

    about: str
    metric: Metric
    review: MetricControl
    trajectory: Trajectory
    today: date
    totals: tuple[Point, ...] = ()

    def __repr__(self) -> str:
        return f"ControlChart({self.about!r})"

    @property
    def planned(self) -> tuple[Point, ...]:
        """The points that the plan speaks of."""
        return self.totals or tuple(point.point for point in self.review.points)

    @property
    def excluded(self) -> frozenset[str]:
        """Weeks whose cause is known."""
        return frozenset(point.point.week for point in self.review.points if point.excluded)

    @property
    def broke_in(self) -> str:
        """The week that broke the shape of those before it in the bad direction; blank where none did."""
        signal = self.review.signal
        if signal is None or signal.signal not in OF_ONE_WEEK or signal.effect is not Variation.CONCERN:
            return ""
        first = (point.point.week for point in self.review.points if point.point.period_end == signal.since)
        return next(first, signal.week)

    @property
    def step(self) -> MetricSignal | None:
        """The step that is named with its week and both levels, where there is one."""
        signal = self.review.signal
        return signal if signal is not None and signal.signal is Signal.STEP and signal.since is not None else None

    @property
    def has_limits(self) -> bool:
        """Whether there is more to see than weeks and plan."""
        return any(point.mean is not None for point in self.review.points)

    @property
    def is_rare(self) -> bool:
        """Whether it counts events that are rare, which are drawn on a line."""
        return self.review.shape is ShapeName.RARE
