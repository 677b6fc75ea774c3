"""Accountability holds together: one thing broken in a good world, and the whole message."""

import pytest

from tests.playbook.good_world import changed, reported

DOCUMENT = "definitions/accountability.yaml"
RECORDS = "records/accountability.yaml"
SPEC = "{stage: spec, roles: {ai-engineering: AR}}"


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            DOCUMENT,
            SPEC,
            "{stage: spec, roles: {ai-engineering: AR, legal: A}}",
            (
                "error: FILE:9:19: 'ai-engineering' and 'legal' accountable for 'spec'; expected exactly one A or AR; "
                "keep one A; the others are R"
            ),
        ),
        (
            DOCUMENT,
            SPEC,
            "{stage: spec, roles: {ai-engineering: R}}",
            (
                "error: FILE:9:19: nobody accountable for 'spec'; expected exactly one A or AR; "
                "'AR' is a party that also does the work"
            ),
        ),
        (
            DOCUMENT,
            SPEC,
            "{stage: spec, roles: {ai-engineering: A, legal: C}}",
            "error: FILE:9:19: nobody responsible for 'spec'; expected at least one R or AR",
        ),
        (
            DOCUMENT,
            SPEC,
            "{stage: spec, deliverable: flagship, roles: {ai-engineering: AR}}",
            (
                "error: FILE:9:5: a line about a stage and a deliverable; "
                "expected 'stage' or 'deliverable', one of the two"
            ),
        ),
        (
            DOCUMENT,
            "handovers:\n",
            "  - {deliverable: flagship, roles: {legal: AR}}\nhandovers:\n",
            "error: FILE:16:6: second line about 'flagship'; the first stands in line 15; keep one",
        ),
        (
            DOCUMENT,
            "party: legal, answer",
            "party: leagl, answer",
            "error: FILE:7:13: unknown party 'leagl'; did you mean 'legal'?",
        ),
        (
            DOCUMENT,
            "ai-engineering: A, legal: R}}\nhand",
            "ai-engineering: A, leagl: R}}\nhand",
            "error: FILE:15:56: unknown party 'leagl'; did you mean 'legal'?",
        ),
        (
            DOCUMENT,
            "  - {party: legal, answer_days: 5}\n",
            "  - {party: legal, answer_days: 5}\n  - {party: legal}\n",
            "error: FILE:8:6: second interface with 'legal'; the first stands in line 7; keep one",
        ),
        (
            DOCUMENT,
            "to: legal",
            "to: ai-engineering",
            "error: FILE:17:50: 'ai-engineering' hands 'Report' over to itself; expected another party",
        ),
        (
            DOCUMENT,
            "evidence: red-team-report",
            "evidence: red-team-repot",
            "error: FILE:17:67: unknown kind of evidence 'red-team-repot'; did you mean 'red-team-report'?",
        ),
        (
            DOCUMENT,
            "council: {parties: [ai-engineering]}",
            "council: {parties: [ai-engineerin]}",
            "error: FILE:20:21: unknown party 'ai-engineerin'; did you mean 'ai-engineering'?",
        ),
        (
            RECORDS,
            "party: legal",
            "party: leagl",
            "error: FILE:2:13: unknown party 'leagl'; did you mean 'legal'?",
        ),
        (
            RECORDS,
            "topology: embedded",
            "topology: embeded",
            "error: FILE:4:16: unknown topology 'embeded'; did you mean 'embedded'?",
        ),
        (
            RECORDS,
            "by: legal-counsel",
            "by: acting-lead",
            "",
        ),
        (
            RECORDS,
            "by: legal-counsel",
            "by: lead-ai-engineer",
            (
                "warning: FILE:2:54: 'legal' is spoken for by 'lead-ai-engineer', who keeps the document; "
                "expected another person; it does not count"
            ),
        ),
        (
            "definitions/charter.yaml",
            "- accountability: {parties: [legal]}",
            "- accountability: {parties: [leagl]}",
            "error: FILE:35:40: unknown party 'leagl'; did you mean 'legal'?",
        ),
    ],
)
def test_one_broken_thing_is_one_located_problem(file: str, old: str, new: str, expected: str) -> None:
    assert reported(changed(file, old, new)) == ([expected.replace("FILE", file)] if expected else [])


def test_what_nobody_answers_for_is_reported_where_it_is_defined() -> None:
    without = changed(DOCUMENT, "  - {deliverable: north-star, roles: {ai-engineering: AR}}\n", "")
    assert reported(without) == [
        (
            "warning: definitions/charter.yaml:17:9: nothing says who answers for 'north-star'; "
            "add its line to 'raci' in definitions/accountability.yaml"
        )
    ]
    assert reported(changed(DOCUMENT, f"  - {SPEC}\n", "")) == [
        "warning: definitions/accountability.yaml:8:1: nothing says who answers for stage 'spec'; add its line"
    ]


def test_a_letter_that_is_no_part_of_a_raci_is_reported_with_those_that_are() -> None:
    (message,) = reported(changed(DOCUMENT, SPEC, "{stage: spec, roles: {ai-engineering: X}}"))
    assert message.startswith("error: definitions/accountability.yaml:9:")
    assert "'AR'" in message
