"""Answers that are packed: one layer of gzip comes off a stretch at a time, and a bomb is never held."""

import gzip
import tracemalloc
from collections.abc import Callable, Iterator

import pytest

from playbook.concerns.signals import wording as wording_signals
from playbook.model.signals import Signal
from playbook.services.market_signals import fetch as signals
from playbook.services.market_signals.answers import SignalTroubleError
from playbook.services.notify import wording as wording_notify
from playbook.services.notify.channels.post import post
from playbook.services.notify.outgoing import NotTaken
from playbook.services.pulling import client
from playbook.services.pulling import wording as wording_pulling
from playbook.services.running_app import calling
from playbook.services.running_app import wording as wording_running_app
from playbook.services.running_app.client import RunningApp
from tests.playbook.services.pulling.fakes import Fake, served
from tests.playbook.services.pulling.test_files_and_sql import pulled, put
from tests.worlds import World

MOST = 2_000_000
ZEROS = b"0" * 100_000_000
BOMBS = {
    "gzip": gzip.compress(ZEROS),
    "gzip, gzip": gzip.compress(gzip.compress(ZEROS)),
    "deflate, gzip": gzip.compress(gzip.compress(ZEROS)),
}
HALF = gzip.compress(b"week,product,metric,value\n" * 1000)[:-20]
SAID_OF_HALF = (
    wording_pulling.lost("gzip"),
    wording_signals.broken_off("Unreachable"),
    wording_notify.lost(calling.Unreachable()),
    wording_running_app.unreachable("gzip")[0],
)
Ask = Callable[[World, str], str]


@pytest.fixture(autouse=True)
def bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """What an answer may come to, for every program that asks."""
    monkeypatch.setattr(calling.bounded, "__defaults__", (MOST, 20))
    monkeypatch.setattr(client, "LARGEST", MOST)
    monkeypatch.setattr(signals, "_LARGEST", MOST)


@pytest.fixture
def fake() -> Iterator[Fake]:
    """A server whose answers a test names."""
    with served(Fake("url", {})) as found:
        yield found


def for_a_signal(_: World, address: str) -> str:
    signal = Signal.model_validate({"id": "s", "source": "json", "subject": f"{address}/a.json", "value": "a"})
    with signals.open_client() as http, pytest.raises(SignalTroubleError) as trouble:
        signals.fetch(signal, http)
    return str(trouble.value)


def for_numbers(world: World, address: str) -> str:
    put(world, {"service": "url", "url": f"{address}/week.csv"})
    done = pulled(world)
    return done.trouble or str([file["problems"] for file in done.files])


def with_a_message(_: World, address: str) -> str:
    with pytest.raises(NotTaken) as trouble:
        post(f"{address}/hook", b"{}")
    return str(trouble.value)


def for_an_answer_of_ours(_: World, address: str) -> str:
    with pytest.raises(Exception) as trouble:  # noqa: PT011 - whichever: that it is a sentence is looked at
        RunningApp(address).tidy(24)
    return str(trouble.value)


every_asker = pytest.mark.parametrize("ask", [for_a_signal, for_numbers, with_a_message, for_an_answer_of_ours])


@every_asker
@pytest.mark.parametrize("packed", BOMBS)
def test_a_bomb_is_never_held(week_one: World, fake: Fake, ask: Ask, packed: str) -> None:
    fake.answer = lambda *_: (500, b"", {})  # type: ignore[method-assign]
    ask(week_one, fake.address)  # what is imported on the way is not counted
    status = 500 if ask is with_a_message else 200  # what a yes says is not looked at
    fake.answer = lambda *_: (status, BOMBS[packed], {"Content-Encoding": packed})  # type: ignore[method-assign]
    tracemalloc.start()
    try:
        assert ask(week_one, fake.address)
        assert tracemalloc.get_traced_memory()[1] < 40_000_000
    finally:
        tracemalloc.stop()


@every_asker
def test_one_that_stops_in_its_middle_is_no_answer(week_one: World, fake: Fake, ask: Ask) -> None:
    fake.answer = lambda *_: (200, HALF, {"Content-Encoding": "gzip"})  # type: ignore[method-assign]
    said = ask(week_one, fake.address)
    assert any(text in said for text in SAID_OF_HALF), said


def test_a_file_that_is_kept_packed_is_read(week_one: World, fake: Fake) -> None:
    content = b"kw,app,dollars\n2026-W44,desk,1234\n"
    fake.answer = lambda *_: (200, gzip.compress(content), {"Content-Encoding": "gzip"})  # type: ignore[method-assign]
    put(week_one, {"service": "url", "url": f"{fake.address}/week.csv"})
    done = pulled(week_one)
    assert done.stored, done
