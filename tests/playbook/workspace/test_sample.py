"""The sample organization reads as it was written: each verdict once, and every kind of trouble a real charter has."""

from collections.abc import Iterator
from datetime import date

import pytest

from metrics.observation import Basis
from metrics.problems import Severity
from playbook.concerns.gates.status import CriterionStatus
from playbook.concerns.north_star.status import MetricStatus
from playbook.model.experiments import FindingRule
from playbook.readiness.assessment import Assessment
from playbook.results.charter import DeliverableStatus
from playbook.results.gates import GateStatus
from playbook.results.stack import LayerState
from playbook.settings import THIS_PROJECT
from playbook.verdict import ChangeKind, Outcome, Verdict
from playbook.workspace.workspace import Workspace

TODAY = date(2026, 11, 13)
A_WEEK_AGO = date(2026, 11, 6)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    store = tmp_path_factory.mktemp("sample") / "sample.duckdb"
    with Workspace.find(THIS_PROJECT.sample, str(store), {}) as found:
        yield found


@pytest.fixture(scope="module")
def today(workspace: Workspace) -> Assessment:
    return workspace.assess()


@pytest.fixture(scope="module")
def a_week_ago(workspace: Workspace) -> Assessment:
    return workspace.assess(A_WEEK_AGO)


def gate(assessment: Assessment, product: str, name: str) -> GateStatus:
    return next(gate for gate in assessment.gates if (gate.product, gate.gate) == (product, name))


def criterion(status: GateStatus, name: str) -> CriterionStatus:
    return next(criterion for criterion in status.criteria if criterion.id == name)


def metric(assessment: Assessment, name: str) -> MetricStatus:
    return next(metric for metric in assessment.metrics if metric.metric == name)


def deliverable(assessment: Assessment, name: str) -> DeliverableStatus:
    return next(deliverable for deliverable in assessment.charter.deliverables if deliverable.id == name)


def test_the_sample_loads_without_a_problem_or_a_warning(workspace: Workspace) -> None:
    assert workspace.is_sample
    assert [problem.message for problem in workspace.playbook().problems] == []
    assert not any(problem.severity is Severity.ERROR for problem in workspace.playbook().problems)


def test_it_carries_its_own_today_nine_weeks_into_the_charter(workspace: Workspace, today: Assessment) -> None:
    assert workspace.today() == TODAY
    assert (today.as_of, today.day, today.week) == (TODAY, 68, 10)
    assert today.organization == workspace.organization == "Linden Logistics"


def test_every_weekly_file_was_received_and_one_was_taken_back(workspace: Workspace) -> None:
    uploads = {upload.file_name: upload for upload in workspace.uploads()}
    assert len(uploads) == 11
    assert [name for name, upload in uploads.items() if upload.revoked_at] == ["2026-W44-staging.csv"]
    assert {name.rpartition(".")[2] for name in uploads} == {"csv", "json", "xlsx"}


def test_one_file_came_a_week_late_and_one_corrects_another(workspace: Workspace) -> None:
    uploads = {upload.file_name: upload for upload in workspace.uploads()}
    assert uploads["2026-W38.csv"].received_at.date() == date(2026, 9, 29)
    corrected = uploads["2026-W44.csv"]
    assert corrected.counting_rows == corrected.rows - uploads["2026-W44-correction.csv"].rows


def test_readiness_lies_behind_its_plan_and_lower_without_the_exemption(today: Assessment) -> None:
    readiness = today.readiness
    assert readiness.score == pytest.approx(60.6, abs=0.1)
    assert readiness.plan == pytest.approx(83.5, abs=0.1)
    assert readiness.without_exemptions == pytest.approx(58.9, abs=0.1)
    assert readiness.coverage == pytest.approx(0.91, abs=0.01)


@pytest.mark.parametrize(
    ("product", "name", "verdict"),
    [
        ("support-copilot", "prototype-exit", Verdict.GO),
        ("support-copilot", "internal-beta", Verdict.GO_WITH_CONDITIONS),
        ("support-copilot", "limited-release", Verdict.NO_GO),
        ("contract-summarizer", "prototype-exit", Verdict.INCONCLUSIVE),
        ("sales-assistant", "prototype-exit", Verdict.NOT_EVALUATED),
    ],
)
def test_each_verdict_stands_at_a_gate_that_is_due(
    today: Assessment, product: str, name: str, verdict: Verdict
) -> None:
    status = gate(today, product, name)
    assert status.verdict is verdict
    assert not status.quiet


