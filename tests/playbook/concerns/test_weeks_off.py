"""An office closure in every verdict: nothing is stale or owed for it, and nothing is met by it."""

from datetime import date, timedelta

import pytest

from metrics.observation import Observation
from metrics.series.age import age_days
from playbook.charting.colors import LIGHT
from playbook.concerns.control.charts_plan import plan_chart
from playbook.concerns.control.reviews import metric_controls
from playbook.concerns.control.shown import ControlChart
from playbook.concerns.gates.metric_criterion import MetricJudgement, judge_metric
from playbook.concerns.north_star.status import metric_statuses
from playbook.concerns.risks.indicators import Alarm, read_indicators
from playbook.documents.week_template import template_rows
from playbook.model.criteria import Criterion
from playbook.model.playbook import Playbook
from playbook.model.trajectory import to_date
from playbook.readiness.due.feeds import feeds
from playbook.readiness.inquiry import Inquiry
from playbook.verdict import Outcome
from tests.playbook.building import START, friday_after, measurements_of, playbook_of, week_row

METRICS = """
metrics:
  - {id: spend, name: Spend, pillar: cost, kind: amount, unit: USD, per: week, better: lower, owner: finance,
     source: bill, targets: [{date: 2026-09-07, value: 100}]}
"""
CLOSED = "{weeks: [2026-W44, 2026-W45], reason: Shutdown, by: vp-engineering, on: 2026-09-20}"
"""Weeks 8 and 9 of the charter."""


def world(closures: str = "", **texts: str) -> Playbook:
    calendar = f"closures: [{closures}]"
    return playbook_of(definitions_metrics=METRICS, definitions_calendar=calendar, **texts)


def requested(playbook: Playbook, *rows: Observation, on: date) -> Inquiry:
    return Inquiry(playbook, measurements_of(playbook, *rows), on)


def spend(*weeks: int, value: float = 50) -> list[Observation]:
    return [week_row("spend", week, value=value) for week in weeks]


def judged(playbook: Playbook, criterion: dict[str, object], *rows: Observation, on: date) -> MetricJudgement:
    series = measurements_of(playbook, *rows).known(on).series("spend", "support-copilot")
    written = Criterion.model_validate({"id": "c", "metric": "spend", "pass": "<= 100", **criterion})
    return judge_metric(written, playbook.metrics["spend"], series, age_days(series, on))


def test_a_metric_does_not_go_stale_over_closed_weeks() -> None:
    day = friday_after(9)
    (open_status,) = metric_statuses(requested(world(), *spend(6, 7), on=day))
    (status,) = metric_statuses(requested(world(CLOSED), *spend(6, 7), on=day))
    assert (open_status.outcome, status.outcome) == (Outcome.STALE, Outcome.MET)
    assert (status.age_days, status.days_off, status.days_waited) == (19, 14, 5)
    (later,) = metric_statuses(requested(world(CLOSED), *spend(6, 7), on=friday_after(10)))
    assert later.outcome is Outcome.STALE
    assert "26 days, 14 of them in weeks without reporting, ago" in later.reason


def test_nothing_is_owed_for_a_closed_week() -> None:
    day = friday_after(9)

    def owed(playbook: Playbook, on: date) -> list[tuple[str, date | None]]:
        return [(item.subject, item.due) for item in feeds(requested(playbook, *spend(6, 7), on=on), on)]

    assert owed(world(), day) == [("spend", START + timedelta(days=48 + 10))]
    assert owed(world(CLOSED), day) == []
    assert owed(world(CLOSED), friday_after(10)) == [("spend", START + timedelta(days=48 + 10 + 14))]


@pytest.mark.parametrize(("closures", "outcome"), [("", Outcome.NO_DATA), (CLOSED, Outcome.MET)])
def test_windows_of_weeks_pass_over_it(closures: str, outcome: Outcome) -> None:
    playbook, rows = world(closures), spend(6, 7, 10)
    assert judged(playbook, {"weeks": 3}, *rows, on=friday_after(10)).outcome is outcome
    assert judged(playbook, {"pool_weeks": 3}, *rows, on=friday_after(10)).outcome is outcome


