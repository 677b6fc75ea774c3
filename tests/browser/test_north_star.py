"""The metrics' page in the browser: the grid of products and the rows open the detail, which stands in the address."""

import re

from playwright.sync_api import Page, expect

from playbook.concerns.control import wording_page as wording
from tests.browser.conftest import press, settle, visit


def test_a_cell_of_the_portfolio_opens_its_metric_for_its_product(page: Page, sample_app: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 1300})
    visit(page, f"{sample_app}/north-star?view={wording.PORTFOLIO}")
    row = page.get_by_role("row", name=re.compile("^GPU hours"))
    row.get_by_role("link").nth(1).press("Enter")
    settle(page)
    expect(page).to_have_url(re.compile(r"/north-star\?.*product=support-copilot"))
    expect(page).to_have_url(re.compile(r"metric=gpu_hours"))
    expect(page.get_by_role("heading", name="GPU hours", exact=True)).to_be_visible()
    expect(page.get_by_text(re.compile("^Support copilot · as of"))).to_be_visible()
    expect(page.get_by_test_id("stVegaLiteChart").first).to_be_visible()


def test_a_row_opens_its_detail_beside_the_table_and_stands_in_the_address(page: Page, sample_app: str) -> None:
    visit(page, f"{sample_app}/north-star")
    expect(page.get_by_text(re.compile("the last week broke the trend, no forecast"))).to_be_visible()
    row = page.get_by_role("link", name="Weekly active users")
    row.focus()
    page.keyboard.press("Enter")
    settle(page)
    expect(page).to_have_url(re.compile(r"metric=weekly_active_users"))
    sentence = page.get_by_text(re.compile("^Weekly active users: .*, on plan; speeding up; on course for"))
    expect(sentence).to_be_visible()
    press(page, page.get_by_text(wording.TABS[wording.LIMITS_TAB], exact=True), page.get_by_test_id("stVegaLiteChart"))
    expect(page).to_have_url(re.compile("tab=limits"))
    expect(page.get_by_test_id("stVegaLiteChart")).to_have_count(1)
