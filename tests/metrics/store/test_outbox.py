"""Messages on their way: kept with what was told, claimed by one, and never lost by what happens to them."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from metrics.store import outbox
from metrics.store.outbox import MessageState, NewMessage, Reported
from metrics.store.store import Store, open_store
from tests.metrics.snapshots import moment
from tests.stores import ON_THE_LAKE, new_url

NOW = moment(14)


def message(number: int = 1) -> NewMessage:
    return NewMessage(f"msg_{number}", "leaders", "incident:x", NOW + timedelta(seconds=number), "{}")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(new_url(tmp_path)) as opened:
        yield opened


def test_what_was_told_and_its_messages_are_kept_together_or_not_at_all(store: Store) -> None:
    def broken_off() -> Iterator[NewMessage]:
        yield message()
        raise RuntimeError("midway")

    with pytest.raises(RuntimeError, match="midway"):
        outbox.tell(store, [Reported("a", "1", "{}", NOW)], broken_off())
    assert (outbox.reported(store), outbox.on_their_way(store)) == ({}, ())
    outbox.tell(store, [Reported("a", "1", "{}", NOW)], [message()])
    outbox.tell(store, [Reported("a", "2", "{}", NOW + timedelta(seconds=1)), Reported("b", "", "", NOW)], [])
    assert {key: one.state for key, one in outbox.reported(store).items()} == {"a": "2", "b": ""}


def test_a_message_is_on_its_way_until_its_end_is_known(store: Store) -> None:
    outbox.tell(store, [], [message(1), message(2)])
    first, second = outbox.on_their_way(store)
    assert (first.state, first.tries, first.step) == (MessageState.WAITING, 0, 0)
    claimed = outbox.claim(store, first, "one", NOW, NOW + timedelta(minutes=1))
    assert claimed is not None
    outbox.happened(store, claimed, MessageState.FAILED, "one", NOW, NOW + timedelta(minutes=5), "it answered 500")
    again = outbox.on_their_way(store)[0]
    assert (again.state, again.tries, again.why) == (MessageState.FAILED, 1, "it answered 500")
    assert again.next_at == NOW + timedelta(minutes=5)
    outbox.happened(store, again, MessageState.SENT, "one", NOW)
    assert outbox.on_their_way(store) == (second,)
    assert [(one.message_id, one.state) for one in outbox.newest(store, 1)] == [("msg_2", MessageState.WAITING)]


def test_of_many_that_claim_a_message_one_has_it(store: Store) -> None:
    outbox.tell(store, [], [message()])
    (waiting,) = outbox.on_their_way(store)
    gate = threading.Barrier(4)

    def claim(worker: int) -> bool:
        gate.wait()
        return outbox.claim(store, waiting, f"{worker}", NOW, NOW + timedelta(minutes=1)) is not None

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(claim, range(4))) == [False, False, False, True]


@pytest.mark.skipif(not ON_THE_LAKE, reason="a file lets one process in")
def test_of_two_replicas_that_claim_a_message_one_has_it(tmp_path: Path) -> None:
    url = new_url(tmp_path)
    gate = threading.Barrier(2)

    def claim(replica: Store) -> bool:
        (waiting,) = outbox.on_their_way(replica)
        gate.wait()
        return outbox.claim(replica, waiting, "w", NOW, NOW + timedelta(minutes=1)) is not None

    with open_store(url) as one, open_store(url) as other:
        outbox.tell(one, [], [message()])
        with ThreadPoolExecutor(2) as pool:
            assert sorted(pool.map(claim, (one, other))) == [False, True]
