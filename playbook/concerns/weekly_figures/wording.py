"""Sentences and tables of weekly figures: every number formatted, every gap named."""

from collections.abc import Iterable
from dataclasses import dataclass

from metrics.definition import Grain, Kind, Metric, OverTime, Per
from metrics.series.calendar_periods import Stretch
from metrics.series.weekly_figures import Figure, Line, Move, WeeklyFigures
from playbook.wording import MINUS, day_text, difference_text, join_words, plural, signed_text, value_text, week_text

YEAR_OF_WEEKS = 52
NOT_REPORTED = "not reported"
NOTE = "note"
WEEKS, TO_DATE, MONTHS = "Last six weeks", "So far", "Last twelve months"
WEEKS_HEAD = ("week", "value", "on the week before", "a year before", "year on year", NOTE)
TO_DATE_HEAD = ("stretch", "days", "value", "stretch before", "change", "a year before", "year on year", NOTE)
MONTHS_HEAD = ("month", "value", "on the month before", "a year before", "year on year", NOTE)
FOUR_WEEKS = "last four weeks"
UNEVEN = "not like for like"
MARK = "*"
UNEVEN_NOTE = f"{MARK} {UNEVEN}: one of the two lacks days, weeks or products, or has more weeks than the other."
DAYS_MAKE_MONTHS = (
    "Months, quarters and years are made of their calendar days, through the last closed week. They are held against "
    "the same days of the one before, and of a year before."
)
WEEKS_MAKE_MONTHS = (
    "A week belongs, whole, to the month, quarter and year of its fourth day. What has run so far is held against as "
    "many weeks of the one before, and of a year before."
)
DAYS_WITHOUT_WEEKS = (
    "days are reported and do not roll up to weeks: report them with their counts, or set over_time to mean or last"
)
NO_ROLL_UP = "Its weeks do not roll up over time, so months and longer stretches have no number."
_MONTH_NAMES = ("", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class FiguresTable:
    """One table; every row has a cell for each word of the head. Columns that say nothing are left out."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class FiguresWords:
    """Weekly figures as people read them: one sentence, three tables, and what to know about them."""

    sentence: str
    weeks: FiguresTable
    to_date: FiguresTable
    months: FiguresTable | None
    notes: tuple[str, ...]

    @property
    def tables(self) -> tuple[FiguresTable, ...]:
        """The tables in the order they are read."""
        return tuple(table for table in (self.weeks, self.to_date, self.months) if table is not None)


def figures_words(figures: WeeklyFigures, metric: Metric) -> FiguresWords:
    """Everything a page or a terminal shows of the figures of one series."""
    stretches = (
        (FOUR_WEEKS, figures.four_weeks),
        *(
            (f"{period_text(line.figure.name)} to date", line)
            for line in (figures.month_to_date, figures.quarter_to_date, figures.year_to_date)
        ),
    )
    months = [line for line in figures.months if line.figure.value is not None]
    return FiguresWords(
        sentence=sentence(figures, metric),
        weeks=_table(
            WEEKS, WEEKS_HEAD, (_row(line, metric, week_text(line.figure.stretch.last)) for line in figures.weeks)
        ),
        to_date=_table(TO_DATE, TO_DATE_HEAD, (_to_date_row(name, line, metric) for name, line in stretches)),
        months=_table(MONTHS, MONTHS_HEAD, (_row(line, metric, period_text(line.figure.name)) for line in months))
        if months
        else None,
        notes=tuple(_notes(figures, metric)),
    )


def figures_title(metric: str, whose: str) -> str:
    """Heads the figures of one series."""
    return f"{metric}, {whose}: weekly figures"


def sentence(figures: WeeklyFigures, metric: Metric) -> str:
    """The last closed week in one sentence, beside what it is compared with."""
    week = figures.last.figure
    if week.value is None:
        return f"{week_text(figures.through)}: {NOT_REPORTED}."
    partial = f", partial ({week.partial})" if week.partial else ""
    total = ""
    if metric.per is Per.CHARTER and figures.against_plan is not None:
        total = f"; {value_text(figures.against_plan.later, metric)} since the start"
    compared = [
        f"{move_text(move, metric)} {words}"
        for move, words in (
            (figures.week_on_week, "on the week before"),
            (figures.year_on_year, "on the year before"),
            (figures.against_plan, "against the plan"),
            (figures.against_baseline, "against the baseline"),
        )
        if move is not None
    ]
    beside = f"; {join_words(compared)}" if compared else ""
    return f"{week_text(figures.through)}: {value_text(week.value, metric)}{partial}{total}{beside}."


def move_text(move: Move | None, metric: Metric) -> str:
    """`+2.3%` for volumes and money, `+0.9 pp (+90 bp)` for rates, `+3 points` for NPS, `+0.4 s` for the rest."""
    if move is None:
        return ""
    text = _change_text(move, metric)
    return text if move.comparable else f"{text} ({UNEVEN})"


def _marked(move: Move | None, metric: Metric) -> str:
    """As it stands in a table, above the note that explains the mark."""
    if move is None:
        return ""
    return _change_text(move, metric) + ("" if move.comparable else f" {MARK}")


def _change_text(move: Move, metric: Metric) -> str:
    change = move.change
    if not change.difference:
        return "no change"
    if change.points is not None and change.basis_points is not None:
        return f"{_signed(change.points, 1, 2)} pp ({_signed(change.basis_points, 0, 1)} bp)"
    if metric.kind is Kind.NPS:
        return f"{_signed(change.difference, 0, 1)} points"
    if metric.kind in (Kind.COUNT, Kind.AMOUNT) and change.percent is not None:
        return f"{_signed(change.percent, 1, 2)}%"
    sign = "+" if change.difference > 0 else MINUS
    return f"{sign}{difference_text(abs(change.difference), metric)}"


def _signed(number: float, digits: int, finer: int) -> str:
    """With its sign; finer where nothing would be left of it."""
    return signed_text(number, digits if round(number, digits) else finer)


def stretch_text(stretch: Stretch) -> str:
    """`Sep 1 to Sep 25, 2026`; both years where they differ."""
    first = day_text(stretch.first, stretch.last)
    return day_text(stretch.last) if stretch.days == 1 else f"{first} to {day_text(stretch.last)}"


def period_text(name: str) -> str:
    """`2026-09` as `Sep 2026`, `2026-Q3` as `Q3 2026`."""
    year, _, part = name.partition("-")
    if not part:
        return year
    return f"{part if part.startswith('Q') else _MONTH_NAMES[int(part)]} {year}"


def _row(line: Line, metric: Metric, name: str) -> tuple[str, ...]:
    return (
        name,
        _value(line.figure, metric) or NOT_REPORTED,
        _marked(line.move, metric),
        _value(line.year_before, metric),
        _marked(line.year_on_year, metric),
        _note(line),
    )


def _to_date_row(name: str, line: Line, metric: Metric) -> tuple[str, ...]:
    known = _value(line.figure, metric)
    is_year = line.before == line.year_before
    return (
        name,
        stretch_text(line.figure.stretch),
        known or ("does not roll up" if metric.over_time is OverTime.NONE else NOT_REPORTED),
        "" if is_year else _value(line.before, metric),
        "" if is_year else _marked(line.move, metric),
        _value(line.year_before, metric),
        _marked(line.year_on_year, metric),
        _note(line),
    )


def _value(figure: Figure, metric: Metric) -> str:
    return "" if figure.value is None else value_text(figure.value, metric)


def _note(line: Line) -> str:
    """What the figures of a row lack, and where they are not made of as many weeks."""
    lacks = [f"partial ({line.figure.partial})"] if line.figure.partial else []
    if line.before.partial and line.move is not None and line.before != line.year_before:
        lacks.append(f"before: {line.before.partial}")
    if line.year_before.partial and line.year_on_year is not None:
        lacks.append(f"a year before: {line.year_before.partial}")
    for move, earlier, words in (
        (line.move, line.before, "before"),
        (line.year_on_year, line.year_before, "a year before"),
    ):
        if move is not None and not move.comparable and line.figure.is_whole and earlier.is_whole:
            lacks.append(f"{plural(line.figure.stretch.weeks, 'week')}, {earlier.stretch.weeks} {words}")
    return "; ".join(lacks)


def _notes(figures: WeeklyFigures, metric: Metric) -> Iterable[str]:
    if metric.over_time is OverTime.NONE:
        yield NO_ROLL_UP
    else:
        yield DAYS_MAKE_MONTHS if metric.grain is Grain.DAY else WEEKS_MAKE_MONTHS
    lines = (*figures.weeks, figures.four_weeks, figures.month_to_date, figures.quarter_to_date, *figures.months)
    moves = [move for line in (*lines, figures.year_to_date) for move in (line.move, line.year_on_year)]
    if any(move is not None and not move.comparable for move in moves):
        yield UNEVEN_NOTE
    if figures.known_weeks <= YEAR_OF_WEEKS:
        yield f"Year on year begins once {YEAR_OF_WEEKS} weeks lie between; {figures.known_weeks} are known."


def _table(title: str, head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> FiguresTable:
    listed = tuple(rows)
    filled = [column for column in range(len(head)) if any(row[column] for row in listed)]
    return FiguresTable(
        title,
        tuple(head[column] for column in filled),
        tuple(tuple(row[column] for column in filled) for row in listed),
    )


def partial_of(partial: str) -> str:
    """What a partial value is made of: `6 of 7 weeks`; `1 of 2` alone means products."""
    return f"{partial} products" if partial[-1].isdigit() else partial
