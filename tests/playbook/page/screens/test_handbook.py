"""The playbook's page: every definition page by page, and a search over all of it."""

from collections.abc import Callable

import pytest

from playbook.documents.handbook import wording
from playbook.page.parts.links import Screen
from tests.playbook.page.looking import Onlooker, grids, words
from tests.worlds import WORLDS, World

LooksAt = Callable[[World], Onlooker]


@pytest.mark.parametrize("name", list(WORLDS))
def test_the_charter_can_be_read_in_every_world(name: str, world: Callable[[str], World], looks_at: LooksAt) -> None:
    one = looks_at(world(name))
    app = one.opens(Screen.HANDBOOK)
    assert not app.exception
    if one.workspace.playbook().shows_something:
        assert "Nobody can steer what nobody has listed" in words(app)


def test_an_address_opens_a_page(on_track: World, looks_at: LooksAt) -> None:
    said = words(looks_at(on_track).opens(Screen.HANDBOOK, page="glossary"))
    assert "one line of a gate" in said


def test_a_search_shows_lines_of_every_page_and_says_when_there_are_none(on_track: World, looks_at: LooksAt) -> None:
    app = looks_at(on_track).opens(Screen.HANDBOOK)
    app.text_input(key="handbook_search").set_value("red team").run()
    said = words(app)
    assert "Launch gates" in said
    assert "Evidence and sign-offs" in said
    app.text_input(key="handbook_search").set_value("unicorn").run()
    assert wording.NOTHING_FOUND in words(app)


def test_a_page_shows_a_section_at_a_time_each_with_its_address(on_track: World, looks_at: LooksAt) -> None:
    one = looks_at(on_track)
    app = one.opens(Screen.HANDBOOK)
    (first,) = grids(app).values()
    assert [field["title"] for field in first["fields"]] == ["Deliverable", "Due", "Owner", "Done when", "Proof", "Why"]
    names = app.selectbox(key="section-charter").options
    last = one.opens(Screen.HANDBOOK, page="charter", **{"section-charter": "handover"})
    assert last.selectbox(key="section-charter").index == len(names) - 1
    (shown,) = grids(last).values()
    assert {row["k"] for row in shown["rows"]}.isdisjoint({row["k"] for row in first["rows"]})
