"""`playbook team`: what people read, and the document."""

import json

from typer.testing import CliRunner, Result

from playbook.cli.main import app
from playbook.cli.output import ExitCode
from playbook.concerns.team import wording
from tests.worlds import World


def run(world: World, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["--playbook", str(world.folder), "team", *arguments])


def test_the_answer_names_gaps_open_seats_and_trainings(slipping: World) -> None:
    result = run(slipping, "--as-of", "2026-11-06")
    assert result.exit_code == ExitCode.FINE
    for part in (wording.OPEN_SEATS, "First prototype through its gate", "5 of 20 trained", "nobody works on it yet"):
        assert part in result.stdout


def test_the_document_knows_what_the_page_knows(slipping: World) -> None:
    answer = json.loads(run(slipping, "--json", "--as-of", "2026-11-06").stdout)
    assert (answer["schema"], answer["as_of"]) == (1, "2026-11-06")
    (seat,) = answer["open_seats"]
    assert (seat["seat"], seat["since"], seat["opened_on"]) == ("lead-ai-engineer", "2026-10-01", "2026-10-08")
    assert [delayed["deliverable"] for delayed in seat["delays"]] == [
        "experiment-audit",
        "accountability",
        "orchestration-chosen",
        "prototype-passed",
    ]
    assert answer["trainings"][0]["share"] == 0.25
    assert answer["seats"][0]["levels"]["evals"]["level"] is None


def test_a_past_day_is_answered_as_it_was(slipping: World) -> None:
    answer = json.loads(run(slipping, "--json", "--as-of", "2026-09-25").stdout)
    assert answer["open_seats"] == []
    assert answer["seats"][0]["levels"]["evals"]["level"] == 3


def test_pay_never_leaves_the_page(on_track: World) -> None:
    bands = "pay_bands: [{ladder: engineer, on: 2026-09-01, low: 81234, high: 98765}]\n"
    on_track.write("records/team.yaml", on_track.text("records/team.yaml") + bands)
    for arguments in (("--json",), ()):
        said = run(on_track, *arguments).stdout.replace(",", "")
        assert "81234" not in said
        assert "98765" not in said


def test_another_product_than_there_is_is_wrong_use(on_track: World) -> None:
    assert run(on_track, "--product", "nobody").exit_code == ExitCode.WRONG_USE
