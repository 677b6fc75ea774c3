"""Which column of a table means what: headings by what they say, each meaning once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from metrics.likeness import nearest, normalized
from metrics.problems import Problem, TablePlace
from metrics.snapshot.columns import Vocabulary
from playbook.services.importing import wording
from playbook.services.recording.entry import Entry

if TYPE_CHECKING:
    from collections.abc import Iterable

    from metrics.readers.header import Holds
    from metrics.readers.raw_table import RawTable

FieldOf = Callable[[str], str | None]


class RowState(StrEnum):
    """What a row would do."""

    NEW = "new"
    SEEN = "seen"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class ImportedRow:
    """One row: its number in the file, what it is about, what it would add, and what of it is not taken over."""

    row: int
    id: str
    name: str
    state: RowState
    entry: Entry
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportedTable:
    """A table that was read: which column means what, which mean nothing, and its rows; whole without `problems`."""

    columns: tuple[tuple[str, str], ...]
    ignored: tuple[tuple[str, str], ...]
    rows: tuple[ImportedRow, ...]
    problems: tuple[Problem, ...] = ()
    doubts: tuple[Problem, ...] = ()


class Headers:
    """The words that headers of such a table may use, for the readers of tables."""

    def __init__(self, field_of: FieldOf) -> None:
        self._field_of = field_of

    def knows(self, header: str) -> bool:
        return self._field_of(header) is not None

    def holds(self, header: str) -> "Holds":  # noqa: ARG002 - numbers are read here, with the problems of their cells
        from metrics.readers.header import Holds  # noqa: PLC0415  (brings pyarrow: only who imports pays for it)

        return Holds.TEXT


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns by the field they mean, as they were matched, those that mean nothing here, and what is wrong."""

    places: Mapping[str, int]
    matched: tuple[tuple[str, str], ...]
    ignored: tuple[tuple[str, str], ...]
    problems: tuple[Problem, ...]


def columns_of(name: str, table: "RawTable", field_of: FieldOf, headings: "Iterable[str]") -> Columns:
    """The columns of a table; `headings` are the words that a misspelled one is held against."""
    places: dict[str, int] = {}
    matched: list[tuple[str, str]] = []
    ignored: list[tuple[str, str]] = []
    problems: list[Problem] = []
    known = tuple(headings)
    for position, column in enumerate(table.columns):
        field = field_of(column.header)
        if not column.header or field is None:
            if column.header or not column.is_blank:
                ignored.append((column.header, _hint(column.header, known)))
        elif field in places:
            other = table.columns[places[field]].header
            place = TablePlace(name, table.header_row, column.header)
            problems.append(Problem(place, *wording.same_column(other, column.header)))
        else:
            places[field] = position
            matched.append((column.header, field))
    return Columns(places, tuple(matched), tuple(ignored), tuple(problems))


def _hint(header: str, headings: tuple[str, ...]) -> str:
    if Vocabulary({}).is_comment(header):
        return ""
    guess = nearest(normalized(header), headings, strict=True)
    return f"did you mean '{guess}'?" if guess else ""


def reading_order(problem: Problem) -> int:
    """The row a problem stands in."""
    return (problem.where.row or 0) if isinstance(problem.where, TablePlace) else 0
