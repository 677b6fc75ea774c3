"""`playbook store`: where the numbers are, a backup of them, and reading one back."""

import json
from pathlib import Path
from typing import Any

from typer.testing import CliRunner, Result

from metrics.store.migrations import NEWEST
from metrics.store.store import open_store
from playbook.cli.main import app
from playbook.cli.output import ExitCode
from playbook.cli.wording_store import size_text
from playbook.settings import THIS_PROJECT
from playbook.workspace.workspace import Workspace
from tests.worlds import World


def run(*arguments: str | Path) -> Result:
    """The command, standard output and standard error apart."""
    return CliRunner().invoke(app, list(map(str, arguments)))


def of(world: World, *arguments: str | Path) -> Result:
    """The command on a world."""
    return run("--playbook", world.folder, *arguments)


def document(result: Result) -> Any:
    """The one document on standard output."""
    return json.loads(result.stdout)


def test_the_store_says_where_it_is_and_what_it_holds(on_track: World) -> None:
    on_track.receive_all()
    result = of(on_track, "store")
    assert result.exit_code == ExitCode.FINE
    lines = dict(line.split(maxsplit=1) for line in result.stdout.splitlines())
    reported = document(of(on_track, "store", "--json"))["store"]
    assert lines["where"] == reported["where"] == on_track.store_url
    assert lines["kind"] == "a DuckDB file, for one app"
    assert lines["schema"] == str(reported["schema"]) == str(NEWEST)
    assert lines["uploads"] == str(reported["uploads"])
    assert lines["rows"] == str(reported["rows"])
    assert lines["size"] == size_text(reported["bytes"])
    assert reported["kind"] == "file"
    assert reported["bytes"] == Path(on_track.store_url).stat().st_size
    assert reported["last_received"].endswith("Z")


def test_an_empty_store_has_no_moments(empty: World) -> None:
    reported = document(of(empty, "store", "--json"))["store"]
    assert (reported["uploads"], reported["rows"], reported["first_received"], reported["last_received"]) == (
        0,
        0,
        None,
        None,
    )
    assert "received" not in of(empty, "store").stdout


def test_a_backup_moves_everything_to_another_store(on_track: World, tmp_path: Path) -> None:
    on_track.receive_all()
    exported = of(on_track, "store", "export", tmp_path / "backup")
    assert exported.exit_code == ExitCode.FINE
    assert "exported. The manifest's digest is" in " ".join(exported.stdout.split())
    elsewhere = "--store", tmp_path / "elsewhere.duckdb"
    imported = of(on_track, *elsewhere, "store", "import", tmp_path / "backup")
    assert imported.exit_code == ExitCode.FINE
    assert "every digest fits" in " ".join(imported.stdout.split())
    day = "--as-of", "2026-11-06"
    assert of(on_track, "status", *day, "--json").stdout == of(on_track, *elsewhere, "status", *day, "--json").stdout
    assert of(on_track, "uploads").stdout == of(on_track, *elsewhere, "uploads").stdout


def test_options_may_stand_before_the_command_and_behind_it(on_track: World, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.duckdb"
    open_store(str(elsewhere)).close()
    for arguments in (
        ("store", "--store", elsewhere, "--json"),
        ("--json", "store", "--store", elsewhere),
        ("--store", elsewhere, "store", "--json"),
    ):
        assert document(of(on_track, *arguments))["store"]["where"] == str(elsewhere)
    manifest = document(of(on_track, "store", "--store", elsewhere, "--json", "export", tmp_path / "backup"))
    assert manifest["manifest"]["files"]["upload.parquet"]["rows"] == 0


def test_a_backup_that_is_none_is_refused_with_a_sentence_and_a_document(empty: World, tmp_path: Path) -> None:
    result = of(empty, "store", "import", tmp_path / "nowhere", "--json")
    assert result.exit_code == ExitCode.NO
    assert "there is no such folder" in result.stderr
    (problem,) = document(result)["error"]["problems"]
    assert problem["where"]["file"] == str(tmp_path / "nowhere")


def test_another_digest_is_another_backup(on_track: World, empty: World, tmp_path: Path) -> None:
    on_track.receive_all()
    digest = document(of(on_track, "store", "export", tmp_path / "backup", "--json"))["manifest"]["digest"]
    refused = of(empty, "store", "import", tmp_path / "backup", "--digest", "0" * 64)
    assert refused.exit_code == ExitCode.NO
    assert "this is another backup" in refused.stderr
    assert of(empty, "store", "import", tmp_path / "backup", "--digest", digest).exit_code == ExitCode.FINE


def test_a_folder_that_is_taken_is_refused(empty: World, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", "utf-8")
    result = of(empty, "store", "export", tmp_path)
    assert result.exit_code == ExitCode.NO
    assert "there is something here already" in result.stderr


def test_a_file_is_tidied_without_losing_anything(on_track: World) -> None:
    on_track.receive_all()
    before = of(on_track, "uploads").stdout
    result = of(on_track, "store", "tidy")
    assert result.exit_code == ExitCode.FINE
    assert "Nothing was left behind that could be removed yet." in result.stdout
    assert document(of(on_track, "store", "tidy", "--hours", "0", "--json"))["tidied"]["files_after"] == 1
    assert of(on_track, "uploads").stdout == before


def test_the_numbers_of_the_sample_do_not_come_into_a_real_store(empty: World, tmp_path: Path) -> None:
    copy = tmp_path / "sample.duckdb"
    with Workspace.find(THIS_PROJECT.sample, str(copy), {}) as sample:
        assert sample.uploads()
    exported = run("--playbook", THIS_PROJECT.sample, "--store", copy, "store", "export", tmp_path / "backup")
    assert exported.exit_code == ExitCode.FINE
    result = of(empty, "store", "import", tmp_path / "backup")
    assert result.exit_code == ExitCode.WRONG_USE
    assert "holds the numbers of the sample organization" in result.stderr
    assert document(of(empty, "store", "--json"))["store"]["uploads"] == 0
