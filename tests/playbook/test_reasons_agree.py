"""Why a verdict is what it is, at its root and in one level: each face of a busy organization says the same."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from playbook.page.parts.links import Screen
from playbook.verdict import Verdict
from playbook.wording import VERDICT_WORDS, sentence_case
from tests.playbook.api_client import ApiClient
from tests.playbook.busy import TODAY
from tests.playbook.faces_of import Organization, organization
from tests.playbook.page.looking import cells_of, grids, lines_of

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")
ROOTS = {
    ("claims-helper", "prototype-exit"): "evaluation report expired on Nov 24, 3 days ago",
    ("claims-helper", "internal-beta"): "55.8 of 100 sure, at best 67.6, below 75",
    ("claims-helper", "limited-release"): "Hallucination rate 7.4% of 900 in Nov 9-15, needs <= 3%: missed",
    ("contract-reader", "prototype-exit"): (
        "evaluation report was reviewed with objections by legal counsel on Nov 12"
    ),
    ("tariff-finder", "prototype-exit"): "Task success rate: no closed week yet",
    ("tariff-finder", "internal-beta"): "Hallucination rate: no closed week yet",
    ("driver-coach", "prototype-exit"): "Task success rate: no closed week yet",
}
"""The root of each verdict that is due: what expired, the arithmetic, what failed, what was objected to, what lacks."""


@pytest.fixture(scope="module")
def org(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Organization]:
    """The busy organization at every face."""
    with organization(tmp_path_factory.mktemp("reasons")) as found:
        yield found


@pytest.fixture(scope="module")
def due(org: Organization) -> dict[tuple[str, str], dict[str, Any]]:
    """The gates that are due, with the reason without the verdict before it."""
    gates = [gate for gate in org.requested("gates")["gates"] if not gate["quiet"]]
    return {
        (gate["product"], gate["gate"]): gate | {"because": gate["words"].removeprefix(f"{_label(gate)}: ")}
        for gate in gates
    }


def _label(gate: dict[str, Any]) -> str:
    return VERDICT_WORDS[Verdict(gate["verdict"])]


def _plain(said: str) -> str:
    return said.replace("≤", "<=").replace("≥", ">=").replace("\\", "").casefold()


def test_a_reason_is_the_root_in_one_level(due: dict[tuple[str, str], dict[str, Any]]) -> None:
    assert {subject: gate["because"][: len(ROOTS[subject])] for subject, gate in due.items()} == ROOTS
    labels = "|".join(VERDICT_WORDS.values())
    for gate in due.values():
        assert not re.search(rf"\b(?:{labels})\b", gate["because"])
        for line in gate["criteria"]:
            assert len(re.findall(rf"\b(?:{labels})\b", line["reason"])) <= 1, line["reason"]


def test_commands_and_http_give_the_reason(org: Organization, due: dict[tuple[str, str], dict[str, Any]]) -> None:
    status = {(gate["product"], gate["gate"]): gate["words"] for gate in org.requested("status")["gates"]}
    answer = ApiClient().request("GET", f"/api/gates?as_of={TODAY}").json()
    over_http = {(gate["product"], gate["gate"]): gate["words"] for gate in answer["gates"]}
    text = _plain(org.reported("gates"))
    flows = {
        (product["product"], product["next_gate"]["gate"]): product["next_gate"]["words"]
        for product in org.requested("workflow")["products"]
    }
    for subject, gate in due.items():
        assert gate["words"] == status[subject] == over_http[subject] == flows.get(subject, gate["words"])
        assert _plain(gate["words"]) in text


def test_report_and_review_give_the_reason(org: Organization, due: dict[tuple[str, str], dict[str, Any]]) -> None:
    report = org.requested("report --audience team")
    reported = {(gate["product"], gate["gate"]): gate["words"] for gate in report["appendix"]["gates"]}
    draft, printed = _plain(org.reported("review draft")), _plain(org.reported("report --format md --audience team"))
    agenda = grids(org.looks.opens(Screen.REVIEW, step="gates"))["gates-due"]
    listed = {row[0]: _plain(row[3]) for row in cells_of(agenda)}
    for subject, gate in due.items():
        assert reported[subject] == sentence_case(gate["because"])
        assert _plain(ROOTS[subject]) in draft
        assert _plain(gate["because"]) in printed
        assert listed[f"{gate['product_name']}, {gate['gate_name']}"] == _plain(gate["because"])


def test_pages_give_the_reason(org: Organization, due: dict[tuple[str, str], dict[str, Any]]) -> None:
    overview = org.looks.opens(Screen.OVERVIEW)
    hints = [cell.get("about", "") for row in lines_of(overview, "gates") for cell in row]
    for subject, gate in due.items():
        page = org.page(Screen.GATES, gate="/".join(subject), tab="summary")
        assert _plain(ROOTS[subject]) in _plain(page)
        name = f"{gate['product_name']}, {gate['gate_name']}"
        if gate["product"] != "driver-coach":  # the overview shows the three products that stand worst
            assert f"{name}: {gate['because']}" in hints


def test_what_changed_gives_the_reason_of_what_turned(
    org: Organization, due: dict[tuple[str, str], dict[str, Any]]
) -> None:
    """What expired is the cause of each thing that it turned, a gate and a deliverable alike."""
    changes = [change["text"] for change in org.requested("status")["changes"]]
    turned = [text for text in changes if " to NOT EVALUATED" in text or " to NO-GO" in text]
    assert turned
    for text in turned:
        (subject,) = [key for key, one in due.items() if text.startswith(f"{one['product_name']}, {one['gate_name']}:")]
        assert f": {ROOTS[subject]}" in text
    (suites,) = [text for text in changes if text.startswith("Regression suites")]
    assert suites.endswith(ROOTS["claims-helper", "prototype-exit"])
    owed = [item["reason"] for item in org.debts if item["subject"] == "regression-suites"]
    assert owed == [ROOTS["claims-helper", "prototype-exit"]]
