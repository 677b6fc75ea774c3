"""`playbook risks`: the register for people and programs; the exit code says whether a high risk is unsettled."""

import json

import pytest
from typer.testing import CliRunner, Result

from playbook.cli.main import app
from playbook.cli.output import ExitCode
from tests.worlds import World

AS_OF = ("--as-of", "2026-11-06")


def run(world: World, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["--playbook", str(world.folder), "risks", *arguments])


@pytest.fixture
def late(slipping: World) -> World:
    slipping.receive_all()
    return slipping


def test_a_settled_register_is_a_yes(on_track: World) -> None:
    on_track.receive_all()
    result = run(on_track, "--product", "support-copilot", *AS_OF)
    assert result.exit_code == ExitCode.FINE, result.stdout
    assert "No high risk is open" in result.stdout
    assert "Complete by the word of head of support on Nov 2" in result.stdout


def test_a_raised_risk_is_a_no_and_says_what_raised_it(late: World) -> None:
    result = run(late, *AS_OF)
    assert result.exit_code == ExitCode.NO
    assert "Escalated by live metrics: Safety debt" in result.stdout
    assert "Archive is left out (head of data, 7 days late)" in result.stdout


def test_the_document_holds_every_risk_and_incident(late: World) -> None:
    answer = json.loads(run(late, "--json", *AS_OF).stdout)
    assert answer["schema"] == 1
    assert answer["levels"] == {"medium": 5, "high": 12}
    debt = next(risk for risk in answer["risks"] if risk["id"] == "safety-debt")
    assert (debt["product"], debt["state"], debt["settled"], debt["raised"]) == (
        "support-copilot",
        "treated",
        False,
        True,
    )
    assert (debt["rated_likelihood"], debt["likelihood"], debt["level"], debt["band"]) == (2, 3, 15, "high")
    assert debt["review_late_days"] == 17
    assert [one["alarm"] for one in debt["indicators"]] == ["raised", "quiet"]
    (incident,) = answer["incidents"]
    assert (incident["open"], incident["postmortem"], incident["postmortem_late_days"]) == (True, None, 10)
    assert answer["incidents_checked"] is None


def test_the_document_of_an_earlier_day_knows_less(on_track: World) -> None:
    answer = json.loads(run(on_track, "--json", "--as-of", "2026-10-19").stdout)
    assert answer["incidents"] == []
    assert {risk["state"] for risk in answer["risks"]} == {None}


def test_one_risk_is_reported_in_full(late: World) -> None:
    result = run(late, "--risk", "safety-debt", *AS_OF)
    assert "A red team before the first user" in result.stdout
    assert "Prompt injection" not in result.stdout


def test_a_risk_that_is_not_there_names_its_neighbour(late: World) -> None:
    result = run(late, "--risk", "safty-debt")
    assert result.exit_code == ExitCode.WRONG_USE
    assert "unknown risk 'safty-debt'; did you mean 'safety-debt'?" in result.stderr


def test_a_playbook_without_risks_says_so(empty: World) -> None:
    empty.drop_risks()
    result = run(empty)
    assert result.exit_code == ExitCode.FINE
    assert "The register holds no risk yet" in result.stdout
