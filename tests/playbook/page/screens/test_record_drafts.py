"""The form that records keeps a draft, and prepares an entry where nothing is written."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from playbook.page.parts import drafts
from playbook.page.parts.wording import DRAFT_BACK
from playbook.page.screens.record import wording
from tests.playbook.page.screens.test_every_screen import store_let_go, texts
from tests.worlds import World

__all__ = ["store_let_go"]
pytestmark = pytest.mark.usefixtures("at_the_machine")
SEAT = {"seat": "head-of-support", "holder": "staff-0042"}


def links(app: AppTest) -> dict[str, str]:
    """Buttons that lead out of the page, by their label."""
    return {one.proto.label: one.proto.url for one in app.get("link_button")}


def test_where_nothing_is_written_the_entry_is_prepared_to_be_handed_on(
    form: Callable[..., AppTest], on_track: World
) -> None:
    on_track.write("settings.yaml", "repository: https://github.com/acme/ai/tree/main/playbook\n")
    app = form("seat", **SEAT)
    assert wording.PREPARE_TITLE in [one.value for one in app.header]
    assert links(app)[wording.edit_on(is_gitlab=False)] == (
        "https://github.com/acme/ai/edit/main/playbook/records/team.yaml"
    )
    assert links(app)[wording.MAIL].startswith("mailto:?subject=Entry%20for%20records%2Fteam.yaml&body=Please%20add")
    assert "holder%3A%20staff-0042" in links(app)[wording.MAIL]


def test_where_it_is_written_nothing_is_to_be_prepared(form: Callable[..., AppTest], on_track: World) -> None:
    on_track.write("settings.yaml", "edit: true\nrepository: https://github.com/acme/ai\n")
    app = form("seat", **SEAT)
    assert wording.PREPARE_TITLE not in [one.value for one in app.header]
    assert links(app) == {}


def test_a_draft_comes_back_to_its_browser_after_a_refresh_and_ends_with_the_entry(
    form: Callable[..., AppTest], on_track: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_track.write("settings.yaml", "edit: true\n")
    monkeypatch.setattr(drafts, "browser", lambda: "this-browser")
    app = form("seat", **SEAT)
    app.text_input(key="record-seat-holder").set_value("staff-0099").run()
    monkeypatch.setattr(drafts, "browser", lambda: "another-browser")
    assert form("seat", **SEAT).text_input(key="record-seat-holder").value == "staff-0042"
    monkeypatch.setattr(drafts, "browser", lambda: "this-browser")
    again = form("seat", **SEAT)
    assert again.text_input(key="record-seat-holder").value == "staff-0099"
    assert DRAFT_BACK in texts(again)
    again.button(key="record-write").click().run()
    assert "staff-0099" in on_track.text("records/team.yaml")
    assert form("seat", **SEAT).text_input(key="record-seat-holder").value == "staff-0042"


def test_a_draft_is_let_go_on_request_and_gives_way_to_another_subject(
    form: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafts, "browser", lambda: "this-browser")
    form("seat", **SEAT).text_input(key="record-seat-holder").set_value("staff-0099").run()
    other = form("seat", seat="lead-ai-engineer")
    assert not other.text_input(key="record-seat-holder").value
    again = form("seat")
    assert again.text_input(key="record-seat-holder").value == "staff-0099"
    again.button(key="start-over-seat").click().run()
    assert not again.text_input(key="record-seat-holder").value
    assert DRAFT_BACK not in texts(form("seat"))


def test_a_form_that_was_only_looked_at_is_no_draft(
    form: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafts, "browser", lambda: "this-browser")
    form("seat", **SEAT)
    assert DRAFT_BACK not in texts(form("seat"))
