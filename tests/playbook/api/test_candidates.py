"""A CI job posts what would ship and asks for its verdict: written once, whole or not at all, by the right token."""

import json
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from playbook.api import guard as api_guard
from playbook.api.guard import Rate
from playbook.services.running_app import app as running_app
from playbook.services.tokens.tokens import Scope
from tests.playbook.api_client import ApiClient, error_of, open_api, token_for
from tests.repositories import committed, git
from tests.worlds import World

PATH = "/api/candidates"
BODY = {
    "product": "support-copilot",
    "id": "build-812",
    "commit": "4f1c2d9a7b30",
    "models": ["model-a@1"],
    "prompts": ["answer@sha256:9be0"],
    "retrieval": ["manuals@2"],
    "suites": ["regression@31"],
    "data": ["tickets@7"],
    "tag": "v1.2",
}
SUBJECT = "Record candidate: support-copilot, build-812, nightly-export, v1.2"


@pytest.fixture
def api(on_track: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[ApiClient]:
    """The API of a running app."""
    monkeypatch.setattr(api_guard, "_RATE", Rate())
    yield open_api(on_track, monkeypatch)
    running_app.close()


def send(api: ApiClient, token: str, body: object = BODY, **headers: str) -> httpx.Response:
    content = body if isinstance(body, str | bytes) else json.dumps(body)
    return api.post(PATH, token, content=content, headers={"Content-Type": "application/json", **headers})


def test_a_job_puts_a_candidate_on_record_and_asks_for_its_verdict(api: ApiClient, on_track: World) -> None:
    answer = send(api, token_for(on_track))
    assert (answer.status_code, answer.json()["state"]) == (201, "written")
    assert "id: build-812" in on_track.text("records/candidates.yaml")
    assert "by: nightly-export" in on_track.text("records/candidates.yaml")
    asked = api.get("/api/gates?candidate=build-812&gate=prototype-exit").json()
    assert asked["candidate"]["prompts"] == ["answer@sha256:9be0"]
    assert [gate["product"] for gate in asked["gates"]] == ["support-copilot"]
    assert api.get("/api/admitted?candidate=build-812").json()["state"] == "never_admitted"


def test_the_same_again_is_there_already_and_other_parts_under_the_same_id_are_refused(
    api: ApiClient, on_track: World
) -> None:
    token = token_for(on_track)
    send(api, token)
    assert (send(api, token).status_code, send(api, token).json()["state"]) == (200, "already_there")
    found = error_of(send(api, token, {**BODY, "commit": "9be07714c2ad"}), 422)
    assert "second candidate 'build-812'" in found["problems"][0]["message"]
    assert on_track.text("records/candidates.yaml").count("id: build-812") == 1


def test_a_key_is_done_once(api: ApiClient, on_track: World) -> None:
    token = token_for(on_track)
    headers = {"Idempotency-Key": "build-812"}
    first, again = send(api, token, **headers), send(api, token, **headers)
    assert (first.status_code, again.status_code, first.json()) == (201, 201, again.json())
    assert error_of(send(api, token, {**BODY, "id": "build-813"}, **headers), 409)["code"] == "key_taken"


@pytest.fixture
def in_git(on_track: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """The playbook in a repository of its own, whose forms commit what they write."""
    on_track.write("settings.yaml", "edit: true\ncommit: true\n")
    on_track.write("records/candidates.yaml", "# what would ship\ncandidates: []\n")
    committed(on_track)
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "the app")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "app@example.org")
    return on_track


def test_where_forms_commit_a_candidate_is_committed_too_and_once_for_a_key(api: ApiClient, in_git: World) -> None:
    token = token_for(in_git)
    headers = {"Idempotency-Key": "build-812"}
    first = send(api, token, **headers)
    assert (first.status_code, send(api, token, **headers).json()) == (201, first.json())
    assert send(api, token).json()["committed"] is None
    log = git(in_git.folder, "log", "--format=%h|%an|%cn|%s", "--name-only").split("\n\n")
    head, file = log[0], log[1].split("\n")[0]
    assert head == f"{first.json()['committed']}|nightly-export|the app|{SUBJECT}"
    assert file == "records/candidates.yaml"
    assert len(git(in_git.folder, "log", "--format=%h").split()) == 2
    assert git(in_git.folder, "status", "--porcelain", "records") == ""


def test_where_it_cannot_be_committed_nothing_is_written(api: ApiClient, in_git: World) -> None:
    in_git.write("records/candidates.yaml", "# somebody is at it\ncandidates: []\n")
    before = in_git.text("records/candidates.yaml")
    refused = error_of(send(api, token_for(in_git)), 409)
    assert refused["code"] == "not_committed"
    assert refused["message"].startswith("It cannot be committed: candidates.yaml has changes that were not committed")
    assert in_git.text("records/candidates.yaml") == before


def test_many_at_once_are_all_written(api: ApiClient, on_track: World) -> None:
    token = token_for(on_track)
    with ThreadPoolExecutor(max_workers=6) as threads:
        answers = list(threads.map(lambda number: send(api, token, {**BODY, "id": f"build-{number}"}), range(12)))
    assert {answer.status_code for answer in answers} == {201}
    written = re.findall(r"id: build-(\d+)", on_track.text("records/candidates.yaml"))
    assert sorted(map(int, written)) == list(range(12))


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("", "body"),
        ("[1, 2]", "candidate"),
        ("{", "candidate"),
        (b"\xff\xfe\x00", "UTF-8"),
        ({**BODY, "commit": "v1.2"}, "hash of a commit"),
        ({**BODY, "model": ["x"]}, "did you mean 'models'?"),
        ({**BODY, "product": "nobody"}, "unknown product 'nobody'"),
        ({"product": "support-copilot", "id": "bare"}, "names nothing that would ship"),
        ({**BODY, "on": "2026-13-40"}, "there is no day 2026-13-40"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(api: ApiClient, on_track: World, body: object, says: str) -> None:
    before = on_track.text("records/candidates.yaml")
    answer = send(api, token_for(on_track), body)
    assert answer.status_code == 422
    assert says in answer.text
    assert on_track.text("records/candidates.yaml") == before


def test_too_long_a_body_and_another_type_are_refused(api: ApiClient, on_track: World) -> None:
    token = token_for(on_track)
    error_of(send(api, token, {**BODY, "note": "x" * 70_000}), 413)
    error_of(api.post(PATH, token, content="a,b", headers={"Content-Type": "text/csv"}), 415)


@pytest.mark.parametrize("scope", [Scope.READ, Scope.STORE])
def test_only_a_token_for_uploads_writes(api: ApiClient, on_track: World, scope: Scope) -> None:
    error_of(send(api, token_for(on_track, scope, name=f"job-{scope}")), 403)
