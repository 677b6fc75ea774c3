"""The page of risks and incidents: register, heat map, one risk in full, incidents, and what an empty one says."""

from collections.abc import Callable

import pytest

from playbook.concerns.risks import wording_page as wording
from playbook.concerns.risks.register import risk_register
from playbook.page.parts.links import Screen
from playbook.page.screens.risks.heat import in_field
from tests.playbook.page.looking import Onlooker, cells_of, grids, words
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
    assert "Sep 20".replace(" ", "\u00a0") in said


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
    assert [risk.risk for risk in risks if in_field(risk, "3x5")] == ["safety-debt"]
    assert [risk.risk for risk in risks if in_field(risk, None)] == [risk.risk for risk in risks]
    assert not [risk for risk in risks if in_field(risk, "1x1")]


def test_every_field_that_holds_a_risk_leads_to_its_risks_and_says_its_band(slipped: Onlooker) -> None:
    heat = grids(slipped.opens(Screen.RISKS))["heat"]
    leading = {cell[3]: cell[4][0][0] for row in heat["rows"] for cell in row["c"] if len(cell) > 3 and cell[3]}
    assert leading == {"risks?field=5x4": "1 H", "risks?field=3x5": "1 H", "risks?field=3x4": "1 H"}
    app = slipped.opens(Screen.RISKS, field="3x5")
    assert [row["k"] for row in grids(app)["risks"]["rows"]] == ["safety-debt/support-copilot"]
    assert wording.field_words("3x5", 1) in words(app).replace("\\", "")


def test_incidents_say_what_is_overdue_and_whether_the_list_is_complete(slipped: Onlooker) -> None:
    app = slipped.opens(Screen.RISKS, view=wording.INCIDENTS_VIEW)
    assert any(row[0].startswith("Quoted last year's terms") for row in cells_of(grids(app)["incidents"]))
    assert "Nobody has said yet that the list is complete." in words(app)
    [key] = [row["k"] for row in grids(app)["incidents"]["rows"]]
    assert "7 days late" in words(slipped.opens(Screen.RISKS, incident=key))


def test_an_incident_shows_its_timeline_and_speed(on_track: World, looks_at: LooksAt) -> None:
    said = words(looks_at(on_track).opens(Screen.RISKS, incident="stale-terms"))
    assert "seen after 90 minutes, stopped 30 minutes later (60 minutes asked for)" in said
    assert "Oct 20, 09:30" in said
    assert "Oct 26, read by another" in said


def test_an_incident_leads_to_the_forms_of_what_is_still_open(slipped: Onlooker) -> None:
    app = slipped.opens(Screen.RISKS, incident="stale-terms")
    labels = [one.proto.label for one in app.get("page_link")]
    for label in (wording.RECORD_OVER, wording.RECORD_ACTION_DONE, wording.RECORD_POSTMORTEM):
        assert label in labels
    assert wording.RECORD_READ not in labels


def test_an_empty_register_and_no_incidents_name_the_ways_out(empty: World, looks_at: LooksAt) -> None:
    empty.drop_risks()
    one = looks_at(empty)
    assert wording.WAY_DEFINE in words(one.opens(Screen.RISKS))
    assert wording.WAY_CHECKED in words(one.opens(Screen.RISKS, view=wording.INCIDENTS_VIEW))


@pytest.mark.parametrize("name", ["on_track", "slipping", "week_one"])
def test_what_is_high_raised_or_overdue_stands_first(
    name: str, world: Callable[[str], World], looks_at: LooksAt
) -> None:
    built = world(name)
    built.receive_all()
    one = looks_at(built)
    presses = {risk.key: risk.presses for risk in one.workspace.ask(risk_register).risks}
    order = [presses[row["k"]] for row in grids(one.opens(Screen.RISKS))["risks"]["rows"]]
    assert len(order) == len(presses)
    assert order == sorted(order, reverse=True)


def test_a_risk_s_name_is_not_said_again_in_its_reason(slipped: Onlooker) -> None:
    for risk in slipped.workspace.ask(risk_register).risks:
        assert not wording.reasons_words(risk).startswith(f"risk '{risk.name}'")


def test_an_assessment_says_its_levels_as_far_as_they_were_said() -> None:
    assert wording.assessed(4, 5) == "likelihood 4, impact 5"
    assert wording.assessed(None, 5) == "impact 5"
    assert wording.assessed(None, None) == ""
