"""Metric criteria: what samples prove, weeks, pooling, baselines, staleness (SEMANTICS 4 and 6)."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.observation import Observation
from metrics.series.age import age_days
from playbook.concerns.gates.metric_criterion import MetricJudgement, judge_metric
from playbook.model.criteria import Criterion
from playbook.model.trajectory import to_date
from playbook.verdict import Outcome
from tests.playbook.building import friday_after, measurements_of, playbook_of, week_row
from tests.playbook.concerns.gates.metric_criteria import judged, tasks


def test_nineteen_of_twenty_does_not_prove_ninety_percent_and_114_of_120_does() -> None:
    """Wilson one-sided 95% lower bounds 0.803993 and 0.906229 (scipy 1.17, statsmodels 0.15)."""
    few = judged({"pass": ">= 0.90"}, tasks(9, 19, 20))
    many = judged({"pass": ">= 0.90"}, tasks(9, 114, 120))
    assert few.outcome is Outcome.INCONCLUSIVE
    assert "more tasks at this rate would settle it" in few.reason
    assert many.outcome is Outcome.MET


def test_at_or_beyond_the_line_no_number_of_samples_would_settle_it() -> None:
    at_the_line = judged({"pass": ">= 0.90"}, tasks(9, 18, 20))
    assert at_the_line.outcome is Outcome.INCONCLUSIVE
    assert "no number of samples at this rate" in at_the_line.reason


def test_a_rate_without_a_sample_size_is_undecided_and_says_so() -> None:
    bare = judged({"pass": ">= 0.90"}, week_row("task_success_rate", 9, value=0.99))
    assert bare.outcome is Outcome.INCONCLUSIVE
    assert "no sample size" in bare.reason


def test_without_confidence_the_plain_value_decides() -> None:
    assert judged({"pass": ">= 0.90", "confidence": "none"}, tasks(9, 18, 20)).outcome is Outcome.MET
    assert judged({"pass": "> 0.90", "confidence": "none"}, tasks(9, 18, 20)).outcome is Outcome.NOT_MET


@pytest.mark.parametrize(
    ("k", "expected"),
    [(960, Outcome.MET), (900, Outcome.WARNING), (700, Outcome.NOT_MET), (850, Outcome.INCONCLUSIVE)],
)
def test_pass_and_warn_lines_give_the_outcomes_of_the_table(k: int, expected: Outcome) -> None:
    assert judged({"pass": ">= 0.90", "warn": ">= 0.85"}, tasks(9, k, 1000)).outcome is expected


def test_the_worst_of_the_last_weeks_counts_and_fewer_are_no_data() -> None:
    good_then_bad = [tasks(8, 700, 1000), tasks(9, 990, 1000)]
    assert judged({"pass": ">= 0.90", "weeks": 2}, *good_then_bad).outcome is Outcome.NOT_MET
    assert judged({"pass": ">= 0.90", "weeks": 1}, *good_then_bad).outcome is Outcome.MET
    short = judged({"pass": ">= 0.90", "weeks": 3}, *good_then_bad)
    assert short.outcome is Outcome.NO_DATA
    assert "2 of the last 3 closed weeks reported" in short.reason
    gap = judged({"pass": ">= 0.90", "weeks": 2}, tasks(7, 990, 1000), tasks(9, 990, 1000))
    assert gap.outcome is Outcome.NO_DATA


def test_pooled_weeks_add_up_before_they_are_judged() -> None:
    weeks = [tasks(week, 29, 30) for week in (6, 7, 8, 9)]
    assert judged({"pass": ">= 0.90"}, *weeks).outcome is Outcome.INCONCLUSIVE
    pooled = judged({"pass": ">= 0.90", "pool_weeks": 4}, *weeks)
    assert pooled.outcome is Outcome.MET
    assert pooled.n == 120
    assert judged({"pass": ">= 0.90", "pool_weeks": 4}, *weeks[1:]).outcome is Outcome.NO_DATA


def test_a_running_week_is_not_judged() -> None:
    rows = [tasks(9, 700, 1000), week_row("task_success_rate", 10, k=990, n=1000, received=friday_after(9))]
    assert judged({"pass": ">= 0.90"}, *rows).outcome is Outcome.NOT_MET


def spend(week: int, value: float) -> Observation:
    return week_row("token_spend_usd", week, value=value)


def test_a_relative_condition_compares_with_the_last_good_weeks() -> None:
    """The mean of earlier weeks in which the absolute condition held (keptn1-agg-01 averages passed samples alone)."""
    lines = {"pass": ["<= 100", "<= +10%"]}
    rows = [spend(5, 10), spend(6, 500), spend(7, 10)]
    assert judged(lines, *rows, spend(8, 11), metric="token_spend_usd", on=friday_after(8)).outcome is Outcome.MET
    above = judged(lines, *rows, spend(8, 11.1), metric="token_spend_usd", on=friday_after(8))
    assert above.outcome is Outcome.NOT_MET
    assert above.distance == pytest.approx(-0.1)


def test_a_relative_condition_without_history_is_no_data_and_never_passes() -> None:
    """Keptn skips it and passes (keptn1-agg-02); failed past samples do not count as history (keptn1-agg-03)."""
    lines = {"pass": ["<= 100", "<= +10%"]}
    alone = judged(lines, spend(9, 10), metric="token_spend_usd")
    assert alone.outcome is Outcome.NO_DATA
    after_bad = judged(lines, spend(7, 500), spend(8, 500), spend(9, 10), metric="token_spend_usd")
    assert after_bad.outcome is Outcome.NO_DATA
    broken_floor = judged(lines, spend(9, 1000), metric="token_spend_usd")
    assert broken_floor.outcome is Outcome.NOT_MET


def test_the_baseline_entry_serves_where_no_earlier_week_is_good() -> None:
    row = week_row("hallucination_rate", 9, k=30, n=1000)
    judgement = judged({"pass": "<= -50%"}, row, metric="hallucination_rate")
    assert judgement.outcome is Outcome.MET  # 0.12 - 50% = 0.06


def test_the_baseline_is_the_mean_of_at_most_so_many_weeks() -> None:
    rows = [spend(4, 1000), *(spend(week, 10) for week in (5, 6, 7, 8)), spend(9, 12)]
    assert judged({"pass": "<= +10%"}, *rows, metric="token_spend_usd").outcome is Outcome.NOT_MET
    assert judged({"pass": "<= +10%", "baseline_weeks": 5}, *rows, metric="token_spend_usd").outcome is Outcome.MET


def test_stale_good_news_is_undecided_and_stale_bad_news_stays() -> None:
    late = friday_after(11)
    good = judged({"pass": ">= 0.90"}, tasks(9, 990, 1000), on=late)
    bad = judged({"pass": ">= 0.90"}, tasks(9, 700, 1000), on=late)
    warning = judged({"pass": ">= 0.90", "warn": ">= 0.60"}, tasks(9, 700, 1000), on=late)
    assert good.outcome is Outcome.STALE
    assert (bad.outcome, bad.stale) == (Outcome.NOT_MET, True)
    assert "and stale" in bad.reason
    assert warning.outcome is Outcome.WARNING


def test_no_closed_week_is_no_data() -> None:
    assert judged({"pass": ">= 0.90"}).outcome is Outcome.NO_DATA


@settings(max_examples=150, deadline=None)
@given(n=st.integers(1, 2000), data=st.data(), warn=st.booleans())
def test_at_the_same_n_a_better_rate_never_gives_a_worse_outcome(n: int, data: st.DataObject, warn: bool) -> None:
    low = data.draw(st.integers(0, n))
    high = data.draw(st.integers(low, n))
    line: dict[str, Any] = {"pass": ">= 0.90", **({"warn": ">= 0.80"} if warn else {})}
    order = [Outcome.NOT_MET, Outcome.INCONCLUSIVE, Outcome.WARNING, Outcome.MET]
    worse, better = judged(line, tasks(9, low, n)).outcome, judged(line, tasks(9, high, n)).outcome
    assert order.index(better) >= order.index(worse)


@settings(max_examples=100, deadline=None)
@given(
    ks=st.lists(st.integers(0, 200), min_size=2, max_size=9),
    stop=st.integers(1, 9),
    wait=st.integers(0, 60),
)
def test_stopping_the_feed_never_helps(ks: list[int], stop: int, wait: int) -> None:
    """A decided bad outcome that goes missing never gives a better one, however long nothing is uploaded."""
    line = {"pass": ">= 0.90", "warn": ">= 0.80"}
    rows = [tasks(week, k, 200) for week, k in enumerate(ks[:stop], start=1)]
    day = friday_after(len(rows))
    now = judged(line, *rows, on=day).outcome
    later = judged(line, *rows, on=day + timedelta(days=wait)).outcome
    if now in (Outcome.NOT_MET, Outcome.WARNING):
        assert later is now
    else:
        assert later in (now, Outcome.STALE)


def test_the_week_that_is_shown_is_the_one_that_holds_the_outcome_back() -> None:
    """Week 8 is nearer to the line but proven; week 9 is farther and has too few samples."""
    rows = [tasks(8, 9200, 10000), tasks(9, 48, 50)]
    judgement = judged({"pass": ">= 0.90", "weeks": 2}, *rows)
    assert (judgement.outcome, judgement.week) == (Outcome.INCONCLUSIVE, "2026-W45")
    assert "more tasks" in judgement.reason


def test_a_doubt_about_the_warning_line_says_so_and_what_would_settle_it() -> None:
    """17% of 100 misses `>= 0.90` for certain; whether 0.82 reaches 0.80 is open."""
    criterion = {"pass": ">= 0.90", "warn": ">= 0.80"}
    found = judged(criterion, tasks(9, 82, 100))
    assert found.outcome is Outcome.INCONCLUSIVE
    assert "misses >= 90%; the warning line >= 80% is not proven at 95%; about " in found.reason
    more = int(found.action.removeprefix("collect about ").split()[0].replace(",", ""))
    assert judged(criterion, tasks(9, 0.82 * (100 + more), 100 + more)).outcome is Outcome.WARNING


def test_where_only_the_warning_line_can_be_settled_at_this_rate_the_words_do_not_ask_to_improve_in_vain() -> None:
    found = judged({"pass": ">= 0.90", "warn": ">= 0.80"}, tasks(9, 17, 20))
    assert found.outcome is Outcome.INCONCLUSIVE
    assert "no number of samples at this rate would; about " in found.reason
    assert found.action.endswith("which would settle the warning line >= 80%")


def test_a_warning_whose_pass_line_is_only_unproven_asks_for_samples_not_for_a_better_rate() -> None:
    criterion = {"pass": ">= 0.92", "warn": ">= 0.80"}
    found = judged(criterion, tasks(9, 95, 100))
    assert found.outcome is Outcome.WARNING
    assert found.action.startswith("collect about ")
    more = int(found.action.removeprefix("collect about ").split()[0].replace(",", ""))
    assert judged(criterion, tasks(9, 0.95 * (100 + more), 100 + more)).outcome is Outcome.MET


def test_a_relative_warning_line_without_history_is_no_data_and_does_not_ask_for_samples() -> None:
    found = judged(
        {"pass": "<= 4", "warn": "<= +10%"}, week_row("latency_p95_seconds", 9, value=5), metric="latency_p95_seconds"
    )
    assert found.outcome is Outcome.NO_DATA
    assert "to compare with, and no baseline" in found.reason


def test_of_alternatives_the_one_that_needs_fewest_samples_is_named() -> None:
    """`>= 0.90` needs 80 more at 95% (published: 100 in all), `>= 0.85` fewer."""
    one = judged({"pass": ">= 0.85"}, tasks(9, 19, 20))
    either = judged({"pass": {"any": [">= 0.90", ">= 0.85"]}}, tasks(9, 19, 20))
    assert either.action == one.action
    assert judged({"pass": [">= 0.90", ">= 0.85"]}, tasks(9, 19, 20)).action == "collect about 80 more tasks"


def test_nested_alternatives_are_said_as_they_are_meant() -> None:
    found = judged({"pass": [">= 0.80", {"any": [">= 0.99", ">= 0.95"]}]}, tasks(9, 100, 1000))
    assert "needs >= 80% and (>= 99% or >= 95%)" in found.reason


KINDS = """
metrics:
  - {id: csat, pillar: quality, kind: mean, better: higher, targets: [{date: 2026-12-05, value: 4}]}
  - {id: nps, pillar: value, kind: nps, better: higher, over_products: pool}
  - {id: cloud_usd, pillar: cost, kind: amount, unit: USD, per: month, better: lower,
     targets: [{date: 2026-09-07, value: 4348.125, kind: baseline}, {date: 2026-12-05, value: 4348.125}]}
  - {id: charter_usd, pillar: cost, kind: amount, unit: USD, per: charter, better: lower}
