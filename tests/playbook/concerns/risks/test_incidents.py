"""Incidents as of a day: open or over, how fast, postmortem and actions due; and the bar that gates ask for."""

from dataclasses import replace
from datetime import date

import pytest

from playbook.concerns.risks.incidents import (
    ActionStatus,
    IncidentsStatus,
    IncidentStatus,
    incidents_status,
    judge_incidents,
)
from playbook.concerns.risks.wording_page import incident_summary, overdue_words
from playbook.model.incidents import IncidentBar, Severity
from playbook.readiness.inquiry import Inquiry
from playbook.verdict import Outcome
from tests.playbook.building import measurements_of, playbook_of

LADDER = """
incidents:
  checked_days: 31
  severities: [{severity: high, mitigate_within_minutes: 60, postmortem_within_days: 7}, {severity: low}]
"""
INCIDENT = """
  - id: terms
    title: Old terms
    product: support-copilot
    severity: high
    on: 2026-10-20
    owner: head-of-support
    timeline:
      - {at: "2026-10-20T09:30", mark: detected, what: Flagged}
      - {at: "2026-10-20T08:00", mark: started, what: Indexed}
      - {at: "2026-10-20T09:56", mark: mitigated, what: Flag off}
      - {at: "2026-10-21T12:00", mark: resolved, what: Rebuilt}
    resolved: 2026-10-21
    postmortem: {on: 2026-10-29, by: data-lead, reviewer: lead}
    actions:
      - {what: Leave the archive out, owner: data-lead, due: 2026-11-02, done: 2026-11-05}
      - {what: Add cases, owner: evaluation, on: 2026-10-22, due: 2026-11-10}
"""
CHECKED = "checked: [{on: 2026-11-01, by: head-of-support}]\n"


def questions(text: str, day: date) -> Inquiry:
    playbook = playbook_of(definitions_risks=LADDER, records_incidents=text)
    return Inquiry(playbook, measurements_of(playbook), day)


def on(day: date, text: str = INCIDENT) -> IncidentStatus:
    (found,) = incidents_status(questions(f"incidents:{text}", day)).incidents
    return found


def test_durations_come_from_the_marks_of_the_timeline_in_whatever_order_it_is_written() -> None:
    incident = on(date(2026, 11, 13))
    assert (incident.minutes_to_detect, incident.minutes_to_mitigate, incident.mitigate_within) == (90, 26, 60)


def test_a_past_day_knows_only_what_had_happened_by_then() -> None:
    assert incidents_status(questions(f"incidents:{INCIDENT}", date(2026, 10, 19))).incidents == ()
    first = on(date(2026, 10, 20))
    assert first.is_open
    assert len(first.timeline) == 3
    assert first.actions == ()
    assert [action.what for action in on(date(2026, 10, 23)).actions] == ["Add cases"]
    assert [action.done for action in on(date(2026, 11, 4)).actions] == [None, None]


@pytest.mark.parametrize(
    ("day", "late", "overdue"),
    [
        (date(2026, 10, 27), 0, 0),
        (date(2026, 10, 28), 1, 1),  # the postmortem came two days late
        (date(2026, 10, 29), 0, 0),
        (date(2026, 11, 4), 0, 1),  # the first action was late by then
        (date(2026, 11, 6), 0, 0),
        (date(2026, 11, 13), 0, 1),  # the second one is
    ],
)
def test_postmortem_and_actions_are_late_after_their_day_until_they_are_done(
    day: date, late: int, overdue: int
) -> None:
    incident = on(day)
    assert (incident.postmortem_late_days, incident.overdue) == (late, overdue)


def reviewed(incident: IncidentStatus) -> bool:
    return incident.postmortem is not None and incident.postmortem.reviewed


def test_a_postmortem_counts_as_read_only_by_another_person() -> None:
    assert reviewed(on(date(2026, 11, 13)))
    assert not reviewed(on(date(2026, 11, 13), INCIDENT.replace("reviewer: lead", "reviewer: data-lead")))
    assert not reviewed(on(date(2026, 11, 13), INCIDENT.replace(", reviewer: lead", "")))


def test_a_severity_that_asks_for_nothing_is_never_late() -> None:
    low = INCIDENT.replace("severity: high", "severity: low").replace("    postmortem: {on", "    # {on")
    assert on(date(2026, 11, 13), low).postmortem_due is None


