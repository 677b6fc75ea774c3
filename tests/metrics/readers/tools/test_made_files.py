"""Files that tools themselves wrote, with what is in them; tests/fixtures/README.md says how they were made."""

import re
import zipfile
from pathlib import Path

import pytest

from metrics.readers.tools.shared.measures import Measures
from metrics.readers.tools.wording import summary
from tests.metrics.readers.tools.files import found, one

FIXTURES = Path(__file__).parents[3] / "fixtures"
MADE = sorted(path.name for path in FIXTURES.iterdir() if path.suffix in {".csv", ".json", ".jsonl", ".eval"})


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


def test_a_made_up_name_of_lm_eval_is_no_model() -> None:
    file = made("lm_eval.json")
    rate = one(file, "exact_match")
    assert (rate.numerator, rate.denominator, file.models) == (3, 5, ("dummy",))
    assert re.search(r'"model_name": "[a-z0-9]{8}"', (FIXTURES / "lm_eval.json").read_text("utf-8"))
    samples = made("lm_eval_samples.jsonl")
    assert (one(samples, "exact_match").numerator, len(samples.cases)) == (3, 5)


@pytest.mark.parametrize("name", ["ragas.csv", "ragas.json"])
def test_a_table_of_ragas_is_known_by_a_metric_that_asks_no_model(name: str) -> None:
    file = made(name)
    assert (file.tool, one(file, "exact_match").numerator, one(file, "exact_match").denominator) == ("Ragas", 2, 4)
    assert [case.scores["exact_match"] for case in file.cases] == [1.0, 0.0, 0.0, 1.0]


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
