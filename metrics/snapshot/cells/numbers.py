"""One cell's text to a number, as spreadsheets write numbers; where it can be read in two ways, both readings."""

import re
from dataclasses import dataclass
from enum import Enum, auto


class Unread(Enum):
    """Why a cell holds no number."""

    EMPTY = auto()
    MISSING = auto()
    SPREADSHEET_ERROR = auto()
    NOT_FINITE = auto()
    FORMULA = auto()
    NOT_A_NUMBER = auto()


@dataclass(frozen=True, slots=True)
class NumberText:
    """What a cell can mean. `readings` are plain digits with a point: one of them, or (as thousands, as a decimal)
    where `separator` stands before three digits; `proves` is the decimal separator that is beyond doubt."""

    unread: Unread | None = None
    readings: tuple[str, ...] = ()
    separator: str = ""
    proves: str = ""
    percent: bool = False
    unit: str = ""

    def value(self, reading: int = -1, *, share: bool = False) -> float:
        """One of the readings as a number; with `share` a hundredth of it, without a rounding step."""
        digits = self.readings[reading]
        if not share:
            return float(digits)
        mantissa, _, exponent = digits.partition("e")
        return float(f"{mantissa}e{int(exponent or 0) - 2}")


_MISSING = frozenset(
    {"n/a", "na", "n.a.", "n. a.", "-", "--", "---", "null", "none", "nil", "?", ".", "tbd", "k.a.", "*"}
)
_NOT_FINITE = frozenset({"nan", "inf", "infinity", "infinite", "∞", "1.#inf", "1.#ind", "1.#qnan"})
_SPACES = dict.fromkeys(map(ord, "\u00a0\u202f\u2009\u2007\u2002\u2003\t"), " ")
_LOOKALIKES = _SPACES | dict.fromkeys(map(ord, "−‒–—"), "-") | dict.fromkeys(map(ord, "’‘´`"), "'")
WIDE = {ord("\uff10") + digit: str(digit) for digit in range(10)} | dict(
    zip(map(ord, "．，％￥－"), ".,%¥-", strict=True)
)
"""What Japanese keyboards write; other forms of digits, such as those of footnotes, are none of a number."""
INVISIBLE = dict.fromkeys(
    map(ord, "\ufeff\u200b\u200e\u200f\u2060\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
)
_NUMBER = re.compile(
    r"(?P<sign>[+-]?) ?(?P<before>[^\W\d_]{0,4}[$€£¥₹₩₽₺₪]?) ?(?P<inner>[+-]?)"
    r"(?P<body>[0-9][0-9.,' ]*|[.,][0-9]+)(?P<exponent>[eE][+-]?[0-9]{1,3})?"
    r" ?(?P<after>[^0-9.,'+\-()][^0-9+\-()]*?)?(?P<trailing> ?-)?"
)
_GROUPED = {
    mark: re.compile(rf"[0-9]{{1,3}}(?:{re.escape(mark)}[0-9]{{3}})+|[0-9]{{1,2}}(?:{re.escape(mark)}[0-9]{{2}})+"
                     rf"{re.escape(mark)}[0-9]{{3}}")
    for mark in ",. '"
}  # fmt: skip
_THREE_DIGITS = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")
_COUNTS = re.compile(
    r"(?:[0-9][0-9.,]* ?% ?)?\(?(?P<top>[0-9][0-9.,']*) ?(?:/|out of|of|aus|von|sur|de|di|su)"
    r" ?(?P<cases>[0-9][0-9.,']*)\)?(?: ?\(?[0-9][0-9.,]* ?%?\)?)?",
    re.IGNORECASE,
)
_NO_NUMBER = NumberText(Unread.NOT_A_NUMBER)


def counts_in(cell: str) -> tuple[str, str] | None:
    """The two numbers of `52/1700` or `88 of 100`, with a percentage beside them or without; None for other text."""
    match = _COUNTS.fullmatch(cell.translate(INVISIBLE).translate(WIDE).translate(_LOOKALIKES).strip())
    return None if match is None else (match["top"], match["cases"])


def read_number(cell: str) -> NumberText:
    """Read one cell: signs, groups, decimal commas, percent and currency signs, accounting negatives in brackets."""
    text = cell.translate(INVISIBLE).translate(WIDE).translate(_LOOKALIKES).strip()
    if not text:
        return NumberText(Unread.EMPTY)
    folded = text.casefold()
    if folded in _MISSING:
        return NumberText(Unread.MISSING)
    if folded.lstrip("+-") in _NOT_FINITE:
        return NumberText(Unread.NOT_FINITE)
    if text[0] == "#":
        return NumberText(Unread.SPREADSHEET_ERROR)
    if text[0] == "=":
        return NumberText(Unread.FORMULA)
    negative = len(text) > 2 and text[0] == "(" and text[-1] == ")"
    match = _NUMBER.fullmatch(text[1:-1].strip() if negative else text)
    if match is None:
        return _NO_NUMBER
    minus = [part for part in (match["sign"], match["inner"], (match["trailing"] or "").strip()) if part]
    if len(minus) + negative > 1:
        return _NO_NUMBER
    body = _read_body(match["body"].strip(), match["exponent"] or "")
    if body is None:
        return _NO_NUMBER
    after = (match["after"] or "").strip()
    before = match["before"].strip()
    if before[-1:].isalpha() and not match["body"][0].isdigit():
        return _NO_NUMBER
    percent = after.startswith("%")
    unit = " ".join(part for part in (before, after.removeprefix("%").strip()) if part)
    prefix = "-" if negative or minus == ["-"] else ""
    return NumberText(
        readings=tuple(prefix + digits for digits in body.readings),
        separator=body.separator,
        proves=body.proves,
        percent=percent,
        unit=unit,
    )


def _read_body(body: str, exponent: str) -> NumberText | None:
    """Digits and their separators, without sign and unit."""
    exponent = exponent.lower()
    for space in (" ", "'"):
        if space in body:
            return _read_spaced(body, space, exponent)
    found = [character for character in body if character in ",."]
    if not found:
        return NumberText(readings=(body + exponent,))
    separator = found[-1]
    if len(set(found)) == 2:
        whole, _, decimals = body.rpartition(separator)
        group = "," if separator == "." else "."
        if separator in whole or not _GROUPED[group].fullmatch(whole):
            return None
        return NumberText(readings=(f"{whole.replace(group, '')}.{decimals}{exponent}",), proves=separator)
    if len(found) > 1:
        if not _GROUPED[separator].fullmatch(body):
            return None
        return NumberText(readings=(body.replace(separator, "") + exponent,), proves="," if separator == "." else ".")
    as_decimal = body.replace(separator, ".") + exponent
    if _THREE_DIGITS.fullmatch(body) and not exponent:
        return NumberText(readings=(body.replace(separator, ""), as_decimal), separator=separator)
    return NumberText(readings=(as_decimal,), proves=separator)


def _read_spaced(body: str, space: str, exponent: str) -> NumberText | None:
    """`1 234,5` and `1'234.50`: whoever groups by spaces or apostrophes uses other separators for decimals only."""
    whole, decimals, separator = body, "", ""
    for candidate in ",.":
        if candidate in body:
            whole, _, decimals = body.partition(candidate)
            separator = candidate
            break
    if not _GROUPED[space].fullmatch(whole) or not (decimals.isdigit() or not separator):
        return None
    digits = whole.replace(space, "")
    return NumberText(
        readings=(f"{digits}.{decimals}{exponent}" if separator else digits + exponent,), proves=separator
    )
