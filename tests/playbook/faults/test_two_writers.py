"""Several processes and an editor on one file: every entry that was acknowledged stands, and no text is lost."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from metrics.problems import Problems
from playbook.services.receipts.check import read_chain
from playbook.services.receipts.sealing import Added, add_receipts, receipts_text, withdraw
from playbook.services.recording.files import replace_text
from tests.long_run import times
from tests.paths import ROOT
from tests.worlds import World

WRITERS = 4
RECORDING = """
import sys
from pathlib import Path
from metrics.problems import Problems
from playbook.services.recording.kinds import BY_NAME
from playbook.services.recording.recording import draft_record, write
from playbook.workspace.workspace import Workspace
folder, writer, entries = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
with Workspace.find(folder, environ={}, making=False) as workspace:
    for number in range(entries):
        typed = {"what": f"What {writer}-{number}", "owner": "head-of-support", "due": "2099-11-20"}
        while True:
            try:
                write(workspace, draft_record(workspace, BY_NAME["follow-up"], typed))
                break
            except Problems as changed:
                assert "changed since it was read" in str(changed), changed
"""
SEALING = """
import sys
from pathlib import Path
from playbook.services.receipts.sealing import add_receipts
records, writer, entries = Path(sys.argv[1]) / "records", sys.argv[2], int(sys.argv[3])
for number in range(entries):
    while True:
        try:
            add_receipts(records, [{"schema": 1, "kind": "decision", "about": f"{writer}-{number}"}])
            break
        except Exception as changed:
            assert "changed since it was read" in str(changed), changed
"""


def at_once(program: str, world: World, entries: int) -> None:
    """Several processes that do the same, each with its own name."""
    started = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(world.folder), str(writer), str(entries)],
            cwd=ROOT,
            stderr=subprocess.PIPE,
            text=True,
        )
        for writer in range(WRITERS)
    ]
    said = [process.communicate(timeout=1200)[1] for process in started]
    assert [process.returncode for process in started] == [0] * WRITERS, said


def test_what_several_processes_record_in_one_file_all_stands(on_track: World) -> None:
    entries = times(2)
    at_once(RECORDING, on_track, entries)
    recorded = [entry.what for entry in on_track.playbook().records.follow_ups.follow_ups]
    wanted = [f"What {writer}-{number}" for writer in range(WRITERS) for number in range(entries)]
    assert sorted(what for what in recorded if what.startswith("What ")) == sorted(wanted)


@pytest.mark.skipif(sys.platform == "win32", reason="processes keep each other out by flock, which is POSIX")
def test_receipts_of_several_processes_are_one_chain(on_track: World) -> None:
    entries = times(10)
    at_once(SEALING, on_track, entries)
    chain = read_chain(receipts_text(on_track.folder / "records"))
    assert len(chain.heads) == 1
    assert chain.faults == ()
    assert len({receipt["about"] for receipt in chain.receipts}) == len(chain.receipts) == WRITERS * entries


def test_what_an_editor_saves_while_an_entry_reaches_the_disk_stands(
    on_track: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, written = on_track.folder / "records" / "team.yaml", os.fsync
    before = path.read_text("utf-8")

    def saved_meanwhile(handle: int) -> None:
        written(handle)
        path.write_text(before + "# from an editor\n", "utf-8")

    monkeypatch.setattr("playbook.whole_file.os.fsync", saved_meanwhile)
    with pytest.raises(Problems, match="changed since it was read, and nothing was written"):
        replace_text(path.parent, "records/team.yaml", before, before + "# from the page\n")
    assert path.read_text("utf-8") == before + "# from an editor\n"
    assert not list(path.parent.glob(".*"))


def test_a_receipt_that_others_stand_on_is_not_taken_back(tmp_path: Path) -> None:
    first = add_receipts(tmp_path, [{"schema": 1, "kind": "decision", "about": "first"}])
    second = add_receipts(tmp_path, [{"schema": 1, "kind": "decision", "about": "second"}])
    with pytest.raises(Problems, match="changed since it was read"):
        withdraw(tmp_path, first)
    assert [receipt["about"] for receipt in read_chain(receipts_text(tmp_path)).receipts] == ["first", "second"]
    withdraw(tmp_path, second)
    withdraw(tmp_path, first)
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_taken_back_where_nothing_was_added(tmp_path: Path) -> None:
    assert add_receipts(tmp_path, []) == Added("", "")
    withdraw(tmp_path, Added("", ""))
    assert list(tmp_path.iterdir()) == []
