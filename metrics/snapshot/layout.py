"""Long or wide: which column of a table holds what, and what is wrong with its header."""

from collections.abc import Collection
from dataclasses import dataclass, field

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
from metrics.snapshot.unknown_columns import unknown_column
from metrics.wording import shortened


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
    long: dict[Role, NumberColumn] = field(default_factory=dict)
    wide: dict[str, dict[Role, NumberColumn]] = field(default_factory=dict)


def lay_out(table: RawTable, vocabulary: Vocabulary, products: Collection[str], report: Report) -> Layout:
    """Read the header; every column that says nothing, or says what another says, is reported."""
    is_long = any(
        meaning is not None and meaning.role is Role.METRIC
        for meaning in (vocabulary.meaning_of(column.header, long=True) for column in table.columns)
    )
    layout = Layout()
    nobodys: list[RawColumn] = []
    for position, column in enumerate(table.columns):
        if not column.header:
            _unnamed(table, position, column, report)
            continue
        meaning = vocabulary.meaning_of(column.header, long=is_long)
        if meaning is None:
            _unknown(column.header, vocabulary, products, is_long, report, table.header_row)
            continue
        if not is_long and meaning.role in {*NUMBER_ROLES, Role.UNIT} and meaning.metric is None:
            nobodys.append(column)
            continue
        other = _place(layout, position, column.header, meaning)
        if other is not None:
            found = f"the columns '{table.columns[other].header}' and '{column.header}' say the same ({meaning.role})"
            report.add(column.header, found, remedy="keep one of them", row=table.header_row)
        else:
            _check_unit(column, meaning, vocabulary, report, table.header_row)
    for column in nobodys if layout.wide else ():
        _unknown(column.header, vocabulary, products, is_long, report, table.header_row)
    _check_complete(layout, is_long, report, table)
    return layout


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
    taken = {Role.YEAR: layout.year, Role.PRODUCT: layout.product, Role.METRIC: layout.metric, Role.UNIT: layout.unit}
    if taken[role] is not None:
        return taken[role]
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


def _unknown(
    header: str, vocabulary: Vocabulary, products: Collection[str], is_long: bool, report: Report, row: int | None
) -> None:
    report.add(header, *unknown_column(header, vocabulary, products, is_long), row=row)


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
    report.add(column.header, found, expected, remedy, row=row)


def _check_complete(layout: Layout, is_long: bool, report: Report, table: RawTable) -> None:
    if is_long:
        counted = {Role.NUMERATOR, Role.DENOMINATOR} <= layout.long.keys()
        if Role.VALUE not in layout.long and not counted:
            expected = "a column 'value', or the columns 'numerator' and 'denominator'"
            report.add(None, "no column of values", expected, row=table.header_row)
    elif not layout.wide:
        remedy = "add a column 'metric' that says what each value measures, or name a column after a metric"
        expected = "a column 'metric', or one column for each metric"
        report.add(None, "no column says which metric is measured", expected, remedy, row=table.header_row)
