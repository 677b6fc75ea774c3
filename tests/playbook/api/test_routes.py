"""The HTTP API: the command's documents, questions checked at the API, one shape of errors, headers on everything."""

import asyncio
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import Receive, Scope, Send
from typer.testing import CliRunner

from metrics.store.migrations import NEWEST
from playbook.api.headers import HANDED_OUT, HEADERS, Protection
from playbook.cli.main import app
from playbook.services.running_app import app as running_app
from playbook.settings import BROWSER_COOKIE
from tests.playbook.api_client import ApiClient, error_of, open_api
from tests.worlds import World

DAY = "as_of=2026-11-06"


@pytest.fixture
def api(slipping: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[ApiClient]:
    """The API of a running app, on the world that slips."""
    slipping.receive_all()
    yield open_api(slipping, monkeypatch)
    running_app.close()


def error(api: ApiClient, address: str, status: int) -> dict[str, Any]:
    """The error at an address."""
    return error_of(api.get(address), status)


def test_health_says_that_all_is_there(api: ApiClient) -> None:
    answer = api.get("/api/health")
    assert answer.status_code == 200
    health = answer.json()
    assert (health["schema"], health["status"], health["playbook"], health["sample"]) == (1, "ok", "current", False)


@pytest.mark.parametrize(
    ("address", "arguments"),
    [
        (f"/api/status?{DAY}", ["status"]),
        (f"/api/status?{DAY}&product=support-copilot", ["status", "--product", "support-copilot"]),
        (f"/api/gates?{DAY}", ["gates"]),
        (f"/api/gates?{DAY}&gate=prototype-exit", ["gates", "--gate", "prototype-exit"]),
        (f"/api/metrics?{DAY}&basis=today", ["metrics", "--basis", "today"]),
        (
            f"/api/metrics?{DAY}&metric=nps&product=support-copilot",
            ["metrics", "--metric", "nps", "--product", "support-copilot"],
        ),
    ],
)
def test_the_api_answers_with_the_documents_of_the_command(
    api: ApiClient, slipping: World, address: str, arguments: list[str]
) -> None:
    answer = api.get(address)
    assert answer.status_code == 200
    running_app.close()
    options = ["--playbook", str(slipping.folder), "--json", "--as-of", "2026-11-06"]
    assert answer.json() == json.loads(CliRunner().invoke(app, [*options, *arguments]).stdout)


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("/api/status?as_of=soon", "'soon' is not a day; expected a date such as 2026-11-06"),
        ("/api/status?as_of=", "is not a day"),
        ("/api/status?as_of=9999-12-31", "out of reach"),
        ("/api/gates?basis=then", "expected 'known'"),
        ("/api/gates?product=suport-copilot", "unknown product 'suport-copilot'; did you mean 'support-copilot'?"),
        ("/api/gates?gate=limited", "did you mean 'limited-release'?"),
        ("/api/metrics?metric=nsp", "unknown metric 'nsp'; did you mean 'nps'?"),
        ("/api/status?asof=2026-11-06", "unknown parameter 'asof'; did you mean 'as_of'?"),
        ("/api/health?metric=nps", "unknown parameter 'metric'"),
    ],
)
def test_a_bad_question_is_refused_at_the_api(api: ApiClient, address: str, message: str) -> None:
    found = error(api, address, 422)
    assert found["code"] == "unprocessable"
    assert message in found["message"]


@pytest.mark.parametrize("address", ["/api", "/api/", "/api/statsu", "/api/status/more", "/api/../api/x"])
def test_an_unknown_address_is_not_the_page(api: ApiClient, address: str) -> None:
    assert error(api, address, 404)["code"] == "not_found"


def test_an_unknown_address_is_none_for_a_method_that_nobody_knows_either(api: ApiClient) -> None:
    assert error_of(api.request("FOO", "/api/nothing"), 404)["code"] == "not_found"


def test_an_unknown_address_names_its_nearest_neighbour(api: ApiClient) -> None:
    assert "did you mean '/api/status'?" in error(api, "/api/statsu", 404)["message"]


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_an_address_that_reads_answers_no_other_method(api: ApiClient, method: str) -> None:
    answer = api.request(method, "/api/status")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD"
    assert answer.json()["error"]["code"] == "method_not_allowed"


@pytest.mark.parametrize(
    ("method", "address", "allowed"),
    [
        ("GET", "/api/snapshots", "POST"),
        ("PATCH", "/api/uploads/u1", "DELETE"),
        ("POST", "/api/openapi.json", "GET, HEAD"),
        ("FOO", "/api/status", "GET, HEAD"),
    ],
)
def test_an_address_says_which_methods_it_answers(api: ApiClient, method: str, address: str, allowed: str) -> None:
    answer = api.request(method, address)
    assert error_of(answer, 405)["code"] == "method_not_allowed"
    assert answer.headers["allow"] == allowed


