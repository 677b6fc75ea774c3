"""Page and API below a path of their own, reached through nginx as people put them on a server."""

import json
import os
import shutil
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect
from websockets.typing import Subprotocol

from playbook.cli.output import ExitCode
from playbook.services.tokens.tokens import Scope
from tests.free_port import free_port
from tests.playbook.api_client import ApiClient, token_for
from tests.playbook.served import Served, file, run, serving, wait_for
from tests.worlds import World

BASE = "/teams/playbook"
WEEK = "week,product,metric,value\n2026-W44,support-copilot,token_spend_usd,1234\n"
SETTINGS = """
daemon off;
pid {folder}/nginx.pid;
error_log stderr;
events {{ worker_connections 64; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    client_max_body_size 200m;
    server {{
        listen 127.0.0.1:{port};
        location {base}/ {{
            proxy_pass {app};
            proxy_http_version 1.1;
            proxy_set_header Host $http_host;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection "upgrade";
            proxy_read_timeout 1h;
        }}
    }}
}}
"""


@contextmanager
def nginx(folder: Path, app: str) -> Iterator[str]:
    """The address of an nginx that hands on what is below the path."""
    program = shutil.which("nginx", path=os.pathsep.join([os.environ["PATH"], "/usr/sbin"]))
    if program is None:
        pytest.skip("this test of a reverse proxy needs nginx (on Debian: apt-get install nginx-light)")
    port = free_port()
    folder.mkdir()
    settings = folder / "nginx.conf"
    settings.write_text(SETTINGS.format(folder=folder, port=port, base=BASE, app=app), "utf-8")
    with subprocess.Popen([program, "-p", str(folder), "-c", str(settings)]) as proxy:
        try:
            wait_for(f"http://127.0.0.1:{port}{BASE}/api/health", proxy)
            yield f"http://127.0.0.1:{port}"
        finally:
            proxy.terminate()
            proxy.wait(timeout=20)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """An app below the path."""
    with serving(tmp_path_factory.mktemp("below"), BASE) as found:
        yield found


@pytest.fixture(scope="module")
def outside(served: Served, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Its address from outside."""
    with nginx(tmp_path_factory.mktemp("proxy") / "nginx", served.address.removesuffix(BASE)) as host:
        yield host + BASE


def answer(address: str) -> bytes:
    """What an address of this machine answers."""
    with urllib.request.urlopen(address, timeout=20) as found:  # noqa: S310 - an address of this machine
        content: bytes = found.read()
    return content


def test_the_api_answers_below_the_path_and_nowhere_else(served: Served, outside: str) -> None:
    for address in (served.address, outside):
        assert json.loads(answer(f"{address}/api/health"))["status"] == "ok"
        assert b"<title>" in answer(f"{address}/")
        described = json.loads(answer(f"{address}/api/openapi.json"))
        assert described["servers"] == [{"url": BASE}]
        with pytest.raises(urllib.error.HTTPError) as refused:
            answer(f"{address}/api/helth")
        assert f"did you mean '{BASE}/api/health'?" in json.loads(refused.value.read())["error"]["message"]
    with pytest.raises((urllib.error.HTTPError, ValueError)):
        json.loads(answer(f"{served.address.removesuffix(BASE)}/api/health"))


def test_the_command_finds_the_app_by_its_address_and_by_itself(served: Served, outside: str, tmp_path: Path) -> None:
    sent = file(tmp_path, "w44.csv", WEEK)
    beside = run(served.world, "upload", sent)
    assert beside.exit_code == ExitCode.FINE, beside.stderr
    token = ["--token", token_for(served.world, Scope.READ, name="outside")]
    for address in (outside, f"{outside}/", served.address):
        requested = run(None, "--server", address, *token, "uploads", "--json")
        assert requested.exit_code == ExitCode.FINE, requested.stderr
        assert json.loads(requested.stdout)["uploads"][0]["file"] == "w44.csv"
    lost = run(None, "--server", served.address.removesuffix(BASE), "uploads")
    assert lost.exit_code == ExitCode.NO_STORE
    assert "check the address, and the path that follows it where the page has one" in lost.stderr


def test_the_page_runs_through_the_proxys_websocket(outside: str) -> None:
    address = f"{outside.replace('http', 'ws', 1)}/_stcore/stream"
    with connect(address, subprotocols=[Subprotocol("streamlit")], max_size=None, open_timeout=30) as page:
        begin = BackMsg()
        begin.rerun_script.query_string = ""
        page.send(begin.SerializeToString())
        kinds = set()
        while "script_finished" not in kinds:
            message = ForwardMsg()
            received = page.recv(timeout=120)
            assert isinstance(received, bytes)
            message.ParseFromString(received)
            kinds.add(str(message.WhichOneof("type")))
    assert {"new_session", "navigation", "delta", "script_finished"} <= kinds


def test_without_a_proxy_every_address_and_its_log_is_below_the_path(
    slipping: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLAYBOOK_DIR", str(slipping.folder))
    api = ApiClient("/team")
    assert api.get("/team/api/health").headers["X-Request-Id"]
    assert api.get("/team/api/none").json()["error"]["code"] == "not_found"
    assert api.get("/api/health").status_code == 404
    assert "X-Request-Id" not in api.get("/api/health").headers