def test_the_gates_that_are_not_due_yet_are_quiet(today: Assessment) -> None:
    assert sum(not status.quiet for status in today.gates) == 5


def test_the_no_go_is_a_measured_regression(today: Assessment, a_week_ago: Assessment) -> None:
    status = gate(today, "support-copilot", "limited-release")
    grounded = criterion(status, "grounded-answers")
    assert (grounded.outcome, grounded.week, grounded.n) == (Outcome.NOT_MET, "2026-W45", 2100)
    assert grounded.value == pytest.approx(152 / 2100)
    assert metric(a_week_ago, "hallucination_rate").outcome is Outcome.MET
    assert metric(today, "hallucination_rate").outcome is Outcome.NOT_MET


def test_the_inconclusive_gate_waits_for_a_number_of_samples(today: Assessment) -> None:
    status = gate(today, "contract-summarizer", "prototype-exit")
    assert criterion(status, "task-success").outcome is Outcome.INCONCLUSIVE
    assert "165 more" in status.words


def test_the_gate_that_is_not_evaluated_has_no_evaluations(today: Assessment) -> None:
    status = gate(today, "sales-assistant", "prototype-exit")
    missing = [line.id for line in status.criteria if line.key and line.outcome is Outcome.NO_DATA]
    assert missing == ["risk-classification", "evaluation-suite", "task-success", "grounded-answers"]


def test_one_exemption_is_in_force_and_carries_the_gate(today: Assessment) -> None:
    exempt = [(gate.gate, line.id) for gate in today.gates for line in gate.criteria if line.exempt_until]
    assert exempt == [("internal-beta", "retrieval-decided")]
    status = gate(today, "support-copilot", "internal-beta")
    assert status.verdict_without_exemptions is Verdict.NOT_EVALUATED
    assert (round(status.score or 0), round(status.score_without_exemptions or 0)) == (78, 66)


def test_the_release_was_decided_against_the_verdict_of_its_day(workspace: Workspace, today: Assessment) -> None:
    then = gate(workspace.assess(date(2026, 11, 5)), "support-copilot", "limited-release")
    assert then.verdict is Verdict.INCONCLUSIVE
    against = [(gate.product, gate.gate) for gate in today.gates if gate.decision and gate.decision.against_verdict]
    assert against == [("support-copilot", "limited-release")]
    assert any("although the gate said INCONCLUSIVE" in alarm for alarm in today.alarms)


def test_every_recorded_decision_saw_the_verdict_it_says_it_saw(workspace: Workspace) -> None:
    for decision in workspace.playbook().playbook.records.decisions.decisions:
        then = gate(workspace.assess(decision.on), decision.product, decision.gate)
        assert then.verdict == decision.verdict_seen, (decision.product, decision.gate)


def test_one_condition_of_the_release_is_late_and_one_is_open(today: Assessment) -> None:
    assert [(condition.owner, condition.late_days) for condition in today.open_conditions] == [
        ("security-engineer", 2),
        ("head-of-support", 0),
    ]


def test_a_sign_off_no_longer_holds_because_something_got_worse(today: Assessment, a_week_ago: Assessment) -> None:
    then = criterion(gate(a_week_ago, "support-copilot", "limited-release"), "legal-review")
    now = criterion(gate(today, "support-copilot", "limited-release"), "legal-review")
    assert (then.outcome, now.outcome) == (Outcome.MET, Outcome.STALE)
    assert "no longer holds" in now.reason


def test_one_metric_is_stale_and_one_is_partial(today: Assessment) -> None:
    assert [status.metric for status in today.metrics if status.outcome is Outcome.STALE] == ["nps"]
    assert [(status.metric, status.partial) for status in today.metrics if status.partial] == [("gpu_hours", "1 of 2")]


def test_cost_improved_while_its_guardrail_got_worse(today: Assessment) -> None:
    copilot = "support-copilot"
    series = {name: metric(today, name).by_product for name in ("cost_per_task", "hallucination_rate")}
    change = {
        name: next(status.change for status in statuses if status.product == copilot)
        for name, statuses in series.items()
    }
    assert (change["cost_per_task"] or 0) < 0 < (change["hallucination_rate"] or 0)


