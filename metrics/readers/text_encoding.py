"""Bytes of a text file to UTF-8 bytes, or a sentence that says why not."""

import codecs
from collections.abc import Iterator

from metrics.readers.raw_table import refused

_WESTERN = frozenset("€£¥§°²³µ±·«»–—‘’‚“”„•…×÷¿¡ªº\u00a0") | frozenset(
    "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜßàáâãäåæçèéêëìíîïñòóôõöøùúûüÿŸŒœŠšŽž"
)
_STRETCH = 1 << 20
_SAVE_AS_UTF8 = "save it as 'CSV UTF-8'"


def as_utf8(name: str, content: bytes) -> tuple[bytes, int]:
    """UTF-8 or UTF-16 (with or without mark), or Windows-1252 where nothing speaks against it, all of it as
    UTF-8; and where the text begins, after the mark."""
    if content.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):  # the first begins as UTF-16 does
        raise refused(name, "the text is UTF-32", "text in UTF-8", _SAVE_AS_UTF8)
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return content.decode("utf-16").encode("utf-8"), 0
        except UnicodeError:
            raise refused(name, "the text is UTF-16 and damaged", remedy=_SAVE_AS_UTF8) from None
    start = len(codecs.BOM_UTF8) if content.startswith(codecs.BOM_UTF8) else 0
    content = content.removesuffix(b"\x1a")
    if b"\0" in content:
        if (text := _unmarked_utf16(content)) is not None:
            return text.encode("utf-8"), 0
        row = content.count(b"\n", 0, content.index(b"\0")) + 1
        found = "this is not text: it holds zero bytes"
        raise refused(name, found, "a table as CSV, TSV, XLSX, Parquet or JSON", _SAVE_AS_UTF8, row)
    if all(stretch.isascii() for stretch in _stretches(content, start)):
        return content, start
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data":
            row = content.count(b"\n", 0, error.start) + 1
            found = "the text ends in the middle of a character"
            raise refused(name, found, "", "send the file again if it was cut off", row) from None
        return _from_windows(name, content[start:], error.start - start), 0
    return content, start


_OFTEN = 8
"""One byte in so many is zero, at least, where text is UTF-16: those of digits, separators and ends of lines."""


def _unmarked_utf16(content: bytes) -> str | None:
    """The text of UTF-16 that lacks its mark, where zero bytes leave no doubt of their order."""
    even, odd = content[::2].count(0), content[1::2].count(0)
    if len(content) % 2 or (even and odd) or _OFTEN * (even + odd) < len(content):
        return None
    try:
        text = content.decode("utf-16-be" if even else "utf-16-le")
    except UnicodeError:
        return None
    characters = set(text)
    parted = not characters.isdisjoint(",;|\t")  # a table of text that is none has no columns
    return text if parted and all(one.isprintable() or one in "\t\r\n" for one in characters) else None


def _stretches(content: bytes, start: int) -> Iterator[bytes]:
    """The content in pieces, so that no second copy of a long file is made."""
    return (content[place : place + _STRETCH] for place in range(start, len(content), _STRETCH))


def _from_windows(name: str, content: bytes, position: int) -> bytes:
    row = content.count(b"\n", 0, position) + 1
    found = f"neither UTF-8 nor Windows-1252 text (byte 0x{content[position]:02X})"
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError:
        raise refused(name, found, "text in UTF-8", _SAVE_AS_UTF8, row) from None
    foreign = {character for character in set(text) if not character.isascii()} - _WESTERN
    if foreign or any(ord(character) < 32 and character not in "\t\r\n\f\v" for character in set(text)):
        raise refused(name, found, "text in UTF-8", _SAVE_AS_UTF8, row)
    return text.encode("utf-8")
