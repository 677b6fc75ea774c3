"""The weekly review and the report in a real browser: the meeting in its order, closed reviews, one page on paper."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from playbook.documents.report.build import build_report
from playbook.documents.report.content import Audience
from playbook.documents.report.html import to_html
from playbook.page.parts import wording as parts
from playbook.page.screens.review import wording as words
from playbook.settings import THIS_PROJECT
from playbook.workspace.workspace import Workspace
from tests.browser.conftest import press, visit

PAGES = re.compile(rb"/Type\s*/Page\b")


def test_the_meeting_is_walked_and_a_closed_review_is_opened(page: Page, sample_app: str) -> None:
    visit(page, f"{sample_app}/review")
    expect(page.get_by_role("link", name="Confirm or withdraw Support copilot").first).to_be_visible()
    promised = page.get_by_text("Repeat the guardrail test on the new index").first
    press(page, page.get_by_role("radio", name=re.compile("^Follow-ups")), promised)
    comment = page.get_by_text("We released the support copilot to three named customers")
    press(page, page.get_by_role("radio", name="Closed reviews (1)"), comment)
    expect(comment).to_be_visible()
    expect(page.get_by_text("Day 61 of 90: readiness is 65, 16 below the plan for today").first).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="The report of that day").click()
    assert download.value.suggested_filename == "readiness-team-2026-11-06.html"


def test_the_meeting_room_is_walked_by_the_arrow_keys(page: Page, sample_app: str) -> None:
    visit(page, f"{sample_app}/review")
    first = page.get_by_role("heading", name="Follow-ups")
    second = page.get_by_role("heading", name="Where we stand against the plan")
    press(page, page.get_by_role("link", name=words.PRESENT), page.get_by_role("button", name=words.NEXT))
    expect(page.get_by_test_id("stSidebar")).to_be_hidden()
    expect(first).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(second).to_be_visible()
    expect(first).to_have_count(0)
    page.keyboard.press("ArrowLeft")
    expect(first).to_be_visible()
    assert "present=1" in page.url
    press(page, page.get_by_role("link", name=words.LEAVE), page.get_by_role("radio", name="Close the week"))
    expect(page.get_by_test_id("stSidebar")).to_be_visible()


def test_printing_a_page_leaves_out_navigation_bar_and_tabs(page: Page, sample_app: str) -> None:
    visit(page, f"{sample_app}/review?step=standing")
    shown = page.get_by_role("heading", name="Where we stand against the plan")
    tab, product = page.get_by_role("link", name="Who owes what"), page.get_by_label(parts.PRODUCT, exact=True)
    for one in (shown, tab, product, page.get_by_test_id("stSidebar")):
        expect(one).to_be_visible()
    page.emulate_media(media="print")
    expect(shown).to_be_visible()
    for one in (tab, product, page.get_by_test_id("stSidebar")):
        expect(one).to_be_hidden()
    assert len(PAGES.findall(page.pdf())) > 1, "the whole page is printed, not its first screen"


def test_the_report_is_handed_out_from_the_overview(page: Page, sample_app: str, tmp_path: Path) -> None:
    visit(page, sample_app)
    opener = page.get_by_test_id("stPopover").filter(has_text="Report").get_by_role("button")
    press(page, opener, page.get_by_role("button", name="Download the report"))
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the report").click()
    assert download.value.suggested_filename == "readiness-board-2026-11-13.html"
    download.value.save_as(tmp_path / "report.html")
    assert (tmp_path / "report.html").read_text("utf-8").startswith("<!DOCTYPE html>")


def test_the_board_s_page_is_one_page_of_a4_and_runs_nothing(page: Page, tmp_path: Path) -> None:
    with Workspace.find(THIS_PROJECT.sample, str(tmp_path / "sample.duckdb"), {}) as workspace:
        report = build_report(workspace.assess(), Audience.BOARD)
    file = tmp_path / "board.html"
    file.write_text(to_html(report), "utf-8")
    requested: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    page.goto(file.as_uri())
    printed = page.pdf(prefer_css_page_size=True)
    assert len(PAGES.findall(printed)) == 1
    assert requested == [file.as_uri()]
    assert page.evaluate("document.scripts.length") == 0


def test_the_report_is_readable_in_the_dark_and_on_a_phone(dark: Page, phone: Page, tmp_path: Path) -> None:
    with Workspace.find(THIS_PROJECT.sample, str(tmp_path / "sample.duckdb"), {}) as workspace:
        report = build_report(workspace.assess(), Audience.TEAM)
    file = tmp_path / "team.html"
    file.write_text(to_html(report), "utf-8")
    dark.goto(file.as_uri())
    assert dark.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(15, 20, 27)"
    phone.goto(file.as_uri())
    assert phone.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
