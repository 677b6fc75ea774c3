"""What must hold for every measured number: it lies in its range, and agrees with the counts beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from metrics.arrays import Booleans, Floats, Integers
from metrics.definition import Kind, Metric
from metrics.snapshot.columns import Role
from metrics.snapshot.entries import Measured
from metrics.snapshot.numbers.meaning import OF_CASES
from metrics.snapshot.problem_report import Description, Report
from metrics.wording import number, range_in_words

_USUAL_DECIMALS = (4, 3, 6, 2)
_NOISE = 1e-12
_LARGEST, _SMALLEST = 1e15, 1e-15
"""Beyond these a number is a mistake, and what is worked out from it leaves what a computer can hold."""
_STRETCH = 131_072
"""So many entries at a time stay in the processor's cache, and need little memory."""


@dataclass(frozen=True)
class _Check:
    """The entries under examination, and where to report."""

    measured: Measured
    metrics: Sequence[Metric]
    report: Report

    def metric(self, entry: int) -> Metric:
        return self.metrics[int(self.measured.metric[entry])]

    def refuse(self, wrong: Booleans, role: Role, describe: Callable[[int, str], Description]) -> None:
        """Report the entries of `wrong` in the column of `role`; `describe` gets the entry and its cell as found."""
        entries = np.flatnonzero(wrong)
        is_long = (-1, Role.VALUE) in self.measured.columns
        for place in [None] if is_long else np.unique(self.measured.metric[entries]).tolist():
            of_metric = entries if place is None else entries[self.measured.metric[entries] == place]
            if not len(of_metric):
                continue
            column = self.measured.column(-1 if place is None else place, role)
            positions = self.measured.position[of_metric]

            def described(
                index: int,
                of_metric: Integers = of_metric,
                positions: Integers = positions,
                column: str | None = column,
            ) -> Description:
                return describe(int(of_metric[index]), self.report.cell(int(positions[index]), column))

            self.report.add_rows(positions, column, described, self.measured.metric[of_metric])


def checked_values(measured: Measured, metrics: Sequence[Metric], report: Report) -> Floats:
    """Value of every entry, worked out from its counts where it has none; everything that cannot be is reported."""
    values = np.empty(len(measured.position))
    for start in range(0, len(values), _STRETCH):
        stop = start + _STRETCH
        values[start:stop] = _checked(measured.part(start, stop), metrics, report) + 0.0  # one zero, not two
    return values


def _checked(measured: Measured, metrics: Sequence[Metric], report: Report) -> Floats:

    check = _Check(measured, metrics, report)
    code = np.maximum(measured.metric, -1)
    sound = (code >= 0) & ~measured.bad
    sound &= ~_check_size(check, sound)
    of_cases = _by_metric(metrics, lambda metric: metric.kind in OF_CASES)[code]
    is_rate = _by_metric(metrics, lambda metric: metric.kind is Kind.RATE)[code]
    value, top, cases = measured.value, measured.numerator, measured.denominator
    wrong_counts = _check_counts(check, sound, is_rate, of_cases)
    scale = np.where(_by_metric(metrics, lambda metric: metric.kind is Kind.NPS)[code], 100.0, 1.0)
    usable = sound & of_cases & ~wrong_counts & (cases > 0)
    quotient = np.full(len(value), np.nan)
    counted = usable & ~np.isnan(top)  # no others: what is too large is reported, and would run over here
    quotient[counted] = scale[counted] * top[counted] / cases[counted]
    missing = sound & np.isnan(value)
    _check_missing(check, missing & np.isnan(quotient) & ~wrong_counts)
    both = usable & ~missing & ~np.isnan(quotient)
    value = np.where(missing, quotient, value)
    outside = _check_range(check, sound & ~np.isnan(value), value, code)
    _check_agreement(check, both & ~outside, is_rate, quotient)
    return value


def _check_size(check: _Check, sound: Booleans) -> Booleans:
    """Numbers that nothing measured can be, so large, or a share of a case so close to none; the entries that are
    wrong."""
    wrong = np.zeros_like(sound)
    roles = {
        Role.VALUE: check.measured.value,
        Role.NUMERATOR: check.measured.numerator,
        Role.DENOMINATOR: check.measured.denominator,
    }
    for role, numbers in roles.items():
        size = np.abs(numbers)
        odd = sound & (size > _LARGEST)
        if role is Role.DENOMINATOR:  # a value so close to zero is what spreadsheets leave of a difference
            odd |= sound & (size < _SMALLEST) & (size > 0)
        if odd.any():
            check.refuse(
                odd,
                role,
                lambda _, cell: (
                    f"'{cell}' is beyond any number that can be stored",
                    "0, or a number from 1e-15 to 1e15",
                    "correct the number",
                ),
            )
            wrong |= odd
    return wrong


def _by_metric(metrics: Sequence[Metric], question: Callable[[Metric], bool]) -> Booleans:
    """The answer for each metric, and False after them for unknown ones (code -1)."""
    return np.array([question(metric) for metric in metrics] + [False], dtype=np.bool_)


