"""A bar that moves is read field by field: stricter, weaker, other, or no change of meaning."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import get_args

import pytest

from metrics.definition import Definition, Direction, Target, TargetKind
from playbook.loading.loader import load_texts, read_texts
from playbook.model.conditions import parse_expression
from playbook.model.playbook import DEFINITION_FILES, Definitions
from playbook.readiness.bars.compare import bar_moves
from playbook.readiness.bars.directions import DIRECTIONS, Reads
from playbook.readiness.bars.lines import condition_growth, target_growth
from playbook.readiness.bars.results import Effect
from tests.paths import ROOT

SAMPLE = ROOT / "data" / "samples" / "organization" / "records"


@cache
def texts() -> dict[str, str]:
    return read_texts(ROOT / "playbook" / "definitions", SAMPLE)


@cache
def shipped() -> Definitions:
    return load_texts(texts()).definitions


def changed(file: str, before: str, after: str, *, anchor: str = "") -> Definitions:
    """The shipped definitions with the first `before` that stands behind another text replaced."""
    name = f"definitions/{file}.yaml"
    text = texts()[name]
    start = text.index(anchor)
    assert before in text[start:]
    return load_texts({**texts(), name: text[:start] + text[start:].replace(before, after, 1)}).definitions


LIMITED = "id: limited-release"
GUARDRAILS = (
    "      - id: guardrails\n        name: Guardrails tested\n        evidence: guardrail-test\n"
    "        depends_on: [models, prompts, retrieval]\n"
)
WEAKER = {
    "pass": ("gates", 'pass: "<= 0.03"', 'pass: "<= 0.04"', LIMITED),
    "warn": ("gates", 'warn: "<= 0.05"', 'warn: "<= 0.06"', LIMITED),
    "relative line": ("gates", '">= -2%"', '">= -5%"', LIMITED),
    "a part of the line": ("gates", '[">= 0.85", ">= -2%"]', '">= 0.85"', LIMITED),
    "one of two instead of both": ("gates", '[">= 0.85", ">= -2%"]', '{any: [">= 0.85", ">= -2%"]}', LIMITED),
    "confidence": ("gates", "confidence: 0.95", "confidence: none", LIMITED),
    "weeks": ("gates", "weeks: 2", "weeks: 1", LIMITED),
    "pool": ("gates", "weeks: 2", "weeks: 2\n        pool_weeks: 4", LIMITED),
    "key": ("gates", "key: true\n        weight: 3", "weight: 3", LIMITED),
    "observe": ("gates", "        weight: 2\n", "        observe: true\n        weight: 2\n", LIMITED),
    "weight": ("gates", "weight: 3", "weight: 1", LIMITED),
    "exemptible": ("gates", "        exemptible: false\n", "", LIMITED),
    "what it depends on": ("gates", "[models, prompts, retrieval]", "[models, prompts]", LIMITED),
    "dry run": ("gates", "conditions: 75", "conditions: 75\n    dry_run: true", LIMITED),
    "after": ("gates", "after: [internal-beta]", "after: []", LIMITED),
    "score of GO": ("gates", "go: 90", "go: 80", LIMITED),
    "score of GO WITH CONDITIONS": ("gates", "conditions: 75", "conditions: 60", LIMITED),
    "a criterion taken out": ("gates", GUARDRAILS, "", LIMITED),
    "fewer products asked": ("gates", "applies: {risk_tier: [high, limited]}", "applies: {risk_tier: [high]}", LIMITED),
    "validity of evidence": ("gates", "valid_days: 180", "valid_days: 400", ""),
    "age of a number": ("metrics", "max_age_days: 10", "max_age_days: 30", ""),
    "a target": ("metrics", "value: 0.03}", "value: 0.05}", ""),
    "the day of a target": ("metrics", "2026-12-05, value: 0.03", "2026-12-20, value: 0.03", ""),
    "the week metrics are due": ("metrics", "due_week: 3", "due_week: 9", ""),
    "weight of an area": ("charter", "gates: 25}", "gates: 5}", "weights:"),
    "notice": ("charter", "notice_days: 21", "notice_days: 7", ""),
    "the week a deliverable is due": ("charter", "due_week: 2", "due_week: 3", "id: charter-agreed"),
    "validity left out": ("gates", "    valid_days: 90\n", "", "id: red-team-report"),
    "one piece for all products": ("gates", "    owner", "    scope: organization\n    owner", "id: red-team-report"),
    "who may sign": ("gates", "seats: [head-of-security]", "seats: [head-of-security, ciso]", "sign_offs:"),
    "anybody may sign": ("gates", "    seats: [head-of-security]\n", "", "sign_offs:"),
    "asked of a stage alone": ("gates", "high, limited]}", "high, limited], stage: [ship]}", LIMITED),
    "share decided": ("gates", "{decided: 1.0,", "{decided: 0.9,", ""),
    "findings left open": ("gates", "open_findings: 0", "open_findings: 3", ""),
    "where a trajectory starts": ("metrics", "2026-09-07, value: 0.12", "2026-09-07, value: 0.20", ""),
    "a target that only starts": ("metrics", "value: 0.03}", "value: 0.03, kind: baseline}", ""),
    "a guardrail": ("metrics", "    guardrail_for: [cost_per_task]", "    guardrail_for: []", ""),
    "a pillar of a proof": ("charter", "[quality, cost, trust]", "[quality, cost]", ""),
    "weeks of a proof": ("charter", "weeks: 2}", "weeks: 1}", ""),
    "share of a proof": ("charter", "{at_least: 1.0}", "{at_least: 0.8}", ""),
    "weight of a deliverable": ("charter", "weight: 3", "weight: 1", "id: experiment-audit"),
    "days to mend a finding": ("experiments", "days: 7 ", "days: 30 ", ""),
    "severity of a finding": ("experiments", "severity: high", "severity: medium", ""),
    "how long a decision counts": ("experiments", "decision_valid_days: 90", "decision_valid_days: 365", ""),
}  # fmt: skip


@pytest.mark.parametrize("name", WEAKER)
def test_a_weaker_bar_is_named_and_its_inverse_is_stricter(name: str) -> None:
    after = changed(*WEAKER[name][:3], anchor=WEAKER[name][3])
    assert [move.effect for move in bar_moves(shipped(), after)] == [Effect.WEAKER]
    assert [move.effect for move in bar_moves(after, shipped())] == [Effect.STRICTER]


def test_who_is_asked_no_more_is_let_off_whoever_is_asked_instead() -> None:
    after = changed("gates", "applies: {risk_tier: [high, limited]}", "applies: {risk_tier: [minimal]}", anchor=LIMITED)
    assert [move.effect for move in bar_moves(shipped(), after)] == [Effect.WEAKER]
    assert [move.effect for move in bar_moves(after, shipped())] == [Effect.WEAKER], "minimal is let off in turn"


ON_THE_LINE = f"      - {{date: 2026-10-22, value: {0.12 - 0.09 * 45 / 89!r}}}\n"
NEUTRAL = {
    "a comment": ("gates", "gates:\n", "gates:  # what must hold\n", ""),
    "a name": ("gates", "name: Grounded answers", "name: Answers with their sources", LIMITED),
    "a reason": ("gates", "why: One invented fact", "why: A single invented fact", LIMITED),
    "an id of the same content": ("gates", "id: guardrails\n", "id: guardrails-in-force\n", LIMITED),
    "how a number is written": ("gates", 'pass: "<= 0.03"', 'pass: "<=0.030"', LIMITED),
    "a definition in words": ("metrics", "Of the answers we sampled", "Of all answers we sampled", ""),
    "a source": ("metrics", "source: weekly random sample", "source: a weekly random sample", ""),
    "what the default says": ("gates", "confidence: 0.95\n        ", "", LIMITED),
    "a goal": ("charter", "goal: Everybody knows", "goal: Everyone knows", ""),
    "order of names": ("gates", "risk_tier: [high, limited]", "risk_tier: [limited, high]", LIMITED),
    "order of seats": ("gates", "[legal-counsel, head-of-legal]", "[head-of-legal, legal-counsel]", ""),
    "order of keys": (
        "gates",
        "        key: true\n        weight: 3\n",
        "        weight: 3\n        key: true\n",
        LIMITED,
    ),
    "how a power is written": ("gates", '"<= 0.05"', '"<= 5e-2"', LIMITED),
    "a line said twice": ("gates", 'pass: "<= 0.03"', 'pass: ["<= 0.03", "<= 0.05"]', LIMITED),
    "an anchor": ("gates", "valid_days: 90", "valid_days: &quarter 90", "id: red-team-report"),
    "a default that is said": ("gates", "- id: guardrails\n", "- id: guardrails\n        weight: 1\n", LIMITED),
    "a corner on its line": (
        "metrics",
        "    targets:\n",
        "    targets:\n      - {date: 2026-10-22, value: 0.07449438202247191}\n",
        "",
    ),
    "another name of a metric": (
        "metrics",
        "    pillar: quality\n",
        "    pillar: quality\n    aliases: [Unsupported answers]\n",
        "",
    ),
    "how a whole number is written": ("charter", "due_week: 2\n", "due_week: 2.0\n", ""),
    "how a gate is explained": ("gates", "The flagship workflow", "The main workflow", LIMITED),
}


@pytest.mark.parametrize("name", NEUTRAL)
def test_names_order_and_comments_are_no_change_of_meaning(name: str) -> None:
    after = changed(*NEUTRAL[name][:3], anchor=NEUTRAL[name][3])
    assert bar_moves(shipped(), after) == ()


def test_weights_times_one_factor_are_no_change_and_one_that_stays_behind_is_weaker() -> None:
    name = "definitions/charter.yaml"
    old = "weights: {charter: 25, experiments: 15, metrics: 25, stack: 10, gates: 25}"
    doubled = old.replace("25", "50").replace("15", "30").replace("10", "20")
    assert old in texts()[name]
    whole = load_texts({**texts(), name: texts()[name].replace(old, doubled)}).definitions
    assert bar_moves(shipped(), whole) == ()
    anchor = doubled.replace("gates: 50", "gates: 25")
    part = load_texts({**texts(), name: texts()[name].replace(old, anchor)}).definitions
    assert [(move.what, move.effect) for move in bar_moves(shipped(), part)] == [
        ("charter.weights.gates", Effect.WEAKER)
    ]


def test_a_deliverable_in_another_phase_is_the_same() -> None:
    charter = shipped().charter
    first, second, *rest = charter.phases
    moved = first.deliverables[-1]
    phases = (
        first.model_copy(update={"deliverables": first.deliverables[:-1]}),
        second.model_copy(update={"deliverables": (*second.deliverables, moved)}),
        *rest,
    )
    after = replace(shipped(), charter=charter.model_copy(update={"phases": phases}))
    assert bar_moves(shipped(), after) == ()


def test_a_criterion_that_was_renamed_and_lowered_is_the_same_criterion() -> None:
    name = "definitions/gates.yaml"
    head, limited, rest = texts()[name].partition(LIMITED)
    renamed = rest.replace("id: grounded-answers", "id: grounded", 1).replace('"<= 0.03"', '"<= 0.04"', 1)
    after = load_texts({**texts(), name: head + limited + renamed}).definitions
    (move,) = bar_moves(shipped(), after)
    assert (move.what, move.effect) == ("gates.limited-release.criteria.grounded.pass", Effect.WEAKER)


def test_a_move_says_its_address_values_and_gate() -> None:
    after = changed("gates", 'warn: "<= 0.05"', 'warn: "<= 0.06"', anchor=LIMITED)
    (move,) = bar_moves(shipped(), after)
    assert move.what == "gates.limited-release.criteria.grounded-answers.warn"
    assert (move.before, move.after, move.gate) == ("<= 0.05", "<= 0.06", "limited-release")
    assert move.path == ("gates", 2, "criteria", 0, "warn")


def test_every_field_of_every_definition_is_in_the_table() -> None:
    seen: set[type[Definition]] = set()
    waiting = list(DEFINITION_FILES.values())
    while waiting:
        model = waiting.pop()
        if model in seen:
            continue
        seen.add(model)
        assert set(DIRECTIONS[model]) == set(model.model_fields), model
        inside = (name for name, reads in DIRECTIONS[model].items() if reads in _WALKED)
        waiting += [part for name in inside for part in _models(model.model_fields[name].annotation)]


_WALKED = (Reads.PART, Reads.MORE, Reads.FIXED)


def _models(kind: object) -> Iterator[type[Definition]]:
    if isinstance(kind, type):
        if issubclass(kind, Definition):
            yield kind
    else:
        for part in get_args(kind):
            yield from _models(part)


@pytest.mark.parametrize(
    ("was", "now", "sign"),
    [
        ("<= 0.03", "<= 0.08", 1),
        ("<= 0.03", "< 0.03", -1),
        (">= 0.9", ">= 0.90", None),
        (">= 0.9", "> 0.9", -1),
        ([">= 0.8", "<= 0.9"], [">= 0.7", "<= 0.85"], 0),
        ([">= 0.8"], ">= 0.8", None),
        ([">= 0.8", ">= 0.7"], ">= 0.8", None),
        ({"any": [">= 0.8", ">= -2%"]}, [">= 0.8", ">= -2%"], -1),
        (None, "<= 0.05", 1),
        ("<= 0.05", None, -1),
        ("<= +10%", "<= +0.1", 0),
    ],
)
def test_a_line_grows_where_more_values_pass(was: object, now: object, sign: int | None) -> None:
    lines = [None if line is None else parse_expression(line) for line in (was, now)]
    assert condition_growth(*lines) == sign


def target(day: str, value: float, kind: TargetKind = TargetKind.TARGET) -> Target:
    return Target.model_validate({"date": day, "value": value, "kind": kind})


def test_a_trajectory_asks_for_more_where_no_day_is_easier() -> None:
    was = (target("2026-09-07", 0.12, TargetKind.BASELINE), target("2026-12-05", 0.03))
    earlier = (was[0], target("2026-11-05", 0.03))
    assert target_growth(was, earlier, Direction.LOWER) == 1
    assert target_growth(earlier, was, Direction.LOWER) == -1
    assert target_growth(was, earlier, Direction.HIGHER) == -1
    assert target_growth(was, was, Direction.LOWER) is None
    assert target_growth(was, (), Direction.LOWER) == -1
    assert target_growth(was[:1], was, Direction.LOWER) == 1
    # harder on the way and easier in the end is easier
    assert target_growth(was, (target("2026-09-07", 0.05), target("2026-12-05", 0.04)), Direction.LOWER) == -1
