"""What reaches leaders by itself, with what it touches; the same on the page, in the review, the report and JSON."""

from dataclasses import replace
from datetime import date

import pytest

from playbook.readiness import wording_notices as wording
from playbook.readiness.assessment import Assessment
from playbook.readiness.notices import Notice, NoticeKind, TouchKind
from playbook.readiness.selection import for_product
from tests.playbook.eventful import make_eventful
from tests.worlds import World


@pytest.fixture
def eventful(slipping: World) -> World:
    """Slipping, and an incident, a retirement, a contract and an exemption on top."""
    return make_eventful(slipping)


def assessed(world: World, day: date | None = None) -> Assessment:
    with world.workspace() as workspace:
        return workspace.assess(day)


def of_kind(assessment: Assessment, kind: NoticeKind) -> list[Notice]:
    return [notice for notice in assessment.notices if notice.kind is kind]


def test_a_grave_incident_that_is_open_comes_first_and_says_what_it_touches(eventful: World) -> None:
    assessment = assessed(eventful)
    first = assessment.notices[0]
    assert (first.kind, first.subject, first.who) == (NoticeKind.INCIDENT, "leak", "head-of-security")
    assert next((touch.kind, touch.id) for touch in first.touches) == (TouchKind.PRODUCT, "support-copilot")
    assert (TouchKind.RISK, "prompt-injection") in [(touch.kind, touch.id) for touch in first.touches]
    assert {notice.subject for notice in of_kind(assessment, NoticeKind.INCIDENT)} == {"leak"}, "low is not for leaders"
    assert wording.name(first) == "Critical incident: Customer data in a prompt log"
    assert wording.state(first, assessment.as_of) == "open since Nov 3 (3 days)"
    assert "Support copilot" in wording.touches(first, assessment.as_of)


def test_what_is_past_due_after_an_incident_is_reported_however_grave_it_was(eventful: World) -> None:
    assessment = assessed(eventful)
    (action,) = of_kind(assessment, NoticeKind.INCIDENT_ACTION)
    assert (action.name, action.of, action.who, action.late_days) == (
        "Leave the archive out",
        "Wrong terms quoted",
        "data-lead",
        5,
    )
    assert of_kind(assessed(eventful, date(2026, 11, 1)), NoticeKind.INCIDENT_ACTION) == []
    (missing,) = of_kind(assessment, NoticeKind.POSTMORTEM)
    assert (missing.subject, missing.who, missing.late_days > 0) == ("outage", "platform-lead", True)


def test_a_model_that_retires_within_the_notice_is_reported_though_the_charter_ends_before(eventful: World) -> None:
    (retires,) = of_kind(assessed(eventful), NoticeKind.RETIREMENT)
    assert (retires.name, retires.due, retires.replacement) == ("model-1", date(2026, 12, 20), "model-2")
    assert retires.products == ("support-copilot",)
    assert of_kind(assessed(eventful, date(2026, 9, 30)), NoticeKind.RETIREMENT) == [], "announced the day after"
    after = assessed(eventful, date(2026, 12, 22))
    (gone,) = of_kind(after, NoticeKind.RETIREMENT)
    assert wording.state(gone, after.as_of) == "still in use, retired Dec 20 (2 days ago); model-2 takes over"
    assert any(risk.risk == "retirement-provider-model-1" for risk in after.open_risks), "after the charter too"


def test_a_contract_is_reported_before_its_last_day_of_notice(eventful: World) -> None:
    assessment = assessed(eventful)
    (contract,) = of_kind(assessment, NoticeKind.CONTRACT)
    assert contract.due == date(2026, 12, 2)
    assert wording.state(contract, assessment.as_of) == "last day to give notice Dec 2 (in 26 days); ends Jan 31, 2027"
    late = assessed(eventful, date(2026, 12, 3))
    (passed,) = of_kind(late, NoticeKind.CONTRACT)
    assert "the last day to give notice was Dec 2" in wording.state(passed, late.as_of)


def test_an_exemption_about_to_end_and_a_budget_over_plan_are_reported(eventful: World) -> None:
    eventful.write(
        "definitions/metrics.yaml",
        eventful.text("definitions/metrics.yaml")
        + "  - {id: charter_spend, name: Charter spend, pillar: cost, kind: amount, unit: EUR, per: charter,\n"
        "     better: lower, owner: finance-partner, source: books}\n",
    )
    charter = eventful.text("records/charter.yaml")
    eventful.write("records/charter.yaml", charter + "budget: {amount: 90000, currency: EUR}\n")
    assessment = assessed(eventful)
    assert [notice.due for notice in of_kind(assessment, NoticeKind.EXEMPTION)] == [
        decision.due for decision in assessment.decisions_needed if decision.kind == "exemption"
    ]
    assert of_kind(assessment, NoticeKind.EXEMPTION)
    assert of_kind(assessment, NoticeKind.BUDGET) == []
    assert assessment.spend is not None
    assert wording.spend_words(assessment.spend) == "€90,000; no spend reported yet"
    part = replace(assessment.spend, spent=45_000.0, partial="6 of 7 weeks")
    assert wording.spend_words(part) == "€45,000 of €90,000 spent (50%), 6 of 7 weeks reported; plan €61,000"


def test_somebody_who_looks_at_one_product_sees_what_touches_it(eventful: World) -> None:
    assessment = assessed(eventful)
    assert for_product(assessment, "support-copilot").notices == assessment.notices
    other = for_product(assessment, "another-product").notices
    assert {notice.subject for notice in other} == {"outage"}, "what is about the organization is everybody's"


def test_leaders_hear_of_nothing_before_the_start_and_without_anything_to_tell(empty: World, week_one: World) -> None:
    assert assessed(empty).notices == ()
    assert assessed(week_one).notices == ()
