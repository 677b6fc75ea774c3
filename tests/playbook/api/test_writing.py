"""Files by HTTP: the one entrance for measurements, all or nothing, and only for whoever holds the right token."""

import asyncio
import gzip
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from typer.testing import CliRunner

from playbook.api import body as api_body
from playbook.api.answers import Refusal
from playbook.api.writing import Turnstile
from playbook.cli.main import app
from playbook.services.running_app import app as running_app
from tests.metrics.readers.tools import files
from tests.playbook.api_client import (
    BAD,
    HEAD,
    NEXT_WEEK,
    SNAPSHOTS,
    WEEK,
    ApiClient,
    error_of,
    in_pieces,
    send,
)
from tests.worlds import World


def uploads(api: ApiClient) -> list[dict[str, Any]]:
    """What the store received."""
    listed: list[dict[str, Any]] = api.get("/api/uploads").json()["uploads"]
    return listed


def test_a_file_is_stored_under_the_name_of_its_token(api: ApiClient, token: str) -> None:
    answer = send(api, token, query="name=week37.csv&source=judge%20export")
    assert answer.status_code == 201
    (entry,) = answer.json()["files"]
    assert (entry["file"], entry["state"], entry["rows"], entry["weeks"]) == ("week37.csv", "stored", 1, ["2026-W37"])
    (listed,) = uploads(api)
    assert (listed["actor"], listed["source"], listed["file"]) == ("nightly-export", "judge export", "week37.csv")
    assert listed["upload_id"] == entry["upload_id"]


def test_the_same_content_again_changes_nothing(api: ApiClient, token: str) -> None:
    send(api, token)
    again = send(api, token)
    assert (again.status_code, again.json()["files"][0]["state"]) == (200, "already_counts")
    assert len(uploads(api)) == 1


def test_a_bad_file_lists_every_problem_and_stores_nothing(api: ApiClient, token: str) -> None:
    found = error_of(send(api, token, BAD), 422)
    assert found["code"] == "refused"
    assert found["problem_count"] == len(found["problems"]) >= 3
    assert found["problems"][0]["where"] == {"file": "week37.csv", "row": 2, "column": "metric"}
    assert "nothing was stored" in found["message"]
    assert uploads(api) == []


def test_a_backfill_says_from_which_day_and_why(api: ApiClient, token: str) -> None:
    answer = send(api, token, query="name=week37.csv&received=2026-10-01&why=moved%20from%20the%20old%20sheet")
    assert answer.status_code == 201
    (entry,) = answer.json()["files"]
    assert (entry["state"], entry["backfilled"], entry["why"]) == ("stored", True, "moved from the old sheet")
    assert entry["sentences"][0].startswith("Backfilled: counts as known from Oct 1")
    (listed,) = uploads(api)
    assert (listed["backfilled"], listed["why"]) == (True, "moved from the old sheet")
    assert listed["known_from"] < listed["received_at"]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("received=2026-10-01", "needs its reason"),
        ("received=soon&why=moved", "'soon' is not a day"),
        ("received=2030-01-01&why=moved", "is not before today"),
        ("why=moved", "say with --received from which day"),
    ],
)
def test_what_is_no_backfill_is_refused_in_a_sentence(api: ApiClient, token: str, query: str, sentence: str) -> None:
    assert sentence in error_of(send(api, token, query=query), 422)["message"]
    assert uploads(api) == []


def test_a_dry_run_stores_nothing_and_says_what_would_change(api: ApiClient, token: str) -> None:
    answer = send(api, token, query="dry_run=true")
    assert answer.status_code == 200
    document = answer.json()
    assert document["dry_run"] is True
    assert document["files"][0]["state"] == "would_be_stored"
    assert document["files"][0]["would_change"]["known"][0]["metric"] == "hallucination_rate"
    assert uploads(api) == []


