"""The charter's page: claimed and proven apart, what needs somebody first, filters, and calm in week one."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from playbook.concerns.charter import wording
from playbook.concerns.charter.views import Need
from playbook.page.parts.links import Screen
from playbook.wording import STATE_WORDS
from tests.playbook.page.looking import Onlooker, words
from tests.worlds import START, WORLDS, World

LooksAt = Callable[[World], Onlooker]


def unfolding(app: AppTest) -> list[str]:
    """Labels of the lines that open."""
    return [expander.label for expander in app.main.expander]


@pytest.fixture
def slipped(slipping: World, looks_at: LooksAt) -> Onlooker:
    """The world in which much is late, with its numbers."""
    slipping.receive_all()
    return looks_at(slipping)


@pytest.mark.parametrize("name", list(WORLDS))
def test_the_page_lists_every_deliverable_in_every_world(
    name: str, world: Callable[[str], World], looks_at: LooksAt
) -> None:
    one = looks_at(world(name))
    app = one.opens(Screen.CHARTER)
    assert not app.exception
    assert len(app.title) == 1
    deliverables = one.workspace.assess().charter.deliverables
    assert len(unfolding(app)) == len(deliverables)


def test_claimed_and_proven_stand_apart_and_the_gap_is_said(slipped: Onlooker) -> None:
    charter = slipped.workspace.assess().charter
    assert charter.claimed is not None
    assert charter.proven is not None
    assert charter.claimed > charter.proven
    app = slipped.opens(Screen.CHARTER)
    tiles = {metric.label: metric.value for metric in app.main.metric}
    assert tiles[wording.PROVEN] == f"{charter.proven:.0%}"
    assert tiles[wording.CLAIMED] == f"{charter.claimed:.0%}"
    assert "claimed and not proven" in words(app)


def test_late_work_says_why_it_is_not_proven_and_who_must_act(slipped: Onlooker) -> None:
    said = words(slipped.opens(Screen.CHARTER))
    for each in slipped.workspace.assess().charter.deliverables:
        if each.late_days:
            assert wording.late_word(each.late_days) in said
            assert wording.reasons_words(each.reasons) in said
            assert f"{wording.MUST_ACT}: {wording.owner_words(each.who)}" in said


def test_a_state_is_never_colour_alone(slipped: Onlooker) -> None:
    labels = unfolding(slipped.opens(Screen.CHARTER))
    states = [each.state for each in slipped.workspace.assess().charter.deliverables if not each.proven]
    for state in states:
        assert any(STATE_WORDS[state] in label and ":material/" in label for label in labels)


def test_an_address_opens_the_deliverable_it_names_in_full(slipped: Onlooker) -> None:
    app = slipped.opens(Screen.CHARTER, deliverable="experiment-audit")
    said = words(app)
    assert "Nobody can steer what nobody has listed" in said
    assert f"**{wording.WHY_NOT_PROVEN}:** 0 of 3 experiments decided" in said


def test_an_address_that_names_no_deliverable_gets_a_calm_sentence(slipped: Onlooker) -> None:
    app = slipped.opens(Screen.CHARTER, deliverable="moon-landing")
    assert not app.exception
    assert any("moon-landing" in info.value for info in app.info)


def test_filters_leave_what_was_asked_for(slipped: Onlooker) -> None:
    app = slipped.opens(Screen.CHARTER)
    app.selectbox(key="charter_need").set_value(Need.BLOCKED).run()
    assert len(unfolding(app)) == 1
    assert "Lead appointed" in unfolding(app)[0]
    assert wording.count_of(1, 7) in words(app)


def test_filters_that_leave_nothing_name_the_way_out(slipped: Onlooker) -> None:
    app = slipped.opens(Screen.CHARTER)
    app.selectbox(key="charter_need").set_value(Need.BLOCKED)
    app.selectbox(key="charter_phase").set_value("handover").run()
    assert wording.NOTHING_MATCHES in words(app)
    assert wording.WAY_FILTERS in words(app)


def test_the_table_holds_the_same_deliverables(slipped: Onlooker) -> None:
    app = slipped.opens(Screen.CHARTER)
    app.segmented_control(key="charter_view").set_value(wording.VIEW_TABLE).run()
    assert unfolding(app) == []
    assert len(app.table[0].value) == 7


def test_week_one_is_calm(week_one: World, looks_at: LooksAt) -> None:
    app = looks_at(week_one).opens(Screen.CHARTER)
    said = words(app)
    assert "Nothing due yet" in said
    assert wording.DUE_NEXT in said
    assert wording.ALL_WELL in said
    assert not app.main.metric


def test_a_charter_that_has_not_started_lists_the_ways_out_and_no_dates(empty: World, looks_at: LooksAt) -> None:
    said = words(looks_at(empty).opens(Screen.CHARTER))
    assert wording.NOT_STARTED in said
    assert wording.WAY_INIT in said
    assert "due in week 2" in said


def test_after_the_last_day_the_clock_says_so(slipped: Onlooker) -> None:
    app = slipped.opens(Screen.CHARTER, as_of=(START + timedelta(days=96)).isoformat())
    assert app.title[0].value.replace("\\", "") == "Charter, day 97: ended"
    assert "day 97, charter ended on 5 Dec" in words(app)


def test_html_and_markdown_in_a_definition_are_shown_as_text(on_track: World, looks_at: LooksAt) -> None:
    evil = "\"<b onclick='x()'>Audit</b> [click](javascript:alert(1))\""
    on_track.change("definitions/charter.yaml", "name: Audit of AI experiments", f"name: {evil}")
    app = looks_at(on_track).opens(Screen.CHARTER, deliverable="experiment-audit")
    assert not app.exception
    spoken = [element.value for element in app.main.markdown]
    assert all("[click](javascript" not in text and "<b" not in text.replace("\\<", "") for text in spoken)
    assert "<b onclick='x()'>Audit</b> [click](javascript:alert(1))" in words(app)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (None, "Charter, not started"),
        (-5, "Charter, starts in 6 days"),
        (1, "Charter, day 1 of 90"),
        (90, "Charter, day 90 of 90"),
        (91, "Charter, day 91: ended"),
    ],
)
def test_the_title_is_the_clock(day: int | None, expected: str) -> None:
    assert wording.title(day, 90) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (61, "week 9, 29 days left, ends 5 Dec"),
        (84, "week 12, 6 days left, ends 5 Dec"),
        (85, "closing days, 5 days left, ends 5 Dec"),
        (90, "closing days, last day, ends 5 Dec"),
        (97, "day 97, charter ended on 5 Dec; everything else goes on"),
    ],
)
def test_the_clock_counts_weeks_then_closing_days_then_the_end(day: int, expected: str) -> None:
    end = START + timedelta(days=89)
    assert wording.clock(day, 90, end, START + timedelta(days=day - 1)) == expected
