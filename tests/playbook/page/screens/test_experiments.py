"""The experiment audit's page: findings with what to do, decisions due, duplicates, filters."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from playbook.concerns.experiments import wording
from playbook.page.parts.links import Screen
from playbook.page.parts.wording import NEVER_WHOLE_TITLE
from tests.playbook.page.looking import Onlooker, words
from tests.worlds import WORLDS, World

LooksAt = Callable[[World], Onlooker]


@pytest.fixture
def slipped(slipping: World, looks_at: LooksAt) -> Onlooker:
    """The world with three unruly experiments."""
    return looks_at(slipping)


def listed(app: AppTest) -> list[str]:
    """Names in the inventory."""
    return [str(name).split("**")[1] for name in app.table[-1].value.iloc[:, 0]]


@pytest.mark.parametrize("name", list(WORLDS))
def test_the_page_lists_every_experiment_in_every_world(
    name: str, world: Callable[[str], World], looks_at: LooksAt
) -> None:
    one = looks_at(world(name))
    app = one.opens(Screen.EXPERIMENTS)
    assert not app.exception
    if name == "broken_definitions":
        assert NEVER_WHOLE_TITLE in words(app)
        return
    assert len(app.title) == 1
    known = one.workspace.assess().audit.experiments
    if known:
        assert len(listed(app)) == len(known)
    else:
        assert wording.EMPTY in words(app)
        assert wording.WAY_RECORD in words(app)


def test_every_finding_says_what_to_do(slipped: Onlooker) -> None:
    said = words(slipped.opens(Screen.EXPERIMENTS))
    for each in slipped.workspace.assess().audit.experiments:
        for finding in each.findings:
            assert f"**{each.name}**: {finding.reason}" in said
            assert finding.remedy in said


def test_the_title_counts_the_clean_ones(slipped: Onlooker) -> None:
    audit = slipped.workspace.assess().audit
    clean = sum(each.is_clean for each in audit.experiments)
    assert slipped.opens(Screen.EXPERIMENTS).title[0].value == f"Experiment audit: {clean} of 3 clean"


def test_decisions_nobody_made_and_decisions_that_ran_out_are_due(slipped: Onlooker) -> None:
    said = words(slipped.opens(Screen.EXPERIMENTS))
    assert "no decision 59 days after it was found; no owner assigned" in said
    assert "'keep' ran out 20 days ago (17 Oct); head of sales must act" in said


def test_duplicates_stand_side_by_side(slipped: Onlooker) -> None:
    app = slipped.opens(Screen.EXPERIMENTS)
    said = words(app)
    assert wording.DUPLICATES in said
    assert wording.ORIGINAL in said
    assert wording.DUPLICATE in said
    assert {"Meeting notes sandbox", "Notes, once more"} <= {head.value for head in app.subheader}


def test_what_is_not_known_is_said_and_never_shown_as_zero(slipped: Onlooker) -> None:
    app = slipped.opens(Screen.EXPERIMENTS)
    row = next(str(cell) for cell in app.table[-1].value.iloc[:, 0] if "Notes, once more" in str(cell))
    assert f"cost a month {wording.NOT_KNOWN}" in row
    assert "1 not drawn: cost or use is not known" in words(app)


def test_an_address_opens_the_experiment_it_names(slipped: Onlooker) -> None:
    app = slipped.opens(Screen.EXPERIMENTS, experiment="desk-bot")
    assert "Desk bot" in [head.value for head in app.header]
    assert "40 weekly users, $900 a month, last active 8 Sep" in words(app)


def test_filters_leave_what_was_asked_for(slipped: Onlooker) -> None:
    app = slipped.opens(Screen.EXPERIMENTS)
    app.selectbox(key="experiments_owner").set_value("-").run()
    assert listed(app) == ["Desk bot"]
    assert wording.count_of(1, 3) in words(app)


def test_filters_that_leave_nothing_name_the_way_out(slipped: Onlooker) -> None:
    app = slipped.opens(Screen.EXPERIMENTS)
    app.selectbox(key="experiments_owner").set_value("-")
    app.selectbox(key="experiments_tier").set_value("minimal").run()
    assert wording.NOTHING_MATCHES in words(app)


def test_a_product_s_page_holds_its_own_experiments(slipped: Onlooker) -> None:
    assert listed(slipped.opens(Screen.EXPERIMENTS, product="support-copilot")) == ["Desk bot"]


def test_all_is_well_is_said_too(on_track: World, looks_at: LooksAt) -> None:
    assert wording.NO_FINDINGS in words(looks_at(on_track).opens(Screen.EXPERIMENTS))
