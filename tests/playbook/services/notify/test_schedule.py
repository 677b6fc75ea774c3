"""Digests and alerts beside the running app: looked for again and again, and what is wrong is said once."""

import logging

import pytest

from playbook.services import looking
from playbook.services.notify import wording
from playbook.services.notify.schedule import Notifier
from playbook.workspace.workspace import Workspace
from tests.playbook.services.notify.receivers import Answer, receiving
from tests.playbook.services.notify.running import HOOK, SECRET, Running, channels, incidents
from tests.worlds import World


def test_the_app_tells_what_is_new_and_logs_what_was_not_taken(
    on_track: World, caplog: pytest.LogCaptureFixture
) -> None:
    on_track.write("settings.yaml", channels(f"{HOOK}, sends: [alerts]}}"))
    incidents(on_track, 1)
    with receiving([Answer(200), Answer(500)]) as receiver:
        running = Running(on_track, {})
        notifier = Notifier(lambda: running.workspace, {"SIGNED": SECRET, "HOOK": receiver.address})
        assert len(notifier.tell_what_is_new()) == 1
        assert notifier.tell_what_is_new() == ()
        incidents(on_track, 0)
        notifier.tell_what_is_new()
        assert "ops: 'Incident no longer open: Incident 0' was not sent: it answered 500" in caplog.text
        on_track.write("settings.yaml", channels("{id: ops}"))
        caplog.clear()
        assert notifier.tell_what_is_new() == notifier.tell_what_is_new() == ()
        assert caplog.text.count(wording.BROKEN_SETTINGS) == 1
        running.workspace.close()


def test_the_sample_is_never_sent(on_track: World, monkeypatch: pytest.MonkeyPatch) -> None:
    on_track.write("settings.yaml", channels(f"{HOOK}, sends: [alerts]}}"))
    incidents(on_track, 1)
    monkeypatch.setattr(Workspace, "is_sample", True)
    running = Running(on_track, {})
    assert Notifier(lambda: running.workspace, {}).tell_what_is_new() == ()


def test_it_looks_in_the_background_and_stops_with_the_app(
    on_track: World, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.WARNING)
    monkeypatch.setattr(looking, "SECONDS_BETWEEN_LOOKS", 0.01)
    on_track.write("settings.yaml", channels(f"{HOOK}, sends: [alerts]}}"))
    incidents(on_track, 1)
    with receiving() as receiver:
        running = Running(on_track, {})
        notifier = Notifier(lambda: running.workspace, {"SIGNED": SECRET, "HOOK": receiver.address})
        notifier.start()
        while not receiver.got:
            receiver.closing.wait(0.05)
        notifier.stop()
        running.workspace.close()
        assert len(receiver.got) == 1
