"""Every number, day and state that any face states of a subject is the same on all of them.

Pages come from the table of screens and commands from the program, so that a new one is held against the others without
a line in here. Subjects are found by their ids in documents and in the links of rows, and by their names in sentences.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from playbook.page.parts import wording
from playbook.page.parts.links import Screen
from tests.playbook.agreement.facts import Fact, disagreements
from tests.playbook.agreement.walk import Walk
from tests.playbook.busy import TODAY
from tests.playbook.faces_of import Organization, organization

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")
STATES = {
    "today": (TODAY, None),
    "a past day": (date(2026, 11, 13), None),
    "one product": (TODAY, "claims-helper"),
}
ON_PAGES_AND_IN_COMMANDS = {
    ("gate", "verdict"),
    ("gate", "score"),
    ("gate", "planned"),
    ("deliverable", "due"),
    ("deliverable", "late_days"),
    ("debt", "due"),
    ("debt", "late_days"),
    ("metric", "value text"),
    ("metric", "target text"),
    ("risk", "level"),
    ("incident", "open"),
    ("incident", "on"),
    ("experiment", "decision"),
    ("day", "readiness"),
    ("whole", "late items"),
    ("whole", "spent"),
}


@pytest.fixture(scope="module")
def org(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Organization]:
    """The busy organization at every face."""
    with organization(tmp_path_factory.mktemp("agree")) as found:
        yield found


@pytest.fixture(scope="module", params=STATES)
def walk(org: Organization, request: pytest.FixtureRequest) -> Walk:
    """Everything that is said in one state."""
    day, product = STATES[request.param]
    return Walk(org, day, product, every_view=request.param == "today").everywhere()


def test_no_two_faces_disagree(walk: Walk) -> None:
    assert list(disagreements(walk.facts)) == []


def test_a_fact_that_one_face_changes_is_found(walk: Walk) -> None:
    """What the walk heard holds each kind of fact against another face: whichever of them moves is told."""
    places: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for fact in walk.facts:
        places[fact.kind, fact.subject, fact.about].add("page" if fact.place.startswith("page") else "command")
    both = {(kind, about) for (kind, _, about), said in places.items() if len(said) == 2}
    if walk.every_view:  # some are told in a view that is chosen
        assert both >= ON_PAGES_AND_IN_COMMANDS
    for kind, about in both & ON_PAGES_AND_IN_COMMANDS:
        heard = next(
            fact
            for fact in walk.facts
            if (fact.kind, fact.about) == (kind, about) and len(places[kind, fact.subject, about]) == 2
        )
        moved = Fact(kind, heard.subject, about, "another", "page changed")
        assert [one for one in disagreements([*walk.facts, moved]) if one.startswith(f"{kind} {heard.subject}")]


def test_days_are_counted_right(walk: Walk) -> None:
    assert walk.miscounted == []


def test_a_metric_is_told_in_one_sentence(walk: Walk) -> None:
    """Value, standing, signal and outlook of a metric, wherever they are said, are a sentence of the documents."""
    sentences = "\n".join(_sentences(walk.documents))
    names = walk.names.all_of("metric_name")
    if walk.product:  # those that know no product speak of the organization
        return
    told = re.compile(rf"((?:{'|'.join(map(re.escape, names))}): [^:;.]*?, (?:on plan|off plan|stale)\b[^;.]*)")
    found = {(place, one) for place, said in walk.said.items() for one in told.findall(said)}
    assert found
    assert [(place, one) for place, one in found if one not in sentences] == []


def test_the_navigation_counts_what_its_pages_list(walk: Walk) -> None:
    (counts,) = {tuple(entries.items()) for entries in walk.entries.values()}
    count = dict(counts)
    late = [row for row in _rows(walk, Screen.DUE, "due") if row["g"][0] == "Late"]
    assert count[wording.DECISIONS] == len(late)
    blocked = [
        cell
        for row in _rows(walk, Screen.GATES, "gates")
        for cell in row["c"]
        if len(cell) > 4 and cell[4] and cell[4][0][0] in ("NO-GO", "NOT EVALUATED", "INCONCLUSIVE")
    ]
    assert count[wording.GATES] == len(blocked)
    attention = [row for row in _rows(walk, Screen.NORTH_STAR, "metrics") if row["g"][0] == "Needs attention"]
    assert count[wording.METRICS] == len(attention)
    high = [row for row in _rows(walk, Screen.RISKS, "risks") if row["c"][1][4][0][0] == "high"]
    assert count[wording.RISK] == len(high)
    assert count[wording.DATA] == 0


def test_the_highest_risks_are_the_ones_that_are_told(walk: Walk) -> None:
    register = walk.documents["risks"]["risks"]
    levels = sorted((risk["level"] for risk in register if not risk["settled"]), reverse=True)
    told = [risk["level"] for risk in walk.documents["status"]["open_risks"]]
    assert told == levels[: len(told)]
    reported = [round(risk["level"]["value"]) for risk in walk.documents["report"]["risks"]]
    assert reported[0] == max(risk["level"] for risk in register) or walk.product is not None


def _rows(walk: Walk, screen: Screen, table: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = walk.tables[f"page {screen}"][table]["rows"]
    return rows


def _sentences(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("sentence"), str):
            yield value["sentence"]
        for each in value.values():
            yield from _sentences(each)
    elif isinstance(value, list):
        for each in value:
            yield from _sentences(each)
