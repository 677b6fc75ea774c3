"""A table of experiments, as people keep one in a spreadsheet -> what it would add to the records, row by row."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from metrics.problems import Problem, Problems, TablePlace, did_you_mean
from playbook.model.dated import when
from playbook.model.experiments import Experiment, Sighting
from playbook.services.importing import wording
from playbook.services.importing.numbers import Ambiguous, decimal_sign_of, plain_number
from playbook.services.recording.entry import Entry, value_of
from playbook.services.recording.fields import RecordField, Shape, fields_of_model
from playbook.services.recording.wording import wrong

if TYPE_CHECKING:
    from metrics.readers.header import Holds
    from metrics.readers.raw_table import RawTable

_SEEN_FIELDS = ("weekly_users", "monthly_cost", "last_active", "evals_run")
_MOVING_FIELDS = ("owner", "risk_tier")
"""What a later sighting may say anew; the rest of an entry stands as it was written."""

_NUMBERS = (Shape.NUMBER, Shape.WHOLE)
_NOT_COMPARED = frozenset({*_SEEN_FIELDS, *_MOVING_FIELDS, "found"})

SYNONYMS: Mapping[str, str] = {
    "id": "id|experiment|experiment id|key|slug|identifier",
    "name": "name|title|experiment name|project",
    "kind": "kind|type|category",
    "purpose": "purpose|description|goal|what for|use case|hypothesis",
    "found": "found|found on|date|entered|started|start date|created",
    "team": "team|department|squad|unit",
    "owner": "owner|responsible|contact|lead|owner seat",
    "product": "product|leads to|product id",
    "risk_tier": "risk tier|tier|risk|risk class",
    "data": "data|data class|data classification|most sensitive data",
    "provider": "provider|vendor|model|model provider|llm",
    "evals": "evals|evaluation|evaluations|eval suite|tests",
    "duplicate_of": "duplicate of|same as",
    "link": "link|url|repository|repo",
    "weekly_users": "weekly users|users|weekly active users|users per week|wau",
    "monthly_cost": "monthly cost|cost|cost per month|monthly spend|spend",
    "last_active": "last active|last used|last activity|last seen",
    "evals_run": "evals run|evals run on|last evals|last evaluation",
}
"""Headers by the field they mean, compared without case, underscores and units in brackets."""


class RowState(StrEnum):
    """What a row would do."""

    NEW = "new"
    SEEN = "seen"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class ImportedRow:
    """One row: its number in the file, the experiment, what it would add, and what of it is not taken over."""

    row: int
    id: str
    name: str
    state: RowState
    entry: Entry
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExperimentTable:
    """A table that was read: which column means what, which mean nothing, and its rows; whole without `problems`."""

    columns: tuple[tuple[str, str], ...]
    ignored: tuple[tuple[str, str], ...]
    rows: tuple[ImportedRow, ...]
    problems: tuple[Problem, ...] = field(default=())


class _Headers:
    """The words that headers of such a table may use, for the readers of tables."""

    def knows(self, header: str) -> bool:
        return field_of(header) is not None

    def holds(self, header: str) -> "Holds":  # noqa: ARG002 - numbers are read here, with the problems of their cells
        from metrics.readers.header import Holds  # noqa: PLC0415  (as below)

        return Holds.TEXT


def _normalized(header: str) -> str:
    plain = re.sub(r"[(\[].*?[)\]]", " ", header).casefold()
    return " ".join(re.split(r"[\s_\-.:]+", plain)).strip()


_FIELD_OF = {word: name for name, synonyms in SYNONYMS.items() for word in synonyms.split("|")}


def field_of(header: str) -> str | None:
    """The field that a header means; None where it means nothing here."""
    return _FIELD_OF.get(_normalized(header))


def read_experiments(name: str, content: bytes, known: Mapping[str, Experiment], today: date) -> ExperimentTable:
    """Reads CSV, TSV, XLSX, JSON or Parquet against the experiments that are known.

    Problems of cells come with the table, all at once; a file that is no such table raises Problems."""
    from metrics.readers import read_table  # noqa: PLC0415  (brings pyarrow: only who imports pays for it)

    table = read_table(name, content, _Headers(), lambda *_: None)
    columns: dict[str, int] = {}
    matched: list[tuple[str, str]] = []
    ignored: list[tuple[str, str]] = []
    problems: list[Problem] = []
    for position, column in enumerate(table.columns):
        meant = field_of(column.header)
        if not column.header or meant is None:
            if column.header or not column.is_blank:
                ignored.append((column.header, did_you_mean(_normalized(column.header), _FIELD_OF)))
        elif meant in columns:
            other = table.columns[columns[meant]].header
            place = TablePlace(name, table.header_row, column.header)
            problems.append(Problem(place, *wording.same_column(other, column.header)))
        else:
            columns[meant] = position
            matched.append((column.header, meant))
    if "id" not in columns and "name" not in columns:
        raise Problems([Problem(TablePlace(name, table.header_row), *wording.NO_NAME_COLUMN)])
    reader = _Rows(name, table, columns, known, today)
    rows = tuple(reader.rows())
    return ExperimentTable(tuple(matched), tuple(ignored), rows, (*problems, *reader.problems))


class _Rows:
    """Reads rows one by one and collects what is wrong with their cells."""

    def __init__(
        self,
        name: str,
        table: "RawTable",
        columns: Mapping[str, int],
        known: Mapping[str, Experiment],
        today: date,
    ) -> None:
        self.name, self.table, self.columns, self.known, self.today = name, table, columns, known, today
        self.fields: dict[str, RecordField] = {one.name: one for one in fields_of_model(Sighting)}
        self.fields |= {one.name: one for one in fields_of_model(Experiment)}
        self.problems: list[Problem] = []
        numbers = [table.columns[place] for name, place in columns.items() if self.fields[name].shape in _NUMBERS]
        self.sign = decimal_sign_of(str(cell) for one in numbers for cell in one.text.to_pylist() if cell is not None)
        self.points_may_group = table.points_may_group

    def rows(self) -> Iterator[ImportedRow]:
        first_rows: dict[str, int] = {}
        for position in range(len(self.table)):
            row = int(self.table.rows[position])
            values = self._values(position, row)
            identifier = values.pop("id", None) or self._identifier(values, row)
            if identifier is None:
                continue
            if identifier in first_rows:
                found = wording.twice(identifier, first_rows[identifier])
                self._problem(row, "id" if "id" in self.columns else "name", found, wording.ONE_ROW)
                continue
            first_rows[identifier] = row
            if identifier in self.known:
                yield self._again(row, identifier, values)
            else:
                yield self._new(row, identifier, values)

    def _values(self, position: int, row: int) -> Entry:
        values: Entry = {}
        for name, column in self.columns.items():
            text = self.table.columns[column].shown(position)
            if not text:
                continue
            try:
                text = self._number(name, text, typed=self.table.columns[column].text[position].as_py() is None)
            except Ambiguous as doubt:
                self._problem(row, name, doubt.found, doubt.expected, doubt.remedy)
                continue
            value, faults = value_of(replace(self.fields[name], name=name), text, self.today)
            for fault in faults:
                self._problem(row, name, wrong(fault.option, fault.says, fault.choices))
            if value is not None:
                values[name] = value
        return values

    def _number(self, name: str, text: str, *, typed: bool) -> str:
        """The digits of a number that is written as text; everything else as it stands. Raises Ambiguous."""
        shape = self.fields[name].shape
        if typed or shape not in _NUMBERS:
            return text
        commas = self.points_may_group or self.sign == ","
        return plain_number(text, self.sign, whole=shape is Shape.WHOLE, points_may_group=commas)

    def _identifier(self, values: Entry, row: int) -> str | None:
        name = str(values.get("name", ""))
        identifier = "-".join(re.findall(r"[a-z0-9]+", name.casefold()))[:80].strip("-")
        if not identifier or not identifier[0].isalpha():
            self._problem(row, "name" if "name" in self.columns else "id", wording.NO_ID, wording.ID_WANTED)
            return None
        return identifier

    def _new(self, row: int, identifier: str, values: Entry) -> ImportedRow:
        seen = {name: values.pop(name) for name in _SEEN_FIELDS if name in values}
        entry: Entry = {"id": identifier}
        entry |= {name: values[name] for name in self.fields if name in values and name not in ("id", "found")}
        entry["found"] = values.get("found", self.today)
        order = [one.name for one in fields_of_model(Experiment)]
        entry = dict(sorted(entry.items(), key=lambda item: order.index(item[0])))
        if seen:
            entry["seen"] = [{"on": self.today, **seen}]
        return ImportedRow(row, identifier, str(entry.get("name", identifier)), RowState.NEW, entry)

    def _again(self, row: int, identifier: str, values: Entry) -> ImportedRow:
        experiment = self.known[identifier]
        stands: dict[str, Any] = {name: getattr(experiment, name) for name in _MOVING_FIELDS}
        for sighting in sorted(experiment.seen, key=when):
            stands |= {name: value for name, value in sighting.model_dump().items() if value is not None}
        changed = {
            name: values[name]
            for name in (*_SEEN_FIELDS, *_MOVING_FIELDS)
            if name in values and values[name] != _plain(stands.get(name))
        }
        left_out = tuple(
            name
            for name in values
            if name not in (*_SEEN_FIELDS, *_MOVING_FIELDS, "found")
            and values[name] != _plain(getattr(experiment, name))
        )
        state = RowState.SEEN if changed else RowState.UNCHANGED
        entry = {"on": self.today, **changed} if changed else {}
        return ImportedRow(row, identifier, experiment.title, state, entry, left_out)

    def _problem(self, row: int, name: str, found: str, expected: str = "", remedy: str = "") -> None:
        header = self.table.columns[self.columns[name]].header
        self.problems.append(Problem(TablePlace(self.name, row, header), found, expected, remedy))


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, StrEnum) else value
