"""Skills and team hold together: one thing broken in a good world, and the whole message."""

import pytest

from tests.playbook.good_world import changed, reported

SKILLS = "definitions/skills.yaml"
TEAM = "records/team.yaml"


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            SKILLS,
            "{id: framing, levels: [a, b, c, d, e]}",
            "{id: framing, levels: [a, b, c]}",
            (
                "error: definitions/skills.yaml:2:19: layer 'framing' describes 3 levels; "
                "expected 5 levels, the lowest first"
            ),
        ),
        (
            SKILLS,
            "levels: {framing: 2}}",
            "levels: {frming: 2}}",
            "error: definitions/skills.yaml:5:28: unknown layer of skills 'frming'; did you mean 'framing'?",
        ),
        (
            SKILLS,
            "ladder: engineer",
            "ladder: enginer",
            "error: definitions/skills.yaml:10:24: unknown level of the ladder 'enginer'; did you mean 'engineer'?",
        ),
        (
            SKILLS,
            "stage: prototype",
            "stage: spec",
            (
                "error: definitions/skills.yaml:6:6: what stage 'spec' needs, said a second time; "
                "the first stands in line 5; keep one"
            ),
        ),
        (
            SKILLS,
            "{id: evals, levels",
            "{id: framing, levels",
            (
                "error: definitions/skills.yaml:3:6: second layer of skills 'framing'; "
                "the first stands in line 2; rename one"
            ),
        ),
        (
            TEAM,
            "role: lead, since",
            "role: leed, since",
            "error: records/team.yaml:8:36: unknown role 'leed'; did you mean 'lead'?",
        ),
        (
            TEAM,
            "products: [copilot]",
            "products: [copilto]",
            "error: records/team.yaml:8:72: unknown product 'copilto'; did you mean 'copilot'?",
        ),
        (
            TEAM,
            "delays: [flagship]",
            "delays: [flagshp]",
            "error: records/team.yaml:10:48: unknown deliverable 'flagshp'; did you mean 'flagship'?",
        ),
        (
            TEAM,
            "team: support",
            "team: suport",
            "error: records/team.yaml:14:12: unknown customer-facing team 'suport'; did you mean 'support'?",
        ),
        (
            TEAM,
            "evals: 2}",
            "evls: 2}",
            "error: records/team.yaml:12:87: unknown layer of skills 'evls'; did you mean 'evals'?",
        ),
        (
            TEAM,
            "{seat: lead-ai-engineer, on: 2026-10-01",
            "{on: 2026-10-01",
            (
                "error: records/team.yaml:12:5: levels of neither a seat nor a role; "
                "expected 'seat' or 'role', one of the two"
            ),
        ),
        (
            TEAM,
            "{seat: lead-ai-engineer, on: 2026-10-01",
            "{seat: lead-ai-engineer, role: lead, on: 2026-10-01",
            "error: records/team.yaml:12:5: levels of a seat and a role; expected 'seat' or 'role', one of the two",
        ),
        (
            TEAM,
            "by: vp-engineering",
            "by: lead-ai-engineer",
            (
                "warning: records/team.yaml:12:50: 'lead-ai-engineer' is assessed by the person who holds it; "
                "expected another person; it does not count"
            ),
        ),
        (
            TEAM,
            "products: [copilot]}",
            "products: [copilot]}\n  - {seat: lead-ai-engineer, role: lead, since: 2026-09-15}",
            (
                "error: records/team.yaml:9:5: second role of 'lead-ai-engineer' since 2026-09-15, with another "
                "'products' than line 8; keep one, or say in 'at' at what time the later one was said"
            ),
        ),
        (
            TEAM,
            "products: [copilot]}",
            "products: [copilot], ended: 2026-09-01}",
            (
                "error: records/team.yaml:8:89: ended on 2026-09-01, before it began on 2026-09-15; "
                "expected a day from 2026-09-15 on"
            ),
        ),
        (
            TEAM,
            "trained: 12",
            "trained: 21",
            "error: records/team.yaml:14:58: 21 trained of 20 people in 'support'; expected at most 20",
        ),
        (
            TEAM,
            "high: 100000",
            "high: 70000",
            "error: records/team.yaml:16:58: a band from 80,000 to 70,000; expected the higher amount second",
        ),
    ],
)
def test_one_broken_thing_is_one_located_problem(file: str, old: str, new: str, expected: str) -> None:
    assert reported(changed(file, old, new)) == [expected]


def test_a_level_lies_between_0_and_5() -> None:
    (message,) = reported(changed("records/team.yaml", "framing: 3, evals: 2", "framing: 6, evals: 2"))
    assert message.startswith("error: records/team.yaml:12:")
    assert "framing" in message
    assert "5" in message
