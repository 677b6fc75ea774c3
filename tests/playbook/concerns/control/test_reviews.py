"""The review of each series: limits, words, projection, samples, notes, and a sentence for everything that is odd."""

import math
from datetime import date, timedelta

import pytest

from metrics.statistics.control_chart import Assurance, LimitsState, Variation
from playbook.concerns.control import wording
from playbook.concerns.control.review import (
    MetricControl,
    OutlookState,
    PlanRun,
    ShapeName,
    Signal,
    Standing,
)
from playbook.concerns.control.reviews import metric_controls
from playbook.readiness.inquiry import Inquiry
from tests.playbook.building import PRODUCTS, START, measurements_of, playbook_of, week_row
from tests.playbook.concerns.control.reviewed import (
    DAY_90,
    METRICS,
    STEADY,
    latency,
    reviews,
    success,
    tuesday_after,
    weekly,
)


def test_a_steady_process_is_held_against_its_weeks_before_and_says_whether_it_meets_its_target() -> None:
    review = latency(*weekly(STEADY))
    assert review.limits is not None
    assert review.limits.state is LimitsState.LOCKED
    reach = 2.66 * 2.4 * math.sqrt(1 + 1 / 11)
    assert (review.limits.mean, review.limits.lower, review.limits.upper) == pytest.approx(
        (50.4545454545, 50.4545454545 - reach, 50.4545454545 + reach)
    )
    assert (review.shape, review.variation, review.assurance) == (
        ShapeName.FLAT,
        Variation.COMMON_CAUSE,
        Assurance.MEETS,
    )
    assert review.sentence == "Latency: 48 s, stale; consistently meets 60 s."
    point = review.points[-1]
    assert (point.near_lower, point.near_upper) == pytest.approx(
        (50.4545454545 - reach * 2 / 3, 50.4545454545 + reach * 2 / 3)
    )
    assert (point.signal, point.effect, point.target) == (None, None, 60)


@pytest.mark.parametrize(
    ("target", "assurance", "words"),
    [(40, Assurance.MISSES, "consistently misses 40 s"), (50, Assurance.HIT_AND_MISS, "hit and miss on 50 s")],
)
def test_the_last_target_is_held_against_the_limits_once_its_day_is_past(
    target: float, assurance: Assurance, words: str
) -> None:
    keys = f"targets: [{{date: 2026-10-01, value: 99}}, {{date: 2026-12-05, value: {target}}}]"
    review = latency(*weekly(STEADY), keys=keys)
    assert review.assurance is assurance
    assert review.sentence.endswith(f"; {words}.")
    assert (review.target, review.target_on) == (target, DAY_90)
    before = latency(*weekly(STEADY[:9]), keys=keys, day=tuesday_after(9))
    assert before.assurance is None


def test_without_a_trajectory_a_series_flat_over_twelve_weeks_is_assured_before_its_day() -> None:
    review = latency(*weekly(STEADY), keys="targets: [{date: 2027-03-05, value: 60}]", day=tuesday_after(12))
    assert (review.assurance, review.standing) == (Assurance.MEETS, Standing.ON_PLAN)
    assert review.sentence == (
        "Latency: 48 s, on plan; on course to stay at or below 60 s until Mar 5, 2027 (47.4 to 52.8 s); "
        "consistently meets 60 s."
    )


def test_a_signal_is_a_concern_or_an_improvement_by_the_direction() -> None:
    worse = latency(*weekly([*STEADY, 70]))
    assert worse.points[-1].signal is Signal.OUTSIDE
    assert worse.signal is not None
    assert (worse.signal.kind, worse.signal.week) == ("concern", "2026-W49")
    assert (worse.variation, worse.points[-1].effect, worse.points[-1].upwards) == (
        Variation.CONCERN,
        Variation.CONCERN,
        True,
    )
    assert "; concern: above the expected 43.2 to 57.3 s" in worse.sentence
    better = latency(*weekly([*STEADY, 20]))
    assert better.variation is Variation.IMPROVEMENT


