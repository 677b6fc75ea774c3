"""The weekly review in words: each kind in its unit, every gap named, columns that say nothing left out."""

from datetime import date

import pytest

from metrics.change import change_of
from metrics.definition import Direction, Kind, Metric, OverTime, Pillar
from metrics.series.calendar_periods import Stretch
from metrics.series.weekly_figures import Move
from playbook.concerns.weekly_figures import wording
from playbook.concerns.weekly_figures.figures import AllWeeklyFigures
from playbook.concerns.weekly_figures.wording import FiguresWords, figures_words, move_text, period_text, stretch_text
from tests.playbook.building import measurements_of, playbook_of, week_row


def a_metric(kind: Kind, unit: str = "") -> Metric:
    return Metric(id="m", pillar=Pillar.QUALITY, kind=kind, better=Direction.LOWER, unit=unit)


def words_of(metric: str, day: date = date(2026, 11, 13)) -> FiguresWords:
    playbook = playbook_of()
    rows = [week_row("hallucination_rate", week, k=40 + week, n=1000) for week in range(1, 10)]
    rows += [week_row("latency_p95_seconds", week, value=4 + week / 10) for week in (1, 2, 3, 8)]
    found = AllWeeklyFigures(playbook, measurements_of(playbook, *rows).known(day)).of(metric, "support-copilot")
    assert found is not None
    return figures_words(found, playbook.metrics[metric])


@pytest.mark.parametrize(
    ("kind", "unit", "earlier", "later", "expected"),
    [
        (Kind.RATE, "", 0.05, 0.041, "−0.9 pp (−90 bp)"),
        (Kind.RATE, "", 0.05, 0.05004, "0.00 pp (+0.4 bp)"),
        (Kind.AMOUNT, "USD", 200, 250, "+25.0%"),
        (Kind.COUNT, "users", 3_000_000, 2_999_000, "−0.03%"),
        (Kind.COUNT, "users", 0, 12, "+12 users"),
        (Kind.DURATION, "s", 4, 3.6, "−0.4 s"),
        (Kind.NPS, "", -10, 20, "+30 points"),
        (Kind.SCORE, "", 3, 3, "no change"),
    ],
)
def test_each_kind_moves_in_its_own_unit(kind: Kind, unit: str, earlier: float, later: float, expected: str) -> None:
    metric = a_metric(kind, unit)
    move = Move(earlier, later, change_of(metric, earlier, later), comparable=True)
    assert move_text(move, metric) == expected
    uneven = Move(earlier, later, move.change, comparable=False)
    assert move_text(uneven, metric) == f"{expected} (not like for like)"


def test_the_sentence_says_the_week_and_what_it_is_held_against() -> None:
    assert words_of("hallucination_rate").sentence == (
        "Nov 2-8: 4.9%; +0.1 pp (+10 bp) on the week before, −0.8 pp (−83 bp) against the plan and "
        "−7.1 pp (−710 bp) against the baseline."
    )
    assert words_of("latency_p95_seconds").sentence == "Nov 2-8: not reported."


def test_tables_leave_out_what_nobody_knows() -> None:
    words = words_of("hallucination_rate")
    assert words.weeks.head == ("week", "value", "on the week before")
    assert words.weeks.rows[-1] == ("Nov 2-8", "4.9%", "+0.1 pp (+10 bp)")
    assert [row[0] for row in words.to_date.rows] == [
        "last four weeks", "Nov 2026 to date", "Q4 2026 to date", "2026 to date",
    ]  # fmt: skip
    assert words.months is not None
    assert words.months.rows[-1] == ("Oct 2026", "4.6%", "+0.4 pp (+40 bp) *", "before: 3 of 4 weeks")
    assert words.notes == (
        wording.WEEKS_MAKE_MONTHS,
        wording.UNEVEN_NOTE,
        "Year on year begins once 52 weeks lie between; 9 are known.",
    )


def test_what_does_not_roll_up_says_so() -> None:
    words = words_of("latency_p95_seconds")
    assert playbook_of().metrics["latency_p95_seconds"].over_time is OverTime.NONE
    assert words.months is None
    assert ("last four weeks", "Oct 12 to Nov 8, 2026", "does not roll up") in words.to_date.rows
    assert words.notes[0] == wording.NO_ROLL_UP
    assert [row[1] for row in words.weeks.rows][-3:] == ["not reported", "4.8 s", "not reported"]


def test_stretches_and_periods_read_as_people_write_them() -> None:
    assert [period_text(name) for name in ("2026-09", "2026-Q3", "2026")] == ["Sep 2026", "Q3 2026", "2026"]
    assert stretch_text(Stretch(date(2025, 12, 29), date(2026, 1, 4))) == "Dec 29, 2025 to Jan 4, 2026"
    assert stretch_text(Stretch(date(2026, 9, 1), date(2026, 9, 1))) == "Sep 1, 2026"