def test_several_files_of_a_form_are_stored_together_or_not_at_all(api: ApiClient, token: str) -> None:
    good, bad = ("files", "week37.csv"), ("files", "week39.csv")
    parts = [("file", (good[1], WEEK, "text/csv")), ("file", (bad[1], BAD, "text/csv"))]
    found = error_of(api.post(SNAPSHOTS, token, files=parts), 422)
    assert [(entry["file"], entry["state"]) for entry in found["files"]] == [
        ("week37.csv", "not_stored"),
        ("week39.csv", "refused"),
    ]
    assert uploads(api) == []
    parts[1] = ("file", ("week38.csv", NEXT_WEEK, "text/csv"))
    answer = api.post(SNAPSHOTS, token, files=parts, data={"source": "form"})
    assert [entry["state"] for entry in answer.json()["files"]] == ["stored", "stored"]
    assert {entry["source"] for entry in uploads(api)} == {"form"}


def test_product_and_week_are_taken_from_the_request_where_the_file_does_not_say(api: ApiClient, token: str) -> None:
    bare = "metric,numerator,denominator\nhallucination_rate,190,1700\n"
    assert error_of(send(api, token, bare), 422)["problems"]
    answer = send(api, token, bare, "product=support-copilot&week=2026-W37")
    assert answer.json()["files"][0]["products"] == ["support-copilot"]
    assert (
        "did you mean 'support-copilot'?" in error_of(send(api, token, bare, "product=suport-copilot"), 422)["message"]
    )


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("dryrun=true", "unknown parameter 'dryrun'; did you mean 'dry_run'?"),
        ("dry_run=maybe", "expected true or false"),
        (f"source={'x' * 121}", "source is longer than 120 characters"),
        ("week=soon", "expected a week such as"),
    ],
)
def test_a_bad_parameter_is_refused_at_the_api(api: ApiClient, token: str, query: str, message: str) -> None:
    found = error_of(send(api, token, query=query), 422)
    assert message in found["message"] + "".join(problem["message"] for problem in found["problems"])
    assert uploads(api) == []


@pytest.mark.parametrize(
    ("data", "files", "message"),
    [
        ({"weak": "2026-W37"}, {"file": ("a.csv", WEEK)}, "unknown part 'weak' of the form; did you mean 'week'?"),
        ({}, {"upload": ("a.csv", WEEK)}, "unknown part 'upload' of the form"),
        ({"week": "2026-W37"}, {"other": None}, "no file was sent"),
    ],
)
def test_a_form_says_what_it_does_not_know(
    api: ApiClient, token: str, data: dict[str, str], files: dict[str, Any], message: str
) -> None:
    boundary = "the-boundary"
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'
        for key, value in data.items()
    ]
    parts += [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{key}"; filename="{file[0]}"\r\n\r\n{file[1]}\r\n'
        for key, file in files.items()
        if file is not None
    ]
    content = "".join(parts) + f"--{boundary}--\r\n"
    headers = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
    assert message in error_of(api.post(SNAPSHOTS, token, content=content, headers=headers), 422)["message"]
    assert uploads(api) == []


@pytest.mark.parametrize("content", [b"", b"--x", b"--x\r\nContent-Disposition: nonsense\r\n\r\n\xff\r\n--x--\r\n"])
@pytest.mark.parametrize("kind", ["multipart/form-data", "multipart/form-data; boundary=x"])
def test_a_form_that_cannot_be_read_is_a_sentence(api: ApiClient, token: str, content: bytes, kind: str) -> None:
    error_of(api.post(SNAPSHOTS, token, content=content, headers={"Content-Type": kind}), 422)


def test_an_empty_body_is_no_file(api: ApiClient, token: str) -> None:
    assert "no file was sent" in error_of(send(api, token, b""), 422)["message"]


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "text/html", "image/png"])
def test_a_body_that_says_it_is_something_else_is_refused_with_the_way_out(
    api: ApiClient, token: str, kind: str
) -> None:
    found = error_of(send(api, token, headers={"Content-Type": kind}), 415)
    assert "--data-binary @week45.csv -H 'Content-Type: text/csv'" in found["message"]


