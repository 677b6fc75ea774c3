"""Files named on the command line that never end: a sentence, in every command that reads one."""

import os
from pathlib import Path

import pytest

from playbook.cli.output import ExitCode
from tests.playbook.cli.commands.numbers.test_uploads import run
from tests.worlds import World

ENDLESS = "it goes on beyond"
COMMANDS = (
    ("upload", "--dry-run", "FILE"), ("upload", "FILE"), ("read", "FILE"), ("import", "experiments", "FILE"),
    ("compare", "FILE", "FILE"), ("calibrate", "FILE", "FILE"),
)  # fmt: skip


@pytest.mark.skipif(os.name == "nt", reason="this system has no such devices")
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_file_that_never_ends_is_refused(on_track: World, tmp_path: Path, command: tuple[str, ...]) -> None:
    endless = tmp_path / "week45.csv"
    endless.symlink_to("/dev/zero")
    result = run(on_track, *(str(endless) if part == "FILE" else part for part in command))
    assert result.exit_code in (ExitCode.NO, ExitCode.WRONG_USE)
    assert ENDLESS in " ".join((result.stdout + result.stderr).split())
