"""What stands in a file that nobody mapped: the measures of a tool, or the headings of a table, and one sentence."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from metrics.problems import Problems
from metrics.readers import read_table
from metrics.readers.header import Holds
from metrics.readers.raw_table import RawTable
from metrics.readers.tools.shared.measures import Measure
from metrics.readers.tools.wording import summary
from metrics.snapshot.columns import Role, Vocabulary
from metrics.snapshot.tool_files import measures_of
from metrics.source import TABLE
from playbook.model.playbook import Playbook
from playbook.services.mapping import wording

MOST_CHOICES = 60
MOST_NAMES = 40


@dataclass(frozen=True, slots=True)
class Choice:
    """A measure that can become a metric: its name, what it is about, and how both are shown."""

    measure: str
    where: Mapping[str, str]
    label: str


@dataclass(frozen=True, slots=True)
class Found:
    """One file. Of a tool it has `measures`, of a table `headings` with the first cell and the names below each."""

    tool: str
    sentence: str
    measures: tuple[Choice, ...] = ()
    headings: tuple[str, ...] = ()
    names: Mapping[str, tuple[str, ...]] | None = None
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What rows or files can be told apart by: headings or parts of the run, each with its values."""


MOST_VALUES = 12
"""A heading with more values tells rows apart one by one."""


@dataclass(frozen=True, slots=True)
class _AnyWords:
    """Reads whatever stands in the first row that can be a header."""

    sheet: str = ""

    def knows(self, header: str) -> bool:
        return bool(header)

    def holds(self, header: str) -> Holds:  # noqa: ARG002 - whatever the header
        return Holds.TEXT


def found_in(name: str, content: bytes, playbook: Playbook, sheet: str = "") -> Found | None:
    """What a source could take of a file, or of one sheet of a workbook; None for one that is damaged, may not be
    published, or says by its headings which metrics it holds."""
    timezone = playbook.definitions.charter.charter.timezone
    try:
        measures = measures_of(name, content, timezone)
        if measures is not None:
            choices = _choices(measures.measures) if not measures.refused else ()
            filters = {key: (value,) for key, value in measures.candidate.items() if value}
            return Found(measures.tool, f"{summary(measures)}.", choices, filters=filters) if choices else None
        table = read_table(name, content, _AnyWords(sheet), lambda *_: None)
        return None if _names_metrics(table, Vocabulary(playbook.measured)) else _of_table(table)
    except Problems:
        return None


def _choices(measures: tuple[Measure, ...]) -> tuple[Choice, ...]:
    """What a measure is of is said only where there are several: another model is no other source."""
    kinds: dict[str, dict[str, Measure]] = {}
    currencies: dict[str, set[str]] = {}
    for one in measures:
        currencies.setdefault(one.name, set()).add(one.currency)
    several = {name for name, found in currencies.items() if len(found) > 1}
    for one in measures:
        if one.value is not None:
            about = ", ".join(f"{key} {value}" for key, value in _chosen_by(one, several).items())
            kinds.setdefault(one.name, {}).setdefault(about, one)
    found = []
    for name, alike in kinds.items():
        for about, one in sorted(alike.items(), key=lambda kind: len(kind[1].parts)):
            if len(alike) == 1:
                found.append(Choice(name, {}, wording.measure(name, "", one.unit)))
            else:
                found.append(Choice(name, _chosen_by(one, several), wording.measure(name, about, one.unit)))
    return tuple(found[:MOST_CHOICES])


def _chosen_by(one: Measure, several: Collection[str]) -> dict[str, str]:
    """Parts of a measure, and its currency where the file has `several` of them."""
    return one.about if one.name in several else dict(one.parts)


def _names_metrics(table: RawTable, vocabulary: Vocabulary) -> bool:
    meanings = [vocabulary.meaning_of(column.header) for column in table.columns if column.header]
    return any(one is not None and (one.metric is not None or one.role is Role.METRIC) for one in meanings)


def _of_table(table: RawTable) -> Found | None:
    headings = tuple(dict.fromkeys(column.header for column in table.columns if column.header))
    if len(headings) < 2 or not len(table):
        return None
    names, filters = {}, {}
    for column in table.columns:
        seen = dict.fromkeys(column.shown(place) for place in range(min(len(table), 5_000)))
        names[column.header] = tuple(name for name in seen if name)[:MOST_NAMES]
        if 2 <= len(names[column.header]) <= MOST_VALUES:
            filters[column.header] = names[column.header]
    return Found(TABLE, wording.table(len(table), headings), headings=headings, names=names, filters=filters)
