"""A column of numbers: plain cells all at once, the odd ones through the careful reading of numbers_text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from pyarrow import compute

from metrics.arrays import Booleans, Days, Floats, Integers
from metrics.definition import Kind, Metric
from metrics.readers.raw_table import RawTable, as_text
from metrics.snapshot.cells.numbers import NumberText, read_number
from metrics.snapshot.columns import Role, takes_percent
from metrics.snapshot.layout import NumberColumn
from metrics.snapshot.numbers.doubts import report_doubtful_shares
from metrics.snapshot.numbers.meaning import meaning_of, separator_proved
from metrics.snapshot.numbers.signs import Bare, Owners, without_sign
from metrics.snapshot.problem_report import Description, Report

_PLAIN = r"^[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]{1,3})?$"
_POINT_AND_THREE = r"^[+-]?[1-9][0-9]{0,2}\.[0-9]{3}$"
_MANY = 1_000
_COMMA_AND_THREE = r"^[+-]?[1-9][0-9]{0,2},[0-9]{3}$"


@dataclass(frozen=True, slots=True)
class _Form:
    """A usual way to write numbers that reads one way only: what it proves of the separator, and what to rewrite."""

    pattern: str
    proves: str
    groups: str


_FORMS = (
    _Form(r"^[+-]?(0,[0-9]+|[0-9]+,([0-9]{1,2}|[0-9]{4,})|[0-9]{4,},[0-9]+)$", ",", ""),
    _Form(r"^[+-]?[1-9][0-9]{0,2}(,[0-9]{3})+\.[0-9]+$", ".", ","),
    _Form(r"^[+-]?[1-9][0-9]{0,2}(\.[0-9]{3})+,[0-9]+$", ",", "."),
)


@dataclass(frozen=True, slots=True)
class Numbers:
    """`values` has NaN where there is no number; `filled` are the cells that hold anything; `bad` were reported."""

    values: Floats
    filled: Booleans
    bad: Booleans


@dataclass(frozen=True, slots=True)
class _Bulk:
    """What reading in bulk leaves: values, the positions still to be read, and the decimal separator if proved."""

    values: Floats
    left: Integers
    separator: str = ""
    points_may_group: bool = False


def read_numbers(
    table: RawTable, column: NumberColumn, role: Role, metric: Integers, metrics: Sequence[Metric], report: Report
) -> Numbers:
    """Read a column whose rows belong to `metrics[metric]` (-1: unknown); what cannot be read is reported."""
    raw = table.columns[column.position]
    values = np.full(len(table), np.nan) if raw.numbers is None else raw.numbers
    filled = ~np.isnan(values)
    bad = np.zeros(len(table), dtype=np.bool_)
    if raw.days is not None:
        _report_days(table, column, raw.days, report, filled, bad)
    unsigned = filled & ~bad
    if raw.text.null_count < len(table):
        text = as_text(raw.text)
        there = _valid(text)
        bulk = _in_bulk(text, there, Owners(role, metric, metrics), points_may_group=table.points_may_group)
        values = np.where(there, bulk.values, values)
        filled |= there
        unsigned |= there
        unsigned[bulk.left] = False
        if len(bulk.left):
            _read_left(table, column, role, metric, metrics, report, bulk, Numbers(values, filled, bad))
    if role is Role.VALUE and not column.percent and filled.any():
        report_doubtful_shares(table, column, metric, metrics, values, bad, report)
    if column.percent:
        _refuse_unsigned(table, column, unsigned, metric, metrics, report, bad)
    return Numbers(values, filled, bad)


def _in_bulk(text: pa.Array, there: Booleans, owners: Owners, *, points_may_group: bool) -> _Bulk:
    """Read every cell of the usual forms. A comma or point before three digits is settled by the column's others."""
    bare = Bare(text, np.zeros(len(text), dtype=np.bool_))
    bulk = _of_one_form(bare, there, points_may_group=points_may_group)
    if bulk is not None:
        return bulk
    plain = _matches(text, _PLAIN)
    odd = np.flatnonzero(there & ~plain)
    if len(odd) > _MANY:
        bare = without_sign(compute.ascii_trim_whitespace(text), odd, owners)
        bulk = _of_one_form(bare, there, points_may_group=points_may_group)
        if bulk is not None:
            return bulk
        plain = _matches(bare.text, _PLAIN)
        odd = np.flatnonzero(there & ~plain)
    return _of_many_forms(bare, there, plain, odd, points_may_group=points_may_group)


