"""`playbook calibrate`: a judge against people, the corrected rate, and every reason for which there is none."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from playbook.cli.main import app
from playbook.cli.output import ExitCode
from tests.metrics.readers.tools import files
from tests.worlds import World

PASSED = set(range(40))
RUN = files.promptfoo([files.promptfoo_result(place, passed=place in PASSED) for place in range(50)])
LABELS = "case,label\n" + "".join(f"{place},{'yes' if place < 24 else 'no'}\n" for place in range(25))


def calibrate(folder: Path, run: Any, labels: str, *options: str) -> Result:
    (folder / "run.json").write_text(json.dumps(run), "utf-8")
    (folder / "labels.csv").write_text(labels, "utf-8")
    return CliRunner().invoke(app, ["calibrate", str(folder / "run.json"), str(folder / "labels.csv"), *options])


def test_the_rate_is_corrected_by_what_people_say(tmp_path: Path) -> None:
    result = calibrate(tmp_path, RUN, LABELS, "--json")
    assert result.exit_code == ExitCode.FINE, result.output
    found = json.loads(result.stdout)
    assert [found[name] for name in ("both", "only_judge", "only_people", "neither")] == [24, 1, 0, 0]
    assert found["agreement"]["rate"] == 0.96
    assert (found["by_judge"]["rate"], found["by_judge"]["cases"]) == (0.8, 50)
    # of the 25 cases nobody labelled the judge counts 15, and of 25 labelled ones it counts 1 too many
    assert found["corrected"]["rate"] == pytest.approx(15 / 25 - 1 / 25)
    assert found["corrected"]["low"] < found["corrected"]["rate"] < found["corrected"]["high"]
    assert "once corrected by people; the judge alone says 80%" in calibrate(tmp_path, RUN, LABELS).stdout


def test_where_people_labelled_every_case_their_rate_is_the_rate(tmp_path: Path) -> None:
    labels = "id,human\n" + "".join(f"{place},{int(place < 30)}\n" for place in range(50))
    found = json.loads(calibrate(tmp_path, RUN, labels, "--json").stdout)
    assert found["corrected"] == found["by_people"]
    assert found["corrected"]["rate"] == 0.6


@pytest.mark.parametrize(
    ("run", "labels", "reason"),
    [
        (RUN, "case,label\n1,yes\n", "1 case of the run labelled by people, and at least 20 are needed"),
        (RUN, "case,label\n1,maybe\n", "labels.csv, row 2, column 'label': 'maybe' is no label; expected yes or no"),
        (
            RUN,
            "case,label\n1,yes\n1,no\n",
            "labels.csv, row 3, column 'case': case '1' is labelled twice, each time otherwise",
        ),
        (RUN, "question,answer\n1,yes\n", "the headings are 'question', 'answer'; expected headings such as case"),
        (files.inspect_log(["C"] * 39 + [None]), LABELS, "no match for 1 case"),
        (files.inspect_log([0.3] * 40), LABELS, "'match' is a graded score; name one that is 0 or 1 by --scorer"),
        (files.promptfoo([files.promptfoo_result(place % 20) for place in range(40)]), LABELS, "ran several times"),
        (files.lm_eval({"a": (0.5, 0.5, 2, 2)}), LABELS, "has no results case by case"),
    ],
)
def test_what_says_nothing_says_why(tmp_path: Path, run: Any, labels: str, reason: str) -> None:
    result = calibrate(tmp_path, run, labels)
    assert result.exit_code == ExitCode.NO
    assert reason in " ".join(result.output.split())


def test_labels_are_recorded_beside_the_seat_that_answers_for_them(on_track: World, tmp_path: Path) -> None:
    place = ["--playbook", str(on_track.folder)]
    (tmp_path / "run.json").write_text(json.dumps(RUN), "utf-8")
    (tmp_path / "labels.csv").write_text(LABELS, "utf-8")
    command = [*place, "calibrate", str(tmp_path / "run.json"), str(tmp_path / "labels.csv")]
    options = ["--record", "support-copilot", "--metric", "task_success_rate", "--by", "lead-ai-engineer"]
    done = CliRunner().invoke(app, [*command, *options])
    assert done.exit_code == ExitCode.FINE, done.output
    written = on_track.text("records/workflow.yaml")
    assert "calibrations:" in written
    assert "both: 24, only_judge: 1, only_people: 0, neither: 0" in written
    assert CliRunner().invoke(app, [*command, *options[:2]]).exit_code == ExitCode.WRONG_USE
    wrong = CliRunner().invoke(app, [*command, *options[:3], "token_spend_usd", *options[4:]])
    assert wrong.exit_code == ExitCode.NO
    assert "'token_spend_usd' is of kind" in wrong.output


def test_a_gate_that_asks_for_labels_judges_the_corrected_rate(on_track: World) -> None:
    on_track.receive_all()
    line = "metric: task_success_rate\n"
    text = on_track.text("definitions/gates.yaml")
    on_track.write("definitions/gates.yaml", text.replace(line, f"{line}        labels_within_days: 30\n", 1))

    calibrations: list[dict[str, Any] | None] = []

    def judged() -> tuple[str, str, str]:
        asked = ["--playbook", str(on_track.folder), "gates", "--as-of", "2026-11-06", "--json"]
        found = json.loads(CliRunner().invoke(app, asked).stdout)
        (one,) = (
            one
            for gate in found["gates"]
            for one in gate["criteria"]
            if gate["product"] == "support-copilot" and "label" in one["reason"]
        )
        calibrations.append(one["calibration"])
        assert one["calibration"] is None or one["calibration"]["rate"] == one["value"]
        return one["outcome"], one["reason"], one["action"]

    outcome, reason, action = judged()
    assert outcome == "no_data"
    assert "is judged by a model, and no labels by people are recorded (at most 30 days old)" in reason
    assert "have people label more cases" in action
    assert calibrations[-1] is None

    def records(day: str, both: int, only_judge: int, neither: int) -> None:
        counts = f"both: {both}, only_judge: {only_judge}, only_people: 0, neither: {neither}"
        entry = f"{{product: support-copilot, metric: task_success_rate, on: {day}, by: lead-ai-engineer, {counts}}}"
        on_track.write("records/workflow.yaml", f"calibrations:\n  - {entry}\n")

    records("2026-11-02", both=800, only_judge=4, neither=190)
    outcome, reason, _ = judged()
    assert outcome == "met"
    assert "corrected by 994 labels of Nov 2; the judge alone says" in reason
    told = calibrations[-1]
    assert told is not None
    assert (told["on"], told["judge"], told["labels"], told["is_old"]) == ("2026-11-02", None, 994, False)
    assert (told["agreement"], told["agreement_low"], told["agreement_high"]) == (0.996, 0.9897, 0.9984)
    assert told["rate"] == pytest.approx(told["by_judge"] - 4 / 994)
    assert told["low"] < told["rate"] < told["high"] < told["rate"] + 0.05
    records("2026-11-02", both=24, only_judge=2, neither=4)
    outcome, reason, action = judged()
    assert outcome == "inconclusive"
    assert "more labels by people would settle it" in reason
    assert "have people label more cases" in action
    records("2026-11-02", both=500, only_judge=300, neither=200)
    assert judged()[0] in ("not_met", "warning")
    records("2026-09-20", both=800, only_judge=4, neither=190)
    outcome, reason, _ = judged()
    assert outcome == "stale"
    assert "the labels of Sep 20 are too old to prove it" in reason
    assert calibrations[-1] is not None
    assert calibrations[-1]["is_old"]