@pytest.mark.parametrize(
    ("text", "day", "outcome", "words"),
    [
        ("", date(2026, 11, 13), Outcome.NO_DATA, "silence is not zero"),
        (CHECKED, date(2026, 11, 13), Outcome.MET, "0 incidents of severity high or graver"),
        (CHECKED, date(2026, 12, 13), Outcome.STALE, "last said to be complete on Nov 1"),
        (CHECKED, date(2026, 10, 31), Outcome.NO_DATA, "silence is not zero"),
        (
            f"{CHECKED}incidents:{INCIDENT}",
            date(2026, 11, 8),
            Outcome.MET,
            "1 incident of severity high or graver, 0 open",
        ),
        (f"{CHECKED}incidents:{INCIDENT}", date(2026, 11, 13), Outcome.NOT_MET, "1 postmortem or action overdue"),
        (f"incidents:{INCIDENT}", date(2026, 10, 20), Outcome.NOT_MET, "1 open"),
    ],
)
def test_the_bar_wants_nothing_grave_open_nothing_overdue_and_somebody_who_vouches(
    text: str, day: date, outcome: Outcome, words: str
) -> None:
    judged = judge_incidents(questions(text, day), IncidentBar(), "support-copilot")
    assert judged.outcome is outcome
    assert words in judged.reason


def test_the_bar_counts_its_severity_and_graver_of_the_product_and_the_organization() -> None:
    requested = questions(f"{CHECKED}incidents:{INCIDENT}", date(2026, 11, 13))
    assert judge_incidents(requested, IncidentBar(severity=Severity.CRITICAL), None).outcome is Outcome.MET
    assert judge_incidents(requested, IncidentBar(severity=Severity.LOW), None).outcome is Outcome.NOT_MET
    assert judge_incidents(requested, IncidentBar(), "another").outcome is Outcome.MET
    assert judge_incidents(requested, IncidentBar(overdue=1), "support-copilot").outcome is Outcome.MET


def test_a_gate_and_a_deliverable_can_ask_for_the_bar() -> None:
    playbook = playbook_of(
        definitions_risks=LADDER,
        definitions_gates="""
gates: [{id: limited-release, stage: ship, criteria: [{id: calm, incidents: {severity: high}}]}]
""",
        definitions_charter="""
phases:
  - {id: one, weeks: [1, 2], deliverables: [{id: written-up, due_week: 2, proof: [{incidents: {severity: low}}]}]}
""",
        records_charter="start: 2026-09-07\nprogress: [{deliverable: written-up, state: done, on: 2026-09-10}]",
        records_incidents=CHECKED,
    )
    requested = Inquiry(playbook, measurements_of(playbook), date(2026, 11, 13))
    assert requested.judged("limited-release", "support-copilot")["calm"].outcome is Outcome.MET
    assert requested.deliverable("written-up").proven
    earlier = requested.at(date(2026, 10, 31))
    assert earlier.judged("limited-release", "support-copilot")["calm"].outcome is Outcome.NO_DATA
    assert not earlier.deliverable("written-up").proven


def test_a_write_up_is_read_from_the_day_another_read_it() -> None:
    text = INCIDENT.replace("reviewer: lead}", "reviewer: lead, reviewed_on: 2026-11-03}")
    for day, read in ((date(2026, 11, 2), False), (date(2026, 11, 3), True)):
        postmortem = on(day, text).postmortem
        assert postmortem is not None
        assert postmortem.reviewed is read


def test_an_open_action_in_time_is_not_called_overdue_because_the_postmortem_is() -> None:
    incident = replace(
        on(date(2026, 10, 28)), actions=(ActionStatus("Tell them", "lead", date(2026, 11, 3), None, 0, ""),)
    )
    said = incident_summary(IncidentsStatus((incident,)), date(2026, 10, 28))
    assert "1 action open, 0 overdue; 1 postmortem overdue." in said
    assert (incident.overdue, overdue_words(incident)) == (1, "the postmortem")
    late = replace(incident, actions=(replace(incident.actions[0], late_days=2),))
    assert (late.overdue, overdue_words(late)) == (2, "the postmortem and 1 action")
    assert overdue_words(replace(late, postmortem_late_days=0)) == ""
