"""Which metrics a review is about, and which are as expected and only counted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from metrics.definition import Direction
from metrics.lines import beyond
from metrics.statistics.control_chart import Variation
from playbook.concerns.control.review import MetricControl, MetricControls, OutlookState
from playbook.concerns.north_star.status import MetricStatus
from playbook.verdict import Outcome

_SETTLED = {Outcome.MET, Outcome.NOT_APPLICABLE, Outcome.OBSERVING}


@dataclass(frozen=True, slots=True)
class Sorted:
    """Metrics to be looked at, what matters most first; those as expected and those never reported, as they came."""

    attention: tuple[MetricStatus, ...]
    routine: tuple[MetricStatus, ...]
    silent: tuple[MetricStatus, ...]


def needs_attention(status: MetricStatus, reviews: Sequence[MetricControl]) -> bool:
    """True where a metric is off its plan or not known, its signal is a concern, or it is off course. `reviews` are
    those of the series that speak for the metric."""
    return status.outcome not in _SETTLED or any(map(_is_news, reviews))


def alarmed(statuses: Iterable[MetricStatus], reviews: MetricControls) -> frozenset[str]:
    """Metrics whose last week is a signal of concern."""
    return frozenset(
        status.metric for status in statuses if any(map(_is_concern, controls_speaking_for(status, reviews)))
    )


def _is_concern(review: MetricControl) -> bool:
    return review.signal is not None and review.signal.effect is Variation.CONCERN


def _is_news(review: MetricControl) -> bool:
    return _is_concern(review) or (review.outlook is not None and review.outlook.state is OutlookState.OFF_COURSE)


def gap(status: MetricStatus, reviews: Sequence[MetricControl]) -> float:
    """How far a metric falls short, as a share of its target: today of the plan, or on the target's day where it is off
    course, whichever is more. 0 where it does not, or nobody can tell."""
    then = (
        _short(review.outlook.value, review.target, status)
        for review in reviews
        if review.outlook is not None and review.outlook.state is OutlookState.OFF_COURSE
    )
    return max((_short(status.value, status.target, status), *then))


def _short(value: float | None, target: float | None, status: MetricStatus) -> float:
    if value is None or target is None or status.better is Direction.NEUTRAL:
        return 0.0
    short = -beyond(value, target, wants_high=status.better is Direction.HIGHER)
    return max(short, 0.0) / max(abs(target), 1e-9)


def controls_speaking_for(status: MetricStatus, reviews: MetricControls) -> tuple[MetricControl, ...]:
    """The series that speak for a metric: its own, or those of its products where they do not add up."""
    own = reviews.of(status.metric, status.product)
    if own is not None and own.points:
        return (own,)
    found = (reviews.of(part.metric, part.product) for part in status.by_product)
    return tuple(review for review in found if review is not None and review.points)


def sorted_by_attention(statuses: Iterable[MetricStatus], reviews: MetricControls) -> Sorted:
    """Every metric in one of three heaps; those to be looked at by how far they fall short of what is wanted."""
    heaps: tuple[list[MetricStatus], list[MetricStatus], list[MetricStatus]] = ([], [], [])
    for status in statuses:
        speaking = controls_speaking_for(status, reviews)
        heaps[2 if not speaking else 0 if needs_attention(status, speaking) else 1].append(status)
    attention, routine, silent = heaps
    attention.sort(key=lambda status: _urgency(status, controls_speaking_for(status, reviews)))
    return Sorted(tuple(attention), tuple(routine), tuple(silent))


def has_broken(status: MetricStatus, reviews: Iterable[MetricControl]) -> bool:
    """Whether the last week took a metric off its plan for the worse: what happened now comes before what was known."""
    return status.outcome is Outcome.NOT_MET and any(map(_is_concern, reviews))


def broken_metrics(
    statuses: Iterable[MetricStatus], reviews: MetricControls
) -> tuple[tuple[MetricStatus, MetricControl], ...]:
    """Metrics whose last week took them off their plan for the worse, each with the series that says so."""
    return tuple(
        (status, next(filter(_is_concern, speaking)))
        for status in statuses
        if has_broken(status, speaking := controls_speaking_for(status, reviews))
    )


def _urgency(status: MetricStatus, reviews: Sequence[MetricControl]) -> tuple[bool, float, int]:
    """What broke this week and is off plan first, then the widest gap; of equal ones a concern, then what is off
    course, then what is not known."""
    last = 0 if any(map(_is_concern, reviews)) else 1 if status.outcome in _SETTLED else 2
    return not has_broken(status, reviews), -gap(status, reviews), last
