"""The page of the workflow: the way of every product, one in full, and its empty states."""

from collections.abc import Callable

from playbook.concerns.workflow import wording
from playbook.page.parts.links import Screen
from playbook.wording import sentence_case
from tests.playbook.page.looking import Onlooker, cells_of, grids, words
from tests.worlds import World

LooksAt = Callable[[World], Onlooker]


def test_an_overdue_drill_stands_in_the_title_with_who_must_act(slipping: World, looks_at: LooksAt) -> None:
    app = looks_at(slipping).opens(Screen.WORKFLOW)
    assert not app.exception
    assert app.title[0].value == "Workflow: 1 drill overdue"
    _, state, due, _, who = cells_of(grids(app)["drills"])[0]
    assert (state, due, who) == ("overdue", "Oct 29, 8 days late", "Lead AI engineer")


def test_what_is_waited_for_stands_with_whom_and_since_when(slipping: World, looks_at: LooksAt) -> None:
    app = looks_at(slipping).opens(Screen.WORKFLOW)
    waits = next(
        table.value for table in app.table if sentence_case(wording.WAIT_COLUMNS_SHOWN[0]) in list(table.value.columns)
    )
    assert [str(cell) for cell in waits.iloc[0]] == [
        "**Provider review**  \n:gray[head of security]",
        "25 days, since Oct 12; promised for Oct 26 (11 days late)",
    ]


def test_an_address_opens_the_product_it_names(on_track: World, looks_at: LooksAt) -> None:
    one = looks_at(on_track)
    said = words(one.opens(Screen.WORKFLOW, flow="contract-reader"))
    assert "In stage spec since Oct 12: 25 days (14 are usual), 11 days over." in said
    assert wording.NO_DRILLS in said
    criteria = one.opens(Screen.WORKFLOW, flow="contract-reader", tab=wording.CRITERIA_TAB)
    assert wording.ASK_PEOPLE in words(criteria)


def test_facts_of_the_work_are_reported(on_track: World, looks_at: LooksAt) -> None:
    said = words(looks_at(on_track).opens(Screen.WORKFLOW, tab=wording.PARTS_TAB))
    assert "$190,000 come back in 5 weeks" in said.replace("$", "$")
    assert "40 cases, 1 failed, kept by head of security" in said


def test_a_new_organization_is_told_how_to_begin(empty: World, looks_at: LooksAt) -> None:
    said = words(looks_at(empty).opens(Screen.WORKFLOW))
    assert wording.EMPTY in said
    assert wording.WAY_PRODUCT in said


def test_a_playbook_without_the_file_says_what_is_missing(on_track: World, looks_at: LooksAt) -> None:
    (on_track.folder / "definitions" / "workflow.yaml").unlink()
    on_track.write("records/workflow.yaml", "cases: []\n")
    said = words(looks_at(on_track).opens(Screen.WORKFLOW, tab=wording.CRITERIA_TAB))
    assert wording.UNDEFINED in said
    assert wording.NO_CRITERIA in said
