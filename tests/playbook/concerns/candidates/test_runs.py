"""A run of an evaluation speaks of the candidate whose parts its file names, however its tool spells them."""

from dataclasses import replace

import pytest

from metrics.tested import MeasuredOn
from playbook.concerns.candidates.runs import shown_by_numbers
from playbook.model.candidates import CandidatePart
from playbook.results.candidates import ShownFor
from playbook.results.gates import CriterionStatus
from playbook.verdict import Outcome
from tests.playbook.building import measurements_of, week_row
from tests.playbook.concerns.candidates.candidates_world import FIRST, TODAY, asking, candidates_playbook

NEXT = "{product: support-copilot, id: next, on: 2026-11-10, commit: 2222222bbb, models: [gpt-b@2026-08-01]"
ROW = week_row("task_success_rate", 9, k=970, n=1000)


def shown(tested: MeasuredOn, *depends_on: CandidatePart, ships: str = NEXT) -> ShownFor | None:
    """What a run speaks of, where `ships` would ship after the first candidate, of model a."""
    questions = asking(candidates_playbook(FIRST, ships))
    return shown_by_numbers(questions, "support-copilot", tested, depends_on)


@pytest.mark.parametrize(
    "model",
    ["gpt-b", "GPT-B", "openai:chat:gpt-b", "openai/gpt-b-2026-08-01", "azure/gpt-b@2026-08-01", "gpt-b-20260801"],
)
def test_a_model_is_the_recorded_one_however_a_tool_spells_it(model: str) -> None:
    assert shown(MeasuredOn(models=(model,))) == ShownFor("next")


@pytest.mark.parametrize("model", ["gpt-b-mini", "openai:gpt-bb", "gpt-b-2026-07-01", "a-gpt-b", "gpt"])
def test_a_model_of_another_name_or_version_is_another(model: str) -> None:
    found = shown(MeasuredOn(models=(model,)))
    assert found is not None
    assert [one.part for one in found.differs] == [CandidatePart.MODELS]
    assert found.candidate == f"a run of {model}"


def test_a_run_on_the_models_of_an_earlier_candidate_names_that_one() -> None:
    found = shown(MeasuredOn(models=("provider:a-1",)))
    assert found is not None
    assert (found.candidate, [one.was for one in found.differs]) == ("first", [("provider:a-1",)])


def test_a_program_that_was_called_names_no_model() -> None:
    assert shown(MeasuredOn(models=("file://provider.py", "https://api.example.org/v1", "exec: ./ask.sh"))) is None


def test_a_commit_counts_where_it_is_one_of_the_product() -> None:
    """Evaluations often lie in a repository of their own."""
    assert shown(MeasuredOn(commit="2222222bbbccc")) == ShownFor("next")
    assert shown(MeasuredOn(commit="9999999")) is None
    of_first = shown(MeasuredOn(commit="1111111"))
    assert of_first is not None
    assert (of_first.candidate, [one.part for one in of_first.differs]) == ("first", [CandidatePart.COMMIT])
    demanded = shown(MeasuredOn(commit="9999999"), CandidatePart.COMMIT)
    assert demanded is not None
    assert demanded.differs
    assert shown(MeasuredOn(commit="not-a-hash"), CandidatePart.COMMIT) is None


def test_a_part_on_which_a_line_does_not_depend_does_not_matter() -> None:
    other = MeasuredOn(models=("gpt-c",))
    assert shown(other, CandidatePart.PROMPTS) is None
    of_models = shown(other, CandidatePart.MODELS)
    assert of_models is not None
    assert of_models.differs


def test_a_prompt_is_told_by_its_digest_and_a_version_is_no_digest() -> None:
    ships = NEXT + ", prompts: [answer@9f86d081]"
    same, other = (MeasuredOn(prompts=(f"answer@{digest}",)) for digest in ("9f86d081884c7d65", "aaaaaaa884c7d65"))
    assert shown(same, ships=ships) == ShownFor("next")
    found = shown(other, ships=ships)
    assert found is not None
    assert [one.part for one in found.differs] == [CandidatePart.PROMPTS]
    assert shown(other, ships=NEXT + ", prompts: [answer@v12]") is None


def line(*tested: MeasuredOn, numbers: str = "") -> CriterionStatus:
    """The line of the gate about task success where each week's upload says what it was measured on."""
    playbook = candidates_playbook(FIRST, NEXT, numbers=numbers)
    measured = measurements_of(playbook, *(replace(ROW, upload_id=f"u{place}") for place in range(len(tested))))
    measured.book = replace(measured.book, tested={f"u{place}": {"": one} for place, one in enumerate(tested)})
    questions = asking(playbook)
    questions = type(questions)(playbook, measured, TODAY)
    criteria = questions.gate("limited-release", "support-copilot").criteria
    return next(one for one in criteria if one.id == "tasks")


def test_a_gate_says_of_a_number_which_candidate_it_speaks_of() -> None:
    assert (line(MeasuredOn(candidate="next")).outcome, line(MeasuredOn(candidate="next")).candidate) == (
        Outcome.MET,
        "next",
    )
    of_first = line(MeasuredOn(candidate="first"))
    assert of_first.outcome is Outcome.STALE
    assert of_first.reason.startswith(
        "not measured yet for next, which differs from first in models (gpt-b@2026-08-01 instead of a@1); for first: "
    )
    run = line(MeasuredOn(models=("gpt-c",)))
    assert run.outcome is Outcome.STALE
    assert run.reason.startswith("not measured yet for next, which differs from a run of gpt-c in models")


def test_the_upload_that_counts_says_it_and_goes_before_what_is_recorded() -> None:
    recorded = "numbers: [{product: support-copilot, candidate: first, since: 2026-10-20}]"
    assert line(MeasuredOn(candidate="next"), numbers=recorded).candidate == "next"
    assert line(MeasuredOn(candidate="first"), MeasuredOn(candidate="next")).outcome is Outcome.MET
    assert line(MeasuredOn(candidate="next"), MeasuredOn(candidate="first")).outcome is Outcome.STALE