def _check_counts(check: _Check, sound: Booleans, is_rate: Booleans, of_cases: Booleans) -> Booleans:
    """Numerators and denominators by themselves; the entries that are wrong."""
    top, cases = check.measured.numerator, check.measured.denominator
    below = sound & (cases < 0)
    none = sound & of_cases & (cases == 0)
    top_below = sound & is_rate & (top < 0)
    above = sound & is_rate & (top > cases) & ~below & ~none
    alone = sound & ~np.isnan(top) & np.isnan(cases)
    check.refuse(
        below, Role.DENOMINATOR, lambda _, cell: (f"'{cell}' is below 0", "a number of cases", "correct the number")
    )
    check.refuse(none, Role.DENOMINATOR, lambda entry, _: _no_cases(check.metric(entry)))
    check.refuse(
        top_below, Role.NUMERATOR, lambda _, cell: (f"'{cell}' is below 0", "a number of cases", "correct the number")
    )
    check.refuse(above, Role.NUMERATOR, lambda entry, cell: _more_than_all(cell, number(float(cases[entry]))))
    check.refuse(alone, Role.NUMERATOR, lambda _, cell: _without_denominator(cell))
    wrong: Booleans = below | none | top_below | above | alone
    return wrong


def _no_cases(metric: Metric) -> Description:
    found = f"0 cases: {metric.id} has no value where nothing was counted"
    return found, "a denominator above 0", "delete the row where nothing was measured; missing is never zero"


def _more_than_all(cell: str, cases: str) -> Description:
    return f"numerator {cell} is above its denominator {cases}", "at most all cases", "are the two swapped?"


def _without_denominator(cell: str) -> Description:
    return f"numerator {cell} without a denominator", "both or neither", "add out of how many it was"


def _check_missing(check: _Check, missing: Booleans) -> None:
    def describe(entry: int, cell: str) -> Description:
        metric = check.metric(entry)
        found = f"no value for {metric.id}" + (f" ('{cell}')" if cell else "")
        expected = range_in_words(metric)
        if metric.kind is Kind.RATE:
            expected += ", or a numerator and a denominator"
        return found, expected, "delete the row where nothing was measured; missing is never zero"

    check.refuse(missing, Role.VALUE, describe)


def _check_agreement(check: _Check, both: Booleans, is_rate: Booleans, quotient: Floats) -> None:
    """A value beside its counts must be their quotient, as far as the digits go that it was written with."""
    value = check.measured.value
    difference = np.abs(value - quotient)
    wrong = both & (difference > 1e-9 * np.maximum(1.0, np.abs(quotient)))
    for digits in _USUAL_DECIMALS:
        entries = np.flatnonzero(wrong)
        wrong[entries] = np.abs(np.round(quotient[entries], digits) - value[entries]) > _NOISE
    entries = np.flatnonzero(wrong)
    if len(entries):
        decimals = _decimals(value[entries])
        decimals = np.where(is_rate[entries], np.maximum(decimals, 2), decimals)
        wrong[entries] = difference[entries] > 0.501 * 10.0**-decimals

    def describe(entry: int, cell: str) -> Description:
        top, cases = (float(numbers[entry]) for numbers in (check.measured.numerator, check.measured.denominator))
        worked_out = f"{float(quotient[entry]):.4g}"
        found = f"{cell} is not {number(top)} of {number(cases)}, which is {worked_out}"
        return found, "a value that agrees with its counts", "correct one of the three, or leave the value out"

    check.refuse(wrong, Role.VALUE, describe)


def _decimals(values: Floats) -> Integers:
    """How many decimals each value was written with, as far as a number can tell."""

    decimals = np.full(len(values), 12, dtype=np.int64)
    for digits in range(11, -1, -1):
        same = np.abs(np.round(values, digits) - values) <= 1e-12 * np.maximum(1.0, np.abs(values))
        decimals[same] = digits
    return decimals


def _check_range(check: _Check, there: Booleans, value: Floats, code: Integers) -> Booleans:
    """Values beside their metric's range, and counts with decimals; the entries that are wrong."""

    nowhere = (None, None)
    ranges = [metric.valid_range for metric in check.metrics] + [nowhere]
    lowest = np.array([-np.inf if low is None else low for low, _ in ranges])
    highest = np.array([np.inf if high is None else high for _, high in ranges])
    outside = there & ((value < lowest[code]) | (value > highest[code]))
    is_count = _by_metric(check.metrics, lambda metric: metric.kind is Kind.COUNT)[code]
    broken = there & ~outside & is_count & (value != np.floor(value))

    def describe(entry: int, cell: str) -> Description:
        metric = check.metric(entry)
        written = cell or number(float(value[entry]))
        return (
            f"'{written}' for {metric.id}",
            range_in_words(metric),
            _range_remedy(metric, written, float(value[entry])),
        )

    check.refuse(outside, Role.VALUE, describe)
    check.refuse(
        broken,
        Role.VALUE,
        lambda entry, cell: (
            f"'{cell}' for {check.metric(entry).id}, which is counted",
            "a whole number",
            "write how many there were",
        ),
    )
    wrong: Booleans = outside | broken
    return wrong


def _range_remedy(metric: Metric, written: str, value: float) -> str:
    if metric.kind is Kind.RATE and 1 < value <= 100 and "%" not in written:
        return f"write {number(value)}% or {number(value / 100)}"
    low, high = metric.valid_range
    if metric.kind is Kind.RATE and low == 0 and high == 1:
        return "a rate is a share of all cases; correct the number"
    return "correct the number, or the metric's range in definitions/metrics.yaml"
