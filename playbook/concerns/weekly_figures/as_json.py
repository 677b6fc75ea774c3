"""The weekly figures of a series as part of a document: unrounded, with their days and what they lack."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal, NotRequired, cast

from pydantic import Field
from typing_extensions import TypedDict

from metrics.series.weekly_figures import Figure, Line, Move, WeeklyFigures
from playbook.json_values import Number, fill

YEAR_OF_WEEKS = 52


@dataclass(frozen=True, slots=True)
class MoveRow:
    """From an earlier figure to a later one."""

    earlier: Annotated[Number, Field(serialization_alias="from")]
    later: Annotated[Number, Field(serialization_alias="to")]
    difference: Number
    percent: Number | None
    points: Number | None
    basis_points: Number | None
    comparable: bool


class FigureRow(TypedDict):
    """One figure; a week, a month, a quarter or a year has its name."""

    week: NotRequired[str]
    month: NotRequired[str]
    quarter: NotRequired[str]
    year: NotRequired[str]
    period_start: date
    period_end: date
    value: Number | None
    numerator: Number | None
    denominator: Number | None
    partial: str | None


class LineRow(FigureRow):
    """A figure beside the one before, and the one of the year before; in a list the one before stands in it."""

    before: NotRequired[FigureRow]
    change: MoveRow | None
    year_before: FigureRow
    year_on_year: MoveRow | None


@dataclass(frozen=True, slots=True)
class WeeklyRow:
    """The weekly figures of one series."""

    week: str
    period_end: date
    known_weeks: int
    weeks: tuple[LineRow, ...]
    week_on_week: MoveRow | None
    four_weeks: LineRow
    against_baseline: MoveRow | None
    against_plan: MoveRow | None
    month_to_date: LineRow
    quarter_to_date: LineRow
    year_to_date: LineRow
    months: tuple[LineRow, ...]
    year_on_year: MoveRow | None
    year_on_year_state: Literal["ok", "too early"]


def weekly_row(figures: WeeklyFigures) -> WeeklyRow:
    """The field `review` of a series in `metrics --json` and `GET /api/metrics`."""
    return fill(
        WeeklyRow,
        figures,
        period_end=figures.through,
        weeks=tuple(_line(line, "week", listed=True) for line in figures.weeks),
        week_on_week=_move(figures.week_on_week),
        four_weeks=_line(figures.four_weeks),
        against_baseline=_move(figures.against_baseline),
        against_plan=_move(figures.against_plan),
        month_to_date=_line(figures.month_to_date, "month"),
        quarter_to_date=_line(figures.quarter_to_date, "quarter"),
        year_to_date=_line(figures.year_to_date, "year"),
        months=tuple(_line(line, "month", listed=True) for line in figures.months),
        year_on_year=_move(figures.year_on_year),
        year_on_year_state="ok" if figures.known_weeks > YEAR_OF_WEEKS else "too early",
    )


def _line(line: Line, period: str = "", *, listed: bool = False) -> LineRow:
    row = {
        **_figure(line.figure, period),
        "change": _move(line.move),
        "year_before": _figure(line.year_before, period),
        "year_on_year": _move(line.year_on_year),
    }
    return cast(LineRow, row if listed else {**row, "before": _figure(line.before, period)})


def _figure(figure: Figure, period: str) -> FigureRow:
    row = {
        "period_start": figure.stretch.first,
        "period_end": figure.stretch.last,
        "value": figure.value,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "partial": figure.partial,
    }
    return cast(FigureRow, {period: figure.name, **row} if period else row)


def _move(move: Move | None) -> MoveRow | None:
    return None if move is None else fill(MoveRow, move, move.change)
