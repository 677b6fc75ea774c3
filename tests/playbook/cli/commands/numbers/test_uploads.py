"""`playbook upload`, `uploads` and `revoke`: problems at once, nothing half stored, and withdrawing."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from playbook.cli.main import app
from playbook.cli.output import ExitCode
from tests.playbook.projects import HEAD
from tests.worlds import World

FIRST = HEAD + "2026-W37,support-copilot,hallucination_rate,,190,1700\n"
SECOND = HEAD + "2026-W38,support-copilot,hallucination_rate,,180,1700\n"
BAD = HEAD + "2026-W39,support-copilot,halucination_rate,,1,2\n2026-W39,suport-copilot,nps,abc,,\n"


def run(world: World, *arguments: str | Path) -> Result:
    """The command on a world."""
    return CliRunner().invoke(app, ["--playbook", str(world.folder), *map(str, arguments)])


def document(result: Result) -> Any:
    """The one document on standard output."""
    return json.loads(result.stdout)


def file(folder: Path, name: str, text: str) -> Path:
    """A file to send."""
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def uploads(world: World) -> list[Any]:
    """What the store received."""
    listed: list[Any] = document(run(world, "uploads", "--json"))["uploads"]
    return listed


def test_a_good_file_is_stored_and_listed(week_one: World, tmp_path: Path) -> None:
    result = run(week_one, "upload", file(tmp_path, "w37.csv", FIRST), "--source", "judge export")
    assert result.exit_code == ExitCode.FINE
    assert "w37.csv: 1 row stored as" in result.stdout
    (entry,) = uploads(week_one)
    assert (entry["file"], entry["source"], entry["rows"], entry["counting_rows"]) == ("w37.csv", "judge export", 1, 1)
    assert entry["actor"]
    assert entry["received_at"].endswith("Z")
    assert "w37.csv" in run(week_one, "uploads").stdout


def test_the_same_content_again_changes_nothing_and_says_so(week_one: World, tmp_path: Path) -> None:
    run(week_one, "upload", file(tmp_path, "w37.csv", FIRST))
    result = run(week_one, "upload", file(tmp_path, "again.csv", FIRST), "--json")
    assert result.exit_code == ExitCode.FINE
    assert document(result)["files"][0]["state"] == "already_counts"
    assert len(uploads(week_one)) == 1


def test_a_bad_file_lists_every_problem_and_stores_nothing(week_one: World, tmp_path: Path) -> None:
    result = run(week_one, "upload", file(tmp_path, "bad.csv", BAD))
    assert result.exit_code == ExitCode.NO
    assert result.stdout == ""
    assert "did you mean 'hallucination_rate'?" in result.stderr
    assert "row 2" in result.stderr
    assert "row 3" in result.stderr
    assert "nothing of it was stored" in result.stderr
    assert uploads(week_one) == []


def test_one_bad_file_holds_back_the_good_ones_sent_with_it(week_one: World, tmp_path: Path) -> None:
    good, bad = file(tmp_path, "w37.csv", FIRST), file(tmp_path, "bad.csv", BAD)
    result = run(week_one, "upload", good, bad, "--json")
    assert result.exit_code == ExitCode.NO
    states = {Path(entry["file"]).name: entry["state"] for entry in document(result)["files"]}
    assert states == {"bad.csv": "refused", "w37.csv": "not_stored"}
    assert "send all of them again" in result.stderr
    assert uploads(week_one) == []


def test_a_dry_run_stores_nothing_and_says_what_would_change(week_one: World, tmp_path: Path) -> None:
    path = file(tmp_path, "w37.csv", FIRST)
    result = run(week_one, "upload", "--dry-run", path)
    assert result.exit_code == ExitCode.FINE
    assert "no problems; 1 row, 1 metric, 1 product (Sep 7-13). Nothing was stored." in result.stdout
    assert "known: Hallucination rate" in result.stdout
    assert "coverage" in result.stdout
    (entry,) = document(run(week_one, "upload", path, "--dry-run", "--json"))["files"]
    assert entry["state"] == "would_be_stored"
    change = entry["would_change"]
    assert change["known"][0]["metric"] == "hallucination_rate"
    assert set(change) == {"known", "outcomes", "verdicts", "turns", "coverage", "score"}
    assert set(change["coverage"]) == {"from", "to"}
    assert uploads(week_one) == []


def test_a_dry_run_of_several_files_says_what_each_adds_to_the_one_before(week_one: World, tmp_path: Path) -> None:
    paths = [file(tmp_path, "w37.csv", FIRST), file(tmp_path, "w38.csv", SECOND)]
    first, second = document(run(week_one, "upload", *paths, "--dry-run", "--json"))["files"]
    assert first["would_change"]["known"][0]["before_week"] is None
    assert second["would_change"]["known"][0]["before_week"] == "2026-W37"


def test_what_a_file_replaces_is_reported_in_the_dry_run_and_on_the_receipt(week_one: World, tmp_path: Path) -> None:
    run(week_one, "upload", file(tmp_path, "w37.csv", FIRST))
    corrected = file(tmp_path, "corrected.csv", FIRST.replace("190", "150"))
    dry = run(week_one, "upload", "--dry-run", corrected)
    assert "replaces 1 number that counts now: 1 of 'w37.csv' by" in dry.stdout
    assert "Sep 7-13: 11.2% → 8.8%" in dry.stdout
    (entry,) = document(run(week_one, "upload", "--dry-run", "--json", corrected))["files"]
    assert (entry["replaces"]["numbers"], entry["replaces"]["changed"], entry["doubts"]) == (1, 1, [])
    assert entry["replaces"]["uploads"][0]["file"] == "w37.csv"
    (stored,) = document(run(week_one, "upload", "--json", corrected))["files"]
    assert stored["replaces"] == entry["replaces"]
    assert "replaced 1 number that counted: 1 of 'w37.csv' by" in stored["sentences"][0]


def test_a_dry_run_of_two_files_says_that_the_second_replaces_the_first(week_one: World, tmp_path: Path) -> None:
    paths = [file(tmp_path, "w37.csv", FIRST), file(tmp_path, "again.csv", FIRST.replace("190", "150"))]
    result = run(week_one, "upload", *paths, "--dry-run")
    assert "replaces 1 number that counts now: 1 of 'w37.csv'" in result.stdout


def test_a_backfill_is_reported_and_listed_as_one(week_one: World, tmp_path: Path) -> None:
    sheet = file(tmp_path, "old.csv", FIRST)
    moved = ("--received", "2026-09-15", "--why", "moved from the old sheet")
    assert "Backfilled: counts as known from Sep 15, 2026" in run(week_one, "upload", sheet, *moved).stdout
    (entry,) = uploads(week_one)
    assert (entry["backfilled"], entry["why"]) == (True, "moved from the old sheet")
    assert entry["known_from"] < entry["received_at"]
    assert "moved from the old sheet" in " ".join(run(week_one, "uploads").stdout.split())
    refused = run(week_one, "upload", sheet, "--received", "2026-09-15")
    assert (refused.exit_code, "needs its reason" in refused.stderr) == (ExitCode.WRONG_USE, True)


def test_a_number_far_from_its_series_is_doubted_and_stored_all_the_same(week_one: World, tmp_path: Path) -> None:
    run(week_one, "upload", file(tmp_path, "w37.csv", FIRST))
    odd = file(tmp_path, "odd.csv", FIRST.replace("190", "1500"))
    result = run(week_one, "upload", odd)
    assert result.exit_code == ExitCode.FINE
    assert "doubt: row 2: " in result.stdout
    assert "is 7.9 times the" in result.stdout
    assert uploads(week_one)[0]["counting_rows"] == 1


def test_a_dry_run_of_a_bad_file_is_refused(week_one: World, tmp_path: Path) -> None:
    result = run(week_one, "upload", "--dry-run", "--json", file(tmp_path, "bad.csv", BAD))
    assert result.exit_code == ExitCode.NO
    (entry,) = document(result)["files"]
    assert entry["state"] == "refused"
    assert entry["problem_count"] == len(entry["problems"]) >= 3


def test_product_and_week_are_taken_from_the_command_where_the_file_does_not_say(
    week_one: World, tmp_path: Path
) -> None:
    bare = file(tmp_path, "bare.csv", "metric,numerator,denominator\nhallucination_rate,190,1700\n")
    assert run(week_one, "upload", bare).exit_code == ExitCode.NO
    result = run(week_one, "upload", bare, "--product", "support-copilot", "--week", "2026-W37", "--json")
    assert result.exit_code == ExitCode.FINE
    (entry,) = document(result)["files"]
    assert (entry["products"], entry["weeks"]) == (["support-copilot"], ["2026-W37"])
    unknown = run(week_one, "upload", bare, "--product", "support-copilt", "--week", "2026-W37")
    assert unknown.exit_code == ExitCode.WRONG_USE
    assert "did you mean 'support-copilot'?" in unknown.stderr


def test_taking_back_lets_what_was_replaced_count_again(week_one: World, tmp_path: Path) -> None:
    run(week_one, "upload", file(tmp_path, "w37.csv", FIRST))
    run(week_one, "upload", file(tmp_path, "corrected.csv", FIRST.replace("190", "150")))
    newest = uploads(week_one)[0]
    assert [entry["counting_rows"] for entry in uploads(week_one)] == [1, 0]
    result = run(week_one, "revoke", newest["upload_id"])
    assert result.exit_code == ExitCode.FINE
    assert "counts again" in result.stdout
    assert [entry["counting_rows"] for entry in uploads(week_one)] == [0, 1]
    assert "withdrawn" in run(week_one, "uploads").stdout


def test_an_upload_that_is_not_there_cannot_be_taken_back(week_one: World, tmp_path: Path) -> None:
    run(week_one, "upload", file(tmp_path, "w37.csv", FIRST))
    result = run(week_one, "revoke", "u000000-nothing", "--json")
    assert result.exit_code == ExitCode.NO
    assert document(result)["error"]["code"] == "unknown_upload"
    assert "u000000-nothing" in result.stderr


@pytest.mark.parametrize("name", ["missing.csv", ""])
def test_a_file_that_cannot_be_read_is_a_sentence(week_one: World, tmp_path: Path, name: str) -> None:
    result = run(week_one, "upload", tmp_path / name)
    assert result.exit_code == ExitCode.NO
    assert "the file cannot be read" in result.stderr
    assert "check the path" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_file_of_200_megabytes_is_refused_before_it_is_read(week_one: World, tmp_path: Path) -> None:
    path = tmp_path / "huge.csv"
    with path.open("wb") as huge:
        huge.truncate(201 * 1024 * 1024)
    result = run(week_one, "upload", path)
    assert result.exit_code == ExitCode.NO
    assert "a file of 201 MB; expected at most 200 MB; send it in parts" in result.stderr


def test_files_are_read_against_the_last_whole_version_while_definitions_are_broken(
    week_one: World, tmp_path: Path
) -> None:
    run(week_one, "upload", file(tmp_path, "w37.csv", FIRST))
    week_one.change("definitions/metrics.yaml", "kind: duration", "kind: time")
    assert run(week_one, "upload", "--dry-run", file(tmp_path, "w37.csv", FIRST)).exit_code == ExitCode.FINE


def test_nothing_is_received_while_nothing_was_ever_whole(broken_definitions: World, tmp_path: Path) -> None:
    result = run(broken_definitions, "upload", file(tmp_path, "w37.csv", FIRST))
    assert result.exit_code == ExitCode.NO
    assert "definitions/metrics.yaml:" in result.stderr
