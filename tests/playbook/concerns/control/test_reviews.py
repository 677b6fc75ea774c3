"""The review of each series: limits, words, projection, samples, notes, and a sentence for everything that is odd."""

import json
import math
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.observation import Observation
from metrics.statistics.control_chart import Assurance, LimitsState, Signal, Variation
from playbook.concerns.control import wording
from playbook.concerns.control.as_json import metrics_document, series_row
from playbook.concerns.control.review import Course, MetricReview, MetricReviews
from playbook.concerns.control.reviews import metric_reviews
from playbook.readiness.inquiry import Inquiry
from tests.playbook.building import START, measurements_of, playbook_of, week_row

STEADY = [50.0, 52, 49, 51, 48, 50, 53, 49, 51, 50, 52, 48]
"""Mean 50.25, limits 43.479 to 57.021."""
DAY_90 = date(2026, 12, 5)
METRICS = """
metrics:
  - {id: latency, pillar: service, kind: duration, unit: s, better: lower, owner: platform, source: traces, KEYS}
  - {id: success, pillar: quality, kind: rate, better: higher, owner: lead, source: evals, SUCCESS}
"""


def reviews(
    *rows: Observation,
    keys: str = "targets: [{date: 2026-12-05, value: 60}]",
    success: str = "targets: [{date: 2026-12-05, value: 0.9}]",
    day: date = date(2027, 3, 1),
    **texts: str,
) -> MetricReviews:
    definitions = METRICS.replace("KEYS", keys).replace("SUCCESS", success)
    playbook = playbook_of(definitions_metrics=definitions, **texts)
    answer = metric_reviews(Inquiry(playbook, measurements_of(playbook, *rows), day))
    json.dumps(metrics_document(day, answer.reviews).to_json(), allow_nan=False)
    for review in answer.reviews:
        assert "nan" not in " ".join((review.sentence, review.samples_sentence, *review.remarks)).lower().split()
    return answer


def tuesday_after(week: int) -> date:
    """The day the numbers of a charter week come in."""
    return START + timedelta(weeks=week, days=1)


def weekly(values: list[float], *, first: int = 1, metric: str = "latency") -> list[Observation]:
    return [week_row(metric, first + place, value=value) for place, value in enumerate(values)]


def latency(*rows: Observation, **options: Any) -> MetricReview:
    found = reviews(*rows, **options).of("latency", "support-copilot")
    assert found is not None
    return found


def success(*counts: tuple[float, float], **options: Any) -> MetricReview:
    rows = [week_row("success", place + 1, k=k, n=n) for place, (k, n) in enumerate(counts)]
    found = reviews(*rows, **options).of("success", "support-copilot")
    assert found is not None
    return found


def test_a_steady_process_has_locked_limits_and_says_whether_it_can_meet_its_target() -> None:
    review = latency(*weekly(STEADY))
    assert review.limits is not None
    assert review.limits.state is LimitsState.LOCKED
    assert (review.limits.mean, review.limits.lower, review.limits.upper) == pytest.approx(
        (50.25, 43.479090909, 57.020909091)
    )
    assert (review.variation, review.assurance) == (Variation.COMMON_CAUSE, Assurance.MEETS)
    assert review.sentence == "Common cause; on today's process it will consistently meet 60 s."
    point = review.points[-1]
    assert (point.near_lower, point.near_upper) == pytest.approx((45.736060606, 54.763939394))
    assert (point.signal, point.effect, point.target) == (None, None, 60)


@pytest.mark.parametrize(
    ("target", "assurance", "words"),
    [(40, Assurance.MISSES, "consistently miss 40 s"), (50, Assurance.HIT_AND_MISS, "hit and miss 50 s")],
)
def test_the_last_target_is_held_against_the_last_limits(target: float, assurance: Assurance, words: str) -> None:
    # as nhs-r-community/NHSRplotthedots 0.2.2 judges the same values
    review = latency(
        *weekly(STEADY), keys=f"targets: [{{date: 2026-10-01, value: 99}}, {{date: 2026-12-05, value: {target}}}]"
    )
    assert review.assurance is assurance
    assert review.sentence == f"Common cause; on today's process it will {words}."
    assert (review.target, review.target_on) == (target, DAY_90)


