"""The titles of the sheets that a workbook shows, without reading any of them."""

import io
import re
import zipfile
from html import unescape

_SHEET = re.compile(r"<(?:\w+:)?sheet\s([^>]*)>")
_NAME = re.compile(r'\bname="([^"]*)"')
_LONGEST = 1_000_000


def sheet_titles(content: bytes) -> tuple[str, ...]:
    """Titles in their order; () for what is no workbook, or a damaged one."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open("xl/workbook.xml") as file:
            text = file.read(_LONGEST).decode("utf-8", "replace")
    except (zipfile.BadZipFile, KeyError, OSError, ValueError, NotImplementedError, EOFError, RuntimeError):
        return ()  # all of them zipfile's own
    shown = [found[1] for found in _SHEET.finditer(text) if "idden" not in found[1]]
    return tuple(unescape(name[1]) for attributes in shown if (name := _NAME.search(attributes)))
