"""What runs is what was admitted: a table of cases."""

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from playbook.concerns.candidates.admission import AdmittedState, admission, last_admitted
from playbook.concerns.candidates.wording import admission_words
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
RELEASE_GATE = "limited-release"
AGAIN = RELEASED.replace("11-01", "11-13")
PROMISED = RELEASED[:-1] + ", conditions: [{what: Train support, owner: vp, due: 2026-11-20}]}"
EXPIRED = AdmittedState.EXPIRED
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
        pytest.param([RELEASED, STOPPED, AGAIN], {}, (SAME, ()), id="stopped, and released again"),
        pytest.param(
            [RELEASED, STOPPED.replace(RELEASE_GATE, "internal-beta")], {}, (SAME, ()), id="stopped elsewhere"
        ),
        pytest.param([RELEASED], {"commit": "1111111AAA", "models": ("A@1",)}, (SAME, ()), id="in capital letters"),
        pytest.param([RELEASED], {"commit": "111111", "models": ()}, None, id="a hash of six characters is refused"),
        pytest.param([SECOND_RELEASED], {}, (DIFFERS, tuple(CandidatePart)[:2]), id="the next one alone was released"),
        pytest.param([PROMISED], {}, (SAME, ()), id="its condition is not due yet"),
        pytest.param([PROMISED.replace("11-20", "11-12")], {}, (EXPIRED, ()), id="its condition is overdue"),
        pytest.param(
            [PROMISED.replace("due: 2026-11-20", "due: 2026-11-12, done: 2026-11-12")], {}, (SAME, ()), id="it was met"
        ),
        pytest.param([], {}, (NEVER, ()), id="never admitted"),
        pytest.param([RELEASED.replace(", candidate: first", "")], {}, (NEVER, ()), id="a release that names none"),
        pytest.param([RELEASED.replace("11-01", "12-01")], {}, (NEVER, ()), id="released later than the day"),
    ],
)
def test_what_runs_is_held_against_the_last_release(
    decisions: list[str], running: dict[str, Any], expected: tuple[AdmittedState, tuple[CandidatePart, ...]] | None
) -> None:
    if expected is None:
        with pytest.raises(ValidationError):
            state(*decisions, **running)
        return
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


def test_parts_that_only_the_running_one_names_are_said() -> None:
    found = admission(
        asking(candidates_playbook(FIRST, decisions=f"decisions: [{RELEASED}]")), parts(retrieval=("index@1",))
    )
    assert (found.state, found.not_compared) == (SAME, (CandidatePart.RETRIEVAL,))
    assert admission_words(found, date(2026, 11, 13)).endswith("; retrieval index not compared")


def test_a_condition_that_is_overdue_is_named() -> None:
    said = f"decisions: [{PROMISED}]"
    found = admission(asking(candidates_playbook(FIRST, decisions=said), on=date(2026, 11, 21)), parts())
    assert (found.state, found.lapsed, found.expired) == (EXPIRED, ("Train support",), ())
    assert admission_words(found, date(2026, 11, 21)).endswith("; a condition of it is overdue: Train support")


def test_a_shortened_hash_that_is_two_candidates_is_neither() -> None:
    twin = SECOND.replace("2222222bbb", "1111111bbb")
    playbook = candidates_playbook(FIRST, twin, decisions=f"decisions: [{RELEASED}]")
    short, whole = (admission(asking(playbook), parts(commit=commit)) for commit in ("1111111", "1111111aaa"))
    assert (short.state, [one.part for one in short.differs]) == (DIFFERS, [CandidatePart.COMMIT])
    assert whole.state is SAME


def test_two_candidates_of_one_commit_are_told_by_what_else_they_name() -> None:
    twin = SECOND.replace("2222222bbb", "1111111aaa").replace("p@1", "p@2")
    playbook = candidates_playbook(FIRST, twin, decisions=f"decisions: [{SECOND_RELEASED}]")
    assert admission(asking(playbook), parts(prompts=("p@2",))).state is SAME
    other = admission(asking(playbook), parts())
    assert (other.state, [one.part for one in other.differs]) == (DIFFERS, [CandidatePart.PROMPTS])


def test_a_release_of_another_product_admits_nothing() -> None:
    of_other = RELEASED.replace("support-copilot", "contract-reader")
    assert state(of_other)[0] is NEVER


def test_the_candidate_that_stands_admitted_is_the_last_that_was_not_taken_back() -> None:
    def last(*decisions: str) -> str | None:
        said = "decisions: [" + ", ".join(decisions) + "]"
        return last_admitted(candidates_playbook(FIRST, SECOND, decisions=said), "support-copilot", date(2026, 11, 13))

    assert last() is None
    assert last(RELEASED, SECOND_RELEASED) == "second"
    assert last(RELEASED, SECOND_RELEASED, HELD.replace("CANDIDATE", "second")) == "first"
    assert last(RELEASED, STOPPED) is None
