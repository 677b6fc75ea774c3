"""Where nobody signs in, only a browser on the machine itself may have files written."""

import pytest

from playbook.services.reaching.local_visitor import from_this_machine

HERE = {"Host": "localhost:8501", "Origin": "http://localhost:8501"}


@pytest.mark.parametrize("address", [None, "127.0.0.1", "127.8.0.1", "::1", "::ffff:127.0.0.1"])
def test_a_browser_on_the_machine_is_here(address: str | None) -> None:
    assert from_this_machine(HERE, address)


@pytest.mark.parametrize("name", ["127.0.0.1:8501", "[::1]:8501", "LOCALHOST", "board.localhost:80"])
def test_the_machine_has_several_names_for_itself(name: str) -> None:
    assert from_this_machine({"host": name, "origin": f"http://{name}"}, None)


@pytest.mark.parametrize("address", ["192.168.1.7", "10.0.0.1", "0.0.0.0", "fe80::1%eth0", "not an address", ""])  # noqa: S104
def test_a_connection_from_elsewhere_is_not(address: str) -> None:
    assert not from_this_machine(HERE, address)


@pytest.mark.parametrize("said", ["upgrade", "Upgrade", "keep-alive, Upgrade"])
def test_an_upgrade_that_nobody_asked_for_was_said_by_a_proxy(said: str) -> None:
    assert from_this_machine({**HERE, "Connection": said, "Upgrade": "websocket"}, None)
    assert not from_this_machine({**HERE, "Connection": said}, None)
    assert not from_this_machine({**HERE, "connection": said, "upgrade": ""}, None)
    assert from_this_machine({**HERE, "Connection": "keep-alive"}, None)


PROXIES = [
    "Forwarded",
    "Via",
    "X-Forwarded-For",
    "X-Forwarded-Host",
    "X-Forwarded-Proto",
    "X-Forwarded-Server",
    "X-Forwarded-Port",
    "X-Forwarded",
    "X-Forwarded-Prefix",
    "X_Forwarded_For",
    "Forwarded-For",
    "X-Real-IP",
    "X-Client-IP",
    "Client-IP",
    "CF-Connecting-IP",
    "True-Client-IP",
    "X-Cluster-Client-IP",
    "Fastly-Client-IP",
    "X-ProxyUser-IP",
    "X-Original-URL",
    "X-Original-Host",
    "X-Rewrite-URL",
    "X-Envoy-External-Address",
    "X-Amzn-Trace-Id",
    "X-Cloud-Trace-Context",
    "CF-Ray",
    "X-Azure-FDID",
    "CDN-Loop",
    "X-Original-Forwarded-For",
]


@pytest.mark.parametrize("header", PROXIES)
def test_a_request_that_was_passed_on_is_not(header: str) -> None:
    assert from_this_machine({**HERE, "Accept": "*/*", "X-Request-Id": "1", "User-Agent": "curl"}, None)
    assert not from_this_machine({**HERE, header.title(): "127.0.0.1"}, None)


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "playbook.example.org", "Origin": "https://playbook.example.org"},
        {"Host": "127.0.0.1:8501", "Origin": "https://playbook.example.org"},  # a proxy that names itself nowhere
        {"Host": "rebound.example.org:8501", "Origin": "http://localhost:8501"},
        {"Host": "localhost.example.org", "Origin": "http://localhost"},
        {"Host": "localhost", "Origin": "null"},
        {"Host": ""},
    ],
)
def test_a_browser_that_was_sent_elsewhere_is_not(headers: dict[str, str]) -> None:
    assert not from_this_machine(headers, None)
