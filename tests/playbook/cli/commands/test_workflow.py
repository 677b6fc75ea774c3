"""`playbook workflow`: what people read, and the document."""

import json

from typer.testing import CliRunner, Result

from playbook.cli.main import app
from playbook.cli.output import ExitCode
from playbook.concerns.workflow import wording
from tests.worlds import World


def run(world: World, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["--playbook", str(world.folder), "workflow", "--as-of", "2026-11-06", *arguments])


def test_the_answer_names_waits_drills_and_what_is_missing(slipping: World) -> None:
    result = run(slipping)
    assert result.exit_code == ExitCode.FINE
    said = " ".join(result.stdout.split())
    for part in (
        "Waiting: Support copilot for head of security",
        "Provider review (head of security): 25 days, since Oct 12, promised for Oct 26, 11 days late",
        "no Model diff report since Oct 8; Compare before promotion by Oct 29, 8 days late (lead AI engineer)",
        "4 of 9 changes by Oct 4, 100% wanted",
    ):
        assert part in said


def test_one_product_is_spelled_out_in_full(on_track: World) -> None:
    said = " ".join(run(on_track, "--product", "support-copilot").stdout.split())
    for part in (wording.ASK_PEOPLE, "$190,000 come back in 5 weeks", "40 cases, 1 failed, kept by head of security"):
        assert part in said
    assert "Contract reader" not in said


def test_the_document_knows_what_the_page_knows(slipping: World) -> None:
    answer = json.loads(run(slipping, "--json").stdout)
    assert (answer["schema"], answer["as_of"]) == (1, "2026-11-06")
    (flow,) = [one for one in answer["products"] if one["product"] == "support-copilot"]
    (drill,) = flow["drills"]
    assert (drill["outcome"], drill["due"], drill["late_days"], drill["who"]) == (
        "no_data",
        "2026-10-29",
        8,
        "lead-ai-engineer",
    )
    assert flow["hygiene"][0] == {
        "check": "regression-evals",
        "name": "Regression evals",
        "needed": True,
        "outcome": "not_met",
        "words": "not met",
        "reason": "4 of 9 changes by Oct 4, 100% wanted",
        "who": "lead-ai-engineer",
        "share": 0.4444,
        "on": "2026-10-04",
    }
    assert [(part["part"], part["outcome"]) for part in flow["parts"]] == [("red_team", "no_data"), ("case", "no_data")]


def test_nothing_under_way_is_a_sentence(empty: World) -> None:
    result = CliRunner().invoke(app, ["--playbook", str(empty.folder), "workflow"])
    assert result.exit_code == ExitCode.FINE
    assert wording.EMPTY in result.stdout


def test_another_product_than_there_is_is_wrong_use(on_track: World) -> None:
    assert run(on_track, "--product", "nobody").exit_code == ExitCode.WRONG_USE
