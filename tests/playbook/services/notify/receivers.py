"""Receivers on this machine that take messages, or are slow, busy, broken or rude."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread
from typing import Any


@dataclass(frozen=True, slots=True)
class Answer:
    """How a receiver answers one request; without a status it closes the connection."""

    status: int | None = 200
    headers: tuple[tuple[str, str], ...] = ()
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Request:
    """What came in."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def document(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


@dataclass
class Receiver:
    """A running receiver; `answers` are given one after the other, then always yes."""

    address: str = ""
    answers: list[Answer] = field(default_factory=list)
    got: list[Request] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)
    closing: Event = field(default_factory=Event)

    def next_answer(self, request: Request) -> Answer:
        """Keeps the request, and says how it is answered."""
        with self.lock:
            self.got.append(request)
            return self.answers.pop(0) if self.answers else Answer()

    def titles(self) -> list[str]:
        """Of what came to a webhook."""
        return [request.document["data"]["title"] for request in self.got]

    def ids(self) -> list[str]:
        """Of what came to a webhook."""
        return [request.headers["webhook-id"] for request in self.got]


def _handler(receiver: Receiver) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            headers = {name.lower(): value for name, value in self.headers.items()}
            answer = receiver.next_answer(Request(self.path, headers, body))
            receiver.closing.wait(answer.seconds)
            if answer.status is None:
                self.close_connection = True
                return
            self.send_response_only(answer.status)
            for name, value in (*answer.headers, ("Content-Length", "2")):
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(b"ok")

        def log_message(self, *_: object) -> None:
            """Nothing on standard error."""

    return Handler


@contextmanager
def receiving(
    answers: Sequence[Answer] = (), wrap: Callable[[ThreadingHTTPServer], None] = lambda _: None, scheme: str = "http"
) -> Iterator[Receiver]:
    """A receiver for the time of the block."""
    receiver = Receiver(answers=list(answers))
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(receiver))
    server.handle_error = lambda *_: None  # type: ignore[method-assign]  # clients that go away are wanted here
    wrap(server)
    receiver.address = f"{scheme}://127.0.0.1:{server.server_address[1]}/hook"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        receiver.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()
