"""Navigation, selection in bar and address, banners, and the pages that stand in for broken ones."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from streamlit.testing.v1.element_tree import Element

from metrics.problems import Problem, YamlPlace
from metrics.store.location import StoreUnavailable
from playbook.page.navigation import SCREENS, entries
from playbook.page.parts import wording
from playbook.page.parts.links import Screen
from playbook.page.screens.review import wording as review
from playbook.settings import NOT_HERE
from playbook.workspace.workspace import Workspace
from tests.playbook.page.looking import Onlooker, words
from tests.worlds import World

LooksAt = Callable[[World], Onlooker]


def test_every_screen_stands_in_the_navigation_once() -> None:
    assert set(SCREENS) == set(wording.SCREENS) == set(Screen)


def test_the_bar_holds_product_day_and_basis_on_every_page(on_track: World, looks_at: LooksAt) -> None:
    app = looks_at(on_track).opens(Screen.GATES)
    assert app.selectbox(key="product").label == wording.PRODUCT
    assert app.date_input(key="as_of").value == on_track.today
    assert app.selectbox(key="basis").value == "known"


def test_an_address_chooses_product_day_and_basis(on_track: World, looks_at: LooksAt) -> None:
    app = looks_at(on_track).opens(Screen.OVERVIEW, product="support-copilot", as_of="2026-10-30", basis="today")
    assert app.selectbox(key="product").value == "support-copilot"
    assert app.date_input(key="as_of").value == on_track.today - timedelta(days=7)
    assert app.selectbox(key="basis").value == "today"
    said = words(app)
    assert wording.past_banner(on_track.today - timedelta(days=7), on_track.today) in said
    assert wording.BASIS_BANNER in said


@pytest.mark.parametrize(
    ("key", "value", "sentence"),
    [
        ("product", "nobody", "names the product 'nobody'"),
        ("as_of", "yesterday", "'yesterday' is not a day"),
        ("as_of", "1912-04-15", "out of reach"),
        ("basis", "guess", "asks for the basis 'guess'"),
        (NOT_HERE, "gatez", "There is no page at '/gatez'; did you mean 'gates'? You see the overview."),
        (NOT_HERE, "quarterly/numbers", "There is no page at '/quarterly/numbers'. You see the overview."),
    ],
)
def test_an_address_that_asks_for_the_impossible_gets_a_calm_sentence(
    key: str, value: str, sentence: str, on_track: World, looks_at: LooksAt
) -> None:
    app = looks_at(on_track).opens(Screen.OVERVIEW, **{key: value})
    assert not app.exception
    assert any(sentence in info.value for info in app.info)
    assert app.selectbox(key="product").value == "all"
    assert app.date_input(key="as_of").value == on_track.today


@pytest.mark.parametrize("screen", [Screen.OVERVIEW, Screen.UPLOAD])
def test_an_address_that_asks_for_the_meeting_room_leads_there_from_any_page(
    screen: Screen, on_track: World, looks_at: LooksAt
) -> None:
    app = looks_at(on_track).opens(screen, present="1", product="support-copilot")
    assert [button.label for button in app.button][:2] == [review.BACK, review.NEXT]
    assert app.query_params["product"] == "support-copilot"


def test_what_is_chosen_in_the_bar_stands_in_the_address(on_track: World, looks_at: LooksAt) -> None:
    app = looks_at(on_track).opens(Screen.OVERVIEW)
    app.selectbox(key="product").set_value("support-copilot").run()
    app.date_input(key="as_of").set_value(on_track.today - timedelta(days=7)).run()
    assert app.query_params["product"] == "support-copilot"
    assert app.query_params["as_of"] == "2026-10-30"
    app.selectbox(key="product").set_value("all").run()
    assert "product" not in app.query_params


def test_a_default_follows_the_day_until_somebody_chooses(on_track: World, looks_at: LooksAt) -> None:
    one = looks_at(on_track)
    app = one.opens(Screen.OVERVIEW)
    tomorrow = on_track.today + timedelta(days=1)
    one.workspace._clock = lambda: on_track.now + timedelta(days=1)
    app.run()
    assert app.date_input(key="as_of").value == tomorrow


def test_a_day_ahead_is_said_to_be_one(on_track: World, looks_at: LooksAt) -> None:
    ahead = on_track.today + timedelta(days=30)
    app = looks_at(on_track).opens(Screen.OVERVIEW, as_of=ahead.isoformat())
    assert wording.ahead_banner(ahead, on_track.today) in words(app)


def test_broken_files_are_reported_on_every_page_and_the_last_whole_version_is_shown(
    on_track: World, looks_at: LooksAt
) -> None:
    one = looks_at(on_track)
    whole = one.opens(Screen.OVERVIEW).title[0].value
    on_track.change("definitions/gates.yaml", "exemptible: false", "exemptable: false")
    app = one.opens(Screen.OVERVIEW)
    assert app.title[0].value == whole
    assert "what you see is the last version that was whole" in words(app)


def test_a_store_that_cannot_be_reached_is_a_sentence_with_a_remedy(
    on_track: World, looks_at: LooksAt, monkeypatch: pytest.MonkeyPatch
) -> None:
    problem = Problem(YamlPlace("store.duckdb"), "the store is in use", "", "stop the other process")

    def unreachable(_: Workspace) -> str:
        raise StoreUnavailable(problem)

    monkeypatch.setattr(Workspace, "version", unreachable)
    app = looks_at(on_track).opens(Screen.OVERVIEW)
    assert not app.exception
    assert app.title[0].value == wording.STORE_TITLE
    assert "stop the other process" in words(app)


def test_problems_can_be_read_while_the_store_is_out_of_reach(
    broken_definitions: World, looks_at: LooksAt, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreachable(_: Workspace) -> str:
        raise StoreUnavailable(Problem(YamlPlace("store.duckdb"), "the store is in use"))

    monkeypatch.setattr(Workspace, "version", unreachable)
    app = looks_at(broken_definitions).opens(Screen.PROBLEMS)
    assert not app.exception
    assert "6 problems" in app.title[0].value


def test_nine_entries_lead_everywhere_and_say_what_needs_attention(slipping: World, looks_at: LooksAt) -> None:
    slipping.receive_all()
    one = looks_at(slipping)
    app = one.opens(Screen.OVERVIEW)
    labels = [str(link.label) for link in app.sidebar.get("page_link") if isinstance(link, Element)]
    assert [label.partition(" :red-badge")[0] for label in labels] == list(entries())
    assert len(labels) == 9
    shut = sum(not gate.quiet and not gate.verdict.holds for gate in one.workspace.assess().gates)
    assert f"{wording.GATES} :red-badge[{shut}]" in labels


def test_screens_of_one_entry_are_its_tabs(on_track: World, looks_at: LooksAt) -> None:
    app = looks_at(on_track).opens(Screen.STACK)
    links = [link for link in app.main.get("page_link") if isinstance(link, Element)]
    assert [link.label for link in links][:3] == ["Charter", "Experiment audit", "Stack"]
