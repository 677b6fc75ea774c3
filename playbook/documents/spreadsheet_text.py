"""Everything that is handed out for a spreadsheet goes through here: text stays text, whatever it begins with."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date

from metrics.visible import visible

SheetCell = str | float | date | None

# What makes a spreadsheet take a cell for a formula, their wide forms included (they become the narrow
# ones as a file is read), and the control characters by which one could be slipped past; after OWASP, CSV injection.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")


def could_run(text: str) -> bool:
    """Whether a spreadsheet could take a text for a formula."""
    return text.lstrip(" \u00a0\ufeff").startswith(_FORMULA)


def harmless(text: str) -> str:
    """Text that a spreadsheet takes as text: before what could be a formula stands an apostrophe."""
    shown = visible(text, "\n\t\r")
    return f"'{shown}" if could_run(text) else shown


def harmless_cell(cell: SheetCell) -> str | float | date:
    """A cell for CSV or XLSX: text made harmless, numbers and days as they are, nothing as ''."""
    if cell is None:
        return ""
    return harmless(cell) if isinstance(cell, str) else cell


def csv_bytes(columns: Sequence[str], rows: Iterable[Sequence[SheetCell]]) -> bytes:
    """CSV as spreadsheets open it: UTF-8 with a byte-order mark, days as 2026-11-06, and no cell that would run."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([harmless(column) for column in columns])
    for row in rows:
        writer.writerow([cell.isoformat() if isinstance(cell, date) else cell for cell in map(harmless_cell, row)])
    return text.getvalue().encode("utf-8-sig", "replace")
