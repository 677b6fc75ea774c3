"""Two entries of one moment that say different things of one subject, in every kind of record."""

from collections.abc import Iterator
from typing import Any, get_args

import pytest

from metrics.definition import Definition
from playbook.loading.loader import check_texts
from playbook.model.dated import OneADay
from playbook.model.gates import SignOff
from playbook.model.playbook import RECORD_FILES
from tests.playbook.good_world import changed, good_world, reported, said

PAIRS = [
    ("charter", "progress", "deliverable: flagship, on: 2026-09-20", "state: in_progress", "state: blocked, reason: r"),
    (
        "evidence",
        "evidence",
        "kind: red-team-report, product: copilot, on: 2026-10-01, by: lead-ai-engineer, reviewer: vp-engineering",
        "review: accepted",
        "review: objections",
    ),
    (
        "sign_offs",
        "sign_offs",
        "product: copilot, gate: limited-release, criterion: legal-review, by: legal-counsel, on: 2026-11-12",
        'decision: "yes"',
        'decision: "no"',
    ),
    (
        "exemptions",
        "exemptions",
        (
            "product: copilot, gate: limited-release, criterion: red-team, asked_by: lead-ai-engineer, "
            "approved_by: vp-engineering, on: 2026-11-01, reason: r"
        ),
        "last_day: 2026-11-10",
        "last_day: 2026-11-20",
    ),
    (
        "decisions",
        "decisions",
        "product: copilot, gate: limited-release, by: vp-engineering, on: 2026-10-30",
        "decided: release",
        "decided: hold",
    ),
    ("risks", "assessments", "risk: org-drift, on: 2026-09-25, by: vp-engineering", "state: treated", "state: open"),
    ("team", "seats", "seat: data-lead, since: 2026-09-10", "holder: ada", 'holder: ""'),
    ("team", "roles", "seat: data-lead, since: 2026-09-10", "role: lead", "role: engineer"),
    ("team", "trainings", "team: support, on: 2026-10-01, people: 20", "trained: 4", "trained: 5"),
    ("team", "pay_bands", "ladder: senior, on: 2026-09-10, high: 9", "low: 1", "low: 2"),
    ("team", "levels", "seat: data-lead, on: 2026-10-01, by: vp-engineering", "levels: {a: 1}", "levels: {a: 2}"),
    (
        "governance",
        "applicability",
        "control: c-1, on: 2026-10-01, by: legal-counsel",
        "applies: true",
        "applies: false",
    ),
    ("accountability", "agreements", "party: legal, on: 2026-10-01, by: legal-counsel", 'version: "1"', 'version: "2"'),
    ("accountability", "topologies", "on: 2026-10-01, by: vp-engineering", "topology: hub", "topology: embedded"),
    (
        "stack",
        "scores",
        "option: pgvector, on: 2026-10-01, by: lead-ai-engineer",
        "scores: {cost: 1}",
        "scores: {cost: 5}",
    ),
    ("follow_ups", "follow_ups", "what: Ask, owner: data-lead, on: 2026-10-01", "due: 2026-10-05", "due: 2026-10-09"),
    ("workflow", "hygiene", "product: copilot, check: reviews, on: 2026-10-01, of: 9", "done: 1", "done: 2"),
    (
        "workflow",
        "models",
        "product: copilot, provider: claude, model: m, since: 2026-10-01",
        "note",
        "until: 2026-11-01",
    ),
    (
        "workflow",
        "waits",
        "product: copilot, what: data, whom: data-lead, on: 2026-10-01",
        "until: 2026-11-01",
        "until: 2026-12-01",
    ),
    (
        "workflow",
        "upgrades",
        "provider: claude, model: m, kind: retirement, on: 2026-10-01",
        "replacement: a",
        "replacement: b",
    ),
    (
        "workflow",
        "suites",
        "product: copilot, suite: regression, on: 2026-10-01, by: lead-ai-engineer, cases: 9",
        "failed: 1",
        "failed: 2",
    ),
]
NESTED = [
    (
        "experiments",
        "experiments: [{{id: e, found: 2026-09-08, decisions: [{0}, {1}]}}]",
        "on: 2026-09-20, by: vp-engineering",
        "decided: keep",
        "decided: stop",
    ),
    (
        "experiments",
        "experiments: [{{id: e, found: 2026-09-08, seen: [{0}, {1}]}}]",
        "on: 2026-09-20",
        "weekly_users: 3",
        "weekly_users: 4",
    ),
    ("products", "products: [{{id: p, owner: o, stages: [{0}, {1}]}}]", "on: 2026-09-20", "stage: spec", "stage: ship"),
    (
        "products",
        "products: [{{id: p, owner: o, tiers: [{0}, {1}]}}]",
        "on: 2026-09-20, approved_by: a, reason: r",
        "tier: high",
        "tier: limited",
    ),
    (
        "products",
        "products: [{{id: p, owner: o, planned: [{0}, {1}]}}]",
        "gate: limited-release, decided_on: 2026-09-20",
        "on: 2026-11-20",
        "on: 2026-11-21",
    ),
    (
        "stack",
        "choices: [{{layer: retrieval, option: pgvector, history: [{0}, {1}]}}]",
        "on: 2026-09-20, by: lead-ai-engineer",
        "ring: trial",
        "ring: hold",
    ),
    (
        "vendors",
        "vendors: [{{id: v, owner: o, on: 2026-09-08, reviews: [{0}, {1}]}}]",
        "kind: security, on: 2026-09-20, by: ciso",
        "outcome: accepted",
        "outcome: objections",
    ),
    (
        "vendors",
        "vendors: [{{id: v, owner: o, on: 2026-09-08, models: [{0}, {1}]}}]",
        "model: m-1, on: 2026-09-20",
        "retires: 2026-12-01",
        "retires: 2027-01-01",
    ),
    (
        "research",
        "backlog: [{{id: f, title: T, found: 2026-09-08, by: o, triage: [{0}, {1}]}}]",
        "on: 2026-09-20, by: o",
        "state: trial",
        "state: dropped",
    ),
]


