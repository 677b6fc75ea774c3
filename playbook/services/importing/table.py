"""A table of experiments, as people keep one in a spreadsheet -> what it would add to the records, row by row."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, tzinfo
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from metrics.called import Called
from metrics.problems import Problem, Problems, TablePlace
from playbook.model.dated import when
from playbook.model.experiments import Experiment, Sighting
from playbook.model.playbook import Playbook
from playbook.services.called import called
from playbook.services.importing import wording
from playbook.services.importing.columns import (
    Headers,
    ImportedRow,
    ImportedTable,
    RowState,
    columns_of,
    reading_order,
)
from playbook.services.importing.headings import HEADINGS, field_of, heading_of, word_of
from playbook.services.recording.entry import Entry, value_of
from playbook.services.recording.fields import RecordField, fields_of_model
from playbook.services.recording.wording import wrong

if TYPE_CHECKING:
    from metrics.readers.raw_table import RawTable

_SEEN_FIELDS = ("weekly_users", "monthly_cost", "last_active", "evals_run")
_MOVING_FIELDS = ("owner", "product", "risk_tier", "data", "provider", "evals")
"""What a later sighting may say anew; the rest of an entry stands as it was written."""

_REFERS_TO = {"owner": "seat", "provider": "option", "product": "product", "duplicate_of": "experiment"}
"""What fields name, and what that is looked for among."""
_SPELLED_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "o", "å": "a"})
_NOT_COMPARED = frozenset({*_SEEN_FIELDS, *_MOVING_FIELDS, "found"})
_NOBODY = Called({})


@dataclass(frozen=True)
class Against:
    """What a table is read against: the experiments that are known, what things are called, the audit's currency."""

    known: Mapping[str, Experiment]
    today: date
    zone: tzinfo = UTC
    currency: str = "USD"
    called: Mapping[str, Called] = field(default_factory=dict)


def against(playbook: Playbook, today: date) -> Against:
    """What a playbook says to a table of experiments."""
    return Against(
        known={one.id: one for one in playbook.records.experiments.experiments},
        today=today,
        zone=ZoneInfo(playbook.definitions.charter.charter.timezone),
        currency=playbook.definitions.experiments.audit.currency,
        called={field: called(playbook, kind) for field, kind in _REFERS_TO.items()},
    )


def read_experiments(name: str, content: bytes, world: Against) -> ImportedTable:
    """Reads CSV, TSV, XLSX, JSON or Parquet against the experiments that are known.

    Problems of cells come with the table, all at once; a file that is no such table raises Problems."""
    from metrics.readers import read_table  # noqa: PLC0415  (brings pyarrow: only who imports pays for it)

    table = read_table(name, content, Headers(field_of), lambda *_: None)
    columns = columns_of(name, table, field_of, HEADINGS)
    problems: list[Problem] = [*columns.problems]
    for header, _ in columns.matched:
        heading = heading_of(header)
        if heading is not None and heading.currency not in ("", world.currency):
            place = TablePlace(name, table.header_row, header)
            problems.append(Problem(place, *wording.another_currency(heading.currency, world.currency)))
    if "id" not in columns.places and "name" not in columns.places:
        raise Problems([Problem(TablePlace(name, table.header_row), *wording.NO_NAME_COLUMN)])
    reader = _Rows(name, table, columns.places, world)
    rows = tuple(reader.rows())
    found = sorted((*problems, *reader.cells.problems, *reader.problems), key=reading_order)
    return ImportedTable(columns.matched, columns.ignored, rows, tuple(found), table.doubts)


class _Rows:
    """Reads rows one by one and collects what is wrong with their cells."""

    def __init__(self, name: str, table: "RawTable", columns: Mapping[str, int], world: Against) -> None:
        from playbook.services.importing.cells import Cells  # noqa: PLC0415  (as above)

        self.name, self.world, self.known, self.today = name, world, world.known, world.today
        self.fields: dict[str, RecordField] = {one.name: one for one in fields_of_model(Sighting)}
        self.fields |= {one.name: one for one in fields_of_model(Experiment)}
        self.problems: list[Problem] = []
        self.cells = Cells(table, columns, self.fields, world.currency, world.zone, field_of)
        self.table, self.columns = self.cells.table, self.cells.columns

    def rows(self) -> Iterator[ImportedRow]:
        first_rows: dict[str, int] = {}
        self.names = self._names_of_rows()
        for position in range(len(self.cells)):
            row = self.cells.row(position)
            values = self._values(position, row)
            identifier = self._identifier(values, row)
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

    def _names_of_rows(self) -> Called:
        """The experiments of the table itself, by the ids that they get and their names."""
        names: dict[str, tuple[str, ...]] = {}
        for position in range(len(self.cells)):
            said = [self.cells.value(name, position) for name in ("id", "name") if name in self.columns]
            identifier = next((slug for text in said if text and (slug := slug_of(str(text)))), "")
            if identifier:
                names[identifier] = tuple(str(text) for text in said if text)
        return Called(names)

    def _values(self, position: int, row: int) -> Entry:
        values: Entry = {}
        for name in self.columns:
            cell = self.cells.value(name, position)
            if cell is None:
                continue
            if not isinstance(cell, str):
                values[name] = cell
                continue
            text = self._meant(name, cell)
            value, faults = value_of(replace(self.fields[name], name=name), text, self.today)
            for fault in faults:
                self._problem(row, name, wrong(fault.option, fault.says, fault.choices))
            if value is not None:
                values[name] = value
        return values

    def _meant(self, name: str, text: str) -> str:
        """The id or the word that a cell means: owners by their seats, options and products by their names."""
        if name in self.world.called:
            found = self.world.called[name].find(text)
            if found is None and name == "duplicate_of":
                found = self.names.find(text)
            return found or text
        return word_of(name, text)

    def _identifier(self, values: Entry, row: int) -> str | None:
        said = values.pop("id", None)
        identifier = slug_of(str(said or values.get("name", "")))
        if not identifier:
            self._problem(row, "name" if "name" in self.columns else "id", wording.NO_ID, wording.ID_WANTED)
            return None
        experiments = self.world.called.get("duplicate_of", _NOBODY)
        return experiments.find(str(said or values["name"])) or identifier

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
            name for name in values if name not in _NOT_COMPARED and values[name] != _plain(getattr(experiment, name))
        )
        state = RowState.SEEN if changed else RowState.UNCHANGED
        entry = {"on": self.today, **changed} if changed else {}
        return ImportedRow(row, identifier, experiment.title, state, entry, left_out)

    def _problem(self, row: int, name: str, found: str, expected: str = "", remedy: str = "") -> None:
        header = self.table.columns[self.columns[name]].header
        self.problems.append(Problem(TablePlace(self.name, row, header), found, expected, remedy))


def slug_of(text: str) -> str:
    """An id made of a name, `Über-Bot` as `ueber-bot`; '' where none begins with a letter."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_SPELLED_OUT))
    letters = "".join(character for character in plain if not unicodedata.combining(character))
    slug = "-".join(re.findall(r"[a-z0-9_]+", letters))[:80].strip("-_")
    return slug if slug[:1].isalpha() else ""


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, StrEnum) else value
