"""Every cell of the table "Who can reach what", tried on real servers: from this machine, and from a neighbor."""

import json
import re
import socket
import urllib.request
from collections.abc import Iterator
from urllib.parse import quote, urlsplit

import pytest
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME
from websockets.exceptions import InvalidStatus

from playbook.api.headers import HANDED_OUT, HEADERS
from playbook.api.table import OPENAPI, OPERATIONS
from playbook.page.parts import wording_access
from playbook.page.screens.record import wording as wording_record
from playbook.services.reaching.visitors import ON_PAGES, OVER_HTTP, Act, Visitor
from playbook.services.tokens.tokens import IN_ADDRESSES, Scope
from tests.paths import ROOT
from tests.playbook.api.visiting import AT_HOME, ORIGIN, SECRET, SIGNED_IN, Asking, cookie, elements, texts
from tests.playbook.api_client import token_for
from tests.playbook.neighbor import Neighbor
from tests.playbook.served import Served, serving

WEEK = "week,product,metric,value\n2026-W44,support-copilot,token_spend_usd,1234\n"
CANDIDATE = '{"product": "support-copilot", "id": "pilot", "models": ["model-a@1"]}'
TOKENS = {
    Visitor.TOKEN_READ: Scope.READ,
    Visitor.TOKEN_UPLOAD: Scope.UPLOAD,
    Visitor.TOKEN_STORE: Scope.STORE,
    Visitor.TOKEN_CALENDAR: Scope.CALENDAR,
    Visitor.TOKEN_BADGE: Scope.BADGE,
}
IN_PLACES = {"{command}": "status", "{id}": "u1", "{product}": "support-copilot", "{gate}": "limited-release"}


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """As it starts: on this machine only, nobody signs in."""
    with serving(tmp_path_factory.mktemp("here")) as served:
        yield served


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Open to the network, nobody signs in."""
    with serving(tmp_path_factory.mktemp("open"), "", "--address", "0.0.0.0") as served:  # noqa: S104 - what is tested
        yield served


@pytest.fixture
def visitor(request: pytest.FixtureRequest) -> Asking:
    """The visitor that the test is about."""
    who: Visitor = request.param
    if who is Visitor.OWN_MACHINE:
        return Asking(request.getfixturevalue("here"), AT_HOME, {})
    if who is Visitor.NETWORK:
        return Asking(request.getfixturevalue("network"), request.getfixturevalue("outside"), {})
    served: Served = request.getfixturevalue("guarded")
    if who in SIGNED_IN:
        headers = {"Cookie": cookie(who), "Origin": ORIGIN, "Host": "playbook.example.org"}
        return Asking(served, request.getfixturevalue("outside"), headers)
    secret = token_for(served.world, TOKENS[who], name=f"{TOKENS[who]}-{socket.gethostname()}-{id(request)}"[:60])
    return Asking(served, request.getfixturevalue("outside"), {"Authorization": f"Bearer {secret}"})


every_visitor = pytest.mark.parametrize(("who", "visitor"), [(who, who) for who in Visitor], indirect=["visitor"])


@every_visitor
def test_every_address_of_the_api(who: Visitor, visitor: Asking) -> None:
    bodies = {"/api/snapshots": WEEK, "/api/candidates": CANDIDATE}
    for operation in OPERATIONS:
        path = operation.path
        for place, text in IN_PLACES.items():
            path = path.replace(place, text)
        path += f"?candidate={quote(CANDIDATE)}" if path == "/api/admitted" else ""
        status = visitor.status(operation.method, path, bodies.get(operation.path, ""))
        if operation.scope is None or operation.scope in OVER_HTTP[who]:
            assert status in (200, 201, 404), (who, path)
        else:
            assert status in (401, 403), (who, path)
    assert visitor.status("GET", OPENAPI) == 200


@every_visitor
def test_every_token_in_an_address(who: Visitor, visitor: Asking) -> None:
    """Only tokens that are for an address alone count there, whoever sends it."""
    if who not in TOKENS:
        return
    secret = visitor.headers["Authorization"].removeprefix("Bearer ")
    nobody = Asking(visitor.served, visitor.whence, {})
    for operation in OPERATIONS:
        if operation.scope not in IN_ADDRESSES:
            continue
        path = operation.path
        for place, text in IN_PLACES.items():
            path = path.replace(place, text)
        status = nobody.status(operation.method, f"{path}?token={secret}")
        assert status == (200 if operation.scope is TOKENS[who] else 403), (who, path)
        assert nobody.status(operation.method, path) == 401


@pytest.mark.parametrize("others", ["here", "network"])
def test_a_setting_opens_the_badges_and_nothing_else_to_everybody(
    others: str, request: pytest.FixtureRequest, outside: Neighbor
) -> None:
    served: Served = request.getfixturevalue(others)
    whence, headers = (AT_HOME, {"X-Forwarded-For": "192.0.2.7"}) if others == "here" else (outside, {})
    visitor = Asking(served, whence, headers)
    badge = "/api/badge/support-copilot/limited-release.svg"
    assert visitor.status("GET", badge) == 401
    served.world.write("settings.yaml", "public_badges: true\n")
    try:
        assert visitor.status("GET", badge) == 200
        assert visitor.status("GET", "/api/calendar.ics") == 401
        assert visitor.status("GET", "/api/gates") == 401
        served.world.write("settings.yaml", "public_badges: true\nedti: true\n")
        assert visitor.status("GET", badge) == 401, "a file with an error allows nothing"
    finally:
        (served.world.folder / "settings.yaml").unlink()


@every_visitor
def test_every_act_on_the_pages(who: Visitor, visitor: Asking) -> None:
    may = ON_PAGES.get(who, frozenset())
    upload, record = visitor.page("upload"), visitor.page("record")
    assert (wording_access.WELCOME not in texts(upload)) is (Act.LOOK in may)
    assert ("file_uploader" in elements(upload)) is (Act.PUBLISH in may)
    assert (wording_record.KIND in texts(record)) is (Act.RECORD in may)
    assert (wording_access.OPEN in texts(upload)) is (who is Visitor.NETWORK)


def test_a_page_that_is_open_takes_nothing_from_its_own_machine_either(network: Served) -> None:
    upload = Asking(network, AT_HOME, {}).page("upload")
    assert "file_uploader" not in elements(upload)
    assert wording_access.OPEN in texts(upload)
    assert wording_access.ONLY_HERE in texts(upload)


PASSED_ON: list[dict[str, str]] = [
    {"X-Forwarded-For": "127.0.0.1"},
    {"Forwarded": "for=127.0.0.1"},
    {"Via": "1.1 proxy"},
    {"X-Real-IP": "127.0.0.1"},
    {"CF-Connecting-IP": "127.0.0.1"},
    {"Sec-Fetch-Site": "cross-site"},
]


@pytest.mark.parametrize("headers", PASSED_ON, ids=lambda headers: next(iter(headers)))
def test_who_comes_through_a_proxy_or_another_page_is_not_the_owner(here: Served, headers: dict[str, str]) -> None:
    assert Asking(here, AT_HOME, headers).status("GET", "/api/status") == 401
    assert Asking(here, AT_HOME, headers).status("GET", "/api/backup") == 401


def test_a_proxy_that_was_reported_nothing_makes_nobody_the_owner(here: Served) -> None:
    with socket.create_connection(("127.0.0.1", urlsplit(here.address).port or 0), timeout=30) as asking:
        asking.sendall(b"GET /api/status HTTP/1.0\r\nHost: localhost\r\n\r\n")
        assert b" 401 " in asking.recv(100)


def test_no_second_request_is_hidden_in_the_first(here: Served) -> None:
    hidden = b"0\r\n\r\nGET /api/backup HTTP/1.1\r\nHost: localhost\r\n\r\n"
    head = b"POST /api/snapshots HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n"
    with socket.create_connection(("127.0.0.1", urlsplit(here.address).port or 0), timeout=30) as asking:
        asking.sendall(head + hidden)
        answer = b""
        while piece := asking.recv(1 << 16):
            answer += piece
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert answer.count(b"HTTP/1.1 ") == 1


FOREIGN = ("rebound.example.org", "localhost.example.org", "192.0.2.7:8501", "", "a@localhost", "localhost:x", "[::1")


@pytest.mark.parametrize("host", FOREIGN)
@pytest.mark.parametrize("path", ["/", "/api/status", "/api/health", "/_stcore/health", "/_stcore/metrics"])
def test_a_name_that_was_made_to_point_here_is_refused(here: Served, host: str, path: str) -> None:
    assert Asking(here, AT_HOME, {"Host": host}).status("GET", path) in (400, 421)


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "rebound.example.org", "Origin": "http://rebound.example.org"},
        {"Origin": "http://elsewhere.example.org"},
        {"Origin": "http://localhost:9"},
        {"Origin": "null"},
    ],
)
def test_the_page_of_another_site_opens_no_websocket_and_changes_nothing(here: Served, headers: dict[str, str]) -> None:
    asking = Asking(here, AT_HOME, headers)
    with pytest.raises(InvalidStatus, match="403"):
        asking.page("")
    token = token_for(here.world, Scope.UPLOAD, name=f"job-{abs(hash(str(headers)))}")
    bearer = {"Authorization": f"Bearer {token}"}
    assert asking.status("POST", "/api/snapshots?dry_run=true", WEEK, **bearer) in (403, 421)
    assert asking.status("PUT", "/_stcore/upload_file/a/b", WEEK) in (403, 421)
    assert asking.status("POST", "/api/tidy") in (403, 421)


def test_the_apps_own_page_may(here: Served) -> None:
    own = urlsplit(here.address).netloc
    asking = Asking(here, AT_HOME, {"Origin": f"http://{own}", "Host": own})
    assert "file_uploader" in elements(asking.page("upload"))
    assert asking.status("POST", "/api/tidy") == 200


def test_page_api_and_downloads_carry_the_headers_that_protect(here: Served) -> None:
    upload = Asking(here, AT_HOME, {}).page("upload")
    handed_out = {found for message in upload for found in re.findall(r'"(/media/[^"]+)"', str(message))}
    paths = {
        "/": HEADERS,
        "/upload": HEADERS,
        "/_stcore/health": HEADERS,
        "/api/status": HANDED_OUT,
        "/api/backup": HANDED_OUT,
    }
    for path, headers in (paths | dict.fromkeys(handed_out, HANDED_OUT)).items():
        with urllib.request.urlopen(here.address + path, timeout=30) as answer:  # noqa: S310 - of this machine
            assert {name: answer.headers[name] for name in headers} == dict(headers), path
            assert answer.headers["Content-Type"], path


def test_it_listens_on_this_machine_only(here: Served, outside: Neighbor) -> None:
    with pytest.raises(OSError, match=r"refused|unreachable"):
        outside.connect(urlsplit(here.address).port or 0)


@pytest.mark.parametrize("host", ["rebound.example.org", "rebound.example.org:8501"])
def test_open_to_the_network_a_foreign_name_is_refused_all_the_same(
    network: Served, outside: Neighbor, host: str
) -> None:
    assert Asking(network, outside, {"Host": host}).status("GET", "/api/health") == 421
    assert Asking(network, outside, {"Host": socket.gethostname()}).status("GET", "/api/health") == 200


def test_the_counters_of_the_page_are_for_its_own_machine(here: Served, network: Served, outside: Neighbor) -> None:
    assert Asking(here, AT_HOME, {}).status("GET", "/_stcore/metrics") == 200
    assert Asking(here, AT_HOME, {"X-Forwarded-For": "192.0.2.7"}).status("GET", "/_stcore/metrics") == 403
    assert Asking(network, outside, {}).status("GET", "/_stcore/metrics") == 403
    assert Asking(network, outside, {}).status("GET", "/_stcore/metrics/") == 403


def test_a_cookie_that_somebody_made_up_or_took_elsewhere_opens_nothing(guarded: Served, outside: Neighbor) -> None:
    claims = {"origin": "https://elsewhere.example.org", "is_logged_in": True, "email": "approver@example.org"}
    for secret, origin in ((SECRET, "https://elsewhere.example.org"), ("x" * 40, ORIGIN)):
        value = create_signed_value(secret, USER_COOKIE_NAME, json.dumps(claims | {"origin": origin})).decode()
        asking = Asking(guarded, outside, {"Cookie": f"{USER_COOKIE_NAME}={value}"})
        assert asking.status("GET", "/api/status") == 401
    assert Asking(guarded, AT_HOME, {}).status("GET", "/api/status") == 401, "people sign in here, too"
    assert Asking(guarded, AT_HOME, {"Cookie": cookie("viewer")}).status("GET", "/api/status") == 200


def test_nobody_who_may_not_look_fills_the_memory_with_files(guarded: Served, outside: Neighbor) -> None:
    field = "/_stcore/upload_file/a-session/a-file"
    ours = {"Host": "playbook.example.org", "Origin": ORIGIN}
    assert Asking(guarded, outside, ours).status("PUT", field, WEEK) == 401
    assert Asking(guarded, outside, {**ours, "Cookie": cookie("viewer")}).status("PUT", field, WEEK) != 401


def test_the_project_says_where_it_listens() -> None:
    assert 'address = "localhost"' in (ROOT / ".streamlit" / "config.toml").read_text("utf-8")
