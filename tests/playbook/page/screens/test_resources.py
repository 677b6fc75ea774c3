"""The page and the command of resources and research: backlog by age, filters, the map, empty states."""

import json
from collections.abc import Callable

import pytest
from typer.testing import CliRunner

from playbook.cli.main import app as command
from playbook.concerns.research import wording
from playbook.page.parts.links import Screen
from tests.playbook.page.looking import Onlooker, cells_of, grids, words
from tests.worlds import WORLDS, World

LooksAt = Callable[[World], Onlooker]
BACKLOG = """
backlog:
  - {id: paper, title: "Judges <b>drift</b>", kind: paper, found: 2026-10-01, by: lead, layers: [orchestration],
     link: "https://example.org/paper"}
  - {id: tool, title: A tool, kind: tool, found: 2026-10-20, by: lead, owner: data-lead,
     triage: [{state: adopted, on: 2026-10-25, by: lead, why: It held}]}
"""
RESOURCES = """
resources:
  - {id: docs, name: The docs, group: documentation, what: How it works, link: "https://example.org/docs"}
"""


@pytest.fixture
def stocked(on_track: World) -> World:
    on_track.write("records/research.yaml", BACKLOG)
    on_track.write("definitions/resources.yaml", RESOURCES)
    return on_track


@pytest.mark.parametrize("name", list(WORLDS))
def test_an_empty_backlog_names_the_way_out_in_every_world(
    name: str, world: Callable[[str], World], looks_at: LooksAt
) -> None:
    app = looks_at(world(name)).opens(Screen.RESOURCES)
    assert not app.exception
    assert (wording.WAY_RECORD in words(app)) == (name != "broken_definitions")


def test_the_backlog_says_what_waits(stocked: World, looks_at: LooksAt) -> None:
    one = looks_at(stocked)
    app = one.opens(Screen.RESOURCES)
    assert "'Judges <b>drift</b>' has waited longest, 36 days" in words(app)
    backlog = grids(app)["backlog"]
    assert ["unreviewed", "36", "22"] in [cells[1:4] for cells in cells_of(backlog)]
    assert "It held" in cells_of(backlog)[1]
    links = {row["c"][0][0]: row["c"][0][3:4] for row in backlog["rows"]}
    assert links == {"Judges <b>drift</b>": ["https://example.org/paper"], "A tool": []}
    assert cells_of(grids(one.opens(Screen.RESOURCES, view="map"))["resources"])[0][0] == "The docs How it works"


def test_an_earlier_day_knows_less(stocked: World, looks_at: LooksAt) -> None:
    said = words(looks_at(stocked).opens(Screen.RESOURCES, as_of="2026-10-10"))
    assert "1 item: 1 unreviewed." in said


def test_the_command_answers_for_people_and_programs(stocked: World) -> None:
    def run(*words: str) -> str:
        result = CliRunner().invoke(command, ["--playbook", str(stocked.folder), "resources", *words])
        assert result.exit_code == 0, result.stderr
        return result.stdout

    assert "unreviewed" in run("--as-of", "2026-11-06")
    document = json.loads(run("--json", "--as-of", "2026-11-06"))
    assert document["backlog"]["counts"] == {"untriaged": 1, "seen": 0, "trial": 0, "adopted": 1, "dropped": 0}
    assert document["backlog"]["oldest_untriaged_days"] == 36
    assert document["backlog"]["entries"][0]["layers"] == ["orchestration"]
    assert [one["id"] for one in document["resources"]] == ["docs"]
    only = json.loads(run("--json", "--layer", "orchestration", "--as-of", "2026-11-06"))
    assert [one["id"] for one in only["backlog"]["entries"]] == ["paper"]
