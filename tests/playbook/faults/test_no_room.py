"""A full disk, and a folder that may not be written: a sentence, and every file is as it was."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from metrics.problems import Problems
from metrics.store.backup import export_store
from metrics.store.location import StoreUnavailable
from playbook.loading.review_files import CannotClose, write_review
from playbook.services.receipts.exporting import export
from playbook.services.recording.kinds import BY_NAME
from playbook.services.recording.recording import draft_record, write
from playbook.services.tokens.tokens import Scope, Tokens
from playbook.settings import WrongUse
from playbook.whole_file import write_whole
from playbook.workspace.workspace import Workspace
from tests import worlds
from tests.long_run import times
from tests.paths import ROOT
from tests.small_disk import fill, mounted
from tests.worlds import World

SEAT = {"seat": "head-of-support", "holder": "staff-0042"}
LONG = "said once more\n" * 20_000


def record(workspace: Workspace) -> object:
    return write(workspace, draft_record(workspace, BY_NAME["seat"], SEAT))


def document(workspace: Workspace) -> object:
    path = workspace.folder / "report.html"
    write_whole(path, LONG.encode())
    return path


def review(workspace: Workspace) -> object:
    return write_review(workspace.home.records, "2026-W44", {"agenda.md": LONG})


def token(workspace: Workspace) -> object:
    return Tokens(workspace.folder / ".tokens").create("job", [Scope.READ], days=3, now=workspace.now())


def auditors_export(workspace: Workspace) -> object:
    return export(workspace, workspace.folder / "audit")


def backup(workspace: Workspace) -> object:
    return export_store(workspace.store(), workspace.folder / "backup", now=workspace.now())


WRITERS: dict[str, Callable[[Workspace], object]] = {
    "a record": record,
    "a document": document,
    "a review": review,
    "a token": token,
    "an export for an auditor": auditors_export,
    "a backup": backup,
}
REFUSED = (Problems, CannotClose, WrongUse, StoreUnavailable, OSError)


def texts(folder: Path) -> dict[str, bytes]:
    """Every file but the store, what takes the room, and what git ignores."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "playbook.duckdb" not in path.name and path.name not in ("ballast", ".gitignore")
    }


@pytest.fixture
def small(tmp_path: Path) -> Iterator[World]:
    """A world on a disk of its own, its files received."""
    with mounted(tmp_path / "disk", megabytes=16) as disk:
        world = worlds.on_track(disk / "on_track")
        world.receive_all()
        yield world


@pytest.mark.parametrize("writer", WRITERS)
def test_on_a_full_disk_every_file_is_as_it_was_and_the_same_again_works_with_room(small: World, writer: str) -> None:
    with small.workspace() as workspace:
        workspace.uploads()
        workspace.playbook()
        before = texts(small.folder)
        for round_number in range(times(1)):
            ballast = fill(small.folder, left=0)
            with pytest.raises(REFUSED, match=r"\S"):
                WRITERS[writer](workspace)
            assert texts(small.folder) == before, round_number
            ballast.unlink()
        WRITERS[writer](workspace)
        after = texts(small.folder)
    assert after.keys() >= before.keys()
    assert after != before


@pytest.mark.parametrize("writer", WRITERS)
def test_on_a_disk_that_may_only_be_read_nothing_is_written_and_a_sentence_says_so(small: World, writer: str) -> None:
    before = texts(small.folder)
    subprocess.run(["mount", "-o", "remount,ro", str(small.folder.parent)], check=True)  # noqa: S607
    with small.workspace() as workspace, pytest.raises(REFUSED, match=r"[Rr]ead-only|read only|written"):
        WRITERS[writer](workspace)
    assert texts(small.folder) == before


LIMITED = """
import resource, signal, sys
from pathlib import Path
from tests.playbook.faults.test_no_room import REFUSED, WRITERS
from playbook.workspace.workspace import Workspace
with Workspace.find(Path(sys.argv[1]), environ={}, making=False) as workspace:
    workspace.playbook(), workspace.uploads()
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), int(sys.argv[3])))
    try:
        WRITERS[sys.argv[2]](workspace)
    except REFUSED as reason:
        print(reason)
    else:
        sys.exit("it was written")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a limit of files is POSIX")
@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("limit", [0, 100])
def test_where_a_file_cannot_grow_nothing_is_written_in_part(on_track: World, writer: str, limit: int) -> None:
    on_track.receive_all()
    before = texts(on_track.folder)
    command = [sys.executable, "-c", LIMITED, str(on_track.folder), writer, str(limit)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.strip()
    assert texts(on_track.folder) == before
