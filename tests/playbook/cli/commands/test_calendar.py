"""`playbook calendar`: a file for calendars, or its document."""

import json
from pathlib import Path

from typer.testing import CliRunner, Result

from playbook.cli.main import app
from playbook.cli.output import ExitCode
from tests.worlds import World


def calendar(world: World, *arguments: str | Path) -> Result:
    day = ["--as-of", world.today.isoformat()]
    return CliRunner().invoke(app, ["--playbook", str(world.folder), "calendar", *day, *map(str, arguments)])


def test_it_writes_the_file_it_prints(slipping: World, tmp_path: Path) -> None:
    slipping.receive_all()
    printed = calendar(slipping)
    assert printed.exit_code == ExitCode.FINE
    assert printed.stdout_bytes.startswith(b"BEGIN:VCALENDAR\r\n")
    written = calendar(slipping, "-o", tmp_path / "ours.ics")
    assert (written.exit_code, written.stdout) == (ExitCode.FINE, "")
    assert "events written to" in written.stderr
    assert (tmp_path / "ours.ics").read_bytes() == printed.stdout_bytes


def test_a_seat_sees_its_own_and_every_review(slipping: World) -> None:
    slipping.receive_all()
    everybody = json.loads(calendar(slipping, "--json").stdout)
    seat = next(event["seat"] for event in everybody["events"] if event["kind"] == "due" and event["seat"])
    own = json.loads(calendar(slipping, "--json", "--seat", seat).stdout)
    assert (own["seat"], own["file"], everybody["seat"]) == (seat, None, None)
    wanted = [event for event in everybody["events"] if event["kind"] == "review" or event["seat"] == seat]
    assert own["events"] == wanted


def test_an_unknown_seat_and_a_file_that_cannot_be_written_are_wrong_use(slipping: World, tmp_path: Path) -> None:
    slipping.receive_all()
    unknown = calendar(slipping, "--seat", "nobody-at-all")
    assert (unknown.exit_code, unknown.stdout) == (ExitCode.WRONG_USE, "")
    assert "nobody-at-all" in unknown.stderr
    refused = calendar(slipping, "-o", tmp_path)
    assert refused.exit_code == ExitCode.WRONG_USE
    assert "cannot be written" in refused.stderr


def test_broken_definitions_are_told_and_fail(broken_definitions: World) -> None:
    found = calendar(broken_definitions)
    assert (found.exit_code, found.stdout) == (ExitCode.NO, "")
    assert "task_sucess_rate" in found.stderr


def test_before_the_start_it_is_an_empty_calendar(empty: World) -> None:
    found = calendar(empty)
    assert found.exit_code == ExitCode.FINE
    assert "BEGIN:VEVENT" not in found.stdout
