"""Answers leave at once."""

import socket
from contextlib import closing

from playbook.api.listening import answer_at_once


def test_who_listens_everywhere_is_reached_on_this_machine() -> None:
    with socket.socket() as listening:
        listening.bind(("", 0))
        listening.listen()
        assert ("127.0.0.1", listening.getsockname()[1]) in answer_at_once()


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
