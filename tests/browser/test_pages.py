"""The real pages, by role and text: deep links, the way to a reason, uploads, hostile text, phone and reader."""

import re
from itertools import pairwise
from pathlib import Path
from typing import Literal

import httpx
import pytest
from playwright.sync_api import Browser, Dialog, Page, expect

from playbook.concerns.gates import wording as wording_gates
from playbook.page.parts import wording as wording_screens
from playbook.page.screens.upload import wording as wording_upload
from playbook.readiness import wording_screen
from tests import worlds
from tests.browser.conftest import StartApp, choose, press, settle, visit
from tests.playbook.api_client import token_for
from tests.worlds import World

GOOD = b"week,product,metric,value,numerator,denominator\n2026-W44,support-copilot,hallucination_rate,,20,1700\n"
BAD = b"week,product,metric,value,numerator,denominator\n2026-W44,support-copilot,halucination_rate,,20,1700\n"
HOSTILE = (
    "<img src=x onerror=alert(1)> **bold** [here](javascript:alert(1)) ![p](https://example.org/p.png) :red[x] $1$"
)


def go(page: Page, screen: str) -> None:
    """Follows the navigation to a screen."""
    link = page.get_by_test_id("stMain").or_(page.get_by_test_id("stSidebar")).get_by_role("link", name=screen).first
    press(page, link, page.get_by_role("heading", level=1, name=screen))


def test_product_and_day_are_held_across_pages_and_in_the_address(page: Page, sample_app: str) -> None:
    visit(page, f"{sample_app}/?product=support-copilot&as_of=2026-11-06")
    expect(page.get_by_text("Support copilot · as of Nov 6, 2026")).to_be_visible()
    go(page, "Launch gates")
    expect(page.get_by_text("Support copilot · as of Nov 6, 2026")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/gates\?.*product=support-copilot"))
    expect(page).to_have_url(re.compile(r"as_of=2026-11-06"))
    page.reload()
    settle(page)
    expect(page.get_by_text("Support copilot · as of Nov 6, 2026")).to_be_visible()


def test_a_day_that_was_typed_is_taken_on_enter_and_kept_from_page_to_page(page: Page, sample_app: str) -> None:
    visit(page, f"{sample_app}/gates?product=support-copilot")
    field = page.get_by_test_id("stDateInput").filter(has_text=wording_screens.AS_OF)
    expect(field.get_by_role("spinbutton")).to_have_count(3, timeout=30_000)
    for part, text in zip(field.get_by_role("spinbutton").all(), ("2026", "10", "30"), strict=True):
        part.click()
        page.keyboard.type(text)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("as_of=2026-10-30"))
    settle(page)
    for screen in ("Metrics", "Risk"):
        go(page, screen)
        expect(page).to_have_url(re.compile("product=support-copilot.*as_of=2026-10-30"))


def test_a_choice_in_the_bar_changes_page_and_address(page: Page, sample_app: str) -> None:
    visit(page, sample_app)
    choose(page, wording_screens.PRODUCT, "Contract summarizer")
    expect(page).to_have_url(re.compile("product=contract-summarizer"))
    expect(page.get_by_text(re.compile("^Contract summarizer · as of"))).to_be_visible()


