"""Market signals from a server that answers in the real shapes: counted, refused in words, asked once a day, stored."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import httpx
import pytest
from typer.testing import CliRunner

from playbook.cli.main import app
from playbook.concerns.signals import wording
from playbook.concerns.signals.status import signals_status
from playbook.model.signals import Signal, SignalSource
from playbook.services.market_signals import refresh as signal_refresh
from playbook.services.market_signals.answers import Counted, SignalTroubleError, counted
from playbook.services.market_signals.fetch import SERVICES, address_of, fetch, open_client
from playbook.workspace.workspace import Workspace
from tests.worlds import World

GREENHOUSE = {
    "jobs": [  # `content=false` leaves departments out; `meta` may be missing
        {"id": 1, "title": "Machine Learning Engineer", "location": {"name": "Remote"}, "metadata": None},
        {"id": 2, "title": "Email Marketing Lead", "location": {"name": "Berlin"}},  # holds "ai", not the word AI
        {"id": 3, "title": "Recruiter", "departments": [{"id": 9, "name": "Applied AI"}]},
        {"id": 4, "title": None, "departments": None},
    ]
}
ASHBY = {
    "apiVersion": "1",
    "jobs": [
        {"id": "a", "title": "Research Engineer", "department": None, "team": None, "isListed": True},
        {"id": "b", "title": "Alignment Researcher", "department": "Safety", "isListed": False},
        {"id": "c", "title": "Account Executive", "department": "Sales", "team": "Applied AI sales", "isListed": True},
        {"id": "d", "title": "Office Manager", "department": "People", "team": None},
    ],
}
PYPI = {
    "data": {"last_day": 5, "last_week": 30, "last_month": 14_800_000},
    "package": "langgraph",
    "type": "recent_downloads",
}
GITHUB = {"total_count": 11963, "incomplete_results": False, "items": [{"id": 1}]}


@dataclass
class Service:
    """A server that says what it is told to say, and remembers what it was asked."""

    url: str
    answers: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    requested: list[str] = field(default_factory=list)

    def say(self, path: str, content: Any, status: int = 200, **headers: str) -> None:
        body = content if isinstance(content, bytes) else json.dumps(content).encode()
        self.answers[path] = (status, headers, body)

    @property
    def services(self) -> dict[SignalSource, str]:
        return dict.fromkeys(SERVICES, self.url)


@pytest.fixture
def service() -> Iterator[Service]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            reported.requested.append(self.path)
            status, headers, body = reported.answers.get(self.path.partition("?")[0], (404, {}, b"not found"))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name.replace("_", "-"), value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *_: object) -> None:  # noqa: A002 - the name the base class gives it
            del format

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    reported = Service(f"http://127.0.0.1:{server.server_port}")
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield reported
    server.shutdown()
    server.server_close()
    thread.join()


def signal(source: str, **more: Any) -> Signal:
    given = {"id": "s", "source": source, "subject": "board", "matches": ("AI", "machine learning", "research")}
    return Signal.model_validate(given | more)


def requested(service: Service, one: Signal) -> Counted:
    with open_client() as client:
        return fetch(one, client, service.services)


def test_a_greenhouse_board_is_counted_by_whole_words_in_title_and_departments(service: Service) -> None:
    service.say("/v1/boards/board/jobs", GREENHOUSE)
    assert requested(service, signal("greenhouse")) == Counted(0.5, 2, 4)


def test_an_ashby_board_leaves_out_what_is_not_listed_and_reads_past_null_fields(service: Service) -> None:
    service.say("/posting-api/job-board/board", ASHBY)
    found = requested(service, signal("ashby"))
    assert (found.hits, found.total) == (2, 3)


def test_downloads_and_repositories_are_numbers(service: Service) -> None:
    service.say("/api/packages/langgraph/recent", PYPI)
    service.say("/search/repositories", GITHUB)
    assert requested(service, signal("pypi", subject="langgraph")).value == 14_800_000
    assert requested(service, signal("github", subject='"AI engineer"')).value == 11963
    assert service.requested[-1] == "/search/repositories?q=%22AI%20engineer%22&per_page=1"


def test_an_own_address_is_read_down_to_its_number(service: Service) -> None:
    service.say("/numbers", {"a": {"b": 7}})
    own = signal("json", subject=f"{service.url}/numbers", value="a.b")
    assert requested(service, own) == Counted(7.0)


def test_a_search_that_did_not_finish_counts_nothing(service: Service) -> None:
    service.say("/search/repositories", GITHUB | {"incomplete_results": True})
    with pytest.raises(SignalTroubleError, match="broken off before everything was counted"):
        requested(service, signal("github"))


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ((b"gone", 404), wording.NOT_FOUND),
        ((b"slow down", 429), "it has answered enough for now; try again later"),
        ((b"limit", 403), "it has answered enough for now; try again later"),
        ((b"oops", 500), "it answered with status 500; try again later"),
        ((b"", 302), "it answered with status 302; try again later"),
        ((b"<!doctype html><title>Sign in</title>", 200), wording.A_PAGE),
        ((b"{not json", 200), wording.NOT_JSON),
        ((b"[" * 100_000, 200), wording.NOT_JSON),
        ((b'{"data": {"last_month": null}}', 200), "its answer has no number at 'data.last_month'"),
        ((b'{"data": {"last_month": true}}', 200), "its answer has no number at 'data.last_month'"),
        ((b'{"data": {"last_month": -1}}', 200), "its answer has no number at 'data.last_month'"),
        ((b'{"data": []}', 200), "its answer has no number at 'data.last_month'"),
        ((b"[]", 200), "its answer has no number at 'data.last_month'"),
    ],
)
def test_what_cannot_be_counted_is_a_sentence(service: Service, answer: tuple[bytes, int], words: str) -> None:
    service.say("/api/packages/board/recent", *answer)
    with pytest.raises(SignalTroubleError) as trouble:
        requested(service, signal("pypi"))
    assert words in str(trouble.value)


def test_the_wait_a_service_asks_for_is_passed_on(service: Service) -> None:
    service.say("/api/packages/board/recent", b"", 429, Retry_After="120")
    with pytest.raises(SignalTroubleError, match="it asks to wait 120 seconds"):
        requested(service, signal("pypi"))


@pytest.mark.parametrize("answer", [{"jobs": None}, {}, [], {"jobs": ["one"]}, {"jobs": []}])
def test_a_board_in_another_shape_or_without_postings_is_a_sentence(answer: Any) -> None:
    for source in ("greenhouse", "ashby"):
        with pytest.raises(SignalTroubleError):
            counted(signal(source), answer)


def test_nobody_there_and_nobody_answering_are_told_apart() -> None:
    def refuse(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no route", request=request)

    def wait(request: httpx.Request) -> httpx.Response:
        raise httpx.ReadTimeout("slow", request=request)

    for answer, words in ((refuse, wording.OFFLINE), (wait, wording.TIMED_OUT)):
        with (
            httpx.Client(transport=httpx.MockTransport(answer)) as client,
            pytest.raises(SignalTroubleError) as trouble,
        ):
            fetch(signal("pypi"), client)
        assert str(trouble.value) == words


def test_every_request_has_time_limits_and_says_who_asks() -> None:
    with open_client() as client:
        assert client.timeout.connect == 5
        assert client.timeout.read == 20
        assert "ai-engineering-playbook" in client.headers["User-Agent"]
        assert not client.follow_redirects


def test_a_name_cannot_leave_its_place_in_the_address() -> None:
    address = address_of(signal("greenhouse", subject="../../evil?x=#y"))
    assert address == "https://boards-api.greenhouse.io/v1/boards/..%2F..%2Fevil%3Fx%3D%23y/jobs?content=false"


SIGNALS = """
signals:
  - {id: hiring, name: Hiring, source: greenhouse, subject: board, matches: [AI, machine learning],
     reading: Budget is open, first: {on: 2025-10-28, hits: 21, total: 224}}
  - {id: downloads, source: pypi, subject: langgraph, unit: downloads, first: {on: 2025-10-28, value: 14800000}}
