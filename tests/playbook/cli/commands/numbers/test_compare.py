"""`playbook compare`: the verdict, its interval, and every reason for which there is none."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from playbook.cli.main import app
from playbook.cli.output import ExitCode
from tests.metrics.readers.tools import files
from tests.worlds import World


def compare(folder: Path, base: Any, candidate: Any, *options: str) -> Result:
    paths = []
    for name, content in (("base.json", base), ("candidate.json", candidate)):
        path = folder / name
        path.write_text(json.dumps(content), "utf-8")
        paths.append(str(path))
    return CliRunner().invoke(app, ["compare", *paths, *options])


def run(passed: set[int], n: int = 40, **more: Any) -> Any:
    results = [files.promptfoo_result(place, passed=place in passed, **more) for place in range(n)]
    return files.promptfoo(results)


BASE = run(set(range(20)))


def test_a_candidate_that_wins_many_cases_is_better(tmp_path: Path) -> None:
    result = compare(tmp_path, BASE, run(set(range(35)), cost=0.002), "--json")
    assert result.exit_code == ExitCode.FINE, result.output
    found = json.loads(result.stdout)
    assert found["ruling"] == "better"
    assert (found["pairs"], found["difference"]) == (40, 0.375)
    assert found["low"] > 0
    assert (
        found["gained"] == [str(place) for place in sorted(range(20, 35), reverse=True)] or len(found["gained"]) == 15
    )
    cost = next(one for one in found["beside"] if one["name"] == "cost")
    assert (cost["base"], cost["candidate"]) == (0.001, 0.002)


def test_a_candidate_that_loses_many_is_worse_and_fails(tmp_path: Path) -> None:
    result = compare(tmp_path, BASE, run(set(range(6))), "--fail-on", "worse", "--html", str(tmp_path / "a.html"))
    assert result.exit_code == ExitCode.NO
    assert (
        "The candidate is worse: pass rate \N{MINUS SIGN}35.0 points (\N{MINUS SIGN}50.4 to \N{MINUS SIGN}19.6)"
        in result.stdout
    )
    assert "<strong>The candidate is worse" in (tmp_path / "a.html").read_text("utf-8")


def test_a_small_difference_cannot_be_reported_and_within_a_margin_it_is_no_worse(tmp_path: Path) -> None:
    close = run(set(range(1, 20)))
    assert "cannot tell which is better" in compare(tmp_path, BASE, close).stdout
    assert "no worse than the margin" in compare(tmp_path, BASE, close, "--margin", "0.1").stdout


def test_refusals_and_other_scores_stand_beside_and_cases_that_turned_have_question_and_answers(tmp_path: Path) -> None:
    def answered(refusing: set[int]) -> Any:
        results = [files.promptfoo_result(place, passed=place not in refusing) for place in range(30)]
        for place, result in enumerate(results):
            result |= {"vars": {"q": f"question {place}"}, "namedScores": {"sentiment": 0.5 - (place in refusing) / 2}}
            finish = "content_filter" if place in refusing else "stop"
            result["response"] |= {"output": f"answer {place}", "finishReason": finish}
        return files.promptfoo(results)

    found = json.loads(compare(tmp_path, answered(set()), answered({1, 2, 3}), "--json").stdout)
    beside = {one["name"]: (one["base"], one["candidate"]) for one in found["beside"]}
    assert beside["refusals"] == (0, 0.1)
    assert beside["sentiment"] == (0.5, 0.45)
    assert (found["got_worse"], found["got_better"]) == (3, 0)
    first = found["flips"][0]
    assert first["worse"]
    assert (first["question"], first["base"]["answer"]) == (f"question {first['case']}", f"answer {first['case']}")
    assert (first["base"]["refused"], first["candidate"]["refused"]) == (0, 1)


@pytest.mark.parametrize("lower", [False, True])
def test_what_got_worse_is_told_by_the_direction_of_the_score(tmp_path: Path, lower: bool) -> None:
    options = ["--json", "--lower-is-better"] if lower else ["--json"]
    found = json.loads(compare(tmp_path, BASE, run(set(range(35))), *options).stdout)
    assert (found["got_worse"], found["got_better"]) == ((15, 0) if lower else (0, 15))
    assert found["ruling"] == ("worse" if lower else "better")


def judged(judge: str, n: int = 30) -> Any:
    document = files.deepeval([0.1] * n)
    for case in document["testRunData"]["testCases"]:
        case["metricsData"][0]["evaluationModel"] = judge
    return document


TWICE = files.promptfoo([files.promptfoo_result(place % 20) for place in range(40)])
ERRORS = files.promptfoo(
    [files.promptfoo_result(place, passed=place > 0, failureReason=2 if place == 0 else 0) for place in range(40)]
)
FEW_QWEN, FEW_SONNET = files.inspect_log(["C", "I", "I"]), files.inspect_log(["C"] * 5)


@pytest.mark.parametrize(
    ("base", "candidate", "reason"),
    [
        (BASE, BASE, "both are the same file"),
        (BASE, files.promptfoo([files.promptfoo_result(place + 500) for place in range(40)]), "share no case ids"),
        (BASE, TWICE, "has the case id '0' twice, and 19 more"),
        (BASE, ERRORS, "candidate.json has no passed for 1 of 40 cases"),
        # arc_easy of evaleval/every_eval_ever: 3 cases and 5, of which 3 are shared
        (FEW_QWEN, FEW_SONNET, "3 shared cases are fewer than 20; 2 cases only on one side left out"),
        (judged("judge-1"), judged("judge-2"), "Hallucination was set up differently"),
        (BASE, files.inspect_log(["C"] * 30, status="cancelled"), "the run did not finish"),
        (BASE, files.lm_eval({"a": (0.5, 0.5, 2, 2)}), "has no results case by case"),
    ],
)
def test_what_cannot_be_compared_says_why(tmp_path: Path, base: Any, candidate: Any, reason: str) -> None:
    result = compare(tmp_path, base, candidate)
    assert result.exit_code == ExitCode.NO
    assert reason in " ".join(result.output.split())


def test_repeated_runs_are_averaged_per_case(tmp_path: Path) -> None:
    def epochs(second: str) -> Any:
        log = files.inspect_log(["C"] * 30)
        log["samples"] += [{"id": one + 1, "epoch": 2, "scores": {"match": {"value": second}}} for one in range(30)]
        log["results"] |= {"total_samples": 60, "completed_samples": 60}
        log["results"]["scores"][0]["metrics"]["accuracy"]["value"] = 1.0 if second == "C" else 0.5
        return log

    result = compare(tmp_path, epochs("I"), epochs("C"), "--json")
    found = json.loads(result.stdout)
    assert (found["pairs"], found["difference"]) == (30, 0.5)
    assert any("averaged per case first" in note for note in found["notes"])


def test_a_comparison_is_recorded_as_the_evidence_of_a_model_diff(on_track: World, tmp_path: Path) -> None:
    paths = []
    for name, content in (("base.json", BASE), ("candidate.json", run(set(range(35))))):
        path = tmp_path / name
        path.write_text(json.dumps(content), "utf-8")
        paths.append(str(path))
    place = ["--playbook", str(on_track.folder), "compare", *paths]
    done = CliRunner().invoke(app, [*place, "--record", "support-copilot", "--by", "evaluation-engineer"])
    assert done.exit_code == ExitCode.FINE, done.output
    written = on_track.text("records/evidence.yaml")
    assert "model-diff-report" in written
    (kept,) = (on_track.folder / "records" / "runs").iterdir()
    assert kept.name in written
    one_file = ["--playbook", str(on_track.folder), "compare", paths[0], "--product", "support-copilot"]
    against_last = CliRunner().invoke(app, one_file)
    assert against_last.exit_code == ExitCode.FINE, against_last.output
    assert "compared with the last recorded run, candidate.json" in against_last.output
    assert "The candidate is worse" in against_last.output
    kept.write_text(kept.read_text("utf-8").replace('"passed":[true,', '"passed":['), "utf-8")
    damaged = CliRunner().invoke(app, one_file)
    assert damaged.exit_code == ExitCode.NO
    assert "its columns are missing or of different lengths" in " ".join(damaged.output.split())
    assert "The candidate is better" in written
    alone = CliRunner().invoke(app, [*place, "--record", "support-copilot"])
    assert alone.exit_code == ExitCode.WRONG_USE
