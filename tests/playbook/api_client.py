"""The HTTP API without a network: the app's own routes and middleware, asked as a browser or a job would ask."""

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware

from playbook.api import routes as api
from playbook.api.commands import serve_commands
from playbook.api.headers import Protection
from playbook.api.request_log import RequestLog
from playbook.cli.served import run_command
from playbook.services.running_app import app as running_app
from playbook.services.tokens.limits import tokens_folder
from playbook.services.tokens.tokens import Scope, Tokens
from playbook.settings import find_home
from playbook.workspace.workspace import Workspace
from tests.worlds import World

HEAD = "week,product,metric,value,numerator,denominator\n"
WEEK = HEAD + "2026-W37,support-copilot,hallucination_rate,,190,1700\n"
NEXT_WEEK = HEAD + "2026-W38,support-copilot,hallucination_rate,,180,1700\n"
BAD = HEAD + "2026-W39,support-copilot,halucination_rate,,1,2\n2026-W39,suport-copilot,nps,abc,,\n"


class ApiClient:
    """Asks the routes; a thread of its own, as the browser tests keep a loop running in the thread of the tests."""

    def __init__(self, base: str = "") -> None:
        serve_commands(run_command)
        self.app = Starlette(
            routes=api.routes_below(base),
            middleware=[Middleware(RequestLog, base=base), Middleware(Protection, base=base)],
            exception_handlers={500: api.unexpected},
        )

    def request(self, method: str, address: str, **more: Any) -> httpx.Response:
        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(app=self.app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
                return await client.request(method, address, **more)

        with ThreadPoolExecutor(max_workers=1) as thread:
            return thread.submit(lambda: asyncio.run(ask())).result()

    def get(self, address: str, **more: Any) -> httpx.Response:
        return self.request("GET", address, **more)

    def post(self, address: str, token: str, **more: Any) -> httpx.Response:
        headers = {"Authorization": f"Bearer {token}", **more.pop("headers", {})}
        return self.request("POST", address, headers=headers, **more)


def open_api(world: World, monkeypatch: pytest.MonkeyPatch) -> ApiClient:
    """The API of an app that runs on this world, its clock at noon of the world's today."""
    monkeypatch.setenv("PLAYBOOK_DIR", str(world.folder))
    monkeypatch.setattr(running_app, "Workspace", partial(Workspace, clock=lambda: world.now))
    return ApiClient()


def token_for(world: World, *scopes: Scope, name: str = "nightly-export", days: int = 30) -> str:
    """A token's secret; made now, whatever day it is in the world."""
    tokens = Tokens(tokens_folder(find_home(world.folder, None, {})))
    return tokens.create(name, scopes or [Scope.UPLOAD], days=days, now=datetime.now(UTC))[1]


async def in_pieces(piece: bytes, count: int, reported: Callable[[int], None] = lambda _: None) -> AsyncIterator[bytes]:
    """A body that says nothing of its length."""
    for number in range(count):
        reported(number + 1)
        yield piece


def error_of(answer: httpx.Response, status: int) -> dict[str, Any]:
    """The error of an answer, its shape checked: the one test of it for all."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/json; charset=utf-8"
    assert answer.headers["x-request-id"]
    assert "Traceback" not in answer.text
    document: dict[str, Any] = answer.json()
    assert set(document) == {"schema", "error"}
    found: dict[str, Any] = document["error"]
    assert (
        {"code", "message", "problems"}
        <= set(found)
        <= {"code", "message", "problems", "problem_count", "dry_run", "files"}
    )
    return found


SNAPSHOTS = "/api/snapshots"


Content = str | bytes | AsyncIterator[bytes]


def send(
    api: ApiClient, token: str, content: Content = WEEK, query: str = "name=week37.csv", **more: Any
) -> httpx.Response:
    """One file as the whole body."""
    headers = {"Content-Type": "text/csv", **more.pop("headers", {})}
    return api.post(f"{SNAPSHOTS}?{query}", token, content=content, headers=headers, **more)
