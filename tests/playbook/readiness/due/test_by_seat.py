"""Who owes what: every source has its item at the right seat, and what is done owes nothing."""

import json
from datetime import date, timedelta

import pytest
from typer.testing import CliRunner, Result

from playbook.cli.main import app
from playbook.cli.output import ExitCode
from playbook.concerns.team.seats import known_seats
from playbook.concerns.vendors.status import vendors_status
from playbook.readiness.due.by_seat import DueItem, DueKind, SeatDue, due_by_seat
from playbook.readiness.due.wording import chat_text
from tests.worlds import World


def owed(world: World, day: date | None = None) -> tuple[SeatDue, ...]:
    with world.workspace() as workspace:
        return workspace.ask(due_by_seat, day)


def items(world: World, kind: DueKind, day: date | None = None) -> list[DueItem]:
    return [item for seat in owed(world, day) for item in seat.items if item.kind is kind]


def due(world: World, *arguments: str) -> Result:
    return CliRunner().invoke(
        app, ["--playbook", str(world.folder), "due", "--as-of", world.today.isoformat(), *arguments]
    )


def test_nobody_owes_anything_before_the_start(empty: World) -> None:
    assert owed(empty) == ()
    assert "Nobody owes anything that is due soon." in due(empty).stdout


def test_one_signature_is_owed_once_by_the_seat_the_gate_names(on_track: World) -> None:
    on_track.receive_all()
    on_track.change("definitions/gates.yaml", "seats: [legal-counsel]", "seats: [legal-counsel, head-of-legal]")
    text = on_track.text("records/sign_offs.yaml")
    on_track.write("records/sign_offs.yaml", "sign_offs: []\n")
    waiting = items(on_track, DueKind.SIGNATURE)
    assert [item.seat for item in waiting] == ["legal-counsel"]
    with on_track.workspace() as workspace:
        signs = {line.who for gate in workspace.assess().gates for line in gate.criteria if line.id == "legal-review"}
    assert signs == {"legal-counsel"}
    assert waiting[0].subject == "support-copilot/limited-release"
    assert waiting[0].what.startswith("Legal review: Support copilot")
    vacant = (
        "seats: [{seat: legal-counsel, since: 2026-10-01}, {seat: head-of-legal, holder: noor, since: 2026-09-07}]\n"
    )
    team = on_track.text("records/team.yaml")
    on_track.write("records/team.yaml", vacant)
    assert [item.seat for item in items(on_track, DueKind.SIGNATURE)] == ["head-of-legal"], "nobody sits in the first"
    on_track.write("records/team.yaml", team)
    on_track.write("records/sign_offs.yaml", text)
    assert not items(on_track, DueKind.SIGNATURE)


def test_evidence_is_renewed_reviewed_or_provided(on_track: World) -> None:
    on_track.receive_all()
    records = "records/evidence.yaml"
    on_track.write("records/workflow.yaml", "# its runs are evidence, too\n")
    on_track.write(
        records,
        "evidence:\n"
        "  - {kind: accountability-document, on: 2026-11-02, by: lead-ai-engineer}\n"
        "  - {kind: red-team-report, product: support-copilot, on: 2026-08-20, by: security-engineer,"
        " reviewer: head-of-security}\n",
    )
    found = {item.what: item for item in items(on_track, DueKind.EVIDENCE)}
    assert found["Renew: Red team report of Support copilot"].due == date(2026, 11, 18)
    assert found["Review: Accountability document"].seat == "vp-engineering"
    on_track.write(records, "evidence: []\n")
    (missing,) = items(on_track, DueKind.EVIDENCE)
    assert missing.reason == "no Red team report yet"


def test_what_is_in_date_or_only_observed_is_not_owed(on_track: World) -> None:
    on_track.receive_all()
    on_track.write("records/workflow.yaml", "# its runs are evidence, too\n")
    on_track.write("records/evidence.yaml", "evidence: []\n")
    (missing,) = items(on_track, DueKind.EVIDENCE)
    assert missing.what.startswith("Red team")
    line = "evidence: red-team-report\n        "
    on_track.change("definitions/gates.yaml", f"{line}key: true", f"{line}observe: true")
    assert items(on_track, DueKind.EVIDENCE) == []


def test_a_run_of_a_suite_keeps_its_evidence_in_date(on_track: World) -> None:
    """The newest proof counts wherever it is recorded; an older report that ran out is not owed again."""
    on_track.receive_all()
    old = "{kind: red-team-report, product: support-copilot, on: 2026-05-01, by: data-lead, reviewer: head-of-data}"
    on_track.write("records/evidence.yaml", f"evidence: [{old}]\n")
    assert items(on_track, DueKind.EVIDENCE) == []
    on_track.write("records/workflow.yaml", "# its runs are evidence, too\n")
    (expired,) = items(on_track, DueKind.EVIDENCE)
    assert "expired on Jul 30" in expired.reason


