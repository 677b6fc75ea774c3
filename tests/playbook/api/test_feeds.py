"""The calendar and the badges over HTTP: the command's file, a verdict that is never better than what is known."""

from collections.abc import Iterator

import pytest
from defusedxml.ElementTree import fromstring
from typer.testing import CliRunner

from playbook.cli.main import app
from playbook.services.running_app import app as running_app
from tests.playbook.api_client import ApiClient, error_of, open_api
from tests.worlds import World

BADGE = "/api/badge/support-copilot/limited-release.svg"
CALENDAR = "/api/calendar.ics"


@pytest.fixture(autouse=True)
def closing() -> Iterator[None]:
    """No app is left open."""
    yield
    running_app.close()


def word(api: ApiClient, address: str = BADGE, status: int = 200) -> str:
    """What a badge says, its answer checked."""
    answer = api.get(address)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "image/svg+xml; charset=utf-8"
    assert "no-cache" in answer.headers["cache-control"]
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    picture = fromstring(answer.content)
    texts = [text.text for text in picture.iter("{http://www.w3.org/2000/svg}text")]
    return str(texts[1])


def test_the_calendar_is_the_commands_file(slipping: World, monkeypatch: pytest.MonkeyPatch) -> None:
    slipping.receive_all()
    api = open_api(slipping, monkeypatch)
    answers = {query: api.get(CALENDAR + query) for query in ("", "?seat=head-of-support")}
    running_app.close()
    for query, answer in answers.items():
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
        options = ["--playbook", str(slipping.folder), "--as-of", slipping.today.isoformat(), "calendar"]
        seat = ["--seat", "head-of-support"] if query else []
        assert answer.content == CliRunner().invoke(app, [*options, *seat]).stdout_bytes


def test_an_unknown_seat_is_refused(slipping: World, monkeypatch: pytest.MonkeyPatch) -> None:
    api = open_api(slipping, monkeypatch)
    assert "nobody-at-all" in error_of(api.get(f"{CALENDAR}?seat=nobody-at-all"), 422)["message"]


@pytest.mark.parametrize("address", [CALENDAR, BADGE])
def test_what_did_not_change_is_not_sent_again(slipping: World, monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    slipping.receive_all()
    api = open_api(slipping, monkeypatch)
    tag = api.get(address).headers["etag"]
    again = api.get(address, headers={"If-None-Match": f'"other", W/{tag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert "set-cookie" not in again.headers
    assert api.get(address, headers={"If-None-Match": '"other"'}).status_code == 200


def test_badges_say_what_the_gates_say(slipping: World, on_track: World, monkeypatch: pytest.MonkeyPatch) -> None:
    for world in (slipping, on_track):
        world.receive_all()
        api = open_api(world, monkeypatch)
        for gate in api.get("/api/gates").json()["gates"]:
            said = word(api, f"/api/badge/{gate['product']}/{gate['gate']}.svg")
            assert said == ("not due" if gate["quiet"] else gate["label"])
        running_app.close()


def test_unknown_names_are_said_in_a_picture_and_not_found(slipping: World, monkeypatch: pytest.MonkeyPatch) -> None:
    api = open_api(slipping, monkeypatch)
    assert word(api, "/api/badge/suport-copilot/limited-release.svg", 404) == "unknown product"
    assert word(api, "/api/badge/support-copilot/limited-relase.svg", 404) == "unknown gate"
    error_of(api.get("/api/badge/support-copilot"), 404)
    error_of(api.get(f"{BADGE}?as_of=2026-11-06"), 422)


def test_a_gate_that_said_go_is_unknown_once_the_definitions_are_broken(
    on_track: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_track.receive_all()
    api = open_api(on_track, monkeypatch)
    passed = "/api/badge/support-copilot/prototype-exit.svg"
    assert word(api, passed) == "GO"
    on_track.change("definitions/gates.yaml", "exemptible: false", "exemptable: false")
    assert word(api, passed) == "unknown"


@pytest.mark.parametrize("name", ["empty", "broken_definitions"])
def test_without_a_whole_playbook_or_a_product_no_badge_says_go(
    name: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    world: World = request.getfixturevalue(name)
    api = open_api(world, monkeypatch)
    assert word(api, status=404 if name == "empty" else 200).startswith("unknown")


def test_a_store_that_cannot_be_read_makes_every_badge_unknown(
    on_track: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    (on_track.folder / "playbook.duckdb").write_bytes(b"no store")
    api = open_api(on_track, monkeypatch)
    assert word(api, "/api/badge/support-copilot/prototype-exit.svg") == "unknown"
    assert api.get(CALENDAR).status_code == 503
