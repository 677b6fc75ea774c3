"""The playbook's page: every definition page by page, and a search over all of it."""

from collections.abc import Callable

import pytest

from playbook.documents.handbook import wording
from playbook.page.parts.links import Screen
from tests.playbook.page.looking import Onlooker, words
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


def test_a_wide_table_is_reported_in_named_lines_below_each_name(on_track: World, looks_at: LooksAt) -> None:
    app = looks_at(on_track).opens(Screen.HANDBOOK)
    assert not app.table
    reported = next(text.value for text in app.markdown if ":gray[owner:]" in text.value)
    for row in reported.split("\n\n"):
        name, *lines = row.split("  \n")
        assert name.startswith("**")
        assert name.endswith("**")
        assert lines[0].startswith(":gray[due:] ")
        assert all(line.startswith(":gray[") for line in lines)
