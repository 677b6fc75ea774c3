"""JSON: a list of records, one object with such a list in it, or one record on each line."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import numpy as np

from metrics.problems import Problem, Problems, TablePlace
from metrics.readers.beside import Beside, beside_the_list
from metrics.readers.header import Words
from metrics.readers.raw_table import Progress, RawTable, check_size, column_of, refused
from metrics.readers.text_encoding import as_utf8
from metrics.wording import COLUMNS_WANTED, READING, shortened

MAX_JSON_BYTES = 64_000_000
_LISTS = ("rows", "data", "records", "observations", "values")
_RECORDS = 'records such as {"week": "2026-W45", "product": "…", "metric": "…", "value": 0.04}'


def read(name: str, content: bytes, words: Words, progress: Progress) -> RawTable:  # noqa: ARG001 - keys need no search
    """Read a JSON file; raises Problems where it is damaged or holds no records. Rows are records, counted from 1."""
    if len(content) > MAX_JSON_BYTES:
        found = f"{len(content) / 1e6:,.0f} MB of JSON"
        raise refused(name, found, f"at most {MAX_JSON_BYTES // 1_000_000} MB", "send large tables as CSV or Parquet")
    encoded, start = as_utf8(name, content)
    text = encoded[start:].decode("utf-8")
    progress(0.05, READING)
    numbered, beside = _numbered_records(name, text)
    if not numbered and not beside.faults:
        raise refused(name, "no records", _RECORDS)
    table = _table(name, numbered, beside)
    once = tuple(column_of(key, [value] * len(table)) for key, value in beside.said_once.items())
    return replace(table, doubts=beside.doubts, said_once=once)


def _table(name: str, numbered: list[tuple[int, object]], beside: Beside) -> RawTable:

    faults = list(beside.faults)
    headers: dict[str, None] = {}
    records: list[tuple[int, dict[str, object]]] = []
    for row, record in numbered:
        if not isinstance(record, dict):
            found = f"'{shortened(str(record))}' where a record should stand"
            faults.append(Problem(TablePlace(name, row), found, _RECORDS))
            continue
        twice = record.pop(_TWICE, None)
        if twice is not None:
            faults.append(Problem(TablePlace(name, row, str(twice)), "the key stands twice", remedy="keep one of them"))
        headers.update(dict.fromkeys(record))
        records.append((row, record))
    if not records:
        raise Problems(faults[:200], total=len(faults))
    check_size(name, len(records), len(headers))
    columns = [column_of(key.strip(), [_cell(record.get(key)) for _, record in records]) for key in headers]
    rows = np.array([row for row, _ in records], dtype=np.int64)
    return RawTable(name, None, tuple(columns), rows, faults=tuple(faults))


def _cell(value: object) -> object:
    if isinstance(value, dict | list):
        return shortened(json.dumps(value, ensure_ascii=False, default=str))
    return value


def _numbered_records(name: str, text: str) -> tuple[list[tuple[int, object]], Beside]:
    by_line = _records_by_line(name, text)
    if by_line is not None:
        return _without_summary(name, by_line)
    document = _parse(name, text, 1)
    beside = Beside()
    if isinstance(document, dict):
        key = _list_inside(name, document)
        if key is None:
            return [(1, document)], beside
        beside = beside_the_list(name, document, document[key], key)
        document = document[key]
    if not isinstance(document, list):
        raise refused(name, "JSON without a list of records", _RECORDS)
    return list(enumerate(document, start=1)), beside


def _list_inside(name: str, document: dict[str, Any]) -> str | None:
    """The key that the records stand under; None where the document is one record."""
    for key in _LISTS:
        if isinstance(document.get(key), list):
            return key
    lists = [key for key, value in document.items() if isinstance(value, list) and value and isinstance(value[0], dict)]
    if len(lists) == 1:
        return lists[0]
    if lists:
        found = "several lists of records: " + ", ".join(f"'{shortened(key)}'" for key in lists[:5])
        raise refused(name, found, "one list", "put the records under 'rows'")
    if any(isinstance(value, list | dict) for value in document.values()):
        raise refused(name, "JSON without a list of records", _RECORDS, "put the records under 'rows'")
    return None


def _without_summary(name: str, numbered: list[tuple[int, object]]) -> tuple[list[tuple[int, object]], Beside]:
    """The lines that are records, and what the others say of them: a last line may tell that there is more."""
    first = numbered[0][1]
    alike = [
        (row, one)
        for row, one in numbered
        if not isinstance(one, dict) or not isinstance(first, dict) or one.keys() & first
    ]
    records = [one for _, one in alike]
    faults: list[Problem] = []
    doubts: list[Problem] = []
    for row, one in numbered:
        if isinstance(one, dict) and isinstance(first, dict) and not one.keys() & first:
            said = beside_the_list(name, one, records, row=row)
            faults += said.faults
            doubts += said.doubts
            if not said.faults and not said.doubts:
                alike.append((row, one))
    return sorted(alike, key=lambda entry: entry[0]), Beside(tuple(faults), tuple(doubts))


def _records_by_line(name: str, text: str) -> list[tuple[int, object]] | None:
    """The records of a file whose first line is a whole record and not its last one; None for one document."""
    lines = text.split("\n")
    filled = [(row, line) for row, line in enumerate(lines, start=1) if line.strip()]
    if len(filled) < 2 or not filled[0][1].lstrip().startswith("{"):
        return None
    try:
        json.loads(filled[0][1])
    except (json.JSONDecodeError, RecursionError):
        return None
    problems: list[Problem] = []
    records: list[tuple[int, object]] = []
    for row, line in filled:
        try:
            records.append((row, _parse(name, line, row)))
        except Problems as refusal:
            problems.extend(refusal.problems)
    if problems:
        raise Problems(problems[:200], total=len(problems))
    return records


_TWICE = "\0twice"


def _parse(name: str, text: str, first_line: int) -> object:
    try:
        return json.loads(text, object_pairs_hook=_record, parse_constant=str)
    except json.JSONDecodeError as error:
        at_the_end = error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated")
        found = "the JSON ends in the middle" if at_the_end else f"this is no JSON ({error.msg.lower()})"
        row = first_line + error.lineno - 1
        raise refused(name, found, remedy="export the file again", row=row) from None
    except RecursionError:
        raise refused(name, "JSON nested too deeply", COLUMNS_WANTED) from None
    except ValueError:  # an integer beyond the digits Python converts
        raise refused(name, "a number with thousands of digits", COLUMNS_WANTED) from None


def _record(pairs: list[tuple[str, object]]) -> dict[str, object]:
    record = dict(pairs)
    if len(record) < len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                record[_TWICE] = key
            seen.add(key)
    return record
