"""A server that the command was pointed at is not trusted: not with memory, time or tokens, nor to the terminal."""

import json
import threading
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from playbook.cli.output import ExitCode
from playbook.services.running_app import calling, client
from tests.playbook.served import run

Respond = Callable[[BaseHTTPRequestHandler], None]
SECRET = "pbk_000000000000_a-secret"  # noqa: S105


@contextmanager
def server(respond: Respond, reported: list[dict[str, str]]) -> Iterator[str]:
    """A server on this machine; what it was told in headers is kept."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_any(self) -> None:
            reported.append({**dict(self.headers), "path": self.path})
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            respond(self)

        do_GET = do_POST = do_DELETE = handle_any  # noqa: N815 - the names they have

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name it has
            del format, args

    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=running.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{running.server_port}"
    finally:
        running.shutdown()
        thread.join()
        running.server_close()


def says(document: object, status: int = 200, **headers: str) -> Respond:
    """Answers with a document."""

    def respond(handler: BaseHTTPRequestHandler) -> None:
        body = json.dumps(document).encode()
        handler.send_response(status)
        for name, text in {"Content-Type": "application/json", "Content-Length": str(len(body)), **headers}.items():
            handler.send_header(name, text)
        handler.end_headers()
        handler.wfile.write(body)

    return respond


def endless(kind: str) -> Respond:
    """Answers without an end."""

    def respond(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", kind)
        handler.end_headers()
        handler.close_connection = True
        try:
            while True:
                handler.wfile.write(b" " * 65536)
        except OSError:
            return

    return respond


@pytest.fixture
def reported() -> list[dict[str, str]]:
    """Headers that the server got."""
    return []


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bounds and pauses that a test can wait for."""
    monkeypatch.setattr(client, "WAITS", (0.01, 0.01))
    monkeypatch.setattr(calling.bounded, "__defaults__", (2_000_000, 20))
    monkeypatch.setattr(client, "LARGEST_BACKUP", 2_000_000)


FILE = {
    "state": "stored", "upload_id": "u1", "rows": 1, "metrics": [], "products": [], "weeks": [], "sentences": [],
    "problems": [], "problem_count": 0,
}  # fmt: skip
"""What is told of a file."""
COMMANDS: list[list[str]] = [["status"], ["uploads", "--json"], ["revoke", "u1"], ["store", "tidy"]]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("kind", ["application/json", "text/html"])
def test_an_answer_without_an_end_is_not_kept(reported: list[dict[str, str]], command: list[str], kind: str) -> None:
    with server(endless(kind), reported) as address:
        run(None, "--server", address, "uploads")  # what is imported on the way is not counted
        tracemalloc.start()
        result = run(None, "--server", address, *command)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert result.exit_code == ExitCode.NO_STORE, result.output
    assert "longer, or takes longer, than any answer of this program" in result.stderr
    assert peak < 30_000_000
    assert result.exception is None or isinstance(result.exception, SystemExit)


def test_a_backup_without_an_end_is_not_kept(reported: list[dict[str, str]], tmp_path: Path) -> None:
    with server(endless("application/x-tar"), reported) as address:
        result = run(None, "--server", address, "store", "export", tmp_path / "backup")
    assert result.exit_code in (ExitCode.NO, ExitCode.NO_STORE), result.output
    assert list(tmp_path.iterdir()) == []


WRONG: list[object] = [
    {}, [], None, 7, {"output": 1, "messages": "", "exit_code": 0}, {"output": "", "messages": "", "exit_code": 99},
    {"error": None}, {"error": {}}, {"error": {"code": "x", "message": "y", "problems": [{}]}},
    {"files": []}, {"files": [{"state": "stored"}]}, {"files": [{}, {}]}, {"files": {"a": 1}},
    {"upload": {"file": 1, "rows": "x"}},
    {"tidied": {"files_before": 1}}, {"tidied": []},
]  # fmt: skip


@pytest.mark.parametrize("status", [200, 422, 500])
@pytest.mark.parametrize("document", WRONG, ids=str)
def test_what_is_no_answer_of_ours_is_one_sentence(
    reported: list[dict[str, str]], tmp_path: Path, document: object, status: int
) -> None:
    sent = tmp_path / "week.csv"
    sent.write_text("week,product,metric,value\n", "utf-8")
    with server(says(document, status), reported) as address:
        for command in (*COMMANDS, ["upload", str(sent)]):
            result = run(None, "--server", address, *command)
            assert result.exit_code == ExitCode.NO_STORE, (command, result.output, result.exception)
            assert "is not this program" in result.stderr


