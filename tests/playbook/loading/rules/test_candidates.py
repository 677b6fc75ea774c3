"""Candidates: one thing broken in a good world, and the whole message."""

import pytest

from tests.playbook.good_world import changed, good_world, reported

FILE = "records/candidates.yaml"
SIGN_OFFS = "records/sign_offs.yaml"
CANDIDATES = """\
candidates:
  - {product: copilot, id: first, on: 2026-10-01, commit: 4f1c2d9a7b30, models: [model-a@1], prompts: [answer@v1]}
  - {product: copilot, id: second, on: 2026-11-01, models: [model-b]}
numbers:
  - {product: copilot, candidate: first, metrics: [task_success_rate], since: 2026-10-05}
"""
WORLD = {**good_world(), FILE: CANDIDATES}


def test_the_good_world_with_candidates_has_no_problem() -> None:
    assert reported(WORLD) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "id: second",
            "id: first",
            (
                "error: records/candidates.yaml:3:28: second candidate 'first' of 'copilot'; the first stands in line "
                "2; what ships otherwise needs another id"
            ),
        ),
        (
            "product: copilot, id: second",
            "product: copilt, id: second",
            "error: records/candidates.yaml:3:15: unknown product 'copilt'; did you mean 'copilot'?",
        ),
        (
            "commit: 4f1c2d9a7b30",
            "commit: v1.2",
            (
                "error: records/candidates.yaml:2:59: 'commit' is 'v1.2'; expected the hash of a commit, 7 to 64 of "
                "the characters 0-9 and a-f"
            ),
        ),
        (
            "models: [model-b]",
            "models: [model-b@1, model-b@2]",
            (
                "error: records/candidates.yaml:3:60: 'model-b' stands here with two versions; keep the one that would "
                "ship"
            ),
        ),
        (
            "prompts: [answer@v1]",
            "prompts: [answer v1]",
            (
                "error: records/candidates.yaml:2:103: 'prompts' holds 'answer v1'; expected a name with its version "
                "or digest, such as answer@v12"
            ),
        ),
        (
            ", models: [model-b]",
            "",
            (
                "error: records/candidates.yaml:3:5: 'second': a candidate names nothing that would ship; give one of "
                "commit, models, prompts, retrieval, suites, data"
            ),
        ),
        (
            "candidate: first",
            "candidate: frist",
            "error: records/candidates.yaml:5:35: product 'copilot' has no candidate 'frist'; did you mean 'first'?",
        ),
        (
            "since: 2026-10-05",
            "since: 2026-09-30",
            (
                "error: records/candidates.yaml:5:35: dated 2026-09-30, and candidate 'first' was put forward on "
                "2026-10-01; expected a candidate of 2026-09-30 or earlier"
            ),
        ),
        (
            "metrics: [task_success_rate]",
            "metrics: [task_sucess_rate]",
            "error: records/candidates.yaml:5:52: unknown metric 'task_sucess_rate'; did you mean 'task_success_rate'?",
        ),
    ],
)
def test_one_thing_broken(old: str, new: str, expected: str) -> None:
    assert expected in reported(changed(FILE, old, new, WORLD))


@pytest.mark.parametrize("file", ["records/sign_offs.yaml", "records/decisions.yaml", "records/evidence.yaml"])
def test_a_record_names_a_candidate_of_its_product(file: str) -> None:
    by = "by: " if file != "records/sign_offs.yaml" else "decision: "
    key = "" if file == "records/sign_offs.yaml" else "candidate: third\n    "
    text = WORLD[file].replace(by, f"candidate: third, {by}" if not key else f"{key}{by}", 1)
    assert any("product 'copilot' has no candidate 'third'" in one for one in reported({**WORLD, file: text}))


def test_evidence_that_names_a_candidate_names_its_product() -> None:
    file = "records/evidence.yaml"
    world = {**WORLD, file: WORLD[file].replace("product: copilot", "candidate: first", 1)}
    assert any("candidate 'first' without its product; name the product" in one for one in reported(world))
