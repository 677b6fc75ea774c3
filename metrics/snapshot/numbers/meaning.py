"""What a number's text means for a metric: percent and currency signs, and the reading that the metric allows."""

from metrics.definition import Kind, Metric
from metrics.snapshot.cells.numbers import NumberText, Unread, counts_in
from metrics.snapshot.columns import Role, converting, is_percent, takes_percent, unit_fits
from metrics.snapshot.problem_report import Description
from metrics.wording import number, range_in_words, shortened

OF_CASES = frozenset({Kind.RATE, Kind.MEAN, Kind.DURATION, Kind.SCORE, Kind.NPS})
"""Kinds whose denominator is a number of cases: 0 of them say nothing at all."""
_LARGEST = 1e300


def meaning_of(
    cell: str, reading: NumberText, metric: Metric | None, role: Role, separator: str, *, points_may_group: bool
) -> float | Description | None:
    """The number; None where the cell says there is none; or what is wrong. `separator` is the decimal one
    of the column."""
    shown = f"'{shortened(cell)}'"
    if reading.unread is not None:
        if reading.unread in {Unread.EMPTY, Unread.MISSING}:
            return None
        counts = counts_in(cell)
        return _unread(shown, reading.unread) if counts is None else _two_counts(shown, *counts)
    if metric is None:
        return None
    fault = _percent_fault(shown, reading, metric, role) or _unit_fault(shown, reading, metric, role)
    if fault is not None:
        return fault
    share = reading.percent and role is Role.VALUE and metric.kind is Kind.RATE
    values = [reading.value(place, share=share) for place in range(len(reading.readings))]
    if len(values) == 2:
        settled = _settled(values, reading.separator, metric, role, separator, points_may_group=points_may_group)
        if settled is None:
            return _ambiguous(shown, values)
        values = [settled]
    if not -_LARGEST < values[0] < _LARGEST:
        return f"{shown} is beyond any number that can be stored", "", "correct the number"
    return values[0]


def carries_rightly(reading: NumberText, metric: Metric, role: Role) -> bool:
    """Whether a cell's percent sign or unit is one that the metric's numbers may carry."""
    return _percent_fault("", reading, metric, role) is None and _unit_fault("", reading, metric, role) is None


def _settled(
    values: list[float], found: str, metric: Metric, role: Role, separator: str, *, points_may_group: bool
) -> float | None:
    """The column's other cells decide, then the convention of the file, then what the metric can be at all."""
    as_thousands, as_decimal = values
    if separator:
        return as_decimal if found == separator else as_thousands
    if found == "." and not points_may_group:
        return as_decimal
    allowed = [value for value in values if is_allowed(value, metric, role)]
    return allowed[0] if len(allowed) == 1 else None


def separator_proved(reading: NumberText, metric: Metric | None, role: Role) -> str:
    """The decimal separator of the column, where a cell of two readings is possible for its metric in one of them only:
    `523,419` of something counted can only be thousands. '' where both are possible, or neither."""
    if metric is None or len(reading.readings) < 2 or reading.percent:
        return ""
    as_thousands, as_decimal = (is_allowed(reading.value(place), metric, role) for place in range(2))
    if as_thousands == as_decimal:
        return ""
    return reading.separator if as_decimal else "," if reading.separator == "." else "."


def is_allowed(value: float, metric: Metric, role: Role) -> bool:
    """Whether a number lies where the metric's numbers lie; counts of cases are whole."""
    if role is Role.VALUE:
        low, high = metric.valid_range
        in_range = (low is None or value >= low) and (high is None or value <= high)
        return in_range and (metric.kind is not Kind.COUNT or value.is_integer())
    if role is Role.DENOMINATOR or metric.kind is Kind.RATE:
        return value >= 0 and value.is_integer()
    return True


def _ambiguous(shown: str, values: list[float]) -> Description:
    thousands, decimal = (number(value) for value in values)
    longer = f"{values[1]:.4f}"  # a fourth decimal leaves no doubt
    return (
        f"{shown} can be {thousands} or {decimal}",
        "a number that reads only one way",
        f"write {thousands}, or {longer} if it is the smaller one",
    )


def _percent_fault(shown: str, reading: NumberText, metric: Metric, role: Role) -> Description | None:
    if not reading.percent:
        return None
    if role is not Role.VALUE:
        return f"{shown} has a percent sign", "a number of cases", "write how many there were"
    if not takes_percent(metric):
        unit = f", which is in {metric.unit}" if metric.unit else ""
        return f"{shown} has a percent sign", f"{range_in_words(metric)} for {metric.id}{unit}", "take the sign out"
    return None


def _unit_fault(shown: str, reading: NumberText, metric: Metric, role: Role) -> Description | None:
    if not reading.unit:
        return None
    if role is not Role.DENOMINATOR and not is_percent(reading.unit) and unit_fits(reading.unit, metric.unit):
        return None
    if reading.unit.casefold() in {
        "k",
        "m",
        "mio",
        "mn",
        "mln",
        "bn",
        "b",
        "mrd",
        "tsd",
        "million",
        "thousand",
        "billion",
    }:
        return f"{shown} is shortened", "the whole number", "write it out, as 12000 for 12k"
    expected = f"a number in {metric.unit}" if metric.unit and role is Role.VALUE else "a number without a unit"
    found = f"{shown} has the unit '{shortened(reading.unit, 20)}'"
    return found, expected, converting("the number", reading.unit, metric.unit, "take the unit out")


def _two_counts(shown: str, top: str, cases: str) -> Description:
    remedy = f"write {top} in a column 'numerator' and {cases} in a column 'denominator'"
    return f"{shown} is two numbers", "one number in a cell", remedy


def _unread(shown: str, why: Unread) -> Description:
    match why:
        case Unread.SPREADSHEET_ERROR:
            return f"{shown} is an error of the spreadsheet", "a number", "mend the formula behind it"
        case Unread.FORMULA:
            remedy = "open the file in a spreadsheet and save it, or paste the numbers as values"
            return f"{shown} is a formula without a stored result", "a number", remedy
        case Unread.NOT_FINITE:
            remedy = "leave the row out where nothing was measured; missing is never zero"
            return f"{shown} is not a number that can be stored", "a number", remedy
    return f"{shown} is not a number", "a number such as 1234.5", "correct the cell"
