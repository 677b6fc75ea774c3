"""The team's page: gaps, open seats, T-shapes, trainings and what is defined about skills, in every world."""

from collections.abc import Callable

import pytest

from playbook.concerns.team import wording
from playbook.page.parts.links import Screen
from tests.playbook.page.looking import Onlooker, cells_of, grids, words
from tests.worlds import WORLDS, World

LooksAt = Callable[[World], Onlooker]


@pytest.mark.parametrize("name", list(WORLDS))
def test_matrix_ladder_and_hiring_screens_stand_in_every_world(
    name: str, world: Callable[[str], World], looks_at: LooksAt
) -> None:
    one = looks_at(world(name))
    if not one.workspace.playbook().shows_something:
        return
    app = one.opens(Screen.TEAM, view=wording.LADDER_VIEW)
    assert not app.exception
    said = words(app)
    for part in (wording.MATRIX, wording.LADDER, wording.SCREENS, "Runs experiments"):
        assert part in said


def test_a_new_organization_is_told_how_to_begin(empty: World, looks_at: LooksAt) -> None:
    one = looks_at(empty)
    said = words(one.opens(Screen.TEAM))
    for sentence in (wording.NO_PRODUCTS, wording.NO_SEATS, wording.WAY_LEVELS):
        assert sentence in said
    assert wording.NO_OPEN_SEATS in words(one.opens(Screen.TEAM, view=wording.OPENINGS_VIEW))


def test_a_playbook_without_the_file_says_what_is_missing(on_track: World, looks_at: LooksAt) -> None:
    (on_track.folder / "definitions" / "skills.yaml").unlink()
    on_track.write("records/team.yaml", "seats: []\n")
    said = words(looks_at(on_track).opens(Screen.TEAM))
    assert wording.EMPTY in said
    assert wording.WAY_DEFINE in said


def test_an_open_seat_stands_with_what_it_delays(slipping: World, looks_at: LooksAt) -> None:
    app = looks_at(slipping).opens(Screen.TEAM, view=wording.OPENINGS_VIEW)
    assert app.title[0].value == "Team: 1 open seat"
    said = words(app)
    assert "lead AI engineer (Lead): open since Oct 1, 36 days, opened to be filled on Oct 8" in said
    assert "Left" in said
    assert "First prototype through its gate: due Nov 1, 5 days late (the seat is named in the opening)" in said


def test_seats_stand_by_skills_and_products_by_the_skills_they_need(on_track: World, looks_at: LooksAt) -> None:
    one = looks_at(on_track)
    found = grids(one.opens(Screen.TEAM))
    layers = [layer.title for layer in one.workspace.playbook().playbook.definitions.skills.layers]
    for name, around in (("seats", 2), ("gaps", 2)):
        assert found[name]["matrix"]
        titles = [field["title"] for field in found[name]["fields"]]
        assert len(titles) == len(layers) + around
        assert set(layers) <= set(titles)
    seats = {row[0]: row for row in cells_of(found["seats"])}
    assert seats["Lead AI engineer"][2:] == ["3", "3"]


def test_an_address_opens_the_levels_of_a_seat(on_track: World, looks_at: LooksAt) -> None:
    said = words(looks_at(on_track).opens(Screen.TEAM, seat="lead-ai-engineer"))
    assert "lead AI engineer, Lead: deepest in Framing and Evals at 3, at 2 or more in 2 of 2 layers." in said


def test_pay_bands_are_shown_only_where_the_company_recorded_its_own(on_track: World, looks_at: LooksAt) -> None:
    one = looks_at(on_track)
    assert wording.PAY_COLUMN not in words(one.opens(Screen.TEAM, view=wording.LADDER_VIEW))
    bands = "pay_bands: [{ladder: engineer, on: 2026-09-01, low: 80000, high: 100000, currency: EUR}]\n"
    on_track.write("records/team.yaml", on_track.text("records/team.yaml") + bands)
    assert "80,000 to 100,000 EUR, since Sep 1" in words(one.opens(Screen.TEAM, view=wording.LADDER_VIEW))