REGISTERS = """incidents:
  - id: leak
    title: Customer data in a prompt log
    product: support-copilot
    severity: high
    on: 2026-11-03
    owner: head-of-security
  - id: terms
    title: Wrong terms quoted
    severity: high
    on: 2026-10-12
    resolved: 2026-10-13
    owner: head-of-support
    postmortem: {on: 2026-10-15, by: data-lead, reviewer: lead-ai-engineer}
    actions:
      - {what: Leave the archive out, owner: data-lead, due: 2026-11-01}
      - {what: Ask for a last day, owner: data-lead, due: 2027-02-01}
      - {what: Done already, owner: data-lead, due: 2026-11-01, done: 2026-10-20}
"""
GAPS = """vendors:
  - {id: provider, name: Provider, owner: procurement-lead, on: 2026-09-10, products: [support-copilot],
     reviews: [{kind: security, on: 2026-10-09, by: head-of-security, outcome: objections}],
     models: [{model: model-1, on: 2026-09-10, retires: 2026-12-20, announced: 2026-10-01, replacement: model-2}]}
"""


def test_incidents_owe_their_end_their_postmortem_and_every_action(on_track: World) -> None:
    on_track.write("records/incidents.yaml", REGISTERS)
    on_track.write("records/follow_ups.yaml", FOLLOW_UP_OF_AN_ACTION)
    found = {item.what: item for item in items(on_track, DueKind.INCIDENT)}
    assert found["Resolve: Customer data in a prompt log"].seat == "head-of-security"
    assert found["Write the postmortem: Customer data in a prompt log"].due is not None
    late = found["Leave the archive out"]
    assert (late.seat, late.late_days, late.reason) == ("data-lead", 5, "after the incident 'Wrong terms quoted'")
    assert "Ask for a last day" in found, "it was agreed, however far its day"
    assert "Done already" not in found
    assert items(on_track, DueKind.FOLLOW_UP) == [], "the same promise is owed once"


FOLLOW_UP_OF_AN_ACTION = """follow_ups:
  - {what: leave the archive out, owner: data-lead, on: 2026-11-02, due: 2026-11-10}
"""


def test_a_postmortem_that_only_its_author_has_read_is_owed_a_reader(on_track: World) -> None:
    on_track.write("records/incidents.yaml", REGISTERS.replace(", reviewer: lead-ai-engineer", ""))
    found = {item.what: item for item in items(on_track, DueKind.INCIDENT)}
    assert found["Have the postmortem reviewed: Wrong terms quoted"].seat == "head-of-support"


def test_vendors_owe_each_gap_once_and_a_model_that_retires(on_track: World) -> None:
    on_track.write("records/vendors.yaml", GAPS)
    found = {item.what: item for item in items(on_track, DueKind.VENDOR)}
    assert found["Move from model-1 to model-2"].due == date(2026, 12, 20)
    with on_track.workspace() as workspace:
        (vendor,) = workspace.ask(vendors_status)
    assert len(found) == len(vendor.gaps) + 1
    assert {item.reason for item in found.values()} >= set(vendor.missing)
    retired = {item.what: item for item in items(on_track, DueKind.VENDOR, date(2026, 12, 22))}
    assert retired["Move from model-1 to model-2"].late_days == 2, "and not a second time as a gap"


def test_a_drill_that_was_not_run_is_owed_and_its_evidence_is_not_owed_beside_it(on_track: World) -> None:
    upgrades = (
        "upgrades:\n  - {provider: hosted-model, model: model-a, kind: new_version, on: 2026-10-08,"
        " announced: 2026-10-01}\n"
    )
    on_track.write("records/workflow.yaml", on_track.text("records/workflow.yaml") + upgrades)
    old = "{kind: model-diff-report, product: support-copilot, on: 2026-08-01, by: data-lead, reviewer: head-of-data}"
    on_track.write("records/evidence.yaml", f"evidence: [{old}]\n")
    (drill,) = items(on_track, DueKind.DRILL)
    assert (drill.seat, drill.due, drill.late_days) == ("lead-ai-engineer", date(2026, 10, 29), 8)
    assert not [item for item in items(on_track, DueKind.EVIDENCE) if "odel diff" in item.what]


def test_a_promise_of_another_seat_is_owed_until_it_came(on_track: World) -> None:
    wait = (
        "{product: support-copilot, what: Word of the council, whom: works-council, on: 2026-10-12, until: 2026-11-04"
    )
    records = on_track.text("records/workflow.yaml")
    on_track.write("records/workflow.yaml", f"{records}waits:\n  - {wait}}}\n")
    (owed_by_council,) = items(on_track, DueKind.WAIT)
    assert (owed_by_council.seat, owed_by_council.late_days) == ("works-council", 2)
    on_track.write("records/workflow.yaml", f"{records}waits:\n  - {wait}, ended: 2026-11-05}}\n")
    assert items(on_track, DueKind.WAIT) == []


