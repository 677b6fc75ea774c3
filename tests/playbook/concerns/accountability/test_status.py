"""Who agreed to which version, who owns what on paper and in fact, and how the company is organized on a day."""

from datetime import date

import pytest

from playbook.concerns.accountability.status import AccountabilityStatus, accountability_status
from playbook.readiness.inquiry import Inquiry
from playbook.verdict import Outcome
from tests.playbook.building import measurements_of, playbook_of

DOCUMENT = """
version: "2"
owner: lead-ai-engineer
parties:
  - {id: ai-engineering, seat: lead-ai-engineer, seats: [evaluator]}
  - {id: legal, name: Legal, seat: legal-counsel}
interfaces: [{party: legal}]
raci:
  - {stage: spec, roles: {ai-engineering: AR, legal: C}}
  - {deliverable: page, roles: {legal: AR, ai-engineering: I}}
topologies: [{id: embedded}, {id: solo}]
"""
CHARTER = """
phases:
  - id: all
    weeks: [1, 12]
    deliverables:
      - {id: page, due_week: 3, owner: evaluator, proof: [{accountability: {parties: [legal]}}]}
"""
DAY = date(2026, 11, 6)


def inquiry(agreements: str = "", day: date = DAY, *, records: str = "", seats: str = "") -> Inquiry:
    playbook = playbook_of(
        definitions_accountability=DOCUMENT,
        definitions_charter=CHARTER,
        records_accountability=(f"agreements:\n{agreements}" if agreements else "") + records,
        records_team=seats,
        records_charter="start: 2026-09-07\nprogress: [{deliverable: page, state: done, on: 2026-09-20}]",
    )
    return Inquiry(playbook, measurements_of(playbook), day)


def status(agreements: str = "", day: date = DAY, **records: str) -> AccountabilityStatus:
    return accountability_status(inquiry(agreements, day, **records))


GOOD = '  - {party: legal, version: "2", on: 2026-10-01, by: legal-counsel}\n'


@pytest.mark.parametrize(
    ("agreements", "outcome", "reason", "who"),
    [
        ("", Outcome.NO_DATA, "Legal has not agreed to the accountability document yet", "legal-counsel"),
        (GOOD, Outcome.MET, "Legal agreed to version 2 on Oct 1", ""),
        (
            GOOD.replace('"2"', '"1"'),
            Outcome.STALE,
            "Legal agreed to version 1 on Oct 1; version 2 is newer",
            "legal-counsel",
        ),
        (
            GOOD.replace("counsel}", "counsel, review: objections}"),
            Outcome.NOT_MET,
            "Legal objected to version 2 on Oct 1",
            "lead-ai-engineer",
        ),
        (
            GOOD.replace("legal-counsel", "lead-ai-engineer"),
            Outcome.NOT_MET,
            "the word of Legal came from lead AI engineer, who keeps the document; another has to",
            "legal-counsel",
        ),
        (
            GOOD + GOOD.replace("counsel}", "counsel, review: objections}"),
            Outcome.NOT_MET,
            "Legal objected to version 2 on Oct 1",
            "lead-ai-engineer",
        ),
    ],
)
def test_a_neighbours_latest_word_about_this_very_version_counts(
    agreements: str, outcome: Outcome, reason: str, who: str
) -> None:
    (agreement,) = status(agreements).agreements
    assert (agreement.outcome, agreement.reason, agreement.who) == (outcome, reason, who)


def test_a_word_counts_from_its_day_on() -> None:
    assert status(GOOD, date(2026, 9, 30)).agreed == 0
    assert status(GOOD, date(2026, 10, 1)).agreed == 1


def test_one_person_in_two_seats_is_no_neighbour() -> None:
    seats = """
seats:
  - {seat: lead-ai-engineer, holder: sam, since: 2026-09-01}
  - {seat: legal-counsel, holder: sam, since: 2026-09-01}
"""
    (agreement,) = status(GOOD, seats=seats).agreements
    assert agreement.outcome is Outcome.NOT_MET


def test_the_agreement_proves_the_deliverable_and_takes_its_proof_away_when_the_document_moves_on() -> None:
    assert inquiry(GOOD).deliverable("page").proven
    old = inquiry(GOOD.replace('"2"', '"1"')).deliverable("page")
    assert (old.claimed, old.proven) == (True, False)
    assert old.reasons == ("Legal agreed to version 1 on Oct 1; version 2 is newer",)
    assert old.who == "legal-counsel"


def test_a_deliverable_owned_outside_the_parties_that_do_the_work_is_seen() -> None:
    rows = {row.about: row for row in status().rows}
    assert (rows["page"].owner, rows["page"].accountable, rows["page"].owner_fits) == ("evaluator", "legal", False)
    assert (rows["spec"].owner, rows["spec"].owner_fits) == ("", None)


def test_the_chosen_topology_is_the_latest_by_the_day_and_the_earlier_ones_stay_in_sight() -> None:
    records = """
topologies:
  - {topology: solo, on: 2026-09-08, by: vp-engineering}
  - {topology: embedded, on: 2026-10-05, by: vp-engineering, why: Users differ}
"""
    now, then = status(records=records), status(day=date(2026, 9, 30), records=records)
    assert now.topology is not None
    assert (now.topology.name, now.topology.why) == ("Embedded", "Users differ")
    assert [one.topology for one in now.history] == ["embedded", "solo"]
    assert [one.topology for one in then.history] == ["solo"]
    assert status(day=date(2026, 9, 7), records=records).topology is None
