"""`playbook init` asks until it is answered, looks first at what was given, and ends with commands to paste."""

import json
import re
import shlex
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from playbook.cli.commands import init as cli_init
from playbook.cli.main import app
from playbook.cli.output import ExitCode
from tests.repositories import git

GIVEN = ("--name", "Acme", "--start", "2027-01-04", "--product", "Desk bot", "--tier", "high")


def init(folder: Path, *arguments: str, answers: str = "") -> Result:
    return CliRunner().invoke(app, ["init", str(folder), *arguments], input=answers)


def test_a_wrong_answer_is_reported_and_asked_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli_init, "_somebody_is_there", lambda: True)
    result = init(tmp_path / "a", answers="Acme\n4.1.2027\n2027-01-04\n東京\nDesk bot\nmedium\nHIGH\n" + "\n" * 6)
    assert result.exit_code == ExitCode.FINE
    for sentence in (
        "'4.1.2027' is not a day",
        "'東京' gives no id",
        "'medium' is no risk tier; expected minimal, limited or",
    ):
        assert sentence in result.stderr
    assert "risk_tier: high" in (tmp_path / "a" / "records" / "products.yaml").read_text("utf-8")


def test_where_nobody_is_there_a_wrong_answer_ends_it_and_starts_nothing(tmp_path: Path) -> None:
    result = init(tmp_path / "a", answers="Acme\n4.1.2027\n2027-01-04\n")
    assert result.exit_code == ExitCode.WRONG_USE
    assert not (tmp_path / "a").exists()


def test_the_question_ends_its_line_before_it_is_said_that_nobody_answers(tmp_path: Path) -> None:
    result = init(tmp_path / "a")
    assert result.exit_code == ExitCode.WRONG_USE
    assert "\ninit needs --name" in result.stderr


def test_what_was_given_is_looked_at_before_anything_is_asked(tmp_path: Path) -> None:
    result = init(tmp_path / "a", "--start", "tomorrow")
    assert "'tomorrow' is not a day" in result.stderr
    assert "Name of your organization" not in result.stderr


def test_what_is_set_right_before_the_first_upload_stays_part_of_the_start(tmp_path: Path) -> None:
    """The line that is said, as it stands: the first commit takes the correction in, and no bar was lowered since."""
    folder = tmp_path / "a"
    result = init(folder, *GIVEN, "--currency", "CHF")
    (command,) = re.findall(r"git commit [-a-z ]+[a-z]", " ".join(result.stdout.split()))
    gates = folder / "definitions" / "gates.yaml"
    gates.write_text(gates.read_text("utf-8").replace("<= 0.60", "<= 6"), "utf-8")
    git(folder, *shlex.split(command)[1:])
    assert git(folder, "rev-list", "--count", "HEAD").strip() == "1"


def test_a_risk_tier_may_be_written_in_capitals(tmp_path: Path) -> None:
    assert init(tmp_path / "a", *GIVEN[:-1], "HIGH").exit_code == ExitCode.FINE


@pytest.mark.parametrize(
    ("called", "shown"),
    [
        (".venv/bin/playbook", ".venv/bin/playbook"),
        ("/opt/my tools/playbook", '"/opt/my tools/playbook"'),
        ("playbook", "playbook"),
    ],
)
def test_the_next_commands_are_called_as_this_one_was(
    called: str, shown: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", [called, "init"])
    following = json.loads(init(tmp_path / "a", *GIVEN, "--json").stdout)["next"]
    assert len(following) == 3
    printed = init(tmp_path / "a folder with a rather long name, longer than a terminal's line", *GIVEN).stdout
    assert sum("a terminal's line" in line and line.startswith("  ") for line in printed.splitlines()) == 3
    assert all(line.startswith(f"{shown} --playbook ") for line in following)


def test_a_command_that_a_shell_finds_is_called_by_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "bin" / "playbook"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent))
    monkeypatch.setattr(sys, "argv", [str(program), "init"])
    assert json.loads(init(tmp_path / "a", *GIVEN, "--json").stdout)["next"][0].startswith("playbook --playbook ")


def test_without_a_command_of_its_name_it_is_called_as_a_module(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "argv", [str(tmp_path / "playbook" / "__main__.py"), "init"])
    following = json.loads(init(tmp_path / "a", *GIVEN, "--json").stdout)["next"]
    assert following[0].startswith(f"{sys.executable} -m playbook --playbook ")


def test_everything_else_is_asked_where_somebody_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli_init, "_somebody_is_there", lambda: True)
    (tmp_path / "sheet.csv").write_text("name,owner,monthly cost\nChat over the wiki,head-of-data,120\n")
    answers = [
        *("Acme", "2027-01-04", "Desk bot", "high"),
        *("Claims triage", "Claims triage: limited", ""),
        *("lead-ai-engineer: staff-0117", ""),
        *("Berlin", "Europe/Paris", "EUR", "lots", "460,000", str(tmp_path / "none.csv"), str(tmp_path / "sheet.csv")),
    ]
    result = init(tmp_path / "a", answers="\n".join(answers) + "\n")
    assert result.exit_code == ExitCode.FINE, result.stderr
    for sentence in ("is no product with its tier", "'Berlin' is no time zone", "is no sum of money", "cannot be read"):
        assert sentence in result.stderr
    records = tmp_path / "a" / "records"
    assert "claims-triage" in (records / "products.yaml").read_text("utf-8")
    assert "budget: {amount: 460000, currency: EUR}" in (records / "charter.yaml").read_text("utf-8")
    assert "staff-0117" in (records / "team.yaml").read_text("utf-8")
    assert "1 experiment" in result.stdout
    assert "timezone: Europe/Paris" in (tmp_path / "a" / "definitions" / "charter.yaml").read_text("utf-8")


def test_everything_else_can_be_given_and_nothing_is_asked(tmp_path: Path) -> None:
    more = ("--also", "Claims triage:limited", "--seat", "lead-ai-engineer:staff-0117", "--budget", "1000", "--edit")
    result = init(tmp_path / "a", *GIVEN, *more, "--currency", "GBP", "--timezone", "Asia/Tokyo", "--json")
    assert result.exit_code == ExitCode.FINE, result.stderr
    assert json.loads(result.stdout)["experiments"] == 0
    assert "Cost per task" in json.loads(result.stdout)["money_targets"]
    kept = json.loads(result.stdout)["money_lines"]
    assert {"Cost out of proportion to use", "Limited release"} <= set(kept), "amounts that were dollars"
    assert "edit: true" in (tmp_path / "a" / "settings.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("option", "text", "sentence"),
    [
        ("--also", "Claims triage", "is no product with its tier"),
        ("--also", "Claims triage:medium", "is no risk tier"),
        ("--seat", "nobody", "names no seat and holder"),
        ("--budget", "lots", "is no sum of money"),
        ("--currency", "dollars", "is no currency"),
        ("--timezone", "Mars/Base", "is no time zone"),
        ("--experiments", "none.csv", "cannot be read"),
    ],
)
def test_a_wrong_option_starts_nothing(option: str, text: str, sentence: str, tmp_path: Path) -> None:
    result = init(tmp_path / "a", *GIVEN, option, text)
    assert result.exit_code == ExitCode.WRONG_USE
    assert sentence in result.stderr
    assert not (tmp_path / "a").exists()


def test_a_folder_s_name_is_pasted_as_it_is(tmp_path: Path) -> None:
    following = json.loads(init(tmp_path / "$(x) 'y' & z", *GIVEN, "--json").stdout)["next"]
    assert shlex.split(following[0])[-3:] == ["--playbook", str(tmp_path / "$(x) 'y' & z"), "status"]
