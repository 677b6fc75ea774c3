"""The real app on a free port, and a page of Chromium in front of it."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from tests.free_port import free_port
from tests.paths import ROOT

REQUIRED = os.environ.get("PLAYBOOK_BROWSER_TESTS") == "required"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
STARTED_WITHIN_SECONDS = 90
SOON_MS, TRIED_FOR_SECONDS = 8_000, 90
SETTLED = "[data-testid=stApp][data-test-script-state=notRunning]"

StartApp = Callable[..., str]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is a browser test."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


def find_chromium() -> str | None:
    """The Chromium of this machine, or the one Playwright brought."""
    named = os.environ.get("PLAYBOOK_CHROMIUM")
    if named:
        return named
    for name in ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"):
        if found := shutil.which(name):
            return found
    with sync_playwright() as playwright:
        own = Path(playwright.chromium.executable_path)
    return str(own) if own.exists() else None


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of a worker; without one the tests are skipped, or fail where they are required."""
    executable = find_chromium()
    if executable is None:
        reason = "browser tests need Chromium (Debian: apt-get install chromium)"
        if REQUIRED:
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page at desk width, light; nothing is remembered from another test."""
    context = browser.new_context(viewport={"width": 1366, "height": 900}, color_scheme="light")
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A fresh page at phone width, light."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, color_scheme="light", device_scale_factor=2)
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def dark(browser: Browser) -> Iterator[Page]:
    """A fresh page at desk width, dark."""
    context = browser.new_context(viewport={"width": 1366, "height": 900}, color_scheme="dark")
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def start_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StartApp]:
    """Starts the app with settings of its own (`start_app(PLAYBOOK_DIR=...)`) and says its address."""
    running: list[subprocess.Popen[bytes]] = []

    def start(*options: str, **settings: str) -> str:
        named = [option for option in options if option.startswith("--server.port=")]
        port = int(named[0].partition("=")[2]) if named else free_port()
        log = tmp_path_factory.mktemp("app") / "app.log"
        environment = {key: value for key, value in os.environ.items() if not key.startswith("PLAYBOOK_")} | settings
        environment.setdefault("PLAYBOOK_STORE", str(log.parent / "store.duckdb"))
        with log.open("wb") as output:
            process = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "streamlit",
                    "run",
                    "app.py",
                    f"--server.port={port}",
                    "--server.address=127.0.0.1",
                    *(option for option in options if option not in named),
                ],
                cwd=ROOT,
                env=environment,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        running.append(process)
        address = f"http://127.0.0.1:{port}"
        _wait_until_it_answers(address, process, log)
        return address

    yield start
    for process in running:
        process.terminate()
    for process in running:
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@pytest.fixture(scope="session")
def sample_app(start_app: StartApp) -> str:
    """Address of the app on the sample organization, with a store of its own."""
    return start_app()


def settle(page: Page) -> None:
    """Waits until the page's script has run and nothing moves any more."""
    page.wait_for_selector(SETTLED)


def visit(page: Page, address: str) -> None:
    """Opens an address and waits until it is drawn; once more where it stayed half drawn."""
    page.goto(address)
    try:
        settle(page)
    except PlaywrightTimeoutError:
        page.goto(address)
        settle(page)


def go_back(page: Page, shows: Locator) -> None:
    """Goes back to a page: as often as it takes, since a click that was done again has a step of its own."""
    for _ in range(8):
        page.go_back()
        settle(page)
        try:
            shows.first.wait_for(timeout=SOON_MS)
        except PlaywrightTimeoutError:
            continue
        break
    expect(shows.first).to_be_visible()


def choose(page: Page, label: str, option: str) -> None:
    """Chooses an option of a list by its words, again where a list was not open yet or the page was still drawing."""
    until = time.monotonic() + TRIED_FOR_SECONDS
    field = page.get_by_label(label, exact=True)
    while True:
        try:
            field.click(timeout=SOON_MS)
            listed = page.get_by_role("option", name=option, exact=True)
            page.get_by_role("option").first.wait_for(timeout=SOON_MS)
            if not listed.count():  # a long list holds only what is in sight; typing shortens it
                page.keyboard.type(option)
            listed.click(timeout=SOON_MS)
            break
        except PlaywrightTimeoutError:
            if time.monotonic() > until:
                raise
            page.keyboard.press("Escape")
            settle(page)
    settle(page)


def press(page: Page, target: Locator, shows: Locator) -> None:
    """Clicks a target until what it brings is there: a click that met a page still drawing is done again."""
    until = time.monotonic() + TRIED_FOR_SECONDS
    while True:
        try:
            target.click(timeout=SOON_MS)
            settle(page)
            shows.first.wait_for(timeout=SOON_MS)
        except PlaywrightTimeoutError:
            if shows.count():
                return
            if time.monotonic() > until:
                raise
        else:
            return


def _wait_until_it_answers(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + STARTED_WITHIN_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            with urlopen(f"{address}/_stcore/health", timeout=2) as answer:  # noqa: S310 - our own address
                if answer.status == 200:
                    return
        except (URLError, OSError):
            time.sleep(0.2)
    pytest.fail(f"the app did not start within {STARTED_WITHIN_SECONDS} seconds:\n{log.read_text(errors='replace')}")