def entry(*parts: str) -> str:
    return "{" + ", ".join(part for part in parts if part and part != "note") + "}"


def written(shape: str, *entries: str) -> str:
    return shape.format(*entries) if "{0}" in shape else f"{shape}:\n" + "".join(f"  - {one}\n" for one in entries)


def contradictions(file: str, text: str) -> list[str]:
    """Errors about one file that the rule tells, whatever else is wrong in a text that names things nobody defined."""
    found = check_texts({**good_world(), f"records/{file}.yaml": text})
    return [
        said(problem) for problem in found if problem.found.startswith("second ") and said(problem).startswith("error")
    ]


CASES = pytest.mark.parametrize(("file", "shape", "same", "one", "other"), [*PAIRS, *NESTED])


@CASES
def test_two_entries_of_one_day_that_differ_are_a_problem_in_either_order(
    file: str, shape: str, same: str, one: str, other: str
) -> None:
    for first, second in ((one, other), (other, one)):
        (problem,) = contradictions(file, written(shape, entry(same, first), entry(same, second)))
        assert f"records/{file}.yaml:" in problem
        assert problem.endswith("keep one, or say in 'at' at what time the later one was said")


@CASES
def test_a_time_of_day_settles_it(file: str, shape: str, same: str, one: str, other: str) -> None:
    assert contradictions(file, written(shape, entry(same, one), entry(same, other, 'at: "14:20"'))) == []
    assert contradictions(file, written(shape, entry(same, one, "at: 9:05"), entry(same, other, "at: 14:20"))) == []
    clash = contradictions(file, written(shape, entry(same, one, "at: 9:05"), entry(same, other, "at: 09:05")))
    assert len(clash) == 1
    assert " at 09:05, which says " in clash[0] or " at 09:05, with another " in clash[0]


@CASES
def test_what_says_the_same_contradicts_nothing(file: str, shape: str, same: str, one: str, other: str) -> None:
    assert contradictions(file, written(shape, entry(same, one), entry(same, one))) == []
    assert other != one


def test_the_problem_stands_at_the_word_that_differs_and_names_both_lines() -> None:
    text = """\
sign_offs:
  - {product: copilot, gate: limited-release, criterion: legal-review, decision: "no", by: lawyer, on: 2026-11-12}
  - {product: copilot, gate: limited-release, criterion: legal-review, decision: "yes", by: lawyer, on: 2026-11-12}
"""
    assert contradictions("sign_offs", text) == [
        (
            "error: records/sign_offs.yaml:3:82: second sign-off of 'copilot / limited-release / legal-review' on "
            "2026-11-12, which says decision: 'yes', and line 2 says 'no'; keep one, or say in 'at' at what time the "
            "later one was said"
        )
    ]


def test_the_same_entry_again_is_pointed_out() -> None:
    text = good_world()["records/team.yaml"]
    first = next(line for line in text.splitlines() if line.startswith("  - {seat: lead-ai-engineer, holder"))
    again = changed("records/team.yaml", first, f"{first}\n{first}")
    assert reported(again) == [
        (
            "warning: records/team.yaml:4:5: second holder of 'lead-ai-engineer' since 2026-09-14, word for word; "
            "the first stands in line 3; keep one"
        )
    ]


