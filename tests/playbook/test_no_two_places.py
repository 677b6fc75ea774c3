"""No two places disagree: each page, command, review and report of a busy organization says the same of one subject."""

import json
import re
from collections.abc import Iterator
from datetime import date

import pytest
from typer.testing import CliRunner

from playbook.cli.main import app
from playbook.concerns.gates.wording import gate_score_text
from playbook.concerns.gates.wording_page import RECORDS_TAB
from playbook.model.gates import Ruling
from playbook.page.parts.links import Screen
from playbook.verdict import Verdict
from playbook.wording import VERDICT_WORDS, day_text
from tests.playbook.busy import COMMENT, TODAY
from tests.playbook.faces_of import Organization, organization

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")
NOT_SAID = ("nan", "None", "Traceback")


@pytest.fixture(scope="module")
def org(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Organization]:
    """The organization with its files, its records and the review of last week."""
    with organization(tmp_path_factory.mktemp("busy")) as found:
        yield found


def test_the_organization_is_sound(org: Organization) -> None:
    assert org.reported("validate") == "No problems."


@pytest.mark.parametrize("screen", list(Screen))
def test_every_page_shows_it(org: Organization, screen: Screen) -> None:
    said = org.page(screen).split()
    assert not set(NOT_SAID) & set(said)


def test_readiness_is_one_number(org: Organization) -> None:
    readiness = org.requested("status")["readiness"]
    score, plan = round(readiness["score"]), round(readiness["plan"])
    late = f"{plan - score}"
    assert f"{score} of 100, {late} points behind plan" in org.page(Screen.OVERVIEW)
    for face in (
        org.reported("status"),
        org.reported("review draft"),
        org.reported("report --format md --audience team"),
    ):
        assert re.search(rf"readiness is {score}, {late} below the plan", face), face[:400]
    frozen = org.requested("review show 2026-W46")
    then = frozen["assessment"]["readiness"]["score"]
    assert f"{then:.1f}" == f"{org.requested('status')['score_before']:.1f}"
    assert f"Day 59 of 90: readiness is {round(then)}" in org.reported("review show 2026-W46")


def test_a_verdict_is_one_word_and_one_score(org: Organization) -> None:
    gates = org.requested("gates")["gates"]
    assert gates == org.requested("status")["gates"]
    report = org.reported("report --format md --audience team")
    for gate in gates:
        label = VERDICT_WORDS[Verdict(gate["verdict"])]
        if gate["quiet"]:
            continue
        page = org.page(Screen.GATES, gate=f"{gate['product']}/{gate['gate']}")
        assert f"{label}]" in page
        assert gate_score_text(gate["score"]) in page
        name = f"{gate['product_name']}, {gate['gate_name']}"
        for reported in re.findall(rf"\| {name} \| \*\*(.*?)\*\* \| (\S*) \|", report):
            assert reported == (label, gate_score_text(gate["score"]))
    for product in org.requested("workflow")["products"]:
        upcoming = product["next_gate"]
        (same,) = [one for one in gates if (one["product"], one["gate"]) == (product["product"], upcoming["gate"])]
        assert (upcoming["verdict"], upcoming["planned"]) == (same["verdict"], same["planned"])


def test_a_release_against_the_verdict_names_the_verdict_that_was(org: Organization) -> None:
    for gate in org.requested("gates")["gates"]:
        decision = gate["decision"]
        if decision is None or decision["decided"] != Ruling.RELEASE:
            continue
        day = decision["on"]
        then = CliRunner().invoke(app, ["--playbook", str(org.world.folder), "--as-of", day, "--json", "gates"]).stdout
        (was,) = [
            one for one in json.loads(then)["gates"] if (one["product"], one["gate"]) == (gate["product"], gate["gate"])
        ]
        against = not Verdict(was["verdict"]).holds
        assert decision["against_verdict"] is against
        said = f"{gate['product_name']} was released at {gate['gate_name']}"
        (alarm,) = [one for one in org.requested("status")["alarms"] if one.startswith(said)]
        assert f"although the gate said {VERDICT_WORDS[Verdict(was['verdict'])]}" in alarm
        assert alarm in org.page(Screen.OVERVIEW)
        tab = org.page(Screen.GATES, gate=f"{gate['product']}/{gate['gate']}", tab=RECORDS_TAB)
        assert f"the gate said {VERDICT_WORDS[Verdict(was['verdict'])]}" in tab


def test_what_is_owed_is_counted_once(org: Organization) -> None:
    late = sum(item["late_days"] > 0 for item in org.debts)
    words_of_it = [f"{len(org.debts)} open items", f"{late} of them late"]
    assert all(part in org.reported("due") for part in words_of_it)
    assert f"{len(org.debts)} open items" in org.page(Screen.OVERVIEW)
    (shown,) = re.findall(r"(\d+) open items", org.page(Screen.DUE))[:1]
    assert int(shown) == len(org.debts)
    promises = [(item["seat"], item["what"].casefold(), item["product"]) for item in org.debts]
    assert len(promises) == len(set(promises))


