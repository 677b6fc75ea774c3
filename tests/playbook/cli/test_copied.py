"""Commands that read numbers and write files while the app runs: what they write is what they write without it."""

import json
import shutil
import signal
import subprocess
import sys
import tarfile
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from metrics.store.backup_files import MANIFEST, read_backup
from metrics.store.location import StoreUnavailable
from playbook.cli.copied import CopiedWorkspace
from playbook.cli.output import ExitCode
from playbook.services.tokens.tokens import Scope
from tests import worlds
from tests.free_port import free_port
from tests.paths import ROOT
from tests.playbook.api_client import WEEK, token_for
from tests.playbook.served import Served, file, parts, run, serving

DAY = "2026-11-06"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """An app in a process of its own."""
    with serving(tmp_path_factory.mktemp("served")) as app:
        yield app


@pytest.mark.parametrize(
    "arguments",
    [
        ["report", "--as-of", DAY],
        ["report", "--audience", "board", "--format", "md", "--as-of", DAY],
        ["report", "--json", "--as-of", DAY],
        ["report", "--week", "2030-W01"],
        ["review", "draft", "--as-of", DAY],
        ["review", "list", "--json"],
        ["signals", "--json", "--as-of", DAY],
        ["template", "week", "--week", "2026-W44", "--output", "OUT/week.xlsx"],
        ["handbook", "OUT/handbook", "--as-of", DAY],
        ["record", "progress", "--deliverable", "stack-decisions", "--state", "done", "--dry-run", "--json"],
        ["record", "progress", "--deliverable", "no-such", "--state", "done", "--dry-run"],
    ],
)
def test_a_command_says_and_writes_beside_the_app_what_it_does_without(
    served: Served, tmp_path: Path, arguments: list[str]
) -> None:
    reported, written = [], []
    for world in (served.alone, served.world):
        out = tmp_path / "out"
        shutil.rmtree(out, ignore_errors=True)
        out.mkdir()
        result = run(world, *[argument.replace("OUT", str(out)) for argument in arguments])
        reported.append(parts(result))
        written.append({path.name: path.read_bytes() for path in out.rglob("*") if path.suffix not in ("", ".xlsx")})
        assert "in use" not in result.stderr
    assert reported[0] == reported[1]
    assert written[0] == written[1]


def test_a_review_closes_beside_the_app_as_without(served: Served) -> None:
    for world in (served.alone, served.world):
        result = run(world, "review", "close", "--week", "2026-W44", "--as-of", DAY, "--by", "lead-ai-engineer")
        assert result.exit_code == ExitCode.FINE, result.stderr
    here, alone = (world.folder / "records" / "reviews" / "2026-W44" for world in (served.world, served.alone))
    for name in ("assessment.json", "report.json", "charts.json", "known.json"):
        assert (here / name).read_bytes() == (alone / name).read_bytes(), name
    assert "2026-W44" in run(served.world, "review", "list").stdout


def test_a_backup_comes_through_the_app_whole(served: Served, tmp_path: Path) -> None:
    there = run(served.world, "store", "export", tmp_path / "there", "--json")
    alone = run(served.alone, "store", "export", tmp_path / "alone", "--json")
    assert there.exit_code == alone.exit_code == ExitCode.FINE, there.stderr
    files = [json.loads(reported.stdout)["manifest"]["files"] for reported in (there, alone)]
    assert [{name: one["content"] for name, one in each.items()} for each in files] == [
        {name: one["content"] for name, one in files[1].items()}
    ] * 2
    assert read_backup(tmp_path / "there").digest == json.loads(there.stdout)["manifest"]["digest"]
    again = run(served.world, "store", "export", tmp_path / "there")
    assert (again.exit_code, "there is something here already" in again.stderr) == (ExitCode.NO, True)
    token = token_for(served.world, Scope.STORE, name="backups")
    named = run(None, "store", "export", tmp_path / "named", "--server", served.address, "--token", token)
    assert named.exit_code == ExitCode.FINE
    assert "exported. The manifest's digest is" in " ".join(named.stdout.split())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["alone", "named", "there"]


def test_any_program_can_unpack_what_the_address_answers(served: Served, tmp_path: Path) -> None:
    with urllib.request.urlopen(f"{served.address}/api/backup", timeout=30) as answer:  # noqa: S310 - of this machine
        content = answer.read()
        assert int(answer.headers["content-length"]) == len(content)
    with tarfile.open(fileobj=BytesIO(content)) as archive:
        assert archive.getnames()[0] == MANIFEST
        archive.extractall(tmp_path / "unpacked", filter="data")
    assert read_backup(tmp_path / "unpacked").rows("upload") == 8


def test_the_store_is_kept_tidy_by_the_app_that_owns_it(served: Served) -> None:
    done = run(served.world, "store", "tidy", "--json")
    assert done.exit_code == ExitCode.FINE, done.stderr
    assert json.loads(done.stdout)["tidied"]["files_after"] == 1
    soon = run(served.world, "store", "tidy", "--hours", "0")
    assert (soon.exit_code, "the app and others may be reading" in soon.stderr) == (ExitCode.WRONG_USE, True)


def test_a_backup_is_not_read_into_a_store_that_the_app_owns(served: Served, tmp_path: Path) -> None:
    assert run(served.world, "store", "export", tmp_path / "backup").exit_code == ExitCode.FINE
    refused = run(served.world, "store", "import", tmp_path / "backup")
    assert (refused.exit_code, f"stop it (process {served.process})" in refused.stderr) == (ExitCode.NO_STORE, True)


def test_what_was_counted_goes_through_the_app_and_never_into_the_copy(served: Served, tmp_path: Path) -> None:
    with CopiedWorkspace.find(served.world.folder, environ={}) as workspace:
        before = len(workspace.uploads())
        snapshot = workspace.read("week.csv", WEEK.replace("190", "77").encode())
        with pytest.raises(StoreUnavailable):
            workspace.keep(snapshot, source="test", actor="test")
        with pytest.raises(StoreUnavailable):
            workspace.revoke(workspace.uploads()[0].upload_id, actor="test")
        assert workspace.app is not None
        sent = workspace.app.send([file(tmp_path, "week.csv", WEEK.replace("190", "77"))], {"source": "test"})
        assert sent["files"][0]["state"] == "stored"
        assert len(workspace.uploads()) == before
    assert len(json.loads(run(served.world, "uploads", "--json").stdout)["uploads"]) == before + 1


def test_a_copy_leaves_nothing_behind(served: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert run(served.world, "review", "draft", "--as-of", DAY).exit_code == ExitCode.FINE
    assert list(tmp_path.iterdir()) == []


def test_the_app_is_found_before_anybody_has_asked_it(tmp_path: Path) -> None:
    world = worlds.slipping(tmp_path / "fresh")
    port = free_port()
    command = [sys.executable, "-m", "playbook.cli.main", "--playbook", str(world.folder), "serve", "--port", str(port)]
    note = world.folder / "playbook.duckdb.api.json"
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as page:
        try:
            for _ in range(300):
                if note.exists():
                    break
                assert page.poll() is None
                time.sleep(0.1)
            found = run(world, "uploads", "--json")
            assert (found.exit_code, json.loads(found.stdout)["uploads"]) == (ExitCode.FINE, [])
        finally:
            page.send_signal(signal.SIGTERM)
            page.wait(timeout=20)
    assert not note.exists()
