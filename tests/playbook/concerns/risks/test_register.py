"""The register: rated, escalated by live metrics, contradicted, due for review, its antidote in place, as of a day."""

from datetime import date

import pytest

from metrics.observation import Observation
from playbook.concerns.risks.register import RiskRegister, RiskStatus, risk_register
from playbook.model.risks import Band, RiskState
from playbook.readiness.inquiry import Inquiry
from playbook.verdict import Outcome
from tests.playbook.building import friday_after, measurements_of, playbook_of, week_row

RISKS = """
risks:
  - {id: debt, name: Safety debt, scope: product, likelihood: 3, impact: 4, valid_days: 60,
     indicators: [hallucination_rate misses its plan], tied_to: [tests-stand]}
  - {id: drift, likelihood: 2, impact: 2}
  - {id: unrated}
"""
CHARTER = """
phases:
  - id: one
    weeks: [1, 12]
    deliverables: [{id: tests-stand, name: Tests stand, due_week: 4, owner: lead}]
"""
BAD = week_row("hallucination_rate", 9, k=300, n=1700)
GOOD = week_row("hallucination_rate", 9, k=10, n=1700)
TODAY = friday_after(9)


def register(assessments: str = "", *rows: Observation, day: date = TODAY, **texts: str) -> RiskRegister:
    records = f"assessments:\n{assessments}" if assessments else ""
    playbook = playbook_of(definitions_risks=RISKS, definitions_charter=CHARTER, records_risks=records, **texts)
    return risk_register(Inquiry(playbook, measurements_of(playbook, *rows), day))


def debt(assessments: str = "", *rows: Observation, day: date = TODAY) -> RiskStatus:
    return next(risk for risk in register(assessments, *rows, day=day).risks if risk.risk == "debt")


def said(state: str, on: str = "2026-10-20", more: str = "") -> str:
    return f"  - {{risk: debt, product: support-copilot, state: {state}, on: {on}, by: ciso{more}}}\n"


def test_the_level_is_likelihood_times_impact_and_the_highest_stands_first() -> None:
    found = register("", GOOD).risks
    assert [(risk.risk, risk.level, risk.band) for risk in found] == [
        ("debt", 12, Band.HIGH),
        ("drift", 4, Band.LOW),
        ("unrated", None, None),
    ]


def test_an_indicator_raises_the_likelihood_by_itself_and_says_so() -> None:
    risk = debt("", BAD)
    assert (risk.rated_likelihood, risk.likelihood, risk.level) == (3, 4, 16)
    assert any(reason.startswith("escalated by live metrics: Hallucination rate") for reason in risk.reasons)


def test_a_raised_likelihood_never_leaves_the_scale() -> None:
    assert debt(said("open", more=", likelihood: 5"), BAD).likelihood == 5


def test_the_last_assessment_that_rates_counts_and_the_definition_before_it() -> None:
    both = said("treated", more=", likelihood: 1") + said("treated", "2026-11-01")
    assert debt(both, GOOD).level == 4
    assert debt(both, GOOD, day=date(2026, 10, 19)).level == 12


@pytest.mark.parametrize("state", ["treated", "closed"])
def test_what_is_said_to_be_settled_does_not_hold_against_a_raised_indicator(state: str) -> None:
    assert debt(said(state), GOOD).settled
    contradicted = debt(said(state), BAD)
    assert not contradicted.settled
    assert "but its indicator is raised" in contradicted.reasons[0]
    assert contradicted.is_live


def test_what_was_accepted_holds_until_its_day_whatever_the_numbers_say() -> None:
    accepted = said("accepted", more=", accepted_until: 2026-11-20")
    assert debt(accepted, BAD).settled
    assert not debt(accepted, BAD, day=date(2026, 11, 21)).settled


def test_a_silent_indicator_is_reported_and_settles_nothing_by_itself() -> None:
    risk = debt()
    assert risk.state is None
    assert not risk.settled
    assert "1 of 1 indicator cannot be read" in risk.reasons


def test_a_review_is_due_when_the_assessment_says_or_when_it_is_no_longer_in_date() -> None:
    assert debt(said("treated"), GOOD).review_due == date(2026, 12, 19)
    planned = debt(said("treated", more=", next_review: 2026-11-01"), GOOD)
    assert planned.review_due == date(2026, 11, 1)
    assert planned.review_late_days == (TODAY - date(2026, 11, 1)).days


def test_a_settled_risk_whose_antidote_is_not_in_place_says_so() -> None:
    risk = debt(said("treated"), GOOD)
    assert risk.settled
    assert "its antidote is not in place: Tests stand" in risk.reasons
    assert [(one.id, one.kind, one.holds) for one in risk.antidotes] == [("tests-stand", "deliverable", False)]


def test_an_earlier_day_knows_only_what_was_recorded_by_then() -> None:
    both = said("open", "2026-10-01") + said("treated")
    assert debt(both, GOOD, day=date(2026, 9, 30)).state is None
    assert debt(both, GOOD, day=date(2026, 10, 2)).state is RiskState.OPEN
    assert debt(both, GOOD).state is RiskState.TREATED


def test_a_risk_of_the_product_stands_once_for_each_product_and_alone_without_any() -> None:
    two = "products: [{id: one, owner: lead}, {id: two, owner: lead}]"
    assert [risk.key for risk in register("", records_products=two).risks][:2] == ["debt/one", "debt/two"]
    assert next(risk.key for risk in register("", records_products="products: []").risks) == "debt"


def test_the_register_of_a_product_keeps_the_organizations_risks() -> None:
    two = "products: [{id: one, owner: lead}, {id: two, owner: lead}]"
    found = register("", records_products=two)
    assert {risk.key for risk in found.of("two").risks} == {"debt/two", "drift", "unrated"}
    assert {risk.key for risk in found.about("debt").risks} == {"debt/one", "debt/two"}


def test_a_gate_that_asks_for_the_risk_hears_of_the_indicator() -> None:
    playbook = playbook_of(
        definitions_risks=RISKS, definitions_charter=CHARTER, records_risks=f"assessments:\n{said('treated')}"
    )
    for row, outcome in ((GOOD, Outcome.MET), (BAD, Outcome.NOT_MET)):
        questions = Inquiry(playbook, measurements_of(playbook, row), TODAY)
        assert questions.risk("debt", "support-copilot").outcome is outcome
