"""The team on a day: levels follow the person, open seats name what they delay, trainings are counted."""

from datetime import date

import pytest

from playbook.concerns.team.levels import assessed_levels
from playbook.concerns.team.status import OpenSeat, TeamStatus, team_status
from playbook.readiness.inquiry import Inquiry
from playbook.verdict import Outcome
from tests.playbook.building import measurements_of, playbook_of

SKILLS = """
owner: vp-engineering
assessment_valid_days: 60
training_valid_days: 30
trained_share: 0.9
layers:
  - {id: framing, levels: [a, b, c, d, e]}
  - {id: evals, levels: [a, b, c, d, e]}
needs:
  - {stage: prototype, levels: {framing: 2, evals: 3}}
  - {stage: ship, levels: {evals: 4}}
roles: [{id: lead, levels: {evals: 3}}]
customer_teams: [{id: support}]
"""
CHARTER = """
phases:
  - id: all
    weeks: [1, 12]
    deliverables:
      - {id: audit, due_week: 2, owner: evaluator, proof: [{team: {role: lead-ai-engineer}}]}
      - {id: journeys, due_week: 8, owner: design-lead}
      - {id: agents, due_week: 9, owner: design-lead, proof: [{team: {role: evaluator}}]}
"""
TEAM = """
seats:
  - {seat: lead-ai-engineer, holder: sam, since: 2026-09-07}
  - {seat: vp-engineering, holder: noor, since: 2026-09-07}
  - {seat: evaluator, holder: kim, since: 2026-09-07}
  - {seat: evaluator, since: 2026-10-01}
  - {seat: evaluator, since: 2026-10-05, note: Advertised}
roles:
  - {seat: lead-ai-engineer, role: lead, since: 2026-09-07}
  - {seat: evaluator, role: lead, since: 2026-09-07}
levels:
  - {seat: lead-ai-engineer, on: 2026-09-14, by: vp-engineering, levels: {framing: 3, evals: 2}}
  - {seat: evaluator, on: 2026-09-14, by: lead-ai-engineer, levels: {evals: 4}}
"""
DAY = date(2026, 11, 6)


def inquiry(team: str = TEAM, day: date = DAY) -> Inquiry:
    """The questions about a day of a playbook with this team."""
    playbook = playbook_of(definitions_skills=SKILLS, definitions_charter=CHARTER, records_team=team)
    return Inquiry(playbook, measurements_of(playbook), day)


def status(team: str = TEAM, day: date = DAY) -> TeamStatus:
    return team_status(inquiry(team, day))


def levels(seat: str, team: str = TEAM, day: date = DAY) -> list[int | None]:
    return [level.level for level in assessed_levels(inquiry(team, day), seat)]


def opened(team: str = TEAM, day: date = DAY) -> OpenSeat:
    (seat,) = status(team, day).open_seats
    return seat


def test_an_open_seat_is_open_since_its_first_day_without_a_holder() -> None:
    seat = opened()
    assert (seat.seat, seat.since, seat.days_open, seat.opened_on) == ("evaluator", date(2026, 10, 1), 36, None)
    assert status(day=date(2026, 9, 30)).open_seats == ()


def test_an_open_seat_names_what_it_owns_proves_and_is_said_to_delay() -> None:
    named = TEAM + "openings:\n  - {seat: evaluator, on: 2026-10-02, delays: [journeys, audit]}\n"
    seat = opened(named)
    assert [(one.deliverable, one.because) for one in seat.delays] == [
        ("audit", "owns it"),
        ("journeys", "is named in the opening"),
        ("agents", "proves it"),
    ]
    assert seat.delays[0].late_days == (DAY - date(2026, 9, 20)).days
    assert seat.opened_on == date(2026, 10, 2)


def test_a_seat_that_was_only_opened_is_open_until_somebody_sits_in_it_or_it_is_given_up() -> None:
    wanted = TEAM.replace("  - {seat: evaluator, since: 2026-10-01}\n", "").replace(
        "  - {seat: evaluator, since: 2026-10-05, note: Advertised}\n", ""
    )
    opening = "openings: [{seat: second-engineer, on: 2026-10-10%s}]\n"
    assert opened(wanted + opening % "").since == date(2026, 10, 10)
    assert status(wanted + opening % "", date(2026, 10, 9)).open_seats == ()
    assert status(wanted + opening % ", withdrawn: 2026-11-01").open_seats == ()
    filled = wanted.replace("roles:", "  - {seat: second-engineer, holder: ana, since: 2026-11-01}\nroles:")
    assert status(filled + opening % "").open_seats == ()