def test_a_ramp_that_breaks_is_a_concern_without_a_forecast() -> None:
    review = latency(
        *weekly([90.0, 81, 74, 65, 55, 47, 38, 31, 60]),
        keys="targets: [{date: 2026-12-05, value: 20}]",
        day=tuesday_after(9),
    )
    assert review.sentence == (
        "Latency: 60 s, off plan; concern: above the expected 18.2 to 24.4 s; "
        "the last week broke the trend, no forecast."
    )
    assert review.outlook is not None
    assert (review.outlook.state, review.outlook.value) == (OutlookState.WITHHELD, None)


def test_a_week_keeps_the_label_it_got_when_it_closed() -> None:
    then = latency(*weekly([*STEADY, 70]), day=tuesday_after(13))
    later = latency(*weekly([*STEADY, 70, 71, 70, 72, 71, 70]), day=tuesday_after(18))
    assert [point.signal for point in later.points[:13]] == [point.signal for point in then.points]
    assert [point.mean for point in later.points[:13]] == [point.mean for point in then.points]


def test_a_step_is_named_and_a_restart_is_proposed() -> None:
    review = latency(*weekly([*STEADY[:8], 70, 71, 69, 70]), day=tuesday_after(12))
    assert review.signal is not None
    assert (review.signal.kind, review.signal.effect, review.signal.since) == (
        "step",
        Variation.CONCERN,
        START + timedelta(days=62),
    )
    assert "; concern: stepped from 50.2 s to 70 s with the week to Nov 8; " in review.sentence
    assert (
        "If the step in Nov 2-8 is here to stay, record a note of kind restart, so that limits start anew there."
        in review.remarks
    )


EXCLUDE = """
notes:
  - {kind: exclude, metric: latency, week: 2026-W42, text: Data center moved, by: lead, on: 2026-10-20}
"""


def test_a_week_with_a_known_cause_is_taken_out_of_limits_and_said() -> None:
    values = [50.0, 52, 49, 51, 48, 95, 53, 50, 49, 51, 52, 50, 48]
    review = latency(*weekly(values), records_notes=EXCLUDE, day=tuesday_after(13))
    out = review.points[5]
    assert (out.excluded, out.judged, out.signal) == (True, False, None)
    assert review.limits is not None
    assert review.limits.weeks == 12
    assert review.remarks == ("Oct 12-18 is left out of limits and forecasts: the cause is known.",)
    assert latency(*weekly(values), day=tuesday_after(13)).points[5].signal is Signal.OUTSIDE


def test_a_metric_with_a_season_is_held_against_the_same_phase() -> None:
    values = [10.0, 20, 30, 80, 11, 21, 30, 81, 10, 20, 31, 80, 11]
    declared = latency(
        *weekly(values), keys="season: 4, targets: [{date: 2026-12-05, value: 90}]", day=tuesday_after(13)
    )
    assert declared.limits is not None
    assert declared.limits.mean == pytest.approx(10.3, abs=1)
    plain = latency(*weekly(values), day=tuesday_after(13))
    assert any(remark.startswith("Every fourth week is high, the last one 1 week ago") for remark in plain.remarks)
    assert plain.signal is None


def test_four_weeks_on_one_side_are_ahead_of_the_plan() -> None:
    assert latency(*weekly(STEADY)).plan_run is PlanRun.AHEAD
    assert latency(*weekly(STEADY), keys="targets: [{date: 2026-12-05, value: 40}]").plan_run is PlanRun.BEHIND


def test_a_target_that_was_reached_is_a_fact_with_its_date() -> None:
    keys = "targets: [{date: 2026-09-07, value: 100, kind: baseline}, {date: 2026-12-05, value: 50}]"
    review = latency(*weekly([90.0, 81, 70, 62, 51, 49, 45]), keys=keys, day=tuesday_after(7))
    assert "50 s reached with the week to Oct 18." in review.remarks
    lost = latency(*weekly([90.0, 81, 70, 62, 51, 49, 55]), keys=keys, day=tuesday_after(7))
    assert not any("reached" in remark for remark in lost.remarks)


