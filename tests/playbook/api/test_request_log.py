"""One line for each request to the API, found by its id; no secret in it."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest

from playbook.api import request_log
from playbook.services.running_app import app as running_app
from tests.playbook.api_client import WEEK, ApiClient, open_api, token_for
from tests.worlds import World


@pytest.fixture
def api(slipping: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[ApiClient]:
    """The API of a running app, on the world that slips."""
    yield open_api(slipping, monkeypatch)
    running_app.close()


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """What is written to the log, as JSON."""
    written = io.StringIO()
    monkeypatch.setenv("PLAYBOOK_LOG", "json")
    monkeypatch.setattr("sys.stderr", written)
    request_log.set_up()
    yield written
    request_log.LOG.handlers.clear()
    request_log.LOG.propagate = True
    logging.setLogRecordFactory(logging.LogRecord)


def lines(log: io.StringIO) -> list[dict[str, Any]]:
    """Each line, taken apart."""
    return [json.loads(line) for line in log.getvalue().splitlines()]


def test_an_upload_is_one_line_with_the_name_of_its_token(api: ApiClient, slipping: World, log: io.StringIO) -> None:
    token = token_for(slipping)
    headers = {"X-Request-Id": "job-17.attempt:2", "Content-Type": "text/csv"}
    answer = api.post("/api/snapshots?name=week37.csv", token, content=WEEK, headers=headers)
    (line,) = lines(log)
    assert answer.headers["x-request-id"] == line["id"] == "job-17.attempt:2"
    assert (line["event"], line["token"], line["method"]) == ("request", "nightly-export", "POST")
    assert (line["route"], line["status"]) == ("/api/snapshots", 201)
    assert (line["bytes_in"], line["bytes_out"]) == (len(WEEK), len(answer.content))
    assert line["milliseconds"] > 0
    assert line["time"].endswith("+00:00")


def test_no_secret_and_no_question_stands_in_the_log(api: ApiClient, slipping: World, log: io.StringIO) -> None:
    token = token_for(slipping)
    api.get("/api/status?product=a-secret-product", headers={"Authorization": f"Bearer {token}"})
    api.get(f"/api/status?token={token}")
    api.get("/api/status", headers={"Authorization": "Bearer pbk_wrong"})
    assert [line["status"] for line in lines(log)] == [403, 422, 401]
    assert token not in log.getvalue()
    assert "secret" not in log.getvalue()
    assert "pbk_" not in log.getvalue()


@pytest.mark.parametrize("sent", ["", "x" * 81, "a\tb", 'a"b', "é"])
def test_an_id_that_could_break_the_line_is_replaced(api: ApiClient, log: io.StringIO, sent: str) -> None:
    answer = api.get("/api/health", headers={"X-Request-Id": sent.encode()})
    (line,) = lines(log)
    assert answer.headers["x-request-id"] == line["id"] != sent
    assert len(line["id"]) == 16


def test_what_nobody_expected_is_logged_and_answered_with_its_id(
    api: ApiClient, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def burst(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("playbook.workspace.workspace.Workspace.assess", burst)
    answer = api.get("/api/status", headers={"X-Request-Id": "find-me"})
    assert (answer.status_code, answer.headers["x-request-id"]) == (500, "find-me")
    (line,) = lines(log)
    assert (line["status"], line["id"]) == (500, "find-me")


def test_an_address_nobody_answers_at_is_a_line_too(api: ApiClient, log: io.StringIO) -> None:
    api.get("/api/nothing")
    (line,) = lines(log)
    assert (line["status"], line["route"]) == (404, "/api/{path:path}")


def test_people_get_a_line_they_can_read() -> None:
    record = logging.LogRecord("playbook.requests", logging.INFO, "", 0, "request", None, None)
    record.fields = {"id": "a1", "token": "", "status": 200}
    line = request_log.OneLine(as_json=False).format(record)
    assert line.endswith('request id="a1" status=200')


def test_whatever_is_logged_and_every_traceback_moves_no_cursor(log: io.StringIO) -> None:
    somebody = logging.getLogger("a-library-of-somebody-else")
    somebody.propagate = False
    somebody.addHandler(handler := logging.StreamHandler(log))
    try:
        raise ValueError("a product named \x1b]0;owned\x07 \u202egnp")
    except ValueError:
        somebody.exception("the file %s", "\x1b[2J.csv")
    finally:
        somebody.removeHandler(handler)
    written = log.getvalue()
    assert r"the file \x1b[2J.csv" in written
    assert r"ValueError: a product named \x1b]0;owned\x07 \u202egnp" in written
    assert written.replace("\n", "").isprintable()


@pytest.mark.usefixtures("log")
@pytest.mark.parametrize("name", ["httpx", "httpcore.http11", "apprise"])
def test_no_library_writes_the_addresses_of_channels_into_a_log(name: str) -> None:
    assert not logging.getLogger(name).isEnabledFor(logging.INFO)
