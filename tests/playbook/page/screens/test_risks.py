"""The page of risks and incidents: register, heat map, one risk in full, incidents, and what an empty one says."""

from collections.abc import Callable

import pytest

from playbook.concerns.risks import wording_page as wording
from playbook.concerns.risks.register import risk_register
from playbook.page.parts.charts import chosen_in
from playbook.page.parts.links import Screen
from playbook.page.screens.risks.page import in_cell
from tests.playbook.page.looking import Onlooker, words, words_of
from tests.worlds import WORLDS, World

LooksAt = Callable[[World], Onlooker]


@pytest.fixture
def slipped(slipping: World, looks_at: LooksAt) -> Onlooker:
    slipping.receive_all()
    return looks_at(slipping)


@pytest.mark.parametrize("name", list(WORLDS))
def test_every_risk_says_how_it_stands_and_why_in_every_world(
    name: str, world: Callable[[str], World], looks_at: LooksAt
) -> None:
    one = looks_at(world(name))
    app = one.opens(Screen.RISKS)
    assert not app.exception
    said = words(app)
    for risk in one.workspace.ask(risk_register).risks:
        assert wording.name_with_product(risk) in said
        assert wording.STATE_WORDS[risk.state] in said
        assert wording.reasons_words(risk) in said


def test_a_raised_risk_says_what_raised_it(slipped: Onlooker) -> None:
    said = words(slipped.opens(Screen.RISKS))
    assert wording.RAISED in said
    assert "likelihood 2 rated, raised to 3" in said
    assert wording.REVIEW_OVERDUE in said


def test_an_address_opens_the_risk_it_names_in_full(slipped: Onlooker) -> None:
    said = words(slipped.opens(Screen.RISKS, risk="safety-debt/support-copilot"))
    assert "A red team before the first user" in said
    assert "hallucination_rate misses its plan" in said
    assert wording.NOT_IN_PLACE in said
    assert "20 Sep".replace(" ", "\u00a0") in said


def test_an_address_that_names_no_risk_gets_a_calm_sentence(slipped: Onlooker) -> None:
    app = slipped.opens(Screen.RISKS, risk="asteroid")
    assert not app.exception
    assert wording.unknown_risk("asteroid") in [info.value for info in app.info]


def test_the_sentence_above_the_map_and_its_alternative_name_the_highest(slipped: Onlooker) -> None:
    register = slipped.workspace.ask(risk_register)
    said = words(slipped.opens(Screen.RISKS))
    assert wording.heat_sentence(register) in said
    assert "Highest: model-1 (Model provider) retires, level 20" in said
    assert wording.heat_alt(register) == (
        "Heat map of likelihood and impact: "
        "1 risk at likelihood 5 and impact 4, 1 risk at likelihood 3 and impact 5 and "
        "1 risk at likelihood 3 and impact 4."
    )


def test_a_field_of_the_map_keeps_the_risks_that_stand_in_it(slipped: Onlooker) -> None:
    risks = slipped.workspace.ask(risk_register).risks
    assert [risk.risk for risk in risks if in_cell(risk, "3x5")] == ["safety-debt"]
    assert [risk.risk for risk in risks if in_cell(risk, None)] == [risk.risk for risk in risks]
    assert not [risk for risk in risks if in_cell(risk, "1x1")]


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        ({"selection": {"cell": [{"cell": "3x5"}]}}, "3x5"),
        ({"selection": {"cell": {}}}, None),
        ({"selection": {"cell": []}}, None),
        ({}, None),
        (None, None),
    ],
)
def test_what_was_chosen_in_a_chart_is_read_whatever_comes_back(event: object, expected: str | None) -> None:
    assert chosen_in(event, "cell") == expected


def test_incidents_say_what_is_overdue_and_whether_the_list_is_complete(slipped: Onlooker) -> None:
    app = slipped.opens(Screen.RISKS)
    assert any("Quoted last year's terms" in expander.label for expander in app.expander)
    said = words(app)
    assert "Nobody has said yet that the list is complete." in said
    assert "7 days late" in said


def test_an_incident_shows_its_timeline_and_speed(on_track: World, looks_at: LooksAt) -> None:
    said = words(looks_at(on_track).opens(Screen.RISKS, incident="stale-terms"))
    assert "seen after 90 minutes, stopped 30 minutes later (60 minutes asked for)" in said
    assert "2026-10-20 09:30" in said
    assert "26 Oct, read by another" in said


def test_an_empty_register_and_no_incidents_name_the_ways_out(empty: World, looks_at: LooksAt) -> None:
    empty.drop_risks()
    said = words(looks_at(empty).opens(Screen.RISKS))
    assert wording.WAY_DEFINE in said
    assert wording.WAY_CHECKED in said


@pytest.mark.parametrize("name", ["on_track", "slipping", "week_one"])
def test_what_is_high_or_raised_stands_in_the_open_and_the_rest_is_counted(
    name: str, world: Callable[[str], World], looks_at: LooksAt
) -> None:
    built = world(name)
    built.receive_all()
    one = looks_at(built)
    risks = one.workspace.ask(risk_register).risks
    calm = [risk for risk in risks if not risk.presses]
    folded = [
        words_of(each) for each in one.opens(Screen.RISKS).expander if each.label == wording.calm_words(len(calm))
    ]
    assert bool(folded) is bool(calm)
    for risk in risks if folded else ():
        assert (wording.name_with_product(risk) in folded[0]) is (risk in calm)


def test_a_risk_s_name_is_not_said_again_in_its_reason(slipped: Onlooker) -> None:
    for risk in slipped.workspace.ask(risk_register).risks:
        assert not wording.reasons_words(risk).startswith(f"risk '{risk.name}'")


def test_an_assessment_says_its_levels_as_far_as_they_were_said() -> None:
    assert wording.assessed(4, 5) == "likelihood 4, impact 5"
    assert wording.assessed(None, 5) == "impact 5"
    assert wording.assessed(None, None) == ""
