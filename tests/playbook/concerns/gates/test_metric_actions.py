"""What the action of a metric criterion asks for: doing it meets the line (SEMANTICS 4)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from playbook.concerns.gates.metric_criterion import judge_metric
from playbook.model.criteria import Criterion
from playbook.verdict import Outcome
from tests.playbook.building import START, friday_after, measurements_of, playbook_of, week_row
from tests.playbook.concerns.gates.metric_criteria import judged, tasks


@pytest.mark.parametrize(("k", "n"), [(1, 20), (50, 100), (890, 1000), (17, 20)])
def test_doing_what_the_action_says_meets_the_line(k: int, n: int) -> None:
    """Where the line is missed or beyond proof, the action names the count that proves it on a sample of this size."""
    criterion = {"pass": ">= 0.90"}
    action = judged(criterion, tasks(9, k, n)).action
    assert action.startswith("bring Task success rate to ")
    if "at least" not in action:
        assert action.endswith("with more than 20 tasks")
        assert judged(criterion, tasks(9, n, n)).outcome is Outcome.INCONCLUSIVE
        return
    least = int(action.split("at least ")[1].split(" of ")[0].replace(",", ""))
    assert judged(criterion, tasks(9, least, n)).outcome is Outcome.MET
    assert judged(criterion, tasks(9, least - 1, n)).outcome is not Outcome.MET


def test_the_action_counts_bad_cases_where_fewer_are_better() -> None:
    rows = (week_row("hallucination_rate", 9, k=80, n=1700),)
    found = judged({"pass": "<= 0.03"}, *rows, metric="hallucination_rate")
    most = int(found.action.split("at most ")[1].split(" of ")[0])
    met = judged({"pass": "<= 0.03"}, week_row("hallucination_rate", 9, k=most, n=1700), metric="hallucination_rate")
    assert met.outcome is Outcome.MET
    assert met.action == ""


def test_where_the_worst_of_some_weeks_counts_the_action_is_about_each_of_them() -> None:
    rows = (tasks(8, 50, 100), tasks(9, 50, 100))
    assert judged({"pass": ">= 0.90", "weeks": 2}, *rows).action.endswith("which proves >= 90% in each of 2 weeks")
    few = (tasks(8, 19, 20), tasks(9, 19, 20))
    assert judged({"pass": ">= 0.90", "weeks": 2}, *few).action == "collect about 80 more tasks in each of 2 weeks"


@pytest.mark.parametrize("lacking_week", [0, 1])
def test_a_week_that_lacks_days_cannot_be_met_nor_can_a_window_that_holds_it(lacking_week: int) -> None:
    playbook = playbook_of(
        definitions_metrics="metrics: [{id: accuracy, pillar: quality, kind: rate, better: higher, grain: day}]"
    )
    rows = [
        replace(tasks(1, 99, 100), metric="accuracy", period_start=day, period_end=day)
        for day in (START + timedelta(days=offset) for offset in range(14))
    ]
    del rows[7 * lacking_week + 3]
    series = measurements_of(playbook, *rows).known(friday_after(2)).series("accuracy", "support-copilot")
    written = Criterion.model_validate({"id": "line", "metric": "accuracy", "pass": ">= 0.90", "pool_weeks": 2})
    found = judge_metric(written, playbook.metrics["accuracy"], series, 5)
    assert found.outcome is Outcome.INCONCLUSIVE
    assert "is partial (6 of 7 days), so it cannot count as met" in found.reason
    assert found.action == "upload the missing days of Accuracy"


def test_a_week_that_lacks_days_is_no_part_of_the_baseline() -> None:
    """Its small sum would lower the bar for what comes after it."""
    playbook = playbook_of(
        definitions_metrics="metrics: [{id: tasks, pillar: value, kind: count, better: higher, grain: day}]"
    )
    rows = [
        replace(week_row("tasks", 1, value=80 if offset >= 14 else 100), period_start=day, period_end=day)
        for offset, day in enumerate(START + timedelta(days=offset) for offset in range(21))
        if not 8 <= offset < 14
    ]
    series = measurements_of(playbook, *rows).known(friday_after(3)).series("tasks", "support-copilot")
    written = Criterion.model_validate({"id": "line", "metric": "tasks", "pass": ">= -5%"})
    found = judge_metric(written, playbook.metrics["tasks"], series, 5)
    assert found.outcome is Outcome.NOT_MET
    assert found.distance == 560 - 0.95 * 700


@pytest.mark.parametrize(
    ("weeks", "requested"),
    [
        ([9], "upload Task success rate for Oct 19-25 and Oct 26-Nov 1, or 2 more weeks in a row"),
        ([7, 9], "upload Task success rate for Oct 26-Nov 1"),
        ([1, 6, 9], "upload Task success rate for Oct 19-25 and Oct 26-Nov 1"),
        ([8, 9], "upload Task success rate for Oct 19-25, or 1 more week in a row"),
    ],
)
def test_where_weeks_are_missing_the_action_names_them_and_doing_it_settles_it(
    weeks: list[int], requested: str
) -> None:
    criterion = {"pass": ">= 0.90", "weeks": 2, "pool_weeks": 2}
    found = judged(criterion, *(tasks(week, 198, 200) for week in weeks))
    assert (found.outcome, found.action) == (Outcome.NO_DATA, requested)
    assert judged(criterion, *(tasks(week, 198, 200) for week in {*weeks, 7, 8, 9})).outcome is Outcome.MET


@pytest.mark.parametrize(
    ("rows", "outcome"),
    [([], Outcome.NO_DATA), ([3], Outcome.NO_DATA), ([2, 3], Outcome.STALE)],
)
def test_where_nothing_in_date_can_be_judged_the_action_asks_for_as_many_weeks_as_it_takes(
    rows: list[int], outcome: Outcome
) -> None:
    criterion = {"pass": ">= 0.90", "weeks": 2}
    known = [tasks(week, 198, 200) for week in rows]
    found = judged(criterion, *known)
    assert (found.outcome, found.action) == (outcome, "upload the last 2 closed weeks of Task success rate")
    assert judged(criterion, *known, tasks(8, 198, 200), tasks(9, 198, 200)).outcome is Outcome.MET


def test_what_is_held_against_the_past_asks_for_a_past_as_well() -> None:
    """One good week alone would still have nothing to be compared with."""
    relative = {"pass": [">= 0.90", ">= -2%"]}
    past = ", and earlier good weeks to compare with, or give it a baseline"
    requested = f"upload the last closed week of Task success rate{past}"
    assert judged(relative).action == requested
    assert judged(relative, tasks(2, 100, 200)).action.startswith(
        "upload the last closed week of Task success rate, and bring Task success rate to "
    )
    assert judged(relative, tasks(2, 198, 200)).action == "upload the last closed week of Task success rate"
    missed = judged(relative, tasks(9, 100, 200))
    assert "needs >= 90% and >= -2% of the baseline (not known yet)" in missed.reason
    assert missed.action == (
        "bring Task success rate to at least 187 of 200, which proves >= 90%"
        ", and earlier good weeks to compare with, or give it a baseline"
    )
