"""A product's way: time in stage, criteria, waits, parts that count as evidence, release hygiene, upgrade drills."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook.concerns.workflow.facts import Fact, facts_of, payback_weeks
from playbook.concerns.workflow.status import ProductFlow, stage_times, workflow_status
from playbook.model.products import Product, Stage, StageRecord
from playbook.model.workflow import Part, UpgradeKind, WorkPart
from playbook.model.workflow_records import (
    DataContract,
    DriftRecord,
    Fallback,
    FallbackState,
    JourneyRecord,
    ProductCase,
    RetrievalRecord,
    SuiteKind,
    SuiteRecord,
    UpgradeRecord,
)
from playbook.readiness.inquiry import Inquiry
from playbook.verdict import Outcome
from tests.playbook.building import measurements_of, playbook_of


def worries(facts: Sequence[Fact]) -> list[str]:
    """What of a part somebody should act on."""
    return [fact.text for fact in facts if fact.worry]


GATES = """
evidence_kinds:
  - {id: model-diff, name: model diff, valid_days: 30, owner: evaluator}
  - {id: suite-run, name: suite run, valid_days: 14, owner: evaluator}
  - {id: value-case, name: value case, owner: product-lead}
gates:
  - id: limited-release
    stage: ship
    owner: lead-ai-engineer
    criteria: [{id: suite, evidence: suite-run}]
"""
WORKFLOW = """
stages:
  - stage: prototype
    usual_days: 20
    enter: [{what: A squad stands}]
    leave: [{what: Suite ran, evidence: suite-run}, {what: Passed, gate: limited-release}]
hygiene:
  - {id: regression, of: changes, at_least: 1, from_stage: prototype, valid_days: 14, owner: evaluator}
  - {id: labelled, at_least: 0.25, from_stage: ship}
parts:
  - {part: regression, evidence: suite-run, from_stage: prototype}
  - {part: case, evidence: value-case, from_stage: ship}
drill:
  evidence: model-diff
  owner: evaluator
  upgrades:
    - {kind: new_version, asks: Compare, due_days: 21}
    - {kind: retirement, asks: Switch, due_days: -30}
