"""A small world to read files in: a few metrics of every kind, two products, a Tuesday in November."""

import gzip
import io
import json
from collections.abc import Sequence
from datetime import date

import openpyxl
import pandas as pd

from metrics.definition import Direction, Grain, Kind, Level, Metric, Pillar
from metrics.problems import Problem, Problems
from metrics.snapshot.context import IntakeContext
from metrics.snapshot.snapshot import Snapshot, read_snapshot
from metrics.weeks import WeekCalendar

Row = Sequence[object]
TODAY = date(2026, 11, 10)
PRODUCTS = frozenset({"support-copilot", "sales-copilot"})


def a_metric(
    metric_id: str,
    kind: Kind,
    unit: str = "",
    name: str = "",
    level: Level = Level.PRODUCT,
    grain: Grain = Grain.WEEK,
    valid: tuple[float | None, float | None] | None = None,
) -> Metric:
    """A metric of which only what matters to reading is told."""
    return Metric(
        id=metric_id,
        name=name,
        pillar=Pillar.QUALITY,
        kind=kind,
        better=Direction.LOWER,
        unit=unit,
        level=level,
        grain=grain,
        range=valid,
    )


METRICS = {
    metric.id: metric
    for metric in (
        a_metric("hallucination_rate", Kind.RATE),
        a_metric("task_success_rate", Kind.RATE),
        a_metric("token_spend_usd", Kind.AMOUNT, "USD", "Token spend"),
        a_metric("budget_used", Kind.SCORE, "%"),
        a_metric("latency_p95", Kind.DURATION, "seconds"),
        a_metric("weekly_active_users", Kind.COUNT),
        a_metric("cost_per_task", Kind.MEAN, "USD"),
        a_metric("nps", Kind.NPS),
        a_metric("charter_spend_usd", Kind.AMOUNT, "USD", level=Level.ORGANIZATION),
        a_metric("daily_visits", Kind.COUNT, grain=Grain.DAY),
    )
}
HEADER = "week,product,metric,value,numerator,denominator"
GOOD = "2026-W45,support-copilot,hallucination_rate,0.041,51,1244"


def a_context(
    product: str | None = None,
    week: str | None = None,
    today: date = TODAY,
    earliest: date | None = None,
    calendar: WeekCalendar | None = None,
    metrics: Sequence[Metric] = tuple(METRICS.values()),
) -> IntakeContext:
    """What the files of this world are read against."""
    return IntakeContext(
        metrics={metric.id: metric for metric in metrics},
        products=PRODUCTS,
        today=today,
        calendar=calendar or WeekCalendar(),
        product=product,
        week=week,
        earliest=earliest,
    )


def read(content: str | bytes, context: IntakeContext | None = None, name: str = "week45.csv") -> Snapshot:
    """A file's snapshot; raises Problems."""
    data = content.encode() if isinstance(content, str) else content
    return read_snapshot(name, data, context or a_context())


def rows_of(content: str | bytes, context: IntakeContext | None = None) -> list[tuple[object, ...]]:
    """Product, metric, first day, last day, value, numerator and denominator; None for an absent count."""
    frame = read(content, context).frame
    return [
        (product, metric, start.date(), end.date(), *(None if pd.isna(number) else number for number in numbers))
        for product, metric, start, end, *numbers in frame.itertuples(index=False, name=None)
    ]


def values_of(content: str | bytes, context: IntakeContext | None = None) -> list[float]:
    """The values alone, in the order of the file."""
    return [float(value) for value in read(content, context).frame["value"]]


def problems_of(content: str | bytes, context: IntakeContext | None = None) -> tuple[Problem, ...]:
    """Everything that is wrong with a file; none where it is fine."""
    return refusal_of(content, context).problems


def refusal_of(content: str | bytes, context: IntakeContext | None = None) -> Problems:
    """The whole refusal, its total included; an empty one where the file is fine."""
    try:
        read(content, context)
    except Problems as refusal:
        return refusal
    return Problems([])


def messages_of(content: str | bytes, context: IntakeContext | None = None) -> list[str]:
    """The problems as people read them."""
    return [problem.message for problem in problems_of(content, context)]


def long(*rows: str, header: str = HEADER) -> str:
    """A long CSV table with the usual header."""
    return "\n".join((header, *rows)) + "\n"


def one(metric: str, cell: str, product: str = "support-copilot", week: str = "2026-W45") -> str:
    """A semicolon-free long table of one row whose value is `cell`, in quotes."""
    return long(f'{week},{product},{metric},"{cell}"', header="week,product,metric,value")


def a_workbook(*sheets: Sequence[Row], titles: Sequence[str] = ("Data", "More", "Third")) -> bytes:
    """An XLSX file of these sheets of rows."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in zip(titles, sheets, strict=False):
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    """The bytes of a workbook."""
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def in_every_format(frame: pd.DataFrame) -> dict[str, bytes]:
    """The same table as each of the formats we read; absent numbers stay blank."""
    parquet = io.BytesIO()
    frame.to_parquet(parquet, index=False)
    records = [
        {key: value for key, value in record.items() if not pd.isna(value)}
        for record in frame.to_dict(orient="records")
    ]
    rows: list[Row] = [
        list(frame.columns),
        *([None if pd.isna(cell) else cell for cell in row] for row in frame.to_numpy(dtype=object)),
    ]
    csv = frame.to_csv(index=False).encode()
    return {
        "csv": csv,
        "tsv": frame.to_csv(index=False, sep="\t").encode(),
        "semicolons": frame.map(_with_decimal_comma).to_csv(index=False, sep=";").encode(),
        "pipes": frame.to_csv(index=False, sep="|").encode(),
        "utf-16": frame.to_csv(index=False).encode("utf-16"),
        "csv.gz": gzip.compress(csv),
        "xlsx": a_workbook(rows),
        "parquet": parquet.getvalue(),
        "json": json.dumps(records, default=str).encode(),
        "json lines": "\n".join(json.dumps(record, default=str) for record in records).encode(),
        "json rows": json.dumps({"rows": records}, default=str).encode(),
    }


def _with_decimal_comma(cell: object) -> object:
    """A number as German spreadsheets write it, with enough decimals to read one way only."""
    if not isinstance(cell, float) or pd.isna(cell):
        return cell
    written = repr(cell).replace(".", ",")
    return written if "e" in written else f"{written}000"


def only_problem(text: str) -> Problem:
    """The one problem of a file."""
    (problem,) = problems_of(text)
    return problem