def test_a_stack_choice_was_reopened_by_its_own_condition_and_one_layer_is_undecided(
    today: Assessment, a_week_ago: Assessment
) -> None:
    states = {layer.layer: layer.state for layer in today.stack.layers}
    assert states == {
        "foundation-models": LayerState.DECIDED,
        "retrieval": LayerState.REOPENED,
        "orchestration": LayerState.DECIDED,
        "evaluation-monitoring": LayerState.REVIEW_DUE,
        "support-infrastructure": LayerState.TRIAL,
    }
    assert {layer.layer: layer.state for layer in a_week_ago.stack.layers}["retrieval"] is LayerState.DECIDED


def test_options_moved_between_rings_over_time(today: Assessment) -> None:
    moved = [move for layer in today.stack.layers for move in layer.moves if move.previous is not None]
    assert len(moved) >= 8
    assert any(move.previous == "trial" and move.ring == "assess" for move in moved)


def test_one_winner_of_the_matrix_holds_and_one_does_not(today: Assessment) -> None:
    holds = {matrix.layer: matrix.holds for matrix in today.stack.matrices}
    assert holds == {"foundation-models": True, "retrieval": True, "orchestration": False}


def test_the_experiments_have_every_kind_of_mess_and_more_than_half_are_clean(today: Assessment) -> None:
    experiments = today.audit.experiments
    found = {finding.rule for experiment in experiments for finding in experiment.findings}
    assert found == set(FindingRule) - {FindingRule.NO_RISK_TIER}
    assert (sum(experiment.is_clean for experiment in experiments), len(experiments)) == (8, 13)


@pytest.mark.parametrize(
    ("name", "claimed", "proven", "late", "dropped"),
    [
        ("north-star-metrics", True, True, False, False),
        ("experiment-audit", True, False, True, False),
        ("paired-squads", True, False, True, False),
        ("flagship-release", True, False, False, False),
        ("internal-training", False, False, True, False),
        ("data-retention", False, False, True, False),
        ("provider-agreements", False, False, False, True),
    ],
)
def test_what_is_claimed_is_not_always_proven(
    today: Assessment, name: str, claimed: bool, proven: bool, late: bool, dropped: bool
) -> None:
    status = deliverable(today, name)
    assert (status.claimed, status.proven, status.late_days > 0, status.dropped) == (claimed, proven, late, dropped)


def test_what_is_blocked_says_why(today: Assessment) -> None:
    assert "works council" in " ".join(deliverable(today, "data-retention").reasons)


def test_last_week_reads_differently_and_the_causes_of_the_change_add_up(
    today: Assessment, a_week_ago: Assessment
) -> None:
    assert a_week_ago.readiness.score == pytest.approx(65.1, abs=0.1)
    assert today.score_before == pytest.approx(65.1, abs=0.1)
    assert {change.kind for change in today.changes} >= {ChangeKind.PERFORMANCE, ChangeKind.SCOPE, ChangeKind.DATA}
    effect = sum(change.effect for change in today.changes)
    assert effect == pytest.approx(today.readiness.score - (today.score_before or 0), abs=0.05)


def test_what_was_known_last_week_is_not_what_is_known_of_it_today(workspace: Workspace) -> None:
    known = metric(workspace.assess(A_WEEK_AGO), "cost_per_task")
    since = metric(workspace.assess(A_WEEK_AGO, Basis.TODAY), "cost_per_task")
    assert (known.outcome, since.outcome) == (Outcome.NOT_MET, Outcome.MET)


def test_the_mistaken_file_counted_only_until_it_was_taken_back(workspace: Workspace) -> None:
    fooled = metric(workspace.assess(date(2026, 11, 3)), "hallucination_rate")
    assert fooled.week == "2026-W44"
    assert fooled.numerator == 2
    assert metric(workspace.assess(date(2026, 11, 4)), "hallucination_rate").numerator == 5


def test_a_week_that_is_late_is_missing_until_it_arrives(workspace: Workspace) -> None:
    assert metric(workspace.assess(date(2026, 9, 25)), "hallucination_rate").week == "2026-W37"


def test_the_first_week_has_no_red_zero(workspace: Workspace) -> None:
    first = workspace.assess(date(2026, 9, 9))
    assert (first.due.due_now, first.due.next_week, first.due.next_count) == (0, 2, 3)
    assert first.readiness.plan == 0


def test_persons_are_seats_and_holders_are_staff_numbers(workspace: Workspace) -> None:
    holders = {record.holder for record in workspace.playbook().playbook.records.team.seats}
    assert all(not holder or holder.removeprefix("staff-").isdigit() for holder in holders)