def test_without_a_target_the_sentence_says_so() -> None:
    review = latency(*weekly(STEADY), keys="targets: []", day=tuesday_after(12))
    assert review.standing is None
    assert review.sentence == "Latency: 48 s, no target; 50.1 s expected by Dec 5 (47.4 to 52.8 s)."


@pytest.mark.parametrize(("weeks", "said"), [(1, "6 more weeks"), (2, "5 more weeks"), (6, "1 more week")])
def test_a_few_points_are_too_early_for_limits(weeks: int, said: str) -> None:
    review = latency(*weekly(STEADY[:weeks]), day=tuesday_after(weeks))
    assert review.remarks == (f"Too early to tell signal from noise: {said} needed.",)
    assert review.shape is ShapeName.TOO_EARLY
    assert review.limits is not None
    assert (review.limits.state, review.limits.mean, review.variation) == (LimitsState.TOO_EARLY, None, None)


def test_limits_on_trial_say_so() -> None:
    limits = latency(*weekly(STEADY[:9])).limits
    assert limits is not None
    assert limits.state is LimitsState.TRIAL


def test_a_constant_series_says_no_variation_yet() -> None:
    review = latency(*weekly([5.0] * 10), day=tuesday_after(10))
    assert review.remarks == ("No variation yet: each of 10 weeks was 5 s.",)
    assert (review.variation, review.assurance) == (None, None)


def test_nothing_reported_has_its_sentence() -> None:
    empty = reviews().of("latency", None)
    assert empty is not None
    assert (empty.sentence, empty.limits, empty.outlook) == ("No closed week is in yet.", None, None)


def test_products_that_do_not_roll_up_are_looked_at_one_by_one() -> None:
    rows = [*weekly(STEADY), *[week_row("latency", week, value=9, product="other") for week in (1, 2)]]
    together = reviews(*rows).of("latency", None)
    assert together is not None
    assert together.sentence == wording.NOT_TOGETHER


def test_missing_weeks_are_named_and_passed_over() -> None:
    rows = [row for place, row in enumerate(weekly(STEADY)) if place not in (3, 4)]
    review = latency(*rows, day=tuesday_after(12))
    assert review.remarks == ("Sep 28-Oct 4 and Oct 5-11 are missing; the chart goes on with the next reported week.",)
    assert review.missing == ("2026-W40", "2026-W41")


def test_a_feed_that_stopped_is_told_apart_from_a_gap() -> None:
    rows = [row for place, row in enumerate(weekly(STEADY)) if place != 3]
    assert latency(*rows, day=tuesday_after(14)).remarks == (
        "Sep 28-Oct 4 is missing; the chart goes on with the next reported week.",
        "Nothing came in for the 2 weeks after Nov 23-29.",
    )


def test_one_enormous_outlier_does_not_widen_the_limits_and_is_reported() -> None:
    review = latency(*weekly([*STEADY[:6], 5e9, *STEADY[6:]]), day=tuesday_after(13))
    assert review.remarks == ("2 extreme jumps among the weeks before do not widen the limits.",)
    assert [point.point.week for point in review.points if point.signal] == ["2026-W43"]
    assert review.signal is None


def test_a_week_unlike_weeks_that_were_all_the_same_is_reported() -> None:
    review = latency(*weekly([4.0] * 12 + [5.0]), day=tuesday_after(13))
    assert review.limits is not None
    assert (review.limits.lower, review.limits.upper) == (4.0, 4.0)
    assert review.remarks == ("Each of the weeks before was 4 s, so any other value is a signal.",)


def test_a_rate_of_no_cases_has_no_value_and_says_so() -> None:
    review = success((90, 100), (0, 0), (91, 100), day=tuesday_after(3))
    assert [point.point.week for point in review.points] == ["2026-W37", "2026-W39"]
    assert review.no_cases == ("2026-W38",)
    assert review.remarks[0] == "Sep 14-20 counted no cases, so there is no value."


def test_targets_before_the_first_point_hold_on_and_are_reported() -> None:
    review = latency(*weekly(STEADY), keys="targets: [{date: 2026-08-01, value: 60}]", day=tuesday_after(12))
    assert review.remarks == ("Its last target, 60 s, dates from Aug 1, before the first week; it holds on.",)
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


