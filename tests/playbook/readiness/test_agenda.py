"""The agenda of the review: follow-ups, what needs words, gates and signatures due soon, decisions."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest

from playbook.concerns.control.attention import controls_speaking_for, needs_attention
from playbook.concerns.control.reviews import metric_controls
from playbook.readiness.agenda import Agenda, agenda_of, is_unsettled
from playbook.settings import THIS_PROJECT
from playbook.verdict import Outcome
from playbook.workspace.workspace import Workspace
from tests.worlds import World


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    store = tmp_path_factory.mktemp("agenda") / "sample.duckdb"
    with Workspace.find(THIS_PROJECT.sample, str(store), {}) as workspace:
        yield workspace


def agenda(workspace: Workspace, since: date | None = None) -> Agenda:
    return agenda_of(workspace.assess(), workspace.ask(metric_controls), since)


def test_conditions_of_releases_stay_on_it_until_they_are_met(sample: Workspace) -> None:
    assert [condition.late_days for condition in agenda(sample).conditions] == [2, 0]


def test_open_follow_ups_come_first_the_earliest_due_first(sample: Workspace) -> None:
    entries = agenda(sample).follow_ups
    still_open = [entry for entry in entries if entry.done is None]
    assert entries[: len(still_open)] == tuple(still_open)
    assert [entry.due for entry in still_open] == sorted(entry.due for entry in still_open)


def test_a_follow_up_that_repeats_an_open_condition_stands_there_alone(sample: Workspace) -> None:
    repeated = "Repeat the guardrail test on the new index"
    found = agenda(sample)
    assert repeated in [condition.what for condition in found.conditions]
    assert repeated not in [entry.what for entry in found.follow_ups]
    assert repeated in [entry.what for entry in sample.assess().follow_ups], "it is on record all the same"


def test_what_was_done_before_the_last_review_is_off_the_agenda(sample: Workspace) -> None:
    entries = agenda(sample, date(2026, 11, 6)).follow_ups
    assert [entry.done for entry in entries if entry.done] == [date(2026, 11, 9)]


def test_a_follow_up_is_open_on_the_days_before_it_was_done_and_unknown_before_it_was_agreed(
    sample: Workspace,
) -> None:
    def states(day: date) -> list[bool]:
        return [entry.done is not None for entry in sample.assess(day).follow_ups]

    assert states(date(2026, 11, 4)) == [False]
    assert states(date(2026, 10, 20)) == []


def test_metrics_on_plan_are_counted_and_the_others_need_words(sample: Workspace) -> None:
    assessment = sample.assess()
    found = agenda(sample)
    assert len(found.metrics) + found.routine == len(assessment.metrics)
    unsettled = {status.metric for status in assessment.metrics if is_unsettled(status)}
    assert unsettled <= {status.metric for status in found.metrics}
    assert {status.outcome for status in found.metrics} >= {Outcome.NOT_MET, Outcome.STALE, Outcome.INCONCLUSIVE}


def test_a_metric_on_plan_whose_chart_signals_is_talked_about_with_its_sentence(sample: Workspace) -> None:
    found, reviews = agenda(sample), sample.ask(metric_controls)
    met = [status for status in found.metrics if status.outcome is Outcome.MET]
    assert met
    assert all(needs_attention(status, controls_speaking_for(status, reviews)) for status in met)
    assert all(found.process[status.metric] for status in met)


def test_gates_within_three_weeks_and_those_that_are_late_and_shut(sample: Workspace) -> None:
    gates = [(gate.product, gate.gate) for gate in agenda(sample).gates]
    assert gates == [
        ("support-copilot", "limited-release"),
        ("contract-summarizer", "prototype-exit"),
        ("sales-assistant", "prototype-exit"),
    ]


def test_a_signature_that_no_longer_holds_is_waited_for(sample: Workspace) -> None:
    (signature,) = agenda(sample).signatures
    assert (signature.criterion, signature.who, signature.due) == ("legal-review", "legal-counsel", date(2026, 11, 6))


@pytest.mark.parametrize("name", ["empty", "week_one"])
def test_a_young_charter_has_a_short_agenda(name: str, world: Callable[[str], World]) -> None:
    with world(name).workspace() as workspace:
        found = agenda(workspace)
    assert found.follow_ups == ()
    assert found.conditions == ()
    assert found.signatures == ()
    assert found.decisions == ()


def test_of_several_charts_behind_a_metric_each_is_reported_with_its_product(sample: Workspace) -> None:
    process = agenda(sample).process["latency_p95_seconds"]
    assert "Contract summarizer: Latency, 95th percentile: 4.9 s, on plan; too early for a forecast." in process
    assert "Support copilot: Latency, 95th percentile: 4.6 s, on plan; slowing down;" in process
