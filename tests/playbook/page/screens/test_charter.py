"""The charter's page: claimed and proven apart, what needs somebody first, filters, and calm in week one."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from playbook.concerns.charter import wording
from playbook.page.parts.links import Screen
from playbook.wording import STATE_WORDS, sentence_case
from tests.playbook.page.looking import Onlooker, cells_of, grids, words
from tests.worlds import START, WORLDS, World

LooksAt = Callable[[World], Onlooker]


def listed(app: AppTest) -> list[list[str]]:
    """The rows of the table."""
    return cells_of(grids(app).get("deliverables", {"rows": []}))


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
    assert len(listed(app)) == len(deliverables)


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
    rows = listed(slipped.opens(Screen.CHARTER))
    late = [each for each in slipped.workspace.assess().charter.deliverables if each.late_days]
    assert late
    for each in late:
        assert any(
            row[0] == f"{each.name} {sentence_case(wording.reasons_words(each.reasons))}"
            and row[4] == str(each.late_days)
            for row in rows
        )
    said = words(slipped.opens(Screen.CHARTER, deliverable=late[0].id))
    assert wording.late_word(late[0].late_days) in said
    assert f"**{wording.MUST_ACT}:** {wording.owner_words(late[0].who)}" in said


def test_what_is_longest_late_stands_first_and_each_reason_once(slipped: Onlooker) -> None:
    app = slipped.opens(Screen.CHARTER)
    days = [int(row[4] or 0) for row in listed(app)]
    assert days == sorted(days, reverse=True)
    said = words(app)
    for each in slipped.workspace.assess().charter.deliverables:
        if each.late_days:
            assert said.count(sentence_case(wording.reasons_words(each.reasons))) == 1


def test_a_state_is_never_colour_alone(slipped: Onlooker) -> None:
    table = grids(slipped.opens(Screen.CHARTER))["deliverables"]
    marks = {badge[0]: badge[2] for row in table["rows"] for badge in row["c"][2][4]}
    states = [
        each.state for each in slipped.workspace.assess().charter.deliverables if not each.proven and not each.claimed
    ]
    for state in states:
        assert marks[STATE_WORDS[state]]


def test_an_address_opens_the_deliverable_it_names_in_full(slipped: Onlooker) -> None:
    app = slipped.opens(Screen.CHARTER, deliverable="experiment-audit")
    said = words(app)
    assert "Nobody can steer what nobody has listed" in said
    assert f"**{wording.WHY_NOT_PROVEN}:** 0 of 3 experiments decided" in said


def test_an_address_that_names_no_deliverable_gets_a_calm_sentence(slipped: Onlooker) -> None:
    app = slipped.opens(Screen.CHARTER, deliverable="moon-landing")
    assert not app.exception
    assert any("moon-landing" in info.value for info in app.info)


def test_phase_state_and_owner_narrow_the_table(slipped: Onlooker) -> None:
    fields = grids(slipped.opens(Screen.CHARTER))["deliverables"]["fields"]
    assert [each["title"] for each in fields if each["choose"]] == [wording.PHASE, wording.COLUMN_STATE, wording.OWNER]


def test_week_one_is_calm(week_one: World, looks_at: LooksAt) -> None:
    one = looks_at(week_one)
    app = one.opens(Screen.CHARTER)
    said = words(app)
    assert "Nothing due yet" in said
    assert wording.ALL_WELL in said
    assert wording.DUE_NEXT in words(one.opens(Screen.CHARTER, view=wording.TIMELINE_VIEW))
    assert not app.main.metric


def test_a_charter_that_has_not_started_lists_the_ways_out_and_no_dates(empty: World, looks_at: LooksAt) -> None:
    said = words(looks_at(empty).opens(Screen.CHARTER))
    assert wording.NOT_STARTED in said
    assert wording.WAY_INIT in said
    assert "due in week 2" in said


def test_after_the_last_day_the_clock_says_so(slipped: Onlooker) -> None:
    app = slipped.opens(Screen.CHARTER, as_of=(START + timedelta(days=96)).isoformat())
    assert app.title[0].value.replace("\\", "") == "Charter, day 97: ended"
    assert "day 97, charter ended on Dec 5" in words(app)


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
        (61, "week 9, 29 days left, ends Dec 5"),
        (84, "week 12, 6 days left, ends Dec 5"),
        (85, "closing days, 5 days left, ends Dec 5"),
        (90, "closing days, last day, ends Dec 5"),
        (97, "day 97, charter ended on Dec 5; everything else goes on"),
    ],
)
def test_the_clock_counts_weeks_then_closing_days_then_the_end(day: int, expected: str) -> None:
    end = START + timedelta(days=89)
    assert wording.clock(day, 90, end, START + timedelta(days=day - 1)) == expected