def test_a_week_that_lacks_a_product_is_not_judged_and_is_reported() -> None:
    rows = [*weekly(STEADY), *[week_row("latency", week, value=1, product="other") for week in range(1, 12)]]
    keys = "over_products: sum, targets: [{date: 2026-12-05, value: 60}]"
    late = reviews(*rows, keys=keys, day=tuesday_after(12)).of("latency", None)
    assert late is not None
    assert (late.points[-1].point.partial, late.points[-1].judged, late.points[-1].signal) == ("1 of 2", False, None)
    assert late.remarks == ("Nov 23-29 is partial, so left out of limits and signals.",)


RESTART = """
notes:
  - {kind: restart, metric: latency, product: support-copilot, week: 2026-W49, text: Gateway, by: lead, on: 2026-12-07}
  - {metric: latency, week: 2026-W38, text: Holiday, by: platform-lead, on: 2026-09-21}
"""


def test_limits_start_anew_only_where_a_record_says_so() -> None:
    moved = weekly([*STEADY, *[value + 40 for value in STEADY[:7]]])
    untouched = latency(*moved)
    assert {point.signal for point in untouched.points[12:15]} == {Signal.OUTSIDE}
    assert untouched.shape is ShapeName.STEP
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
    said = "Too early to tell signal from noise since the limits restarted in Nov 30-Dec 6: 6 more weeks needed."
    assert said in restarted.remarks


def test_a_restart_without_a_week_since_waits_and_says_so() -> None:
    review = latency(*weekly(STEADY), records_notes=RESTART)
    assert "The limits restart with Nov 30-Dec 6, but no week is in since." in review.remarks
    assert len(review.stretches) == 1


def test_a_note_without_a_product_is_about_all_series_of_the_metric() -> None:
    found = reviews(*weekly(STEADY), records_notes=RESTART)
    for product in (None, "support-copilot"):
        review = found.of("latency", product)
        assert review is not None
        assert [note.text for note in review.points[1].notes] == ["Holiday"]


def test_a_rate_whose_samples_vary_may_have_limits_by_week() -> None:
    counts = [(12, 100), (8, 80), (6, 80), (9, 100), (10, 110), (12, 110), (9, 90), (8, 60)]
    review = success(*counts, success="chart: p, targets: [{date: 2026-12-05, value: 0.2}]")
    mean = 66 / 670
    assert review.points[7].upper == pytest.approx(mean + 3 * math.sqrt(mean * (1 - mean) / 60))
    mean = 57 / 580
    assert review.points[6].upper == pytest.approx(mean + 3 * math.sqrt(mean * (1 - mean) / 90))
    assert review.limits is not None
    assert review.limits.upper == review.points[-1].upper


def test_rates_of_few_cases_are_pooled_over_four_weeks() -> None:
    review = success(*[(8, 9), (9, 9), (7, 8), (9, 9), (8, 9)], day=tuesday_after(5))
    assert (review.shape, review.limits) == (ShapeName.SMALL, None)
    assert review.sentence.endswith("; too few cases for a forecast.")
    said = "Too few cases for weekly limits. Last 4 weeks together: 94.3% (33 of 35; 81.4% to 98.4% at 95%)."
    assert said in review.remarks


def test_rare_events_are_reported_as_events() -> None:
    keys = "targets: [{date: 2026-09-07, value: 0}]"
    definitions = (
        METRICS.replace("kind: duration, unit: s, ", "kind: count, ")
        .replace("KEYS", keys)
        .replace("SUCCESS", "targets: []")
    )
    playbook = playbook_of(definitions_metrics=definitions)
    rows = weekly([0, 0, 4, 0, 0, 1, 0, 0, 0, 5, 0, 0])
    found = metric_controls(Inquiry(playbook, measurements_of(playbook, *rows), tuesday_after(12)))
    review = found.of("latency", "support-copilot")
    assert review is not None
    assert (review.shape, review.limits, review.signal) == (ShapeName.RARE, None, None)
    assert review.sentence == "Latency: 0, on plan; rare events, no forecast."
    said = "10 in 3 of 12 weeks, the last one 2 weeks ago; 0.83 a week (0.4 to 1.5 at 95%). They come in batches."
    assert said in review.remarks


