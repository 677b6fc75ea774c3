"""Cells of a sheet that people do not see as they stand: merged ones are filled in, hidden ones are named."""

from collections.abc import Iterator, Sequence

from metrics.problems import Problem, Severity, TablePlace
from metrics.readers.header import Holds, Words
from metrics.readers.sheet_parts import Merged, SheetParts

_MOST_NAMED = 6
_REMEDY = "delete what is not to count, or show it"


class MergedCells:
    """A name merged over several rows is that of each of them; a number is not, and is reported."""

    def __init__(
        self, name: str, header: Sequence[str], header_row: int, merged: Sequence[Merged], words: Words
    ) -> None:
        self.faults: list[Problem] = []
        self._open: dict[int, tuple[Merged, object]] = {}
        self._begin: dict[int, list[Merged]] = {}
        for one in merged:
            if one.first_row <= header_row or one.column >= len(header):
                continue
            if words.holds(header[one.column]) is Holds.NUMBERS:
                place = TablePlace(name, one.first_row, header[one.column])
                found = f"one cell is merged over the rows {one.first_row} to {one.last_row}"
                self.faults.append(Problem(place, found, "a number in every row", "unmerge the cells and fill them in"))
            else:
                self._begin.setdefault(one.first_row, []).append(one)

    def fill_in(self, row: int, values: list[object]) -> None:
        """Write into the values of a row what is merged down to it."""
        for column, (merged, value) in list(self._open.items()):
            if row > merged.last_row:
                del self._open[column]
            elif column < len(values) and values[column] is None and _says_more(values):
                values[column] = value
        for one in self._begin.get(row, ()):
            if one.column < len(values):
                self._open[one.column] = one, values[one.column]


def _says_more(values: Sequence[object]) -> bool:
    """Blank rows stay blank."""
    return any(value is not None and value != "" for value in values)


def out_of_sight(name: str, header: Sequence[str], rows: Sequence[int], parts: SheetParts) -> Iterator[Problem]:
    """A doubt that names the hidden rows with anything in them, and one that names the hidden columns."""
    hidden = [row for row in rows if row in parts.hidden_rows]
    if hidden:
        many = f"{len(hidden)} rows are" if len(hidden) > 1 else "1 row is"
        found = f"{many} hidden or filtered out in the sheet, and read all the same: {_named(hidden)}"
        yield Problem(TablePlace(name, hidden[0]), found, "", _REMEDY, Severity.WARNING)
    for position in sorted(parts.hidden_columns):
        if position < len(header) and header[position]:
            found = "the column is hidden in the sheet, and read all the same"
            yield Problem(TablePlace(name, None, header[position]), found, "", _REMEDY, Severity.WARNING)


def _named(rows: Sequence[int]) -> str:
    named = ", ".join(str(row) for row in rows[:_MOST_NAMED])
    return f"row{'s' if len(rows) > 1 else ''} {named}" + (" …" if len(rows) > _MOST_NAMED else "")