def test_a_day_is_one_day(org: Organization) -> None:
    """A deliverable, a layer or an experiment is due, and late, by the same days wherever it is told."""
    status = org.requested("status")
    deliverables = {one["id"]: one for phase in status["charter"]["phases"] for one in phase["deliverables"]}
    for item in org.debts:
        if item["kind"] == "deliverable":
            assert (item["due"], item["late_days"]) == tuple(
                deliverables[item["subject"]][key] for key in ("due", "late_days")
            )
    owed = {(item["area"], item["subject"]): item for item in org.debts if item["kind"] == "decision"}
    compared = 0
    for blocker in status["blockers"]:
        if blocker["area"] == "charter":
            assert blocker["late_days"] == deliverables[blocker["subject"]]["late_days"]
        elif blocker["area"] in ("stack", "experiments") and (same := owed.get((blocker["area"], blocker["subject"]))):
            assert blocker["late_days"] == same["late_days"], blocker
            compared += 1
    assert compared >= 3
    for gate in org.requested("gates")["gates"]:
        requested = {one.id: one for one in org.looks.workspace.playbook().playbook.gates[gate["gate"]].criteria}
        for criterion in gate["criteria"]:
            named = requested[criterion["id"]].deliverable if criterion["id"] in requested else None
            if named is not None and criterion["outcome"] != "met":
                assert criterion["due"] == deliverables[named]["due"]
                assert day_text(date.fromisoformat(criterion["due"]), TODAY) in org.page(Screen.CHARTER)


def test_evidence_that_expired_is_late_since_it_expired(org: Organization) -> None:
    (report,) = [
        item
        for item in org.debts
        if item["reason"].startswith("evaluation report expired") and item["kind"] == "evidence"
    ]
    assert (report["due"], report["late_days"]) == ("2026-11-24", 3)
    (blocker,) = [
        one
        for one in org.requested("status")["blockers"]
        if one["title"] == "Claims helper, Prototype exit: Evaluation suite stands"
    ]
    assert blocker["late_days"] == 3
    (change,) = [one for one in org.requested("status")["changes"] if one["text"].startswith("Regression suites")]
    assert change["text"].endswith("evaluation report expired on Nov 24, 3 days ago")


def test_a_promise_kept_in_one_register_is_kept_in_all(org: Organization) -> None:
    """The letters were agreed after the incident and in the review, which says that they went out on 18 November."""
    letters = "Write to the eleven customers"
    (action,) = [
        one for incident in org.requested("risks")["incidents"] for one in incident["actions"] if one["what"] == letters
    ]
    assert (action["done"], action["late_days"]) == ("2026-11-18", 0)
    (follow_up,) = [one for one in org.requested("status")["follow_ups"] if one["what"] == letters]
    assert follow_up["done"] == action["done"]
    assert not [item for item in org.debts if item["what"] == letters]
    assert letters not in [notice["name"] for notice in org.requested("status")["notices"]]
    assert f"{letters} (head of support, done Nov 18)" in org.reported("review show 2026-W46")


def test_a_postmortem_on_risks_is_one_on_governance_and_on_the_charter(org: Organization) -> None:
    incidents = {one["id"]: one for one in org.requested("risks")["incidents"]}
    missing = incidents["slow-morning"]
    assert incidents["wrong-terms"]["postmortem"] is not None
    assert missing["postmortem"] is None
    said = [
        server["reason"]
        for framework in org.requested("governance")["frameworks"]
        for control in framework["controls"]
        for server in control["served_by"]
        if server["id"] == "postmortem-report"
    ]
    assert said
    assert all(f"the postmortem of '{missing['title']}' has not been written" in one for one in said)
    deliverable = next(item for item in org.debts if item["subject"] == "postmortems")
    assert missing["title"] in deliverable["reason"]
    assert missing["postmortem_late_days"] == 17
    assert next(item for item in org.debts if item["subject"] == "slow-morning")["late_days"] == 17


def test_a_control_says_of_each_product_what_is_true_of_it(org: Organization) -> None:
    """Only where a report was there and expired did it expire; where none came, none is there yet."""
    (said,) = {
        server["reason"]
        for framework in org.requested("governance")["frameworks"]
        for control in framework["controls"]
        for server in control["served_by"]
        if server["id"] == "eval-report"
    }
    gates = {(gate["product_name"], gate["gate"]): gate for gate in org.requested("gates")["gates"]}
    for product in ("Claims helper", "Tariff finder", "Contract reader"):
        lines = gates[product, "prototype-exit"]["criteria"]
        (line,) = [line for line in lines if line["id"] == "evaluation-suite"]
        (mine,) = [part for part in said.split("; ") if product in part]
        assert mine.endswith(f": {'none yet' if line['outcome'] == 'no_data' else line['reason']}")


def test_the_numbers_of_a_metric_are_one(org: Organization) -> None:
    series = {(one["metric"], one["product"]): one for one in org.requested("metrics")["series"]}
    for metric in org.requested("status")["metrics"]:
        points = [
            one
            for one in series.get((metric["metric"], metric["product"]), {"points": []})["points"]
            if not one["running"]
        ]
        assert (points[-1]["week"] if points else None) == metric["week"]
        if points and metric["metric"] != "charter_spend_usd":
            assert points[-1]["value"] == pytest.approx(metric["value"])
    spend = org.requested("status")["spend"]
    (metric,) = [one for one in org.requested("status")["metrics"] if one["metric"] == spend["metric"]]
    assert (spend["spent"], spend["planned"]) == (metric["value"], metric["target"])
    for face in (
        org.reported("status"),
        org.reported("review draft"),
        org.reported("report --format md --audience board"),
    ):
        assert re.search("€318(,000|K) of €380(,000|K)", face)
    assert "planned by Nov 22" in metric["reason"]


def test_a_closed_review_is_what_it_was(org: Organization) -> None:
    """Asked of its day again, it differs from today's reading of that day in nothing."""
    assert COMMENT in org.reported("review show 2026-W46")
    assert COMMENT in org.page(Screen.REVIEW, week="2026-W46")
    changed = org.requested("status")["since_review"]
    assert changed["week"] == "2026-W46"
