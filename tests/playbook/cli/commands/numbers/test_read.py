"""`playbook read` and files of tools that are sent unmapped: what was found, in one sentence."""

import json
from pathlib import Path

from playbook.cli.output import ExitCode
from tests.metrics.readers.tools import files
from tests.playbook.cli.commands.numbers.test_uploads import document, run
from tests.worlds import World


def written(folder: Path, content: object) -> Path:
    path = folder / "anything.txt"
    path.write_text(json.dumps(content), "utf-8")
    return path


def test_measures_are_shown_to_people_and_programs(week_one: World, tmp_path: Path) -> None:
    path = written(tmp_path, files.promptfoo([files.promptfoo_result(place) for place in range(3)]))
    shown = run(week_one, "read", path)
    assert shown.exit_code == ExitCode.FINE
    assert "promptfoo, Nov 3, 3 cases, openai:gpt-4o-mini: 3 passed" in shown.stdout
    (entry,) = document(run(week_one, "read", path, "--json", "--cases"))["files"]
    rate = next(measure for measure in entry["measures"] if measure["name"] == "pass_rate")
    assert (rate["numerator"], rate["denominator"], rate["first"]) == (3, 3, "2026-11-03")
    assert [case["case_id"] for case in entry["cases"]] == ["0", "1", "2"]


def test_what_may_not_be_published_is_a_no(week_one: World, tmp_path: Path) -> None:
    result = run(week_one, "read", written(tmp_path, files.inspect_log(["C"], status="cancelled")))
    assert result.exit_code == ExitCode.NO
    assert "the run did not finish" in result.stdout
    unknown = run(week_one, "read", written(tmp_path, {"a": 1}))
    assert unknown.exit_code == ExitCode.NO
    assert "no file of an evaluation or cost tool" in unknown.stderr


def test_a_file_that_is_sent_says_what_it_is(week_one: World, tmp_path: Path) -> None:
    path = written(tmp_path, files.promptfoo([files.promptfoo_result(place) for place in range(3)]))
    (entry,) = document(run(week_one, "upload", "--dry-run", "--json", path))["files"]
    (problem,) = entry["problems"]
    assert problem["found"].startswith("this is a file of promptfoo, Nov 3, 3 cases, openai:gpt-4o-mini: 3 passed")
