"""The HTTP door: the command's documents, questions checked at the door, one shape of errors, headers on everything."""

import json
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from metrics.store.migrations import NEWEST
from playbook.api.headers import HEADERS
from playbook.cli.main import app
from playbook.services.running_app import app as running_app
from tests.playbook.door import Door, error_of, open_door
from tests.worlds import World

DAY = "as_of=2026-11-06"


@pytest.fixture
def door(slipping: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[Door]:
    """The door of a running app, on the world that slips."""
    slipping.receive_all()
    yield open_door(slipping, monkeypatch)
    running_app.close()


def error(door: Door, address: str, status: int) -> dict[str, Any]:
    """The error at an address."""
    return error_of(door.get(address), status)


def test_health_says_that_all_is_there(door: Door) -> None:
    answer = door.get("/api/health")
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
def test_the_door_answers_with_the_documents_of_the_command(
    door: Door, slipping: World, address: str, arguments: list[str]
) -> None:
    answer = door.get(address)
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
def test_a_bad_question_is_refused_at_the_door(door: Door, address: str, message: str) -> None:
    found = error(door, address, 422)
    assert found["code"] == "unprocessable"
    assert message in found["message"]


@pytest.mark.parametrize("address", ["/api", "/api/", "/api/statsu", "/api/status/more", "/api/../api/x"])
def test_an_unknown_address_is_not_the_page(door: Door, address: str) -> None:
    assert error(door, address, 404)["code"] == "not_found"


def test_an_unknown_address_names_its_nearest_neighbour(door: Door) -> None:
    assert "did you mean '/api/status'?" in error(door, "/api/statsu", 404)["message"]


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_an_address_that_reads_answers_no_other_method(door: Door, method: str) -> None:
    answer = door.request(method, "/api/status")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD"
    assert answer.json()["error"]["code"] == "method_not_allowed"


@pytest.mark.parametrize(
    ("method", "address", "allowed"),
    [
        ("GET", "/api/snapshots", "POST"),
        ("PATCH", "/api/uploads/u1", "DELETE"),
        ("POST", "/api/openapi.json", "GET, HEAD"),
    ],
)
def test_an_address_says_which_methods_it_answers(door: Door, method: str, address: str, allowed: str) -> None:
    answer = door.request(method, address)
    assert error_of(answer, 405)["code"] == "method_not_allowed"
    assert answer.headers["allow"] == allowed


def test_a_parameter_is_said_once(door: Door) -> None:
    found = error(door, "/api/status?basis=known&basis=today", 422)
    assert "'basis' stands there more than once" in found["message"]


def test_health_says_how_old_the_newest_upload_is(door: Door, slipping: World) -> None:
    health = door.get("/api/health").json()
    newest = max(file.received for file in slipping.files)
    assert health["newest_upload"] == newest.isoformat().replace("+00:00", "Z")
    assert health["store_age_seconds"] == (slipping.now - newest).total_seconds()
    assert health["store_schema"] == NEWEST


def test_an_empty_store_has_no_age(week_one: World, monkeypatch: pytest.MonkeyPatch) -> None:
    health = open_door(week_one, monkeypatch).get("/api/health").json()
    running_app.close()
    assert (health["newest_upload"], health["store_age_seconds"]) == (None, None)


def test_a_day_before_the_start_is_answered_calmly(door: Door) -> None:
    answer = door.get("/api/status?as_of=2026-08-01").json()
    assert answer["day"] < 1
    assert answer["readiness"]["plan"] == 0


def test_broken_definitions_are_said_beside_the_last_whole_version(door: Door, slipping: World) -> None:
    whole = door.get(f"/api/status?{DAY}").json()
    slipping.change("definitions/metrics.yaml", "kind: duration", "kind: time")
    broken = door.get(f"/api/status?{DAY}").json()
    assert broken["readiness"] == whole["readiness"]
    assert "definitions/metrics.yaml" in {problem["where"]["file"] for problem in broken["problems"]}
    health = door.get("/api/health").json()
    assert (health["playbook"], health["errors"]) == ("last_whole", 1)


def test_a_store_that_is_held_by_another_process_is_said_calmly(door: Door, slipping: World) -> None:
    script = "import sys, duckdb; held = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", script, slipping.store_url]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        for address in ("/api/health", "/api/status"):
            found = error(door, address, 503)
            assert found["code"] == "store_unavailable"
            assert "in use by another process" in found["message"]
            assert found["problems"][0]["remedy"]
        holder.communicate("")
    assert door.get("/api/status").status_code == 200


def test_a_folder_that_is_gone_is_said_calmly(door: Door, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLAYBOOK_DIR", str(tmp_path / "gone"))
    assert "does not exist" in error(door, "/api/status", 503)["message"]


def test_many_may_ask_at_once_through_one_connection(door: Door) -> None:
    addresses = [
        f"/api/{name}?as_of=2026-10-{day:02}" for name in ("status", "gates", "metrics") for day in range(1, 9)
    ]
    with ThreadPoolExecutor(8) as pool:
        assert {answer.status_code for answer in pool.map(door.get, addresses)} == {200}


def test_every_answer_carries_the_headers_that_protect(door: Door) -> None:
    for address in ("/api/status", "/api/nothing"):
        answer = door.get(address)
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS
        assert answer.headers["cache-control"] == "no-store"
    assert "'unsafe-inline'" not in HEADERS["Content-Security-Policy"].partition("style-src")[0]


def test_what_nobody_expected_is_an_apology_in_the_same_shape(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    def burst(*_: object) -> None:
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr("playbook.workspace.workspace.Workspace.assess", burst)
    found = error(door, "/api/status", 500)
    assert found["code"] == "unexpected"
    assert "secret" not in found["message"]
