"""Weekly reviews held against plan and baseline, in the unit of a week or of the whole charter."""

from datetime import date

import pytest

from metrics.observation import Observation
from metrics.series.weekly_figures import WeeklyFigures
from playbook.concerns.weekly_figures.figures import AllWeeklyFigures
from tests.playbook.building import friday_after, measurements_of, playbook_of, week_row

METRICS = """
metrics:
  - {{id: spend, pillar: cost, kind: amount, unit: USD, per: {per}, better: lower, targets: [{targets}]}}
"""
BASELINE = "{date: 2026-09-07, value: 1000, kind: baseline}, {date: 2026-12-05, value: 500}"


def reviewed(per: str, targets: str, *rows: Observation, weeks: int = 3) -> WeeklyFigures:
    playbook = playbook_of(
        definitions_metrics=METRICS.format(per=per, targets=targets),
        records_charter="start: 2026-09-07\nbudget: {amount: 9000, currency: USD}",
    )
    known = measurements_of(playbook, *rows).known(friday_after(weeks))
    found = AllWeeklyFigures(playbook, known).of("spend", "support-copilot")
    assert found is not None
    return found


def test_the_last_week_is_held_against_the_trajectory_of_its_last_day_and_the_baseline() -> None:
    found = reviewed("week", BASELINE, week_row("spend", 2, value=900), week_row("spend", 3, value=800))
    plan, baseline = found.against_plan, found.against_baseline
    assert plan is not None
    assert baseline is not None
    assert plan.earlier == pytest.approx(1000 - 500 * 20 / 89)
    assert plan.later == 800
    assert (baseline.earlier, baseline.change.percent, baseline.comparable) == (1000, -20, True)


def test_what_is_planned_by_the_month_is_held_against_a_weeks_share() -> None:
    found = reviewed("month", BASELINE, week_row("spend", 3, value=200))
    assert found.against_baseline is not None
    assert found.against_baseline.earlier == pytest.approx(1000 / (365.25 / 12 / 7))


def test_what_is_planned_over_the_charter_is_held_against_the_sum_since_its_start() -> None:
    rows = [week_row("spend", week, value=700) for week in (1, 2, 3)]
    plan = reviewed("charter", "", *rows).against_plan
    assert plan is not None
    assert plan.later == 2100
    assert plan.earlier == pytest.approx(9000 * 21 / 90)
    assert plan.comparable
    lacking = reviewed("charter", "", rows[0], rows[2]).against_plan
    assert lacking is not None
    assert (lacking.later, lacking.comparable) == (1400, False)
    assert reviewed("charter", "", *rows[:2]).against_plan is None


def test_without_plan_or_number_there_is_nothing_to_hold_against() -> None:
    assert reviewed("week", "", week_row("spend", 3, value=1)).against_plan is None
    silent = reviewed("week", BASELINE, week_row("spend", 1, value=1))
    assert (silent.against_plan, silent.against_baseline) == (None, None)


def test_nobody_and_nothing_have_no_review() -> None:
    playbook = playbook_of()
    known = measurements_of(playbook).known(date(2026, 10, 2))
    assert AllWeeklyFigures(playbook, known).of("hallucination_rate", None) is None
    assert AllWeeklyFigures(playbook, known).of("gone", None) is None
