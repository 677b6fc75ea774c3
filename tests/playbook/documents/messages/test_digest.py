"""The weekly digest and what one seat owes, in every world."""

from collections.abc import Callable
from pathlib import Path

import pytest

from playbook.documents.messages import wording
from playbook.documents.messages.digest import DigestFacts, digest, personal_digest
from playbook.documents.messages.message import Message, as_text, section
from playbook.readiness.alerts.standing import grounds_of
from playbook.readiness.alerts.turned import VerdictsThen, turned_gates
from playbook.readiness.due.by_seat import due_by_seat
from playbook.readiness.due.items import NOBODY, SeatDue
from tests.playbook.busy import busy
from tests.playbook.eventful import make_eventful
from tests.worlds import World


def digest_of(world: World) -> Message:
    with world.workspace() as workspace:
        assessment = workspace.assess()
        since = assessment.changed_since
        then = {} if since is None else workspace.ask(VerdictsThen(since))
        turned = turned_gates(assessment, then)
        controls, seats = workspace.ask(grounds_of).controls, workspace.ask(due_by_seat)
        return digest(DigestFacts(workspace.organization, assessment, controls, turned, seats))


@pytest.mark.parametrize("name", ["empty", "week_one", "on_track", "slipping"])
def test_every_world_has_a_digest_that_says_where_it_stands(world: Callable[[str], World], name: str) -> None:
    one = world(name)
    one.receive_all()
    message = digest_of(one)
    titles = [part.title for part in message.sections]
    assert titles[0] == wording.WHERE_WE_STAND
    assert wording.DUE in titles
    assert all(part.lines and all(part.lines) for part in message.sections)
    assert not any("2026-W" in line for part in message.sections for line in part.lines), "weeks are dates to people"


def test_the_digest_says_what_turned_what_blocks_what_ends_and_what_is_due(slipping: World) -> None:
    message = digest_of(make_eventful(slipping))
    parts = {part.title: part.lines for part in message.sections}
    assert "behind plan" in parts[wording.WHERE_WE_STAND][0]
    assert any("Critical incident: Customer data in a prompt log" in line for part in parts.values() for line in part)
    assert any("late" in line for line in parts[wording.DUE])
    assert parts[wording.BLOCKS]
    text = as_text(message)
    lines = [line for part in message.sections for line in part.lines]
    assert len(set(lines)) == len(lines), "nothing is said twice"
    assert text.startswith(message.title)
    assert text.count("•") == sum(len(lines) for lines in parts.values())


def test_a_seat_hears_how_much_it_owes_late_first(slipping: World) -> None:
    with make_eventful(slipping).workspace() as workspace:
        seats = workspace.ask(due_by_seat)
    seat = next(one for one in seats if one.seat == "data-lead")
    message = personal_digest(seat, slipping.today)
    assert message is not None
    assert message.subject == "data-lead"
    assert message.title.startswith("Data lead, you owe ")
    assert message.sections[0].title == wording.LATE
    assert any(line.startswith("Leave the archive out, 5 days late") for line in message.sections[0].lines)


def test_who_owes_nothing_soon_hears_nothing(slipping: World) -> None:
    assert personal_digest(SeatDue("head-of-data", "", ()), slipping.today) is None
    with make_eventful(slipping).workspace() as workspace:
        items = workspace.ask(due_by_seat)[0].items
    assert personal_digest(SeatDue(NOBODY, "", items), slipping.today) is None


def test_a_long_list_says_how_much_more_there_is() -> None:
    lines = [f"{number}" for number in range(10)]
    (part,) = section("Ten", lines, most=8)
    assert part.lines[-1] == "and 2 more on the page"
    (whole,) = section("Ten", lines, most=9)
    assert whole.lines == tuple(lines)
    assert section("None", []) == ()


def test_a_trend_that_broke_is_told_once_and_not_again_as_outlook(tmp_path: Path) -> None:
    message = digest_of(busy(tmp_path / "busy"))
    parts = {part.title: part.lines for part in message.sections}
    broken = [line for line in parts[wording.TURNED] if line.startswith("Hallucination rate")]
    assert len(broken) == 1
    assert broken[0] not in parts[wording.OUTLOOK]
    assert any(line.startswith("Weekly active users") for line in parts[wording.OUTLOOK])
    lines = [line for part in message.sections for line in part.lines]
    assert len(set(lines)) == len(lines)
