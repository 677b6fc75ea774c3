"""The workbook of one week: our metrics by products, to be filled in and uploaded as it is."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter

from metrics.definition import ORGANIZATION, Grain, Kind, Level, Metric
from metrics.series.series import KnownSeries
from metrics.visible import visible
from playbook.documents import wording_week_template as wording
from playbook.documents.spreadsheet_text import could_run
from playbook.model.playbook import Playbook

_NOTE_WIDTH, _NOTE_HEIGHT = 360, 160
_GREY = PatternFill("solid", fgColor="D9D9D9")


@dataclass(frozen=True, slots=True)
class TemplateColumn:
    """One column of numbers: a metric's value, or one of the two counts of a rate."""

    metric: Metric
    part: str

    @property
    def header(self) -> str:
        """As the upload reads it."""
        return f"{self.metric.id} {self.part}".strip()


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """One row to fill in: a product (or the organization, '') in a week, or on a day of it."""

    week: str
    day: date | None
    product: str

    def takes(self, metric: Metric) -> bool:
        """Whether a metric is measured for this row."""
        ours = (metric.level is Level.ORGANIZATION) == (self.product == ORGANIZATION)
        if not ours or (metric.grain is Grain.DAY) != (self.day is not None):
            return False
        return self.day is None or self.day.weekday() in metric.weekdays


def template_columns(playbook: Playbook) -> tuple[TemplateColumn, ...]:
    """Two columns of counts for a rate, the value and its sample for a mean, one for every other metric."""
    parts = {Kind.RATE: ("numerator", "denominator"), Kind.MEAN: ("", "denominator")}
    return tuple(
        TemplateColumn(metric, part) for metric in playbook.metrics.values() for part in parts.get(metric.kind, ("",))
    )


def template_rows(playbook: Playbook, week_end: date) -> tuple[TemplateRow, ...]:
    """A row for every product that is there in the week and one for the organization, each only where a metric is
    measured there and reported in that week; below them a row for each day that a metric is reported on."""
    week = playbook.calendar.name_of(week_end)
    products = [product.id for product in playbook.records.products.products if product.exists_on(week_end)]
    days = (None, *(week_end - timedelta(days=back) for back in range(6, -1, -1)))
    reporting = [product for product in [*products, ORGANIZATION] if playbook.closed_for(product, week_end) is None]
    rows = (TemplateRow(week, day, product) for day in days for product in reporting)
    return tuple(row for row in rows if any(row.takes(metric) for metric in playbook.metrics.values()))


def last_reported(known: KnownSeries, metric: Metric, product: str, week_end: date) -> str:
    """The newest value of an earlier week, with its counts and its week; '' where there is none."""
    points = known.series(metric.id, product or None).points
    earlier = [point for point in points if point.period_end < week_end and not point.running]
    return wording.last(metric, earlier[-1]) if earlier else ""


def week_template(playbook: Playbook, known: KnownSeries, week_end: date) -> bytes:
    """The XLSX file. Its first sheet has the names that the upload reads, definitions as notes on the headers and what
    was last reported as notes on the cells; cells that stay empty are grey. The second lists the same for reading."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = playbook.calendar.name_of(week_end)
    columns, rows = template_columns(playbook), template_rows(playbook, week_end)
    sheet.append([*wording.KEYS, *(column.header for column in columns)])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for position, column in enumerate(columns, start=len(wording.KEYS) + 1):
        sheet.cell(1, position).comment = _note(wording.note(column.metric))
    for number, row in enumerate(rows, start=2):
        for position, value in enumerate((None if row.day else row.week, row.day, row.product or None), start=1):
            sheet.cell(number, position, value)
        for position, column in enumerate(columns, start=len(wording.KEYS) + 1):
            cell = sheet.cell(number, position)
            if not row.takes(column.metric):
                cell.fill = _GREY
            elif last := last_reported(known, column.metric, row.product, week_end):
                cell.comment = _note(wording.last_note(last))
    for index in range(1, len(wording.KEYS) + len(columns) + 1):
        header = str(sheet.cell(1, index).value)
        sheet.column_dimensions[get_column_letter(index)].width = max(14, len(header) + 2)
    sheet.freeze_panes = "D2"
    _reference(book.create_sheet(wording.REFERENCE), playbook, known, rows, week_end)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _note(text: str) -> Comment:
    return Comment(visible(text, "\n"), "playbook", width=_NOTE_WIDTH, height=_NOTE_HEIGHT)


def _reference(
    sheet: Any, playbook: Playbook, known: KnownSeries, rows: tuple[TemplateRow, ...], week_end: date
) -> None:
    """What was last reported and what is meant, to be read; no header in it is one that an upload knows."""
    sheet.append([*wording.REFERENCE_COLUMNS])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for line in _reference_lines(playbook, known, rows, week_end):
        sheet.append(["" for _ in line])
        for cell, text in zip(sheet[sheet.max_row], line, strict=True):
            cell.value = visible(text, "\n") or None
            if could_run(text):
                cell.data_type, cell.quotePrefix = "s", True  # text from a file is never a formula
    for letter, width in zip("ABCDE", (32, 24, 36, 12, 80), strict=True):
        sheet.column_dimensions[letter].width = width


def _reference_lines(
    playbook: Playbook, known: KnownSeries, rows: tuple[TemplateRow, ...], week_end: date
) -> Iterator[tuple[str, ...]]:
    for metric in playbook.metrics.values():
        for product in dict.fromkeys(row.product for row in rows if row.takes(metric)):
            last = last_reported(known, metric, product, week_end)
            yield metric.name, product or wording.ORGANIZATION, last, metric.unit, metric.definition
