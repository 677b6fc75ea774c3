"""Two apps on one store tell each alert once, and send each message once."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from playbook.workspace.workspace import Workspace
from tests.playbook.services.notify.receivers import receiving
from tests.playbook.services.notify.running import HOOK, SECRET, Running, channels, incidents
from tests.stores import new_url
from tests.worlds import World

MANY = 12


def test_two_replicas_send_each_message_once(on_track: World, tmp_path: Path) -> None:
    on_track.write("settings.yaml", channels(f"{HOOK}, sends: [alerts, digest]}}"))
    incidents(on_track, MANY)
    url, gate = new_url(tmp_path), threading.Barrier(2)
    with receiving() as receiver:
        environ = {"SIGNED": SECRET, "HOOK": receiver.address}

        def replica(name: str) -> int:
            one = Running(on_track, environ, worker=name)
            one.workspace = Workspace.find(on_track.folder, url, environ={}, clock=lambda: one.now)
            one.now = datetime(2026, 11, 6, 12, tzinfo=UTC)
            with one.workspace:
                one.workspace.version()
                gate.wait()
                return sum(len(one.run(digests=True)) for _ in range(3))

        with ThreadPoolExecutor(2) as pool:
            sent = sum(pool.map(replica, ("one", "other")))
    assert sent == len(receiver.got) == MANY + 1
    assert len(set(receiver.ids())) == MANY + 1
