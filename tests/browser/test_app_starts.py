"""The app answers, and its first page is drawn without an error."""

import json
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, expect

from playbook.page.parts.look import SIDEBAR_WIDTH
from tests.browser.conftest import visit


def test_the_first_page_has_one_title_and_no_error(page: Page, sample_app: str) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    visit(page, sample_app)
    assert page.locator("h1").count() == 1
    assert page.locator("[data-testid=stException]").count() == 0
    assert errors == []


def test_page_and_api_answer_from_one_process(sample_app: str) -> None:
    with urlopen(f"{sample_app}/api/health", timeout=30) as answer:  # noqa: S310 - our own address
        health = json.load(answer)
    assert health["status"] == "ok"
    assert health["sample"] is True


def test_an_unknown_address_of_the_api_is_not_the_page(sample_app: str, page: Page) -> None:
    answer = page.goto(f"{sample_app}/api/nothing")
    assert answer is not None
    assert answer.status == 404


@pytest.mark.parametrize("address", ["", "gates", "north-star"])
def test_nothing_moves_aside_for_the_navigation(browser: Browser, sample_app: str, address: str) -> None:
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    page.add_init_script("""
        window.seen = new Set();
        const look = () => {
            const main = document.querySelector('.stMain');
            if (main) window.seen.add(Math.round(main.getBoundingClientRect().x));
            requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
    """)
    visit(page, f"{sample_app}/{address}")
    expect(page.get_by_test_id("stSidebar").get_by_role("link").first).to_be_visible()
    assert page.evaluate("[...window.seen]") == [SIDEBAR_WIDTH]
    page.close()
