"""The worlds are what they say they are."""

from collections.abc import Callable

import pytest

from metrics.problems import Problems, Severity
from playbook.model.charter import State
from playbook.readiness.assessment import Area
from playbook.verdict import Outcome, Verdict
from tests.worlds import BROKEN, World, only_a_single_look


@pytest.mark.parametrize("name", ["empty", "week_one", "on_track", "slipping"])
def test_a_good_world_loads_without_a_problem(world: Callable[[str], World], name: str) -> None:
    with world(name).workspace() as workspace:
        assert only_a_single_look(workspace.playbook().problems)


def test_nothing_is_due_in_week_one(week_one: World) -> None:
    with week_one.workspace() as workspace:
        assessment = workspace.assess()
    assert (assessment.day, assessment.week) == (3, 1)
    assert assessment.due.due_now == 0
    assert assessment.readiness.plan == 0


def test_on_track_is_ahead_of_its_plan_and_knows_everything(on_track: World) -> None:
    on_track.receive_all()
    with on_track.workspace() as workspace:
        assessment = workspace.assess()
    assert assessment.day == 61
    assert assessment.readiness.score > assessment.readiness.plan
    assert assessment.readiness.coverage == 1
    assert [deliverable.id for deliverable in assessment.charter.deliverables if not deliverable.proven] == [
        "running-handover"
    ]
    assert {metric.outcome for metric in assessment.metrics} == {Outcome.MET}
    verdicts = {gate.gate: gate.verdict for gate in assessment.gates if gate.product == "support-copilot"}
    assert verdicts == {"prototype-exit": Verdict.GO, "limited-release": Verdict.GO_WITH_CONDITIONS}


def test_slipping_is_behind_and_says_what_it_does_not_know(slipping: World) -> None:
    slipping.receive_all()
    with slipping.workspace() as workspace:
        assessment = workspace.assess()
    assert assessment.readiness.score < assessment.readiness.plan
    assert assessment.readiness.coverage is not None
    assert assessment.readiness.coverage < 1
    assert assessment.readiness.area(Area.STACK).score == 50
    outcomes = {metric.metric: metric.outcome for metric in assessment.metrics}
    assert outcomes["task_success_rate"] is Outcome.INCONCLUSIVE
    assert outcomes["nps"] is Outcome.NO_DATA
    claimed = {one.id for one in assessment.charter.deliverables if one.state is State.DONE and not one.proven}
    assert "experiment-audit" in claimed
    assert all(not gate.verdict.holds for gate in assessment.gates)


def test_every_edit_of_the_broken_world_is_a_problem_of_its_own(broken_definitions: World) -> None:
    with pytest.raises(Problems) as refused:
        broken_definitions.playbook()
    errors = [problem for problem in refused.value.problems if problem.severity is Severity.ERROR]
    assert sorted(problem.where.file for problem in errors) == sorted(file for file, _, _ in BROKEN)