def test_a_signal_is_a_concern_or_an_improvement_by_the_direction() -> None:
    worse = latency(*weekly([*STEADY, 70]))
    assert worse.points[-1].signal is Signal.OUTSIDE
    assert (worse.variation, worse.points[-1].effect, worse.points[-1].upwards) == (
        Variation.CONCERN,
        Variation.CONCERN,
        True,
    )
    assert worse.sentence.startswith("Concern, above the upper limit; ")
    better = latency(*weekly([*STEADY, 20]))
    assert better.variation is Variation.IMPROVEMENT


def test_without_a_target_the_sentence_says_so() -> None:
    assert latency(*weekly(STEADY), keys="targets: []").sentence == "Common cause; no target is set."


@pytest.mark.parametrize(("weeks", "said"), [(1, "1 of the 6 weeks"), (2, "2 of the 6 weeks"), (5, "5 of the 6 weeks")])
def test_a_few_points_are_too_early_for_limits(weeks: int, said: str) -> None:
    review = latency(*weekly(STEADY[:weeks]))
    assert review.sentence == f"Too early to tell signal from noise: {said} that limits need."
    assert review.limits is not None
    assert (review.limits.state, review.limits.mean, review.variation) == (LimitsState.TOO_EARLY, None, None)


def test_limits_on_trial_say_so() -> None:
    assert latency(*weekly(STEADY[:9])).sentence.endswith(
        " Its limits may still move: they are on trial, 9 of 12 weeks."
    )


def test_a_constant_series_says_no_variation_yet() -> None:
    review = latency(*weekly([5.0] * 10))
    assert review.sentence == "No variation yet: each of 10 weeks was 5 s."
    assert (review.variation, review.assurance) == (None, None)


def test_nothing_reported_has_its_sentence() -> None:
    empty = reviews().of("latency", None)
    assert empty is not None
    assert (empty.sentence, empty.limits, empty.projection) == ("No closed week is in yet.", None, None)


def test_products_that_do_not_roll_up_are_looked_at_one_by_one() -> None:
    rows = [*weekly(STEADY), *[week_row("latency", week, value=9, product="other") for week in (1, 2)]]
    together = reviews(*rows).of("latency", None)
    assert together is not None
    assert together.sentence == wording.NOT_TOGETHER


def test_missing_weeks_are_named_and_passed_over() -> None:
    rows = [row for place, row in enumerate(weekly(STEADY)) if place not in (3, 4)]
    review = latency(*rows, day=tuesday_after(12))
    assert review.remarks == ("2026-W40 and 2026-W41 are missing; the chart goes on with the next reported week.",)
    assert review.missing == ("2026-W40", "2026-W41")


def test_a_feed_that_stopped_is_told_apart_from_a_gap() -> None:
    rows = [row for place, row in enumerate(weekly(STEADY)) if place != 3]
    assert latency(*rows, day=tuesday_after(14)).remarks == (
        "2026-W40 is missing; the chart goes on with the next reported week.",
        "Nothing came in for the 2 weeks after 2026-W48.",
    )


def test_one_enormous_outlier_does_not_widen_the_limits_and_is_told() -> None:
    review = latency(*weekly([*STEADY[:6], 5e9, *STEADY[6:]]), day=tuesday_after(13))
    assert review.remarks[0] == "2 extreme jumps among the first weeks do not widen the limits."
    assert review.points[6].signal is Signal.OUTSIDE


def test_an_outlier_that_pulls_the_mean_away_from_most_weeks_is_told_with_what_to_do() -> None:
    far = latency(*weekly([*STEADY[:6], 5e9, *STEADY[6:]]), day=tuesday_after(13))
    assert far.remarks[1].startswith("13 of 13 weeks lie outside the limits: an extreme week among the first ones")
    assert "let the limits restart behind it" in far.remarks[1]
    near = latency(*weekly([*STEADY[:6], 70, *STEADY[6:]]), day=tuesday_after(13))
    assert near.remarks == ("1 extreme jump among the first weeks does not widen the limits.",)


def test_limits_of_weeks_that_were_all_the_same_have_no_width_and_say_so() -> None:
    review = latency(*weekly([4.0] * 12 + [5.0]), day=tuesday_after(13))
    assert review.limits is not None
    assert (review.limits.lower, review.limits.upper) == (4.0, 4.0)
    assert review.remarks == ("Each of the first weeks was 4 s, so any other value is a signal.",)


def test_a_rate_of_no_cases_has_no_value_and_says_so() -> None:
    review = success((90, 100), (0, 0), (91, 100), day=tuesday_after(3))
    assert [point.point.week for point in review.points] == ["2026-W37", "2026-W39"]
    assert review.no_cases == ("2026-W38",)
    assert review.remarks == ("2026-W38 counted no cases, so there is no value.",)


