"""A closed review judged anew by what was committed with it comes out the same, or says why not."""

import json

import pytest
from typer.testing import CliRunner, Result

from playbook.cli.main import app
from playbook.cli.output import ExitCode
from playbook.documents.review import wording_check as words
from playbook.services import reviewing
from tests.repositories import commit, committed
from tests.worlds import World

WEEK = "2026-W44"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def check(world: World, *more: str) -> Result:
    return run("review", "check", "--playbook", world.folder, *more)


@pytest.fixture
def closed(slipping: World) -> World:
    """A playbook in a repository whose last week was closed, and not committed yet."""
    committed(slipping)
    slipping.receive_all()
    with slipping.workspace() as workspace:
        reviewing.close_review(workspace, week=WEEK, day=slipping.today, by="vp-engineering", confirmed=True)
    return slipping


def weaken(world: World) -> None:
    """A line that turns an outcome."""
    old = 'pass: "<= 0.06"\n        warn: "<= 0.08"'
    world.change("definitions/gates.yaml", old, 'pass: "<= 0.5"\n        warn: "<= 0.6"')


def test_the_samples_review_comes_out_as_it_was_closed() -> None:
    result = run("review", "check", WEEK)
    assert (result.exit_code, result.stdout.strip().partition(",")[0]) == (
        ExitCode.FINE,
        "Oct 26-Nov 1: 12 verdicts as closed",
    )


def test_whatever_changes_later_it_comes_out_the_same_at_its_commit(closed: World) -> None:
    sha = commit(closed.folder, "Review", "2026-11-06")
    weaken(closed)
    closed.write("records/exemptions.yaml", "exemptions: []\n")
    commit(closed.folder, "Later", "2026-11-09")
    result = check(closed, "--json")
    assert result.exit_code == ExitCode.FINE, result.output
    (one,) = json.loads(result.stdout)["reviews"]
    assert (one["same"], one["commit"], one["differences"]) == (True, sha, [])
    assert one["gates"] == 2


def test_a_file_that_was_withdrawn_after_the_meeting_on_the_same_day_is_named(closed: World) -> None:
    commit(closed.folder, "Review", "2026-11-06")
    with closed.workspace() as workspace:
        workspace.revoke(workspace.uploads()[0].upload_id, actor="head-of-data")
    result = check(closed)
    assert result.exit_code == ExitCode.NO
    assert "Of the files that counted then, 2026-W44.csv no longer counts." in " ".join(result.stdout.split())


def test_definitions_that_changed_between_closing_and_commit_are_named(closed: World) -> None:
    weaken(closed)
    commit(closed.folder, "Review, and a bar", "2026-11-06")
    result = check(closed)
    assert result.exit_code == ExitCode.NO
    said = " ".join(result.stdout.split())
    assert "Support copilot, Limited release" in said
    assert "It was closed by other definitions than the commit holds: gates.yaml." in said


def test_a_review_that_is_not_committed_is_judged_by_todays_files(closed: World) -> None:
    assert "judged anew by today's files" in check(closed).stdout
    weaken(closed)
    result = check(closed, WEEK)
    assert result.exit_code == ExitCode.NO
    assert words.NOT_COMMITTED in " ".join(result.stdout.split())


def test_a_commit_of_another_format_is_named(closed: World) -> None:
    whole = closed.text("definitions/gates.yaml")
    closed.write("definitions/gates.yaml", "gates: [{id: x, needs: everything}]\n")
    commit(closed.folder, "Review", "2026-11-06")
    closed.write("definitions/gates.yaml", whole)
    assert check(closed).exit_code == ExitCode.FINE
    weaken(closed)
    said = " ".join(check(closed).stdout.split())
    assert "It was judged by today's definitions and records: the definitions at" in said
    assert "cannot be read by this version" in said


def test_a_week_that_is_not_closed_is_said(closed: World) -> None:
    assert check(closed, "2026-W40").exit_code == ExitCode.NO
