"""A plain question to a running app is asked at once: the same request, the same answer, and nothing else imported."""

import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from playbook.cli import entry
from playbook.cli import main as cli
from playbook.cli.options import FORWARDED
from playbook.cli.output import ExitCode
from playbook.services.running_app import app as running_app
from tests.playbook.api_client import ApiClient, open_api
from tests.playbook.cli.commands.test_admitted import MATRIX
from tests.playbook.cli.commands.test_admitted import world as world
from tests.playbook.served import Served, parts, run, serving
from tests.playbook.services.running_app.test_client import Respond, says, server
from tests.worlds import World

PRINTED = {"output": "fine\n", "messages": "", "exit_code": 0}
HEAVY = (
    "pydantic",
    "numpy",
    "pandas",
    "duckdb",
    "streamlit",
    "altair",
    "typer",
    "rich",
    "httpx",
    "yaml",
    "metrics.problems",
)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """An app in a process of its own."""
    with serving(tmp_path_factory.mktemp("served")) as app:
        yield app


@pytest.fixture
def candidate(tmp_path: Path) -> str:
    """A file that says what would ship."""
    path = tmp_path / "candidate.yaml"
    path.write_text("product: support-copilot\ncommit: 0123456789\n", "utf-8")
    return str(path)


def at_once(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """Exit code, output and messages of a question that must be a plain one."""
    question = entry.plain_question(words)
    assert question is not None, words
    capsys.readouterr()
    with entry.Ending(as_json="json" in question.flags) as ending:
        ending.code = entry.answered(question)
    said = capsys.readouterr()
    assert ending.code is not None
    return ending.code, said.out, said.err


@pytest.mark.parametrize(
    "words",
    [
        ["gates"],
        ["gates", "--json"],
        ["gates", "--product", "support-copilot", "--gate=prototype-exit", "--strict"],
        ["gates", "--gate", "prototype-exit", "--junit", "--allow-not-due", "--as-of", "2026-11-06"],
        ["gates", "--product", "support-copilot", "--gate", "prototype-exit", "--candidate", "{candidate}"],
        ["gates", "--candidate", "no-such", "--json"],
        ["gates", "--json", "--junit"],
        ["gates", "--candidate", "no-such.yaml"],
        ["gates", "--wait", "soon"],
        ["gates", "--gate", "no-such", "--json"],
        ["admitted", "--candidate", "{candidate}"],
        ["status", "--product", "support-copilot"],
        ["status", "--as-of", "soon", "--json"],
        ["metrics", "--metric", "hallucination_rate"],
        ["risks"],
        ["due", "--role", "no-such"],
        ["value"],
    ],
    ids=" ".join,
)
def test_the_answer_is_the_one_that_any_command_gives(
    served: Served, capsys: pytest.CaptureFixture[str], candidate: str, words: list[str]
) -> None:
    words = [word.format(candidate=candidate) for word in words]
    found = at_once(capsys, *words, "--server", served.address)
    assert found == parts(run(None, *words, "--server", served.address))
    assert found == at_once(capsys, "--server", f"{served.address}/", *words)


@pytest.mark.parametrize(
    "document", [{}, {**PRINTED, "exit_code": 7}, {"error": {"code": "x", "message": "y", "problems": []}}]
)
@pytest.mark.parametrize("status", [200, 401, 404, 422, 503])
@pytest.mark.parametrize("options", [(), ("--json",)])
def test_what_is_no_answer_is_said_as_any_command_says_it(
    capsys: pytest.CaptureFixture[str], document: object, status: int, options: tuple[str, ...]
) -> None:
    with server(says(document, status), []) as address:
        words = ("status", *options, "--server", address)
        found = at_once(capsys, *words)
        assert found == parts(run(None, *words))
    assert found[0] != ExitCode.FINE
    assert found[2].count("\n") == 1


def fits_an_app(arguments: Any) -> bool:
    """Whether a case of the matrix can be asked of an app: whole, and of no other place."""
    return "--candidate" in arguments and not {"--store", "--server"} & set(arguments)


def asked_over_http(client: ApiClient) -> Respond:
    """Hands requests on to the app of this process."""

    def respond(handler: BaseHTTPRequestHandler) -> None:
        answer = client.get(handler.path)
        handler.send_response(answer.status_code)
        handler.send_header("Content-Length", str(len(answer.content)))
        handler.end_headers()
        handler.wfile.write(answer.content)

    return respond


@pytest.mark.parametrize(
    ("prepare", "arguments", "code"),
    [one for one in MATRIX if fits_an_app(one.values[1])],
)
def test_a_running_app_ends_the_command_as_the_folder_does(
    world: World,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    prepare: Callable[[World], None],
    arguments: Sequence[str],
    code: ExitCode,
) -> None:
    prepare(world)
    alone = run(world, *arguments, "--as-of", "2026-11-06")
    client = open_api(world, monkeypatch)
    try:
        with server(asked_over_http(client), []) as address:
            found = at_once(capsys, *arguments, "--as-of", "2026-11-06", "--server", address)
    finally:
        running_app.close()
    assert found[0] == code == alone.exit_code
    assert found[1] == alone.stdout


def test_nobody_there_is_said_as_any_command_says_it(capsys: pytest.CaptureFixture[str]) -> None:
    code, said, told = at_once(capsys, "status", "--server", "http://127.0.0.1:9")
    assert (code, said) == (ExitCode.NO_STORE, "")
    assert "the app cannot be reached" in told
    assert "playbook serve" in told


def test_every_option_of_the_table_is_one_of_its_command() -> None:
    cli.bring_in_all()
    program: Any = get_command(cli.app)
    for name in entry.VALUES:
        command = program.get_command(None, name)
        options = {word.removeprefix("--"): option for option in command.params for word in option.opts}
        assert name in FORWARDED
        for word in (*entry.VALUES[name], *entry.BEFORE):
            assert (options[word].is_flag, options[word].nargs) == (False, 1), (name, word)
        for word in (*entry.FLAGS.get(name, ()), *entry.FLAGS_OF_ALL):
            assert options[word].is_flag, (name, word)
        assert {option.name for option in command.params if option.required} == set(entry.REQUIRED.get(name, ()))


@pytest.mark.parametrize(
    "words",
    [
        [], ["gates", "--help"], ["--playbook", "x", "gates"], ["gates", "--store", "x"], ["gates", "--basis", "today"],
        ["gates", "prototype-exit"], ["gates", "--gate"], ["gates", "--gate", "--strict"], ["gates", "--gate="],
        ["--gate", "x", "gates"], ["gates", "--strict=true"], ["gates", "--strikt"], ["upload", "x.csv"], ["admitted"],
        ["gates", "--", "x"], ["gates", "-h"], ["gates", "--pipeline", "github"], ["gates", "gates"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_all_else_takes_the_long_way(words: list[str]) -> None:
    assert entry.plain_question([*words]) is None


def test_a_question_to_nobody_takes_the_long_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PLAYBOOK_SERVER", raising=False)
    question = entry.plain_question(["gates"])
    assert question is not None
    assert entry.answered(question) is None
    elsewhere = entry.plain_question(["gates", "--server", "ftp://host"])
    assert elsewhere is not None
    assert entry.answered(elsewhere) is None


def test_the_environment_names_app_and_token(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    reported: list[dict[str, str]] = []
    with server(says(PRINTED), reported) as address:
        monkeypatch.setenv("PLAYBOOK_SERVER", address)
        monkeypatch.setenv("PLAYBOOK_TOKEN", "a-secret")
        assert at_once(capsys, "gates", "--gate", "a b&c") == (0, "fine\n", "")
    assert reported[0]["Authorization"] == "Bearer a-secret"
    assert reported[0]["path"].startswith("/api/command/gates?gate=a+b%26c&width=")


def test_an_answer_that_ends_early_is_none(capsys: pytest.CaptureFixture[str]) -> None:
    with server(says(PRINTED, 200, **{"Content-Length": "5000", "Connection": "close"}), []) as address:
        code, said, told = at_once(capsys, "gates", "--server", address)
    assert (code, said) == (ExitCode.NO_STORE, "")
    assert "bytes of the answer are missing" in told


def test_nothing_heavy_is_imported_on_the_way(candidate: str) -> None:
    asking = ["playbook", "gates", "--product", "p", "--gate", "g", "--candidate", candidate, "--server"]
    script = (
        "import sys\nfrom playbook.cli import entry\n"
        f"sys.argv = {asking!r} + sys.argv[1:]\n"
        "try:\n    entry.main()\nexcept SystemExit as ended:\n    print(ended.code)\nprint(*sys.modules)\n"
    )
    with server(says(PRINTED), []) as address:
        ran = subprocess.run(
            [sys.executable, "-c", script, address], capture_output=True, text=True, check=True, timeout=60
        )
    fine, code, modules = ran.stdout.splitlines()
    assert (fine, code) == ("fine", "0")
    assert not set(HEAVY) & set(modules.split())
