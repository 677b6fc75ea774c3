"""What a review is about: off plan, unknown, a signal of concern, off course; the widest gap first."""

from datetime import date
from typing import Any

import pytest

from metrics.observation import Point
from metrics.statistics.control_chart import Variation
from playbook.concerns.control.attention import (
    broken_metrics,
    controls_speaking_for,
    gap,
    needs_attention,
    sorted_by_attention,
)
from playbook.concerns.control.review import (
    ControlPoint,
    MetricControl,
    MetricControls,
    MetricOutlook,
    MetricSignal,
    OutlookState,
    Signal,
)
from playbook.verdict import Outcome
from tests.playbook.statuses import metric_status

POINT = ControlPoint(Point("2026-W44", date(2026, 10, 26), date(2026, 11, 1), 0.05), judged=True)
USUAL = MetricControl("hallucination_rate", None, points=(POINT,), variation=Variation.COMMON_CAUSE)


def a_review(effect: Variation | None = None, state: OutlookState | None = None, **changes: Any) -> MetricControl:
    signal = None if effect is None else MetricSignal(Signal.OUTSIDE, effect, upwards=True, week="2026-W44")
    outlook = None if state is None else MetricOutlook(state, date(2026, 12, 5), value=0.045)
    known: dict[str, Any] = {"metric": "hallucination_rate", "product": None, "points": (POINT,), "target": 0.03}
    return MetricControl(**known | {"signal": signal, "outlook": outlook} | changes)


@pytest.mark.parametrize("outcome", list(Outcome))
def test_what_is_not_proven_asks_for_attention_however_it_varies(outcome: Outcome) -> None:
    settled = {Outcome.MET, Outcome.NOT_APPLICABLE, Outcome.OBSERVING}
    assert needs_attention(metric_status(outcome=outcome), [USUAL]) is (outcome not in settled)


@pytest.mark.parametrize("effect", [Variation.CONCERN, Variation.IMPROVEMENT, Variation.NEUTRAL])
def test_a_signal_of_concern_is_news_and_no_other(effect: Variation) -> None:
    assert needs_attention(metric_status(), [a_review(effect)]) is (effect is Variation.CONCERN)


@pytest.mark.parametrize("state", list(OutlookState))
def test_what_is_off_course_asks_for_attention(state: OutlookState) -> None:
    assert needs_attention(metric_status(), [a_review(state=state)]) is (state is OutlookState.OFF_COURSE)


def test_the_gap_is_a_share_of_the_target_today_or_on_its_day() -> None:
    off = metric_status(value=0.06, target=0.05)
    assert gap(off, [USUAL]) == pytest.approx(0.2)
    assert gap(off, [a_review(state=OutlookState.OFF_COURSE)]) == pytest.approx(0.5)
    assert gap(metric_status(value=0.04, target=0.05), [USUAL]) == 0
    assert gap(metric_status(value=None, target=0.05), [USUAL]) == 0


def controls(*reviews: MetricControl) -> MetricControls:
    return MetricControls([(review.metric, review.product) for review in reviews], reviews.__getitem__)


def test_a_control_is_worked_out_once_and_only_if_somebody_looks_at_it() -> None:
    asked: list[int] = []

    def review_at(place: int) -> MetricControl:
        asked.append(place)
        return MetricControl("cost", ("desk-bot", None)[place])

    reviews = MetricControls([("cost", "desk-bot"), ("cost", None)], review_at)
    assert reviews.of("cost", "unheard-of") is None
    assert reviews.metrics == ("cost",)
    assert asked == []
    assert reviews.of("cost", None) is reviews.of("cost", None)
    assert asked == [1]
    assert [review.product for review in reviews.reviews] == ["desk-bot", None]
    assert asked == [1, 0]


def test_the_widest_gap_comes_first_and_then_a_concern() -> None:
    wide = metric_status(metric="wide", value=0.10, target=0.05, outcome=Outcome.NOT_MET)
    narrow = metric_status(metric="narrow", value=0.06, target=0.05, outcome=Outcome.NOT_MET)
    worse = metric_status(metric="worse", value=0.04, target=0.05)
    unknown = metric_status(metric="unknown", value=0.04, target=0.05, outcome=Outcome.STALE)
    reviews: dict[tuple[str, str | None], MetricControl] = {
        (name, None): a_review(effect, metric=name)
        for name, effect in {"wide": None, "narrow": None, "worse": Variation.CONCERN, "unknown": None}.items()
    }
    heaps = sorted_by_attention([unknown, worse, narrow, wide], controls(*reviews.values()))
    assert [status.metric for status in heaps.attention] == ["wide", "narrow", "worse", "unknown"]


def test_what_broke_this_week_and_is_off_plan_comes_before_wider_gaps() -> None:
    wide = metric_status(metric="wide", value=0.10, target=0.05, outcome=Outcome.NOT_MET)
    broke = metric_status(metric="broke", value=0.06, target=0.05, outcome=Outcome.NOT_MET)
    reviews: dict[tuple[str, str | None], MetricControl] = {
        ("wide", None): a_review(metric="wide"),
        ("broke", None): a_review(Variation.CONCERN, metric="broke"),
    }
    every = controls(*reviews.values())
    assert [status.metric for status in sorted_by_attention([wide, broke], every).attention] == ["broke", "wide"]
    assert broken_metrics([wide, broke], every) == ((broke, reviews["broke", None]),)


def test_too_few_weeks_for_limits_are_no_news() -> None:
    assert not needs_attention(metric_status(), [MetricControl("hallucination_rate", None, points=(POINT,))])


def test_where_products_do_not_add_up_their_own_charts_speak() -> None:
    part = metric_status(product="desk-bot")
    total = metric_status(by_product=(part,))
    empty = MetricControl("hallucination_rate", None)
    own = a_review(Variation.CONCERN, product="desk-bot")
    reviews = controls(empty, own)
    assert controls_speaking_for(total, reviews) == (own,)
    assert sorted_by_attention([total], reviews).attention == (total,)


def test_every_metric_lies_in_one_heap_in_its_order() -> None:
    usual, silent, news = metric_status(), metric_status(metric="nps"), metric_status(metric="cost")
    signal = a_review(Variation.CONCERN, metric="cost")
    reviews = controls(USUAL, signal)
    heaps = sorted_by_attention([usual, silent, news], reviews)
    assert (heaps.attention, heaps.routine, heaps.silent) == ((news,), (usual,), (silent,))
