"""Tables with headings and names of their own, read by what their source says of them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from metrics.arrays import Booleans
from metrics.likeness import normalized
from metrics.problems import Problems
from metrics.readers import read_table
from metrics.readers.header import Holds
from metrics.readers.raw_table import RawColumn, RawTable, refused
from metrics.readers.tools.shared.given import Broken, Format, given
from metrics.readers.tools.shared.values import at, leaves
from metrics.snapshot.columns import Vocabulary
from metrics.snapshot.context import IntakeContext, Progress
from metrics.source import Source, WeekFrom

_WEEK = re.compile(r"(20\d\d)[-_ ]?(?:W|KW|CW|wk|week)[-_ ]?(\d{1,2})(?!\d)", re.IGNORECASE)


@dataclass(frozen=True)
class SourceWords:
    """The headings of a source, and the words that every table may use."""

    words: Vocabulary
    headings: Mapping[str, str]
    sheet: str = ""

    def meant(self, header: str) -> str | None:
        """What a heading stands for; None where the source does not name it."""
        return self.headings.get(normalized(header))

    def knows(self, header: str) -> bool:
        """Whether the source or every table knows a heading."""
        return self.meant(header) is not None or self.words.knows(header)

    def holds(self, header: str) -> Holds:
        """What sort of cells stands below a heading; all are kept as written, because rows are looked at first."""
        return Holds.TEXT if header else self.words.holds(header)


@dataclass(frozen=True)
class Renamed:
    """A table of ours, and what it is read against."""

    table: RawTable
    context: IntakeContext
    vocabulary: Vocabulary


def renamed_table(
    name: str, content: bytes, source: Source, context: IntakeContext, tell: Progress, *, named: bool = False
) -> Renamed | None:
    """The table that a source makes of a file; None where its headings are not those of the source. Where the source
    was `named`, that is raised as Problems."""
    own = _with_names(source, context)
    vocabulary = Vocabulary(own.metrics)
    words = SourceWords(
        vocabulary, {normalized(header): meant for header, meant in source.headings.items()}, source.sheet
    )
    try:
        table = read_table(name, _records_of(name, content, source), words, tell)
    except Problems:
        if named:
            raise
        return None
    headers = {normalized(column.header) for column in table.columns}
    missing = [header for header in source.headings if normalized(header) not in headers]
    if missing and named:
        listed = ", ".join(f"'{header}'" for header in missing)
        raise refused(name, f"the headings of source '{source.id}' are not in it: {listed}", "all of them")
    if missing or not (source.headings or named):
        return None
    if source.week_from is WeekFrom.FILE_NAME and own.week is None:
        own = replace(own, week=_week_in(name))
    return Renamed(_columns_of_ours(_rows_that_count(table, source), words), own, vocabulary)


def _with_names(source: Source, context: IntakeContext) -> IntakeContext:
    metrics = {
        metric_id: metric.model_copy(
            update={
                "aliases": (*metric.aliases, *(word for word, meant in source.metrics.items() if meant == metric_id))
            }
        )
        for metric_id, metric in context.metrics.items()
    }
    products = {product: list(context.product_names.get(product, ())) for product in context.products}
    for word, product in source.products.items():
        products.setdefault(product, []).append(word)
    return replace(
        context,
        metrics=metrics,
        product_names=products,
        product=context.product or source.product,
        timezone=source.timezone or context.timezone,
    )


def _records_of(name: str, content: bytes, source: Source) -> bytes:
    """The list of records that a source names in JSON, each without a record inside; other files as they are."""
    file = given(name, content)
    if file.format is not Format.DOCUMENT:
        return content
    try:
        listed = at(file.document, source.records) if source.records else file.document
    except Broken:
        return content
    if source.records and not isinstance(listed, list):
        raise refused(
            name, f"there is no list at '{source.records}'", remedy="correct 'records' in definitions/sources.yaml"
        )
    if not isinstance(listed, list):
        return content
    flat = [dict(leaves(one)) if isinstance(one, Mapping) else one for one in listed]
    if not source.records:
        return json.dumps(flat).encode()
    beside = _without(file.document, source.records.split("."))
    return json.dumps({**beside, "rows": flat}).encode()


def _without(document: object, path: list[str]) -> dict[str, object]:
    """A document without what stands at a path: what is beside the records may say that they are not whole."""
    if not isinstance(document, Mapping):
        return {}
    kept = {str(key): value for key, value in document.items() if key != path[0]}
    inner = _without(document.get(path[0]), path[1:]) if len(path) > 1 else {}
    return {**kept, path[0]: inner} if inner else kept


def _week_in(name: str) -> str | None:
    found = _WEEK.search(name)
    return f"{found[1]}-W{int(found[2]):02d}" if found else None


def _rows_that_count(table: RawTable, source: Source) -> RawTable:
    """Without totals, and without rows that are not what the source says."""
    keep = np.ones(len(table), dtype=np.bool_)
    totals = {normalized(word) for word in source.totals}
    if totals and table.columns:
        first = [normalized(table.columns[0].shown(place)) for place in range(len(table))]
        keep &= np.array([cell not in totals for cell in first], dtype=np.bool_)
    for column in table.columns:
        wanted = next(
            (value for key, value in source.where.items() if normalized(key) == normalized(column.header)), None
        )
        if wanted is not None:
            cells = [normalized(column.shown(place)) for place in range(len(table))]
            keep &= np.array([cell == normalized(wanted) for cell in cells], dtype=np.bool_)
    return table if keep.all() else _only(table, keep)


def _only(table: RawTable, keep: Booleans) -> RawTable:
    columns = tuple(
        RawColumn(
            column.header,
            column.text.filter(pa.array(keep)),
            None if column.numbers is None else column.numbers[keep],
            None if column.days is None else column.days[keep],
        )
        for column in table.columns
    )
    return replace(table, columns=columns, rows=table.rows[keep])


def _columns_of_ours(table: RawTable, words: SourceWords) -> RawTable:
    """Columns that the source names under our names, and those that every table may have; the others are left out."""
    columns = []
    for column in table.columns:
        meant = words.meant(column.header)
        if meant or (meant is None and words.words.knows(column.header)):
            columns.append(replace(column, header=meant or column.header))
    return replace(table, columns=tuple(columns))
