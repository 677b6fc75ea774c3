"""The style stands in the document of every page, and in nothing else that is answered."""

from collections.abc import AsyncIterator, Callable

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from playbook.api.first_paint import FirstPaint
from playbook.page.parts.look import BEFORE_THE_SCRIPT, SIDEBAR_WIDTH
from tests.playbook.api_client import ApiClient

STYLE = "<style>p {}</style>"
DOCUMENT = "<html><body><p></body> is text</p></body></html>"
WITH_STYLE = f"<html><body><p></body> is text</p>{STYLE}</body></html>"
BROWSER = {"accept": "text/html,*/*;q=0.8", "accept-encoding": "gzip"}


def page(request: Request) -> Response:
    if request.headers.get("if-none-match"):
        return Response(status_code=304)
    return HTMLResponse(DOCUMENT, headers={"ETag": '"1"', "Accept-Ranges": "bytes"})


def in_parts(_: Request) -> Response:
    async def parts() -> AsyncIterator[str]:
        for part in DOCUMENT:
            yield part

    return StreamingResponse(parts(), media_type="text/html")


def asks(
    address: str,
    answer: Callable[[Request], Response] = page,
    *,
    base: str = "",
    method: str = "GET",
    headers: dict[str, str] | None = None,
) -> httpx.Response:
    client = ApiClient()
    client.app = Starlette(
        routes=[Route("/{path:path}", answer, methods=["GET", "HEAD", "POST"])],
        middleware=[Middleware(FirstPaint, STYLE, base), Middleware(GZipMiddleware, minimum_size=1)],
    )
    return client.request(method, address, headers=BROWSER | (headers or {}))


@pytest.mark.parametrize("address", ["/", "/gates", "/risks?product=x"])
@pytest.mark.parametrize("answer", [page, in_parts])
def test_the_style_is_the_last_thing_in_a_page(address: str, answer: Callable[[Request], Response]) -> None:
    found = asks(address, answer)
    assert found.text == WITH_STYLE
    assert int(found.headers["content-length"]) == len(found.content)
    assert "content-encoding" not in found.headers


def test_no_earlier_state_of_the_document_is_taken_for_it() -> None:
    found = asks("/gates", headers={"if-none-match": '"1"', "range": "bytes=0-3"})
    assert (found.status_code, found.text) == (200, WITH_STYLE)
    assert not {"etag", "accept-ranges", "last-modified"} & set(found.headers)


@pytest.mark.parametrize("address", ["/api/docs", "/static/x.html", "/app/static/a", "/_stcore/health", "/a/b.html"])
def test_what_is_no_page_stays_as_it_is(address: str) -> None:
    found = asks(address)
    assert found.text == DOCUMENT
    assert "etag" in found.headers


def test_only_a_page_that_is_asked_for_is_changed() -> None:
    assert asks("/gates", headers={"accept": "application/json"}).text == DOCUMENT
    assert asks("/gates", method="POST").text == DOCUMENT
    assert asks("/gates", method="HEAD").text == ""
    assert asks("/gates", lambda _: PlainTextResponse("</body>")).text == "</body>"
    assert asks("/gates", lambda _: HTMLResponse("</body>", 404)).text == "</body>"
    assert asks("/gates", lambda _: HTMLResponse("<p>no end")).text == "<p>no end"


def test_below_a_base_the_same_holds() -> None:
    assert asks("/team/gates", base="/team").text == WITH_STYLE
    assert asks("/team/api/docs", base="/team").text == DOCUMENT


def test_room_is_kept_for_the_navigation_until_something_is_there() -> None:
    assert f"padding-left: {SIDEBAR_WIDTH}px" in BEFORE_THE_SCRIPT
    assert BEFORE_THE_SCRIPT.count("<style>") == BEFORE_THE_SCRIPT.count("</style>") == 2
