"""Who may look, with a real OpenID provider: signed out sees nothing, strangers are told so, roles hold everywhere."""

import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, expect

from playbook.page.parts import wording_access
from playbook.page.parts.links import Screen
from playbook.page.screens.record import wording as wording_record_form
from playbook.page.screens.upload import wording as wording_upload
from playbook.readiness import wording_screen
from tests import worlds
from tests.browser.conftest import StartApp, settle, visit
from tests.free_port import free_port
from tests.worlds import World

PEOPLE: dict[str, dict[str, Any]] = {
    "viewer": {"email": "viewer@example.org", "email_verified": True},
    "uploader": {"email": "Uploader@Example.org", "email_verified": True},
    "approver": {"email": "approver@example.org", "groups": ["ai-council"]},
    "stranger": {"email": "somebody@elsewhere.test", "email_verified": True},
    "unverified": {"email": "viewer@example.org", "email_verified": False},
}
SECRETS = """
[auth]
redirect_uri = "{app}/oauth2callback"
cookie_secret = "a-cookie-secret-that-is-only-for-this-test-0123456789"
client_id = "playbook"
client_secret = "not-a-secret"
server_metadata_url = "{provider}/.well-known/openid-configuration"

[access]
domains = ["example.org"]
uploaders = ["uploader@example.org"]
approvers = ["group:ai-council"]
"""
WEEK = b"week,product,metric,value,numerator,denominator\n2026-W44,support-copilot,hallucination_rate,,20,1700\n"


@dataclass(frozen=True)
class Guarded:
    """An app that people sign in to, and its world."""

    address: str
    world: World


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    """An OpenID provider in a process of its own; its address."""
    port = free_port()
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port)]
    for name, claims in PEOPLE.items():
        command += ["--user-claims", json.dumps({"sub": name, **claims})]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        address = f"http://localhost:{port}"
        for _ in range(300):
            try:
                with urlopen(f"{address}/.well-known/openid-configuration", timeout=2):  # noqa: S310 - our own address
                    break
            except OSError:
                assert process.poll() is None, "the provider did not start"
                time.sleep(0.2)
        yield address
        process.terminate()


@pytest.fixture(scope="module")
def guarded(provider: str, start_app: StartApp, tmp_path_factory: pytest.TempPathFactory) -> Guarded:
    """The app on a world with numbers, where people sign in."""
    folder = tmp_path_factory.mktemp("guarded")
    world = worlds.on_track(folder / "on_track")
    world.receive_all()
    world.write("settings.yaml", "edit: true\n")
    secrets, port = folder / "secrets.toml", free_port()
    secrets.write_text(SECRETS.format(app=f"http://127.0.0.1:{port}", provider=provider), encoding="utf-8")
    address = start_app(
        f"--server.port={port}",
        f"--secrets.files={secrets}",
        **world.environment,
        PLAYBOOK_STORE=world.store_url,
    )
    return Guarded(address, world)


def shown(email: str) -> re.Pattern[str]:
    """An address as the page writes it: a mark that cannot be seen keeps it from becoming a link."""
    return re.compile(re.escape(email).replace("@", "@\u2060?"))


def sign_in(page: Page, guarded: Guarded, who: str) -> None:
    """Goes the whole way: the app's button, the provider's page, and back."""
    page.goto(guarded.address)
    page.get_by_role("button", name=wording_access.SIGN_IN).click()
    page.get_by_role("button", name=who, exact=True).click()
    page.wait_for_url(f"{guarded.address}/**")
    settle(page)


@pytest.mark.parametrize("screen", ["", "gates", "upload", "record", "north-star", "problems"])
def test_signed_out_sees_nothing(guarded: Guarded, page: Page, screen: str) -> None:
    visit(page, f"{guarded.address}/{screen}")
    expect(page.get_by_role("button", name=wording_access.SIGN_IN)).to_be_visible()
    expect(page.get_by_role("heading")).to_have_count(1)
    assert page.get_by_test_id("stSidebar").count() == 0
    assert "copilot" not in page.content().lower()
    assert "readiness" not in page.get_by_test_id("stMain").inner_text().lower()


@pytest.mark.parametrize("path", ["status", "gates", "metrics", "uploads", "command/status"])
def test_signed_out_reads_nothing_over_http(guarded: Guarded, path: str) -> None:
    with pytest.raises(HTTPError, match="401"):
        urlopen(f"{guarded.address}/api/{path}", timeout=30)  # noqa: S310 - our own address


@pytest.mark.parametrize("who", ["stranger", "unverified"])
def test_a_stranger_is_reported_so_and_sees_nothing(guarded: Guarded, page: Page, who: str) -> None:
    sign_in(page, guarded, who)
    expect(page.get_by_role("heading", name=wording_access.STRANGER_TITLE)).to_be_visible()
    expect(page.get_by_text(shown(PEOPLE[who]["email"]))).to_be_visible()
    expect(page.get_by_text("an address at example.org")).to_be_visible()
    visit(page, f"{guarded.address}/gates")
    assert "copilot" not in page.content().lower()
    page.get_by_role("button", name=wording_access.SIGN_OUT).click()
    page.wait_for_url("**/oauth2/end_session*")
    visit(page, guarded.address)
    expect(page.get_by_role("button", name=wording_access.SIGN_IN)).to_be_visible()