"""


@pytest.fixture
def watched(on_track: World, service: Service, monkeypatch: pytest.MonkeyPatch) -> World:
    """A world with two signals, asked of the server of the test."""
    on_track.write("definitions/signals.yaml", SIGNALS)
    service.say("/v1/boards/board/jobs", GREENHOUSE)
    service.say("/api/packages/langgraph/recent", PYPI)
    monkeypatch.setattr(signal_refresh.refresh, "__kwdefaults__", {"only": None, "services": service.services})
    return on_track


def stored_in(workspace: Workspace) -> Callable[[str, bytes], str]:
    """Stores what was counted in this workspace."""

    def store(name: str, content: bytes) -> str:
        return workspace.receive(name, content, source=wording.SOURCE, actor="me").upload.upload_id

    return store


def test_new_numbers_are_stored_like_any_upload_and_stand_behind_the_first(watched: World) -> None:
    with watched.workspace() as workspace:
        before = workspace.assess().readiness
        done = signal_refresh.refresh(workspace, stored_in(workspace))
        assert done.upload_id is not None
        hiring, downloads = workspace.ask(signals_status)
        assert workspace.assess().readiness.score == before.score
        assert [upload.source for upload in workspace.uploads()] == [wording.SOURCE]
        assert {status.metric for status in workspace.assess().metrics} & {"hiring", "downloads"} == set()
    assert [(point.hits, point.total) for point in hiring.points] == [(21, 224), (2, 4)]
    assert hiring.change == pytest.approx(0.5 - 21 / 224)
    assert downloads.change == 0
    assert wording.change_words(hiring, watched.today) == "+40.6 pp since Oct 28, 2025"


def test_an_earlier_day_knows_only_the_first_point(watched: World) -> None:
    with watched.workspace() as workspace:
        signal_refresh.refresh(workspace, stored_in(workspace))
        earlier = workspace.ask(signals_status, watched.today - timedelta(days=1))
        assert [len(one.points) for one in earlier] == [1, 1]
        assert [len(one.points) for one in workspace.ask(signals_status, date(2025, 1, 1))] == [0, 0]


def test_a_source_is_asked_once_a_day(watched: World, service: Service) -> None:
    with watched.workspace() as workspace:
        signal_refresh.refresh(workspace, stored_in(workspace))
        requests = len(service.requested)
        again = signal_refresh.refresh(workspace, stored_in(workspace))
        assert [one.fresh for one in again.signals] == [True, True]
        assert len(service.requested) == requests == 2


def test_one_source_in_trouble_does_not_keep_the_others_out(watched: World, service: Service) -> None:
    service.say("/api/packages/langgraph/recent", b"", 429)
    with watched.workspace() as workspace:
        done = signal_refresh.refresh(workspace, stored_in(workspace))
        assert [bool(one.trouble) for one in done.signals] == [False, True]
        assert done.upload_id is not None
        assert [len(one.points) for one in workspace.ask(signals_status)] == [2, 1]


def test_when_nothing_could_be_counted_nothing_is_stored(watched: World, service: Service) -> None:
    service.answers.clear()
    with watched.workspace() as workspace:
        assert signal_refresh.refresh(workspace, stored_in(workspace)).upload_id is None
        assert workspace.uploads() == ()


@pytest.fixture
def run(watched: World) -> Callable[..., Any]:
    return lambda *words: CliRunner().invoke(app, ["--playbook", str(watched.folder), *words])


def test_the_command_lists_refreshes_and_says_what_went_wrong(run: Callable[..., Any], service: Service) -> None:
    assert "Budget is open" in run("signals").stdout
    service.say("/api/packages/langgraph/recent", b"<html>", 200)
    refused = run("signals", "refresh", "--json")
    assert refused.exit_code == 1
    assert f"Downloads: {wording.A_PAGE}" in refused.stderr
    states = {one["id"]: one["state"] for one in json.loads(refused.stdout)["signals"]}
    assert states == {"hiring": "counted", "downloads": "refused"}
    service.say("/api/packages/langgraph/recent", PYPI)
    assert "1 signal counted" in run("signals", "refresh", "--signal", "downloads").stdout
    assert run("signals", "refresh").stdout.strip() == wording.ALL_FRESH
    document = json.loads(run("signals", "--json").stdout)
    assert document["schema"] == 1
    assert document["signals"][0]["points"][0] == {
        "on": "2025-10-28",
        "week": None,
        "value": 0.09375,
        "hits": 21,
        "total": 224,
    }


def test_a_signal_that_is_not_there_names_its_neighbour(run: Callable[..., Any]) -> None:
    found = run("signals", "refresh", "--signal", "hirin")
    assert found.exit_code == 2
    assert "unknown signal 'hirin'; did you mean 'hiring'?" in found.stderr