def test_it_never_makes_anything_met() -> None:
    playbook = world(CLOSED)
    nothing = judged(playbook, {}, on=friday_after(9))
    too_few = judged(playbook, {"weeks": 2}, *spend(10), on=friday_after(10))
    bad = judged(playbook, {"weeks": 2}, *spend(7, value=500), *spend(10), on=friday_after(10))
    assert (nothing.outcome, too_few.outcome, bad.outcome) == (Outcome.NO_DATA, Outcome.NO_DATA, Outcome.NOT_MET)
    reported = judged(playbook, {}, *spend(7), *spend(9, value=500), on=friday_after(9))
    assert reported.outcome is Outcome.NOT_MET


def test_a_stopped_feed_is_asked_for_from_the_week_after_it() -> None:
    found = judged(world(CLOSED), {"weeks": 2}, *spend(4, 5), on=friday_after(10))
    assert found.outcome is Outcome.STALE
    assert "in weeks without reporting" in found.reason


def test_a_relative_line_looks_past_it() -> None:
    rows = [*spend(4, 5, 6, 7), *spend(10, value=54)]
    found = judged(world(CLOSED), {"pass": ["<= +10%", "<= 100"], "pool_weeks": 2}, *rows, on=friday_after(10))
    assert found.outcome is Outcome.MET


def test_a_change_and_a_total_since_the_start_pass_over_it() -> None:
    playbook = world(CLOSED)
    (status,) = metric_statuses(requested(playbook, *spend(7, value=50), *spend(10, value=60), on=friday_after(10)))
    assert status.change == 10
    charter = METRICS.replace("per: week", "per: charter")
    totals = playbook_of(definitions_metrics=charter, definitions_calendar=f"closures: [{CLOSED}]")
    rows = spend(*range(1, 8), 10)
    series = measurements_of(totals, *rows).known(friday_after(10)).series("spend", None)
    assert [point.partial for point in to_date(totals, totals.metrics["spend"], series).points] == [None] * 8


def test_a_quiet_indicator_stays_quiet() -> None:
    for closures, alarm in (("", Alarm.SILENT), (CLOSED, Alarm.QUIET)):
        questions = requested(world(closures), *spend(6, 7), on=friday_after(9))
        (found,) = read_indicators(questions, ("spend > 80",), "support-copilot")
        assert found.alarm is alarm


def test_the_review_and_the_chart_name_the_reason() -> None:
    questions = requested(world(CLOSED), *spend(6, 7, 10), on=friday_after(10))
    review = metric_controls(questions).of("spend", None)
    assert review is not None
    assert review.missing == ()
    assert "Nothing is reported for Oct 26-Nov 1 to Nov 2-8: Shutdown (VP engineering)." in review.remarks
    shown = ControlChart("spend", questions.playbook.metrics["spend"], review, (), friday_after(10))
    spec = plan_chart(shown, palette=LIGHT, description="x")
    layers = spec["layer"]
    shaded = next(layer for layer in layers if layer["mark"]["type"] == "rect")
    (row,) = shaded["data"]["values"]
    assert (row["first"], row["last"]) == ("2026-10-26", "2026-11-08")
    assert row["text"] == "Oct 26-Nov 1 to Nov 2-8: Shutdown"
    assert row["reason"] == "closed: Shutdown"
    line = next(layer for layer in layers if layer["mark"]["type"] == "line")
    assert [each["run"] for each in line["data"]["values"]] == [0, 0, 2]


def test_the_template_asks_for_no_closed_week() -> None:
    playbook = world(CLOSED)
    assert template_rows(playbook, START + timedelta(days=62)) == ()
    assert playbook.last_week(friday_after(9)) == START + timedelta(days=48)
    for_one = world("{weeks: [2026-W44], products: [support-copilot], reason: r, by: b, on: 2026-09-20}")
    assert [row.product for row in template_rows(for_one, START + timedelta(days=55))] == []
    assert for_one.last_week(friday_after(8)) == START + timedelta(days=55)
