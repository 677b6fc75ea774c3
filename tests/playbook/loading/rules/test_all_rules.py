"""The rules as a whole: each is listed, has its sentence, and says nothing of a good world or an empty one."""

import inspect
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.problems import Severity
from playbook.loading.loader import check_texts
from playbook.loading.rules.all_rules import RULES, Rule
from playbook.loading.rules.conditions import always_holds, can_hold, can_warn
from playbook.model.conditions import parse_condition, parse_expression
from tests.paths import ROOT
from tests.playbook.folders import check
from tests.playbook.good_world import changed, good_world, reported

RULES_FOLDER = ROOT / "playbook" / "loading" / "rules"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_each_rule_is_a_small_function_with_a_sentence(rule: Rule) -> None:
    sentence = (inspect.getdoc(rule) or "").partition("\n\n")[0]
    assert sentence.endswith(".")
    assert len(inspect.getsource(rule).splitlines()) <= 40


def test_every_rule_that_is_written_is_listed() -> None:
    written: set[str] = set()
    for path in RULES_FOLDER.glob("*.py"):
        written |= set(
            re.findall(r"^def ([a-z]\w*)\(world: World\) -> Iterator", path.read_text("utf-8"), re.MULTILINE)
        )
    assert written == {rule.__name__ for rule in RULES}
    assert len(set(RULES)) == len(RULES)


def test_empty_definitions_and_no_records_are_fine() -> None:
    assert reported({name: "# not yet\n" for name in good_world() if name.startswith("definitions/")}) == []


def test_a_definitions_file_that_lost_its_text_is_not_an_empty_area() -> None:
    assert reported({**good_world(), "definitions/gates.yaml": " \n"}) == [
        (
            "error: definitions/gates.yaml: the file holds nothing; restore it from git, or write it anew; "
            "the README.md beside it lists its keys"
        )
    ]


def test_the_shipped_playbook_and_the_empty_records_have_no_problem() -> None:
    assert [problem.message for problem in check(ROOT / "playbook")] == []


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("definitions/gates.yaml", 'warn: "<= 0.05"', 'warn: {any: ["<= 0.05", "<= 0.01"]}'),
        ("definitions/gates.yaml", 'warn: "<= 0.05"', 'warn: "<= +10%"'),
        ("definitions/gates.yaml", 'pass: "<= 0.03"', 'pass: "<= 0"\n        confidence: none'),
        ("definitions/gates.yaml", 'pass: "<= 0.03"', 'pass: "< 0.05"'),
        ("definitions/charter.yaml", "weeks: [4, 12]", "weeks: [4, 13]"),
        ("records/charter.yaml", "on: 2026-09-20", "on: 2026-09-08"),
        ("records/experiments.yaml", "into: ticket-bot,", "into: copilot,"),
        ("records/exemptions.yaml", "last_day: 2026-11-30", "last_day: 2026-12-10"),
        ("records/exemptions.yaml", "on: 2026-11-10", "on: 2026-10-31"),
        ("records/evidence.yaml", "    reviewer: head-of-security\n    reviewed_on: 2026-10-22\n", ""),
        ("records/team.yaml", "holder: noor", 'holder: ""'),
    ],
)
def test_what_is_unusual_but_fine_is_not_accused(file: str, old: str, new: str) -> None:
    assert reported(changed(file, old, new)) == []


def test_a_former_holder_of_a_seat_is_another_person_later() -> None:
    texts = changed("records/exemptions.yaml", "approved_by: head-of-security", "approved_by: acting-lead")
    assert "one person on 2026-11-10 (sam)" in reported(texts)[0]
    assert reported(changed("records/team.yaml", "since: 2026-11-01", "since: 2026-11-11", texts)) == []


def test_the_owner_named_before_stays_the_author_of_later_evidence() -> None:
    texts = changed("records/charter.yaml", "owner: lead-ai-engineer", "owner: audit-lead")
    assert reported(texts) == []
    accused = reported(changed("records/charter.yaml", "reviewer: head-of-data", "reviewer: audit-lead", texts))
    assert len(accused) == 1
    assert "evidence written and reviewed by 'audit-lead'" in accused[0]


def test_broken_records_of_the_team_accuse_nobody_of_being_two() -> None:
    texts = changed("records/exemptions.yaml", "approved_by: head-of-security", "approved_by: acting-lead")
    texts["records/team.yaml"] = "seats: ["
    assert {problem.where.file for problem in check_texts(texts)} == {"records/team.yaml"}


RATE = (0.0, 1.0)


@pytest.mark.parametrize(
    ("passes", "warns", "can"),
    [
        ("<= 0.03", "<= 0.05", True),
        ("<= 0.03", "<= 0.03", False),
        ("< 0.03", "<= 0.03", True),
        ("<= 0.03", "< 0.03", False),
        (">= 0.9", ">= 0.8", True),
        (">= 0.9", ">= 0.95", False),
        (["<= 0.03", "<= +10%"], "<= 0.03", True),
        ("<= +10%", "<= +20%", True),
        ("<= +20%", "<= +10%", False),
        ("<= +0.02", "<= +0.05", True),
        ("<= +0.05", "<= +0.02", False),
        ({"any": ["<= 0.03", "<= +10%"]}, "<= 0.03", False),
        ("<= 0.5", {"any": ["<= 0.5", "<= 0.6"]}, True),
    ],
)
def test_a_warn_line_leaves_room_or_not(passes: object, warns: object, can: bool) -> None:
    assert can_warn(parse_expression(passes), parse_expression(warns), RATE) is can


LINES = st.builds(
    lambda operator, sign, number, percent: f"{operator} {sign}{number / 100:g}{'%' if percent and sign else ''}",
    st.sampled_from([">=", ">", "<=", "<"]),
    st.sampled_from(["", "+", "-"]),
    st.integers(0, 120),
    st.booleans(),
)


@given(LINES, LINES, st.integers(0, 40), st.integers(0, 40))
def test_no_room_means_that_no_value_and_no_baseline_warn(passes: str, warns: str, value: int, base: int) -> None:
    pass_line, warn_line = parse_expression(passes), parse_expression(warns)
    if not can_warn(pass_line, warn_line, RATE):
        assert not (_meets(warns, value / 40, base / 40) and not _meets(passes, value / 40, base / 40))
    if not can_hold(pass_line, RATE):
        assert not _meets(passes, value / 40, base / 40)
    if always_holds(pass_line, RATE):
        assert _meets(passes, value / 40, base / 40)


def _meets(text: str, value: float, base: float) -> bool:
    condition = parse_condition(text)
    line = condition.line(base)
    assert line is not None
    return condition.operator.holds(value, line)


def test_warnings_are_told_apart_from_errors() -> None:
    texts = changed("definitions/metrics.yaml", "    source: survey\n", "")
    texts = changed("definitions/gates.yaml", "conditions: 75", "conditions: 95", texts)
    assert {problem.severity for problem in check_texts(texts)} == {Severity.WARNING, Severity.ERROR}