@pytest.mark.parametrize(
    ("file", "shape", "one", "other"),
    [
        (
            "experiments",
            "experiments: [{{id: e, found: 2026-09-08, seen: [{0}, {1}]}}]",
            "{on: 2026-09-20, weekly_users: 3}",
            "{on: 2026-09-20, monthly_cost: 40}",
        ),
        (
            "evidence",
            "evidence",
            "{kind: red-team-report, product: copilot, on: 2026-10-01, by: lead-ai-engineer}",
            (
                "{kind: red-team-report, product: copilot, on: 2026-10-01, by: lead-ai-engineer, reviewer: vp-x, "
                "review: objections}"
            ),
        ),
        (
            "evidence",
            "evidence",
            "{kind: red-team-report, product: copilot, on: 2026-10-01, by: lead-ai-engineer, reviewer: a}",
            (
                "{kind: red-team-report, product: copilot, on: 2026-10-01, by: lead-ai-engineer, reviewer: a, "
                "reviewed_on: 2026-10-09, review: objections}"
            ),
        ),
        (
            "charter",
            "progress",
            "{deliverable: flagship, state: in_progress, on: 2026-09-20}",
            "{deliverable: flagship, state: in_progress, on: 2026-09-20, owner: data-lead, note: taken over}",
        ),
        (
            "sign_offs",
            "sign_offs",
            '{product: copilot, gate: g, criterion: legal-review, decision: "yes", by: a, on: 2026-11-12}',
            '{product: copilot, gate: g, criterion: legal-review, decision: "yes", by: b, on: 2026-11-12}',
        ),
    ],
)
def test_entries_that_complete_each_other_are_no_contradiction(file: str, shape: str, one: str, other: str) -> None:
    assert contradictions(file, written(shape, one, other)) == []


@pytest.mark.parametrize("wrong", ["25:00", "14", "noon", "14:61"])
def test_a_time_that_is_none_is_reported(wrong: str) -> None:
    text = f"sign_offs: [{{product: p, gate: g, criterion: c, decision: yes, by: b, on: 2026-11-12, at: '{wrong}'}}]"
    problems = check_texts({**good_world(), "records/sign_offs.yaml": text})
    findings_of = [said(problem) for problem in problems]
    assert f"error: records/sign_offs.yaml:1:91: 'at' is '{wrong}'; expected a time of day such as 14:20" in findings_of


def _dated(model: type[Definition], seen: set[type[Definition]]) -> Iterator[type[Definition]]:
    """Models that stand in lists of records, however deep."""
    for info in model.model_fields.values():
        for part in [info.annotation, *get_args(info.annotation)]:
            inner: Any = part
            if isinstance(inner, type) and issubclass(inner, Definition) and inner not in seen:
                seen.add(inner)
                yield inner
                yield from _dated(inner, seen)


def test_an_action_of_an_incident_stands_once() -> None:
    actions = "{what: Tell them, owner: a, due: 2026-11-02}, {what: Tell them, owner: b, due: 2026-11-02}"
    about = "id: terms, title: Old terms, severity: high, on: 2026-10-20, owner: a"
    (said,) = [
        one
        for one in reported(
            {**good_world(), "records/incidents.yaml": f"incidents: [{{{about}, actions: [{actions}]}}]"}
        )
        if "second action" in one
    ]
    assert "second action of 'terms / Tell them', which says owner: 'b', and line 1 says 'a'; keep one" in said


def test_every_dated_record_says_what_it_is_about() -> None:
    """A new kind says what only one entry may say on a day, or stands here with the reason why several may."""
    several = {
        "ConditionDone": "the first one counts",
        "FollowUpDone": "the first one counts",
        "RegisterCheck": "says nothing but its day",
        "Postmortem": "there is one",
        "Note": "several notes of a week stand side by side; a second restart is told by a rule of its own",
        "IncidentAction": "found by its words",
        "Incident": "found by its id",
        "Candidate": "found by its id",
        "Vendor": "found by its id",
        "Experiment": "found by its id",
        "Find": "found by its id",
    }
    found: set[str] = set()
    for top in RECORD_FILES.values():
        for model in _dated(top, set()):
            rule = getattr(model, "one_a_day", None)
            dated = {"on", "since", "decided_on"} & set(model.model_fields)
            if rule is None and dated and model.__name__ not in several:
                found.add(model.__name__)
            if rule is not None:
                assert isinstance(rule, OneADay)
                assert set(rule.subject) | set(rule.days) | set(rule.adds) <= set(model.model_fields)
                assert "at" in model.model_fields or model.__name__ in several
    assert found == set()
    assert SignOff.one_a_day.noun == "sign-off"
