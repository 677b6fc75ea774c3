"""`playbook validate`, `init` and `serve` as people call them."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from metrics.problems import Problem, Severity, YamlPlace
from playbook.api.headers import HEADERS
from playbook.cli.annotations import github_line
from playbook.cli.main import app
from playbook.cli.output import ExitCode
from playbook.loading import loader, one_file
from tests.free_port import free_port
from tests.paths import ROOT
from tests.playbook.folders import load
from tests.worlds import BROKEN, World


def run(*arguments: str | Path, text: str | None = None) -> Result:
    """The command."""
    return CliRunner().invoke(app, [str(argument) for argument in arguments], input=text)


def git(folder: Path, *arguments: str) -> None:
    """Runs git in a folder."""
    names = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    subprocess.run(["git", "-C", str(folder), *names, *arguments], check=True)  # noqa: S607  (this machine's git)


def test_a_whole_playbook_is_fine(on_track: World) -> None:
    result = run("validate", on_track.folder)
    assert result.exit_code == ExitCode.FINE
    assert "error" not in result.stdout


def test_the_shipped_playbook_and_its_sample_are_fine() -> None:
    result = run("validate")
    assert result.exit_code == ExitCode.FINE, result.stdout


def test_every_problem_is_listed_with_its_place(broken_definitions: World) -> None:
    result = run("validate", broken_definitions.folder)
    assert result.exit_code == ExitCode.NO
    for file in {file for file, _, _ in BROKEN}:
        assert f"error: {file}:" in " ".join(result.stdout.split())
    assert "did you mean 'task_success_rate'?" in " ".join(result.stdout.split())


@pytest.mark.parametrize("arguments", [("--format", "json"), ("--json",)])
def test_problems_as_a_document(broken_definitions: World, arguments: tuple[str, ...]) -> None:
    result = run("validate", broken_definitions.folder, *arguments)
    assert result.exit_code == ExitCode.NO
    answer = json.loads(result.stdout)
    assert answer["schema"] == 1
    assert answer["errors"] >= len(BROKEN)
    assert answer["errors"] + answer["warnings"] == len(answer["problems"])
    places = {(problem["where"]["file"], type(problem["where"]["line"])) for problem in answer["problems"]}
    assert ("definitions/gates.yaml", int) in places


def test_annotations_name_the_file_as_the_pull_request_does(
    broken_definitions: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(broken_definitions.folder.parent)
    result = run("validate", broken_definitions.folder, "--format", "github")
    assert result.exit_code == ExitCode.NO
    annotated = [line for line in result.stdout.splitlines() if line.startswith("::error ")]
    assert any(f"file={broken_definitions.name}/definitions/gates.yaml,line=" in line for line in annotated)
    assert all(",col=" in line for line in annotated)


def test_an_annotation_is_one_line_whatever_stands_in_it(tmp_path: Path) -> None:
    problem = Problem(YamlPlace("definitions/a,b.yaml", 3, 5), "50%\nof 'x'", severity=Severity.WARNING)
    line = github_line(problem, tmp_path / "a,b.yaml")
    assert line.startswith("::warning file=")
    assert "a%2Cb.yaml,line=3,col=5,title=playbook::50%25%0Aof 'x'" in line


def test_a_folder_that_is_no_playbook_is_wrong_use(tmp_path: Path) -> None:
    result = run("validate", tmp_path)
    assert result.exit_code == ExitCode.WRONG_USE
    assert "playbook init" in result.stderr


def test_a_folder_is_read_once_whatever_is_wrong_with_it(
    broken_definitions: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual, read = one_file.read_part, Counter[str]()

    def counted(text: str, file: str, model: Any) -> Any:
        read[file] += 1
        return usual(text, file, model)

    monkeypatch.setattr(loader, "read_part", counted)
    assert run("validate", broken_definitions.folder).exit_code == ExitCode.NO
    assert set(read.values()) == {1}


def test_records_that_were_only_added_to_are_fine(on_track: World) -> None:
    git(on_track.folder, "init", "-q")
    git(on_track.folder, "add", ".")
    git(on_track.folder, "commit", "-q", "-m", "then")
    assert run("validate", on_track.folder, "--since", "HEAD").exit_code == ExitCode.FINE
    text = on_track.text("records/team.yaml")
    added = "seats:\n  - {seat: head-of-data, holder: staff-9, since: 2026-10-05}\n"
    on_track.write("records/team.yaml", text.replace("seats:\n", added, 1))
    result = run("validate", on_track.folder, "--since", "HEAD")
    assert result.exit_code == ExitCode.FINE, result.stdout


def test_a_record_that_was_changed_or_taken_out_is_a_located_problem(on_track: World) -> None:
    git(on_track.folder, "init", "-q")
    git(on_track.folder, "add", ".")
    git(on_track.folder, "commit", "-q", "-m", "then")
    on_track.change("records/charter.yaml", "start: 2026-09-07", "start: 2026-09-08")
    on_track.write("records/team.yaml", "# gone\n")
    result = run("validate", on_track.folder, "--since", "HEAD", "--json")
    assert result.exit_code == ExitCode.NO
    found = {
        problem["where"]["file"]: problem
        for problem in json.loads(result.stdout)["problems"]
        if "was" in problem["found"]
    }
    assert found["records/charter.yaml"]["found"] == "'start' was '2026-09-07' and is now '2026-09-08'"
    assert found["records/charter.yaml"]["where"]["line"] is not None
    assert "was taken out" in found["records/team.yaml"]["found"]


@pytest.mark.parametrize("revision", ["no-such-branch", "--output=x", "HEAD"])
def test_a_revision_that_git_does_not_know_cannot_be_compared_with(on_track: World, revision: str) -> None:
    if revision != "HEAD":
        git(on_track.folder, "init", "-q")
        git(on_track.folder, "commit", "-q", "--allow-empty", "-m", "empty")
    result = run("validate", on_track.folder, f"--since={revision}")
    assert result.exit_code == ExitCode.NO_STORE
    assert "git cannot say" in result.stderr


def test_init_asks_four_questions_and_ends_with_three_commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["playbook", "init"])
    result = run("init", tmp_path / "acme", text="Acme\n2027-01-04\nSupport copilot\nhigh\n")
    assert result.exit_code == ExitCode.FINE
    assert result.stderr.count(":") >= 4
    commands = [line for line in result.stdout.splitlines() if line.strip().startswith("playbook ")]
    assert len(commands) == 3
    playbook = load(tmp_path / "acme")
    assert playbook.records.charter.organization == "Acme"
    (product,) = playbook.records.products.products
    assert (product.id, product.risk_tier) == ("support-copilot", "high")
    status = run("--playbook", tmp_path / "acme", "status", "--as-of", "2027-01-04")
    assert status.exit_code == ExitCode.FINE
    assert "nothing due yet" in status.stdout
    assert not (tmp_path / "acme" / "playbook.duckdb").exists()


def test_init_takes_everything_from_options(tmp_path: Path) -> None:
    options = ("--name", "Acme", "--start", "2027-01-04", "--product", "Bot", "--tier", "limited", "--json")
    result = run("init", tmp_path / "acme", *options)
    assert result.exit_code == ExitCode.FINE
    answer = json.loads(result.stdout)
    assert (answer["start"], answer["product"], answer["risk_tier"]) == ("2027-01-04", "bot", "limited")
    assert len(answer["next"]) == 3
    again = run("init", tmp_path / "acme", *options)
    assert again.exit_code == ExitCode.WRONG_USE
    assert "has started on Jan 4, 2027, and nothing was changed" in again.stderr


def test_init_with_yes_starts_on_a_monday(tmp_path: Path) -> None:
    assert run("init", tmp_path / "acme", "--yes").exit_code == ExitCode.FINE
    start = load(tmp_path / "acme").records.charter.start
    assert start is not None
    assert start.weekday() == 0


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--start", "4.1.2027"), "is not a day"),
        (("--start", "1927-01-04"), "is the year right?"),
        (("--product", "???"), "at least one letter"),
        (("--name", "x" * 200), "1 to 120 characters"),
        (("--tier", "enormous"), "enormous"),
    ],
)
def test_init_refuses_what_cannot_be_and_writes_nothing(tmp_path: Path, options: tuple[str, ...], message: str) -> None:
    result = run("init", tmp_path / "acme", "--yes", *options)
    assert result.exit_code == ExitCode.WRONG_USE
    assert message in result.stderr
    assert not (tmp_path / "acme").exists()


def test_init_that_cannot_ask_says_which_options_it_needs(tmp_path: Path) -> None:
    result = run("init", tmp_path / "acme", text="")
    assert result.exit_code == ExitCode.WRONG_USE
    assert "--name, --start, --product and --tier" in result.stderr


def test_serve_runs_page_and_api_until_it_is_reported_to_stop(on_track: World) -> None:
    on_track.receive_all()
    port = free_port()
    arguments = ["--playbook", str(on_track.folder), "serve", "--port", str(port)]
    command = [sys.executable, "-m", "playbook.cli.main", *arguments]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as page:
        try:
            health = _requested_until_it_answers(f"http://127.0.0.1:{port}/api/health", page)
            assert health["status"] == "ok"
            assert health["sample"] is False
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as answer:
                assert b"<html" in answer.read()
                assert answer.headers["Content-Security-Policy"] == HEADERS["Content-Security-Policy"]
            with pytest.raises(urllib.error.HTTPError, match="404"):
                urllib.request.urlopen(f"http://127.0.0.1:{port}/api/nothing", timeout=5)
            note = on_track.folder / "playbook.duckdb.api.json"
            assert run("--playbook", on_track.folder, "uploads").exit_code == ExitCode.FINE, "answered by the app"
            note.unlink()
            locked = run("--playbook", on_track.folder, "uploads")
            assert locked.exit_code == ExitCode.NO_STORE
            assert f"PID {page.pid}" in locked.stderr
        finally:
            os.kill(page.pid, signal.SIGTERM)
            page.communicate(timeout=20)
    assert run("--playbook", on_track.folder, "uploads").exit_code == ExitCode.FINE


def _requested_until_it_answers(url: str, page: subprocess.Popen[bytes]) -> dict[str, object]:
    for _ in range(300):
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310  (an address of this machine)
                found: dict[str, object] = json.load(answer)
                return found
        except OSError:
            assert page.poll() is None, page.communicate()[0]
            time.sleep(0.1)
    raise AssertionError(url)


def test_serve_refuses_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert run("serve", "--playbook", tmp_path / "nowhere").exit_code == ExitCode.WRONG_USE
