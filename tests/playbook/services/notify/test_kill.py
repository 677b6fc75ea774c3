"""kill -9 while many alerts wait, again and again: none is lost, and a receiver that goes by ids acts on each once.

Longer with PLAYBOOK_LONG_RUN: 25 times as long is 50 kills of the running app.
"""

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from time import monotonic, sleep

from metrics.store import outbox
from tests.free_port import free_port
from tests.long_run import times
from tests.paths import ROOT
from tests.playbook.services.notify.receivers import Answer, Receiver, Request, receiving
from tests.playbook.services.notify.running import HOOK, SECRET, Running, channels, incidents
from tests.worlds import World

MANY = 200
KILLS, KILLS_OF_THE_APP = times(3), times(2)
LONGEST_SECONDS = 180.0
"""How long one run may take on a busy machine; none is measured by it."""


def notifying(world: World, receiver: Receiver) -> subprocess.Popen[bytes]:
    """One run of the command in a process of its own; the day is that of the world."""
    script = (
        "import sys, datetime as d; from pathlib import Path; from playbook.workspace import workspace as w;"
        "from playbook.services.notify.notifying import notify; import os;"
        f"now = d.datetime.fromisoformat({world.now.isoformat()!r});"
        "start = d.datetime.now();"
        f"one = w.Workspace.find(Path({str(world.folder)!r}), environ={{}},"
        " clock=lambda: now + (d.datetime.now() - start));"
        "notify(one, os.environ); one.close()"
    )
    environ = {**os.environ, "HOOK": receiver.address, "SIGNED": SECRET, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen([sys.executable, "-c", script], env=environ, cwd=ROOT, stderr=subprocess.PIPE)


def app_notifying(world: World, receiver: Receiver, log: Path) -> subprocess.Popen[bytes]:
    """The running app, which looks for messages not every half minute but all the time."""
    port = free_port()
    arguments = ["--playbook", str(world.folder), "serve", "--port", str(port)]
    script = (
        "from playbook.services import looking; looking.SECONDS_BETWEEN_LOOKS = 0.1;"
        f"from playbook.cli.main import app; app({arguments!r})"
    )
    environ = {**os.environ, "HOOK": receiver.address, "SIGNED": SECRET, "PYTHONPATH": str(ROOT)}
    with log.open("ab") as out:
        return subprocess.Popen([sys.executable, "-c", script], env=environ, cwd=ROOT, stdout=out, stderr=out)


def killed_after(process: subprocess.Popen[bytes], receiver: Receiver, count: int) -> None:
    """Ends the process, with nothing said, once so many requests have come."""
    until = monotonic() + LONGEST_SECONDS
    while len(receiver.got) < count and process.poll() is None and monotonic() < until:
        sleep(0.001)
    process.kill()
    process.communicate()


def test_nothing_is_lost_and_nothing_acted_on_twice(on_track: World) -> None:
    on_track.write("settings.yaml", channels(f"{HOOK}, sends: [alerts]}}"))
    incidents(on_track, MANY)
    with receiving() as receiver:
        for number in range(KILLS):
            killed_after(notifying(on_track, receiver), receiver, (number + 1) * MANY // (KILLS + 1))
        last = notifying(on_track, receiver)
        _, said = last.communicate(timeout=LONGEST_SECONDS)
        assert last.returncode == 0, said.decode()
        acted = Counter(request.document["data"]["subject"] for request in by_id(receiver))
        assert acted == Counter({f"incident:i{number}": 1 for number in range(MANY)})
        assert len(receiver.got) - MANY <= KILLS, "only what was under way when it was killed came again"
    with Running(on_track, {}).workspace as workspace:
        assert outbox.on_their_way(workspace.store()) == ()


def test_kills_of_the_running_app_lose_no_alert_either(on_track: World, tmp_path: Path) -> None:
    on_track.write("settings.yaml", channels(f"{HOOK}, sends: [alerts]}}"))
    incidents(on_track, MANY)
    log, wanted = tmp_path / "log", {f"incident:i{number}" for number in range(MANY)}
    with receiving() as receiver:
        for number in range(KILLS_OF_THE_APP):
            count = (number + 1) * MANY // (KILLS_OF_THE_APP + 1)
            killed_after(app_notifying(on_track, receiver, log), receiver, count)
            assert len(receiver.got) >= count, log.read_text("utf-8")
        last, until = app_notifying(on_track, receiver, log), monotonic() + LONGEST_SECONDS
        try:
            while not wanted <= set(subjects(receiver)) and monotonic() < until:
                sleep(0.05)
        finally:
            last.terminate()
            last.wait(timeout=60)
        told = Counter(subject for subject in subjects(receiver) if subject in wanted)
        assert told == Counter(dict.fromkeys(wanted, 1))
        came_again = len(receiver.got) - len(by_id(receiver))
        assert came_again <= KILLS_OF_THE_APP, "only what was under way when it was killed came again"
    with Running(on_track, {}).workspace as workspace:
        assert outbox.on_their_way(workspace.store()) == ()
    assert "Traceback" not in log.read_text("utf-8")


def subjects(receiver: Receiver) -> list[str]:
    """What the messages are about that a receiver acts on."""
    return [request.document["data"]["subject"] for request in by_id(receiver)]


def by_id(receiver: Receiver) -> list[Request]:
    """What a receiver acts on that goes by the standard: each id once."""
    return list({request.headers["webhook-id"]: request for request in receiver.got}.values())


def test_answers_that_never_arrive_lose_nothing(on_track: World) -> None:
    on_track.write("settings.yaml", channels(f"{HOOK}, sends: [alerts]}}"))
    incidents(on_track, 1)
    with receiving([Answer(200, seconds=60.0)]) as receiver:
        killed_after(notifying(on_track, receiver), receiver, 1)
        receiver.closing.set()
        again = notifying(on_track, receiver)
        _, said = again.communicate(timeout=LONGEST_SECONDS)
        assert again.returncode == 0, said.decode()
        assert len(set(receiver.ids())) == 1
        assert len(receiver.got) == 2
