"""Which decisions are asked for, of whom, by when; which risks are open; what was spent."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from playbook.concerns.experiments.status import audit_status
from playbook.concerns.risks.register import risk_register
from playbook.readiness.assessment import Assessment
from playbook.readiness.decisions import DecisionKind, DecisionNeeded
from playbook.readiness.this_week import to_decide
from playbook.readiness.wording_headline import clock
from playbook.settings import THIS_PROJECT
from playbook.verdict import Outcome, Verdict
from playbook.wording import VERDICT_WORDS
from playbook.workspace.workspace import Workspace
from tests.worlds import World


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    store = tmp_path_factory.mktemp("decisions") / "sample.duckdb"
    with Workspace.find(THIS_PROJECT.sample, str(store), {}) as workspace:
        yield workspace


def of_kind(assessment: Assessment, kind: DecisionKind) -> dict[str, DecisionNeeded]:
    return {decision.subject: decision for decision in assessment.decisions_needed if decision.kind is kind}


def test_a_release_whose_gate_is_shut_today_is_to_be_confirmed_or_withdrawn(sample: Workspace) -> None:
    decision = of_kind(sample.assess(), DecisionKind.RELEASE)["support-copilot/limited-release"]
    assert decision.what == "Confirm or withdraw Support copilot, Limited release: released as pilot-1, now pilot-2"
    assert (decision.verdict, decision.due) == (Verdict.NO_GO, date(2026, 11, 13))


def test_a_release_in_doubt_is_told_beside_its_gates_verdict_and_stands_first(sample: Workspace) -> None:
    assessment = sample.assess()
    assert (
        "Confirm or withdraw Support copilot, Limited release: released as pilot-1, now pilot-2; "
        "the gate says NO-GO now" in assessment.alarms
    )
    first = to_decide(assessment)[0]
    assert first.confirms
    assert first.gain is None, "what would turn the gate is no effect of this decision"


def test_the_end_of_an_exemption_says_what_is_left_without_it(sample: Workspace) -> None:
    assessment = sample.assess(date(2026, 11, 22))
    (end,) = [one for one in to_decide(assessment) if "exemption" in one.what]
    (gate,) = [one for one in assessment.gates if one.subject == end.subject]
    assert end.what.endswith(f"; without it {VERDICT_WORDS[gate.verdict_without_exemptions]}")
    assert (end.gain or 0.0) <= 0


def test_a_day_that_has_not_come_is_a_look_ahead(sample: Workspace) -> None:
    ahead, now = sample.assess(sample.today() + timedelta(days=3)), sample.assess()
    assert (ahead.forecast, now.forecast) == (True, False)
    assert "a look ahead" in clock(ahead)
    assert "as known on that day" in clock(now)


def test_an_experiment_found_after_the_audit_is_late_once_the_days_to_look_at_it_are_over(sample: Workspace) -> None:
    audit = sample.ask(audit_status)
    assert audit.due is not None
    assert audit.days_to_look > 0
    later = replace(audit.experiments[0], found=audit.due + timedelta(days=5), decision_in_date=False)
    undecided = replace(later, decision_until=None)
    assert audit.wanted_by(undecided, audit.due) == undecided.found + timedelta(days=audit.days_to_look)


def test_a_gate_that_was_held_back_is_to_be_decided_by_its_new_day(sample: Workspace) -> None:
    decision = of_kind(sample.assess(), DecisionKind.RELEASE)["contract-summarizer/prototype-exit"]
    assert (decision.verdict, decision.due, decision.late_days) == (Verdict.INCONCLUSIVE, date(2026, 11, 20), 0)


def test_a_gate_that_holds_and_was_released_asks_for_nothing(sample: Workspace) -> None:
    assert "support-copilot/prototype-exit" not in of_kind(sample.assess(), DecisionKind.RELEASE)


def test_the_end_of_an_exemption_asks_for_a_decision(sample: Workspace) -> None:
    assessment = sample.assess()
    decision = of_kind(assessment, DecisionKind.EXEMPTION)["support-copilot/internal-beta"]
    assert decision.due == date(2026, 11, 27)
    (gate,) = [one for one in assessment.gates if one.subject == "support-copilot/internal-beta"]
    assert decision.verdict is gate.verdict, "the verdict today, as everywhere else"


def test_a_reopened_layer_and_an_experiment_whose_decision_ran_out_are_asked_for(sample: Workspace) -> None:
    assessment = sample.assess()
    assert of_kind(assessment, DecisionKind.LAYER)["retrieval"].due == assessment.as_of
    forecast = of_kind(assessment, DecisionKind.EXPERIMENT)["forecast-notebook"]
    assert (forecast.reason, forecast.late_days) == ("the decision expired", 13)


def test_releases_come_first_and_within_a_kind_the_earliest_due(sample: Workspace) -> None:
    decisions = sample.assess().decisions_needed
    order = [(list(DecisionKind).index(decision.kind), decision.due) for decision in decisions]
    assert order == sorted(order)


def test_on_a_past_day_only_what_was_asked_for_then_is_asked_for(sample: Workspace) -> None:
    then = of_kind(sample.assess(date(2026, 11, 4)), DecisionKind.RELEASE)
    assert then["support-copilot/limited-release"].what.startswith("Release, hold or stop")


@pytest.mark.parametrize("name", ["empty", "week_one"])
def test_nothing_is_asked_for_at_the_beginning(name: str, world: Callable[[str], World]) -> None:
    with world(name).workspace() as workspace:
        assert workspace.assess().decisions_needed == ()


def test_open_risks_are_those_without_their_antidote_the_highest_first_wherever_they_came_from(
    sample: Workspace,
) -> None:
    risks = sample.assess().open_risks
    assert {risk.risk for risk in risks} >= {"skill-dilution", "safety-debt"}
    assert "data-gravity" in {risk.risk for risk in risks}, "treated, in date, and raised: task success fell"
    levels = [risk.level or 0 for risk in risks]
    assert levels == sorted(levels, reverse=True)
    assert levels[0] == 20
    (retirement,) = [risk for risk in risks if risk.risk.startswith("retirement-")]
    assert retirement.level == 20, "a model that retires is a risk like any other"
    register = sample.ask(risk_register)
    assert [risk.risk for risk in risks] == [risk.risk for risk in register.risks if not risk.settled]


def test_no_risk_is_open_before_the_charter_starts(empty: World) -> None:
    with empty.workspace() as workspace:
        assert workspace.assess().open_risks == ()


def test_spend_is_added_up_since_the_start_and_held_against_the_budget(sample: Workspace) -> None:
    spend = sample.assess().spend
    assert spend is not None
    assert (spend.spent, spend.budget, spend.currency, spend.week) == (307100, 460000, "USD", "2026-W45")
    assert spend.planned == pytest.approx(460000 * 63 / 90)


def test_a_budget_that_no_metric_is_held_against_is_shown_and_says_so(on_track: World) -> None:
    with on_track.workspace() as workspace:
        spend = workspace.assess().spend
    assert spend is not None
    assert (spend.metric, spend.budget, spend.spent, spend.outcome) == ("", 250000, None, Outcome.NO_DATA)
    assert spend.reason == "no metric counts what is spent over the charter in USD"


def test_without_a_budget_there_is_no_spend(slipping: World) -> None:
    with slipping.workspace() as workspace:
        assert workspace.assess().spend is None
