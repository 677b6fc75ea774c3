"""A percent sign or a unit that the cells of a column carry: taken off all at once, where it fits what they measure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from pyarrow import compute

from metrics.arrays import Booleans, Integers
from metrics.definition import Kind, Metric
from metrics.snapshot.cells.numbers import NumberText, read_number
from metrics.snapshot.columns import Role
from metrics.snapshot.numbers.meaning import carries_rightly

_LOOKED_AT = 200


@dataclass(frozen=True, slots=True)
class Bare:
    """Cells without their sign; `shares` are those that a percent sign made hundredths of what they say."""

    text: pa.Array
    shares: Booleans

    def as_decimals(self, cells: pa.Array, chosen: Integers | None = None) -> pa.Array:
        """Digits with a point, as a conversion to numbers takes them; `chosen` are the positions of these cells."""
        shares = self.shares if chosen is None else self.shares[chosen]
        if not shares.any():
            return cells
        # a shift of the exponent in the text, so that 4.35% is 0.0435 without a rounding step
        exponents = pa.array(["", "e-2"], cells.type).take(pa.array(shares.astype(np.int8)))
        return compute.binary_join_element_wise(cells, exponents, pa.scalar("", cells.type))


@dataclass(frozen=True, slots=True)
class Owners:
    """Whose numbers a column holds: the metric of each row by its place in `metrics` (-1: unknown), and what of it."""

    role: Role
    metric: Integers
    metrics: Sequence[Metric]

    def that(self, is_so: Callable[[Metric], bool]) -> Booleans:
        """The rows whose metric is so."""
        return np.array([*map(is_so, self.metrics), False], dtype=np.bool_)[self.metric]


def without_sign(text: pa.Array, odd: Integers, owners: Owners) -> Bare:
    """Take the sign that most of the `odd` cells carry off all cells of the column that carry it rightly. What is left
    as it was is for a careful reading, cell by cell: another sign, one that does not fit, a number with an exponent."""
    bare = Bare(text, np.zeros(len(text), dtype=np.bool_))
    sign = _usual_sign(text.take(pa.array(odd[:_LOOKED_AT])))
    after, before = read_number(f"1{sign}"), read_number(f"{sign}1")
    fits = owners.that(lambda metric: carries_rightly(after, metric, owners.role))
    if not sign or not fits.any():
        return bare
    text, taken = _cut(text, sign, compute.ends_with, compute.utf8_rtrim, fits)
    shares = taken
    if _sign_of(before) == sign:
        text, as_well = _cut(text, sign, compute.starts_with, compute.utf8_ltrim, fits & ~taken)
        shares = taken | as_well
    # a percent sign fits values alone, and of those it makes hundredths of rates; of a score in % it is the unit
    return Bare(text, shares & owners.that(lambda metric: after.percent and metric.kind is Kind.RATE))


def _cut(
    text: pa.Array,
    sign: str,
    carries: Callable[[pa.Array, str], pa.Array],
    trimmed: Callable[[pa.Array, str], pa.Array],
    fits: Booleans,
) -> tuple[pa.Array, Booleans]:
    """The cells without a sign at one end, where that leaves digits; and which cells these are."""
    carried = carries(text, sign)
    if not compute.any(carried).as_py():
        return text, np.zeros(len(text), dtype=np.bool_)
    cut = trimmed(text, sign)
    once = compute.equal(compute.subtract(compute.binary_length(text), compute.binary_length(cut)), len(sign.encode()))
    cut = compute.ascii_trim_whitespace(cut)
    number = compute.match_substring_regex(cut, r"^[+-]?[0-9][0-9.,]*$")
    taken = compute.and_(compute.and_(carried, once), compute.and_(number, pa.array(fits))).fill_null(False)
    return compute.if_else(taken, cut, text), np.array(taken.to_numpy(zero_copy_only=False), dtype=np.bool_)


def _usual_sign(cells: pa.Array) -> str:
    """The percent sign or unit that most of the cells carry; '' where they carry none."""
    signs = Counter(_sign_of(read_number(str(cell))) for cell in cells.to_pylist())
    sign, _ = max(signs.items(), key=lambda counted: (bool(counted[0]), counted[1]), default=("", 0))
    return sign


def _sign_of(reading: NumberText) -> str:
    return "" if reading.percent and reading.unit else "%" if reading.percent else reading.unit