@pytest.mark.parametrize(
    ("headers", "name"),
    [
        ({"Content-Disposition": 'attachment; filename="week37.csv"'}, "week37.csv"),
        ({"Content-Disposition": 'attachment; filename="../../etc/passwd"'}, "passwd"),
        ({"Content-Disposition": 'attachment; filename="C:\\\\temp\\\\x.csv"'}, "x.csv"),
        ({}, "upload"),
    ],
)
def test_the_name_of_a_file_is_a_name_and_never_a_path(
    api: ApiClient, token: str, headers: dict[str, str], name: str
) -> None:
    assert send(api, token, query="", headers=headers).json()["files"][0]["file"] == name
    assert uploads(api)[0]["file"] == name


def test_a_compressed_body_is_unpacked(api: ApiClient, token: str) -> None:
    packed = gzip.compress(HEAD.encode()) + gzip.compress(WEEK.removeprefix(HEAD).encode())
    answer = send(api, token, packed, headers={"Content-Encoding": "gzip"})
    assert answer.json()["files"][0]["state"] == "stored"


@pytest.mark.parametrize("content", [b"no gzip at all", gzip.compress(WEEK.encode(), mtime=0)[:-9]])
def test_a_damaged_compressed_body_is_a_sentence(api: ApiClient, token: str, content: bytes) -> None:
    found = error_of(send(api, token, content, headers={"Content-Encoding": "gzip"}), 422)
    assert "damaged or ends in the middle" in found["message"]


def test_an_unknown_compression_is_refused(api: ApiClient, token: str) -> None:
    assert "expected gzip" in error_of(send(api, token, headers={"Content-Encoding": "br"}), 415)["message"]


