"""The page of accountability: who agreed, the matrix, the document to take along, and its empty state."""

from collections.abc import Callable

import pytest

from playbook.concerns.accountability import wording
from playbook.model.accountability import Involvement
from playbook.page.parts.links import Screen
from playbook.page.screens.accountability.tables import by_role
from tests.playbook.page.looking import Onlooker, words
from tests.worlds import World

LooksAt = Callable[[World], Onlooker]


@pytest.mark.parametrize("name", ["empty", "week_one", "on_track", "slipping"])
def test_the_matrix_stands_in_every_world(name: str, world: Callable[[str], World], looks_at: LooksAt) -> None:
    app = looks_at(world(name)).opens(Screen.ACCOUNTABILITY)
    assert not app.exception
    matrices = [table.value for table in app.table if list(table.value.columns) == list(wording.RACI_COLUMNS_SHOWN)]
    assert [len(matrix) for matrix in matrices] == [4, 7]
    assert wording.RACI_HELP in words(app)


def test_what_was_agreed_and_decided_is_told(on_track: World, looks_at: LooksAt) -> None:
    app = looks_at(on_track).opens(Screen.ACCOUNTABILITY)
    assert app.title[0].value == "Accountability: 2 of 2 neighbours agreed"
    said = words(app)
    assert "every neighbour agreed; we are organized as 'Embedded' since 21 Sep." in said
    assert "Prompt guild (guild, shares and recommends, led by lead AI engineer, meets every month)." in said


def test_a_new_organization_is_told_how_to_decide(empty: World, looks_at: LooksAt) -> None:
    said = words(looks_at(empty).opens(Screen.ACCOUNTABILITY))
    assert wording.NO_TOPOLOGY in said
    assert wording.WAY_TOPOLOGY in said


def test_a_playbook_without_the_file_says_what_is_missing(on_track: World, looks_at: LooksAt) -> None:
    (on_track.folder / "definitions" / "accountability.yaml").unlink()
    on_track.write("records/accountability.yaml", "agreements: []\n")
    said = words(looks_at(on_track).opens(Screen.ACCOUNTABILITY))
    assert wording.EMPTY in said


def test_who_answers_stands_first_in_a_line_of_the_matrix() -> None:
    cell = by_role([("Legal", "C"), ("Product", "A"), ("Design", ""), ("Data", "C"), ("AI *engineering*", "R")])
    assert cell.markdown == r"**A** Product · **R** AI \*engineering\* · **C** Legal and Data"


def test_every_part_somebody_can_have_has_its_place_in_the_line() -> None:
    assert sorted(wording.RACI_ORDER) == sorted(Involvement)
