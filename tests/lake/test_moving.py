"""From a file to a shared store and back, by a backup; and the command that does it."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from metrics.store.backup import export_store, import_store
from metrics.store.store import open_store
from playbook.cli.output import ExitCode
from tests.lake.test_upkeep import everything
from tests.metrics.snapshots import a_large_snapshot, moment
from tests.metrics.store.backups import fill
from tests.playbook.cli.commands.test_store import document, of
from tests.postgres import PASSWORD
from tests.stores import new_url, server
from tests.worlds import World


def test_a_store_moves_from_a_file_to_a_lake_and_back_and_answers_the_same(tmp_path: Path) -> None:
    places = [str(tmp_path / "first.duckdb"), new_url(tmp_path), str(tmp_path / "last.duckdb")]
    manifests = []
    for number, place in enumerate(places):
        with open_store(place) as store:
            if number == 0:
                fill(store)
                store.add(a_large_snapshot(2000, week=3), source="s", actor="a", now=moment(18))
                answers = everything(store)
            else:
                import_store(store, tmp_path / f"backup{number - 1}")
            assert everything(store) == answers
            manifests.append(export_store(store, tmp_path / f"backup{number}", now=moment(20)))
    first, *others = [{name: file.content for name, file in manifest.files.items()} for manifest in manifests]
    assert others == [first, first]


def test_the_command_works_on_a_shared_store_as_on_a_file(world: Callable[[str], World], tmp_path: Path) -> None:
    on_track = world("on_track")
    on_track.receive_all()
    lake = "--store", new_url(tmp_path)
    assert of(on_track, "store", "export", tmp_path / "backup").exit_code == ExitCode.FINE
    assert of(on_track, *lake, "store", "import", tmp_path / "backup").exit_code == ExitCode.FINE
    day = "--as-of", "2026-11-06", "--json"
    for question in ("status", "gates", "metrics"):
        assert of(on_track, *lake, question, *day).stdout == of(on_track, question, *day).stdout
    assert of(on_track, *lake, "uploads").stdout == of(on_track, "uploads").stdout
    reported = document(of(on_track, *lake, "store", "--json"))["store"]
    assert reported["kind"] == "lake"
    assert reported["bytes"] > 0
    assert PASSWORD not in of(on_track, *lake, "store").stdout
    last = document(of(on_track, *lake, "uploads", "--json"))["uploads"][0]["upload_id"]
    assert of(on_track, *lake, "revoke", last).exit_code == ExitCode.FINE
    assert of(on_track, *lake, "store", "tidy", "--hours", "0").exit_code == ExitCode.FINE
    assert document(of(on_track, *lake, "uploads", "--json"))["uploads"][0]["revoked_at"]


def test_a_server_that_is_away_is_a_sentence_and_exit_code_three(world: Callable[[str], World], tmp_path: Path) -> None:
    away = new_url(tmp_path).replace(f"port={server().port}", "port=1")
    on_track = world("on_track")
    for command in (("status",), ("uploads",), ("store",), ("store", "export", str(tmp_path / "backup"))):
        result = of(on_track, "--store", away, *command)
        assert result.exit_code == ExitCode.NO_STORE
        assert "the catalog server cannot be reached; start it or mend the network" in result.stderr
        assert PASSWORD not in result.output


def test_a_lake_is_written_by_one_process_while_another_reads(tmp_path: Path) -> None:
    url = new_url(tmp_path)
    code = "import sys; from metrics.store.store import open_store; print(len(open_store(sys.argv[1]).uploads()))"
    with open_store(url) as store:
        store.add(a_large_snapshot(10), source="s", actor="a", now=moment(14))
        reported = subprocess.run([sys.executable, "-c", code, url], capture_output=True, text=True, check=True)
    assert reported.stdout == "1\n"