def test_nothing_of_the_last_holder_is_left_in_an_open_seat() -> None:
    assert levels("evaluator", day=date(2026, 9, 20)) == [None, 4]
    assert levels("evaluator") == [None, None]


def test_an_assessment_follows_the_person_into_another_seat() -> None:
    moved = TEAM.replace("since: 2026-10-01}", "holder: sam, since: 2026-10-01}").replace(
        "  - {seat: evaluator, since: 2026-10-05, note: Advertised}\n", ""
    )
    assert levels("evaluator", moved) == [3, 2]


def test_a_new_holder_starts_without_levels_until_somebody_assesses_them() -> None:
    taken = TEAM.replace("since: 2026-10-05, note: Advertised}", "holder: ana, since: 2026-10-05}")
    assert levels("evaluator", taken) == [None, None]
    again = taken + "  - {seat: evaluator, on: 2026-10-20, by: lead-ai-engineer, levels: {framing: 1}}\n"
    assert levels("evaluator", again) == [1, None]


@pytest.mark.parametrize("by", ["lead-ai-engineer", "acting-lead"])
def test_nobody_assesses_themselves_whatever_seat_they_write_from(by: str) -> None:
    acting = TEAM.replace("roles:", "  - {seat: acting-lead, holder: sam, since: 2026-09-07}\nroles:")
    praise = acting + f"  - {{seat: lead-ai-engineer, on: 2026-10-20, by: {by}, levels: {{evals: 5}}}}\n"
    assert levels("lead-ai-engineer", praise) == [3, 2]


def test_what_is_said_of_a_role_holds_where_the_person_was_not_assessed() -> None:
    of_role = TEAM + "  - {role: lead, on: 2026-10-20, by: vp-engineering, levels: {framing: 1, evals: 1}}\n"
    unassessed = of_role.replace("by: vp-engineering, levels: {framing: 3, evals: 2}", "by: noor, levels: {evals: 2}")
    assert levels("lead-ai-engineer", of_role) == [3, 2]
    assert levels("lead-ai-engineer", unassessed) == [1, 2]


def test_what_a_product_needs_follows_its_stage_and_an_old_assessment_is_no_proof() -> None:
    (product,) = status(day=date(2026, 10, 20)).products
    assert [(need.layer, need.needed, need.best, need.outcome) for need in product.needs] == [
        ("framing", 2, 3, Outcome.MET),
        ("evals", 3, 2, Outcome.NOT_MET),
    ]
    assert [(need.layer, need.needed) for need in product.ahead] == [("evals", 4)]
    assert product.open_seats == ("evaluator",)
    (later,) = status(day=date(2026, 12, 1)).products
    assert [need.outcome for need in later.needs] == [Outcome.STALE, Outcome.NOT_MET]


def test_only_who_works_on_a_product_counts_for_it() -> None:
    elsewhere = TEAM.replace("role: lead, since: 2026-09-07}", "role: lead, since: 2026-09-07, ended: 2026-10-10}")
    (product,) = status(elsewhere, date(2026, 10, 20)).products
    assert product.seats == ()
    assert {need.reason for need in product.needs} == {"nobody works on it yet"}


@pytest.mark.parametrize(
    ("record", "outcome", "share"),
    [
        ("", Outcome.NO_DATA, None),
        ("{team: support, on: 2026-10-20, people: 20, trained: 17}", Outcome.NOT_MET, 0.85),
        ("{team: support, on: 2026-10-20, people: 20, trained: 18}", Outcome.MET, 0.9),
        ("{team: support, on: 2026-10-01, people: 20, trained: 20}", Outcome.STALE, 1.0),
        ("{team: support, on: 2026-11-20, people: 20, trained: 20}", Outcome.NO_DATA, None),
    ],
)
def test_a_team_is_trained_when_enough_of_it_was_lately(record: str, outcome: Outcome, share: float | None) -> None:
    (training,) = status(TEAM + (f"trainings:\n  - {record}\n" if record else "")).trainings
    assert (training.outcome, training.share) == (outcome, share)


def test_the_share_that_is_known_counts_filled_seats_and_fresh_levels_only() -> None:
    assert status(day=date(2026, 10, 20)).assessed_share == 1.0
    assert status(day=date(2026, 12, 1)).assessed_share == 0.0
    assert status("seats: []").assessed_share is None
