"""An analyst's first week without a terminal: from an empty folder to a closed review and the board's report."""

import subprocess
import time
from datetime import date, datetime, timedelta
from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import Locator, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from playbook.documents.report import wording as report
from playbook.page.parts import wording as parts
from playbook.page.screens.record import wording as record
from playbook.page.screens.review import wording as review
from playbook.page.screens.start import wording as start
from playbook.page.screens.upload import wording as upload
from playbook.readiness.first_steps import Step
from tests.browser.conftest import SOON_MS, TRIED_FOR_SECONDS, StartApp, choose, press, settle, visit


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=True)  # noqa: S607
    return done.stdout


def fill(page: Page, label: str, text: str) -> None:
    """Types into a field and leaves it, as the tab key does."""
    field = page.get_by_label(label, exact=True)
    field.fill(text)
    field.press("Tab")
    settle(page)


def begin(page: Page, first_day: date) -> None:
    """The first hour: the organization, its first day, a product, a seat and the sheet of experiments."""
    expect(page.get_by_role("heading", name=start.WELCOME)).to_be_visible()
    fill(page, start.NAME, "Acme Works")
    choose_day(page, start.FIRST_DAY, first_day)
    fill(page, start.BUDGET, "460,000")
    fill(page, start.product_name(1), "Support copilot")
    page.get_by_text(start.SEATS_TITLE).click()
    fill(page, "VP engineering", "staff-0001")
    page.get_by_text(start.SHEET_TITLE).click()
    fill(page, start.PASTED, "name\towner\tmonthly cost\nChat over the wiki\tvp-engineering\t120\n")
    press(page, page.get_by_role("button", name=start.START), page.get_by_role("heading", name=start.CHECKLIST_TITLE))


def choose_day(page: Page, label: str, day: date) -> None:
    """Types a day into a date field, part by part; Enter takes it."""
    field = page.get_by_test_id("stDateInput").filter(has_text=label)
    for part, text in zip(field.get_by_role("spinbutton").all(), day.isoformat().split("-"), strict=True):
        part.click()
        page.keyboard.type(text)
    page.keyboard.press("Enter")
    settle(page)


def fill_in(template: Path, filled: Path, **values: str | float) -> None:
    """What the analyst does in a spreadsheet: numbers into the product's row."""
    book = load_workbook(template)
    sheet = book.worksheets[0]
    headings = {str(cell.value).removesuffix(" numerator"): index for index, cell in enumerate(sheet[1], 1)}
    for name, value in values.items():
        sheet.cell(2, headings[name], value)
    book.save(filled)


def send(page: Page, file: Path) -> None:
    """Chooses a file until it was looked at: one that met a page still drawing is let fall."""
    looked_at = page.get_by_text(upload.REFUSED_TITLE).or_(page.get_by_text(upload.PREVIEW_TITLE))
    until = time.monotonic() + TRIED_FOR_SECONDS
    while True:
        settle(page)
        page.locator("input[type=file]").set_input_files(file)
        try:
            looked_at.first.wait_for(timeout=2 * SOON_MS)
        except PlaywrightTimeoutError:
            if time.monotonic() > until:
                raise
        else:
            return


def upload_a_week(page: Page, address: str, folder: Path) -> str:
    """The template filled in with a mistake, sent, corrected and published; returns the week's name."""
    with page.expect_download() as download:
        page.get_by_role("button", name=upload.TEMPLATE).click()
    template, filled = folder / "template.xlsx", folder / download.value.suggested_filename
    download.value.save_as(template)
    fill_in(template, filled, hallucination_rate="a lot", token_spend_usd=1200)
    send(page, filled)
    expect(page.get_by_text(upload.REFUSED_TITLE)).to_be_visible()
    expect(page.get_by_text("a lot").first).to_be_visible()
    visit(page, f"{address}/upload")
    fill_in(template, filled, hallucination_rate=12, **{"hallucination_rate denominator": 400}, token_spend_usd=1200)
    send(page, filled)
    expect(page.get_by_text(upload.PREVIEW_TITLE)).to_be_visible()
    stored = page.get_by_text("are stored and count from now on")
    press(page, page.get_by_role("button", name=upload.PUBLISH), stored)
    return filled.stem.removeprefix("week-")


