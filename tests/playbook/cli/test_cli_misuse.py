"""A wrong call is told in plain words, and as one document where JSON was asked for."""

import json

import pytest
from typer.testing import CliRunner

from playbook.cli.main import app
from playbook.cli.output import ExitCode


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("nonsense --json", "No such command 'nonsense'."),
        ("--json statu", "No such command 'statu'. Did you mean 'status'?"),
        ("--json --zzz status", "No such option: --zzz"),
        ("upload --json", "Missing argument 'FILE...'."),
        ("review show --json", "Missing argument 'WEEK'."),
        ("status --json --basis nonsense", "Invalid value for '--basis': 'nonsense' is not one of 'known', 'today'."),
        ("--json serve --port high", "Invalid value for '--port': expected a whole number"),
        ("--json serve --port 99999", "Invalid value for '--port': expected a number less than or equal to 65535"),
        (
            "init --json --tier no",
            "Invalid value for '--tier': 'no' is not one of 'minimal', 'limited', 'high'.",
        ),
    ],
)
def test_a_wrong_call_is_one_document_and_a_plain_sentence(arguments: str, message: str) -> None:
    result = CliRunner().invoke(app, arguments.split())
    assert result.exit_code == ExitCode.WRONG_USE
    error = {"code": "wrong_use", "message": message, "problems": []}
    assert json.loads(result.stdout) == {"schema": 1, "error": error}
    assert f"Error: {message}" in result.stderr


def test_without_json_nothing_stands_on_standard_output() -> None:
    result = CliRunner().invoke(app, ["status", "--basis", "nonsense"])
    assert (result.stdout, result.exit_code) == ("", ExitCode.WRONG_USE)


def test_a_review_that_is_not_closed_is_a_document_too() -> None:
    result = CliRunner().invoke(app, ["review", "show", "2026-W01", "--json"])
    assert result.exit_code == ExitCode.NO
    assert json.loads(result.stdout)["error"]["code"] == "unknown_review"
