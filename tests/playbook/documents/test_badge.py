"""The badge says its word to everybody: by text, by title, in colors that can be read."""

from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st

from playbook.documents.badge import COLORS, GREY, LEFT, TEXT, Badge, Unknown, svg, unknown_badge
from playbook.verdict import Verdict

SVG = "{http://www.w3.org/2000/svg}"


def drawn(badge: Badge) -> Element:
    found: Element = fromstring(svg(badge))
    return found


def texts(picture: Element) -> list[str]:
    return [text.text or "" for text in picture.iter(f"{SVG}text")]


def luminance(color: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("color", [LEFT, GREY, *(COLORS[verdict] for verdict in Verdict)])
def test_its_text_can_be_read_on_every_color(color: str) -> None:
    assert (luminance(TEXT) + 0.05) / (luminance(color) + 0.05) >= 4.5


def test_it_has_a_title_and_a_name() -> None:
    picture = drawn(Badge("Limited release", "NO-GO", "Limited release of Support copilot: NO-GO", GREY))
    assert (picture.get("role"), picture.get("aria-label")) == ("img", "Limited release of Support copilot: NO-GO")
    assert picture.findtext(f"{SVG}title") == picture.get("aria-label")
    assert texts(picture) == ["Limited release", "NO-GO"]


@pytest.mark.parametrize("reason", list(Unknown))
def test_what_is_not_known_is_never_go(reason: Unknown) -> None:
    picture = drawn(unknown_badge(reason, "GO" if reason in (Unknown.NO_PRODUCT, Unknown.NO_GATE) else ""))
    assert texts(picture)[1].startswith("unknown")
    assert not any(color.encode() in svg(unknown_badge(reason)) for color in COLORS.values() if color != GREY)


@given(st.text(max_size=200), st.text(max_size=80))
def test_no_name_breaks_out_of_it_or_makes_it_endless(left: str, right: str) -> None:
    picture = drawn(Badge(left, right, left, GREY))
    assert int(picture.get("width") or 0) < 1200
    assert len(texts(picture)) == 2
    assert {part.tag.removeprefix(SVG) for part in picture.iter()} == {"svg", "title", "clipPath", "rect", "g", "text"}