def test_targets_before_the_first_point_hold_on_and_are_told() -> None:
    review = latency(*weekly(STEADY), keys="targets: [{date: 2026-08-01, value: 60}]", day=tuesday_after(12))
    assert review.remarks == ("Its last target, 60 s, dates from 1 Aug, before the first week; it holds on.",)
    assert review.points[0].target == 60


def test_rows_out_of_order_make_the_same_chart() -> None:
    rows = weekly([*STEADY, 70])
    turned, straight = latency(*reversed(rows)), latency(*rows)
    assert [point.signal for point in turned.points] == [point.signal for point in straight.points]
    assert turned.limits == straight.limits


def test_the_running_week_is_not_judged() -> None:
    running = week_row("latency", 13, value=99, received=START + timedelta(weeks=12, days=2))
    review = latency(*weekly(STEADY), running, day=START + timedelta(weeks=12, days=3))
    assert (review.points[-1].point.running, review.points[-1].judged, review.points[-1].signal) == (True, False, None)
    assert review.variation is Variation.COMMON_CAUSE
    assert review.last == review.points[-2]


def test_a_week_that_lacks_a_product_is_not_judged_and_is_told() -> None:
    rows = [*weekly(STEADY), *[week_row("latency", week, value=1, product="other") for week in range(1, 12)]]
    keys = "over_products: sum, targets: [{date: 2026-12-05, value: 60}]"
    late = reviews(*rows, keys=keys, day=tuesday_after(12)).of("latency", None)
    assert late is not None
    assert (late.points[-1].point.partial, late.points[-1].judged, late.points[-1].signal) == ("1 of 2", False, None)
    assert late.remarks == ("2026-W48 is partial, so left out of limits and signals.",)


RESTART = """
notes:
  - {kind: restart, metric: latency, product: support-copilot, week: 2026-W49, text: Gateway, by: lead, on: 2026-12-07}
  - {metric: latency, week: 2026-W38, text: Holiday, by: platform-lead, on: 2026-09-21}
"""


def test_limits_start_anew_only_where_a_record_says_so() -> None:
    moved = weekly([*STEADY, *[value + 40 for value in STEADY[:7]]])
    untouched = latency(*moved)
    assert {point.signal for point in untouched.points[12:]} == {Signal.OUTSIDE}
    restarted = latency(*moved, records_notes=RESTART)
    assert {point.signal for point in restarted.points[12:]} == {None}
    assert [stretch.weeks for stretch in restarted.stretches] == [12, 7]
    assert restarted.limits is not None
    assert restarted.limits.restart is not None
    assert restarted.limits.restart.text == "Gateway"
    assert restarted.restarts == (restarted.limits.restart,)
    assert restarted.points[12].notes == restarted.restarts


def test_a_restart_acts_from_the_day_it_was_recorded() -> None:
    rows, later = weekly(STEADY + STEADY[:1]), RESTART.replace("2026-12-07", "2026-12-10")
    assert len(latency(*rows, records_notes=later, day=date(2026, 12, 9)).stretches) == 1
    restarted = latency(*rows, records_notes=later, day=date(2026, 12, 10))
    assert len(restarted.stretches) == 2
    since = "of the 6 weeks that limits need since their restart in 2026-W49."
    assert restarted.sentence == f"Too early to tell signal from noise: 1 {since}"


def test_a_restart_without_a_week_since_waits_and_says_so() -> None:
    review = latency(*weekly(STEADY), records_notes=RESTART)
    assert "The limits restart with 2026-W49, but no week is in since." in review.remarks
    assert len(review.stretches) == 1


def test_a_note_without_a_product_is_about_all_series_of_the_metric() -> None:
    found = reviews(*weekly(STEADY), records_notes=RESTART)
    for product in (None, "support-copilot"):
        review = found.of("latency", product)
        assert review is not None
        assert [note.text for note in review.points[1].notes] == ["Holiday"]


def test_a_rate_whose_samples_vary_may_have_limits_by_week() -> None:
    counts = [(12, 100), (8, 80), (6, 80), (9, 100), (10, 110), (12, 110)]
    review = success(*counts, success="chart: p, targets: [{date: 2026-12-05, value: 0.2}]")
    mean = 57 / 580
    assert review.points[0].upper == pytest.approx(mean + 3 * math.sqrt(mean * (1 - mean) / 100))
    assert review.points[1].upper == pytest.approx(mean + 3 * math.sqrt(mean * (1 - mean) / 80))
    assert review.limits is not None
    assert review.limits.upper == review.points[-1].upper


