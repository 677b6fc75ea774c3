"""The metrics' page in the browser: the grid of products opens charts, what varies as usual opens when asked."""

import re

from playwright.sync_api import Page, expect

from playbook.concerns.control import wording_page as wording
from tests.browser.conftest import settle, visit

ROW_OF_GPU_HOURS, COLUMN_OF_THE_COPILOT = 3, 440
"""Row of the grid from the first metric on; pixels from its left edge into the second column of numbers."""
HEAD, ROW = 36, 38


def test_a_cell_of_the_portfolio_opens_its_chart_with_product_and_metric_in_the_address(
    page: Page, sample_app: str
) -> None:
    page.set_viewport_size({"width": 1280, "height": 1300})
    visit(page, f"{sample_app}/north-star?view={wording.PORTFOLIO}")
    grid = page.get_by_test_id("stDataFrame").bounding_box()
    assert grid is not None
    below = HEAD + ROW * ROW_OF_GPU_HOURS + ROW / 2
    page.mouse.click(grid["x"] + COLUMN_OF_THE_COPILOT, grid["y"] + below)
    expect(page).to_have_url(re.compile(r"/north-star\?.*product=support-copilot.*metric=gpu_hours"))
    settle(page)
    expect(page.get_by_role("heading", name="GPU hours", exact=True)).to_be_visible()
    expect(page.get_by_text(re.compile("^Support copilot · as of"))).to_be_visible()
    expect(page.get_by_test_id("stVegaLiteChart").first).to_be_visible()


def test_a_metric_that_varies_as_usual_is_a_line_until_it_is_opened(page: Page, sample_app: str) -> None:
    visit(page, f"{sample_app}/north-star")
    line = page.locator("summary", has_text=re.compile("^.*Weekly active users: .*improvement"))
    sentence = page.get_by_text(re.compile("^Weekly active users: .*, on plan; speeding up; on course for"))
    expect(sentence).to_have_count(0)
    line.focus()
    page.keyboard.press("Enter")
    settle(page)
    expect(sentence).to_be_visible()
