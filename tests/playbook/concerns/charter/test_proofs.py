"""Proofs of deliverables: what they say of several partner teams at once."""

from datetime import date

from playbook.concerns.charter.proofs import judge_proof
from playbook.model.charter import AccountabilityAgreed, Proof
from playbook.readiness.inquiry import Inquiry
from playbook.verdict import Outcome
from tests.playbook.building import measurements_of, playbook_of

DOCUMENT = """
version: "2"
owner: lead-ai-engineer
parties:
  - {id: legal, name: Legal, seat: legal-counsel}
  - {id: data, name: Data, seat: data-lead}
  - {id: design, name: Design, seat: design-lead}
"""
ALL_THREE = ("legal", "data", "design")


def reason(agreements: str, *parties: str) -> tuple[Outcome, str]:
    playbook = playbook_of(
        definitions_accountability=DOCUMENT,
        records_accountability=agreements and f"agreements:\n{agreements}",
        records_charter="start: 2026-09-07",
    )
    questions = Inquiry(playbook, measurements_of(playbook), date(2026, 11, 6))
    judged = judge_proof(questions, Proof(accountability=AccountabilityAgreed(parties=parties)))
    return judged.outcome, judged.reason


def test_teams_that_said_nothing_yet_are_named_together() -> None:
    assert reason("", *ALL_THREE) == (Outcome.NO_DATA, "Legal, Data and Design have not agreed to it yet")


def test_one_that_said_nothing_is_named_with_the_document() -> None:
    assert reason("", "legal") == (Outcome.NO_DATA, "Legal has not agreed to the accountability document yet")


def test_an_objection_is_told_beside_those_that_are_silent() -> None:
    objected = '  - {party: data, version: "2", on: 2026-10-01, by: data-lead, review: objections}\n'
    _, words = reason(objected, *ALL_THREE)
    assert words == "Data objected to version 2 on Oct 1; Legal and Design have not agreed to it yet"