def test_a_p_chart_without_any_number_of_cases_says_what_it_needs() -> None:
    rows = [week_row("success", week, value=0.9) for week in range(1, 4)]
    review = reviews(*rows, success="chart: p", day=tuesday_after(3)).of("success", "support-copilot")
    assert review is not None
    assert review.limits is None
    assert review.sentence == wording.NO_CASES_KNOWN


def test_intervals_are_two_sided_and_the_samples_still_needed_are_told() -> None:
    # scipy 1.17.1 binomtest().proportion_ci(method="wilson")
    review = success((19, 20), success="targets: [{date: 2026-09-07, value: 0.9}]")
    assert (review.low, review.high) == pytest.approx((0.763869, 0.991119), abs=1e-6)
    assert review.samples_needed == 80
    assert review.samples_sentence == "About 80 more at this rate would prove 90%."
    assert success((114, 120), success="targets: [{date: 2026-09-07, value: 0.9}]").samples_needed == 0
    none = success((9, 10), success="targets: [{date: 2026-09-07, value: 0.9}]")
    assert (none.samples_needed, none.samples_sentence) == (None, "No number of samples at this rate would prove 90%.")


def test_a_projection_says_where_it_is_heading_and_when_the_target_is_reached() -> None:
    # a falling rate with one outlier; slope and band worked out with scipy 1.17.1 for days 7 to 56 of the charter
    values = [9.0, 8.5, 8.0, 20.0, 7.2, 7.0, 6.6, 6.0]
    projection = latency(
        *weekly(values), keys="targets: [{date: 2026-12-05, value: 3}]", day=date(2026, 11, 3)
    ).projection
    assert projection is not None
    assert projection.on == DAY_90
    assert (projection.value, projection.low, projection.high) == pytest.approx(
        (4.2571428571, 3.4214285714, 4.4242857143)
    )
    assert projection.reaches_target == START + timedelta(days=111)
    assert projection.course is Course.LATE
    assert (
        projection.sentence
        == "At this pace 4.26 s on 5 Dec (3.42 s to 4.42 s); 3 s is reached on 27 Dec, after its day."
    )


@pytest.mark.parametrize(
    ("values", "target", "course", "said"),
    [
        ([9.0, 8, 7, 6, 5], 3, Course.ON_TIME, "3 s is reached on 25 Oct"),
        ([5.0, 5, 5, 5, 5.5], 3, Course.NOT_AT_THIS_PACE, "3 s is not reached at this pace"),
        ([5.0, 6, 7, 8, 9], 3, Course.NOT_AT_THIS_PACE, "3 s is not reached at this pace"),
        ([5.0, 6, 7, 8, 9], 10, Course.SLIPPING, "10 s is met now and lost by then"),
        ([9.0, 8, 7, 6, 5], 7, Course.REACHED, "the line reached 7 s by 27 Sep"),
        ([5.0, 5.1, 4.9, 5, 9], 7, Course.REACHED, "the line reached 7 s by 13 Sep, but the last week was not there"),
    ],
)
def test_what_becomes_of_the_target_is_said(values: list[float], target: float, course: Course, said: str) -> None:
    keys = f"targets: [{{date: 2026-12-05, value: {target}}}]"
    projection = latency(*weekly(values), keys=keys, day=date(2026, 10, 13)).projection
    assert projection is not None
    assert projection.course is course
    assert f"; {said}." in projection.sentence


def test_four_weeks_are_too_early_for_a_projection() -> None:
    projection = latency(*weekly([1.0, 2, 3, 4])).projection
    assert projection is not None
    assert projection.is_too_early
    assert projection.sentence == "Too early to say where it is heading: 4 of the 5 weeks that takes."


def test_what_becomes_of_a_target_is_unknown_while_it_is_too_early() -> None:
    answer = reviews(*weekly([1.0, 2, 3, 4])).of("latency", "support-copilot")
    assert answer is not None
    shown = series_row(answer).projection
    assert shown is not None
    assert (shown.state, shown.course) == ("too early", None)


def test_a_projected_rate_stays_between_0_and_1() -> None:
    projection = success(*[(60 + 9 * week, 100) for week in range(5)]).projection
    assert projection is not None
    assert (projection.value, projection.high) == (1.0, 1.0)


