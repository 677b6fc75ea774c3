"""A week without a mouse: overview, a decision, a gate, an upload, minutes and the closed review, by keys alone."""

import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from playbook.concerns.gates import wording as gates
from playbook.concerns.gates import wording_page as gates_page
from playbook.page.parts import wording as parts
from playbook.page.screens.review import wording as review
from playbook.page.screens.upload import wording as upload
from tests import worlds
from tests.browser.conftest import SOON_MS, TRIED_FOR_SECONDS, StartApp, settle, visit
from tests.worlds import World

WEEK = b"week,product,metric,value,numerator,denominator\n2026-W44,support-copilot,hallucination_rate,,20,1700\n"
MOST_STEPS = 160
HAS_FOCUS = "part => part.contains(document.activeElement)"


def has_focus(target: Locator) -> bool:
    """Whether the keyboard is at the target, or in it; False while it is not drawn."""
    found = target.first
    return bool(found.count() and found.evaluate(HAS_FOCUS))


def tab_to(page: Page, target: Locator) -> None:
    """Goes on with the tab key until the keyboard is at the target, once around the page at most."""
    expect(target.first).to_be_visible(timeout=30_000)
    for _ in range(MOST_STEPS):
        if has_focus(target):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"the tab key does not lead to {target}")


def enter(page: Page, target: Locator, shows: Locator) -> None:
    """Enter on the target, again where it met a page that was still drawing."""
    until = time.monotonic() + TRIED_FOR_SECONDS
    while True:
        try:
            tab_to(page, target)
            page.keyboard.press("Enter")
            settle(page)
            shows.first.wait_for(timeout=SOON_MS)
        except PlaywrightTimeoutError:
            if shows.count():
                return
            if time.monotonic() > until:
                raise
        else:
            return


def step_to(page: Page, choice: str, shows: Locator) -> None:
    """Goes along a row of choices with the arrow keys and takes one."""
    radio = page.get_by_role("radio", name=choice, exact=True)
    expect(radio).to_be_visible(timeout=30_000)
    tab_to(page, page.get_by_role("radiogroup").filter(has=radio))
    for _ in range(12):
        if has_focus(radio):
            break
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    settle(page)
    expect(shows.first).to_be_visible(timeout=30_000)


def take(page: Page, label: str, option: str) -> None:
    """Takes an option of a list: its words are typed, and Enter."""
    field = page.get_by_label(label, exact=True)
    tab_to(page, field)
    page.keyboard.type(option)
    expect(page.get_by_role("option", name=option).first).to_be_visible()
    page.keyboard.press("Enter")
    settle(page)


def write(page: Page, label: str, text: str) -> None:
    """Types into a field."""
    tab_to(page, page.get_by_label(label, exact=True))
    page.keyboard.type(text)
    page.keyboard.press("Tab")
    settle(page)


def choose_file(page: Page, button: Locator, file: Path) -> None:
    """Opens the list of files with the enter key and takes one; again where the page was still drawing."""
    until = time.monotonic() + TRIED_FOR_SECONDS
    while True:
        settle(page)
        tab_to(page, button)
        try:
            with page.expect_file_chooser(timeout=SOON_MS) as chooser:
                page.keyboard.press("Enter")
        except PlaywrightTimeoutError:
            if time.monotonic() > until:
                raise
        else:
            chooser.value.set_files(file)
            return


@pytest.fixture
def own(tmp_path: Path) -> World:
    """A playbook behind its plan that the page may write into."""
    world = worlds.slipping(tmp_path / "slipping")
    world.receive_all()
    world.write("settings.yaml", "edit: true\n")
    return world


def test_a_week_is_done_by_keys_alone(own: World, start_app: StartApp, page: Page, tmp_path: Path) -> None:
    address = start_app(**own.environment, PLAYBOOK_STORE=own.store_url)
    visit(page, f"{address}/?as_of={own.today.isoformat()}")
    # the overview: the first decision, and from it the gate in full
    main, sidebar = page.get_by_test_id("stMain"), page.get_by_test_id("stSidebar")
    first = main.locator("[class*=st-key-rows-decide]").get_by_role("link").first
    enter(page, first, page.get_by_role("heading", level=1).filter(has_not_text="Readiness is"))
    enter(page, sidebar.get_by_role("link", name=re.compile(f"{parts.GATES}")), page.get_by_role("table").first)
    cell = page.get_by_role("table").first.get_by_role("link").first
    enter(page, cell, page.get_by_role("heading", name=gates.WHY_TITLE, exact=True).or_(page.get_by_role("radiogroup")))
    step_to(page, gates_page.TABS[gates_page.CRITERIA_TAB], page.get_by_role("table").nth(1))
    expect(page).to_have_url(re.compile(f"tab={gates_page.CRITERIA_TAB}"))
    # the week's numbers
    enter(page, sidebar.get_by_role("link", name=parts.DATA), page.get_by_role("heading", name=upload.TITLE))
    weekly = tmp_path / "week44.csv"
    weekly.write_bytes(WEEK)
    choose_file(page, page.get_by_test_id("stFileUploader").get_by_test_id("stBaseButton-secondary"), weekly)
    expect(page.get_by_text(upload.PREVIEW_TITLE)).to_be_visible(timeout=30_000)
    enter(page, page.get_by_role("button", name=upload.PUBLISH), page.get_by_text(re.compile("row for .* are stored")))
    # the meeting: what is said, and the week is closed
    title = parts.SCREENS["review"].title
    enter(page, sidebar.get_by_role("link", name=re.compile(parts.DECISIONS)), main.get_by_role("link", name=title))
    enter(page, main.get_by_role("link", name=title, exact=True), page.get_by_role("heading", level=1, name=title))
    step_to(page, "Close the week", page.get_by_role("heading", name=review.CLOSE_TITLE))
    take(page, review.BY, "vp-engineering")
    write(page, review.MINUTES, "We keep the date.")
    anyway, closed = (
        page.get_by_role("button", name=review.CLOSE_ANYWAY),
        page.get_by_text("stands in records/reviews/"),
    )
    enter(page, page.get_by_role("button", name=review.CLOSE, exact=True), anyway.or_(closed))
    if anyway.count():
        enter(page, anyway, closed)
    assert list((own.folder / "records" / "reviews").glob("2026-W44*"))