def test_a_gate_on_the_overview_leads_to_its_reasons(page: Page, sample_app: str) -> None:
    visit(page, sample_app)
    heading = page.get_by_role("heading", name="Support copilot, Internal beta")
    press(page, page.get_by_role("link", name=re.compile("^COND. GO 78")), heading)
    expect(page).to_have_url(re.compile("gate=support-copilot.*internal-beta"))
    expect(heading).to_be_visible()
    for title in (wording_gates.WHY_TITLE, wording_gates.TURN_TITLE, wording_gates.WHO_TITLE):
        expect(page.get_by_role("heading", name=title, exact=True)).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_overview_is_one_screen(browser: Browser, sample_app: str, scheme: Literal["light", "dark"]) -> None:
    context = browser.new_context(viewport={"width": 1400, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    visit(page, sample_app)
    main = page.get_by_test_id("stMain")
    last = main.get_by_role("heading", name=re.compile("^What moved the score"))
    expect(last).to_be_visible()
    for title in (re.compile("^Readiness is"), wording_screen.DECIDE_TITLE, re.compile("^Launch gates"), "Metrics"):
        expect(main.get_by_role("heading", name=title).first).to_be_in_viewport(ratio=1)
    expect(last).to_be_in_viewport(ratio=1)
    expect(main.locator(".stVegaLiteChart svg")).to_have_count(1)
    expect(main.locator(".pl-areas .pl-bar")).to_have_count(5)
    said = main.inner_text().split()  # with the bar and the words of charts, but for the names of icons
    icons = main.locator("[data-testid=stIconMaterial], .pt-icon, [role=img][aria-label$=' icon']").all_inner_texts()
    assert len(said) - len(icons) <= 400, " ".join(said)
    context.close()


def test_every_line_of_the_overview_leads_to_its_subject(page: Page, sample_app: str) -> None:
    visit(page, sample_app)
    main = page.get_by_test_id("stMain")
    expect(main.get_by_role("heading", name=re.compile("^What moved the score"))).to_be_visible()
    page.wait_for_function(  # links are drawn a moment after the words beside them
        """() => {
            const lines = [...document.querySelectorAll(".pl-row, [class*=st-key-alarm]")];
            const named = lines.filter(line => line.innerText.trim());
            return named.length > 20 && named.every(line => line.querySelector("a, button"));
        }""",
        timeout=30_000,
    )


def test_the_overview_is_three_screens_of_a_phone_at_most(phone: Page, sample_app: str) -> None:
    visit(phone, sample_app)
    expect(phone.get_by_role("heading", name=re.compile("^What moved the score"))).to_be_visible()
    expect(phone.locator(".stVegaLiteChart svg")).to_have_count(1)
    expect(phone.locator(".pl-areas .pl-bar")).to_have_count(5)
    assert phone.get_by_test_id("stMain").evaluate("main => main.scrollHeight") <= 3 * 844


def test_what_to_decide_leads_to_the_gate_it_speaks_of(page: Page, sample_app: str) -> None:
    visit(page, sample_app)
    heading = page.get_by_role("heading", name="Support copilot, Limited release")
    press(page, page.get_by_role("link", name=re.compile("^Confirm or withdraw Support copilot")), heading)
    expect(page).to_have_url(re.compile("/gates"))


def test_an_address_that_asks_for_the_impossible_is_answered_calmly(page: Page, sample_app: str) -> None:
    visit(page, f"{sample_app}/gates?product=nobody&as_of=soon&gate=no/such")
    assert page.get_by_test_id("stException").count() == 0
    expect(page.get_by_text("names the product 'nobody'")).to_be_visible()
    expect(page.get_by_text("'soon' is not a day")).to_be_visible()
    expect(page.get_by_text("'no/such', which is not here")).to_be_visible()


def test_an_address_without_a_page_shows_the_overview_and_says_so(page: Page, sample_app: str) -> None:
    for address, said in (("overview", ""), ("gatez", wording_screens.no_such_page("gatez", "did you mean 'gates'?"))):
        visit(page, f"{sample_app}/{address}?product=support-copilot")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        expect(page).to_have_url(f"{sample_app}/?product=support-copilot")
        assert page.get_by_role("dialog").count() == 0
        shown = page.get_by_text("There is no page at")
        expect(shown).to_have_text([said] if said else [])


@pytest.fixture
def own(tmp_path: Path) -> World:
    """A playbook on track, with its numbers."""
    world = worlds.on_track(tmp_path / "on_track")
    world.receive_all()
    return world


def test_a_file_is_refused_corrected_previewed_published_and_seen_by_others(
    own: World, start_app: StartApp, browser: Browser, page: Page
) -> None:
    address = start_app(**own.environment, PLAYBOOK_STORE=own.store_url)
    visit(page, f"{address}/upload")
    chooser = page.locator("input[type=file]")
    chooser.set_input_files({"name": "week44.csv", "mimeType": "text/csv", "buffer": BAD})
    expect(page.get_by_text(wording_upload.REFUSED_TITLE)).to_be_visible()
    expect(page.get_by_text("did you mean 'hallucination_rate'?")).to_be_visible()
    visit(page, f"{address}/upload")
    page.locator("input[type=file]").set_input_files({"name": "week44.csv", "mimeType": "text/csv", "buffer": GOOD})
    expect(page.get_by_text(wording_upload.PREVIEW_TITLE)).to_be_visible()
    other = browser.new_context().new_page()
    visit(other, address)
    publish = page.get_by_role("button", name=wording_upload.PUBLISH)
    press(page, publish, page.get_by_text(re.compile("1 row for .* are stored")))
    expect(other.get_by_text(wording_screens.new_numbers())).to_be_visible(timeout=15_000)
    other.context.close()


def test_an_open_page_shows_what_a_job_sends_within_five_seconds_and_says_so(
    own: World, start_app: StartApp, page: Page
) -> None:
    address = start_app(**own.environment, PLAYBOOK_STORE=own.store_url)
    visit(page, f"{address}/north-star")
    visit(page, address)
    token = token_for(own)
    answer = httpx.post(
        f"{address}/api/snapshots?name=week44.csv",
        content=GOOD,
        headers={"Authorization": f"Bearer {token}", "Content-Type": "text/csv"},
    )
    assert answer.status_code == 201
    expect(page.get_by_text(wording_screens.new_numbers())).to_be_visible(timeout=5_000)
    visit(page, f"{address}/upload")
    expect(page.get_by_text("week44.csv").first).to_be_visible()
    expect(page.get_by_text("nightly-export").filter(visible=True).first).to_be_visible()


def test_text_from_files_and_jobs_is_shown_and_never_run(own: World, start_app: StartApp, page: Page) -> None:
    seen: list[str] = []
    page.on("request", lambda request: seen.append(request.url))

    def note(dialog: Dialog) -> None:
        seen.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", note)
    address = start_app(**own.environment, PLAYBOOK_STORE=own.store_url)
    headers = {"Authorization": f"Bearer {token_for(own)}", "Content-Type": "text/csv"}
    for content in (GOOD, GOOD.replace(b"support-copilot", HOSTILE.encode().replace(b",", b""))):
        query = {"name": f"{HOSTILE}.csv".replace("/", "|"), "source": HOSTILE[:110]}
        httpx.post(f"{address}/api/snapshots", params=query, content=content, headers=headers)
    visit(page, f"{address}/upload")
    expect(page.get_by_text("<img src=x onerror=alert(1)>").filter(visible=True).first).to_be_visible()
    chooser = page.locator("input[type=file]")
    bad = GOOD.replace(b"hallucination_rate", HOSTILE.encode().replace(b",", b""))
    chooser.set_input_files({"name": "bad.csv", "mimeType": "text/csv", "buffer": bad})
    expect(page.get_by_text(wording_upload.REFUSED_TITLE)).to_be_visible()
    assert page.locator("img[src*='example.org'], img[src='x'], a[href^='javascript']").count() == 0
    assert not [entry for entry in seen if "example.org" in entry or entry == "1"]


def test_text_from_yaml_is_shown_and_never_run(own: World, start_app: StartApp, page: Page) -> None:
    own.change("records/products.yaml", "name: Support copilot", f"name: {HOSTILE!r}")
    requested: list[str] = []
    alerts: list[str] = []
    page.on("request", lambda request: requested.append(request.url))

    def note(dialog: Dialog) -> None:
        alerts.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", note)
    address = start_app(**own.environment, PLAYBOOK_STORE=own.store_url)
    for screen in ("", "gates", "charter", "north-star", "experiments", "stack", "upload", "problems"):
        visit(page, f"{address}/{screen}")
        assert page.locator("img[src*='example.org'], img[src='x'], a[href^='javascript']").count() == 0, screen
    visit(page, f"{address}/gates")
    expect(page.get_by_text("<img src=x onerror=alert(1)> **bold**").filter(visible=True).first).to_be_visible()
    assert alerts == []
    assert not [url for url in requested if "example.org" in url]


def test_headings_descend_one_step_at_a_time(page: Page, sample_app: str) -> None:
    for screen in ("", "gates", "upload", "problems"):
        visit(page, f"{sample_app}/{screen}")
        levels = (
            page.get_by_test_id("stMain")
            .locator("h1, h2, h3, h4")
            .evaluate_all("headings => headings.map(heading => Number(heading.tagName[1]))")
        )
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after - before <= 1 for before, after in pairwise(levels)), (screen, levels)


def test_a_phone_scrolls_only_downwards(phone: Page, sample_app: str) -> None:
    for screen in ("", "gates", "upload", "problems"):
        visit(phone, f"{sample_app}/{screen}")
        wider = phone.get_by_test_id("stMain").evaluate("main => main.scrollWidth - main.clientWidth")
        assert wider <= 1, screen


def test_a_phone_shows_what_was_opened_above_the_list_it_was_opened_in(phone: Page, sample_app: str) -> None:
    for address, place in (
        ("north-star?metric=token_spend_usd", ".st-key-metric-detail"),
        ("experiments?experiment=meeting-notes-bot", ".st-key-detail-meeting-notes-bot"),
    ):
        visit(phone, f"{sample_app}/{address}")
        opened, listed = phone.locator(place), phone.locator(".pt table").first
        expect(opened).to_be_visible()
        expect(listed).to_be_visible()
        tops = [part.evaluate("part => part.getBoundingClientRect().top") for part in (opened, listed)]
        assert tops[0] < tops[1], address


def test_the_navigation_marks_where_one_is_and_a_phone_wraps_the_tabs(phone: Page, sample_app: str) -> None:
    visit(phone, f"{sample_app}/governance")
    tabs = phone.locator(".st-key-tabs").get_by_role("link")
    expect(tabs).to_have_count(3)
    boxes = tabs.evaluate_all("tabs => tabs.map(tab => tab.getBoundingClientRect()).map(box => [box.left, box.right])")
    assert all(left >= 0 and right <= 390 for left, right in boxes), boxes
    phone.get_by_test_id("stExpandSidebarButton").click()
    entries = phone.get_by_test_id("stSidebar").locator(".st-key-navigation").get_by_role("link")
    expect(entries.first).to_be_visible()
    marked = entries.filter(has_text=wording_screens.RISK)
    others = entries.filter(has_text=wording_screens.PLAN)
    ground = "entry => getComputedStyle(entry).backgroundColor"
    assert marked.evaluate(ground) != others.evaluate(ground)
    expect(marked).to_be_in_viewport(ratio=1)


def test_no_table_scrolls_sideways_on_a_phone(phone: Page, sample_app: str) -> None:
    for screen in ("gates", "accountability", "playbook", "review", "risks"):
        visit(phone, f"{sample_app}/{screen}")
        wider = phone.get_by_test_id("stTable").evaluate_all(
            "tables => tables.map(table => Math.max(...[table, ...table.querySelectorAll('*')]"
            ".map(part => part.clientWidth ? part.scrollWidth - part.clientWidth : 0)))"
        )
        assert all(pixels <= 1 for pixels in wider), (screen, wider)


def test_the_dark_page_is_dark(dark: Page, sample_app: str) -> None:
    visit(dark, sample_app)
    colour = dark.get_by_test_id("stApp").evaluate("app => getComputedStyle(app).backgroundColor")
    assert colour == "rgb(15, 20, 27)"
    expect(dark.get_by_role("heading", name=wording_screen.DECIDE_TITLE)).to_be_visible()


def test_a_table_can_be_taken_away(page: Page, sample_app: str) -> None:
    visit(page, f"{sample_app}/gates")
    button = page.get_by_role("button", name=wording_screens.EXPORT).first
    with page.expect_download() as taken:
        button.click()
    assert taken.value.suggested_filename == "launch-gates.csv"
    text = Path(taken.value.path()).read_text(encoding="utf-8-sig")
    assert text.startswith("product,gate,verdict,score")
    assert "Support copilot,Prototype exit,GO," in text


def test_the_address_to_share_says_product_day_and_basis(page: Page, sample_app: str) -> None:
    visit(page, sample_app)
    page.get_by_role("button", name=wording_screens.SHARE).click()
    code = page.get_by_test_id("stCode")
    expect(code).to_contain_text(f"{sample_app}/?product=all&as_of=2026-11-13&basis=known")