def test_each_dated_target_ahead_is_held_against_the_line() -> None:
    keys = "targets: [{date: 2026-10-25, value: 4}, {date: 2026-12-05, value: 0.5}]"
    projection = latency(*weekly([9.0, 8, 7, 6, 5]), keys=keys, day=date(2026, 10, 13)).projection
    assert projection is not None
    assert [(ahead.on, ahead.meets) for ahead in projection.targets] == [(date(2026, 10, 25), True), (DAY_90, True)]


def test_a_budget_for_another_day_than_day_90_names_its_day() -> None:
    keys = "kind: amount, unit: USD, per: charter, targets: [{date: 2027-03-01, value: 13000}]"
    definitions = (
        METRICS.replace("kind: duration, unit: s, ", "").replace("KEYS", keys).replace("SUCCESS", "targets: []")
    )
    playbook = playbook_of(definitions_metrics=definitions)
    rows = [week_row("latency", week, value=1000 + 10 * (week % 2)) for week in range(1, 9)]
    review = metric_reviews(Inquiry(playbook, measurements_of(playbook, *rows), date(2026, 11, 3)))
    found = review.of("latency", "support-copilot")
    assert found is not None
    assert found.projection is not None
    assert "more than $13,000 on 1 Mar 2027" in found.projection.sentence


def test_money_for_the_whole_charter_is_projected_as_its_total_against_the_budget() -> None:
    definitions = METRICS.replace("KEYS", "targets: []").replace("SUCCESS", "targets: []") + (
        "  - {id: spend, pillar: cost, kind: amount, unit: USD, per: charter, level: organization, better: lower, "
        "owner: finance, source: books}\n"
    )
    playbook = playbook_of(
        definitions_metrics=definitions, records_charter="start: 2026-09-07\nbudget: {amount: 13000, currency: USD}"
    )
    rows = [week_row("spend", week, value=1000 + 10 * (week % 2), product="") for week in range(1, 9)]
    review = metric_reviews(Inquiry(playbook, measurements_of(playbook, *rows), date(2026, 11, 3))).of("spend", None)
    assert review is not None
    assert review.projection is not None
    assert review.projection.value == pytest.approx(12921, abs=20)
    assert "within $13,000" in review.projection.sentence
    assert review.assurance is None
    assert "its target is for the whole charter, not for a week" in review.sentence


ODD = st.sampled_from([0.0, 1.0, -1.0, 0.1, 0.1 + 0.2, 0.3, 100.0, 1e16, 1e300, -1e308, 1.7e308, 5e-324])
SIZES = st.sampled_from([0, 1, 5, 100, 10**15])


@settings(deadline=None, max_examples=60)
@given(st.lists(ODD, max_size=16), st.lists(SIZES, max_size=16), ODD, st.sampled_from(["xmr", "p"]))
def test_whatever_the_numbers_no_sentence_and_no_json_is_without_a_number(
    values: list[float], sizes: list[int], target: float, chart: str
) -> None:
    counts = [week_row("success", week + 1, k=size // 2, n=size) for week, size in enumerate(sizes)]
    found = reviews(
        *weekly(values),
        *counts,
        keys=f"targets: [{{date: 2026-12-05, value: {target!r}}}]".replace("e+", "e"),
        success=f"chart: {chart}, targets: [{{date: 2026-12-05, value: 0.9}}]",
        day=date(2026, 11, 3),
    )
    assert all(review.sentence for review in found.reviews)


def test_after_day_90_only_the_target_is_spoken_of() -> None:
    projection = latency(*weekly([9.0, 8, 7, 6, 5]), keys="targets: [{date: 2026-12-05, value: 3}]").projection
    assert projection is not None
    assert projection.sentence == "3 s is reached on 25 Oct 2026."


def test_days_missing_from_every_week_leave_nothing_to_judge() -> None:
    rows = [replace(row, period_start=row.period_end, period_end=row.period_end) for row in weekly([1.0, 2.0, 3.0])]
    review = latency(*rows, keys="grain: day, over_time: mean, targets: []", day=tuesday_after(3))
    assert review.sentence == "No whole week is in yet; what lacks days or products is not judged."
    assert "are partial, so left out of limits and signals" in review.remarks[0]


def test_a_target_for_a_month_is_spoken_of_as_what_it_means_for_a_week() -> None:
    review = latency(*weekly(STEADY), keys="per: month, targets: [{date: 2026-12-05, value: 260.892857}]")
    assert review.sentence == "Common cause; on today's process it will consistently meet 60 s a week."
