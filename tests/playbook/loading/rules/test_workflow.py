"""The workflow holds together: one thing broken in a good world, and the whole message."""

import pytest

from tests.playbook.good_world import changed, good_world, reported

WORKFLOW = "definitions/workflow.yaml"
RECORDS = "records/workflow.yaml"
CALIBRATION = "product: copilot, on: 2026-10-20, by: kim, both: 9, only_judge: 1, only_people: 0"


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            WORKFLOW,
            "{what: Tried, evidence: red-team-report}",
            "{what: Tried, evidence: red-team-repot}",
            "error: FILE:2:51: unknown kind of evidence 'red-team-repot'; did you mean 'red-team-report'?",
        ),
        (
            WORKFLOW,
            "gate: prototype-exit",
            "gate: prototype-exot",
            "error: FILE:2:90: unknown gate 'prototype-exot'; did you mean 'prototype-exit'?",
        ),
        (
            WORKFLOW,
            "stage: prototype",
            "stage: spec",
            "error: FILE:3:6: second entry for stage 'spec'; the first stands in line 2; keep one",
        ),
        (
            WORKFLOW,
            "part: case",
            "part: red_team",
            "error: FILE:9:6: second entry for part 'red_team'; the first stands in line 8; keep one",
        ),
        (
            WORKFLOW,
            "kind: retirement",
            "kind: new_version",
            "error: FILE:12:50: second entry for kind of upgrade 'new_version'; the first stands in line 12; keep one",
        ),
        (
            WORKFLOW,
            "{part: case, evidence: audit-report}",
            "{part: case, evidence: audit-report, most_drift: 0.1}",
            "error: FILE:9:42: 'most_drift' at part 'case'; expected it at part 'drift'; move it there, or take it out",
        ),
        (
            WORKFLOW,
            "drill:\n  evidence: audit-report",
            "drill:\n  evidence: audit-repot",
            "error: FILE:11:13: unknown kind of evidence 'audit-repot'; did you mean 'audit-report'?",
        ),
        (
            WORKFLOW,
            "id: tried",
            "id: regression-evals",
            (
                "error: FILE:6:6: second check of release hygiene 'regression-evals'; "
                "the first stands in line 5; rename one"
            ),
        ),
        (
            RECORDS,
            "check: regression-evals",
            "check: regression-eval",
            "error: FILE:8:31: unknown check of release hygiene 'regression-eval'; did you mean 'regression-evals'?",
        ),
        (
            RECORDS,
            "check: regression-evals",
            "check: tried",
            (
                "warning: FILE:8:31: a count for 'tried', which asks for evidence; record the evidence instead; "
                "the count is not read"
            ),
        ),
        (
            RECORDS,
            "metric: nps",
            "metric: npx",
            "error: FILE:2:84: unknown metric 'npx'; did you mean 'nps'?",
        ),
        (
            RECORDS,
            "reviewer: noor",
            "reviewer: kim",
            "error: FILE:2:59: reviewed by its author, 'kim'; expected another person",
        ),
        (
            RECORDS,
            "reviewer: noor",
            "reviewer: noor, reviewed_on: 2026-09-10",
            "error: FILE:2:78: reviewed on 2026-09-10, before the record of 2026-09-16; expected a day on or after it",
        ),
        (
            RECORDS,
            "failed: 1",
            "failed: 41",
            "error: FILE:4:89: 'failed' is 41 of 40; expected at most 40, the number in 'cases'",
        ),
        (
            RECORDS,
            "agree: 38",
            "agree: 41",
            "error: FILE:6:70: 'agree' is 41 of 40; expected at most 40, the number in 'compared'",
        ),
        (
            RECORDS,
            "hygiene:\n",
            f"calibrations:\n  - {{metric: hallucination_rate, {CALIBRATION}, neither: 9}}\nhygiene:\n",
            "error: FILE:8:5: 19 labelled cases; expected at least 20",
        ),
        (
            RECORDS,
            "hygiene:\n",
            f"calibrations:\n  - {{metric: token_spend, {CALIBRATION}, neither: 19}}\nhygiene:\n",
            "error: FILE:8:14: 'token_spend' is of kind amount; expected a rate",
        ),
        (
            RECORDS,
            "done: 11",
            "done: 12",
            "error: FILE:8:79: 'done' is 12 of 11; expected at most 11, the number in 'of'",
        ),
        (
            RECORDS,
            "suite: review_queue",
            "suite: regression",
            "error: FILE:4:90: 'oldest' in a suite of kind 'regression'; expected a review_queue",
        ),
        (
            RECORDS,
            "ended: 2026-10-27",
            "ended: 2026-10-11",
            "error: FILE:10:99: 'ended' is 2026-10-11, before 'on', 2026-10-12; expected a day from 2026-10-12 on",
        ),
        (
            RECORDS,
            "announced: 2026-10-01",
            "announced: 2026-10-09",
            "error: FILE:14:57: 'on' is 2026-10-08, before 'announced', 2026-10-09; expected a day from 2026-10-09 on",
        ),
        (
            RECORDS,
            "{provider: acme, model: one, kind",
            "{provider: acme, model: two, kind",
            "warning: FILE:14:29: no product uses 'two' of 'acme'; written in 'models': 'one'",
        ),
        (
            RECORDS,
            "{provider: acme, model: one, kind",
            "{provider: akme, model: one, kind",
            "warning: FILE:14:16: no product uses 'one' of 'akme'; written in 'models': 'acme'",
        ),
    ],
)
def test_one_broken_thing_is_one_located_problem(file: str, old: str, new: str, expected: str) -> None:
    assert reported(changed(file, old, new)) == [expected.replace("FILE", file)]


@pytest.mark.parametrize(
    ("new", "wants"),
    [
        ("{id: tried}", "neither a share nor evidence"),
        ("{id: tried, at_least: 1, evidence: red-team-report}", "both a share and evidence"),
    ],
)
def test_a_check_of_release_hygiene_is_a_share_or_evidence(new: str, wants: str) -> None:
    assert reported(changed(WORKFLOW, "{id: tried, evidence: red-team-report}", new)) == [
        f"error: {WORKFLOW}:6:5: 'tried' wants {wants}; expected 'at_least' or 'evidence', one of the two"
    ]


def test_every_product_that_is_named_exists() -> None:
    for number in range(6):
        texts = good_world()
        lines = texts[RECORDS].split("\n")
        places = [index for index, line in enumerate(lines) if "product: copilot" in line]
        lines[places[number]] = lines[places[number]].replace("product: copilot", "product: copilto")
        texts[RECORDS] = "\n".join(lines)
        messages = [message for message in reported(texts) if "unknown product 'copilto'" in message]
        assert len(messages) == 1
        assert f":{places[number] + 1}:" in messages[0]
