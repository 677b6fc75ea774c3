"""Verdicts of whole series: published ramps, labels that stay, and numbers that nobody hoped for."""

from dataclasses import fields, is_dataclass, replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from metrics.arrays import Floats
from metrics.statistics.labels import Rule
from metrics.statistics.outlook import Outlook, PlanRun
from metrics.statistics.shape import Shape
from metrics.statistics.table import SeriesTable, series_table
from metrics.statistics.verdicts import Verdicts, judge, labels_by_week
from tests.metrics.statistics.series_of import NAN, flagged, one_rate, one_series, week_of

# weekly series of a 90-day charter, asked on 2026-11-18, with what a statistician says of each (scipy 1.17)
TODAY = date(2026, 11, 18)
RAMP = [52, 96, 141, 183, 236, 277, 329, 368, 421, 462]
BREAK = [180, 158, 136, 118, 97, 80, 63, 47, 30, 102], [1500, 1480, 1510, 1490, 1505, 1500, 1510, 1495, 1500, 1510]
STEP = [937, 931, 946, 935, 942, 932, 1030, 1037, 1026, 1033], [1200] * 10
SHOCK = [504, 494, 500, 820, 498, 502, 492, 506, 496, 500, 494, 502], [2000] * 12
LOOSE = [5125, 4825, 5275, 4950, 5400, 4750, 5200, 4875, 5325, 5025, 4800, 5225], [250_000] * 12
BATCHES = [0, 0, 4, 0, 0, 1, 0, 0, 0, 5, 0, 0]
DRIFT = [4.02, 3.96, 4.03, 3.98, 4.04, 3.99, 4.03, 4.07, 4.06, 4.11, 4.1, 4.13]


def judged(table: SeriesTable) -> Verdicts:
    return judge(table, week_of(TODAY, table.values.shape[1]))


def said(found: Verdicts) -> tuple[Shape, Rule, Outlook, PlanRun]:
    return (
        Shape(int(found.labels.shape[0])),
        Rule(int(found.labels.rule[0])),
        Outlook(int(found.outlooks.state[0])),
        PlanRun(int(found.plan_run[0])),
    )


def interval(found: Verdicts) -> list[float]:
    return [float(side[0]) for side in (found.outlooks.value, found.outlooks.low, found.outlooks.high)]


def test_a_ramp_is_a_line_and_in_doubt_where_its_interval_holds_the_target() -> None:
    plan = [(date(2026, 9, 7), 10.0), (date(2026, 12, 5), 600.0)]
    table = one_series(RAMP, kind="count", goal=600, plan=plan)
    found = judged(table)
    assert said(found) == (Shape.LINE, Rule.NONE, Outlook.IN_DOUBT, PlanRun.AROUND)
    assert found.labels.expected[0] == pytest.approx(466.3, abs=0.05)
    assert found.labels.reach[0] == pytest.approx(16.08, abs=0.005)
    assert interval(found) == pytest.approx([596.1, 589.1, 603.2], abs=0.06)
    assert flagged(table) == []


def test_a_ramp_that_breaks_is_a_concern_and_its_forecast_is_withheld() -> None:
    table = one_rate(*BREAK, better=-1, goal=0.03)
    found = judged(table)
    assert said(found)[:3] == (Shape.LINE, Rule.OUTSIDE, Outlook.WITHHELD)
    assert found.labels.way[0] == 1
    assert found.labels.expected[0] == pytest.approx(0.00224, abs=5e-6)
    assert found.labels.reach[0] == pytest.approx(0.00585, abs=5e-6)
    assert (found.own_hits[0], found.own_cases[0]) == (77, 2995)
    assert found.own_z[0] == pytest.approx(6.79, abs=0.005)
    assert found.own_chance[0] == pytest.approx(1.15e-11, rel=0.01)
    assert flagged(table) == [(9, Rule.OUTSIDE)]