def test_a_p_chart_without_any_number_of_cases_says_what_it_needs() -> None:
    rows = [week_row("success", week, value=0.9) for week in range(1, 4)]
    review = reviews(*rows, success="chart: p", day=tuesday_after(3)).of("success", "support-copilot")
    assert review is not None
    assert review.limits is None
    assert review.sentence == wording.NO_CASES_KNOWN


def test_intervals_are_two_sided_and_the_samples_still_needed_are_reported() -> None:
    # scipy 1.17.1 binomtest().proportion_ci(method="wilson")
    review = success((19, 20), success="targets: [{date: 2026-09-07, value: 0.9}]")
    assert (review.low, review.high) == pytest.approx((0.763869, 0.991119), abs=1e-6)
    assert review.samples_needed == 80
    assert review.samples_sentence == "About 80 more at this rate would prove 90%."
    targets, late = "targets: [{date: 2026-09-07, value: 0.9}]", date(2026, 12, 1)
    few = success((19, 20), success=targets, day=late)
    assert few.samples_sentence == "90% is not proven; at this rate more cases do not settle it within the charter."
    enough = success((19, 20), success=f"{targets}, usual_n: 100", day=late)
    assert enough.samples_sentence == "About 80 more at this rate would prove 90%."
    assert success((114, 120), success="targets: [{date: 2026-09-07, value: 0.9}]").samples_needed == 0
    none = success((9, 10), success="targets: [{date: 2026-09-07, value: 0.9}]")
    assert (none.samples_needed, none.samples_sentence) == (None, "No number of samples at this rate would settle 90%.")
    below = success((43, 50), success="targets: [{date: 2026-09-07, value: 0.9}]")
    assert below.samples_sentence == "More cases at this rate would prove that 90% is missed."
    missed = success((70, 100), success="targets: [{date: 2026-09-07, value: 0.9}]")
    assert missed.samples_sentence == "90% is missed at 95%; more cases at this rate will not change that."


BOTH = PRODUCTS + "\n  - {id: search, owner: lead, risk_tier: limited}\n"


def of_search(*values: float, keys: str) -> MetricControl:
    """The review of a product whose metric adds up with another's."""
    texts = f"metrics: [{{id: spend, name: Spend, pillar: cost, kind: amount, owner: lead, source: bill, {keys}}}]"
    playbook = playbook_of(definitions_metrics=texts, records_products=BOTH)
    rows = [week_row("spend", place + 1, value=value, product="search") for place, value in enumerate(values)]
    asking = Inquiry(playbook, measurements_of(playbook, *rows), tuesday_after(len(values)))
    found = metric_controls(asking).of("spend", "search")
    assert found is not None
    return found


START_AT = "{date: 2026-09-07, value: %s, kind: baseline}"
RISING = (102.0, 209, 297, 405, 501, 596, 703, 799, 904)


def test_a_product_without_a_plan_of_its_own_is_shown_with_its_shape_and_not_judged() -> None:
    review = of_search(*RISING, keys=f"better: lower, targets: [{START_AT % 500}, {{date: 2026-12-05, value: 9000}}]")
    assert (review.standing, review.target, review.plan_run, review.assurance) == (None, None, None, None)
    assert review.signal is None  # the sum is planned to rise, too
    assert review.outlook is not None
    assert review.outlook.state is OutlookState.OPEN
    assert review.sentence == "Spend: 904, no plan of its own; 1,284 expected by Dec 5 (1,274 to 1,295)."


def test_what_rises_while_its_sum_is_to_fall_drifts() -> None:
    review = of_search(*RISING, keys=f"better: lower, targets: [{START_AT % 9000}, {{date: 2026-12-05, value: 500}}]")
    assert review.signal is not None
    assert review.signal.signal is Signal.DRIFT