def test_a_viewer_sees_every_page_and_no_form(guarded: Guarded, page: Page) -> None:
    sign_in(page, guarded, "viewer")
    expect(page.get_by_role("heading", name=wording_screen.DECIDE_TITLE)).to_be_visible()
    expect(page.get_by_text(shown("viewer@example.org (may look)"))).to_be_visible()
    deeds = (wording_upload.PUBLISH, wording_upload.WITHDRAW, wording_record_form.WRITE)
    for screen in Screen:
        visit(page, f"{guarded.address}/{screen}")
        assert page.get_by_test_id("stException").count() == 0, screen
        expect(page.get_by_test_id("stSidebar").get_by_role("link", name="Overview")).to_be_visible()
        main = page.get_by_test_id("stMain")
        assert main.locator("input[type=file]").count() == 0, screen
        for deed in deeds:
            assert main.get_by_role("button", name=deed).count() == 0, (screen, deed)
    visit(page, f"{guarded.address}/upload")
    expect(page.get_by_text(wording_access.NEEDS[2])).to_be_visible()
    visit(page, f"{guarded.address}/record")
    expect(page.get_by_text(wording_access.NEEDS[3])).to_be_visible()


def test_what_an_uploader_sends_stands_under_their_address(guarded: Guarded, page: Page) -> None:
    sign_in(page, guarded, "uploader")
    visit(page, f"{guarded.address}/upload")
    assert page.get_by_label(wording_upload.WHO, exact=True).count() == 0, "who it is, is known"
    page.locator("input[type=file]").set_input_files({"name": "week44.csv", "mimeType": "text/csv", "buffer": WEEK})
    page.get_by_role("button", name=wording_upload.PUBLISH).click()
    expect(page.get_by_text(re.compile("1 row for .* are stored"))).to_be_visible()
    expect(page.get_by_role("cell", name=shown("Uploader@Example.org")).first).to_be_visible()
    visit(page, f"{guarded.address}/record")
    expect(page.get_by_text(wording_access.NEEDS[3])).to_be_visible()


def test_an_approver_records_and_uploads(guarded: Guarded, page: Page) -> None:
    sign_in(page, guarded, "approver")
    visit(page, f"{guarded.address}/record")
    assert page.get_by_text(wording_access.NEEDS[3]).count() == 0
    expect(page.get_by_text(wording_record_form.KIND, exact=True).first).to_be_visible()
    visit(page, f"{guarded.address}/upload")
    expect(page.locator("input[type=file]")).to_have_count(1)


def test_two_people_at_once_have_each_their_own_role_on_page_and_over_http(guarded: Guarded, browser: Browser) -> None:
    viewer, approver = (browser.new_context().new_page() for _ in range(2))
    sign_in(approver, guarded, "approver")
    sign_in(viewer, guarded, "viewer")
    deep = f"{guarded.address}/record?record=seat&with=seat%3Dhead-of-support"
    for _ in range(2):  # what is kept of one is shown to the other
        visit(approver, deep)
        visit(viewer, deep)
        expect(approver.get_by_text(wording_record_form.KIND, exact=True).first).to_be_visible()
        expect(viewer.get_by_text(wording_access.NEEDS[3])).to_be_visible()
        assert viewer.get_by_text(wording_record_form.KIND, exact=True).count() == 0
    for path, answers in {"status": (200, 200), "backup": (403, 200), "uploads": (200, 200)}.items():
        statuses = tuple(page.request.get(f"{guarded.address}/api/{path}").status for page in (viewer, approver))
        assert statuses == answers, path
    viewer.context.close()
    approver.context.close()


@pytest.mark.parametrize(
    ("secrets", "sentence"),
    [
        ("[auth\n", wording_access.UNREADABLE),
        ('[access]\ndomains = ["example.org"]\n', wording_access.ONLY_ACCESS),
    ],
)
def test_secrets_that_cannot_be_read_let_nobody_in(
    tmp_path: Path, start_app: StartApp, browser: Browser, secrets: str, sentence: str
) -> None:
    world = worlds.on_track(tmp_path / "on_track")
    path = tmp_path / "secrets.toml"
    path.write_text(secrets, encoding="utf-8")
    address = start_app(f"--secrets.files={path}", **world.environment, PLAYBOOK_STORE=world.store_url)
    page = browser.new_context().new_page()
    visit(page, address)
    expect(page.get_by_text(sentence)).to_be_visible()
    assert "copilot" not in page.content().lower()
    with pytest.raises(HTTPError, match="401"):
        urlopen(f"{address}/api/status", timeout=30)  # noqa: S310 - our own address
    page.context.close()