def test_a_step_is_named_with_both_levels_and_judged_by_the_newer_one() -> None:
    table = one_rate(*STEP, goal=0.88)
    found = judged(table)
    assert said(found)[:3] == (Shape.STEP, Rule.STEP, Outlook.OFF_COURSE)
    assert found.step[0] == 6
    assert [found.before[0], found.level[0]] == pytest.approx([0.781, 0.8596], abs=5e-5)
    assert interval(found) == pytest.approx([0.8596, 0.8525, 0.8667], abs=2e-4)
    labels = labels_by_week(table)
    assert (labels.way[0] >= 0).all()


def test_one_shock_makes_no_signals_of_other_weeks() -> None:
    table = one_rate(*SHOCK, better=-1, goal=0.27)
    found = judged(table)
    assert said(found)[:3] == (Shape.FLAT, Rule.NONE, Outlook.ON_COURSE)
    centre, reach = found.labels.expected[0], found.labels.reach[0]
    assert [centre, centre - reach, centre + reach] == pytest.approx([0.25, 0.2394, 0.2606], rel=0.02)
    assert flagged(table) == [(3, Rule.OUTSIDE)]


def test_rates_that_vary_more_than_their_cases_get_wider_limits() -> None:
    table = one_rate(*LOOSE, better=-1, goal=0.0205, chart="p")
    found = judged(table)
    assert said(found)[:2] == (Shape.FLAT, Rule.NONE)
    assert found.sigma_z[0] == pytest.approx(4.977, rel=0.02)
    centre, reach = found.labels.expected[0], found.labels.reach[0]
    assert [centre - reach, centre + reach] == pytest.approx([0.01605, 0.02447], rel=0.02)
    assert flagged(table) == []


def test_rare_events_have_no_limits_and_no_forecast() -> None:
    table = one_series(BATCHES, kind="count", better=-1, goal=1)
    found = judged(table)
    assert said(found)[:3] == (Shape.RARE, Rule.NONE, Outlook.WITHHELD)
    assert np.isnan(found.labels.expected[0])
    assert flagged(table) == []


def test_a_slow_drift_the_wrong_way_is_a_concern_though_its_ceiling_is_kept() -> None:
    table = one_series(DRIFT, kind="duration", better=-1, goal=4.5, plan=[(date(2026, 8, 24), 4.5)])
    found = judged(table)
    assert said(found) == (Shape.LINE, Rule.DRIFT, Outlook.ON_COURSE, PlanRun.AHEAD)
    assert found.slope[0] == pytest.approx(0.0134, abs=5e-5)
    assert interval(found) == pytest.approx([4.173, 4.125, 4.221], abs=5e-4)
    assert labels_by_week(table).way[0].max() == 1


def test_a_drift_the_plan_asks_for_is_none() -> None:
    plan = [(date(2026, 8, 24), 3.9), (date(2026, 12, 5), 4.5)]
    found = judged(one_series(DRIFT, kind="duration", better=-1, goal=4.5, plan=plan))
    assert found.labels.rule[0] == Rule.NONE


def test_a_plateau_after_a_ramp_bends() -> None:
    values = [102, 148, 203, 247, 302, 351, 396, 428, 446, 455, 459]
    found = judged(one_series(values, goal=600))
    assert found.bend[0] == -1
    assert not found.faster[0]
    assert found.outlooks.state[0] == Outlook.WITHHELD or found.outlooks.high[0] < 600


@pytest.mark.parametrize("better", [1, -1])
@pytest.mark.parametrize("flat_weeks", [4, 5, 6])
def test_the_last_week_of_a_plateau_did_not_break_the_ramp_before_it(better: int, flat_weeks: int) -> None:
    ramp = [50.0, 120, 190, 260, 330, 400]
    values = [better * each for each in [*ramp, 402, 398, 405, 396, 401, 399][: 6 + flat_weeks]]
    found = judged(one_series(values, better=better, goal=better * 600))
    assert found.labels.rule[0] == Rule.BEND
    assert found.labels.way[0] == -better
    assert not found.faster[0]
    assert found.outlooks.state[0] == Outlook.OFF_COURSE
    assert abs(found.outlooks.value[0]) == pytest.approx(398, abs=8)


