"""Rules of risks and incidents: break one thing in a good world, and read the sentence."""

import pytest

from tests.playbook.good_world import changed, reported

RISKS, RECORDS, INCIDENTS = "definitions/risks.yaml", "records/risks.yaml", "records/incidents.yaml"


@pytest.mark.parametrize(
    ("file", "right", "wrong", "expected"),
    [
        (
            RISKS,
            "hallucination_rate misses its plan",
            "hallucination_rte misses its plan",
            "4:45: unknown metric 'hallucination_rte'; did you mean 'hallucination_rate'?",
        ),
        (
            RISKS,
            "hallucination_rate misses its plan",
            "hallucination_rate looks odd",
            (
                "4:45: 'hallucination_rate looks odd' says no condition; expected '<metric> misses its plan', "
                "'<metric> signals concern' or '<metric> > 0.05 for 2 weeks'"
            ),
        ),
        (
            RISKS,
            "hallucination_rate misses its plan",
            "active_users misses its plan",
            (
                "warning 4:45: 'active_users misses its plan' can never be raised: 'active_users' "
                "has no target; give the metric a target, or name a line such as '> 0.05'"
            ),
        ),
        (
            RISKS,
            "{severity: low}",
            "{severity: high}",
            "9:8: second word about severity 'high'; the first stands in line 8; keep one",
        ),
        (
            RISKS,
            "likelihood: 3",
            "likelihood: 6",
            "4:18: 'likelihood' is the number 6; expected a whole number from 1 to 5",
        ),
        (
            RECORDS,
            "accepted_until: 2026-12-01",
            "accepted_until: 2026-10-01",
            "3:90: accepted until 2026-10-01, before the assessment of 2026-10-21; expected a later day",
        ),
        (
            RECORDS,
            ", accepted_until: 2026-12-01",
            "",
            (
                "warning 3:19: risk 'drift' is accepted without an end; say in 'accepted_until' when it is "
                "looked at again"
            ),
        ),
        (
            RECORDS,
            "state: accepted",
            "state: treated",
            "warning 3:73: 'accepted_until' with a risk that is 'treated'; take it out, or say state: accepted",
        ),
        (
            RECORDS,
            "on: 2026-10-20, by: head-of-security",
            "on: 2026-10-20, by: head-of-security, next_review: 2026-10-20",
            "2:110: next review on 2026-10-20, not after the assessment of 2026-10-20; expected a later day",
        ),
        (
            INCIDENTS,
            "product: copilot",
            "product: copilt",
            "6:14: unknown product 'copilt'; did you mean 'copilot'?",
        ),
        (
            INCIDENTS,
            "risks: [safety-debt]",
            "risks: [safety]",
            "10:13: unknown risk 'safety'; did you mean 'safety-debt'?",
        ),
        (
            INCIDENTS,
            "resolved: 2026-10-22",
            "resolved: 2026-10-20",
            "13:15: over on 2026-10-20, before it was found on 2026-10-21; expected a day on or after it",
        ),
        (
            INCIDENTS,
            "postmortem: {on: 2026-10-26",
            "postmortem: {on: 2026-10-20",
            "14:22: a postmortem of 2026-10-20, before the incident of 2026-10-21; expected a day on or after it",
        ),
        (
            INCIDENTS,
            "reviewer: lead-ai-engineer",
            "reviewer: data-lead",
            "14:59: a postmortem written and read by 'data-lead'; expected a reader other than its author",
        ),
        (
            INCIDENTS,
            "due: 2026-10-28",
            "due: 2026-10-18",
            "16:60: an action due on 2026-10-18, before the incident; expected a later day",
        ),
        (
            INCIDENTS,
            "done: 2026-10-27",
            "on: 2026-10-26, done: 2026-10-25",
            "16:94: an action done on 2026-10-25, before it was agreed; expected a later day",
        ),
        (
            INCIDENTS,
            'at: "2026-10-21T09:10"',
            "at: Tuesday",
            "12:14: 'at' is 'Tuesday'; expected a moment such as 2026-11-03T14:20",
        ),
        (
            INCIDENTS,
            'at: "2026-10-21T09:10"',
            'at: "2026-10-21T29:10"',
            "12:14: 'at' is '2026-10-21T29:10'; expected a moment such as 2026-11-03T14:20",
        ),
    ],
)
def test_each_slip_has_its_sentence_at_its_place(file: str, right: str, wrong: str, expected: str) -> None:
    severity = "warning" if expected.startswith("warning ") else "error"
    assert reported(changed(file, right, wrong)) == [f"{severity}: {file}:{expected.removeprefix('warning ')}"]


def test_an_incident_stands_once() -> None:
    texts = changed(
        INCIDENTS,
        "incidents:\n",
        "incidents:\n  - {id: stale-terms, title: A, severity: low, on: 2026-10-20, owner: lead}\n",
    )
    assert reported(texts) == [
        "error: records/incidents.yaml:5:5: second incident 'stale-terms'; the first stands in line 4"
    ]


def test_medium_begins_below_high() -> None:
    texts = changed(RISKS, "risks:\n", "levels: {medium: 12, high: 12}\nrisks:\n")
    assert reported(texts) == [
        (
            "error: definitions/risks.yaml:1:9: this entry: the level 'medium' begins at or above 'high'; "
            "write a lower 'medium'"
        )
    ]
