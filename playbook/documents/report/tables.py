"""Native tables on slides: columns by share, rows as high as their text, as many slides as they take."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from pptx.oxml.ns import qn
from pptx.util import Pt

from playbook.documents.report.deck import POINT, Box
from playbook.documents.report.fitting import LINE, cut, lines_of

_SIZES, _NARROW = (11.0, 9.0), 780
"""Points of text on a wide slide and on one that is narrower than so many points."""
_ASIDE, _ABOVE = 15.0, 8.0
"""Points that the margins of a cell take beside and above its text."""
_GRID = "{5940675A-B579-460E-94D1-54222C63F5DA}"
"""The table style of lines alone: its text has the color of the template's text, light or dark."""


@dataclass(frozen=True, slots=True)
class Table:
    """Head, rows, and the columns' shares of the width; `heights` are those of head and rows in points once it is laid
    out, in a size of `size` points."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    shares: Sequence[float]
    heights: Sequence[float] = ()
    size: float = _SIZES[0]


def pages_of(table: Table, width: float, height: float) -> list[Table]:
    """The table in parts that fit into a box of so many points each; a row that is higher than that is cut."""
    size = _SIZES[0] if width >= _NARROW else _SIZES[1]
    widths = [share / sum(table.shares) * width - _ASIDE for share in table.shares]

    def high(row: Sequence[str]) -> float:
        return max(lines_of(text, size, wide) for text, wide in zip(row, widths, strict=True)) * LINE * size + _ABOVE

    head = high(table.head)
    most = max(1, int((height - head - _ABOVE) // (LINE * size)))
    rows = [[cut(text, size, wide, most) for text, wide in zip(row, widths, strict=True)] for row in table.rows]
    return [
        replace(table, rows=part, heights=[head, *map(high, part)], size=size)
        for part in _parts(rows, [high(row) for row in rows], height - head)
    ]


def _parts(rows: Sequence[Sequence[str]], heights: Sequence[float], height: float) -> Iterator[list[Sequence[str]]]:
    part: list[Sequence[str]] = []
    used = 0.0
    for row, high in zip(rows, heights, strict=True):
        if part and used + high > height:
            yield part
            part, used = [], 0.0
        part.append(row)
        used += high
    yield part


def draw_table(slide: Any, table: Table, box: Box, *, branded: bool) -> int:
    """Draws one part of a table at the top of a box, and returns its height."""
    high = round(sum(table.heights) * POINT)
    shape = slide.shapes.add_table(len(table.rows) + 1, len(table.head), box.left, box.top, box.width, high)
    drawn = shape.table
    if branded:
        shape.element.graphic.graphicData.tbl.tblPr.find(qn("a:tableStyleId")).text = _GRID
    edges = [round(sum(table.shares[:end]) / sum(table.shares) * box.width) for end in range(len(table.shares) + 1)]
    for column, (begins, ends) in enumerate(pairwise(edges)):
        drawn.columns[column].width = ends - begins
    for number, row in enumerate((table.head, *table.rows)):
        drawn.rows[number].height = int(table.heights[number] * POINT)
        for column, text in enumerate(row):
            cell = drawn.cell(number, column)
            cell.text = text
            for paragraph in cell.text_frame.paragraphs:
                paragraph.space_before, paragraph.space_after, paragraph.line_spacing = Pt(0), Pt(0), 1.0
                paragraph.font.size, paragraph.font.bold = Pt(table.size), number == 0 or column == 0
    return high
