"""`--definitions`: every question is answered by the definitions of the day, of a commit, or of today."""

import json
from datetime import date

import pytest
from typer.testing import CliRunner, Result

from playbook.api.reading import Call, gates
from playbook.cli.main import app, bring_in_all
from playbook.cli.options import FORWARDED
from playbook.cli.output import ExitCode
from playbook.cli.served import run_command
from playbook.readiness.gate_history import GateHistory
from playbook.readiness.score_history import score_history
from playbook.workspace.by_definitions import judging_by
from tests.repositories import commit, committed, git
from tests.worlds import World

GATE, PRODUCT = "limited-release", "support-copilot"
bring_in_all()  # each command that only asks puts itself into FORWARDED
ABOUT_NO_DAY = {"store", "uploads", "admitted"}


def lines(passes: str, warns: str) -> str:
    """As they stand in the file."""
    return f'pass: "<= {passes}"\n        warn: "<= {warns}"\n        weeks: 2'


@pytest.fixture
def moved(slipping: World) -> World:
    """A playbook whose line was lowered on 20 October, and again, to nothing one can miss, on 4 November."""
    committed(slipping)
    slipping.change("definitions/gates.yaml", lines("0.06", "0.08"), lines("0.2", "0.3"))
    commit(slipping.folder, "Judge was wrong", "2026-10-20")
    slipping.change("definitions/gates.yaml", lines("0.2", "0.3"), lines("0.5", "0.9"))
    commit(slipping.folder, "Ship it", "2026-11-04")
    slipping.receive_all()
    return slipping


def run(world: World, *arguments: str) -> Result:
    return CliRunner().invoke(app, [*arguments, "--playbook", str(world.folder)])


def line(world: World, *more: str) -> str:
    """The line that answers are held against, by `gates --json`."""
    result = run(world, "gates", "--gate", GATE, "--product", PRODUCT, "--json", *more)
    assert result.exit_code in (ExitCode.FINE, ExitCode.NO), result.output
    (gate,) = json.loads(result.stdout)["gates"]
    return str(next(one["line"] for one in gate["criteria"] if one["id"] == "grounded-answers"))


@pytest.mark.parametrize(
    ("day", "wanted"),
    [("2026-10-19", "<= 0.06"), ("2026-10-20", "<= 0.2"), ("2026-11-03", "<= 0.2"), ("2026-11-06", "<= 0.5")],
)
def test_then_judges_by_what_stood_at_the_end_of_the_day(moved: World, day: str, wanted: str) -> None:
    assert line(moved, "--as-of", day, "--definitions", "then").startswith(wanted)
    assert line(moved, "--as-of", day).startswith("<= 0.5")
    assert line(moved, "--as-of", day, "--definitions", "today").startswith("<= 0.5")


def test_a_commit_judges_any_day_and_the_facts_stay_those_of_the_day(moved: World) -> None:
    assert line(moved, "--as-of", "2026-11-06", "--definitions", "HEAD~2").startswith("<= 0.06")
    before = json.loads(run(moved, "metrics", "--json", "--as-of", "2026-11-06").stdout)
    then = json.loads(run(moved, "metrics", "--json", "--as-of", "2026-11-06", "--definitions", "HEAD~2").stdout)
    assert then == before


def test_definitions_that_are_not_committed_are_todays_and_not_those_of_the_day(moved: World) -> None:
    moved.change("definitions/gates.yaml", 'pass: "<= 0.5"', 'pass: "<= 0.4"')
    assert line(moved, "--as-of", "2026-11-06").startswith("<= 0.4")
    assert line(moved, "--as-of", "2026-11-06", "--definitions", "then").startswith("<= 0.5")


def test_it_is_said_whose_they_are(moved: World) -> None:
    result = run(moved, "status", "--as-of", "2026-10-25", "--definitions", "then")
    short = git(moved.folder, "rev-parse", "HEAD~1")[:7]
    assert f"Judged by the definitions of Oct 20, 2026 in commit {short}." in result.stderr


@pytest.mark.parametrize("name", sorted(FORWARDED.keys() - ABOUT_NO_DAY))
def test_every_question_takes_it(moved: World, name: str) -> None:
    with moved.workspace() as workspace:
        said = {"as_of": "2026-10-25", "definitions": "then"}
        answer = run_command(workspace, name, {**said, "json": "true"})
        assert answer.exit_code in (ExitCode.FINE, ExitCode.NO), answer.messages
        assert "Judged by the definitions of Oct 20, 2026" in answer.messages


