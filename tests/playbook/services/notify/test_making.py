"""What is told: each once, its end once, by routes, hours and pauses."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from metrics.store.outbox import MessageState
from playbook.services.notify.making import make_what_is_new
from playbook.services.notify.notifying import settings_of
from tests.playbook.services.notify.receivers import Receiver, receiving
from tests.playbook.services.notify.running import HOOK, SECRET, Running, channels, incidents
from tests.worlds import World

ENVIRON = {"SIGNED": SECRET}


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """Takes everything."""
    with receiving() as one:
        yield one


@pytest.fixture
def running(on_track: World, receiver: Receiver) -> Iterator[Running]:
    """All is well, and a channel gets alerts."""
    on_track.receive_all()
    on_track.write("settings.yaml", channels(f"{HOOK}, sends: [alerts]}}"))
    one = Running(on_track, {**ENVIRON, "HOOK": receiver.address})
    yield one
    one.workspace.close()


def test_an_alert_is_told_once_and_its_end_once(running: Running, receiver: Receiver) -> None:
    assert running.run() == ()
    incidents(running.world, 1)
    assert len(running.run()) == 1
    assert running.run() == ()
    running.now += timedelta(days=1)
    assert running.run() == ()
    incidents(running.world, 0)
    running.run()
    running.run()
    assert receiver.titles() == ["Critical incident: Incident 0", "Incident no longer open: Incident 0"]
    assert [request.document["type"] for request in receiver.got] == ["alert.began", "alert.ended"]
    assert len(set(receiver.ids())) == 2


def test_a_verdict_that_turns_is_told_with_what_it_was(running: Running, receiver: Receiver) -> None:
    running.run()
    text = running.world.text("records/sign_offs.yaml")
    running.world.write("records/sign_offs.yaml", "sign_offs: []\n")
    running.run()
    assert receiver.titles(), "a gate without its sign-offs says something else"
    assert all(title.startswith("Verdict turned: Support copilot") and ", was " in title for title in receiver.titles())
    running.world.write("records/sign_offs.yaml", text)
    reported = len(receiver.got)
    running.run()
    assert len(receiver.got) == 2 * reported


def test_nothing_is_told_of_a_playbook_that_is_broken_or_not_begun(
    running: Running, receiver: Receiver, empty: World
) -> None:
    incidents(running.world, 2)
    running.run()
    whole = running.world.text("records/incidents.yaml")
    running.world.write("records/incidents.yaml", "incidents: [}\n")
    assert running.run() == ()
    running.world.write("records/incidents.yaml", whole)
    assert running.run() == ()
    assert len(receiver.got) == 2
    empty.write("settings.yaml", channels(f"{HOOK}}}"))
    other = Running(empty, {**ENVIRON, "HOOK": receiver.address})
    assert other.run(digests=True) == ()
    other.workspace.close()


def test_routes_go_by_product_and_severity(running: Running) -> None:
    running.world.write(
        "settings.yaml",
        channels(
            "{id: ops, service: webhook, address: HOOK, secret: SIGNED, sends: [alerts], severity: critical}",
            "{id: other, service: webhook, address: HOOK, secret: SIGNED, sends: [alerts], products: [nobodys]}",
            "{id: digests, service: webhook, address: HOOK, secret: SIGNED, sends: [digest]}",
            "{id: nobody, service: webhook, address: HOOK, secret: SIGNED, off: true}",
        ),
    )
    running.world.write(
        "records/incidents.yaml",
        "incidents:\n"
        "  - {id: a, title: A, product: support-copilot, severity: critical, on: 2026-11-04, owner: head-of-data}\n"
        "  - {id: b, title: B, severity: high, on: 2026-11-04, owner: head-of-data}\n",
    )
    done = running.run()
    assert {(one.channel, one.title) for one in done} == {
        ("ops", "Critical incident: A"),
        ("other", "High incident: B"),
    }


def test_an_incident_that_grew_graver_reaches_those_who_hear_of_grave_ones_alone(running: Running) -> None:
    running.world.write("settings.yaml", channels(f"{HOOK}, sends: [alerts], severity: critical}}"))
    incidents(running.world, 1, "high")
    assert running.run() == ()
    incidents(running.world, 1, "critical")
    (reported,) = running.run()
    assert reported.title == "Critical incident: Incident 0"
    incidents(running.world, 1, "high")
    (reported,) = running.run()
    assert reported.title == "High incident: Incident 0", "who heard of the grave one hears that it is less so"


def test_quiet_hours_hold_all_but_critical_alerts_back(running: Running, receiver: Receiver) -> None:
    quiet = "  quiet: {since: '20:00', until: '07:00'}\n"
    running.world.write("settings.yaml", channels(f"{HOOK}, sends: [alerts]}}", more=quiet))
    running.now = datetime(2026, 11, 6, 23, tzinfo=UTC)
    incidents(running.world, 1, "high")
    assert running.run() == ()
    running.world.write(
        "records/incidents.yaml",
        running.world.text("records/incidents.yaml")
        + "  - {id: worse, title: Worse, severity: critical, on: 2026-11-05, owner: head-of-security}\n",
    )
    assert [one.title for one in running.run()] == ["Critical incident: Worse"]
    running.now = datetime(2026, 11, 7, 12, tzinfo=UTC)  # a Saturday
    assert running.run() == ()
    running.now = datetime(2026, 11, 9, 12, tzinfo=UTC)
    assert [one.title for one in running.run()] == ["High incident: Incident 0"]
    assert len(receiver.got) == 2


def test_a_pause_keeps_messages_and_what_was_over_meanwhile_is_told_to_nobody(
    running: Running, receiver: Receiver
) -> None:
    paused = channels(f"{HOOK}, sends: [alerts]}}", more="  paused: true\n")
    running.world.write("settings.yaml", paused)
    incidents(running.world, 2)
    assert running.run() == ()
    incidents(running.world, 1)
    assert running.run() == ()
    running.world.write("settings.yaml", channels(f"{HOOK}, sends: [alerts]}}"))
    assert [one.title for one in running.run()] == ["Critical incident: Incident 0"]
    assert running.run() == ()
    assert receiver.titles() == ["Critical incident: Incident 0"]
    assert running.kept()["Critical incident: Incident 1"] == [MessageState.WITHDRAWN]


def test_digests_go_once_a_week_at_their_time_and_are_made_up_for(running: Running, receiver: Receiver) -> None:
    at = "  digest: {on: mon, at: '08:00'}\n"
    running.world.write("settings.yaml", channels(f"{HOOK}, sends: [digest]}}", more=at))
    running.now = datetime(2026, 11, 8, 12, tzinfo=UTC)  # Sunday: that of last Monday is long ago
    assert running.run() == ()
    running.now = datetime(2026, 11, 9, 4, tzinfo=UTC)
    assert running.run() == ()
    running.now = datetime(2026, 11, 10, 15, tzinfo=UTC)
    assert len(running.run()) == 1
    assert running.run() == ()
    running.now = datetime(2026, 11, 16, 15, tzinfo=UTC)
    assert len(running.run()) == 1
    assert [request.document["type"] for request in receiver.got] == ["digest", "digest"]
    assert "AI readiness on Nov 10" in receiver.titles()[0]


def test_personal_digests_go_to_each_seat_or_to_the_one_that_is_named(slipping: World, receiver: Receiver) -> None:
    slipping.receive_all()
    slipping.write("settings.yaml", channels(f"{HOOK}, sends: [personal], seat: head-of-data}}"))
    running = Running(slipping, {**ENVIRON, "HOOK": receiver.address})
    (one,) = running.run(digests=True)
    assert one.title.startswith("Head of data, you owe ")
    assert running.run(digests=True) == (), "once a day"
    slipping.write("settings.yaml", channels(f"{HOOK}, sends: [personal]}}".replace("ops", "all")))
    done = running.run(digests=True)
    assert len(done) > 1
    assert len({title.split(",")[0] for title in receiver.titles()}) == len(done)
    running.workspace.close()


@pytest.mark.parametrize("name", ["empty", "week_one", "on_track", "slipping"])
def test_an_organization_never_seen_gets_its_digest_and_its_alerts_once(
    world: Callable[[str], World], name: str, receiver: Receiver
) -> None:
    one = world(name)
    one.receive_all()
    one.write("settings.yaml", channels(f"{HOOK}}}", more="  digest: {on: thu, at: '08:00'}\n"))
    running = Running(one, {**ENVIRON, "HOOK": receiver.address})
    running.run()
    first = receiver.titles()
    running.run()
    assert receiver.titles() == first
    assert len(set(receiver.ids())) == len(first)
    running.workspace.close()


def test_broken_settings_send_nothing_and_withdraw_nothing(running: Running) -> None:
    running.world.write("settings.yaml", channels(f"{HOOK}, sends: [alerts]}}", more="  paused: true\n"))
    incidents(running.world, 1)
    running.run()
    running.world.write("settings.yaml", channels("{id: ops, service: webhook, address: HOOK}"))
    with pytest.raises(Exception, match="has problems"):
        settings_of(running.workspace)
    running.world.write("settings.yaml", channels(f"{HOOK}, sends: [alerts]}}"))
    assert make_what_is_new(running.workspace, settings_of(running.workspace)) == 0
    assert len(running.deliver()) == 1


def test_a_channel_that_was_taken_out_gets_nothing_more(running: Running) -> None:
    running.world.write("settings.yaml", channels(f"{HOOK}, sends: [alerts]}}", more="  paused: true\n"))
    incidents(running.world, 1)
    running.run()
    running.world.write("settings.yaml", channels(f"{HOOK}, sends: [alerts]}}".replace("ops", "others")))
    running.run()
    assert running.kept()["Critical incident: Incident 0"] == [MessageState.WITHDRAWN]
