"""The first hour on the page: an empty folder offers the sample or a start, and ten steps lead on from there."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Element

from playbook.loading.page_settings import read_page_settings
from playbook.page import access
from playbook.page.parts.links import Screen
from playbook.page.screens.start import wording
from playbook.readiness.first_steps import Step, first_steps
from playbook.services.running_app import app as running_app
from tests.playbook.folders import load
from tests.playbook.page.screens.test_every_screen import is_sound, opened, store_let_go, texts
from tests.worlds import World

__all__ = ["store_let_go"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that the app was opened on, by whoever sits at the machine; no git of this machine's own."""
    place = tmp_path / "acme"
    place.mkdir()
    monkeypatch.setenv("PLAYBOOK_DIR", str(place))
    monkeypatch.setattr(access, "from_this_machine", lambda *_: True)
    monkeypatch.setattr(running_app._HOLDER, "sample_meanwhile", False)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "none"))
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{name}_NAME", "Analyst")
        monkeypatch.setenv(f"GIT_{name}_EMAIL", "analyst@example.org")
    return place


def answer(app: AppTest, **fields: str) -> AppTest:
    """Fills in name and first product, and whatever else is named."""
    for key, text in {"start-name": "Acme", "start-product-1": "Desk bot", **fields}.items():
        app.text_input(key=key).set_value(text)
    return app.run()


def test_an_empty_folder_offers_the_sample_and_a_start(folder: Path) -> None:
    app = opened(Screen.OVERVIEW)
    is_sound(app)
    assert [header.value for header in app.header] == [wording.SAMPLE_TITLE, wording.OWN_TITLE]
    assert wording.empty("acme") in texts(app)
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("screen", [Screen.GATES, Screen.UPLOAD, Screen.PROBLEMS])
def test_every_address_of_an_empty_folder_is_the_same_offer(screen: Screen, folder: Path) -> None:
    app = opened(screen)
    is_sound(app)
    assert wording.empty(folder.name) in texts(app)


def test_the_sample_is_looked_at_and_leads_back_to_a_start(folder: Path) -> None:
    opened(Screen.OVERVIEW).button(key="see-sample").click().run()
    app = opened(Screen.OVERVIEW)
    is_sound(app)
    assert "Readiness is 61 of 100" in app.title[0].value
    app = opened(Screen.START)
    is_sound(app)
    assert wording.OWN_TITLE in [header.value for header in app.header]
    answer(app).button(key="begin").click().run()
    assert (folder / "records" / "charter.yaml").exists()
    assert "Acme" in opened(Screen.START).sidebar.markdown[0].value


def test_a_playbook_starts_on_the_page_with_everything_that_was_said(folder: Path) -> None:
    app = opened(Screen.OVERVIEW)
    app.selectbox(key="start-zone").set_value("Asia/Tokyo")
    app.selectbox(key="start-currency").set_value("EUR")
    app.number_input(key="start-count").set_value(2).run()
    app.selectbox(key="start-tier-2").set_value("high")
    app.text_area(key="start-pasted").set_value("name\towner\tmonthly cost\nChat over the wiki\thead-of-data\t120\n")
    more = {"start-product-2": "Claims triage", "start-budget": "460,000", "start-seat-lead-ai-engineer": "staff-0117"}
    app = answer(app, **more)
    app.button(key="begin").click().run()
    playbook = load(folder)
    charter = playbook.records.charter
    assert (charter.organization, charter.start is not None) == ("Acme", True)
    assert charter.budget is not None
    assert (charter.budget.amount, charter.budget.currency) == (460000, "EUR")
    assert playbook.definitions.charter.charter.timezone == "Asia/Tokyo"
    assert [(one.title, one.risk_tier) for one in playbook.records.products.products] == [
        ("Desk bot", "limited"),
        ("Claims triage", "high"),
    ]
    assert [one.title for one in playbook.records.experiments.experiments] == ["Chat over the wiki"]
    assert {one.seat: one.holder for one in playbook.records.team.seats} == {"lead-ai-engineer": "staff-0117"}
    settings, _ = read_page_settings(folder)
    assert (settings.edit, settings.commit) == (True, True)
    app = opened(Screen.START)
    is_sound(app)
    assert wording.CHECKLIST_TITLE in [header.value for header in app.header]


def test_a_playbook_that_has_not_started_offers_both_on_its_overview(
    folder: Path, empty: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLAYBOOK_DIR", str(empty.folder))
    app = opened(Screen.OVERVIEW)
    is_sound(app)
    assert [header.value for header in app.header] == [wording.SAMPLE_TITLE, wording.OWN_TITLE]
    app.button(key="see-sample").click().run()
    app = opened(Screen.START)
    is_sound(app)
    answer(app).button(key="begin").click().run()
    assert "organization: Acme" in empty.text("records/charter.yaml")
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"start-name": " "}, "A name has 1 to 120 characters"),
        ({"start-product-1": "東京"}, "gives no id"),
        ({"start-budget": "a lot"}, "is no sum of money"),
        ({"start-product-1": ""}, "A name has 1 to 120 characters"),
    ],
)
def test_an_answer_that_cannot_be_taken_is_a_sentence_and_starts_nothing(
    folder: Path, fields: dict[str, str], sentence: str
) -> None:
    app = answer(opened(Screen.OVERVIEW), **fields)
    app.button(key="begin").click().run()
    is_sound(app)
    assert sentence in texts(app)
    assert list(folder.iterdir()) == []


def test_a_sheet_with_problems_names_its_rows_and_starts_nothing(folder: Path) -> None:
    app = opened(Screen.OVERVIEW)
    app.text_area(key="start-pasted").set_value("name,owner,monthly cost\nChat,head-of-data,lots\n")
    answer(app).button(key="begin").click().run()
    is_sound(app)
    assert wording.LATER in texts(app)
    assert list(folder.iterdir()) == []


def test_nobody_starts_over_the_network(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access, "from_this_machine", lambda *_: False)
    app = opened(Screen.OVERVIEW)
    is_sound(app)
    assert not [button for button in app.button if button.key == "begin"]
    assert list(folder.iterdir()) == []


def test_every_step_leads_to_its_form(on_track: World, monkeypatch: pytest.MonkeyPatch) -> None:
    on_track.receive_all()
    monkeypatch.setenv("PLAYBOOK_DIR", str(on_track.folder))
    app = opened(Screen.START, as_of=on_track.today.isoformat())
    is_sound(app)
    links = {link.label for link in app.main.get("page_link") if isinstance(link, Element)}
    assert {action for _, action in wording.STEPS.values()} <= links
    said = "\n".join(texts(app).splitlines())
    done = sum(step.is_done for step in first_steps(on_track.playbook(), 0))
    assert said.count(f"{wording.DONE}]") in (done, done + 1)  # numbers are counted on the page, and not here


@pytest.mark.parametrize("name", ["week_one", "on_track", "slipping", "empty"])
def test_steps_count_what_is_there(name: str, world: Callable[[str], World]) -> None:
    steps = {step.step: step for step in first_steps(world(name).playbook(), 0)}
    assert list(steps) == list(Step)
    assert all(0 <= step.done <= step.of for step in steps.values())
    assert not steps[Step.NUMBERS].is_done
    assert steps[Step.START].is_done is (name != "empty")
