"""Indicators: read from a line, raised by a miss or a crossed line, silent where nobody can tell."""

import pytest

from metrics.observation import Observation
from playbook.concerns.risks.indicators import Alarm, IndicatorReading, read_indicators
from playbook.model.indicators import Watched, parse_indicator
from playbook.readiness.inquiry import Inquiry
from tests.playbook.building import PRODUCTS, friday_after, measurements_of, playbook_of, week_row

PARTS = {"support-copilot": 18_000, "search": 500}


def reading(text: str, *rows: Observation, week: int = 9, product: str | None = "support-copilot") -> IndicatorReading:
    """What an indicator says on the Friday after a charter week."""
    playbook = playbook_of()
    questions = Inquiry(playbook, measurements_of(playbook, *rows), friday_after(week))
    (found,) = read_indicators(questions, (text,), product)
    return found


def test_an_indicator_is_a_phrase_or_a_line() -> None:
    assert parse_indicator("nps  misses its plan").watched is Watched.PLAN
    line = parse_indicator("token_spend_usd > +50% for 2 weeks")
    assert line.watched is Watched.LINE
    assert line.condition is not None
    assert (line.condition.weeks, line.condition.condition.percent) == (2, True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hallucination_rate is bad", "expected '<metric> misses its plan', '<metric> signals concern' or"),
        ("misses its plan", "expected '<metric> misses its plan', '<metric> signals concern' or"),
        ("hallucination_rate > 0.05 for 99 weeks", "expected 1 to 52 weeks, found 99"),
    ],
)
def test_what_is_no_indicator_says_what_was_expected(text: str, expected: str) -> None:
    with pytest.raises(ValueError, match=expected):
        parse_indicator(text)


def test_a_metric_that_provably_misses_its_plan_raises_the_risk() -> None:
    found = reading("hallucination_rate misses its plan", week_row("hallucination_rate", 9, k=300, n=1700))
    assert found.alarm is Alarm.RAISED
    assert "missed at 95%" in found.reason


def test_a_metric_on_its_plan_is_quiet() -> None:
    found = reading("hallucination_rate misses its plan", week_row("hallucination_rate", 9, k=10, n=1700))
    assert found.alarm is Alarm.QUIET


@pytest.mark.parametrize(
    "rows",
    [
        (),
        (week_row("hallucination_rate", 9, k=2, n=20),),
        (week_row("hallucination_rate", 2, k=10, n=1700),),
    ],
    ids=["nothing reported", "too small a sample", "an old week"],
)
def test_what_nobody_knows_is_silent_and_never_quiet(rows: tuple[Observation, ...]) -> None:
    assert reading("hallucination_rate misses its plan", *rows).alarm is Alarm.SILENT


def test_a_line_must_be_crossed_in_every_week_asked_for() -> None:
    low, high = (week_row("latency_p95_seconds", week, value=value) for week, value in ((8, 3.0), (9, 6.0)))
    earlier_high = week_row("latency_p95_seconds", 8, value=5.0)
    assert reading("latency_p95_seconds > 4", low, high).alarm is Alarm.RAISED
    assert reading("latency_p95_seconds > 4 for 2 weeks", low, high).alarm is Alarm.QUIET
    assert reading("latency_p95_seconds > 4 for 2 weeks", earlier_high, high).alarm is Alarm.RAISED
    assert reading("latency_p95_seconds > 4 for 2 weeks", high).alarm is Alarm.SILENT


def test_a_feed_that_stops_leaves_a_raised_indicator_raised_and_silences_a_quiet_one() -> None:
    assert reading("latency_p95_seconds > 4", week_row("latency_p95_seconds", 3, value=9.0)).alarm is Alarm.RAISED
    stopped = reading("latency_p95_seconds > 4", week_row("latency_p95_seconds", 3, value=2.0))
    assert stopped.alarm is Alarm.SILENT
    assert "too old to tell" in stopped.reason


def test_any_product_raises_a_risk_of_the_organization() -> None:
    rows = (
        week_row("latency_p95_seconds", 9, value=2.0),
        week_row("latency_p95_seconds", 9, value=9.0, product="other"),
    )
    assert reading("latency_p95_seconds > 4", *rows, product=None).alarm is Alarm.RAISED
    assert reading("latency_p95_seconds > 4", *rows, product="support-copilot").alarm is Alarm.QUIET


def test_a_metric_that_is_not_defined_is_silent() -> None:
    assert reading("vibes > 3").alarm is Alarm.SILENT


def steady(*last: float) -> tuple[Observation, ...]:
    """Eight calm weeks, and what followed."""
    values = (3.0, 3.2, 2.9, 3.1, 3.0, 3.2, 2.9, 3.1, *last)
    return tuple(week_row("latency_p95_seconds", week, value=value) for week, value in enumerate(values, 1))


def test_a_signal_of_concern_on_the_control_chart_raises_the_risk() -> None:
    found = reading("latency_p95_seconds signals concern", *steady(9.0))
    assert found.alarm is Alarm.RAISED
    assert found.reason.startswith("Latency p95 seconds (Support copilot): concern: above the expected")


@pytest.mark.parametrize("last", [3.0, 0.5], ids=["common cause", "an improvement"])
def test_common_cause_and_improvement_are_quiet(last: float) -> None:
    assert reading("latency_p95_seconds signals concern", *steady(last)).alarm is Alarm.QUIET


def test_a_chart_without_limits_is_silent() -> None:
    assert reading("latency_p95_seconds signals concern", *steady()[:4], week=4).alarm is Alarm.SILENT
    assert reading("latency_p95_seconds signals concern").alarm is Alarm.SILENT


def test_a_signal_stays_when_the_feed_stops_and_calm_does_not() -> None:
    assert reading("latency_p95_seconds signals concern", *steady(9.0), week=14).alarm is Alarm.RAISED
    assert reading("latency_p95_seconds signals concern", *steady(3.0), week=14).alarm is Alarm.SILENT


def test_a_product_without_a_plan_of_its_own_is_read_by_the_plan_of_the_sum() -> None:
    playbook = playbook_of(records_products=PRODUCTS + "\n  - {id: search, owner: lead, risk_tier: limited}\n")
    rows = [week_row("token_spend_usd", 9, value=value, product=name) for name, value in PARTS.items()]
    questions = Inquiry(playbook, measurements_of(playbook, *rows), friday_after(9))
    (found,) = read_indicators(questions, ("token_spend_usd misses its plan",), "search")
    assert found.alarm is Alarm.RAISED
    assert found.reason.startswith("Token spend usd (all products): $18,500, at most $18,000")