def test_a_body_that_is_too_long_is_refused_while_it_streams_in(
    api: ApiClient, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLAYBOOK_LARGEST_MB", "1")
    piece = b"x" * 500_000
    sent: list[int] = []
    found = error_of(send(api, token, in_pieces(piece, 200, sent.append)), 413)
    assert "more than 1 MB" in found["message"]
    assert len(sent) < 80, "what is refused is not read to its end"
    assert error_of(send(api, token, b"x" * 1_000_001), 413)["code"] == "too_large"
    assert send(api, token).status_code == 201


@pytest.mark.parametrize("form", [False, True])
def test_a_compressed_bomb_is_refused_while_it_is_small(
    api: ApiClient, token: str, monkeypatch: pytest.MonkeyPatch, form: bool
) -> None:
    monkeypatch.setenv("PLAYBOOK_LARGEST_MB", "2")
    content = b"0" * 400_000_000
    headers = {"Content-Encoding": "gzip"}
    if form:
        content = (
            b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n' + content + b"\r\n--x--\r\n"
        )
        headers["Content-Type"] = "multipart/form-data; boundary=x"
    bomb = gzip.compress(content, 1)
    del content
    error_of(send(api, token, bomb, headers=headers), 413)


def test_an_upload_is_taken_back_once(api: ApiClient, token: str) -> None:
    upload_id = send(api, token).json()["files"][0]["upload_id"]
    headers = {"Authorization": f"Bearer {token}"}
    answer = api.request("DELETE", f"/api/uploads/{upload_id}", headers=headers)
    assert answer.status_code == 200
    assert answer.json()["upload"]["revoked_by"] == "nightly-export"
    again = error_of(api.request("DELETE", f"/api/uploads/{upload_id}", headers=headers), 409)
    assert "withdrawn before" in again["message"]
    unknown = error_of(api.request("DELETE", "/api/uploads/u0", headers=headers), 404)
    assert (unknown["code"], len(unknown["problems"])) == ("unknown_upload", 1)
    assert send(api, token).status_code == 201, "what was withdrawn can be sent again"


def test_a_start_that_fits_several_uploads_is_asked_back(api: ApiClient, token: str) -> None:
    first = send(api, token).json()["files"][0]["upload_id"]
    second = send(api, token, WEEK.replace("W37", "W38"), "name=week38.csv").json()["files"][0]["upload_id"]
    answer = api.request("DELETE", "/api/uploads/u", headers={"Authorization": f"Bearer {token}"})
    several = error_of(answer, 409)
    assert (several["code"], several["problems"]) == ("ambiguous_upload", [])
    assert several["message"] == f"'u' is the start of 2 uploads; say which: {first}, {second}"


def test_the_start_of_an_id_must_say_which_upload(api: ApiClient, token: str) -> None:
    for content in (WEEK, NEXT_WEEK):
        send(api, token, content)
    headers = {"Authorization": f"Bearer {token}"}
    found = error_of(api.request("DELETE", "/api/uploads/u", headers=headers), 409)
    assert "is the start of 2 uploads" in found["message"]


def test_uploads_are_listed_as_the_command_lists_them(api: ApiClient, token: str, week_one: World) -> None:
    send(api, token)
    listed = api.get("/api/uploads").json()
    running_app.close()
    command = ["--playbook", str(week_one.folder), "uploads", "--json"]
    assert listed == json.loads(CliRunner().invoke(app, command).stdout)


def test_when_too_many_files_wait_the_next_is_asked_to_come_back() -> None:
    turnstile = Turnstile(1, 1)
    turnstile._places.acquire()
    with turnstile.turn(), pytest.raises(Refusal) as refused, turnstile.turn():
        pass
    assert (refused.value.status, refused.value.headers["Retry-After"]) == (503, "2")


async def never_more(begun: bytes) -> AsyncIterator[bytes]:
    """A body that stops on its way."""
    yield begun
    await asyncio.sleep(60)


def test_a_body_that_stops_on_its_way_is_waited_for_a_while_only(
    api: ApiClient, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api_body, "PATIENCE_SECONDS", 0.05)
    found = error_of(send(api, token, never_more(WEEK.encode())), 408)
    assert found["code"] == "too_slow"
    assert api.get("/api/uploads").json()["uploads"] == []


def test_a_body_that_was_refused_is_not_waited_for(api: ApiClient, token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api_body, "DRAIN_SECONDS", 0.05)
    headers = {"Content-Type": "text/csv", "Content-Length": "99999999999"}
    answer = api.post("/api/snapshots", token, headers=headers, content=never_more(b"x"))
    assert error_of(answer, 413)["code"] == "too_large"


def test_a_file_that_nobody_mapped_says_in_one_sentence_what_it_is(api: ApiClient, token: str) -> None:
    run = files.promptfoo([files.promptfoo_result(place, passed=place < 17) for place in range(20)])
    found = error_of(send(api, token, json.dumps(run), "name=run.json"), 422)
    (problem,) = found["problems"]
    assert "promptfoo, Nov 3, 20 cases, openai:gpt-4o-mini: 17 passed, 3 failed" in problem["message"]
    assert "definitions/sources.yaml" in problem["remedy"]
    assert uploads(api) == []


def test_a_source_that_is_named_reads_the_file_and_an_unknown_one_is_refused(
    api: ApiClient, token: str, week_one: World
) -> None:
    source = {
        "id": "finance", "owner": "head-of-data", "product": "support-copilot",
        "headings": {"KW": "week", "Kosten": "token_spend_usd"},
    }  # fmt: skip
    week_one.write("definitions/sources.yaml", json.dumps({"sources": [source]}))
    answer = send(api, token, "KW,Kosten\n2026-W37,5211.25\n", "name=costs.csv&mapped_by=finance")
    assert (answer.status_code, answer.json()["files"][0]["metrics"]) == (201, ["token_spend_usd"])
    found = error_of(send(api, token, "KW,Preis\n2026-W38,1\n", "name=costs.csv&mapped_by=finance"), 422)
    assert "the headings of source 'finance' are not in it: 'Kosten'" in found["problems"][0]["message"]
    assert "unknown source 'finanz'" in error_of(send(api, token, query="mapped_by=finanz"), 422)["message"]
