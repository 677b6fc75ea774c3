"""Whether a file writes decimals with a comma anywhere, so that a point before three digits may mean thousands."""

from collections.abc import Iterable
from dataclasses import replace

import pyarrow as pa
from pyarrow import compute

from metrics.layout import NumberColumn
from metrics.readers.raw_table import RawTable

_BEFORE, _BEHIND = r"(^|[^0-9.,])", r"([^0-9.,]|$)"
_DECIMAL_COMMA = (
    rf"{_BEFORE}(0,[0-9]+|[0-9]+,([0-9]{{1,2}}|[0-9]{{4,}})|[0-9]{{4,}},[0-9]+){_BEHIND}|[0-9]\.[0-9]{{3}},[0-9]"
)


def allowing_for_commas(table: RawTable, columns: Iterable[NumberColumn]) -> RawTable:
    """The table. Where one cell of its numbers leaves no doubt that a comma is its decimal sign, `points_may_group`
    holds for all of it: whoever writes `0,05` in one column writes 1234 as `1.234` in another."""
    if table.points_may_group or not any(_has_decimal_comma(table.columns[one.position].text) for one in columns):
        return table
    return replace(table, points_may_group=True)


def _has_decimal_comma(text: pa.Array) -> bool:
    cells = text.dictionary if pa.types.is_dictionary(text.type) else text
    commas = compute.match_substring(cells, ",")
    if not compute.any(commas).as_py():
        return False
    return bool(compute.any(compute.match_substring_regex(cells.filter(commas), _DECIMAL_COMMA)).as_py())