"""


def judged_of(metric: str, criterion: dict[str, Any], *rows: Observation) -> MetricJudgement:
    playbook = playbook_of(
        definitions_metrics=KINDS,
        definitions_gates="gates: [{id: limited-release, stage: ship, criteria: []}]",
    )
    series = measurements_of(playbook, *rows).known(friday_after(9)).series(metric, "support-copilot")
    in_sum = to_date(playbook, playbook.metrics[metric], series)
    written = Criterion.model_validate({"id": "line", "metric": metric, **criterion})
    return judge_metric(written, playbook.metrics[metric], in_sum, age_days(series, friday_after(9)))


def test_pooled_means_weigh_by_n() -> None:
    rows = (week_row("csat", 8, value=5, n=10), week_row("csat", 9, value=3, n=90))
    found = judged_of("csat", {"pass": ">= 4", "pool_weeks": 2}, *rows)
    assert found.value == pytest.approx(3.2)
    assert found.outcome is Outcome.NOT_MET


@pytest.mark.parametrize("confidence", ["none", 0.95])
def test_rates_without_counts_are_never_averaged(confidence: object) -> None:
    rows = (tasks(8, 80, 100), week_row("task_success_rate", 9, value=0.99))
    found = judged({"pass": ">= 0.85", "pool_weeks": 2, "confidence": confidence}, *rows)
    assert found.outcome is Outcome.INCONCLUSIVE
    assert "no sample size" in found.reason


def test_pooled_promoter_scores_need_their_counts() -> None:
    bare = (week_row("nps", 8, value=40), week_row("nps", 9, value=20))
    assert judged_of("nps", {"pass": ">= 20", "pool_weeks": 2}, *bare).outcome is Outcome.INCONCLUSIVE
    counted = (week_row("nps", 8, value=40, k=40, n=100), week_row("nps", 9, value=20, k=60, n=300))
    found = judged_of("nps", {"pass": ">= 25", "pool_weeks": 2}, *counted)
    assert (found.outcome, found.value) == (Outcome.MET, 25)


def test_the_line_of_what_is_counted_by_the_month_is_for_a_month() -> None:
    """$1,200 a week is $5,218 a month: over a line of $4,348 a month, which is $999.98 a week."""
    over = judged_of("cloud_usd", {"pass": "<= 4348.125"}, week_row("cloud_usd", 9, value=1200))
    assert over.outcome is Outcome.NOT_MET
    assert "needs <= $999.9 a week ($4,348 a month): missed" in over.reason
    assert over.distance == pytest.approx(-200, abs=0.1)
    within = judged_of("cloud_usd", {"pass": "<= 4348.125"}, week_row("cloud_usd", 9, value=990))
    assert within.outcome is Outcome.MET
    against_the_baseline = judged_of("cloud_usd", {"pass": "<= +10%"}, week_row("cloud_usd", 9, value=1050))
    assert against_the_baseline.outcome is Outcome.MET
    assert "$1,099" in against_the_baseline.reason


def test_the_line_of_what_is_counted_over_the_charter_is_for_all_of_it() -> None:
    rows = [week_row("charter_usd", week, value=5000) for week in range(1, 10)]
    assert judged_of("charter_usd", {"pass": "<= 44000"}, *rows).outcome is Outcome.NOT_MET
    met = judged_of("charter_usd", {"pass": "<= 45000"}, *rows)
    assert (met.outcome, met.value) == (Outcome.MET, 45000)
    assert "$45,000 since the start, to Nov 8" in met.reason
    gap = judged_of("charter_usd", {"pass": "<= 45000"}, *rows[:3], *rows[4:])
    assert gap.outcome is Outcome.INCONCLUSIVE
    assert "partial (8 of 9 weeks)" in gap.reason