def test_a_fall_by_the_same_share_slows_down_and_no_week_breaks_it() -> None:
    values = [0.3 * 0.8**week for week in range(12)]
    for weeks in range(9, 13):
        found = judged(one_series(values[:weeks], kind="duration", better=-1, goal=0.02))
        assert found.labels.rule[0] == Rule.BEND
        assert not found.faster[0]


FALLS = [0.105, 0.095, 0.079, 0.066, 0.042, 0.039, 0.019]


@pytest.mark.parametrize("better", [1, -1])
@pytest.mark.parametrize(
    ("newest", "rule"),
    [(0.02, Rule.NONE), (0.009, Rule.NONE), (0.0, Rule.NONE), (0.05, Rule.OUTSIDE)],
    ids=["stays", "goes on", "reaches the end", "falls back"],
)
def test_a_line_that_would_leave_what_its_metric_can_be_has_to_end(better: int, newest: float, rule: Rule) -> None:
    """No rate falls below 0%, nor rises above 100%: staying where it was last week breaks no trend, and to go on with
    it is no news either."""
    shares = [each if better < 0 else 1 - each for each in [*FALLS, newest]]
    hits, cases = [round(1500 * share) for share in shares], [1500] * len(shares)
    table = replace(one_rate(hits, cases, better=better), lowest=np.zeros(1), highest=np.ones(1))
    found = judged(table)
    assert (found.labels.shape[0], found.labels.rule[0]) == (Shape.LINE, rule)
    assert found.labels.way[0] == (0 if rule is Rule.NONE else -better)


def test_a_rate_without_cases_has_no_forecast() -> None:
    """Its newest week proves nothing, so it promises nothing."""
    values = [0.31, 0.3, 0.29, 0.285, 0.28, 0.27, 0.268, 0.26]
    table = replace(one_series(values, better=-1, goal=0.25), is_rate=np.ones(1, dtype=np.bool_))
    assert judged(table).outlooks.state[0] == Outlook.WITHHELD


def test_a_ramp_that_grows_by_the_same_share_speeds_up() -> None:
    found = judged(one_series([round(20 * 1.35**week) for week in range(10)], goal=600))
    assert (found.bend[0], found.faster[0]) == (1, 1)


def test_a_newest_week_never_changes_the_label_of_an_earlier_one() -> None:
    random = np.random.default_rng(2)
    values = random.standard_normal((40, 20)) + random.normal(0, 0.5, (40, 1)) * np.arange(20)
    better = np.ones(40, dtype=np.int64)
    whole = labels_by_week(series_table(values, better))
    for weeks in (7, 11, 19):
        then = labels_by_week(series_table(values[:, :weeks], better))
        for part in fields(then):
            np.testing.assert_allclose(getattr(then, part.name), getattr(whole, part.name)[:, :weeks], rtol=1e-12)


def test_the_newest_label_is_that_of_the_call_for_all_series() -> None:
    random = np.random.default_rng(3)
    values = random.standard_normal((60, 16)) + random.normal(0, 0.5, (60, 1)) * np.arange(16)
    values[random.random(values.shape) < 0.2] = np.nan
    values[:, -1] = 1.0
    table = series_table(values, np.ones(60, dtype=np.int64))
    alone, together = labels_by_week(table), judge(table).labels
    for part in fields(together):
        np.testing.assert_allclose(getattr(together, part.name), getattr(alone, part.name)[:, -1], rtol=1e-12)