def test_the_owner_of_a_product_stands_for_the_word_that_means_it(on_track: World) -> None:
    """`product-owner` in definitions is no seat of its own."""
    gates = on_track.text("definitions/gates.yaml")
    on_track.write("definitions/gates.yaml", gates.replace("owner: head-of-security", "owner: product-owner"))
    on_track.write("records/evidence.yaml", "evidence: []\n")
    on_track.write("records/workflow.yaml", "# nothing yet\n")
    (missing,) = items(on_track, DueKind.EVIDENCE)
    owner = on_track.playbook().products["support-copilot"].owner
    assert missing.seat == owner != "product-owner"
    assert "product-owner" not in known_seats(on_track.playbook())


def test_nothing_is_owed_twice(slipping: World) -> None:
    slipping.receive_all()
    seats = owed(slipping)
    promises = [item.promise for seat in seats for item in seat.items]
    assert len(promises) == len(set(promises))


def test_deliverables_that_are_late_or_due_within_three_weeks_are_owed_by_their_owner(slipping: World) -> None:
    slipping.receive_all()
    found = items(slipping, DueKind.DELIVERABLE)
    assert found
    soon = slipping.today + timedelta(days=21)
    assert all((item.due or soon) <= soon or "Unblock" in item.what for item in found)
    blocked = next(item for item in found if item.what.startswith("Unblock"))
    assert (blocked.seat, blocked.late_days > 0) == ("vp-engineering", True)
    assert "running-handover" not in {item.subject for item in found}, "it was dropped"


def test_decisions_are_owed_and_a_decided_experiment_is_not(slipping: World) -> None:
    slipping.receive_all()
    found = {item.subject: item for item in items(slipping, DueKind.DECISION)}
    assert {"desk-bot", "meeting-notes", "notes-again", "support-copilot/prototype-exit"} <= set(found)
    assert found["desk-bot"].seat == "", "no owner assigned"
    decided = "    decisions: [{decided: stop, on: 2026-11-02, by: head-of-sales}]\n"
    slipping.write("records/experiments.yaml", slipping.text("records/experiments.yaml") + decided)
    assert "notes-again" not in {item.subject for item in items(slipping, DueKind.DECISION)}


def test_a_feed_that_stopped_is_owed_from_the_day_it_went_stale(slipping: World) -> None:
    slipping.receive_all()
    found = {item.subject: item for item in items(slipping, DueKind.FEED)}
    stale = found["hallucination_rate"]
    assert stale.due == date(2026, 10, 11) + timedelta(days=10)
    assert stale.late_days == (slipping.today - stale.due).days
    assert "nps" in found


DECISION = """decisions:
  - product: support-copilot
    gate: prototype-exit
    decided: release
    by: vp-engineering
    on: 2026-10-30
    conditions:
      - {what: Rehearse the switch, owner: head-of-support, due: 2026-11-03}
      - {what: Train the night shift, owner: head-of-support, due: 2027-02-01}
"""


def test_conditions_stay_until_somebody_says_on_a_day_that_they_are_met(on_track: World) -> None:
    on_track.receive_all()
    on_track.write("records/decisions.yaml", DECISION)
    late, far = items(on_track, DueKind.CONDITION)
    assert (late.what, late.late_days, late.seat) == ("Rehearse the switch", 3, "head-of-support")
    assert far.due == date(2027, 2, 1)
    place = "product: support-copilot, gate: prototype-exit"
    met = f"done:\n  - {{{place}, what: Rehearse the switch, on: 2026-11-05, by: head-of-support}}\n"
    on_track.write("records/decisions.yaml", DECISION + met)
    assert [item.what for item in items(on_track, DueKind.CONDITION)] == ["Train the night shift"]
    assert len(items(on_track, DueKind.CONDITION, date(2026, 11, 4))) == 2, "not met yet on that day"
    with on_track.workspace() as workspace:
        assert [one.what for one in workspace.assess().open_conditions] == ["Train the night shift"]


def test_conditions_of_a_hold_are_owed_too_and_a_later_stop_ends_all_of_them(on_track: World) -> None:
    on_track.receive_all()
    on_track.write("records/decisions.yaml", DECISION.replace("decided: release", "decided: hold"))
    assert len(items(on_track, DueKind.CONDITION)) == 2
    stop = "  - {product: support-copilot, gate: prototype-exit, decided: stop, by: vp-engineering, on: 2026-11-04}\n"
    on_track.write("records/decisions.yaml", DECISION + stop)
    assert items(on_track, DueKind.CONDITION) == []
    assert len(items(on_track, DueKind.CONDITION, date(2026, 11, 3))) == 2