@pytest.mark.parametrize(
    "command", [("review", "draft"), ("report", "--format", "md"), ("whatif", "--set", f"gates.{GATE}.go=80")]
)
def test_documents_take_it(moved: World, command: tuple[str, ...]) -> None:
    result = run(moved, *command, "--as-of", "2026-10-25", "--definitions", "then")
    assert result.exit_code == ExitCode.FINE, result.output
    assert "Judged by the definitions of Oct 20, 2026" in result.stderr


def test_over_http_too(moved: World) -> None:
    with moved.workspace() as workspace:
        asked = {"gate": GATE, "product": PRODUCT, "as_of": "2026-10-19", "definitions": "then"}
        (gate,) = gates(Call(workspace, asked)).gates
        assert (next(one.line for one in gate.criteria if one.id == "grounded-answers") or "").startswith("<= 0.06")


@pytest.mark.parametrize(
    ("named", "said"),
    [("no-such-branch", "git cannot say how"), ("--help", "git cannot say how"), ("HEAD~3", "git cannot say how")],
)
def test_what_git_does_not_know_is_exit_3(moved: World, named: str, said: str) -> None:
    result = run(moved, "gates", "--json", f"--definitions={named}")
    assert result.exit_code == ExitCode.NO_STORE
    assert said in result.stderr
    assert json.loads(result.stdout)["error"]["code"] == "cannot_compare"


def test_without_history_it_is_exit_3_and_todays_go_on(on_track: World) -> None:
    assert run(on_track, "status", "--definitions", "then").exit_code == ExitCode.NO_STORE
    assert run(on_track, "status", "--definitions", "today").exit_code == ExitCode.FINE


def test_a_revision_of_another_format_is_named(moved: World) -> None:
    whole = moved.text("definitions/gates.yaml")
    moved.write("definitions/gates.yaml", "gates: [{id: x, needs: everything}]\n")
    broken = commit(moved.folder, "Old format", "2026-11-05")
    moved.write("definitions/gates.yaml", whole)
    commit(moved.folder, "New format", "2026-11-06")
    result = run(moved, "gates", "--as-of", "2026-11-05", "--definitions", "then")
    assert result.exit_code == ExitCode.NO_STORE
    assert f"the definitions at '{broken[:7]}' cannot be read by this version" in result.stderr


def test_closing_a_review_is_by_todays(moved: World) -> None:
    result = run(moved, "--definitions", "then", "review", "close", "--yes")
    assert result.exit_code == ExitCode.WRONG_USE
    assert "--definitions" in result.stderr


def test_each_week_of_a_history_is_judged_by_its_own_definitions(moved: World) -> None:
    with moved.workspace() as workspace:
        day = date(2026, 11, 6)
        then, _ = judging_by(workspace, "then", day)
        asked = GateHistory(PRODUCT, GATE)
        weeks = {week.day: week for week in then.ask(asked, day)}
        first, _ = judging_by(workspace, "HEAD~2", day)
        by_first = {week.day: week for week in first.ask(asked, day)}
        todays = {week.day: week for week in workspace.ask(asked, day)}
        early = [end for end in weeks if end < date(2026, 10, 20)]
        assert early
        assert all(weeks[end].score == by_first[end].score for end in early)
        assert any(weeks[end].score != todays[end].score for end in weeks)
        assert weeks[day] == todays[day]
        assert len(then.ask(score_history, day)) == len(workspace.ask(score_history, day))


def test_weeks_whose_definitions_nobody_can_read_are_named(moved: World) -> None:
    whole = moved.text("definitions/gates.yaml")
    moved.write("definitions/gates.yaml", "gates: [{id: x, needs: everything}]\n")
    git(moved.folder, "add", "-A")
    git(moved.folder, "commit", "-q", "--amend", "-m", "Old format", day="2026-10-26")
    moved.write("definitions/gates.yaml", whole)
    commit(moved.folder, "New format", "2026-11-02")
    with moved.workspace() as workspace:
        day = date(2026, 11, 6)
        then, _ = judging_by(workspace, "then", day)
        weeks = then.ask(GateHistory(PRODUCT, GATE), day)
        assert [week.day for week in weeks] == [week.day for week in workspace.ask(GateHistory(PRODUCT, GATE), day)]
        assert [week.day for week in weeks if week.verdict is None] == [date(2026, 11, 1)]
        assert date(2026, 11, 1) not in {point.day for point in then.ask(score_history, day)}
