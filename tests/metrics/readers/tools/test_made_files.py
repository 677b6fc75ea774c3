"""Files that tools themselves wrote, with what is in them; tests/fixtures/README.md says how they were made."""

import re
import zipfile
from pathlib import Path

import pytest

from metrics.readers.tools.shared.measures import Measures
from metrics.readers.tools.wording import summary
from tests.metrics.readers.tools.files import found, one

FIXTURES = Path(__file__).parents[3] / "fixtures"
MADE = sorted(path.name for path in FIXTURES.iterdir() if path.suffix in {".json", ".jsonl", ".eval"})


def made(name: str) -> Measures:
    return found((FIXTURES / name).read_bytes(), name)


def test_groups_and_several_scores_of_inspect_have_cases_of_their_own() -> None:
    file = made("inspect_groups.eval")
    assert (file.models, file.counted["cases"], file.complete, file.refused) == (("mockllm/model",), 4, True, "")
    shares = {
        (measure.name, measure.parts["scorer"]): (measure.numerator, measure.denominator)
        for measure in file.measures
        if measure.unit == "share"
    }
    assert shares == {
        ("accuracy", "by_topic"): (3, 4),
        ("money", "by_topic"): (1, 2),
        ("time", "by_topic"): (2, 2),
        ("all", "by_topic"): (3, 4),
        ("accuracy", "short"): (4, 4),
    }
    helpful = one(file, "mean", scorer="helpful")
    assert (helpful.value, helpful.n, helpful.numerator) == (0.625, 4, None)
    assert {case.case_id: case.scores["helpful"] for case in file.cases} == {
        "q0": 0.75, "q1": 0.25, "q2": 0.75, "q3": 0.75
    }  # fmt: skip


def test_the_best_of_two_runs_of_inspect_is_over_samples_and_not_over_runs() -> None:
    file = made("inspect_best_of_two.eval")
    best = one(file, "accuracy")
    assert (best.value, best.numerator, best.denominator, best.parts["reducer"]) == (0.25, 1, 4, "max")
    assert file.counted["cases"] == 4
    assert sorted((case.case_id, case.epoch) for case in file.cases)[:2] == [("q0", 1), ("q0", 2)]


@pytest.mark.parametrize("name", ["promptfoo.json", "promptfoo.jsonl"])
def test_a_repeated_run_of_promptfoo_counts_each_test_once(name: str) -> None:
    file = made(name)
    rate = one(file, "pass_rate")
    assert (rate.numerator, rate.denominator, rate.left_out) == (2, 3, 0)
    assert one(file, "score").value == pytest.approx(0.5)
    assert file.models == ("echo",)
    assert (one(file, "cost").value, file.cost_known) == (None, False)
    assert len({case.case_id for case in file.cases}) == 3


def test_a_case_that_deepeval_could_not_judge_is_left_out() -> None:
    file = made("deepeval.json")
    rate = one(file, "pass_rate")
    assert (rate.value, rate.numerator, rate.denominator, rate.left_out) == (None, 2, 3, 1)
    assert rate.why == "1 of 4 cases have no score"
    assert [case.scores["Mentions"] for case in file.cases] == [1.0, 0.5, 0.0, None]
    assert summary(file) == "DeepEval, 4 cases: 2 passed, 1 failed, 1 error"


def test_a_run_of_mlflow_that_failed_is_left_out() -> None:
    runs = made("mlflow_runs.json")
    assert (one(runs, "accuracy").value, runs.models, runs.counted) == (0.8, ("small",), {"runs": 2})
    assert "1 of 2 runs did not finish (FAILED) and are left out" in runs.notes
    history = made("mlflow_history.json")
    assert (one(history, "accuracy").value, one(history, "accuracy").parts) == (0.8, {"step": "1"})


@pytest.mark.parametrize("name", MADE)
def test_a_made_file_says_nothing_of_the_machine_it_was_made_on(name: str) -> None:
    path = FIXTURES / name
    if path.suffix == ".eval":
        with zipfile.ZipFile(path) as archive:
            text = "\n".join(archive.read(member).decode() for member in archive.namelist())
    else:
        text = path.read_text("utf-8")
    assert path.stat().st_size < 15_000
    assert not re.search(r"(?<![\w.:/])/(?:home|root|tmp|usr|work|opt|var)\b|localhost|@[\w.-]+\.[a-z]{2,}\b", text)
