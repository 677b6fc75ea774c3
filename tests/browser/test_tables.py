"""Tables of rows in the real browser: search, choice, order, keyboard, detail with focus, cards on a phone."""

import re

from playwright.sync_api import Page, expect

from playbook.concerns.experiments import wording
from playbook.page.parts.wording import GRID_WORDS, close
from playbook.readiness.due import wording as wording_due
from tests.browser.conftest import go_back, press, visit


def names(page: Page) -> list[str]:
    """The first cell of every row that is drawn."""
    return page.locator(".pt tbody tr:not(.pt-group) th .pt-line").all_inner_texts()


def test_a_table_is_searched_narrowed_and_sorted_and_its_row_opens_a_detail_that_has_focus(
    page: Page, sample_app: str
) -> None:
    visit(page, f"{sample_app}/experiments")
    table = page.get_by_role("table", name=re.compile("^Inventory of experiments"))
    expect(table).to_be_visible()
    everything = names(page)
    page.get_by_label(GRID_WORDS["search"]).fill("meeting bot")
    expect(table.get_by_role("rowheader")).to_have_count(1)
    page.get_by_label(GRID_WORDS["search"]).fill("")
    page.get_by_label(wording.DECISION, exact=True).select_option("merge")
    expect(table.get_by_role("rowheader")).to_have_count(2)
    page.get_by_label(wording.DECISION, exact=True).select_option("")
    expect(table.get_by_role("rowheader")).to_have_count(len(everything))

    heading = table.get_by_role("columnheader", name=wording.COST)
    heading.get_by_role("button").focus()
    page.keyboard.press("Enter")
    expect(heading).to_have_attribute("aria-sort", "descending")
    assert names(page)[0] == "Freight volume forecast"
    expect(heading.get_by_role("button")).to_be_focused()

    opener = table.get_by_role("link", name="Meeting notes bot")
    opener.focus()
    page.keyboard.press("Enter")
    place = page.locator(".st-key-detail-meeting-notes-bot")
    expect(place).to_be_focused()
    expect(place.get_by_role("heading", name="Meeting notes bot")).to_be_in_viewport()
    expect(page).to_have_url(re.compile("experiment=meeting-notes-bot"))
    expect(table.locator("tr[aria-current=true]")).to_contain_text("Meeting notes bot")
    press(page, page.get_by_role("link", name=" ".join(close("Meeting notes bot"))), page.locator(".pt-spare").first)
    expect(place).to_have_count(0)


def test_a_row_of_who_owes_what_leads_to_its_reason_and_back_again(page: Page, sample_app: str) -> None:
    visit(page, f"{sample_app}/due")
    rows = page.get_by_role("link", name="Legal review: Support copilot, Limited release", exact=True)
    press(page, rows, page.get_by_role("heading", name="Support copilot, Limited release"))
    expect(page).to_have_url(re.compile("/gates"))
    assert page.get_by_test_id("stMain").evaluate("main => main.scrollTop") < 900
    go_back(page, page.get_by_role("heading", name=wording_due.TITLE))


def test_a_phone_shows_rows_as_cards_with_every_cell_named(phone: Page, sample_app: str) -> None:
    visit(phone, f"{sample_app}/due")
    first = phone.locator(".pt tbody tr:not(.pt-group)").first
    expect(first).to_be_visible()
    width = first.evaluate("row => row.getBoundingClientRect().width")
    assert 300 < width <= 390
    shown = first.locator("td").first.evaluate("cell => getComputedStyle(cell, '::before').content")
    assert wording_due.COLUMN_SEAT in shown
    order = phone.get_by_label(GRID_WORDS["order"])
    order.select_option(label=f"{wording_due.COLUMN_DUE} ↑")
    expect(order).to_have_value("3")
