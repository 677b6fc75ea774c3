"""One line in the log for each request to the HTTP API, with an id to find it by; no secret ever stands in it."""

import json
import logging
import os
import re
import secrets
import sys
from datetime import UTC, datetime
from time import perf_counter
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from metrics.visible import visible
from playbook.services.running_app import app as running_app

LOG_VARIABLE = "PLAYBOOK_LOG"
HEADER = "X-Request-Id"
LOG = logging.getLogger("playbook.requests")
_TALKATIVE = ("httpx", "httpcore", "apprise")
GONE = 499
"""Nobody waits for an answer any more; the number that proxies use for it."""
_GOOD_ID = re.compile(r"[A-Za-z0-9._:-]{1,80}")


class OneLine(logging.Formatter):
    """A record as one line: for people, or as JSON for programs."""

    def __init__(self, *, as_json: bool) -> None:
        super().__init__()
        self._as_json = as_json

    def format(self, record: logging.LogRecord) -> str:
        fields = getattr(record, "fields", {})
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        if self._as_json:
            content = {"time": moment, "level": record.levelname.lower(), "event": record.getMessage(), **fields}
            return json.dumps(content, ensure_ascii=True)
        words = " ".join(f"{name}={json.dumps(said)}" for name, said in fields.items() if said not in ("", None))
        return f"{moment} {record.getMessage()} {words}"


class VisibleRecord(logging.LogRecord):
    """What anybody logs, tracebacks included: whatever text of a file or a request is in it moves no cursor."""

    def __init__(self, *facts: Any, **more: Any) -> None:
        super().__init__(*facts, **more)
        if self.exc_info and self.exc_info[0] is not None:
            self.exc_text = visible(logging.Formatter().formatException(self.exc_info))

    def getMessage(self) -> str:  # noqa: N802 - the library's name
        """The message on its line or lines."""
        return visible(super().getMessage())


def set_up() -> None:
    """Writes the lines to standard error: for people, or with PLAYBOOK_LOG=json for programs."""
    logging.setLogRecordFactory(VisibleRecord)
    LOG.handlers.clear()
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(OneLine(as_json=os.environ.get(LOG_VARIABLE, "").strip().lower() == "json"))
    LOG.addHandler(handler)
    LOG.setLevel(logging.INFO)
    LOG.propagate = False
    for name in _TALKATIVE:  # below a warning they write addresses, and some of those are secrets
        logging.getLogger(name).setLevel(logging.WARNING)


class RequestLog:
    """Gives each request an id, answers with it, and writes the line when the answer is out."""

    def __init__(self, app: ASGIApp, base: str = "") -> None:
        self.app = app
        self._base = base

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in ("http", "websocket"):
            secure = scope.get("scheme") in ("https", "wss")
            running_app.heard_at(scope.get("server"), secure=secure, base=self._base)
        if scope["type"] != "http" or not _is_api(scope["path"], self._base):
            try:
                await self.app(scope, receive, send)
            except ClientDisconnect:
                LOG.info("gone", extra={"fields": {"method": scope["method"], "status": GONE}})
            return
        given = Headers(scope=scope).get(HEADER, "")
        request_id = given if _GOOD_ID.fullmatch(given) else secrets.token_hex(8)
        scope.setdefault("state", {})["request_id"] = request_id
        begun = perf_counter()
        fields = {"status": 500, "sent": 0, "received": 0}

        async def counted() -> Message:
            message = await receive()
            fields["received"] += len(message.get("body", b""))
            return message

        async def noted(message: Message) -> None:
            if message["type"] == "http.response.start":
                fields["status"] = message["status"]
                MutableHeaders(scope=message)[HEADER] = request_id
            elif message["type"] == "http.response.body":
                fields["sent"] += len(message.get("body", b""))
            await send(message)

        try:
            await self.app(scope, counted, noted)
        except ClientDisconnect:
            fields["status"] = GONE  # in mid-upload: nobody is there to be answered, and nothing of it was kept
        finally:
            LOG.info(
                "request",
                extra={
                    "fields": {
                        "id": request_id,
                        "token": scope["state"].get("caller", ""),
                        "method": scope["method"],
                        "route": getattr(scope.get("route"), "path", ""),
                        "status": fields["status"],
                        "milliseconds": round((perf_counter() - begun) * 1000, 1),
                        "bytes_in": fields["received"],
                        "bytes_out": fields["sent"],
                    }
                },
            )


def _is_api(path: str, base: str) -> bool:
    return path == f"{base}/api" or path.startswith(f"{base}/api/")