def test_blocks_of_many_series_come_out_as_one_series_alone() -> None:
    random = np.random.default_rng(4)
    values = random.standard_normal((9000, 40)) + random.normal(0, 0.1, (9000, 1)) * np.arange(40)
    better, due = np.ones(9000, dtype=np.int64), np.full(9000, 44.0)
    together = judge(series_table(values, better, due=due, goal=np.zeros(9000)), 39.5)
    for row in (0, 6553, 6554, 8999):
        alone = judge(series_table(values[[row]], better[:1], due=due[:1], goal=np.zeros(1)), 39.5)
        assert together.labels.expected[row] == pytest.approx(alone.labels.expected[0], nan_ok=True)
        assert together.outlooks.low[row] == pytest.approx(alone.outlooks.low[0], nan_ok=True)
        assert together.labels.rule[row] == alone.labels.rule[0]


def test_six_weeks_are_labelled_once_the_seventh_has_closed() -> None:
    values = [10.0, 11, 10, 40, 11, 10, 10.5]
    assert flagged(one_series(values[:6])) == []
    assert flagged(one_series(values)) == [(3, Rule.OUTSIDE)]


def test_an_excluded_week_has_no_label_and_widens_nothing() -> None:
    values = [10.0, 11, 10, 11, 10, 11, 10, 95, 11, 10, 11, 10]
    table = one_series(values, excluded=[7])
    labels = labels_by_week(table)
    assert labels.shape[0, 7] == -1
    assert judge(table).labels.reach[0] == pytest.approx(2.66 * np.sqrt(1 + 1 / 10))


def test_a_restart_makes_the_weeks_before_it_past() -> None:
    values = [10.0, 11, 10, 11, 10, 11, 30, 31, 30, 31, 30, 31, 30]
    assert judge(one_series(values)).labels.shape[0] == Shape.STEP
    found = judge(one_series(values, first=6))
    assert (found.labels.shape[0], found.weeks[0]) == (Shape.FLAT, 6)
    assert found.labels.expected[0] == pytest.approx(30.5)


def test_a_declared_season_is_held_against_its_own_phase() -> None:
    values = [10.0, 20, 30, 80, 11, 21, 30, 81, 10, 20, 31, 80, 11, 20, 30, 81]
    unlike = [*values[:-1], 30.0]
    assert judge(one_series(values, season=4)).labels.rule[0] == Rule.NONE
    found = judge(one_series(unlike, season=4))
    assert (found.labels.rule[0], found.labels.way[0]) == (Rule.OUTSIDE, -1)
    assert found.labels.expected[0] == pytest.approx(80, abs=1.5)
    assert judge(one_series(values[:10], season=4)).labels.shape[0] == Shape.TOO_EARLY


def test_weeks_that_repeat_undeclared_get_a_remark_and_no_signal() -> None:
    found = judged(one_series([10.0, 20, 30, 80, 11, 21, 30, 81, 10, 20, 31, 80], goal=50))
    assert (found.cycle[0], found.cycle_high[0]) == (0, 1)
    assert found.labels.rule[0] == Rule.NONE
    peaks = [100.0, 102, 99, 150, 101, 98, 103, 152, 100, 101, 97, 149]
    assert flagged(one_series(peaks[:9])) == [(3, Rule.OUTSIDE)]
    assert flagged(one_series(peaks)) == []


def test_a_jump_from_none_of_many_cases_is_seen_though_no_limits_are_drawn() -> None:
    found = judge(one_rate([*[0] * 9, 30], [500] * 10, better=-1))
    assert (found.labels.shape[0], found.labels.rule[0], found.labels.way[0]) == (Shape.SMALL, Rule.OWN_WEEKS, 1)