def test_a_condition_that_a_later_release_repeats_is_owed_once_as_it_says(on_track: World) -> None:
    on_track.receive_all()
    again = DECISION.replace("decisions:\n", "").replace("2026-10-30", "2026-11-04").replace("2026-11-03", "2026-11-09")
    on_track.write("records/decisions.yaml", DECISION + again.replace("Rehearse the", "rehearse the"))
    assert [(one.what, one.due) for one in items(on_track, DueKind.CONDITION)] == [
        ("rehearse the switch", date(2026, 11, 9)),
        ("Train the night shift", date(2027, 2, 1)),
    ]
    assert [one.due for one in items(on_track, DueKind.CONDITION, date(2026, 11, 3))][:1] == [date(2026, 11, 3)]


def test_a_follow_up_in_the_words_of_a_condition_is_owed_once_and_done_with_it(on_track: World) -> None:
    on_track.receive_all()
    on_track.write("records/decisions.yaml", DECISION)
    on_track.write(
        "records/follow_ups.yaml",
        "follow_ups:\n  - {what: rehearse  the switch, owner: head-of-support, product: support-copilot,"
        " on: 2026-11-02, due: 2026-11-10, note: again}\n",
    )
    assert items(on_track, DueKind.FOLLOW_UP) == []
    (late, _) = items(on_track, DueKind.CONDITION)
    assert "agreed again in the review of Nov 2" in late.reason
    assert late.reason.endswith(": again")
    place = "product: support-copilot, gate: prototype-exit"
    met = f"done:\n  - {{{place}, what: Rehearse the switch, on: 2026-11-05, by: head-of-support}}\n"
    on_track.write("records/decisions.yaml", DECISION + met)
    with on_track.workspace() as workspace:
        assert [entry.done for entry in workspace.assess().follow_ups] == [date(2026, 11, 5)]
    assert items(on_track, DueKind.FOLLOW_UP) == []


@pytest.mark.parametrize(
    ("done", "sentence"),
    [
        ("what: Rehearse the swich, on: 2026-11-05", "did you mean 'Rehearse the switch'?"),
        ("what: Rehearse the switch, on: 2026-10-29", "met on 2026-10-29, before the decision of 2026-10-30"),
    ],
)
def test_what_is_met_is_a_condition_that_was_set_by_then(on_track: World, done: str, sentence: str) -> None:
    met = f"done:\n  - {{product: support-copilot, gate: prototype-exit, {done}, by: head-of-support}}\n"
    on_track.write("records/decisions.yaml", DECISION + met)
    result = CliRunner().invoke(app, ["validate", str(on_track.folder)])
    assert sentence in result.stdout


def test_the_command_answers_for_one_seat_in_words_json_and_chat(slipping: World) -> None:
    slipping.receive_all()
    document = json.loads(due(slipping, "--role", "vp-engineering", "--json").stdout)
    (seat,) = document["seats"]
    assert (document["schema"], document["role"], seat["seat"]) == (1, "vp-engineering", "vp-engineering")
    assert {"kind", "what", "reason", "due", "late_days", "product", "area", "subject", "record"} == set(
        seat["items"][0]
    )
    assert "Vp engineering" in due(slipping).stdout or "VP engineering" in due(slipping).stdout
    chat = due(slipping, "--role", "vp-engineering", "--chat").stdout
    assert chat.splitlines()[0] == "Who owes what · Example Works · Fri Nov 6, 2026"
    assert "• ❗ " in chat


def test_a_seat_that_owes_nothing_says_so_and_one_that_nobody_named_is_a_question(on_track: World) -> None:
    on_track.receive_all()
    on_track.write("records/team.yaml", "seats: [{seat: finance-partner, holder: staff-7, since: 2026-09-07}]\n")
    assert "Finance partner owes nothing that is due soon." in due(on_track, "--role", "finance-partner").stdout
    result = due(on_track, "--role", "lead-ai-enginer")
    assert result.exit_code == ExitCode.WRONG_USE
    assert "unknown seat 'lead-ai-enginer'; did you mean 'lead-ai-engineer'?" in result.stderr
    far = due(on_track, "--role", "zzz")
    assert "unknown seat 'zzz'; known: " in far.stderr
    assert "lead-ai-engineer" in far.stderr


def test_the_text_for_a_chat_of_nothing_says_so() -> None:
    assert (
        chat_text((), date(2026, 11, 6), "")
        == "Who owes what · Fri Nov 6, 2026\n\nNobody owes anything that is due soon.\n"
    )


def test_the_text_for_a_chat_turns_no_words_round() -> None:
    assert chat_text((), date(2026, 11, 6), "A\u202eB\x1b[2J").startswith(
        "Who owes what · A\\u202eB\\x1b[2J · Fri Nov 6, 2026\n"
    )
