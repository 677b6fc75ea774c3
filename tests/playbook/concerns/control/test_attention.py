"""What a review is about: what is not proven, what signals, what will miss its target; the rest varies as usual."""

from datetime import date

import pytest

from metrics.observation import Point
from metrics.statistics.control_chart import Assurance, Variation
from playbook.concerns.control.attention import needs_attention, reviews_behind, sorted_by_attention
from playbook.concerns.control.review import Course, MetricReview, MetricReviews, Projection, ReviewPoint
from playbook.verdict import Outcome
from tests.playbook.statuses import metric_status

POINT = ReviewPoint(Point("2026-W44", date(2026, 10, 26), date(2026, 11, 1), 0.05), judged=True)
USUAL = MetricReview(
    "hallucination_rate",
    None,
    points=(POINT,),
    variation=Variation.COMMON_CAUSE,
    assurance=Assurance.HIT_AND_MISS,
)


def a_review(variation: Variation, assurance: Assurance, course: Course | None = None) -> MetricReview:
    projection = None if course is None else Projection(date(2026, 12, 5), 8, value=0.03, course=course)
    return MetricReview(
        "hallucination_rate", None, points=(POINT,), variation=variation, assurance=assurance, projection=projection
    )


@pytest.mark.parametrize("outcome", list(Outcome))
def test_what_is_not_proven_asks_for_attention_however_it_varies(outcome: Outcome) -> None:
    settled = {Outcome.MET, Outcome.NOT_APPLICABLE, Outcome.OBSERVING}
    assert needs_attention(metric_status(outcome=outcome), [USUAL]) is (outcome not in settled)


@pytest.mark.parametrize("variation", [Variation.CONCERN, Variation.IMPROVEMENT, Variation.NEUTRAL])
def test_every_signal_is_news(variation: Variation) -> None:
    assert needs_attention(metric_status(), [a_review(variation, Assurance.MEETS)])


@pytest.mark.parametrize("course", [None, *Course])
def test_a_process_that_misses_asks_for_attention_unless_it_is_on_its_way(course: Course | None) -> None:
    on_its_way = course in (Course.REACHED, Course.ON_TIME)
    review = a_review(Variation.COMMON_CAUSE, Assurance.MISSES, course)
    assert needs_attention(metric_status(), [review]) is not on_its_way


def test_too_few_weeks_for_limits_are_no_news() -> None:
    assert not needs_attention(metric_status(), [MetricReview("hallucination_rate", None, points=(POINT,))])


def test_where_products_do_not_add_up_their_own_charts_speak() -> None:
    part = metric_status(product="desk-bot")
    total = metric_status(by_product=(part,))
    empty = MetricReview("hallucination_rate", None)
    own = MetricReview("hallucination_rate", "desk-bot", points=(POINT,), variation=Variation.CONCERN)
    reviews = MetricReviews(
        (empty, own), {("hallucination_rate", None): empty, ("hallucination_rate", "desk-bot"): own}
    )
    assert reviews_behind(total, reviews) == (own,)
    assert sorted_by_attention([total], reviews).attention == (total,)


def test_every_metric_lies_in_one_heap_in_its_order() -> None:
    usual, silent, news = metric_status(), metric_status(metric="nps"), metric_status(metric="cost")
    signal = MetricReview("cost", None, points=(POINT,), variation=Variation.CONCERN)
    reviews = MetricReviews((USUAL, signal), {("hallucination_rate", None): USUAL, ("cost", None): signal})
    heaps = sorted_by_attention([usual, silent, news], reviews)
    assert (heaps.attention, heaps.routine, heaps.silent) == ((news,), (usual,), (silent,))