ODD: dict[str, list[float]] = {
    "one point": [5.0, *[NAN] * 13],
    "all equal": [3.0] * 14,
    "all missing": [NAN] * 14,
    "gaps": [1, NAN, 2, NAN, NAN, 3, 1, 2, NAN, 2, 1, NAN, 2, 1],
    "one enormous": [1, 2, 1, 2, 1, 2, 1, 2, 1e308, 2, 1, 2, 1, 2],
    "the newest enormous": [1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 1e308],
    "all enormous": [1e308, -1e308] * 7,
    "minute": [1e-310, 2e-310] * 7,
    "negative": [-3, -5, -2, -4, -3, -5, -2, -4, -3, -5, -2, -4, -3, -50],
    "a perfect line": [float(week) for week in range(14)],
    "a perfect step": [1.0] * 7 + [2.0] * 7,
    "equal but for the newest": [4.2] * 13 + [4.3],
    "zeros": [0.0] * 14,
    "zeros and then": [0.0] * 13 + [1e300],
}
ODD_RATES: dict[str, tuple[list[float], list[float]]] = {
    "no cases": ([0] * 14, [0] * 14),
    "one case a week": ([0, 1] * 7, [1] * 14),
    "a quarter of a million": ([5000 + 7 * week % 50 for week in range(14)], [250_000] * 14),
    "more hits than cases": ([5] * 14, [3] * 14),
    "all of them": ([50] * 14, [50] * 14),
    "none of them": ([0] * 14, [500] * 14),
    "negative": ([-1] * 14, [50] * 14),
    "unknown": ([NAN] * 14, [NAN] * 14),
    "falls below nothing": ([100 - 7 * week for week in range(14)], [100] * 14),
}


def hold_together(found: object, without: tuple[str, ...] = ("expected", "reach", "value", "low", "high")) -> None:
    """No NaN but where a state says that there is nothing."""
    assert is_dataclass(found)
    for part in fields(found):
        column = getattr(found, part.name)
        if is_dataclass(column):
            hold_together(column)
        elif part.name not in without:
            assert np.isfinite(column).all(), part.name


def complete(table: SeriesTable) -> Verdicts:
    found = judge(table, table.values.shape[1] - 0.5)
    hold_together(found)
    labels = found.labels
    limited = (labels.shape >= Shape.FLAT) & (labels.shape <= Shape.STEP)
    for limits in (labels.expected, labels.reach):
        np.testing.assert_array_equal(np.isfinite(limits), limited)
    known = found.outlooks.state <= Outlook.OPEN
    for side in (found.outlooks.value, found.outlooks.low, found.outlooks.high):
        np.testing.assert_array_equal(np.isfinite(side), known)
    labels_by_week(table)
    return found


@pytest.mark.parametrize("kind", ["amount", "count"])
@pytest.mark.parametrize("values", ODD.values(), ids=ODD.keys())
def test_odd_series_have_a_state_and_no_nan(values: list[float], kind: str) -> None:
    found = complete(one_series(values, kind=kind, goal=2.0, plan=[(TODAY, 2.0)]))
    if not np.isfinite(values).any():
        assert found.labels.shape[0] == -1
        assert found.outlooks.state[0] == Outlook.NONE


@pytest.mark.parametrize("chart", ["xmr", "p"])
@pytest.mark.parametrize(("hits", "cases"), ODD_RATES.values(), ids=ODD_RATES.keys())
def test_odd_rates_have_a_state_and_no_nan(hits: list[float], cases: list[float], chart: str) -> None:
    complete(one_rate(hits, cases, goal=0.5, chart=chart))


WEEKS = 13
MOST = float(np.finfo(np.float64).max)


@settings(max_examples=60)
@given(arrays(np.float64, (3, WEEKS), elements=st.floats(-MOST, MOST) | st.just(NAN) | st.integers(0, 12).map(float)))
def test_no_numbers_lead_to_a_warning_or_to_nan(values: Floats) -> None:
    ones = np.ones(3, dtype=np.bool_)
    table = series_table(
        values, np.array([1, -1, 0]), is_count=ones, due=np.full(3, 15.0), goal=np.zeros(3), season=np.array([0, 0, 2])
    )
    complete(table)
    complete(table.rows(np.array([2, 0])))


def test_a_table_whose_parts_do_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="goal does not fit 2 series of 3 weeks"):
        series_table(np.zeros((2, 3)), np.array([1, 1]), goal=np.zeros(3))
    with pytest.raises(ValueError, match="no week"):
        series_table(np.zeros((2, 0)), np.array([1, 1]))
