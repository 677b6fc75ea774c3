"""Whether text fits into a box on a slide: Helvetica's widths with room for wider fonts, lines broken by words."""

from collections.abc import Sequence
from math import ceil
from unicodedata import east_asian_width

LINE = 1.2
"""Height of a line by the size of its font."""
_WIDER = 1.15
"""Corporate fonts are up to so much wider than Helvetica."""
_NARROW, _SLIM, _WIDE = frozenset("iljI.,:;'|! "), frozenset('ftr()[]{}/\\"-·'), frozenset("mwMW@%&—…")


def width_of(text: str, size: float) -> float:
    """Points that a text takes on one line."""
    return size * _WIDER * sum(map(_em, text))


def _em(character: str) -> float:
    if character in _NARROW:
        return 0.28
    if character in _SLIM:
        return 0.36
    if character in _WIDE or east_asian_width(character) in "WF":
        return 1.0
    return 0.7 if character.isupper() else 0.56


def lines_of(text: str, size: float, width: float) -> int:
    """Lines that a text takes in a width, broken between words; a longer word is broken itself."""
    lines, used = 1, 0.0
    for word in text.split():
        need = width_of(word, size)
        space = width_of(" ", size) if used else 0.0
        if used + space + need <= width:
            used += space + need
            continue
        lines += 1 if used else 0
        used = need
        if need > width:
            lines += (more := ceil(need / width) - 1)
            used = need - more * width
    return lines


def height_of(texts: Sequence[str], size: float, width: float, gap: float = 0) -> float:
    """Points that paragraphs take below each other."""
    return sum(lines_of(text, size, width) * LINE * size + gap for text in texts)


def largest(texts: Sequence[str], sizes: Sequence[float], width: float, height: float, gap: float = 0) -> float | None:
    """The first of the sizes at which the paragraphs fit; None where none does."""
    return next((size for size in sizes if height_of(texts, size, width, gap) <= height), None)


def cut(text: str, size: float, width: float, lines: int) -> str:
    """The text, shortened by words until it takes no more than so many lines."""
    words = text.split()
    if lines_of(text, size, width) <= lines:
        return text
    while len(words) > 1 and lines_of(" ".join(words) + " …", size, width) > lines:
        words.pop()
    short = " ".join(words)
    while len(short) > 1 and lines_of(short + "…", size, width) > lines:
        short = short[:-1]
    return short.rstrip() + "…"
