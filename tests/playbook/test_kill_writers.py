"""kill -9 between writing a file and putting it in its place, of everything that writes one: old or new, never half."""

import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from playbook.loading.loader import load_texts, read_texts
from tests import worlds
from tests.long_run import times
from tests.paths import ROOT
from tests.worlds import World

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a POSIX signal")
KILLED = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
folder, after, number = Path(sys.argv[1]), sys.argv[2] == "after", int(sys.argv[3])
left = [number]
def killing(step):
    def stepping(*given, **more):
        if left[0] == 0 and not after:
            os.kill(os.getpid(), signal.SIGKILL)
        done = step(*given, **more)
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left[0] -= 1
        return done
    return stepping
"""
ARMED = """
os.replace, os.rename = killing(os.replace), killing(os.rename)
Path.replace, Path.rename = killing(Path.replace), killing(Path.rename)
"""
WRITERS = {
    "a record": """
from playbook.services.recording.files import replace_text
text = (folder / "records" / "team.yaml").read_text("utf-8")
{armed}
replace_text(folder / "records", "records/team.yaml", text, text + "# one more line" + chr(10))
""",
    "a document": """
from playbook.whole_file import write_whole
text = (folder / "records" / "team.yaml").read_bytes()
{armed}
write_whole(folder / "records" / "team.yaml", text + b"# one more line" + bytes([10]))
""",
    "a review": """
from playbook.loading.review_files import write_review
{armed}
write_review(folder / "records", "2026-W44", {{"comment.md": "seen", "agenda.md": "said" * 1000}})
""",
    "a token": """
from playbook.services.tokens.tokens import Scope, Tokens
tokens = Tokens(folder / ".tokens")
{armed}
tokens.create("job", [Scope.READ], days=3, now=datetime.now(UTC))
""",
    "the last whole playbook": """
from playbook.settings import find_home
from playbook.loading.state import PlaybookFiles
home = find_home(folder, None, {{}})
home.cache.unlink(missing_ok=True)
{armed}
PlaybookFiles(home, begin=True).state()
""",
}


def killed(world: World, writer: str, when: str, number: int) -> int:
    """How a process ends that is killed at so many-th step into a place; 0 where there are not so many."""
    program = KILLED + WRITERS[writer].format(armed=ARMED)
    command = [sys.executable, "-c", program, str(world.folder), when, str(number)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode in (0, -signal.SIGKILL), done.stderr
    return done.returncode


def texts(folder: Path) -> Mapping[str, bytes]:
    """Every file that counts: those that were growing begin with a dot, and nobody reads them."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    }


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("when", ["before", "after"])
def test_what_stood_there_still_stands_or_the_new_one_does(tmp_path: Path, writer: str, when: str) -> None:
    world = worlds.on_track(tmp_path / "on_track")
    before = texts(world.folder)
    for _ in range(times(1)):
        assert killed(world, writer, when, 0) == -signal.SIGKILL, "the writer puts nothing in its place in one step"
        found = texts(world.folder)
        for name, content in before.items():
            # the old text, or all of the new one
            assert found[name].startswith(content), name
            assert found[name].endswith(b"\n"), name
        assert load_texts(read_texts(world.folder / "definitions", world.folder / "records")).digest
    # and the same again works, beside what the killed one left
    if when == "before" or writer not in ("a review", "a token"):  # there is one already, and it is not replaced
        assert killed(world, writer, when, 99) == 0
