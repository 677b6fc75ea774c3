"""Answers leave at once."""

import socket
from contextlib import closing

import pytest

from playbook.api.listening import answer_at_once
from playbook.services.running_app import app as running_app


def test_what_is_listened_on_is_found() -> None:
    with socket.socket() as listening:
        listening.bind(("", 0))
        listening.listen()
        assert ("0.0.0.0", listening.getsockname()[1]) in answer_at_once()  # noqa: S104 - what the socket says of itself


@pytest.mark.parametrize(
    ("host", "is_open", "address"),
    [
        ("127.0.0.1", False, "http://127.0.0.1:8501/x"),
        ("::1", False, "http://[::1]:8501/x"),
        ("0.0.0.0", True, "http://127.0.0.1:8501/x"),  # noqa: S104
        ("::", True, "http://127.0.0.1:8501/x"),
        ("192.0.2.7", True, "http://192.0.2.7:8501/x"),
    ],
)
def test_who_listens_everywhere_is_reached_on_this_machine_and_open(
    monkeypatch: pytest.MonkeyPatch, host: str, is_open: bool, address: str
) -> None:
    holder = running_app._Holder()
    monkeypatch.setattr(running_app, "_HOLDER", holder)
    running_app.listens([(host, 8501)], secure=False, base="/x")
    assert running_app.open_to_network() is is_open
    assert holder._address == address


def test_a_connection_does_not_hold_back_small_pieces() -> None:
    # as Streamlit makes its own: asyncio leaves such a socket as it is
    with socket.socket() as listening, socket.socket() as silent:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        assert listening.getsockname() in answer_at_once()
        with closing(socket.create_connection(listening.getsockname())):
            taken, _ = listening.accept()
            with taken:
                assert taken.proto == 0
                assert taken.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        assert not silent.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
