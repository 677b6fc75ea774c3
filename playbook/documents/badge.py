"""A gate's verdict as a small picture, for the README of a repository."""

from dataclasses import dataclass
from enum import StrEnum
from unicodedata import east_asian_width
from xml.sax.saxutils import escape, quoteattr

from metrics.visible import visible_line
from playbook.documents import wording_badge as wording
from playbook.results.gates import GateStatus
from playbook.verdict import Verdict

TYPE = "image/svg+xml; charset=utf-8"
TEXT = "#FFFFFF"
LEFT = "#2B3541"
GREY = "#4A5563"
COLORS = {
    Verdict.GO: "#0B6B3A",
    Verdict.GO_WITH_CONDITIONS: "#8F4300",
    Verdict.INCONCLUSIVE: "#1B4F9C",
    Verdict.NOT_EVALUATED: GREY,
    Verdict.NO_GO: "#A11B1B",
}
"""As the page's badges; each word is told by itself, and all hold 4.5 to 1 below white text."""
_LONGEST = 48
_NARROW, _WIDE = frozenset(" !'(),./:;I[]fijlrt|"), frozenset("%@GMOQWmw–")


class Unknown(StrEnum):
    """Why nothing is known of a gate."""

    BROKEN = "broken"
    OUT_OF_REACH = "out_of_reach"
    NO_PRODUCT = "no_product"
    NO_GATE = "no_gate"


@dataclass(frozen=True, slots=True)
class Badge:
    """Two words side by side, and the sentence that somebody hears who does not see them."""

    left: str
    right: str
    title: str
    color: str


def badge_of(gate: GateStatus) -> Badge:
    """What a gate says of a product; one that is not due within the charter's notice says that alone."""
    word = wording.word(gate)
    return Badge(gate.gate_name, word, wording.title(gate, word), GREY if gate.quiet else COLORS[gate.verdict])


def unknown_badge(reason: Unknown, name: str = "") -> Badge:
    """Nothing is known; `name` is what was asked for."""
    left, right, title = wording.UNKNOWN[reason]
    return Badge(name or left, right, title.format(name=name), GREY)


def svg(badge: Badge) -> bytes:
    """The picture; without scripts, fonts or anything else from elsewhere."""
    left, right = (_shortened(visible_line(text)) for text in (badge.left, badge.right))
    first, second = _width(left), _width(right)
    title, whole = visible_line(badge.title), first + second
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{whole}" height="20" viewBox="0 0 {whole} 20" '
        f'role="img" aria-label={quoteattr(title)}>'
        f"<title>{escape(title)}</title>"
        f'<clipPath id="c"><rect width="{whole}" height="20" rx="4"/></clipPath>'
        f'<g clip-path="url(#c)"><rect width="{first}" height="20" fill="{LEFT}"/>'
        f'<rect x="{first}" width="{second}" height="20" fill="{badge.color}"/></g>'
        f'<rect x=".5" y=".5" width="{whole - 1}" height="19" rx="3.5" fill="none" '
        f'stroke="{TEXT}" stroke-opacity=".3"/>'
        f'<g fill="{TEXT}" font-family="Verdana,DejaVu Sans,Geneva,sans-serif" font-size="11" '
        'text-anchor="middle" aria-hidden="true">'
        f"{_drawn(left, 0, first)}{_drawn(right, first, second)}</g></svg>"
    ).encode()


def _drawn(text: str, x: int, width: int) -> str:
    # the length is said, so that another font fills the same room
    return (
        f'<text x="{x + width / 2:g}" y="14" textLength="{width - 14}" lengthAdjust="spacingAndGlyphs">'
        f"{escape(text)}</text>"
    )


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"


def _width(text: str) -> int:
    """Room for a text in 11 px Verdana, with 7 px at each side."""
    return 14 + round(sum(_advance(character) for character in text))


def _advance(character: str) -> float:
    if east_asian_width(character) in "WF":
        return 11
    if character in _NARROW:
        return 4.3
    if character in _WIDE:
        return 9.6
    return 8 if character.isupper() else 6.9
