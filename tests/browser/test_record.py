"""The way from a missing sign-off to its form, and from the form into the file."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from playbook.page.parts import wording as parts
from playbook.page.screens.record import wording
from playbook.settings import BROWSER_COOKIE
from tests import worlds
from tests.browser.conftest import StartApp, choose, press, settle, visit


def test_a_missing_sign_off_opens_its_form_and_the_form_writes_the_file(
    page: Page, start_app: StartApp, tmp_path: Path
) -> None:
    world = worlds.on_track(tmp_path / "on_track")
    world.write("records/sign_offs.yaml", "# who vouched for what\nsign_offs: []  # nobody yet\n")
    world.write("settings.yaml", "edit: true\n")
    world.receive_all()
    address = start_app(PLAYBOOK_DIR=str(world.folder), PLAYBOOK_STORE=world.store_url)
    day = world.today.isoformat()
    visit(page, f"{address}/gates?product=support-copilot&gate=support-copilot/limited-release&tab=records&as_of={day}")
    heading = page.get_by_role("heading", name=wording.TITLE, exact=True)
    sign = page.get_by_role("link", name=wording.SIGN).first
    press(page, sign, heading)
    expect(page).to_have_url(re.compile(r"/record\?.*record=sign-off"))
    expect(heading).to_be_visible()
    expect(page.get_by_text(wording.STILL_NEEDED)).to_be_visible()
    for label, option in (("Decision *", "Yes"), ("By *", "legal-counsel")):
        choose(page, label, option)
    expect(page.get_by_text(wording.READY_LINE)).to_be_visible()
    written = page.get_by_text("The entry stands in records/sign_offs.yaml")
    press(page, page.get_by_role("button", name=wording.WRITE), written)
    expect(written).to_be_visible()
    text = world.text("records/sign_offs.yaml")
    assert text.startswith("# who vouched for what\nsign_offs:  # nobody yet\n  - {product: support-copilot, ")
    assert 'criterion: legal-review, decision: "yes", by: legal-counsel, "on": ' in text
    expect(page.get_by_text(wording.ALREADY)).to_be_visible()


def test_an_open_list_stays_open_while_the_page_reruns(page: Page, start_app: StartApp, tmp_path: Path) -> None:
    world = worlds.on_track(tmp_path / "on_track")
    world.write("settings.yaml", "edit: true\n")
    world.receive_all()
    address = start_app(PLAYBOOK_DIR=str(world.folder), PLAYBOOK_STORE=world.store_url)
    visit(page, f"{address}/record?record=sign-off&as_of={world.today.isoformat()}&with=criterion%3Dno-such-line")
    choose(page, "Decision *", "Yes")
    by = page.get_by_label("By *", exact=True)
    option = page.get_by_role("option", name="legal-counsel", exact=True)
    by.click()
    expect(option).to_be_visible()
    world.write("records/evidence.yaml", world.text("records/evidence.yaml") + "# read again\n")
    expect(page.get_by_text(parts.new_numbers())).to_be_visible(timeout=60_000)
    settle(page)
    expect(option).to_be_visible()
    option.click()
    settle(page)
    expect(by).to_have_value("legal-counsel")


def test_a_refresh_keeps_what_was_typed_and_shows_none_of_it_in_the_address(page: Page, sample_app: str) -> None:
    visit(page, f"{sample_app}/record?record=seat")
    holder, back = page.get_by_label("Holder", exact=True), page.get_by_text(parts.DRAFT_BACK)
    for _ in range(3):  # on a busy machine the page may be loaded anew before what was typed has arrived
        holder.fill("staff-0042")
        holder.press("Tab")
        page.wait_for_timeout(1_000)
        settle(page)
        page.reload()
        settle(page)
        if back.is_visible():
            break
    expect(back).to_be_visible()
    expect(holder).to_have_value("staff-0042")
    assert "staff-0042" not in page.url
    cookie = next(one for one in page.context.cookies() if one["name"] == BROWSER_COOKIE)
    assert (cookie["httpOnly"], cookie["sameSite"]) == (True, "Lax")
    press(page, page.get_by_role("button", name=parts.START_OVER), page.get_by_text(wording.STILL_NEEDED))
    expect(page.get_by_label("Holder", exact=True)).to_have_value("")
