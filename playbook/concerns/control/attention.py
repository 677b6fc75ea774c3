"""Which metrics a review is about, and which vary as usual and are only counted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from metrics.statistics.control_chart import Assurance, Variation
from playbook.concerns.control.review import Course, MetricReview, MetricReviews
from playbook.concerns.north_star.status import MetricStatus
from playbook.verdict import Outcome

_SETTLED = {Outcome.MET, Outcome.NOT_APPLICABLE, Outcome.OBSERVING}
_ON_ITS_WAY = {Course.REACHED, Course.ON_TIME}


@dataclass(frozen=True, slots=True)
class Sorted:
    """Metrics in the order they came: to be looked at, varying as usual, and never reported."""

    attention: tuple[MetricStatus, ...]
    routine: tuple[MetricStatus, ...]
    silent: tuple[MetricStatus, ...]


def needs_attention(status: MetricStatus, reviews: Sequence[MetricReview]) -> bool:
    """True where what is wanted today is not proven, the last week is a signal, or the process as it is will miss its
    target and is not on its way there either. `reviews` are those of the series that speak for the metric."""
    return status.outcome not in _SETTLED or any(map(_is_news, reviews))


def _is_news(review: MetricReview) -> bool:
    if review.variation not in (None, Variation.COMMON_CAUSE):
        return True
    course = None if review.projection is None else review.projection.course
    return review.assurance is Assurance.MISSES and course not in _ON_ITS_WAY


def reviews_behind(status: MetricStatus, reviews: MetricReviews) -> tuple[MetricReview, ...]:
    """The series that speak for a metric: its own, or those of its products where they do not add up."""
    own = reviews.of(status.metric, status.product)
    if own is not None and own.points:
        return (own,)
    found = (reviews.of(part.metric, part.product) for part in status.by_product)
    return tuple(review for review in found if review is not None and review.points)


def sorted_by_attention(statuses: Iterable[MetricStatus], reviews: MetricReviews) -> Sorted:
    """Every metric in one of three heaps."""
    heaps: tuple[list[MetricStatus], list[MetricStatus], list[MetricStatus]] = ([], [], [])
    for status in statuses:
        behind = reviews_behind(status, reviews)
        heaps[2 if not behind else 0 if needs_attention(status, behind) else 1].append(status)
    return Sorted(*(tuple(heap) for heap in heaps))
