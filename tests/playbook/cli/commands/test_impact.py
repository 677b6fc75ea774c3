"""`playbook impact` and the record a weaker bar needs, in a real repository."""

import json
import subprocess
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from playbook.cli.main import app
from playbook.cli.output import ExitCode
from tests.worlds import World

LINE = "gates.limited-release.criteria.grounded-answers.pass"


def run(*arguments: str | Path) -> Result:
    """The command."""
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def git(folder: Path, *arguments: str) -> str:
    """Runs git in a folder."""
    names = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    command = ["git", "-C", str(folder), *names, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def committed(slipping: World) -> World:
    """A playbook in a repository, with one commit."""
    git(slipping.folder, "init", "-q")
    git(slipping.folder, "add", "definitions", "records")
    git(slipping.folder, "commit", "-q", "-m", "then")
    return slipping


def impact(world: World, *more: str) -> Result:
    """What changed in a world since its commit, on its own day."""
    return run("impact", "--playbook", world.folder, "--as-of", world.today.isoformat(), *more)


def weaken(world: World) -> None:
    """Lowers the line of answers that need their sources."""
    world.change("definitions/gates.yaml", 'pass: "<= 0.06"', 'pass: "<= 0.07"')


def record(world: World, before: str, after: str, day: date) -> None:
    """Says why."""
    entry = (
        f'{{what: {LINE}, from: "{before}", to: "{after}", on: {day}, by: vp-engineering, why: The judge was wrong}}'
    )
    world.write("records/bar_changes.yaml", f"changes:\n  - {entry}\n")


def test_nothing_moved_is_said_in_text_and_is_no_comment(committed: World) -> None:
    result = impact(committed)
    assert (result.exit_code, result.stdout.strip()) == (ExitCode.FINE, "No bar moved since HEAD.")
    assert impact(committed, "--format", "markdown").stdout == ""


def test_a_weaker_bar_without_its_record_fails_and_says_what_to_record(committed: World) -> None:
    weaken(committed)
    result = impact(committed)
    assert result.exit_code == ExitCode.NO
    assert "Bars since HEAD: 1 weaker" in result.stdout
    assert f"{LINE}: <= 0.06 → <= 0.07 (no record)" in " ".join(result.stdout.split())
    assert f"playbook record bar-change --what {LINE} --from '<= 0.06' --to '<= 0.07'" in result.stderr
    checked = run("validate", committed.folder, "--since", "HEAD", "--json")
    assert checked.exit_code == ExitCode.NO
    (problem,) = (one for one in json.loads(checked.stdout)["problems"] if one["severity"] == "error")
    assert problem["where"] == {"file": "definitions/gates.yaml", "line": 57, "column": 9}


def test_with_its_record_it_passes(committed: World) -> None:
    weaken(committed)
    record(committed, "<= 0.06", "<= 0.07", date(2026, 11, 6))
    assert impact(committed).exit_code == ExitCode.FINE
    document = json.loads(impact(committed, "--json").stdout)
    (move,) = document["moves"]
    assert move == {
        "what": LINE, "effect": "weaker", "from": "<= 0.06", "to": "<= 0.07", "recorded": True,
        "gate": "limited-release",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after", "day"),
    [
        ("<= 0.05", "<= 0.07", date(2026, 11, 6)),  # begins elsewhere
        ("<= 0.06", "<= 0.08", date(2026, 11, 6)),  # leads elsewhere
        ("<= 0.06", "<= 0.07", date(2999, 1, 1)),  # of a day to come
    ],
)
def test_a_record_of_another_change_is_none(committed: World, before: str, after: str, day: date) -> None:
    weaken(committed)
    record(committed, before, after, day)
    assert impact(committed).exit_code == ExitCode.NO


def test_the_printed_command_writes_the_record(committed: World) -> None:
    weaken(committed)
    values = ("--what", LINE, "--from", "<= 0.06", "--to", "<= 0.07", "--by", "vp-engineering", "--why", "The judge")
    day = ("--date", committed.today.isoformat())
    written = run("record", "bar-change", "--playbook", committed.folder, *values, *day)
    assert written.exit_code == ExitCode.FINE, written.stderr
    assert impact(committed).exit_code == ExitCode.FINE


def test_a_stricter_bar_needs_no_record(committed: World) -> None:
    committed.change("definitions/gates.yaml", 'pass: "<= 0.06"', 'pass: "<= 0.05"')
    result = impact(committed)
    assert result.exit_code == ExitCode.FINE
    assert "Bars since HEAD: 1 stricter" in result.stdout


def test_what_it_does_is_reported_on_the_same_facts_and_equals_the_assessment(committed: World) -> None:
    before = json.loads(run("status", "--playbook", committed.folder, "--as-of", "2026-11-06", "--json").stdout)
    committed.change("definitions/charter.yaml", "gates: 25", "gates: 5")
    after = json.loads(run("status", "--playbook", committed.folder, "--as-of", "2026-11-06", "--json").stdout)
    document = json.loads(impact(committed, "--as-of", "2026-11-06", "--json").stdout)
    score = document["by_definitions"]["changes"]["score"]
    assert (round(score["from"], 1), round(score["to"], 1)) == (
        before["readiness"]["score"],
        after["readiness"]["score"],
    )  # fmt: skip
    assert score["from"] != score["to"]
    assert document["by_records"] is None


def test_records_are_told_apart_from_definitions(committed: World) -> None:
    added = "seats:\n  - {seat: head-of-data, holder: staff-9, since: 2026-10-05}\n"
    committed.write("records/team.yaml", committed.text("records/team.yaml").replace("seats:\n", added, 1))
    document = json.loads(impact(committed, "--json").stdout)
    assert document["moves"] == []
    assert document["by_records"] is not None
    score = document["by_definitions"]["changes"]["score"]
    assert score["from"] == score["to"]


def test_a_comment_names_the_bar_and_calls_nobody(committed: World) -> None:
    weaken(committed)
    comment = impact(committed, "--format", "markdown").stdout
    assert comment.startswith("<!-- playbook impact -->")
    assert f"| weaker | `{LINE}` | `<= 0.06` | `<= 0.07` | no record |" in comment
    assert "::error file=" in impact(committed, "--format", "github").stdout


def test_what_cannot_be_compared_is_exit_3(committed: World, on_track: World) -> None:
    assert impact(committed, "--since", "no-such-branch").exit_code == ExitCode.NO_STORE
    assert impact(on_track).exit_code == ExitCode.NO_STORE  # no repository
    committed.write("definitions/gates.yaml", "gates: [{id: x}]\n")
    git(committed.folder, "commit", "-q", "-a", "-m", "broken")
    git(committed.folder, "checkout", "-q", "HEAD~1", "--", "definitions")
    result = impact(committed, "--since", "HEAD", "--json")
    assert result.exit_code == ExitCode.NO_STORE
    assert json.loads(result.stdout)["error"]["code"] == "cannot_compare"
    assert "cannot be read by this version" in result.stderr


def test_a_renamed_metric_is_followed(committed: World) -> None:
    for path in (committed.folder / "definitions").glob("*.yaml"):
        text = path.read_text(encoding="utf-8").replace("hallucination_rate", "unsupported_answers")
        first, again = "- id: unsupported_answers\n", "    formerly: [hallucination_rate]\n"
        path.write_text(text.replace(first, first + again), encoding="utf-8")
    result = impact(committed)
    assert (result.exit_code, result.stdout.strip()) == (ExitCode.FINE, "No bar moved since HEAD."), result.stderr
