"""Spreadsheets on the form that records: previewed, doubted, written with leave."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from playbook.page.parts.links import Screen
from playbook.services.importing.wording import NOTHING_NEW
from tests.playbook.page.screens.test_every_screen import is_sound, opened, store_let_go, texts
from tests.worlds import World

__all__ = ["store_let_go"]
pytestmark = pytest.mark.usefixtures("at_the_machine")


def test_a_spreadsheet_of_experiments_is_previewed_and_written_with_leave(
    slipping: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    slipping.receive_all()
    slipping.write("settings.yaml", "edit: true\n")
    monkeypatch.setenv("PLAYBOOK_DIR", str(slipping.folder))
    app = opened(Screen.EXPERIMENTS)
    rows = b"id,owner,users,shoe size\ndesk-bot,head-of-support,7,42\nnew-one,head-of-data,3,38\n"
    app.file_uploader[0].set_value(("experiments.csv", rows, "text/csv")).run()
    is_sound(app)
    assert "'shoe size' is passed over" in texts(app)
    assert any("seen again" in table.value.to_string() for table in app.table)
    app.button(key="record-write").click().run()
    experiments = {one.id: one for one in slipping.playbook().records.experiments.experiments}
    assert experiments["new-one"].owner == "head-of-data"
    assert experiments["desk-bot"].seen[-1].weekly_users == 7
    assert "The entry stands in records/experiments.yaml" in texts(app)
    assert NOTHING_NEW in texts(app)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"owner\nx\n", "no column names the experiments"), (b"id,users\na,many\n", "'many' is not a number")],
)
def test_a_spreadsheet_that_does_not_fit_shows_its_problems_and_no_button(
    form: Callable[..., AppTest], content: bytes, sentence: str
) -> None:
    form("seat")
    app = opened(Screen.EXPERIMENTS)
    app.file_uploader[0].set_value(("experiments.csv", content, "text/csv")).run()
    shown = " ".join(table.value.to_string() for table in app.table)
    assert sentence in shown, shown
    assert not any(one.key == "record-write" for one in app.button)


def test_several_experiments_are_chosen_at_once(form: Callable[..., AppTest], on_track: World) -> None:
    on_track.write("settings.yaml", "edit: true\n")
    known = [one.id for one in on_track.playbook().records.experiments.experiments][:2]
    app = form("experiment-seen", experiment=known[0], product="support-copilot")
    assert app.multiselect(key="record-experiment-seen-experiment").value == known[:1]
    app.multiselect(key="record-experiment-seen-experiment").set_value(known).run()
    app.button(key="record-write").click().run()
    is_sound(app)
    seen = {one.id: one.seen for one in on_track.playbook().records.experiments.experiments}
    assert [seen[name][-1].product for name in known] == ["support-copilot", "support-copilot"]


def test_only_what_is_still_blank_is_offered_and_filled_in(form: Callable[..., AppTest], on_track: World) -> None:
    on_track.write("settings.yaml", "edit: true\n")
    action = "{what: Write it down, owner: head-of-data, on: 2026-10-21, due: 2026-10-30"
    done = "{what: Done before, owner: head-of-data, due: 2026-10-30, done: 2026-10-29}"
    about = "id: terms, title: Old terms, severity: high, on: 2026-10-20, owner: head-of-data"
    on_track.write("records/incidents.yaml", f"incidents:\n  - {{{about}, actions: [{action}}}, {done}]}}\n")
    app = form("incident-action-done", incident="terms")
    assert app.selectbox(key="record-incident-action-done-action").options == ["—", "Write it down"]
    app.selectbox(key="record-incident-action-done-action").set_value("Write it down").run()
    app.button(key="record-write").click().run()
    is_sound(app)
    assert f"{action}, done: " in on_track.text("records/incidents.yaml")


def test_doubts_about_a_spreadsheet_are_shown(form: Callable[..., AppTest]) -> None:
    form("seat")
    app = opened(Screen.EXPERIMENTS)
    content = b'{"environment": "staging", "rows": [{"id": "new-one", "owner": "head-of-data"}]}'
    app.file_uploader[0].set_value(("experiments.json", content, "application/json")).run()
    is_sound(app)
    assert "staging" in texts(app)
    assert any("new-one" in table.value.to_string() for table in app.table)


def test_a_register_of_seats_is_brought_in_on_the_page_of_the_team(
    form: Callable[..., AppTest], on_track: World
) -> None:
    on_track.write("settings.yaml", "edit: true\n")
    form("seat")
    app = opened(Screen.TEAM)
    content = b"seat,holder,since\nhead-of-sales,staff-0099,2026-10-01\n"
    app.file_uploader[0].set_value(("seats.csv", content, "text/csv")).run()
    is_sound(app)
    assert any("head-of-sales" in table.value.to_string() for table in app.table)
    app.button(key="record-write").click().run()
    assert "{seat: head-of-sales, holder: staff-0099, since: 2026-10-01}" in on_track.text("records/team.yaml")