def test_a_parameter_is_said_once(api: ApiClient) -> None:
    found = error(api, "/api/status?basis=known&basis=today", 422)
    assert "'basis' stands there more than once" in found["message"]


def test_health_says_how_old_the_newest_upload_is(api: ApiClient, slipping: World) -> None:
    health = api.get("/api/health").json()
    newest = max(file.received for file in slipping.files)
    assert health["newest_upload"] == newest.isoformat().replace("+00:00", "Z")
    assert health["store_age_seconds"] == (slipping.now - newest).total_seconds()
    assert health["store_schema"] == NEWEST


def test_an_empty_store_has_no_age(week_one: World, monkeypatch: pytest.MonkeyPatch) -> None:
    health = open_api(week_one, monkeypatch).get("/api/health").json()
    running_app.close()
    assert (health["newest_upload"], health["store_age_seconds"]) == (None, None)


def test_a_day_before_the_start_is_answered_calmly(api: ApiClient) -> None:
    answer = api.get("/api/status?as_of=2026-08-01").json()
    assert answer["day"] < 1
    assert answer["readiness"]["plan"] == 0


def test_broken_definitions_are_said_beside_the_last_whole_version(api: ApiClient, slipping: World) -> None:
    whole = api.get(f"/api/status?{DAY}").json()
    slipping.change("definitions/metrics.yaml", "kind: duration", "kind: time")
    broken = api.get(f"/api/status?{DAY}").json()
    assert broken["readiness"] == whole["readiness"]
    assert "definitions/metrics.yaml" in {problem["where"]["file"] for problem in broken["problems"]}
    health = api.get("/api/health").json()
    assert (health["playbook"], health["errors"]) == ("last_whole", 1)


def test_a_store_that_is_held_by_another_process_is_said_calmly(api: ApiClient, slipping: World) -> None:
    script = "import sys, duckdb; held = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", script, slipping.store_url]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        for address in ("/api/health", "/api/status"):
            found = error(api, address, 503)
            assert found["code"] == "store_unavailable"
            assert "in use by another process" in found["message"]
            assert found["problems"][0]["remedy"]
        holder.communicate("")
    assert api.get("/api/status").status_code == 200


def test_a_folder_that_is_gone_is_said_calmly(api: ApiClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLAYBOOK_DIR", str(tmp_path / "gone"))
    assert "does not exist" in error(api, "/api/status", 503)["message"]


def test_many_may_ask_at_once_through_one_connection(api: ApiClient) -> None:
    addresses = [
        f"/api/{name}?as_of=2026-10-{day:02}" for name in ("status", "gates", "metrics") for day in range(1, 9)
    ]
    with ThreadPoolExecutor(8) as pool:
        assert {answer.status_code for answer in pool.map(api.get, addresses)} == {200}


def test_every_answer_carries_the_headers_that_protect(api: ApiClient) -> None:
    for address in ("/api/status", "/api/nothing"):
        answer = api.get(address)
        assert {name: answer.headers[name] for name in HANDED_OUT} == HANDED_OUT
        assert answer.headers["cache-control"] == "no-store"
    assert "'unsafe-inline'" not in HEADERS["Content-Security-Policy"].partition("style-src")[0]


def cookies_given(response: Response, *, base: str = "http://testserver") -> list[str | None]:
    """The cookie that comes with an answer, asked for twice by one browser."""

    async def answers(scope: Scope, receive: Receive, send: Send) -> None:
        await response(scope, receive, send)

    async def requested() -> list[str | None]:
        transport = httpx.ASGITransport(app=Protection(answers))
        async with httpx.AsyncClient(transport=transport, base_url=base) as browser:
            return [(await browser.get("/")).headers.get("set-cookie") for _ in range(2)]

    return asyncio.run(requested())


def test_a_page_gives_a_browser_its_cookie_once_and_no_answer_of_the_api_does() -> None:
    page = HTMLResponse("<p>page</p>")
    first, second = cookies_given(page, base="https://testserver")
    kept = rf"{BROWSER_COOKIE}=[\w-]{{32}}; Max-Age=2592000; Path=/; HttpOnly; SameSite=Lax"
    assert re.fullmatch(f"{kept}; Secure", first or "")
    assert second is None
    assert re.fullmatch(kept, cookies_given(page)[0] or "")
    assert cookies_given(JSONResponse({})) == [None, None]


def test_what_nobody_expected_is_an_apology_in_the_same_shape(api: ApiClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def burst(*_: object) -> None:
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr("playbook.workspace.workspace.Workspace.assess", burst)
    found = error(api, "/api/status", 500)
    assert found["code"] == "unexpected"
    assert "secret" not in found["message"]
