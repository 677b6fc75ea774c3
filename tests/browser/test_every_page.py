"""Every page at every width, light and dark: no violation of axe that is ours, no text cut, one link one target.

One pass over one app in one browser: each page is loaded once and looked at in every way.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Page, expect

from playbook.page.parts import wording
from playbook.page.parts.links import Screen
from tests.browser.conftest import settle, visit

AXE = next(Path(axe_playwright_python.__file__).parent.rglob("axe.min.js")).read_text(encoding="utf-8")
WIDTHS = (390, 700, 768, 1024, 1400, 1920)
"""A phone, a desk's 1,400 at 200% zoom, tablets, a laptop, a desk, a wall."""
VIEWS = (
    "due?view=blocks",
    "governance?view=coverage",
    "gates?tab=criteria",
    "gates?tab=records",
    "gates?tab=history",
    "charter?deliverable=experiment-audit",
    "charter?view=timeline",
    "experiments?experiment=meeting-notes-bot",
    "experiments?view=findings",
    "experiments?view=sums",
    "north-star?tab=limits",
    "north-star?metric=nps&tab=limits",
    "north-star?metric=token_spend_usd",
    "north-star?metric=task_success_rate",
    "north-star?metric=gpu_hours",
    "north-star?metric=compliance_incidents",
    "north-star?metric=value_realised_usd",
    "north-star?metric=latency_p95_seconds",
    "north-star?metric=tasks_assisted&tab=limits",
    "north-star?metric=weekly_active_users&tab=weeks",
    "north-star?tab=numbers",
    "north-star?tab=definition",
    "playbook?page=gates",
    "playbook?page=governance",
    "playbook?page=accountability&section-accountability=raci",
    "resources?view=map",
    "review?step=follow-ups",
    "review?step=standing",
    "review?step=metrics",
    "review?step=gates",
    "review?step=close",
    "review?step=closed",
    "review?step=closed&shown=seen",
    "stack?layer=foundation-models",
    "stack?layer=foundation-models&part=matrix",
    "stack?layer=foundation-models&part=options",
    "team?view=openings",
    "team?view=ladder",
    "accountability?view=agreements",
    "accountability?view=organization",
    "risks?risk=safety-debt",
    "risks?incident=queue-standstill",
    "vendors?vendor=gpt-direct",
    "record?record=seat&with=seat%3Dhead-of-support%26holder%3Dstaff-0042",
)
"""Tabs and details beside what each page opens with."""
PAGES = (*map(str, Screen), *VIEWS)
NOT_OURS = {
    ("presentation-role-conflict", "stFileUploaderDropzone"),  # Streamlit's uploader names a part it hides
    ("svg-img-alt", "metric_chart_"),  # the points of its sparklines; the words beside each say the same
}
"""Violations of Streamlit's own, by rule and a part of the element: allowed here, and nothing beside them."""
CUT = """() => {
  const found = [];
  const hidden = (element) => {
    for (let part = element; part && part.dataset?.testid !== 'stMain'; part = part.parentElement) {
      const style = getComputedStyle(part);
      if (style.clipPath !== 'none' || ['auto', 'scroll'].includes(style.overflowX)) return true;
    }
    return false;
  };
  for (const element of document.querySelectorAll('[data-testid=stMain] *')) {
    const own = [...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.textContent);
    const text = own.join('').trim();
    if (!text || element.clientWidth <= 1 || element.closest('svg') || element.tagName === 'OPTION') continue;
    const style = getComputedStyle(element);
    const sign = style.fontFamily.includes('Material');
    if (sign || style.visibility === 'hidden' || hidden(element)) continue;
    if (element.scrollWidth > element.clientWidth + 1) found.push(text.slice(0, 60));
    else if (element.getBoundingClientRect().right > innerWidth + 1) found.push(`outside: ${text.slice(0, 60)}`);
  }
  return found;
}"""
BROKEN = r"""() => {
  const found = [];
  const texts = document.createTreeWalker(document.querySelector('[data-testid=stMain]'), NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const node = texts.currentNode, part = node.parentElement, style = getComputedStyle(part);
    let unseen = style.fontFamily.includes('Material');
    for (let around = part; around && !unseen; around = around.parentElement) {
      unseen = getComputedStyle(around).clipPath !== 'none';
    }
    if (unseen || part.closest('svg, pre, code')) continue;
    for (const word of node.textContent.matchAll(/[\p{L}\p{N}$%.,’'−]{2,}/gu)) {
      const range = document.createRange();
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      const drawn = [...range.getClientRects()].filter((box) => box.width > 1);
      if (drawn.some((box) => box.top >= drawn[0].bottom - 2)) found.push(word[0]);
    }
  }
  return found;
}"""
LABELS = """() => {
  const found = [];
  for (const svg of document.querySelectorAll('.stVegaLiteChart svg')) {
    const frame = svg.getBoundingClientRect(), place = svg.closest('.stVegaLiteChart').getBoundingClientRect();
    const left = Math.max(frame.left, place.left), right = Math.min(frame.right, place.right, innerWidth);
    const drawn = [];
    for (const label of svg.querySelectorAll('text')) {
      const text = label.textContent.trim(), box = label.getBoundingClientRect();
      const stroke = label.getAttribute('stroke');
      const is_halo = stroke && stroke !== 'none';
      if (!text || is_halo || !box.width || label.closest('[opacity="0"]')) continue;
      if (text.endsWith('…')) found.push(`shortened: ${text}`);
      const inside = box.left > left - 1 && box.right < right + 1 && box.top > frame.top - 1;
      if (!inside || box.bottom > frame.bottom + 1) found.push(`cut: ${text}`);
      for (const [other, its] of drawn) {
        const across = Math.min(box.right, its.right) - Math.max(box.left, its.left);
        const down = Math.min(box.bottom, its.bottom) - Math.max(box.top, its.top);
        if (across > 1 && down > 3) found.push(`on another: ${text}, ${other}`);
      }
      drawn.push([text, box]);
    }
  }
  return found;
}"""
DRAWN_ANEW = """() => [...document.querySelectorAll('.stVegaLiteChart')].every((place) => {
  const svg = place.querySelector('svg');
  return svg && Math.abs(svg.getBoundingClientRect().width - place.getBoundingClientRect().width) < 2;
})"""
TABS = """() => [...document.querySelectorAll('[role=tab], [role=radiogroup] label, [role=radio], .st-key-tabs a')]
  .filter((tab) => {
    const box = tab.getBoundingClientRect();
    if (!box.width) return false;
    for (let part = tab.parentElement; part; part = part.parentElement) {
      if (getComputedStyle(part).overflowX === 'visible') continue;
      const around = part.getBoundingClientRect();
      if (box.right > around.right + 1 || box.left < around.left - 1) return true;
    }
    return box.right > innerWidth + 1;
  }).map((tab) => tab.textContent)"""
