"""A command that the running app answers, found or named: the report and exit codes are those of the store itself."""

import json
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from playbook.cli.forward import actor
from playbook.cli.output import ExitCode
from playbook.services.tokens.tokens import Scope
from tests.playbook.api_client import BAD, NEXT_WEEK, WEEK, token_for
from tests.playbook.served import Served, file, parts, run, serving
from tests.worlds import World


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """An app in a process of its own."""
    with serving(tmp_path_factory.mktemp("served")) as app:
        yield app


@pytest.mark.parametrize(
    "arguments",
    [
        ["status"],
        ["status", "--json", "--as-of", "2026-11-06"],
        ["status", "--product", "support-copilot", "--as-of", "2026-10-01", "--basis", "today"],
        ["gates"],
        ["gates", "--strict", "--gate", "prototype-exit", "--as-of", "2026-11-06"],
        ["gates", "--gate", "no-such"],
        ["gates", "--candidate", "no-such"],
        ["admitted", "--candidate", "no-such", "--json"],
        ["gates", "--gate", "no-such", "--json"],
        ["metrics", "--as-of", "2026-11-06"],
        ["metrics", "--metric", "hallucination_rate", "--json"],
        ["status", "--as-of", "soon"],
        ["status", "--product", "suport-copilot", "--json"],
        ["uploads"],
        ["uploads", "--json"],
        ["team"],
        ["risks"],
        ["due"],
        ["accountability"],
        ["governance"],
        ["resources"],
        ["accountability", "--format", "md"],
        ["workflow", "--json"],
        ["revoke", "u0"],
    ],
)
def test_what_the_app_answers_is_what_the_store_answers_word_for_word(served: Served, arguments: list[str]) -> None:
    alone = parts(run(served.alone, *arguments))
    assert "Traceback" not in alone[2]
    assert parts(run(served.world, *arguments)) == alone
    token = token_for(served.world, *Scope, name=f"n{time.monotonic_ns()}")
    named = run(None, *arguments, "--server", served.address, "--token", token)
    assert parts(named) == alone
    assert parts(run(None, *arguments, PLAYBOOK_SERVER=served.address, PLAYBOOK_TOKEN=token)) == alone


def test_a_document_is_written_where_the_person_is_and_never_where_the_app_runs(served: Served, tmp_path: Path) -> None:
    target = tmp_path / "accountability.html"
    result = run(served.world, "accountability", "--format", "html", "--output", str(target))
    assert (result.exit_code, result.stdout) == (ExitCode.FINE, "")
    assert target.read_text("utf-8").startswith("<!DOCTYPE html>")
    from_afar = tmp_path / "from-afar.md"
    address = f"{served.address}/api/command/accountability?written_as=md&output={from_afar}"
    token = token_for(served.world, *Scope, name="afar")
    request = urllib.request.Request(address, headers={"Authorization": f"Bearer {token}"})  # noqa: S310 - as above
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=20)  # noqa: S310 - as above
    with refused.value as answer:
        assert answer.code == 422
    assert not from_afar.exists()


def test_a_command_is_as_wide_as_the_terminal_it_is_asked_from(served: Served) -> None:
    address = f"{served.address}/api/command/status?as_of=2026-11-06"
    with urllib.request.urlopen(f"{address}&width=60&color=true", timeout=30) as answer:  # noqa: S310 - as above
        colored = json.load(answer)["output"]
    with urllib.request.urlopen(f"{address}&width=60", timeout=30) as answer:  # noqa: S310 - as above
        plain = json.load(answer)["output"]
    assert "\x1b[1m" in colored
    assert "\x1b" not in plain
    assert max(len(line) for line in plain.splitlines()) <= 60


def without_ids(text: str) -> str:
    """A report without what differs from one upload to the next."""
    return " ".join(word if not word.startswith("u2") else "u…" for word in text.split())


def test_files_are_reported_as_the_store_would_report_them(served: Served, tmp_path: Path) -> None:
    good, more, bad = (
        file(tmp_path, name, text) for name, text in (("w37.csv", WEEK), ("w38.csv", NEXT_WEEK), ("bad.csv", BAD))
    )
    for arguments in (
        ["--dry-run", good, more],
        [good, bad],
        [good, bad, "--json"],
        [good, tmp_path / "missing.csv"],
        [good, more, "--source", "judge export"],
        [good],
        [good, "--product", "suport-copilot"],
    ):
        alone, through = run(served.alone, "upload", *arguments), run(served.world, "upload", *arguments)
        assert through.exit_code == alone.exit_code, (arguments, through.stderr)
        assert without_ids(through.stdout) == without_ids(alone.stdout), arguments
        assert through.stderr == alone.stderr, arguments


