"""Tokens over HTTP: what each opens, when it opens nothing, and how often it may ask."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from playbook.api import guard as api_guard
from playbook.api.guard import Rate
from playbook.cli.main import app
from playbook.services.tokens.tokens import Scope, Tokens
from tests.playbook.api_client import SNAPSHOTS, WEEK, ApiClient, error_of, send, token_for
from tests.worlds import World


def test_without_a_token_nothing_comes_in(api: ApiClient) -> None:
    for method, address in (("POST", SNAPSHOTS), ("DELETE", "/api/uploads/u1")):
        answer = api.request(method, address, content=WEEK)
        assert "playbook token create" in error_of(answer, 401)["message"]
        assert answer.headers["www-authenticate"].startswith("Bearer")


@pytest.mark.parametrize("header", ["Basic abc", "Bearer", "Bearer ", "Bearer pbk_nothing", "pbk_nothing"])
@pytest.mark.parametrize("address", [SNAPSHOTS, "/api/status"])
def test_a_token_that_is_none_is_refused_even_where_none_is_needed(api: ApiClient, header: str, address: str) -> None:
    method = "POST" if address == SNAPSHOTS else "GET"
    answer = api.request(method, address, headers={"Authorization": header})
    assert error_of(answer, 401)["code"] == "unauthorized"


def test_a_token_is_only_good_for_what_it_is_for(api: ApiClient, week_one: World) -> None:
    reader = token_for(week_one, Scope.READ, name="wallboard")
    found = error_of(send(api, reader), 403)
    assert "the token 'wallboard' is for " in found["message"]
    assert "'read', and this needs 'upload'" in found["message"]
    uploader = token_for(week_one, name="job")
    answer = api.get("/api/status", headers={"Authorization": f"Bearer {uploader}"})
    assert error_of(answer, 403)["code"] == "forbidden"


def test_a_token_that_was_taken_back_opens_nothing_from_the_next_request_on(
    api: ApiClient, token: str, week_one: World
) -> None:
    assert send(api, token, query="dry_run=true").status_code == 200
    done = CliRunner().invoke(app, ["--playbook", str(week_one.folder), "token", "revoke", "nightly-export"])
    assert done.exit_code == 0
    assert error_of(send(api, token), 401)["code"] == "unauthorized"


def test_reading_can_be_closed_but_for_tokens(api: ApiClient, week_one: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLAYBOOK_READING", "token")
    reader = {"Authorization": f"Bearer {token_for(week_one, Scope.READ, name='wallboard')}"}
    for address in ("/api/status", "/api/gates", "/api/metrics", "/api/uploads"):
        assert error_of(api.get(address), 401)["code"] == "unauthorized"
        assert api.get(address, headers=reader).status_code == 200
    assert api.get("/api/health").status_code == 200


@pytest.mark.parametrize(
    ("name", "value"), [("PLAYBOOK_READING", "closed"), ("PLAYBOOK_RATE", "0"), ("PLAYBOOK_LARGEST_MB", "1e3")]
)
def test_a_setting_that_is_none_opens_nothing_and_says_so(
    api: ApiClient, token: str, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    found = error_of(send(api, token), 503)
    assert found["code"] == "set_up_wrongly"
    assert f"{name} is '{value}'" in found["message"]


def test_a_token_that_asks_too_often_is_reported_when_to_come_back(
    api: ApiClient, token: str, week_one: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = [0.0]
    monkeypatch.setattr(api_guard, "_RATE", Rate(lambda: moment[0]))
    monkeypatch.setenv("PLAYBOOK_RATE", "3")
    assert [send(api, token, query="dry_run=true").status_code for _ in range(4)] == [200, 200, 200, 429]
    refused = send(api, token)
    assert error_of(refused, 429)["code"] == "too_many_requests"
    assert refused.headers["retry-after"] == "20"
    assert send(api, token_for(week_one, name="another"), query="dry_run=true").status_code == 200
    moment[0] = 20.0
    assert send(api, token, query="dry_run=true").status_code == 200


def test_guessing_tokens_is_slowed_down(api: ApiClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLAYBOOK_RATE", "2")
    assert [send(api, "pbk_guess").status_code for _ in range(3)] == [401, 401, 429]


def test_a_token_of_another_playbook_opens_nothing(api: ApiClient, tmp_path: Path) -> None:
    _, secret = Tokens(tmp_path / "other").create("x", [Scope.UPLOAD], days=1, now=datetime.now(UTC))
    assert error_of(send(api, secret), 401)["code"] == "unauthorized"


def test_two_tokens_are_none(api: ApiClient, token: str, week_one: World) -> None:
    headers = [("Authorization", f"Bearer {token}"), ("Authorization", f"Bearer {token_for(week_one, name='other')}")]
    found = error_of(api.request("POST", "/api/snapshots", headers=headers, content=WEEK.encode()), 401)
    assert "more than once" in found["message"]
