"""Addresses without a page lead to the overview, which says so; what is no page is left alone."""

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from playbook.api.page_addresses import PageAddresses
from playbook.page.parts.links import Screen
from tests.playbook.api_client import ApiClient

BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8"


def asks(address: str, base: str = "", method: str = "GET", accept: str = BROWSER) -> httpx.Response:
    def answer(request: Request) -> Response:
        return PlainTextResponse(request.url.path)

    client = ApiClient()
    client.app = Starlette(
        routes=[Route("/{path:path}", answer, methods=["GET", "POST"])],
        middleware=[Middleware(PageAddresses, list(Screen), Screen.OVERVIEW, base)],
    )
    return client.request(method, address, headers={"accept": accept})


@pytest.mark.parametrize("base", ["", "/teams/playbook"])
@pytest.mark.parametrize(
    ("opened", "shown"),
    [
        ("/overview", "/"),
        ("/overview/", "/"),
        ("/overview?product=support-copilot&as_of=2026-11-06", "/?product=support-copilot&as_of=2026-11-06"),
        ("/gatez?product=all", "/?product=all&not_here=gatez"),
        ("/gates/support-copilot", "/?not_here=gates%2Fsupport-copilot"),
        ("/a%2Fb", "/?not_here=a%2Fb"),
        ("/nosuch?not_here=other", "/?not_here=nosuch"),
    ],
)
def test_an_address_without_a_page_leads_to_the_overview_that_says_so(opened: str, shown: str, base: str) -> None:
    found = asks(base + opened, base)
    assert found.status_code == 307
    assert found.next_request is not None
    assert found.next_request.url.raw_path.decode() == base + shown


@pytest.mark.parametrize(
    "address",
    ["/", "/gates", "/gates/", "/what-if?gate=x", "/api/nosuch", "/_stcore/health", "/static/js/a.js", "/favicon.png"],
)
def test_pages_and_what_is_no_page_are_left_alone(address: str) -> None:
    assert asks(address).status_code == 200


def test_only_a_browser_that_opens_a_page_is_sent_on() -> None:
    assert asks("/nosuch", accept="*/*").status_code == 200
    assert asks("/nosuch", method="POST").status_code == 200
