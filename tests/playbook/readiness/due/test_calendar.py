"""The calendar holds what has a day, by ids that outlive it."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from playbook.readiness.due.by_seat import due_by_seat
from playbook.readiness.due.calendar import CalendarEvent, EventKind, calendar_events
from tests.worlds import START, World


def events(world: World, day: date | None = None) -> tuple[CalendarEvent, ...]:
    with world.workspace() as workspace:
        return workspace.ask(calendar_events, day)


def of_kind(found: tuple[CalendarEvent, ...], kind: EventKind) -> list[CalendarEvent]:
    return [event for event in found if event.kind is kind]


def test_nothing_stands_in_it_before_the_start(empty: World) -> None:
    assert events(empty) == ()


@pytest.mark.parametrize("name", ["week_one", "on_track", "slipping"])
def test_it_holds_everything_that_is_owed_by_a_day_and_every_id_once(name: str, request: pytest.FixtureRequest) -> None:
    world: World = request.getfixturevalue(name)
    world.receive_all()
    found = events(world)
    with world.workspace() as workspace:
        owed = workspace.ask(due_by_seat)
    dated = {(item.seat, item.due) for seat in owed for item in seat.items if item.due is not None}
    assert dated <= {(event.seat, event.day) for event in of_kind(found, EventKind.DUE)}
    assert len({event.uid for event in found}) == len(found)
    assert list(found) == sorted(found, key=lambda event: event.day)


def test_every_gate_stands_on_its_planned_day(slipping: World) -> None:
    slipping.receive_all()
    with slipping.workspace() as workspace:
        planned = {gate.planned for gate in workspace.assess().gates} - {None}
    gates = of_kind(events(slipping), EventKind.GATE)
    assert {event.day for event in gates} == planned
    assert all(event.text.startswith("As of Nov 6, 2026: ") for event in gates if event.text)


def test_a_week_is_reviewed_on_the_day_after_it_and_a_week_off_is_not(on_track: World) -> None:
    before = of_kind(events(on_track), EventKind.REVIEW)
    assert before[0].day == START + timedelta(days=7)
    assert {(after.day - day.day).days for day, after in pairwise(before)} == {7}
    assert before[-1].day > START + timedelta(days=89) >= before[-2].day
    off = "closures: [{weeks: [2026-W45], reason: office closed, by: vp-engineering, 'on': 2026-11-01}]\n"
    on_track.write("definitions/calendar.yaml", off)
    after = of_kind(events(on_track), EventKind.REVIEW)
    assert {event.day for event in before} - {event.day for event in after} == {date(2026, 11, 9)}


def test_an_event_keeps_its_id_when_its_day_or_its_words_change(slipping: World) -> None:
    slipping.receive_all()
    before = {event.uid: event for event in events(slipping, date(2026, 11, 5))}
    after = {event.uid: event for event in events(slipping, date(2026, 11, 6))}
    assert len(before.keys() & after.keys()) > len(before) / 2
    gate = next(event for event in after.values() if event.kind is EventKind.GATE)
    slipping.write(
        "records/products.yaml",
        slipping.text("records/products.yaml").replace(gate.day.isoformat(), "2026-12-01"),
    )
    moved = next(event for event in events(slipping) if event.uid == gate.uid)
    assert moved.day == date(2026, 12, 1)


def test_another_playbook_has_other_ids(slipping: World) -> None:
    ours = {event.uid for event in events(slipping)}
    text = slipping.text("records/charter.yaml")
    organization = next(line for line in text.splitlines() if line.startswith("organization:"))
    slipping.write("records/charter.yaml", text.replace(organization, "organization: Another company"))
    assert ours.isdisjoint(event.uid for event in events(slipping))