LINKS = """() => [...document.querySelectorAll('[data-testid=stMain] a[href]')].map((link) => {
  const shown = link.cloneNode(true);
  shown.querySelectorAll('[data-testid=stIconMaterial]').forEach((icon) => icon.remove());
  return [link.getAttribute('aria-label') || shown.textContent.trim(), new URL(link.href).href];
})"""
# fields are left out: their frame takes another color
FOCUSED = """() => {
  const part = document.activeElement;
  if (part === document.body || part.matches('input, [role=spinbutton]')) return null;
  const ring = [part, part.parentElement, part.parentElement?.parentElement].some((around) => {
    const style = around && getComputedStyle(around);
    return style && (style.outlineStyle !== 'none' && style.outlineWidth !== '0px' || style.boxShadow !== 'none');
  });
  return { name: (part.getAttribute('aria-label') || part.textContent).slice(0, 40), kind: part.tagName, ring };
}"""
FRAME = """() => ['[data-testid=stSidebar]', '.st-key-bar', '.st-key-navigation', 'h1'].map((part) => {
  const box = document.querySelector(part).getBoundingClientRect();
  const main = document.querySelector('[data-testid=stMain]');
  const scrolled = main.contains(document.querySelector(part)) ? main.scrollTop : 0;
  return [part, Math.round(box.left), Math.round(box.top + scrolled), Math.round(box.width)];
})"""


class Seen:
    """What the one pass found, page by page."""

    def __init__(self) -> None:
        self.violations: dict[str, set[str]] = defaultdict(set)
        self.cut: dict[str, set[str]] = defaultdict(set)
        self.broken: dict[str, set[str]] = defaultdict(set)
        self.tabs: dict[str, set[str]] = defaultdict(set)
        self.labels: dict[str, set[str]] = defaultdict(set)
        self.charts: dict[str, int] = {}
        self.names: dict[str, dict[str, set[str]]] = {}
        self.heights: dict[str, int] = {}
        self.exports: dict[str, int] = {}
        self.frames: dict[str, list[list[Any]]] = {}


def look(page: Page, address: str, seen: Seen) -> None:
    """One page in both schemes and at every width."""
    settle(page)
    page.wait_for_timeout(300)
    page.evaluate(AXE)
    kept = {"resultTypes": ["violations"]}
    for scheme, rules in (("light", kept), ("dark", kept | {"runOnly": ["color-contrast"]})):
        page.emulate_media(color_scheme="light" if scheme == "light" else "dark")
        page.wait_for_timeout(150)
        for violation in page.evaluate("options => axe.run(document, options)", rules)["violations"]:
            for node in violation["nodes"]:
                if not any(rule == violation["id"] and part in node["html"] for rule, part in NOT_OURS):
                    seen.violations[f"{scheme} {violation['id']}: {node['html'][:140]}"].add(address)
    page.emulate_media(color_scheme="light")
    names: dict[str, set[str]] = defaultdict(set)
    for name, target in page.evaluate(LINKS):
        names[name].add(target)
    seen.names[address] = names
    seen.heights[address] = int(page.get_by_test_id("stMain").evaluate("main => main.scrollHeight"))
    seen.exports[address] = page.get_by_role("button", name=wording.EXPORT).count()
    seen.frames[address] = page.evaluate(FRAME)
    seen.charts[address] = page.locator(".stVegaLiteChart").count()
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(120)
        if seen.charts[address]:
            page.wait_for_function(DRAWN_ANEW)
        for script, found in ((CUT, seen.cut), (BROKEN, seen.broken), (TABS, seen.tabs), (LABELS, seen.labels)):
            for text in _twice(page, script):
                found[f"{text} @{width}"].add(address)
    page.set_viewport_size({"width": 1400, "height": 900})


