"""A register of seats, as people keep one in a spreadsheet -> who holds which seat, in which role, row by row."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, tzinfo
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from metrics.called import Called
from metrics.likeness import in_words, is_slip_of, normalized
from metrics.problems import Problem, Problems, Severity, TablePlace, did_you_mean
from playbook.concerns.team.seats import known_seats
from playbook.model.playbook import Playbook
from playbook.model.team import RoleRecord, SeatRecord, holder_of
from playbook.services.called import called
from playbook.services.importing import wording
from playbook.services.importing.columns import (
    Columns,
    Headers,
    ImportedRow,
    ImportedTable,
    RowState,
    columns_of,
    reading_order,
)
from playbook.services.importing.table import slug_of
from playbook.services.recording.entry import Entry
from playbook.services.recording.fields import RecordField, fields_of_model

if TYPE_CHECKING:
    from metrics.readers.raw_table import RawTable

SYNONYMS: Mapping[str, str] = {
    "seat": (
        "seat|seat id|seat name|position|position id|position name|job|job title|title|function|post|stelle|posten"
        "|funktion|poste|fonction|puesto|cargo|función"
    ),
    "holder": (
        "holder|holder name|current holder|name|person|employee|employee name|assigned to|assignee|held by|incumbent"
        "|staff|staff number|who|full name|inhaber|inhaberin|stelleninhaber|stelleninhaberin|mitarbeiter|mitarbeiterin"
        "|besetzt mit|besetzt durch|personalnummer|titulaire|nom|personne|employé|titular|nombre|persona"
        "|empleado"
    ),
    "since": (
        "since|from|start|start date|in seat since|valid from|valid since|effective from|effective date|joined|hired"
        "|hire date|seit|ab|beginn|eintritt|eintrittsdatum|gültig ab|gültig seit|besetzt seit|depuis|début"
        "|à partir du|desde|inicio|fecha de inicio"
    ),
    "role": "role|skill role|role id|rolle|rôle|rol",
    "ladder": "ladder|level|grade|seniority|stufe|karrierestufe|niveau|échelon|nivel",
    "products": "products|product|works on|produkte|produkt|arbeitet an|produits|produit|productos|producto",
    "note": "note|notes|comment|comments|remark|bemerkung|notiz|kommentar|remarque|commentaire|nota|comentario",
}
"""Headings by the field they mean, in English, German, French and Spanish."""
VACANT = frozenset(
    word
    for group in (
        "vacant|open|tbd|tbh|to be hired|nobody|none|n a",
        "offen|vakant|unbesetzt|niemand",
        "à pourvoir|poste vacant|vacante|libre|por cubrir",
    )
    for word in group.split("|")
)
"""What stands in the place of a person where there is none."""
_FIELD_OF = {word: name for name, known in SYNONYMS.items() for word in known.split("|")}
_BETWEEN = re.compile(r"[,;/\n]")
_PUNCTUATION = re.compile(r"[()\[\],;|/.]")


def field_of(header: str) -> str | None:
    """What a heading means; None where it means nothing here."""
    words = (normalized(_PUNCTUATION.sub(" ", text)) for text in (header, in_words(header)))
    return next((_FIELD_OF[word] for word in words if word in _FIELD_OF), None)


def _meanings(headers: Sequence[str]) -> Mapping[str, str | None]:
    """What each heading of one table means: where no column is called a seat, the role is one, else the name beside a
    holder."""
    fields = {header: field_of(header) for header in headers}
    if "seat" in fields.values():
        return fields
    named = [header for header, field in fields.items() if field == "holder"]
    alone = [header for header in named if normalized(header) == "name"] if len(named) > 1 else []
    for header in [*(header for header, field in fields.items() if field == "role"), *alone][:1]:
        fields[header] = "seat"
    return fields


@dataclass(frozen=True)
class Register:
    """What a table is read against: who holds which seat, and what seats, roles, levels and products are called."""

    seats: Sequence[SeatRecord]
    roles: Sequence[RoleRecord]
    today: date
    named: Mapping[str, Called]
    zone: tzinfo = UTC


def register_of(playbook: Playbook, today: date) -> Register:
    """What a playbook says to a register of seats."""
    ladder = {level.id: (level.title,) for level in playbook.definitions.skills.ladder}
    return Register(
        seats=playbook.records.team.seats,
        roles=playbook.records.team.roles,
        today=today,
        named={
            "seat": Called(dict.fromkeys(known_seats(playbook), ())),
            "role": called(playbook, "role"),
            "ladder": Called(ladder),
            "products": called(playbook, "product"),
        },
        zone=ZoneInfo(playbook.definitions.charter.charter.timezone),
    )


def read_seats(name: str, content: bytes, world: Register) -> ImportedTable:
    """Reads CSV, TSV, XLSX, JSON or Parquet against the seats that are known; an entry holds what a seat and a role
    would get. Problems of cells come with the table; a file that is no such table raises Problems."""
    from metrics.readers import read_table  # noqa: PLC0415  (brings pyarrow: only who imports pays for it)

    table = read_table(name, content, Headers(field_of), lambda *_: None)
    columns = columns_of(name, table, _meanings([column.header for column in table.columns]).get, _FIELD_OF)
    if "seat" not in columns.places:
        raise Problems([Problem(TablePlace(name, table.header_row), *wording.NO_SEAT_COLUMN)])
    reader = _Rows(name, table, columns, world)
    rows = tuple(reader.rows())
    problems = (*columns.problems, *reader.cells.problems, *reader.problems)
    found = tuple(sorted(problems, key=reading_order))
    return ImportedTable(columns.matched, columns.ignored, rows, found, (*table.doubts, *reader.doubts))


class _Rows:
    """Reads rows one by one and collects what is wrong with their cells."""

    def __init__(self, name: str, table: "RawTable", columns: Columns, world: Register) -> None:
        from playbook.services.importing.cells import Cells  # noqa: PLC0415  (as above)

        self.name, self.world = name, world
        fields: dict[str, RecordField] = {one.name: one for one in fields_of_model(RoleRecord)}
        fields |= {one.name: one for one in fields_of_model(SeatRecord)}
        self.problems: list[Problem] = []
        self.doubts: list[Problem] = []
        self.cells = Cells(table, columns.places, fields, "", world.zone, field_of)
        self.seats, self.roles = list(world.seats), list(world.roles)

    def rows(self) -> Iterator[ImportedRow]:
        for position in range(len(self.cells)):
            row = self.cells.row(position)
            cells = {name: self.cells.value(name, position) for name in self.cells.columns}
            text = str(cells.get("seat") or "")
            seat = self.world.named["seat"].find(text) or slug_of(text)
            if not seat:
                self._problem(row, "seat", wording.NO_SEAT, wording.SEAT_WANTED)
                continue
            yield self._row(row, seat, cells)

    def _row(self, row: int, seat: str, cells: Mapping[str, object]) -> ImportedRow:
        typed = cells.get("since")
        since = typed if isinstance(typed, date) else self.world.today
        note = str(cells.get("note") or "")
        known = any(record.seat == seat for record in self.seats)
        holder = _holder(str(cells.get("holder") or ""))
        entry: Entry = {}
        if "holder" in cells and holder_of(seat, self.seats, since) != holder:
            held = SeatRecord(seat=seat, holder=holder, since=since, note=note)
            self.seats.append(held)
            entry = {"seat": seat, "holder": holder, "since": since, **({"note": note} if note else {})}
        if role := self._role(row, seat, since, cells):
            entry = {"seat": seat, "since": since, **entry, **role}
        if entry and seat not in self.world.named["seat"].names:
            self._doubt(row, seat)
        state = RowState.UNCHANGED if not entry else RowState.CHANGED if known else RowState.NEW
        return ImportedRow(row, seat, holder, state, entry)

    def _role(self, row: int, seat: str, since: date, cells: Mapping[str, object]) -> Entry:
        """What the row says of a role that is not on file."""
        role = self._meant(row, "role", str(cells.get("role") or ""))
        if not role:
            return {}
        ladder = self._meant(row, "ladder", str(cells.get("ladder") or "")) or None
        parts = [part.strip() for part in _BETWEEN.split(str(cells.get("products") or ""))]
        products = tuple(found for part in parts if part and (found := self._meant(row, "products", part)))
        for record in self.roles:
            if (record.seat, record.role) == (seat, role) and record.since <= since and record.ended is None:
                shown = (ladder in (None, record.ladder), products in ((), record.products))
                if all(shown):
                    return {}
        self.roles.append(RoleRecord(seat=seat, role=role, since=since, ladder=ladder, products=products))
        more = {"ladder": ladder, "products": list(products)}
        return {"role": role, **{name: value for name, value in more.items() if value}}

    def _meant(self, row: int, name: str, text: str) -> str:
        """The id that a cell means; what means none is a problem."""
        names = self.world.named[name]
        found = names.find(text) if text else ""
        if found is None:
            noun = {"products": "product", "ladder": "level"}.get(name, name)
            self._problem(row, name, wording.unknown(noun, text), "", did_you_mean(text, names.spoken))
        return found or ""

    def _doubt(self, row: int, seat: str) -> None:
        """A new seat may be a slip of a known one."""
        meant = next((known for known in self.world.named["seat"].names if is_slip_of(seat, known)), None)
        if meant is not None:
            header = self.cells.table.columns[self.cells.columns["seat"]].header
            found = wording.new_and_much_like(seat, meant)
            self.doubts.append(Problem(TablePlace(self.name, row, header), *found, severity=Severity.WARNING))

    def _problem(self, row: int, name: str, found: str, expected: str = "", remedy: str = "") -> None:
        header = self.cells.table.columns[self.cells.columns[name]].header
        self.problems.append(Problem(TablePlace(self.name, row, header), found, expected, remedy))


def _holder(text: str) -> str:
    """Who holds it; '' where the cell says that nobody does."""
    cells = normalized(_PUNCTUATION.sub(" ", text)).strip()
    return "" if cells in VACANT or not any(character.isalnum() for character in text) else text


def entries_of(rows: Sequence[ImportedRow]) -> dict[str, list[tuple[int, Entry]]]:
    """What the rows add to the lists of records/team.yaml, each with the number of its row."""
    seats: list[tuple[int, Entry]] = []
    roles: list[tuple[int, Entry]] = []
    for row in rows:
        entry = row.entry
        if "holder" in entry:
            seats.append(
                (row.row, {name: entry[name] for name in ("seat", "holder", "since", "note") if name in entry})
            )
        if "role" in entry:
            kept = ("seat", "role", "since", "ladder", "products")
            roles.append((row.row, {name: entry[name] for name in kept if name in entry}))
    return {"seats": seats, "roles": roles}
