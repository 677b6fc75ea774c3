"""Where there is nothing yet, the page leads to the form that records the first of it."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1.element_tree import Element

from playbook.page.parts import wording
from playbook.page.parts.links import Screen
from playbook.services.recording.kinds import BY_NAME
from tests.playbook.page.looking import Onlooker
from tests.worlds import World


def test_every_kind_that_is_offered_has_a_form() -> None:
    assert wording.FIRST_RECORDS.keys() <= BY_NAME.keys()


@pytest.mark.parametrize(
    ("screen", "kind"),
    [
        (Screen.VENDORS, "vendor"),
        (Screen.RESOURCES, "find"),
        (Screen.STACK, "stack-choice"),
        (Screen.GATES, "product"),
        (Screen.WORKFLOW, "product"),
    ],
)
def test_an_empty_page_leads_to_the_form(
    screen: Screen, kind: str, empty: World, looks_at: Callable[[World], Onlooker]
) -> None:
    app = looks_at(empty).opens(screen)
    found = [link for link in app.get("page_link") if isinstance(link, Element)]
    links = {link.proto.label: link.proto.query_string for link in found}
    assert f"record={kind}" in links[wording.FIRST_RECORDS[kind]]
