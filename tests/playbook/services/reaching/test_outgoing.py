"""Where the app itself asks: never where a cloud keeps its machines' keys, never a file, and only what is in git."""

import io
import socket
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import httpx
import openpyxl
import pytest

from metrics.problems import Problems
from playbook.model.signals import Signal
from playbook.services.market_signals.answers import SignalTroubleError
from playbook.services.market_signals.fetch import fetch, open_client
from playbook.services.notify.channels.post import post
from playbook.services.notify.outgoing import NotTaken
from playbook.services.pulling import wording as wording_pulling
from playbook.services.reaching.metadata_addresses import leads_to_metadata
from playbook.services.reaching.wording import metadata_address
from tests.playbook.services.pulling.test_files_and_sql import pulled, put
from tests.worlds import World

METADATA = (
    "169.254.169.254", "169.254.170.2", "2852039166", "0xa9fea9fe", "169.254.43518",
    "[::ffff:169.254.169.254]", "[fe80::a9fe:a9fe]", "[fd00:ec2::254]", "[64:ff9b::a9fe:a9fe]", "[2002:a9fe:a9fe::]",
    "100.100.100.200", "168.63.129.16",
)  # fmt: skip
REBOUND = "numbers.example.org"
NO_SERVICE = (
    "file:///etc/passwd",
    "ftp://example.org/w44.csv",
    "gopher://127.0.0.1:6379/_FLUSHALL",
    "dict://localhost",
)


@pytest.fixture(autouse=True)
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Whom anything was about to connect to; nobody is reached. One name leads to a cloud's keys."""
    tried: list[Any] = []
    usual = socket.getaddrinfo

    def look_up(host: Any, *rest: Any, **more: Any) -> Any:
        return usual("169.254.169.254" if host == REBOUND else host, *rest, **more)

    def refuse(_: socket.socket, address: Any) -> None:
        tried.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    return tried


def signal(address: str) -> Signal:
    return Signal.model_validate({"id": "s", "source": "json", "subject": address, "value": "a"})


def ask_for_a_signal(_: World, address: str) -> str:
    with open_client() as client, pytest.raises(SignalTroubleError) as trouble:
        fetch(signal(address), client)
    return str(trouble.value)


def ask_for_numbers(world: World, address: str) -> str:
    put(world, {"service": "url", "url": address, "secrets": ["KEY"] if address.startswith("https") else []})
    return pulled(world, {"KEY": "a-key"}).trouble


def send_a_message(_: World, address: str) -> str:
    with pytest.raises(NotTaken) as trouble:
        post(address, b"{}")
    return str(trouble.value)


def ask_an_object_store(world: World, address: str) -> str:
    put(world, {"service": "url", "url": f"s3://bucket/w44.csv?endpoint_override={address}"})
    return pulled(world).trouble


@pytest.mark.parametrize("host", [*METADATA, REBOUND])
@pytest.mark.parametrize("ask", [ask_for_a_signal, ask_for_numbers, send_a_message, ask_an_object_store])
def test_where_a_cloud_keeps_its_machines_keys_is_never_asked(
    week_one: World, asked: list[Any], ask: Callable[[World, str], str], host: str
) -> None:
    trouble = ask(week_one, f"https://{host}/latest/meta-data/iam/w44.csv")
    assert trouble.endswith(metadata_address(host.strip("[]")))
    assert asked == []


@pytest.mark.parametrize("host", ["10.0.0.7", "192.168.1.1", "[fd12:3456::1]", "127.0.0.1", "8.8.8.8", "[2001:db8::1]"])
def test_services_inside_the_network_may_be_named(asked: list[Any], host: str) -> None:
    assert not leads_to_metadata(host.strip("[]"))
    assert leads_to_metadata("0251.0376.0251.0376"), "as the net reads it, though no address of the web is written so"
    assert "the connection" in send_a_message(None, f"https://{host}/hook") or asked  # type: ignore[arg-type]
    assert asked


@pytest.mark.parametrize("address", NO_SERVICE)
def test_only_the_web_is_asked(week_one: World, asked: list[Any], address: str) -> None:
    assert ask_for_numbers(week_one, address).endswith(wording_pulling.NO_ADDRESS)
    assert send_a_message(week_one, address)
    with pytest.raises(ValueError, match="address"):
        signal(address)
    assert asked == []


def test_a_signal_whose_answer_never_ends_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    moments = iter(range(0, 100_000, 30))
    monkeypatch.setattr("playbook.services.running_app.calling.monotonic", lambda: next(moments))
    drip = httpx.MockTransport(lambda _: httpx.Response(200, content=(b" " for _ in range(1000))))
    with httpx.Client(transport=drip) as client, pytest.raises(SignalTroubleError, match="or takes longer"):
        fetch(signal("https://example.org/numbers"), client)
    assert next(moments) < 1000


HOSTILE_NAMES = (
    "http://169.254.169.254/latest/meta-data", "https://10.0.0.1/w44.csv", "file:///etc/passwd", "s3://bucket/w44.parquet",
    "//server/share/w44.xlsx", "ducklake:postgres:host=10.0.0.1",
)  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_no_file_that_somebody_sends_makes_the_app_ask_anybody(week_one: World, asked: list[Any], name: str) -> None:
    linked = openpyxl.Workbook()
    sheet = linked.active
    assert sheet is not None
    sheet.append(["week", "product", "metric", "value"])
    sheet.append(["2026-W44", "support-copilot", "nps", f'=WEBSERVICE("{name}")'])
    sheet["D2"].hyperlink = name
    workbook = io.BytesIO()
    linked.save(workbook)
    entity = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{name}">]><x>&e;</x>'.encode()
    table = f"week,product,metric,value\n2026-W44,support-copilot,nps,{name}\n".encode()
    document = f'{{"$schema": "{name}", "$ref": "{name}", "rows": []}}'.encode()
    with replace(week_one, today=date(2026, 11, 6)).workspace() as workspace:
        for content in (workbook.getvalue(), entity, table, document):
            with pytest.raises(Problems):
                workspace.receive(name, content, source="form", actor="somebody")
    assert asked == []
