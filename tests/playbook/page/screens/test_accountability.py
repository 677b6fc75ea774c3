"""The page of accountability: who agreed, the matrix, the document to take along, and its empty state."""

from collections.abc import Callable

import pytest

from playbook.concerns.accountability import wording
from playbook.model.accountability import Involvement
from playbook.page.parts.links import Screen
from tests.playbook.page.looking import Onlooker, grids, words
from tests.worlds import World

LooksAt = Callable[[World], Onlooker]


@pytest.mark.parametrize("name", ["empty", "week_one", "on_track", "slipping"])
def test_the_matrix_stands_in_every_world(name: str, world: Callable[[str], World], looks_at: LooksAt) -> None:
    one = looks_at(world(name))
    app = one.opens(Screen.ACCOUNTABILITY)
    assert not app.exception
    matrix = grids(app)["raci"]
    assert [field["title"] for field in matrix["fields"][1:]] == [
        party.title for party in one.workspace.playbook().playbook.definitions.accountability.parties
    ]
    groups = [row["g"][0] for row in matrix["rows"]]
    assert (groups.count(wording.STAGES), groups.count(wording.DELIVERABLES)) == (4, 7)
    assert wording.RACI_HELP in words(app)


def test_what_was_agreed_and_decided_is_reported(on_track: World, looks_at: LooksAt) -> None:
    app = looks_at(on_track).opens(Screen.ACCOUNTABILITY, view=wording.ORGANIZED_VIEW)
    assert app.title[0].value == "Accountability: 2 of 2 partner teams agreed"
    said = words(app)
    assert "every partner team agreed; we are organized as 'Embedded' since Sep 21." in said
    assert "Prompt guild (guild, shares and recommends, led by lead AI engineer, meets every month)." in said


def test_a_new_organization_is_told_how_to_decide(empty: World, looks_at: LooksAt) -> None:
    said = words(looks_at(empty).opens(Screen.ACCOUNTABILITY, view=wording.ORGANIZED_VIEW))
    assert wording.NO_TOPOLOGY in said
    assert wording.WAY_TOPOLOGY in said


def test_a_playbook_without_the_file_says_what_is_missing(on_track: World, looks_at: LooksAt) -> None:
    (on_track.folder / "definitions" / "accountability.yaml").unlink()
    on_track.write("records/accountability.yaml", "agreements: []\n")
    said = words(looks_at(on_track).opens(Screen.ACCOUNTABILITY))
    assert wording.EMPTY in said


def test_a_letter_says_the_part_and_who_answers_is_marked(on_track: World, looks_at: LooksAt) -> None:
    matrix = grids(looks_at(on_track).opens(Screen.ACCOUNTABILITY))["raci"]
    looks = {badge[0]: badge[1] for row in matrix["rows"] for cell in row["c"][1:] if cell for badge in cell[4]}
    assert set(looks) <= set(wording.RACI_ORDER)
    assert {letter for letter, tone in looks.items() if tone == "blue"} <= {"A", "AR"}


def test_every_part_somebody_can_have_has_its_place_in_the_line() -> None:
    assert sorted(wording.RACI_ORDER) == sorted(Involvement)
