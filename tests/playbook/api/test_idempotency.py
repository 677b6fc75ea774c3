"""Idempotency-Key: the same request again is the first answer again; several files are stored together, or none is."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from metrics.snapshot.snapshot import Snapshot
from metrics.store.location import Location
from playbook.api import guard as api_guard
from playbook.api.guard import Rate
from playbook.services.running_app import app as running_app
from playbook.services.tokens.tokens import Scope
from playbook.workspace.workspace import Workspace
from tests.playbook.api_client import HEAD, NEXT_WEEK, WEEK, ApiClient, error_of, open_api, token_for
from tests.worlds import World

OTHER = HEAD + "2026-W37,support-copilot,hallucination_rate,,150,1700\n"


@pytest.fixture
def api(week_one: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[ApiClient]:
    """The API of a running app, where nothing was measured yet."""
    monkeypatch.setattr(api_guard, "_RATE", Rate())
    yield open_api(World(week_one.name, week_one.folder, week_one.today.replace(month=11)), monkeypatch)
    running_app.close()


@pytest.fixture
def token(week_one: World) -> str:
    """A token for uploads."""
    return token_for(week_one)


def send(api: ApiClient, token: str, text: str = WEEK, key: str = "k1", query: str = "name=w.csv") -> httpx.Response:
    """One file, with a key."""
    headers = {"Content-Type": "text/csv", "Idempotency-Key": key}
    return api.post(f"/api/snapshots?{query}", token, content=text, headers=headers)


def uploads(api: ApiClient) -> list[dict[str, Any]]:
    """What the store received."""
    found: list[dict[str, Any]] = api.get("/api/uploads").json()["uploads"]
    return found


def test_the_same_request_again_is_the_first_answer_whatever_came_between(api: ApiClient, token: str) -> None:
    first = send(api, token)
    assert first.status_code == 201
    assert send(api, token, OTHER, key="k2").status_code == 201
    again = send(api, token)
    assert (again.status_code, again.json()) == (first.status_code, first.json())
    assert [upload["file"] for upload in uploads(api)] == ["w.csv", "w.csv"]
    assert uploads(api)[0]["counting_rows"] == 1, "the newer file still counts"
    without = api.post("/api/snapshots?name=w.csv", token, content=WEEK, headers={"Content-Type": "text/csv"})
    assert without.status_code == 201, "without a key it is another upload"


@pytest.mark.parametrize(
    ("text", "query"), [(OTHER, "name=w.csv"), (WEEK, "name=v.csv"), (WEEK, "name=w.csv&source=x")]
)
def test_a_key_is_for_one_request_only(api: ApiClient, token: str, text: str, query: str) -> None:
    send(api, token)
    assert error_of(send(api, token, text, query=query), 409)["code"] == "key_taken"
    assert len(uploads(api)) == 1


def test_keys_of_different_tokens_never_meet(api: ApiClient, token: str, week_one: World) -> None:
    send(api, token)
    assert send(api, token_for(week_one, name="other"), OTHER).status_code == 201


@pytest.mark.parametrize("key", ["", " ", "a b", "x" * 201, "ä", "a\tb"])
def test_a_key_that_is_none_is_refused(api: ApiClient, token: str, key: str) -> None:
    answer = api.request(
        "POST",
        "/api/snapshots",
        content=WEEK,
        headers=[
            (b"Authorization", f"Bearer {token}".encode()),
            (b"Content-Type", b"text/csv"),
            (b"Idempotency-Key", key.encode()),
        ],
    )
    assert "Idempotency-Key" in error_of(answer, 422)["message"]
    assert uploads(api) == []


def test_a_refused_file_keeps_no_key(api: ApiClient, token: str) -> None:
    assert send(api, token, WEEK.replace("hallucination_rate", "halucination_rate")).status_code == 422
    assert send(api, token).status_code == 201


def test_withdrawing_and_tidying_with_a_key_are_done_once(api: ApiClient, token: str, week_one: World) -> None:
    upload = send(api, token).json()["files"][0]["upload_id"]
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": "gone"}
    first, again = (api.request("DELETE", f"/api/uploads/{upload}", headers=headers) for _ in range(2))
    assert (first.status_code, first.json()) == (again.status_code, again.json()) == (200, first.json())
    del headers["Idempotency-Key"]
    assert (
        error_of(api.request("DELETE", f"/api/uploads/{upload}", headers=headers), 409)["code"] == "taken_back_before"
    )
    keeper = token_for(week_one, Scope.STORE, name="keeper")
    tidied = [api.post("/api/tidy", keeper, headers={"Idempotency-Key": "t"}).json() for _ in range(2)]
    assert tidied[0] == tidied[1]


def test_several_files_are_stored_together_or_not_at_all(
    api: ApiClient, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [("file", ("one.csv", WEEK)), ("file", ("two.csv", NEXT_WEEK))]
    keep, kept = Workspace.keep, []

    def broken(self: Workspace, snapshot: Snapshot, **more: Any) -> Any:
        if snapshot.file_name == "two.csv":
            raise Location("store", "store", "store").problem("the disk is full")
        kept.append(snapshot.file_name)
        return keep(self, snapshot, **more)

    headers = {"Idempotency-Key": "both"}
    with monkeypatch.context() as patched:
        patched.setattr(Workspace, "keep", broken)
        assert error_of(api.post("/api/snapshots", token, files=files, headers=headers), 503)
    assert kept == ["one.csv"]
    assert uploads(api) == []
    first = api.post("/api/snapshots", token, files=files, headers=headers)
    assert [entry["state"] for entry in first.json()["files"]] == ["stored", "stored"]
    assert api.post("/api/snapshots", token, files=files, headers=headers).json() == first.json()
    assert sorted(upload["file"] for upload in uploads(api)) == ["one.csv", "two.csv"]
