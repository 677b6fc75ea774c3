"""Days, weeks, numbers and money as people read them."""

from datetime import date

import pytest

from metrics.definition import Kind
from playbook.wording import change_text, day_text, money_text, range_text, short_text, value_text, week_text
from tests.playbook.statuses import rate_metric


@pytest.mark.parametrize(
    ("day", "today", "said"),
    [
        (date(2026, 11, 13), date(2026, 11, 6), "Nov 13"),
        (date(2025, 11, 13), date(2026, 11, 6), "Nov 13, 2025"),
        (date(2026, 11, 3), None, "Nov 3, 2026"),
    ],
)
def test_a_day_has_its_year_where_that_is_another(day: date, today: date | None, said: str) -> None:
    assert day_text(day, today) == said


@pytest.mark.parametrize(
    ("last_day", "today", "said"),
    [
        (date(2026, 11, 8), None, "Nov 2-8"),
        (date(2026, 11, 1), date(2026, 11, 6), "Oct 26-Nov 1"),
        (date(2027, 1, 3), date(2026, 11, 6), "Dec 28-Jan 3, 2027"),
    ],
)
def test_a_week_is_said_by_its_dates(last_day: date, today: date | None, said: str) -> None:
    assert week_text(last_day, today) == said


@pytest.mark.parametrize(
    ("kind", "unit", "decimals", "value", "said"),
    [
        (Kind.RATE, "", 1, 0.07, "7.0%"),
        (Kind.RATE, "", None, 0.07, "7%"),
        (Kind.RATE, "", 0, 0.836, "84%"),
        (Kind.MEAN, "USD", 2, 0.545, "$0.55"),
        (Kind.MEAN, "USD", 2, 1.0, "$1.00"),
        (Kind.AMOUNT, "USD", 0, -0.4, "$0"),
        (Kind.AMOUNT, "USD", None, -1200.0, "−$1,200"),
        (Kind.DURATION, "s", 1, 5.06, "5.1 s"),
        (Kind.COUNT, "incidents", None, 1.0, "1 incident"),
        (Kind.COUNT, "incidents", None, 0.0, "0 incidents"),
        (Kind.COUNT, "queries", None, 1.0, "1 query"),
        (Kind.COUNT, "crashes", None, -1.0, "−1 crash"),
        (Kind.COUNT, "bus", None, 1.0, "1 bus"),
        (Kind.AMOUNT, "CHF", 0, 1.0, "1 CHF"),
        (Kind.AMOUNT, "hours", 1, 1.0, "1.0 hours"),
        (Kind.DURATION, "seconds", 0, 1.0, "1 s"),
        (Kind.NPS, "", None, 30.0, "+30"),
        (Kind.SCORE, "percent", 1, 52.3, "52.3%"),
        (Kind.AMOUNT, "USD", 0, None, "no data"),
    ],
)
def test_a_metric_has_one_precision(kind: Kind, unit: str, decimals: int | None, value: float, said: str) -> None:
    assert value_text(value, rate_metric(kind=kind, unit=unit, decimals=decimals)) == said


@pytest.mark.parametrize(
    ("kind", "unit", "value", "said"),
    [
        (Kind.AMOUNT, "USD", 13_412.0, "$13.4K"),
        (Kind.AMOUNT, "USD", -307_000.0, "−$307K"),
        (Kind.AMOUNT, "USD", 9_990.0, "$9,990"),
        (Kind.COUNT, "users", 1_234_000.0, "1.23M users"),
        (Kind.DURATION, "s", 20_000.0, "20,000 s"),
    ],
)
def test_large_money_and_counts_are_short_on_a_page(kind: Kind, unit: str, value: float, said: str) -> None:
    assert short_text(value, rate_metric(kind=kind, unit=unit)) == said


@pytest.mark.parametrize(
    ("kind", "unit", "low", "high", "said"),
    [
        (Kind.COUNT, "users", 724.0, 800.0, "724 to 800 users"),
        (Kind.COUNT, "incidents", 0.0, 1.0, "0 to 1 incidents"),
        (Kind.DURATION, "seconds", 2.1, 2.8, "2.1 to 2.8 s"),
        (Kind.DURATION, "s", 2.8, 2.8, "2.8 s"),
        (Kind.AMOUNT, "USD", 12_900.0, 12_943.0, "$12,900 to $12,943"),
        (Kind.RATE, "", 0.03, 0.08, "3% to 8%"),
    ],
)
def test_a_range_has_its_unit_once(kind: Kind, unit: str, low: float, high: float, said: str) -> None:
    assert range_text(low, high, rate_metric(kind=kind, unit=unit)) == said


def test_money_is_said_in_its_currency() -> None:
    assert (money_text(18_000, "USD"), money_text(None, "EUR")) == ("$18,000", "no data")


def test_a_change_of_percent_is_said_in_points() -> None:
    percent = rate_metric(kind=Kind.SCORE, unit="percent", decimals=1)
    assert change_text(2.8, 49.5, percent) == "+2.8 pp", "and never +2.8%, which is another change"
    assert change_text(-0.02, 0.5, rate_metric(kind=Kind.RATE)) == "−2.0 pp"
