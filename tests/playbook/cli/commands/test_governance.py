"""`playbook governance`: coverage, gaps and vendors for people and programs."""

import json

import pytest
from typer.testing import CliRunner, Result

from playbook.cli.main import app
from playbook.cli.output import ExitCode
from tests.worlds import World

AS_OF = ("--as-of", "2026-11-06")


def run(world: World, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["--playbook", str(world.folder), "governance", *arguments])


@pytest.fixture
def tracked(on_track: World) -> World:
    on_track.receive_all()
    return on_track


def test_coverage_and_gaps_are_reported_for_each_framework(tracked: World) -> None:
    result = run(tracked, *AS_OF)
    assert result.exit_code == ExitCode.FINE
    assert "Risk framework 1.0" in result.stdout
    assert "of 6 controls covered" in result.stdout
    assert "MEASURE 2.11 Fairness" in result.stdout
    assert "nothing in this playbook serves it" in result.stdout
    assert "1 of 1 vendor in order." in result.stdout


def test_the_document_says_what_is_missing_and_what_serves_each_control(tracked: World) -> None:
    answer = json.loads(run(tracked, "--json", *AS_OF).stdout)
    assert answer["schema"] == 1
    framework = answer["frameworks"][0]
    controls = {control["id"]: control for control in framework["controls"]}
    assert controls["GOVERN 1.6"]["state"] == "covered"
    assert controls["MEASURE 2.11"] == {
        "id": "MEASURE 2.11",
        "title": "Fairness",
        "asks": "Bias is evaluated",
        "state": "unserved",
        "reason": "nothing in this playbook serves it",
        "who": None,
        "begins": None,
        "served_by": [],
    }
    assert controls["Art. 26"]["state"] == "unserved"  # a product of unknown tier counts as high
    assert (controls["Art. 50"]["state"], controls["Art. 50"]["begins"]) == ("not_yet", "2026-12-02")
    assert framework["begins_soon"] == ["Art. 50"]
    assert set(framework["missing"]) == {
        control["id"] for control in framework["controls"] if control["state"] in ("claimed", "open", "unserved")
    }
    assert sum(framework["counts"].values()) == len(framework["controls"])
    (vendor,) = answer["vendors"]
    assert (vendor["missing"], vendor["models"][0]["retires"]) == ([], "2027-06-01")


def test_one_framework_is_reported_in_full(tracked: World) -> None:
    result = run(tracked, "--framework", "owasp", *AS_OF)
    assert "LLM01:2026 Prompt injection" in result.stdout
    assert "MEASURE 2.11" not in result.stdout


def test_a_framework_that_is_not_there_names_its_neighbour(tracked: World) -> None:
    result = run(tracked, "--framework", "owsap")
    assert result.exit_code == ExitCode.WRONG_USE
    assert "unknown framework 'owsap'; did you mean 'owasp'?" in result.stderr


def test_a_playbook_without_frameworks_and_vendors_says_so(empty: World) -> None:
    (empty.folder / "definitions" / "governance.yaml").unlink()
    result = run(empty)
    assert result.exit_code == ExitCode.FINE
    assert "No framework is listed yet" in result.stdout
    assert "No vendor is listed yet" in result.stdout


def test_vendors_that_lack_something_say_what(slipping: World) -> None:
    text = " ".join(run(slipping, *AS_OF).stdout.split())
    assert "Retiring before the charter ends: model-1; a risk by itself." in text
    assert "with objections" in text
    assert "retirement-provider-model-1" in json.dumps(
        json.loads(CliRunner().invoke(app, ["--playbook", str(slipping.folder), "risks", "--json", *AS_OF]).stdout)
    )
