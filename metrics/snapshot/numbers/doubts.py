"""A bare 0.5 beside cells in percent: half a percent, or half of all? Neither is guessed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa
from pyarrow import compute

from metrics.arrays import Booleans, Floats, Integers
from metrics.definition import Kind, Metric
from metrics.readers.raw_table import RawTable, as_text
from metrics.snapshot.layout import NumberColumn
from metrics.snapshot.problem_report import Description, Report
from metrics.wording import number, share_or_percent

_BEFORE, _AFTER = r"(^|[^0-9.,])", r"([^0-9.,]|$)"
_DECIMAL_COMMA = (
    rf"{_BEFORE}(0,[0-9]+|[0-9]+,([0-9]{{1,2}}|[0-9]{{4,}})|[0-9]{{4,}},[0-9]+){_AFTER}|[0-9]\.[0-9]{{3}},[0-9]"
)


def allowing_for_commas(table: RawTable, columns: Iterable[NumberColumn]) -> RawTable:
    """The table. Where one cell of its numbers proves that a comma is the decimal separator, `points_may_group`
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


def report_doubtful_shares(
    table: RawTable,
    column: NumberColumn,
    metric: Integers,
    metrics: Sequence[Metric],
    values: Floats,
    bad: Booleans,
    report: Report,
) -> None:
    """Report the bare shares of each metric whose other cells in this column are in percent: some by their sign, or
    most because they are beyond any share and not beyond 100. Marks them in `bad`."""
    highest = np.array([_highest_share(one) for one in metrics] + [np.nan])[metric]
    rates = ~np.isnan(highest)
    if not rates.any():
        return
    signed = _signed(table.columns[column.position].text)
    bare = rates & ~bad & ~signed
    beyond = bare & (values > highest) & (values <= 100)
    if not (signed.any() or beyond.any()):
        return
    doubted = bare & (values > 0) & (values <= highest)
    with_sign, percents, shares = (
        np.bincount(metric[cells] + 1, minlength=len(metrics) + 1) for cells in (rates & signed, beyond, doubted)
    )
    in_percent = (with_sign > 0) | (percents > shares)
    doubtful = np.flatnonzero(doubted & in_percent[metric + 1])
    if not len(doubtful):
        return
    bad[doubtful] = True

    def describe(index: int) -> Description:
        row = int(doubtful[index])
        value = float(values[row])
        percent = number(float(np.round(value * 100, 10)))
        return share_or_percent(table.columns[column.position].shown(row), metrics[metric[row]].id, percent)

    report.add_rows(doubtful, column.header, describe)


def _highest_share(metric: Metric) -> float:
    """The largest share of a rate that is at most 1; NaN for whatever cannot be mistaken for percent."""
    high = metric.valid_range[1]
    return high if metric.kind is Kind.RATE and high is not None and high <= 1 else np.nan


def _signed(text: pa.Array) -> Booleans:
    signed = compute.match_substring_regex(as_text(text), "[%％]").fill_null(False)
    return np.array(signed.to_numpy(zero_copy_only=False), dtype=np.bool_)
