"""Tokens: the secret is kept nowhere, each holds for its time and its purpose, and what is withdrawn opens nothing."""

import json
import stat
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from playbook.cli.main import app
from playbook.cli.output import ExitCode
from playbook.services.tokens.tokens import Scope, Tokens
from playbook.settings import WrongUse
from tests.worlds import World

NOW = datetime(2026, 11, 6, 12, tzinfo=UTC)


@pytest.fixture
def tokens(tmp_path: Path) -> Tokens:
    """A folder that is not there yet."""
    return Tokens(tmp_path / "kept" / ".tokens")


def test_a_token_opens_what_it_is_for_until_its_last_moment(tokens: Tokens) -> None:
    token, secret = tokens.create("nightly-export", [Scope.UPLOAD], days=30, now=NOW)
    found = tokens.check(secret, now=NOW)
    assert found == token
    assert found is not None
    assert found.scopes == {Scope.UPLOAD}
    assert tokens.check(secret, now=NOW + timedelta(days=30, seconds=-1)) == token
    assert tokens.check(secret, now=NOW + timedelta(days=30)) is None


def test_the_secret_is_kept_nowhere_and_only_the_owner_can_read_what_is(tokens: Tokens) -> None:
    _, secret = tokens.create("nightly-export", [Scope.UPLOAD], days=30, now=NOW)
    (path,) = tokens.folder.glob("*.json")
    assert secret.split("_", 2)[2] not in path.read_text(encoding="utf-8")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(tokens.folder.stat().st_mode) == 0o700
    assert (tokens.folder / ".gitignore").read_text(encoding="utf-8") == "*\n"


def test_the_same_secret_has_another_hash_in_another_file(tokens: Tokens) -> None:
    tokens.create("one", [Scope.READ], days=1, now=NOW)
    tokens.create("two", [Scope.READ], days=1, now=NOW)
    kept = [json.loads(path.read_text(encoding="utf-8")) for path in tokens.folder.glob("*.json")]
    assert len({entry["salt"] for entry in kept}) == 2


def test_another_process_sees_at_once_that_a_token_was_taken_back(tokens: Tokens) -> None:
    _, secret = tokens.create("nightly-export", [Scope.UPLOAD], days=30, now=NOW)
    Tokens(tokens.folder).revoke("nightly-export", now=NOW)
    assert tokens.check(secret, now=NOW) is None
    assert not tokens.all()[0].holds(NOW)


@pytest.mark.parametrize(
    "change",
    [
        lambda secret: secret[:0],
        lambda secret: secret[:-1],
        lambda secret: secret[:-1] + ("A" if secret[-1] != "A" else "B"),
        lambda secret: secret.replace("pbk_", "pbk_0", 1),
        lambda secret: "pbk_" + "0" * 12 + secret[16:],
        lambda secret: f"pbk_../../{secret[4:]}",
        lambda secret: secret + "\n",
        lambda secret: "é" * len(secret),
    ],
)
def test_anything_but_the_secret_itself_opens_nothing(tokens: Tokens, change: Callable[[str], str]) -> None:
    _, secret = tokens.create("nightly-export", [Scope.UPLOAD], days=30, now=NOW)
    assert tokens.check(change(secret), now=NOW) is None


@pytest.mark.parametrize("broken", ["", "{}", "[]", '{"name": 1}', "\x00"])
def test_a_damaged_file_opens_nothing(tokens: Tokens, broken: str) -> None:
    token, secret = tokens.create("nightly-export", [Scope.UPLOAD], days=30, now=NOW)
    (tokens.folder / f"{token.token_id}.json").write_text(broken, encoding="utf-8")
    assert tokens.check(secret, now=NOW) is None
    assert tokens.all() == ()


def test_a_name_is_taken_while_its_token_holds(tokens: Tokens) -> None:
    tokens.create("nightly-export", [Scope.UPLOAD], days=30, now=NOW)
    with pytest.raises(WrongUse, match=r"'nightly-export' .* holds already"):
        tokens.create("nightly-export", [Scope.UPLOAD], days=30, now=NOW)
    tokens.create("nightly-export", [Scope.UPLOAD], days=30, now=NOW + timedelta(days=31))


@pytest.mark.parametrize("name", ["", "two words", "../up", "x" * 61, "=cmd", "-x", "né"])
def test_a_name_must_be_fit_for_a_list(tokens: Tokens, name: str) -> None:
    with pytest.raises(WrongUse, match="is no name of a token"):
        tokens.create(name, [Scope.UPLOAD], days=30, now=NOW)


def run(world: World, *arguments: str) -> Result:
    """The command on a world."""
    return CliRunner().invoke(app, ["--playbook", str(world.folder), "token", *arguments])


def test_the_command_shows_the_secret_once_and_lists_what_holds(week_one: World) -> None:
    made = run(week_one, "create", "nightly-export", "--scope", "upload", "--scope", "read", "--days", "7")
    assert made.exit_code == ExitCode.FINE, made.stderr
    secret = made.stdout.strip()
    assert secret.startswith("pbk_")
    assert "for read and upload" in made.stderr
    assert secret not in made.stderr
    listed = run(week_one, "list")
    assert "nightly-export" in listed.stdout
    assert secret not in listed.stdout
    document = json.loads(run(week_one, "list", "--json").stdout)
    assert [(token["name"], token["scopes"], token["holds"]) for token in document["tokens"]] == [
        ("nightly-export", ["read", "upload"], True)
    ]
    assert run(week_one, "revoke", "nightly-export").exit_code == ExitCode.FINE
    assert "withdrawn" in run(week_one, "list").stdout


def test_a_token_that_is_not_there_cannot_be_taken_back(week_one: World) -> None:
    assert "There is no token yet" in run(week_one, "list").stdout
    run(week_one, "create", "nightly-export")
    wrong = run(week_one, "revoke", "nightly-exprt", "--json")
    assert wrong.exit_code == ExitCode.WRONG_USE
    assert "did you mean 'nightly-export'?" in wrong.stderr
    assert json.loads(wrong.stdout)["error"]["code"] == "wrong_use"


def test_a_folder_that_cannot_hold_tokens_is_a_sentence(week_one: World, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    made = CliRunner(env={"PLAYBOOK_TOKENS": str(tmp_path / "file")}).invoke(
        app, ["--playbook", str(week_one.folder), "token", "create", "job"]
    )
    assert made.exit_code == ExitCode.WRONG_USE
    assert "name another folder with PLAYBOOK_TOKENS" in made.stderr