def _twice(page: Page, script: str) -> list[str]:
    """What a look finds, and finds again once nothing moves any more: charts are drawn anew for a new width."""
    if not page.evaluate(script):
        return []
    page.wait_for_timeout(1_000)
    found: list[str] = page.evaluate(script)
    return found


@pytest.fixture(scope="module")
def seen(browser: Browser, sample_app: str) -> Iterator[Seen]:
    """The one pass."""
    context = browser.new_context(viewport={"width": 1400, "height": 900}, color_scheme="light")
    context.set_default_timeout(60_000)
    page, found = context.new_page(), Seen()
    for address in PAGES:
        visit(page, f"{sample_app}/{address}")
        look(page, address, found)
    yield found
    context.close()


def test_axe_finds_nothing_that_is_ours_in_light_and_dark(seen: Seen) -> None:
    assert not seen.violations, json.dumps({what: sorted(on) for what, on in seen.violations.items()}, indent=1)


def test_no_text_is_cut_at_any_width(seen: Seen) -> None:
    assert not seen.cut, json.dumps({what: sorted(on) for what, on in seen.cut.items()}, indent=1)


def test_no_word_or_number_goes_on_in_a_second_line_at_any_width(seen: Seen) -> None:
    assert not seen.broken, json.dumps({what: sorted(on) for what, on in seen.broken.items()}, indent=1)


def test_no_tab_is_cut_at_any_width(seen: Seen) -> None:
    assert not seen.tabs, json.dumps({what: sorted(on) for what, on in seen.tabs.items()}, indent=1)


def test_no_label_of_a_chart_is_cut_or_lies_on_another_at_any_width(seen: Seen) -> None:
    assert sum(map(bool, seen.charts.values())) >= 12, seen.charts
    assert not seen.labels, json.dumps({what: sorted(on) for what, on in seen.labels.items()}, indent=1)


def test_no_two_links_of_a_page_have_one_name_and_two_targets(seen: Seen) -> None:
    shared = {
        address: {name: sorted(targets) for name, targets in names.items() if len(targets) > 1}
        for address, names in seen.names.items()
    }
    shared = {address: names for address, names in shared.items() if names}
    assert not shared, json.dumps(shared, indent=1)


def test_bar_navigation_and_title_stand_still_from_page_to_page(seen: Seen) -> None:
    assert len({json.dumps(frame) for frame in seen.frames.values()}) == 1, seen.frames


def test_a_page_has_one_export_at_most(seen: Seen) -> None:
    assert max(seen.exports.values()) == 1, seen.exports


def test_pages_are_short(seen: Seen) -> None:
    tall = {address: height for address, height in seen.heights.items() if height > 1_600}
    assert not tall, tall


@pytest.mark.parametrize("address", ["overview", "risks", "gates"])
def test_focus_is_seen_wherever_a_keyboard_leads(page: Page, sample_app: str, address: str) -> None:
    visit(page, f"{sample_app}/{address}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.keyboard.press("Tab")
    unseen = []
    for _ in range(40):
        focused = page.evaluate(FOCUSED)
        if focused and not focused["ring"]:
            unseen.append(focused)
        page.keyboard.press("Tab")
    assert not unseen


def test_a_table_that_scrolls_on_a_phone_is_reached_and_moved_by_keys(phone: Page, sample_app: str) -> None:
    visit(phone, f"{sample_app}/stack?layer=foundation-models&part=matrix")
    scores = phone.get_by_test_id("stTableStyledTable")
    expect(scores.first).to_be_visible()
    for _ in range(60):
        phone.keyboard.press("Tab")
        if phone.evaluate("() => document.activeElement.querySelector(':scope > [data-testid=stTableStyledTable]')"):
            break
    box = phone.locator(":focus")
    expect(box).to_have_role("region")
    for _ in range(3):
        phone.keyboard.press("ArrowRight")
    phone.wait_for_function("() => document.activeElement.scrollLeft > 0")


def test_a_cell_of_the_heat_map_leads_to_its_risks_by_keyboard(page: Page, sample_app: str) -> None:
    visit(page, f"{sample_app}/risks")
    heat = page.get_by_role("table", name="Heat map", exact=False)
    field = heat.get_by_role("link").first
    field.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/risks?**field=**")
    settle(page)
    risks = page.get_by_role("table", name="Register")
    expect(risks).to_be_visible()
