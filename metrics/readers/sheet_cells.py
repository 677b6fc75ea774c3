"""The cells of a sheet, read from its XML in one pass: values as they stand, formulas that were never worked out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import IO, Any
from xml.parsers import expat

from openpyxl import Workbook
from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils.datetime import from_excel, from_ISO8601

_NAMESPACES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
_KINDS = {f"{space} {name}": name for space in _NAMESPACES for name in ("row", "c", "v", "f", "t", "rPh")}
_PIECE = 1 << 18
_NO_LETTER = re.compile(r"[^A-Za-z]")
_LONGEST_LETTERS = 4
"""One more than the last column of a sheet has."""
_OWN_FORMATS = 164
"""From here on a workbook's formats are its own."""
Row = tuple[int, list[object]]
_TEXT = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]|[_*].')
_CURRENCY_SIGNS = "$€£¥₹₩₽₺₪"
_WORDS = frozenset(
    {"usd", "eur", "gbp", "chf", "jpy", "inr", "us$", "kr", "zł", "k", "m", "tsd", "mio", "mn", "bn", "mrd"}
)
_SCALED = re.compile(r"[0#?],+(?![0#?,])")


@lru_cache(maxsize=1024)
def sign_of(form: str) -> tuple[str, int]:
    """What a person sees after the number, and by how many places the sign moves its point: `%` by two, anything
    else by none; a currency, `%` in quotes, and `k` after a number that is not shown in thousands are only written."""
    first = form.partition(";")[0]
    said = [part.strip() for match in _TEXT.finditer(first) for part in match.groups() if part and part.strip()]
    bare = _TEXT.sub("", first)
    if "%" in bare:
        return "%", 2
    signs = [sign for sign in said if sign.strip(". ").casefold() in _WORDS or any(one in sign for one in "%€$£¥₹₩₽₺₪")]
    signs += [sign for sign in bare if sign in _CURRENCY_SIGNS]
    if _SCALED.search(bare):  # shown in thousands, and whole in the cell
        signs = [sign for sign in signs if any(one in sign for one in _CURRENCY_SIGNS)]
    return ("%" if any("%" in sign for sign in signs) else "".join(dict.fromkeys(signs))), 0


def as_shown(number: float, form: str) -> float | str:
    """The number itself, or, where its format writes a sign beside it, the text of both."""
    sign, places = sign_of(form)
    if not sign:
        return number
    text = f"{Decimal(repr(number)).scaleb(places).normalize():f}"
    # `12.345%` could be read as thousands of percent; a fourth decimal leaves no doubt
    return f"{text}0{sign}" if len(text.partition(".")[2]) == 3 else f"{text}{sign}"


class Styles:
    """What the style of a cell makes of its number."""

    def __init__(self, book: Workbook) -> None:
        self.dates: frozenset[int] = frozenset(book._date_formats)  # type: ignore[attr-defined]  # noqa: SLF001
        self.durations: frozenset[int] = frozenset(book._timedelta_formats)  # type: ignore[attr-defined]  # noqa: SLF001
        self.epoch = book.epoch
        self._book: Any = book
        self._forms: dict[int, str] = {}

    def form(self, style: int) -> str:
        """The format in which a number is shown."""
        if style not in self._forms:
            number = self._book._cell_styles[style].numFmtId  # noqa: SLF001 - openpyxl has no public name for it
            own = number >= _OWN_FORMATS
            form = self._book._number_formats[number - _OWN_FORMATS] if own else BUILTIN_FORMATS.get(number)  # noqa: SLF001
            self._forms[style] = form or "General"
        return self._forms[style]


class DeclaresEntities(ValueError):
    """No spreadsheet program writes a document type into a sheet; one can hold names that stand for gigabytes."""


class _Reading:
    """Takes what the parser finds, and has the rows that are whole."""

    def __init__(self, styles: Styles, shared: list[str], most_columns: int) -> None:
        self.rows: list[Row] = []
        self._styles, self._shared, self._most = styles, shared, most_columns
        self._row = self._column = 0
        self._values: list[object] = []
        self._kind, self._style = "n", 0
        self._written: list[str] = []
        self._text: str | None = None
        self._inline: list[str] = []
        self._formula: str | None = None
        self._aside = False

    def parser(self) -> expat.XMLParserType:
        """A parser that tells this one."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._say
        parser.StartDoctypeDeclHandler = self._refuse
        return parser

    @staticmethod
    def _refuse(*_: object) -> None:
        raise DeclaresEntities

    def _say(self, text: str) -> None:
        self._written.append(text)

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        kind = _KINDS.get(name)
        if kind == "c":
            self._kind = attributes.get("t", "n")
            self._style = int(attributes.get("s", 0))
            place = attributes.get("r")
            self._column = self._column + 1 if place is None else _column(place)
            self._text = self._formula = None
        elif kind == "row":
            self._row = int(float(attributes["r"])) if "r" in attributes else self._row + 1
            self._column = 0
            self._values = []
        elif kind == "rPh":
            self._aside = True
        self._written.clear()

    def _end(self, name: str) -> None:
        kind = _KINDS.get(name)
        if kind == "v":
            self._text = "".join(self._written) or None
        elif kind == "c":
            self._add()
        elif kind == "row":
            self.rows.append((self._row, self._values))
        elif kind == "t" and not self._aside:
            self._inline.append("".join(self._written))
        elif kind == "f":
            self._formula = "".join(self._written)
        elif kind == "rPh":
            self._aside = False
        self._written.clear()

    def _add(self) -> None:
        value = self._value()
        self._inline.clear()
        if value is None and self._formula is not None:
            value = f"={self._formula or '…'}"
        if self._column > self._most:
            return
        missing = self._column - 1 - len(self._values)
        if missing >= 0:
            self._values.extend([None] * missing)
            self._values.append(value)
        elif self._column:
            self._values[self._column - 1] = value

    def _value(self) -> object:
        text, kind = self._text, self._kind
        if kind == "inlineStr":
            return "".join(self._inline) if self._inline else None
        if text is None:
            return None
        if kind == "n":
            return self._number(text)
        if kind == "s":
            return self._shared[int(text)]
        if kind == "b":
            return bool(int(text))
        return from_ISO8601(text) if kind == "d" else text  # type: ignore[no-untyped-call]

    def _number(self, text: str) -> object:
        number = float(text) if "." in text or "e" in text or "E" in text else int(text)
        if not self._style:
            return number
        if self._style in self._styles.dates:
            try:
                return from_excel(number, self._styles.epoch, timedelta=self._style in self._styles.durations)
            except (OverflowError, ValueError):
                return "#VALUE!"
        form = self._styles.form(self._style)
        return number if form == "General" else as_shown(number, form)


def _column(place: str) -> int:
    """`A7` is 1, `AA7` is 27."""
    column = 0
    for letter in _NO_LETTER.split(place[:_LONGEST_LETTERS], maxsplit=1)[0].upper():
        column = column * 26 + ord(letter) - 64
    return column


def rows_of(sheet: IO[bytes], styles: Styles, shared: list[str], most_columns: int) -> Iterator[Row]:
    """Every row that stands in a sheet with its number as the spreadsheet shows it; a row that stands before an earlier
    one is passed over. Raises expat.ExpatError and what the values of a damaged cell raise."""
    reading = _Reading(styles, shared, most_columns)
    parser = reading.parser()
    last = 0
    while True:
        piece = sheet.read(_PIECE)
        parser.Parse(piece, not piece)
        for number, values in reading.rows:
            if number > last:
                last = number
                yield number, values
        reading.rows.clear()
        if not piece:
            return