def test_what_is_sent_stands_in_the_ledger_with_the_person_or_the_token(served: Served, tmp_path: Path) -> None:
    path = file(tmp_path, "own.csv", WEEK.replace("190", "123"))
    run(served.world, "upload", path)
    token = token_for(served.world, name="job")
    other = file(tmp_path, "job.csv", WEEK.replace("190", "124"))
    sent = run(None, "upload", other, "--server", served.address, "--json", PLAYBOOK_TOKEN=token)
    upload_id = json.loads(sent.stdout)["files"][0]["upload_id"]
    listed = json.loads(run(served.world, "uploads", "--json").stdout)["uploads"]
    assert [(entry["file"], entry["actor"]) for entry in listed[:2]] == [("job.csv", "job"), ("own.csv", actor())]
    taken = run(None, "revoke", upload_id, "--server", served.address, "--token", token)
    assert taken.exit_code == ExitCode.FINE
    assert "counts again" in taken.stdout
    again = run(served.world, "revoke", upload_id)
    assert again.exit_code == ExitCode.NO
    assert "withdrawn before" in again.stderr


def test_without_a_token_another_app_takes_nothing(served: Served, tmp_path: Path) -> None:
    path = file(tmp_path, "w37.csv", WEEK)
    refused = run(None, "upload", path, "--server", served.address, "--json")
    assert refused.exit_code == ExitCode.WRONG_USE
    assert "playbook token create" in refused.stderr
    assert json.loads(refused.stdout)["error"]["code"] == "wrong_use"
    reader = token_for(served.world, Scope.READ, name="reader")
    wrong = run(None, "upload", path, "--server", served.address, "--token", reader)
    assert (wrong.exit_code, "this needs 'upload'" in wrong.stderr) == (ExitCode.WRONG_USE, True)


def test_a_file_that_is_named_beats_the_app_of_the_environment(served: Served, week_one: World) -> None:
    listed = run(week_one, "uploads", "--json", PLAYBOOK_SERVER=served.address)
    assert json.loads(listed.stdout)["uploads"] == []


def test_a_note_of_another_process_is_not_followed(served: Served) -> None:
    note = served.world.folder / "playbook.duckdb.api.json"
    kept = note.read_text("utf-8")
    try:
        note.write_text(kept.replace(str(served.process), "1"), "utf-8")
        locked = run(served.world, "uploads")
    finally:
        note.write_text(kept, "utf-8")
    assert locked.exit_code == ExitCode.NO_STORE
    assert f"PID {served.process}" in locked.stderr


@pytest.mark.parametrize("address", ["http://127.0.0.1:9", "http://no such host"])
def test_an_app_that_is_not_there_is_a_sentence(address: str) -> None:
    result = run(None, "status", "--server", address)
    assert result.exit_code == ExitCode.NO_STORE
    assert "the app cannot be reached" in result.stderr
    assert "playbook serve" in result.stderr


@pytest.mark.parametrize("address", ["localhost:8501", "ftp://host", "http://", ""])
def test_an_address_that_is_none_is_wrong_use(address: str) -> None:
    result = run(None, "status", "--server", address or " ")
    assert result.exit_code == ExitCode.WRONG_USE
    assert "is no address of an app" in result.stderr


@pytest.mark.parametrize(("status", "body"), [(200, b"<html>"), (404, b"{}"), (302, b""), (500, b"[]")])
def test_something_else_that_answers_is_reported_as_such(status: int, body: bytes) -> None:
    class Other(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Other) as server:
        Thread(target=server.handle_request, daemon=True).start()
        result = run(None, "status", "--server", f"http://127.0.0.1:{server.server_port}")
    assert result.exit_code == ExitCode.NO_STORE
    assert f"is not this program (status {status})" in result.stderr


def test_where_the_numbers_are_is_said_by_the_app_that_holds_them(served: Served) -> None:
    result = run(served.world, "store", "--json")
    assert result.exit_code == ExitCode.FINE
    reported, alone = (
        json.loads(run(world, "store", "--json").stdout)["store"] for world in (served.world, served.alone)
    )
    assert reported["where"] == served.world.store_url
    assert (reported["schema"], reported["kind"]) == (alone["schema"], alone["kind"])