def test_nothing_of_it_reaches_the_terminal_raw(reported: list[dict[str, str]], tmp_path: Path) -> None:
    evil = "\x1b]0;owned\x07\x1b[2J\x9b\u202e"
    sent = tmp_path / "week.csv"
    sent.write_text("week,product,metric,value\n", "utf-8")
    place = {"file": evil, "row": 1, "column": evil}
    problem = {"where": place, "found": evil, "expected": evil, "remedy": evil, "severity": "error"}
    refused = {"code": "refused", "message": evil, "problems": [problem]}
    file = FILE | {"state": "refused", "problems": [problem], "problem_count": 1}
    documents: list[tuple[object, int]] = [
        ({"output": evil, "messages": evil, "exit_code": 0}, 200),
        ({"error": refused}, 422),
        ({"error": refused}, 409),
        ({"error": refused}, 503),
        ({"files": [FILE | {"upload_id": evil, "weeks": [evil], "sentences": [evil]}]}, 200),
        ({"error": refused | {"files": [file], "dry_run": False}}, 422),
        ({"upload": {"file": evil, "rows": 1}}, 200),
    ]
    for document, status in documents:
        with server(says(document, status), reported) as address:
            for command in (*COMMANDS, ["upload", str(sent)], ["upload", str(sent), "--json"]):
                result = run(None, "--server", address, *command)
                assert not set("\x1b\x07\x9b\u202e") & set(result.output + result.stderr), (command, document)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_token_does_not_follow_to_another_place(reported: list[dict[str, str]], status: int) -> None:
    elsewhere: list[dict[str, str]] = []
    with (
        server(says({}), elsewhere) as other,
        server(says({}, status, Location=f"{other}/api/command/uploads"), reported) as address,
    ):
        result = run(None, "--server", address, "--token", SECRET, "uploads")
    assert result.exit_code == ExitCode.NO_STORE
    assert reported[0]["Authorization"] == f"Bearer {SECRET}"
    assert elsewhere == []


@pytest.mark.parametrize(
    "address",
    ["http://playbook.example.org", "http://192.0.2.1:8501", "http://[2001:db8::1]"],
)
def test_a_token_is_not_sent_in_the_clear_to_another_machine(address: str) -> None:
    for where in (["--token", SECRET], []):
        environment = {} if where else {"PLAYBOOK_TOKEN": SECRET}
        result = run(None, "--server", address, *where, "uploads", **environment)
        assert result.exit_code == ExitCode.WRONG_USE, result.output
        assert "everybody on the way can read it" in result.stderr
        assert SECRET not in result.output + result.stderr


@pytest.mark.parametrize(
    "address",
    [
        "http://localhost@192.0.2.1",
        "http://hunter22:hunter22@localhost:1",
        "https://localhost:1/?token=hunter22",
        "ftp://hunter22@localhost",
    ],
)
def test_a_secret_in_the_address_is_neither_used_nor_repeated(address: str) -> None:
    result = run(None, "--server", address, "uploads", PLAYBOOK_TOKEN=SECRET)
    assert result.exit_code == ExitCode.WRONG_USE, result.output
    assert "the address of an app holds no name, password or question" in result.stderr
    assert "hunter22" not in result.output + result.stderr


def test_insecure_says_that_it_is_wanted(monkeypatch: pytest.MonkeyPatch, reported: list[dict[str, str]]) -> None:
    with server(says({"output": "fine\n", "messages": "", "exit_code": 0}), reported) as address:
        monkeypatch.setattr(calling, "is_this_machine", lambda _: False)
        monkeypatch.setenv("NO_PROXY", "*")
        refused = run(None, "--server", address, "--token", SECRET, "uploads")
        wanted = run(None, "--server", address, "--token", SECRET, "--insecure", "uploads")
    assert (refused.exit_code, wanted.exit_code, wanted.stdout) == (ExitCode.WRONG_USE, ExitCode.FINE, "fine\n")
    assert [each["Authorization"] for each in reported] == [f"Bearer {SECRET}"]


def test_what_was_cut_off_is_sent_again_with_the_same_key(reported: list[dict[str, str]], tmp_path: Path) -> None:
    sent = tmp_path / "week.csv"
    sent.write_text("week,product,metric,value\n", "utf-8")
    fine = says({"files": [FILE]}, 201)

    def cut_off_once(handler: BaseHTTPRequestHandler) -> None:
        if len(reported) == 1:
            handler.close_connection = True
            return
        fine(handler)

    with server(cut_off_once, reported) as address:
        result = run(None, "--server", address, "upload", sent)
    assert result.exit_code == ExitCode.FINE, result.stderr
    assert len(reported) == 2
    assert reported[0]["Idempotency-Key"] == reported[1]["Idempotency-Key"] != ""