def comment_a_number(page: Page, address: str, week: str) -> None:
    """What a reader should know of the week."""
    write = page.get_by_role("button", name=record.WRITE_AND_COMMIT)
    for last in (
        False,
        False,
        True,
    ):  # what a redraw of the page took is typed again
        visit(page, f"{address}/record?record=note")
        choose(page, "Metric *", "Hallucination rate")
        fill(page, "Week *", week)
        fill(page, "Text *", "The new index went live on Tuesday.")
        choose(page, "By *", "vp-engineering")
        try:
            write.wait_for(timeout=20_000)
        except PlaywrightTimeoutError:
            if last:
                raise
        else:
            break
    written = page.get_by_text("The entry stands in records/notes.yaml, commit")
    press(page, write, written)


def choice(page: Page, word: str) -> Locator:
    """One of a row of choices."""
    return page.get_by_role("button", name=word, exact=True).or_(page.get_by_role("radio", name=word, exact=True))


def hold_the_review(page: Page, today: date) -> None:
    """A follow-up, the minutes, and the week is closed, whatever speaks against it."""
    page.get_by_role("link", name=parts.DECISIONS).click()
    settle(page)
    step = choice(page, "Close the week")
    press(page, page.get_by_role("link", name=parts.SCREENS["review"].title, exact=True), step)
    press(page, step, page.get_by_role("heading", name=review.CLOSE_TITLE))
    word = review.KINDS["follow-up"]
    press(page, choice(page, word), page.get_by_label("What *"))
    fill(page, "What *", "Repeat the guardrail test")
    choose(page, "Owner *", "vp-engineering")
    choose_day(page, "Due *", today + timedelta(days=7))
    agreed = page.get_by_text("The entry stands in records/follow_ups.yaml, commit")
    press(page, page.get_by_role("button", name=record.WRITE_AND_COMMIT), agreed)
    choose(page, review.BY, "vp-engineering")
    fill(page, review.MINUTES, "We wait for a second week.")
    anyway = page.get_by_role("button", name=review.CLOSE_ANYWAY)
    closed = page.get_by_text("stands in records/reviews/")
    press(page, page.get_by_role("button", name=review.CLOSE_AND_COMMIT), anyway.or_(closed))
    if anyway.count():
        press(page, anyway, closed)
    expect(choice(page, "Closed reviews (1)")).to_be_visible()


def take_the_report(page: Page, folder: Path) -> str:
    """The board's page; returns the name it comes with."""
    opener = page.get_by_test_id("stPopover").filter(has_text=report.BUTTON).get_by_role("button")
    press(page, opener, page.get_by_role("button", name=report.DOWNLOAD))
    with page.expect_download() as download:
        page.get_by_role("button", name=report.DOWNLOAD).click()
    download.value.save_as(folder / "report.html")
    return download.value.suggested_filename


def test_an_analyst_does_a_whole_week_without_a_terminal(page: Page, start_app: StartApp, tmp_path: Path) -> None:
    folder, today = tmp_path / "acme", datetime.now().astimezone().date()
    folder.mkdir()
    who = {"GIT_AUTHOR_NAME": "Analyst", "GIT_AUTHOR_EMAIL": "analyst@example.org"}
    committer = {name.replace("AUTHOR", "COMMITTER"): text for name, text in who.items()}
    store = str(folder / "playbook.duckdb")
    address = start_app(PLAYBOOK_DIR=str(folder), PLAYBOOK_STORE=store, **who, **committer)
    visit(page, address)
    begin(page, today - timedelta(days=14 + today.weekday()))
    expect(page.get_by_text("Acme Works").first).to_be_visible()
    step = page.get_by_role("link", name=start.STEPS[Step.NUMBERS][1])
    press(page, step, page.get_by_role("heading", name=upload.TITLE))
    comment_a_number(page, address, upload_a_week(page, address, tmp_path))
    hold_the_review(page, today)
    assert take_the_report(page, tmp_path).startswith("readiness-board-")
    assert "Acme Works" in (tmp_path / "report.html").read_text("utf-8")
    # nothing is left to do in a terminal
    log = git(folder, "log", "--format=%s").splitlines()
    assert log[-1] == "Start the playbook of Acme Works"
    assert [line.partition(":")[0] for line in log[1:-1]] == ["Record follow-up", "Record note"]
    assert log[0].startswith("Close the weekly review of ")
    assert git(folder, "status", "--porcelain") == ""
