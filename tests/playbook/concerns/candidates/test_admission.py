"""What runs is what was admitted: a table of cases."""

from datetime import date
from typing import Any

import pytest

from playbook.concerns.candidates.admission import AdmittedState, admission
from playbook.model.candidates import CandidatePart
from tests.playbook.concerns.candidates.candidates_world import FIRST, SECOND, asking, candidates_playbook, parts

RELEASED = (
    "{product: support-copilot, gate: limited-release, decided: release, by: vp, candidate: first, on: 2026-11-01}"
)
SECOND_RELEASED = RELEASED.replace("first", "second").replace("11-01", "11-11")
STOPPED = "{product: support-copilot, gate: limited-release, decided: stop, by: vp, on: 2026-11-12}"
HELD = "{product: support-copilot, gate: limited-release, decided: hold, by: vp, candidate: CANDIDATE, on: 2026-11-12}"
BETA = RELEASED.replace("limited-release", "internal-beta")
OTHER_COMMIT = {"commit": "3333333ccc"}
SAME, DIFFERS, NEVER, BACK = (
    AdmittedState.SAME,
    AdmittedState.DIFFERS,
    AdmittedState.NEVER_ADMITTED,
    AdmittedState.ROLLED_BACK,
)


def state(
    *decisions: str, on: date = date(2026, 11, 13), gate: str | None = None, **running: Any
) -> tuple[AdmittedState, tuple[CandidatePart, ...]]:
    said = "decisions: [" + ", ".join(decisions) + "]"
    second = SECOND.replace("a@1", "b@1")
    found = admission(asking(candidates_playbook(FIRST, second, decisions=said), on=on), parts(**running), gate)
    return found.state, tuple(difference.part for difference in found.differs)


@pytest.mark.parametrize(
    ("decisions", "running", "expected"),
    [
        pytest.param([RELEASED], {}, (SAME, ()), id="the same"),
        pytest.param([RELEASED], {"commit": "1111111"}, (SAME, ()), id="the same, its hash shortened"),
        pytest.param([RELEASED], {"tag": "v2"}, (SAME, ()), id="the same under another tag"),
        pytest.param([RELEASED], {"models": ("b@1",)}, (DIFFERS, (CandidatePart.MODELS,)), id="another model"),
        pytest.param([RELEASED], {"models": ("a@2",)}, (DIFFERS, (CandidatePart.MODELS,)), id="another version"),
        pytest.param([RELEASED], {"prompts": ("p@2",)}, (DIFFERS, (CandidatePart.PROMPTS,)), id="another prompt"),
        pytest.param(
            [RELEASED], {"id": "first", "tag": "v1", **OTHER_COMMIT}, (DIFFERS, (CandidatePart.COMMIT,)), id="re-tagged"
        ),
        pytest.param([RELEASED], {"models": ("a@1", "z@1")}, (DIFFERS, (CandidatePart.MODELS,)), id="one model more"),
        pytest.param([RELEASED, SECOND_RELEASED], {}, (BACK, tuple(CandidatePart)[:2]), id="rolled back to the first"),
        pytest.param([RELEASED, STOPPED], {}, (BACK, ()), id="stopped after its release"),
        pytest.param([RELEASED, HELD.replace("CANDIDATE", "first")], {}, (BACK, ()), id="held by name"),
        pytest.param([RELEASED, HELD.replace("CANDIDATE", "second")], {}, (SAME, ()), id="the next one is held"),
        pytest.param([], {}, (NEVER, ()), id="never admitted"),
        pytest.param([RELEASED.replace(", candidate: first", "")], {}, (NEVER, ()), id="a release that names none"),
        pytest.param([RELEASED.replace("11-01", "12-01")], {}, (NEVER, ()), id="released later than the day"),
    ],
)
def test_what_runs_is_held_against_the_last_release(
    decisions: list[str], running: dict[str, Any], expected: tuple[AdmittedState, tuple[CandidatePart, ...]]
) -> None:
    assert state(*decisions, **running) == expected


def test_evidence_that_ran_out_since_the_release_ends_the_admission() -> None:
    """A report of Oct 25 that is valid for 30 days."""
    said = f"decisions: [{RELEASED}]"
    in_date, after = date(2026, 11, 24), date(2026, 11, 25)
    playbook = candidates_playbook(FIRST, decisions=said)
    assert admission(asking(playbook, on=in_date), parts()).state is SAME
    found = admission(asking(playbook, on=after), parts())
    assert (found.state, found.expired) == (AdmittedState.EXPIRED, ("Red team",))


def test_a_release_at_another_gate_admits_nothing_at_this_one() -> None:
    assert state(BETA, gate="limited-release")[0] is NEVER
    assert state(BETA)[0] is SAME


def test_what_names_no_part_in_common_is_never_the_same() -> None:
    found = state(RELEASED, commit="", models=(), prompts=(), retrieval=("index@1",))
    assert found[0] is DIFFERS
    assert CandidatePart.RETRIEVAL in found[1]


def test_parts_that_only_the_admitted_one_names_are_said() -> None:
    found = admission(
        asking(candidates_playbook(FIRST, decisions=f"decisions: [{RELEASED}]")), parts(models=(), prompts=())
    )
    assert (found.state, found.not_compared) == (SAME, (CandidatePart.MODELS, CandidatePart.PROMPTS))
