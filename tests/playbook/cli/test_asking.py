"""A command that only asks creates nothing on disk, and what it cannot be asked of is a wrong use, never a yes."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from metrics.store.store import empty_store
from playbook.cli.main import app
from playbook.cli.output import ExitCode
from playbook.settings import THIS_PROJECT
from tests.worlds import World

FILE = "week,product,metric,value,numerator,denominator\n2026-W37,support-copilot,hallucination_rate,,190,1700\n"
QUESTIONS = (
    *("status", "gates", "metrics", "risks", "governance", "resources", "due", "team", "accountability"),
    *(
        "workflow",
        "uploads",
        "signals",
        "store",
        "validate",
        "report",
        "review list",
        "review draft",
        "template week",
        "token list",
    ),
    "record progress --deliverable running-handover --done-share 0.5 --dry-run",
)


def run(*arguments: str | Path) -> Result:
    """The command."""
    return CliRunner().invoke(app, list(map(str, arguments)))


def listing(*folders: Path) -> list[Path]:
    """Everything below the folders."""
    return sorted(path for folder in folders for path in folder.rglob("*"))


@pytest.mark.parametrize("question", QUESTIONS)
def test_asking_creates_nothing(
    question: str, week_one: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = listing(tmp_path)
    result = run("--playbook", week_one.folder, *question.split())
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert listing(tmp_path) == before


def test_what_is_tried_first_is_answered_as_from_an_empty_store(week_one: World, tmp_path: Path) -> None:
    file = tmp_path / "w37.csv"
    file.write_text(FILE, "utf-8")
    before = listing(tmp_path)
    tried = run("--playbook", week_one.folder, "upload", "--dry-run", "--json", file)
    assert json.loads(tried.stdout)["files"][0]["state"] == "would_be_stored"
    reported = json.loads(run("--playbook", week_one.folder, "store", "--json").stdout)["store"]
    assert (reported["where"], reported["uploads"], reported["bytes"]) == (week_one.store_url, 0, 0)
    assert listing(tmp_path) == before
    assert run("--playbook", week_one.folder, "upload", file).exit_code == ExitCode.FINE
    assert Path(week_one.store_url).exists()


@pytest.mark.parametrize("playbook", ["own", "sample"])
@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("stroe.duckdb", "or name another with --store; did you mean 'store.duckdb'?"),
        ("of-nobody", "there is no store here yet; upload a first file to make it, or name another with --store"),
        ("nowhere/store.duckdb", "there is no folder"),
        ("folder", "this is a folder; expected a file"),
    ],
)
def test_a_mistyped_store_is_a_wrong_use_and_nothing_is_made_there(
    playbook: str, name: str, sentence: str, week_one: World, tmp_path: Path
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "store.duckdb").write_bytes(b"")
    folder = week_one.folder if playbook == "own" else THIS_PROJECT.sample
    before = listing(tmp_path)
    store = tmp_path / name
    for question in ("status", "gates", "uploads", "store", "due"):
        result = run("--playbook", folder, "--store", store, question)
        assert (result.exit_code, result.stdout) == (ExitCode.WRONG_USE, "")
        assert sentence in result.stderr
    result = run("--playbook", folder, "--store", store, "status", "--json")
    assert json.loads(result.stdout)["error"]["code"] == "wrong_use"
    assert listing(tmp_path) == before


def test_a_store_of_no_kind_is_a_wrong_use(week_one: World) -> None:
    result = run("--playbook", week_one.folder, "--store", "https://example.org/store", "status")
    assert result.exit_code == ExitCode.WRONG_USE
    assert "a store of the unknown kind 'https:…'" in result.stderr


def test_an_empty_store_in_memory_answers_every_question() -> None:
    with empty_store("somewhere/store.duckdb") as store:
        assert store.uploads() == ()
        assert store.version()
        assert store.book() is not None
    assert not Path("somewhere").exists()


@pytest.mark.parametrize("command", [("revoke", "u261128"), ("store", "tidy")])
def test_what_changes_a_store_wants_one(command: tuple[str, ...], week_one: World, tmp_path: Path) -> None:
    before = listing(tmp_path)
    result = run("--playbook", week_one.folder, *command)
    assert result.exit_code == ExitCode.WRONG_USE
    assert "there is no store here yet" in result.stderr
    assert listing(tmp_path) == before


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_nothing_to_judge_is_no_yes(options: tuple[str, ...], empty: World, week_one: World) -> None:
    for world in (empty, week_one):
        result = run("--playbook", world.folder, "gates", *options)
        assert result.exit_code == ExitCode.WRONG_USE
        assert "was judged" in result.stderr
        if options:
            assert "gates" in json.loads(result.stdout)


def test_a_gate_that_is_not_due_is_judged_when_it_is_named(week_one: World) -> None:
    named = run("--playbook", week_one.folder, "gates", "--gate", "limited-release")
    assert named.exit_code == ExitCode.NO
