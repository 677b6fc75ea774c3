"""The JSON others rely on: every key of the contract, unknown as null, scores 0..100, shares 0..1."""

import json
from datetime import date
from typing import Any

import pytest

from playbook.model.playbook import Playbook
from playbook.readiness.as_json import gates_document, status_document
from playbook.readiness.assessment import assess
from playbook.readiness.selection import for_product
from playbook.verdict import Outcome, Verdict
from tests.playbook.building import measurements_of, playbook_of, week_row
from tests.playbook.model.test_gates import GATE, SIGNED
from tests.playbook.readiness.test_assessment import CHARTER, EXPERIMENTS, STACK

TODAY = date(2026, 11, 13)
ROWS = [week_row("task_success_rate", week, k=90, n=100) for week in range(1, 10)]


@pytest.fixture
def world() -> Playbook:
    return playbook_of(
        definitions_gates=GATE,
        definitions_charter=CHARTER,
        definitions_stack=STACK,
        records_sign_offs=SIGNED,
        records_experiments=EXPERIMENTS,
    )


def keys(document: dict[str, Any]) -> set[str]:
    return set(document)


def test_status_carries_every_key_of_the_contract(world: Playbook) -> None:
    document = status_document(assess(world, measurements_of(world, *ROWS), TODAY), sample=True).to_json()
    json.dumps(document, allow_nan=False)
    assert document["schema"] == 1
    assert (document["as_of"], document["basis"], document["day"], document["days"]) == ("2026-11-13", "known", 68, 90)
    assert document["sample"] is True
    assert {"score", "plan", "without_exemptions", "coverage", "areas"} <= keys(document["readiness"])
    assert keys(document["readiness"]["areas"]) == {"charter", "experiments", "metrics", "stack", "gates"}
    assert {"claimed", "proven", "plan", "elapsed", "phases"} <= keys(document["charter"])
    deliverable = document["charter"]["phases"][0]["deliverables"][0]
    assert {"id", "state", "proven", "reasons"} <= keys(deliverable)
    metric = document["metrics"][0]
    wanted = {"metric", "product", "week", "value", "n", "target", "outcome", "age_days", "reason"}
    assert wanted <= keys(metric)
    assert {"id", "decision", "findings"} <= keys(document["experiments"][0])
    assert {"layer", "option", "ring", "state", "reasons"} <= keys(document["stack"][0])
    assert all({"kind", "text", "effect"} <= keys(change) for change in document["changes"])
    assert all({"action", "who", "gain"} <= keys(action) for action in document["actions"])
    assert document["problems"] == []


def test_gates_carry_every_key_of_the_contract_and_stable_slugs(world: Playbook) -> None:
    document = gates_document(assess(world, measurements_of(world, *ROWS), TODAY)).to_json()
    json.dumps(document, allow_nan=False)
    gate = document["gates"][0]
    assert {
        "product",
        "gate",
        "planned",
        "verdict",
        "words",
        "score",
        "score_without_exemptions",
        "criteria",
        "blocking",
        "conditions",
        "flip",
    } <= keys(gate)
    criterion = gate["criteria"][0]
    assert {
        "id",
        "kind",
        "key",
        "weight",
        "outcome",
        "value",
        "n",
        "line",
        "distance",
        "who",
        "reason",
    } <= keys(criterion)
    assert [str(verdict) for verdict in Verdict] == [
        "no_go",
        "not_evaluated",
        "inconclusive",
        "go_with_conditions",
        "go",
    ]
    assert {str(outcome) for outcome in Outcome} == {
        "met",
        "warning",
        "not_met",
        "inconclusive",
        "no_data",
        "stale",
        "exempt",
        "not_applicable",
        "observing",
    }
    assert all({"to", "changes"} <= keys(flip) for flip in gate["flip"])


def test_one_product_shows_its_own_metrics_and_gates_and_the_whole_readiness(world: Playbook) -> None:
    whole = assess(world, measurements_of(world, *ROWS), TODAY)
    narrowed = for_product(whole, "support-copilot")
    assert narrowed.readiness == whole.readiness
    assert {metric.product for metric in narrowed.metrics if metric.value is not None} == {"support-copilot"}
    assert for_product(whole, "other").gates == ()