def _of_one_form(bare: Bare, there: Booleans, *, points_may_group: bool) -> _Bulk | None:
    """A column in which a point is always the decimal separator, or in which there is none and a comma always is."""
    text, separator = bare.text, ""
    values = None if points_may_group else _converted(bare, text)
    if values is None:
        if compute.any(compute.match_substring(text, ".")).as_py():
            return None
        commas = compute.match_substring(text, ",")
        if compute.any(commas).as_py():
            if compute.all(_matches(text.filter(commas), _COMMA_AND_THREE)).as_py():
                return None  # no cell says what a comma means
            separator, points_may_group = ",", True
            text = compute.replace_substring(text, ",", ".")
        values = _converted(bare, text)
    if values is None:
        return None
    return _Bulk(values, np.flatnonzero(there & ~np.isfinite(values)), separator, points_may_group)


def _converted(bare: Bare, text: pa.Array) -> Floats | None:
    """The numbers of a column whose decimal separator is a point by now; None where any cell is no plain number."""
    try:
        # a long column of which every cell fails takes its time
        compute.cast(text.slice(0, _MANY), pa.float64())
        return _floats(compute.cast(bare.as_decimals(text), pa.float64()))
    except pa.ArrowInvalid:
        return None


def _of_many_forms(bare: Bare, there: Booleans, plain: Booleans, odd: Integers, *, points_may_group: bool) -> _Bulk:
    text = bare.text
    cells = text.take(pa.array(odd))
    forms = [_matches(cells, form.pattern) for form in _FORMS]
    commas = _matches(cells, _COMMA_AND_THREE)
    strange = ~np.logical_or.reduce([*forms, commas])
    separators = {form.proves for form, mask in zip(_FORMS, forms, strict=True) if mask.any()}
    separators |= _proved(cells.filter(pa.array(strange)))
    three = _matches(text, _POINT_AND_THREE)
    if bool((plain & ~three & _matches(text, r"\.")).any()):
        separators.add(".")
    separator = separators.pop() if len(separators) == 1 else ""
    points_may_group = (points_may_group or bool(separators)) and separator != "."
    if points_may_group or separator == ",":
        plain = plain & ~three
    values = _floats(compute.cast(bare.as_decimals(compute.if_else(pa.array(plain), text, None)), pa.float64()))
    for form, mask in zip(_FORMS, forms, strict=True):
        values[odd[mask]] = _rewritten(bare, odd[mask], form.groups, form.proves)
    if separator:
        values[odd[commas]] = _rewritten(bare, odd[commas], "" if separator == "," else ",", separator)
    if separator == ",":
        values[three] = _rewritten(bare, np.flatnonzero(three), ".", ",")
    return _Bulk(values, np.flatnonzero(there & ~np.isfinite(values)), separator, points_may_group)


def _proved(cells: pa.Array) -> set[str]:
    """The decimal separators that the cells of no usual form leave no doubt about."""
    return {read_number(str(cell)).proves for cell in cells.unique().to_pylist()} - {""}


def _rewritten(bare: Bare, chosen: Integers, groups: str, decimal: str) -> Floats:
    cells = bare.text.take(pa.array(chosen))
    if groups:
        cells = compute.replace_substring(cells, groups, "")
    if decimal == ",":
        cells = compute.replace_substring(cells, ",", ".")
    return _floats(compute.cast(bare.as_decimals(cells, chosen), pa.float64()))


