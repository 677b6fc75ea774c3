"""The outlook: what each interval is made from, and when there is none."""

from datetime import date

import numpy as np
import pytest
from scipy import stats

from metrics.arrays import Floats
from metrics.statistics.outlook import Basis, Outlook, PlanRun, plan_runs
from metrics.statistics.table import SeriesTable, series_table
from metrics.statistics.verdicts import Verdicts, judge
from tests.metrics.statistics.series_of import one_rate, one_series

DAY_90 = 20 / 7
"""Weeks from the last closed one of the cases to the target's day."""


def outlook_of(table: SeriesTable, today: float | None = None) -> tuple[Outlook, Basis, Floats]:
    found: Verdicts = judge(table, table.values.shape[1] - 0.6 if today is None else today)
    outlook_of = found.outlooks
    return (
        Outlook(int(outlook_of.state[0])),
        Basis(int(outlook_of.basis[0])),
        np.array([outlook_of.value[0], outlook_of.low[0], outlook_of.high[0]]),
    )


def level(values: Floats) -> Floats:
    many = len(values)
    half = stats.t.ppf(0.9, many - 1) * values.std(ddof=1) * np.sqrt(1 + 1 / many)
    return float(values.mean()) + np.array([0, -half, half])


def line(values: Floats, ahead: float) -> Floats:
    many, weeks = len(values), np.arange(float(len(values)))
    slope, start = np.polyfit(weeks, values, 1)
    time = many - 1 + ahead
    spread = np.sqrt(((values - start - slope * weeks) ** 2).sum() / (many - 2))
    around = 1 + 1 / many + (time - weeks.mean()) ** 2 / ((weeks - weeks.mean()) ** 2).sum()
    half = stats.t.ppf(0.9, many - 2) * spread * np.sqrt(around)
    outlook_of: Floats = start + slope * time + np.array([0, -half, half])
    return outlook_of


FLAT = np.array([10.0, 11.5, 9.5, 10.5, 11, 9, 10.2, 10.8, 9.7, 10.4])
RISING = np.array([12.0, 19, 33, 41, 49, 62, 69, 82, 88, 101])


def test_a_flat_series_is_expected_on_the_level_of_its_last_eight_weeks() -> None:
    state, basis, interval = outlook_of(one_series(FLAT.tolist(), goal=20))
    assert (state, basis) == (Outlook.OFF_COURSE, Basis.LEVEL)
    assert interval == pytest.approx(level(FLAT[-8:]))


def test_a_line_goes_through_the_last_eight_weeks() -> None:
    state, basis, interval = outlook_of(one_series(RISING.tolist(), goal=100))
    assert (state, basis) == (Outlook.ON_COURSE, Basis.LINE)
    assert interval == pytest.approx(line(RISING[-8:], DAY_90))


def test_where_it_bends_the_last_four_weeks_speak() -> None:
    values = np.array([20.0, 26, 37, 48, 66, 90, 121, 163, 221, 298])
    _, basis, interval = outlook_of(one_series(values.tolist(), goal=900))
    assert basis is Basis.BENT
    assert interval == pytest.approx(line(values[-4:], DAY_90))


def test_rates_stay_between_nothing_and_all() -> None:
    hits = [300, 335, 363, 400, 431, 466, 503, 530, 571, 601]
    _, basis, interval = outlook_of(one_rate(hits, [1000] * 10, goal=0.7))
    shares = np.array(hits[-8:]) / 1000
    expected = line(np.log(shares / (1 - shares)), DAY_90)
    assert basis is Basis.LINE
    assert interval == pytest.approx(1 / (1 + np.exp(-expected)))
    assert interval[2] < 1


def test_six_weeks_make_a_line_and_five_none() -> None:
    assert outlook_of(one_series(RISING[:6].tolist(), goal=70))[:2] == (Outlook.ON_COURSE, Basis.LINE)
    assert outlook_of(one_series(RISING[:5].tolist(), goal=100))[0] is Outlook.TOO_EARLY


def test_a_shock_among_the_last_weeks_does_not_blur_the_forecast() -> None:
    values = [*FLAT.tolist()[:7], 90.0, *FLAT.tolist()[7:]]
    state, _, interval = outlook_of(one_series(values, goal=20))
    assert state is Outlook.OFF_COURSE
    assert interval == pytest.approx(level(FLAT[-8:]))


def test_after_a_break_the_bad_way_there_is_no_forecast_and_after_a_good_one_there_is() -> None:
    worse = [*RISING.tolist(), 60.0]
    assert outlook_of(one_series(worse, goal=100))[0] is Outlook.WITHHELD
    assert outlook_of(one_series(worse, goal=100, better=-1))[0] is not Outlook.WITHHELD


def test_without_a_target_or_a_better_side_there_is_a_value_and_no_verdict() -> None:
    assert outlook_of(one_series(FLAT.tolist()))[0] is Outlook.OPEN
    assert outlook_of(one_series(FLAT.tolist(), goal=20, better=0))[0] is Outlook.OPEN


def test_from_the_targets_day_on_there_is_no_outlook() -> None:
    table = one_series(FLAT.tolist(), goal=20)
    assert outlook_of(table, today=9 + DAY_90)[0] is Outlook.PAST
    assert outlook_of(table, today=9 + DAY_90 - 1 / 7)[0] is Outlook.OFF_COURSE


def test_a_target_that_the_interval_just_touches_is_met() -> None:
    table = one_series([3.0] * 10, goal=3.0 + 1e-10)
    assert outlook_of(table)[0] is Outlook.ON_COURSE
    assert outlook_of(one_series([3.0] * 10, goal=3.0 + 1e-6))[0] is Outlook.OFF_COURSE


def test_a_budget_is_held_against_what_was_spent_and_what_weeks_add() -> None:
    spent = np.array([[100.0, 104, 97, 101, 99, 103, 98, 102, 100, 101]])
    table = series_table(
        spent,
        np.array([-1]),
        totals=spent.cumsum(axis=1),
        is_total=np.array([True]),
        due=np.array([12.0]),
        goal=np.array([1400.0]),
    )
    state, basis, interval = outlook_of(table)
    last = spent[0, -8:]
    half = stats.t.ppf(0.9, 7) * last.std(ddof=1) * np.sqrt(3 + 9 / 8)
    assert (state, basis) == (Outlook.ON_COURSE, Basis.LEVEL)
    assert interval == pytest.approx(spent.sum() + 3 * last.mean() + np.array([0, -half, half]))


def test_a_declared_season_is_expected_on_its_own_phase() -> None:
    values = [10.0, 20, 30, 80, 11, 21, 30, 81, 10, 20, 31, 80, 11, 20, 30, 81]
    state, basis, interval = outlook_of(one_series(values, season=4, goal=60))
    assert (state, basis) == (Outlook.OFF_COURSE, Basis.SEASON)
    assert interval[0] == pytest.approx(30, abs=1)


@pytest.mark.parametrize(
    ("values", "run"),
    [
        ([9, 9, 11, 11, 11, 11], PlanRun.AHEAD),
        ([11, 9, 9, 9, 9], PlanRun.BEHIND),
        ([11, 11, 9, 11, 11], PlanRun.AROUND),
        ([11, 11, 10, 11, 11], PlanRun.AROUND),
        ([11, 11, 11], PlanRun.NONE),
    ],
)
def test_four_weeks_on_one_side_are_ahead_of_plan_or_behind_it(values: list[float], run: PlanRun) -> None:
    table = one_series(values, plan=[(date(2026, 8, 24), 10.0)])
    assert plan_runs(table)[0] == run
