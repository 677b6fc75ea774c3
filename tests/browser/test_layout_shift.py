"""What is there already stays where it is while the rest of a page comes: its shifts, as browsers add them up."""

import pytest
from playwright.sync_api import Browser, expect

from playbook.page.parts.links import Screen
from tests.browser.conftest import visit

MOST, TRIES = 0.1, 3
"""What the web calls good (web.dev/cls), and how often a page is loaded where the machine was busy."""
COUNT = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""


def shift(browser: Browser, address: str) -> float:
    """How much one load of a page moves, until nothing moves any more."""
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    context.add_init_script(COUNT)
    page = context.new_page()
    visit(page, address)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.wait_for_timeout(1_500)
    found = float(page.evaluate("window.shifted"))
    context.close()
    return found


@pytest.mark.parametrize("screen", list(Screen))
def test_a_page_stays_where_it_is_while_it_comes(browser: Browser, sample_app: str, screen: Screen) -> None:
    found: list[float] = []
    while len(found) < TRIES and min(found, default=1.0) > MOST:
        found.append(shift(browser, f"{sample_app}/{screen}"))
    assert min(found) <= MOST, found