def _read_left(
    table: RawTable,
    column: NumberColumn,
    role: Role,
    metric: Integers,
    metrics: Sequence[Metric],
    report: Report,
    bulk: _Bulk,
    numbers: Numbers,
) -> None:
    """Read each different cell once for each metric it belongs to; fill in values, or report."""
    encoded = as_text(table.columns[column.position].text).take(pa.array(bulk.left)).dictionary_encode()
    cells: list[str] = encoded.dictionary.to_pylist()
    readings: list[NumberText] = [read_number(cell) for cell in cells]
    pairs = np.asarray(encoded.indices.to_numpy(zero_copy_only=False), dtype=np.int64) * (len(metrics) + 1)
    pairs += metric[bulk.left] + 1
    different, kinds = np.unique(pairs, return_inverse=True)
    values = np.full(len(different), np.nan)
    blank = np.zeros(len(different), dtype=np.bool_)
    faults: dict[int, Description] = {}
    owned = [
        (cell, metrics[code - 1] if code else None)
        for cell, code in (divmod(pair, len(metrics) + 1) for pair in different.tolist())
    ]
    proofs = (
        {separator_proved(readings[cell], owner, role) for cell, owner in owned} - {""} if not bulk.separator else set()
    )
    separator = proofs.pop() if len(proofs) == 1 else bulk.separator
    for place, (cell, owner) in enumerate(owned):
        meaning = meaning_of(
            cells[cell], readings[cell], owner, role, separator, points_may_group=bulk.points_may_group
        )
        if meaning is None:
            blank[place] = readings[cell].unread is not None
        elif isinstance(meaning, float):
            values[place] = meaning
        else:
            faults[place] = meaning
    numbers.values[bulk.left] = values[kinds]
    numbers.filled[bulk.left[blank[kinds]]] = False
    if faults:
        wrong = np.isin(kinds, np.fromiter(faults, dtype=np.int64))
        of_kind = kinds[wrong]
        numbers.bad[bulk.left[wrong]] = True
        report.add_rows(bulk.left[wrong], column.header, lambda index: faults[int(of_kind[index])], of_kind)


def _report_days(
    table: RawTable, column: NumberColumn, days: Days, report: Report, filled: Booleans, bad: Booleans
) -> None:

    raw = table.columns[column.position]
    positions = np.flatnonzero(~np.isnat(days))
    filled[positions] = True
    bad[positions] = True

    def describe(index: int) -> Description:
        shown = raw.shown(int(positions[index]))
        return f"'{shown}' is a date", "a number", "format the cell as a number; spreadsheets take 1.5 for a day"

    report.add_rows(positions, column.header, describe)


def _refuse_unsigned(
    table: RawTable,
    column: NumberColumn,
    unsigned: Booleans,
    metric: Integers,
    metrics: Sequence[Metric],
    report: Report,
    bad: Booleans,
) -> None:
    """`Rate (%)` above a bare 0.5: half a percent, or half of all?"""
    is_rate = np.array([one.kind is Kind.RATE and takes_percent(one) for one in metrics] + [False], dtype=np.bool_)
    doubtful = unsigned & is_rate[metric]
    if doubtful.any():
        bad |= doubtful
        first = int(np.flatnonzero(doubtful)[0])
        shown = table.columns[column.position].shown(first)
        report.add(
            column.header,
            f"the header says percent and cells such as '{shown}' have no percent sign",
            "either one",
            f"write {shown}% in the cells, or take % out of the header and write shares between 0 and 1",
            row=int(table.rows[first]),
        )


def _matches(text: pa.Array, pattern: str) -> Booleans:

    found = compute.match_substring_regex(text, pattern).fill_null(False)
    return np.array(found.to_numpy(zero_copy_only=False), dtype=np.bool_)


def _valid(text: pa.Array) -> Booleans:

    return np.array(compute.is_valid(text).to_numpy(zero_copy_only=False), dtype=np.bool_)


def _floats(numbers: pa.Array) -> Floats:

    return np.array(numbers.to_numpy(zero_copy_only=False), dtype=np.float64)
