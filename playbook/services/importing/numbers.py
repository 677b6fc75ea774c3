"""Numbers of a spreadsheet of experiments, as people of any country write them; what reads two ways is not guessed."""

from collections.abc import Iterable

from metrics.snapshot.cells.numbers import NumberText, read_number
from metrics.wording import number
from playbook.services.importing import wording

_CURRENCIES = frozenset({"$", "€", "£", "¥", "usd", "eur", "gbp", "chf"})


class Ambiguous(ValueError):
    """A cell that can be two numbers; `found`, `expected`, and a remedy with both."""

    def __init__(self, found: str, expected: str, remedy: str) -> None:
        super().__init__(found)
        self.found, self.expected, self.remedy = found, expected, remedy


def decimal_sign_of(cells: Iterable[str]) -> str:
    """The decimal sign that the cells of a table leave no doubt about; '' where there is none, or they disagree."""
    signs = {read_number(cell).proves for cell in cells} - {""}
    return signs.pop() if len(signs) == 1 else ""


def plain_number(cell: str, sign: str, *, whole: bool, points_may_group: bool) -> str:
    """The digits of a cell with a point, its currency left out; the cell itself where it is no number or has another
    unit. `sign` is the table's decimal sign. Raises Ambiguous."""
    reading = read_number(cell)
    if reading.unread is not None or reading.percent or reading.unit.casefold() not in {"", *_CURRENCIES}:
        return cell
    if len(reading.readings) == 1:
        return _without_point(reading.readings[0]) if whole else reading.readings[0]
    return reading.readings[_chosen(cell, reading, sign, whole=whole, points_may_group=points_may_group)]


def _chosen(cell: str, reading: NumberText, sign: str, *, whole: bool, points_may_group: bool) -> int:
    if sign:
        return 1 if reading.sign == sign else 0
    if whole:
        return 0
    if reading.sign == "." and not points_may_group:
        return 1
    thousands, decimal = (reading.value(place) for place in range(2))
    raise Ambiguous(*wording.two_readings(cell, number(thousands), number(decimal), f"{decimal:.4f}"))


def _without_point(digits: str) -> str:
    """`12.0` is a whole number, too."""
    whole, _, decimals = digits.partition(".")
    return whole if decimals and not decimals.strip("0") else digits
