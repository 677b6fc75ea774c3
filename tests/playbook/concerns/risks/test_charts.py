"""The heat map: every field with its band, the live risks counted where they stand, and a way to choose."""

from dataclasses import replace
from datetime import date
from typing import Any

from playbook.concerns.risks.charts import PICK, cell_name, places_of, risk_heat_map
from playbook.concerns.risks.register import RiskStatus, risk_register
from playbook.model.risks import RiskLevels, RiskState
from playbook.readiness.charts import LIGHT, Spec
from playbook.readiness.inquiry import Inquiry
from tests.playbook.building import measurements_of, playbook_of

RISKS = "risks: [{id: debt, likelihood: 4, impact: 3}, {id: drift, likelihood: 4, impact: 3}, {id: unrated}]"


def risks() -> tuple[RiskStatus, ...]:
    playbook = playbook_of(definitions_risks=RISKS)
    return risk_register(Inquiry(playbook, measurements_of(playbook), date(2026, 11, 6))).risks


def drawn(found: tuple[RiskStatus, ...]) -> Spec:
    return risk_heat_map(places_of(found), RiskLevels(), palette=LIGHT, description="the map in words")


def fields(spec: Spec) -> dict[str, dict[str, Any]]:
    return {row[PICK]: row for row in spec["layer"][0]["data"]["values"]}


def test_every_field_is_drawn_with_its_band() -> None:
    found = fields(drawn(risks()))
    assert len(found) == 25
    assert [found[cell_name(*place)]["band"] for place in ((5, 5), (3, 4), (1, 5), (2, 2))] == [
        "high",
        "high",
        "medium",
        "low",
    ]


def test_risks_are_counted_where_they_stand_and_named() -> None:
    found = fields(drawn(risks()))
    assert found["4x3"]["count"] == 2
    assert {row["shown"] for row in found.values()} == {"2", ""}
    assert found["4x3"]["names"] == "Debt; Drift"
    assert sum(row["count"] or 0 for row in found.values()) == 2


def test_a_closed_risk_is_off_the_map() -> None:
    closed = tuple(replace(risk, state=RiskState.CLOSED, settled=True) for risk in risks())
    assert all(row["count"] is None for row in fields(drawn(closed)).values())


def test_a_field_can_be_chosen_and_the_picture_has_words() -> None:
    spec = drawn(risks())
    assert [(one["name"], one["select"]["type"]) for one in spec["params"]] == [(PICK, "point")]
    assert spec["description"] == "the map in words"
