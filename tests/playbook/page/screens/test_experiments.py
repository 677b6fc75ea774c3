"""The experiment audit's page: findings with what to do, decisions due, duplicates, filters."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from playbook.concerns.experiments import wording
from playbook.page.parts.links import Screen
from playbook.page.parts.wording import NEVER_WHOLE_TITLE
from tests.playbook.page.looking import Onlooker, cells_of, grids, words
from tests.worlds import WORLDS, World

LooksAt = Callable[[World], Onlooker]


@pytest.fixture
def slipped(slipping: World, looks_at: LooksAt) -> Onlooker:
    """The world with three unruly experiments."""
    return looks_at(slipping)


def listed(app: AppTest) -> list[str]:
    """Names in the inventory."""
    return [row["c"][0][0] for row in grids(app).get("experiments", {"rows": []})["rows"]]


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
    rows = cells_of(grids(slipped.opens(Screen.EXPERIMENTS, view=wording.FINDINGS_VIEW))["findings"])
    for each in slipped.workspace.assess().audit.experiments:
        for finding in each.findings:
            assert any(row[0] == each.name and row[2:] == [finding.reason, finding.remedy] for row in rows)


def test_the_title_counts_the_clean_ones(slipped: Onlooker) -> None:
    audit = slipped.workspace.assess().audit
    clean = sum(each.is_clean for each in audit.experiments)
    assert slipped.opens(Screen.EXPERIMENTS).title[0].value == f"Experiment audit: {clean} of 3 clean"


def test_decisions_nobody_made_and_decisions_that_ran_out_are_due(slipped: Onlooker) -> None:
    said = words(slipped.opens(Screen.EXPERIMENTS))
    assert "no decision 59 days after it was found; no owner assigned" in said
    assert "'keep' expired 20 days ago (Oct 17); head of sales must act" in said


def test_duplicates_stand_side_by_side(slipped: Onlooker) -> None:
    app = slipped.opens(Screen.EXPERIMENTS, view=wording.FINDINGS_VIEW)
    said = words(app)
    assert wording.DUPLICATES in said
    assert wording.ORIGINAL in said
    assert wording.DUPLICATE in said
    assert {"Meeting notes sandbox", "Notes, once more"} <= {head.value for head in app.subheader}


def test_what_is_not_known_is_said_and_never_shown_as_zero(slipped: Onlooker) -> None:
    table = grids(slipped.opens(Screen.EXPERIMENTS))["experiments"]
    row = next(row for row in cells_of(table) if row[0].startswith("Notes, once more"))
    cost = [field["title"] for field in table["fields"]].index(wording.COST)
    assert row[cost] == wording.NOT_KNOWN
    said = words(slipped.opens(Screen.EXPERIMENTS, view=wording.SUMS_VIEW))
    assert "1 not drawn: cost or use is not known" in said


def test_an_address_opens_the_experiment_it_names(slipped: Onlooker) -> None:
    app = slipped.opens(Screen.EXPERIMENTS, experiment="desk-bot")
    assert "Desk bot" in [head.value for head in app.header]
    assert "40 weekly users, $900 a month, last active Sep 8" in words(app)


def test_an_address_that_names_no_experiment_says_so(slipped: Onlooker) -> None:
    app = slipped.opens(Screen.EXPERIMENTS, experiment="no-such-bot")
    assert "'no-such-bot', which is not here" in words(app)
    assert len(listed(app)) == 3


def test_owner_team_tier_and_decision_narrow_the_table(slipped: Onlooker) -> None:
    fields = grids(slipped.opens(Screen.EXPERIMENTS))["experiments"]["fields"]
    assert [each["title"] for each in fields if each["choose"]] == [
        wording.OWNER,
        wording.TEAM,
        wording.TIER,
        wording.DECISION,
    ]


@pytest.mark.parametrize("by", list(wording.SUMS))
def test_sums_by_whatever_is_chosen_hold_every_experiment(slipped: Onlooker, by: str) -> None:
    table = grids(slipped.opens(Screen.EXPERIMENTS, view=wording.SUMS_VIEW, by=by))[f"sums-{by}"]
    assert sum(int(row[1]) for row in cells_of(table)) == 3


def test_a_product_s_page_holds_its_own_experiments(slipped: Onlooker) -> None:
    assert listed(slipped.opens(Screen.EXPERIMENTS, product="support-copilot")) == ["Desk bot"]


def test_all_is_well_is_said_too(on_track: World, looks_at: LooksAt) -> None:
    assert wording.NO_FINDINGS in words(looks_at(on_track).opens(Screen.EXPERIMENTS, view=wording.FINDINGS_VIEW))