"""
DAY = date(2026, 11, 6)
RUN = "{product: support-copilot, suite: regression, on: 2026-11-01, by: evaluator, cases: 240%s}"


def inquiry(records: str = "", day: date = DAY, **texts: str) -> Inquiry:
    playbook = playbook_of(definitions_gates=GATES, definitions_workflow=WORKFLOW, records_workflow=records, **texts)
    return Inquiry(playbook, measurements_of(playbook), day)


def flow(records: str = "", day: date = DAY, **texts: str) -> ProductFlow:
    (found,) = workflow_status(inquiry(records, day, **texts)).products
    return found


def test_time_in_stage_counts_to_the_day_and_longer_than_usual_is_reported() -> None:
    now = flow()
    assert (now.stage, now.since, now.days_in_stage, now.usual_days, now.over_days) == (
        Stage.PROTOTYPE,
        date(2026, 10, 5),
        32,
        20,
        12,
    )
    assert [(time.stage, time.days) for time in now.times] == [(Stage.SPEC, 21), (Stage.PROTOTYPE, 32)]
    then = flow(day=date(2026, 9, 20))
    assert (then.stage, then.days_in_stage, then.over_days) == (Stage.SPEC, 6, 0)


STAGES = st.lists(st.tuples(st.sampled_from(list(Stage)), st.dates(date(2026, 9, 1), date(2026, 12, 1))), max_size=6)


@given(STAGES, st.dates(date(2026, 9, 1), date(2026, 12, 1)))
def test_stretches_join_without_a_gap_and_end_in_the_stage_of_the_day(
    moves: list[tuple[Stage, date]], day: date
) -> None:
    product = Product(id="p", owner="o", stages=tuple(StageRecord(stage=stage, on=on) for stage, on in moves))
    times = stage_times(product, day)
    assert (times[-1].stage if times else None) == product.stage_on(day)
    assert all(one.left == following.entered for one, following in pairwise(times))
    assert all(one.stage is not following.stage for one, following in pairwise(times))
    begun = [on for _, on in moves if on <= day]
    assert sum(time.days for time in times) == ((day - min(begun)).days if begun else 0)


def test_a_criterion_is_answered_by_evidence_or_a_gate_and_else_by_people() -> None:
    checks = {check.what: check for check in (*flow().enter, *flow().leave)}
    assert (checks["A squad stands"].outcome, checks["A squad stands"].who) == (None, "product-lead")
    assert checks["Suite ran"].outcome is Outcome.NO_DATA
    assert (checks["Passed"].outcome, checks["Passed"].who) == (Outcome.NOT_MET, "lead-ai-engineer")
    good = {check.what: check for check in flow("suites:\n  - " + RUN % ", reviewer: product-lead").leave}
    assert {check.outcome for check in good.values()} == {Outcome.MET}


@pytest.mark.parametrize(
    ("more", "outcome"),
    [
        (", reviewer: product-lead", Outcome.MET),
        ("", Outcome.NOT_MET),
        (", reviewer: evaluator", Outcome.NOT_MET),
        (", reviewer: product-lead, review: objections", Outcome.NOT_MET),
        (", reviewer: product-lead, reviewed_on: 2026-11-07", Outcome.NOT_MET),
    ],
)
def test_a_gate_takes_a_record_of_the_work_as_evidence_once_another_reviewed_it(more: str, outcome: Outcome) -> None:
    questions = inquiry("suites:\n  - " + RUN % more)
    (line,) = questions.gate("limited-release", "support-copilot").criteria
    assert line.outcome is outcome
    assert questions.evidence("suite-run", "another").outcome is Outcome.NO_DATA


def test_a_suite_that_ran_long_ago_is_stale_and_one_that_will_run_is_not_there() -> None:
    records = "suites:\n  - " + RUN % ", reviewer: product-lead"
    assert inquiry(records, date(2026, 11, 20)).evidence("suite-run", "support-copilot").outcome is Outcome.STALE
    assert inquiry(records, date(2026, 10, 31)).evidence("suite-run", "support-copilot").outcome is Outcome.NO_DATA


def test_a_newer_record_that_nobody_reviewed_does_not_hide_behind_the_one_that_counts() -> None:
    newer = RUN.replace("2026-11-01", "2026-11-05").replace("240", "90") % ""
    part = flow("suites:\n  - " + RUN % ", reviewer: product-lead" + f"\n  - {newer}").parts[0]
    assert (part.outcome, part.on) == (Outcome.MET, date(2026, 11, 5))
    assert worries(part.facts) == ["this one is not reviewed yet; an earlier one counts"]


def test_parts_are_missing_only_from_the_stage_on_that_asks_for_them() -> None:
    assert [part.part for part in flow().missing] == [Part.REGRESSION]
    assert [(part.part, part.needed) for part in flow().parts] == [(Part.REGRESSION, True), (Part.CASE, False)]


@pytest.mark.parametrize(
    ("record", "outcome"),
    [
        ("", Outcome.NO_DATA),
        ("on: 2026-11-01, of: 11, done: 11", Outcome.MET),
        ("on: 2026-11-01, of: 11, done: 10", Outcome.NOT_MET),
        ("on: 2026-10-01, of: 11, done: 11", Outcome.STALE),
        ("on: 2026-10-01, of: 11, done: 10", Outcome.NOT_MET),
        ("on: 2026-11-01, of: 0, done: 0", Outcome.NOT_APPLICABLE),
        ("on: 2026-10-01, of: 0, done: 0", Outcome.STALE),
        ("on: 2026-11-07, of: 11, done: 11", Outcome.NO_DATA),
    ],
)
def test_a_count_of_release_hygiene_is_good_only_whole_and_fresh(record: str, outcome: Outcome) -> None:
    records = f"hygiene:\n  - {{product: support-copilot, check: regression, {record}}}" if record else ""
    checks = flow(records).hygiene
    assert checks[0].outcome is outcome
    assert (checks[0].needed, checks[1].needed) == (True, False)


def test_what_is_waited_for_ends_with_its_day_and_is_late_after_its_promise() -> None:
    wait = "waits:\n  - {product: support-copilot, what: Review, whom: security, on: 2026-10-20, until: 2026-10-30%s}"
    (open_one,) = flow(wait % "").waits
    assert (open_one.whom, open_one.days, open_one.late_days) == ("security", 17, 7)
    assert flow(wait % ", ended: 2026-11-06").waits == ()
    assert len(flow(wait % ", ended: 2026-11-07").waits) == 1
    assert flow(wait % "", date(2026, 10, 19)).waits == ()


def test_the_next_gate_says_on_whom_it_waits() -> None:
    gate = flow().next_gate
    assert gate is not None
    assert (gate.gate, gate.planned, gate.who) == ("limited-release", date(2026, 11, 20), ("evaluator",))
    assert flow("suites:\n  - " + RUN % ", reviewer: product-lead").next_gate is None


USE = "models:\n  - {product: support-copilot, provider: acme, model: one, since: 2026-09-21%s}\n"
NEW = "upgrades:\n  - {provider: acme, model: one, kind: new_version, on: 2026-10-12, announced: 2026-10-01}\n"
GONE = "upgrades:\n  - {provider: acme, model: one, kind: retirement, on: 2027-01-15, announced: 2026-11-02}\n"
REPORT = "evidence: [{kind: model-diff, product: support-copilot, on: %s, by: evaluator, reviewer: product-lead}]"


def test_an_upgrade_asks_every_product_that_uses_the_model_for_a_drill_by_a_day() -> None:
    (drill,) = flow(USE % "" + NEW).drills
    assert (drill.outcome, drill.who, drill.due, drill.late_days) == (
        Outcome.NO_DATA,
        "evaluator",
        date(2026, 11, 2),
        4,
    )
    assert drill.reason == "no model diff since Oct 12"
    assert flow(USE % ", until: 2026-10-20" + NEW).drills == ()
    assert flow(NEW).drills == ()


@pytest.mark.parametrize(
    ("on", "outcome"),
    [("2026-10-11", Outcome.NO_DATA), ("2026-10-12", Outcome.MET), ("2026-11-07", Outcome.NO_DATA)],
)
def test_only_a_drill_dated_since_the_upgrade_answers_it(on: str, outcome: Outcome) -> None:
    (drill,) = flow(USE % "" + NEW, records_evidence=REPORT % on).drills
    assert drill.outcome is outcome
    assert (drill.late_days == 0) == (outcome is Outcome.MET)


def test_a_drill_that_was_run_stays_run_when_its_report_is_no_longer_in_date() -> None:
    (drill,) = flow(USE % "" + NEW, date(2027, 3, 1), records_evidence=REPORT % "2026-10-20").drills
    assert drill.outcome is Outcome.MET


def test_a_drill_that_nobody_reviewed_was_not_run() -> None:
    unreviewed = (REPORT % "2026-10-20").replace(", reviewer: product-lead", "")
    (drill,) = flow(USE % "" + NEW, records_evidence=unreviewed).drills
    assert (drill.outcome, drill.late_days) == (Outcome.NOT_MET, 4)


def test_an_upgrade_is_known_from_its_announcement_and_asks_for_nothing_before_its_day() -> None:
    assert flow(USE % "" + NEW, date(2026, 9, 30)).drills == ()
    (ahead,) = flow(USE % "" + NEW, date(2026, 10, 5)).drills
    assert (ahead.upcoming, ahead.late_days) == (True, 0)
    assert flow(USE % "" + NEW, date(2026, 10, 5)).open_drills == ()


def test_a_retirement_asks_at_once_and_is_due_before_the_model_is_gone() -> None:
    (drill,) = flow(USE % "" + GONE).drills
    assert (drill.upcoming, drill.due, drill.since) == (False, date(2026, 12, 16), date(2026, 11, 2))
    assert flow(USE % "" + GONE, date(2026, 11, 1)).drills == ()


def part(name: Part = Part.CASE, **limits: Any) -> WorkPart:
    return WorkPart(part=name, evidence="value-case", **limits)


SHARED: dict[str, Any] = {"product": "p", "on": date(2026, 11, 1), "by": "a"}


@pytest.mark.parametrize(
    ("value", "cost", "build", "weeks"),
    [(42_000, 2_000, 80_000, 2), (10, 10, 5, None), (10, 12, 0, None), (5, 0, 0, 0)],
)
def test_the_build_cost_comes_back_from_what_a_week_is_worth_beyond_its_cost(
    value: float, cost: float, build: float, weeks: float | None
) -> None:
    case = ProductCase(**SHARED, kpi="Time", weekly_value=value, weekly_cost=cost, build_cost=build)
    assert payback_weeks(case) == weeks
    assert bool(worries(facts_of(case, part(), DAY, "USD"))) == (weeks is None)


@pytest.mark.parametrize(
    ("agree", "compared", "reported"),
    [
        (0, 100, "proven to be more than 15%"),
        (100, 100, "proven to be within 15%"),
        (18, 20, "too few to say whether that is within 15%"),
    ],
)
def test_drift_is_judged_as_a_sample(agree: int, compared: int, reported: str) -> None:
    (fact,) = facts_of(
        DriftRecord(**SHARED, compared=compared, agree=agree), part(Part.DRIFT, most_drift=0.15), DAY, "USD"
    )
    assert fact.text.endswith(reported)
    assert fact.worry == ("within 15%" not in reported or "too few" in reported)


def test_a_journey_without_a_fallback_or_a_way_to_a_person_is_worth_worrying_about() -> None:
    journey = JourneyRecord(**SHARED, steps=("a",), fallbacks=(Fallback(state=FallbackState.SLOW, shown="x"),))
    assert worries(facts_of(journey, part(Part.JOURNEY), DAY, "USD")) == [
        "nothing is said for when it is unsure, wrong or down",
        "no way to a person",
    ]


def test_a_queue_that_waits_too_long_is_worth_worrying_about() -> None:
    suite = SuiteRecord(**SHARED, suite=SuiteKind.REVIEW_QUEUE, cases=9, waiting=84, oldest=date(2026, 10, 27))
    assert worries(facts_of(suite, part(Part.REVIEW_QUEUE, most_queue_days=10), DAY, "USD")) == []
    assert worries(facts_of(suite, part(Part.REVIEW_QUEUE, most_queue_days=9), DAY, "USD")) == [
        "84 cases waiting, the longest for 10 days (9 days at most)",
    ]


def test_a_source_that_was_not_checked_in_time_or_has_no_owner_is_named() -> None:
    contracts = (
        DataContract(source="Manuals", owner="o", fresh_days=30, checked=date(2026, 10, 7)),
        DataContract(source="Cases", owner="o", fresh_days=7, checked=date(2026, 10, 20)),
        DataContract(source="Tariffs", fresh_days=7),
    )
    record = RetrievalRecord(**SHARED, version="2", contracts=contracts)
    assert worries(facts_of(record, part(Part.RETRIEVAL), DAY, "USD")) == [
        "not checked within its days: Cases and Tariffs",
        "nobody answers for Tariffs",
    ]


def test_an_upgrade_without_an_announcement_is_known_on_its_day() -> None:
    upgrade = UpgradeRecord(provider="acme", model="one", kind=UpgradeKind.DEPRECATION, on=DAY)
    assert upgrade.known_from == DAY
