"""Long or wide: which column of a table holds what, and what is wrong with its header."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from metrics.called import Called
from metrics.readers.raw_table import RawColumn, RawTable
from metrics.snapshot.columns import (
    NUMBER_ROLES,
    PERIOD_ROLES,
    Meaning,
    Role,
    Vocabulary,
    converting,
    is_percent,
    takes_percent,
    unit_fits,
)
from metrics.snapshot.problem_report import Report
from metrics.snapshot.unknown_columns import say_no_metric, unknown_column
from metrics.wording import shortened

_CELLS_LOOKED_AT = 50
_SAID_ONCE = frozenset({Role.PRODUCT, Role.METRIC, Role.UNIT, Role.WEEK})


@dataclass(frozen=True, slots=True)
class NumberColumn:
    """A column of numbers; `percent` where its header, not its cells, says that they are hundredths."""

    position: int
    header: str
    percent: bool = False


@dataclass(slots=True)
class Layout:
    """Positions of the columns. In a long table `long` has the columns of numbers; in a wide one `wide`, by metric."""

    periods: dict[Role, int] = field(default_factory=dict)
    year: int | None = None
    product: int | None = None
    metric: int | None = None
    unit: int | None = None
    environment: int | None = None
    status: int | None = None
    long: dict[Role, NumberColumn] = field(default_factory=dict)
    wide: dict[str, dict[Role, NumberColumn]] = field(default_factory=dict)


def lay_out(table: RawTable, vocabulary: Vocabulary, products: Called, report: Report) -> Layout:
    """Read the header; every column that says nothing, or says what another says, is reported."""
    is_long = any(
        meaning is not None and meaning.role is Role.METRIC
        for meaning in (vocabulary.meaning_of(column.header, long=True) for column in table.columns)
    )
    layout = Layout()
    nobodys: list[str] = []
    unknown: list[str] = []
    for position, column in enumerate(table.columns):
        if not column.header:
            _unnamed(table, position, column, report)
            continue
        meaning = vocabulary.meaning_of(column.header, long=is_long)
        if meaning is None:
            unknown.append(column.header)
            continue
        if not is_long and meaning.role in NUMBER_ROLES and meaning.metric is None:
            nobodys.append(column.header)
            continue
        other = _place(layout, position, column.header, meaning)
        if other is not None:
            found = f"the columns '{table.columns[other].header}' and '{column.header}' say the same ({meaning.role})"
            report.add(column.header, found, remedy="keep one of them", row=table.header_row)
        else:
            _check_unit(column, meaning, vocabulary, report, table.header_row)
    below = {column.header: column for column in table.columns}
    if not is_long and not layout.wide:
        _report_no_metric({name: below[name] for name in unknown}, vocabulary, products, report, table.header_row)
        return layout
    for header in (*unknown, *nobodys):
        cells = _some_of(below[header]) if header in below else ()
        report.add(header, *unknown_column(header, vocabulary, products, is_long, cells), row=table.header_row)
    _check_values(layout, is_long, report, table)
    return layout


def _some_of(column: RawColumn) -> list[str]:
    """The first cells below a header."""
    return [column.shown(position).strip() for position in range(min(len(column.text), _CELLS_LOOKED_AT))]


def _report_no_metric(
    columns: Mapping[str, RawColumn], vocabulary: Vocabulary, products: Called, report: Report, row: int | None
) -> None:
    """One problem for the table, and one for each column that nearly names a metric, a week or a product."""
    plain: list[str] = []
    for header, column in columns.items():
        found, expected, remedy = unknown_column(
            header, vocabulary, products, metrics_in_rows=False, cells=_some_of(column)
        )
        if expected:
            plain.append(header)
        else:
            report.add(header, found, expected, remedy, row=row)
    if plain or not columns or not report.total:
        report.add(None, *say_no_metric(plain), row=row)


def with_what_is_said_once(table: RawTable, vocabulary: Vocabulary, product: str | None, week: str | None) -> RawTable:
    """The table with what its file says once for all rows, where no column of its own, and no caller, says that."""
    there = {_speaks_of(column, vocabulary) for column in table.columns}
    there |= {Role.PRODUCT} if product is not None else set()
    there |= {Role.WEEK} if week is not None else set()
    more = [
        column
        for column in table.said_once
        if (meaning := vocabulary.meaning_of(column.header, long=True)) is not None
        and meaning.role in _SAID_ONCE - there
    ]
    return replace(table, columns=(*table.columns, *more)) if more else table


def _speaks_of(column: RawColumn, vocabulary: Vocabulary) -> Role | None:
    meaning = vocabulary.meaning_of(column.header, long=True)
    if meaning is None:
        return None
    return Role.WEEK if meaning.role in PERIOD_ROLES else meaning.role


def _place(layout: Layout, position: int, header: str, meaning: Meaning) -> int | None:
    """Note the column; the position of another with the same meaning, where there is one."""
    role = meaning.role
    if role is Role.COMMENT:
        return None
    if role in NUMBER_ROLES:
        columns = layout.long if meaning.metric is None else layout.wide.setdefault(meaning.metric, {})
        if role in columns:
            return columns[role].position
        columns[role] = NumberColumn(position, header, is_percent(meaning.unit))
        return None
    if role in PERIOD_ROLES:
        if role in layout.periods:
            return layout.periods[role]
        layout.periods[role] = position
        return None
    taken: int | None = getattr(layout, str(role))
    if taken is not None:
        return taken
    setattr(layout, str(role), position)
    return None


def _unnamed(table: RawTable, position: int, column: RawColumn, report: Report) -> None:
    if column.is_blank:
        return
    first = next(place for place in range(len(table)) if column.shown(place))
    report.add(
        None,
        f"column {_letters(position)} has cells and no name (the first is '{shortened(column.shown(first))}')",
        "a header above every column",
        "name the column, or delete it",
        row=table.header_row or int(table.rows[first]),
    )


def _letters(position: int) -> str:
    """The column's name in a spreadsheet: A, B … AA."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _check_unit(column: RawColumn, meaning: Meaning, vocabulary: Vocabulary, report: Report, row: int | None) -> None:
    if not meaning.unit or (meaning.metric is None and is_percent(meaning.unit)):
        return
    metric = vocabulary.metrics[meaning.metric] if meaning.metric is not None else None
    if metric is not None and is_percent(meaning.unit) and takes_percent(metric):
        return
    if metric is not None and unit_fits(meaning.unit, metric.unit):
        return
    found = f"the header names the unit '{shortened(meaning.unit)}'"
    expected = f"'{metric.unit}'" if metric is not None and metric.unit else "no unit"
    wanted = "" if metric is None else metric.unit
    remedy = converting("the numbers", meaning.unit, wanted, "take the unit out of the header")
    if metric is None:
        remedy = "write the unit in a column 'unit', where it is held against the metric's, and not in the header"
    report.add(column.header, found, expected, remedy, row=row)


def _check_values(layout: Layout, is_long: bool, report: Report, table: RawTable) -> None:
    counted = {Role.NUMERATOR, Role.DENOMINATOR} <= layout.long.keys()
    if is_long and Role.VALUE not in layout.long and not counted:
        expected = "a column 'value', or the columns 'numerator' and 'denominator'"
        report.add(None, "no column of values", expected, row=table.header_row)
