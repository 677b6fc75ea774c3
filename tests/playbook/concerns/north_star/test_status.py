"""Metrics against their dated trajectories: samples, staleness, partial weeks, products that do not add up."""

from dataclasses import replace
from datetime import date

import pytest

from metrics.observation import Observation
from playbook.concerns.north_star.status import MetricStatus, metric_status, metric_statuses
from playbook.concerns.north_star.wording import targets_words
from playbook.concerns.weekly_figures.wording import DAYS_WITHOUT_WEEKS
from playbook.model.playbook import Playbook
from playbook.model.trajectory import target_on
from playbook.readiness.inquiry import Inquiry
from playbook.verdict import Outcome
from tests.playbook.building import METRICS, PRODUCTS, friday_after, measurements_of, playbook_of, week_row

TODAY = date(2026, 11, 13)


def status(metric: str, *rows: Observation, on: date = TODAY, playbook: Playbook | None = None) -> MetricStatus:
    world = playbook or playbook_of()
    found = metric_statuses(Inquiry(world, measurements_of(world, *rows), on))
    return next(one for one in found if one.metric == metric)


@pytest.mark.parametrize(
    ("day", "target"),
    [
        (date(2026, 8, 1), 0.12),
        (date(2026, 9, 7), 0.12),
        (date(2026, 11, 8), 0.12 - 0.09 * 62 / 89),
        (date(2026, 12, 5), 0.03),
        (date(2027, 3, 1), 0.03),
    ],
)
def test_targets_are_linear_between_two_dates_and_constant_outside(day: date, target: float) -> None:
    playbook = playbook_of()
    assert target_on(playbook, playbook.metrics["hallucination_rate"], day) == pytest.approx(target)


OWN = "{support-copilot: [{date: 2026-12-05, value: %s}]}"
BOTH = (
    PRODUCTS
    + """
  - {id: search, owner: product-lead, risk_tier: limited, stages: [{stage: spec, on: 2026-09-14}]}
"""
)


def by_product(metric: str, own: str, *rows: Observation) -> dict[str | None, MetricStatus]:
    """How the organization (None) and each product stand."""
    line = f"id: {metric},"
    texts = METRICS.replace(line, f"{line} targets_by_product: {own},") if own else METRICS
    world = playbook_of(definitions_metrics=texts, records_products=BOTH)
    asking = Inquiry(world, measurements_of(world, *rows), TODAY)
    return {name: metric_status(asking, world.metrics[metric], name) for name in (None, "support-copilot", "search")}


def judged_by_product(metric: str, own: str, *rows: Observation) -> dict[str | None, tuple[Outcome, float | None]]:
    """Outcome and target of each."""
    return {name: (one.outcome, one.target) for name, one in by_product(metric, own, *rows).items()}


def test_where_products_add_up_the_targets_of_one_are_its_own_and_those_of_the_sum_nobody_elses() -> None:
    rows = [
        week_row("token_spend_usd", 9, value=12_000),
        week_row("token_spend_usd", 9, value=5_000, product="search"),
    ]
    assert judged_by_product("token_spend_usd", OWN % 10_000, *rows) == {
        None: (Outcome.MET, 18_000),
        "support-copilot": (Outcome.NOT_MET, 10_000),
        "search": (Outcome.NOT_APPLICABLE, None),
    }
    found = by_product("token_spend_usd", "", *rows)["search"]
    assert (found.outcome, found.target, found.final_target) == (Outcome.NOT_APPLICABLE, None, None)
    assert (found.value, found.reason) == (5_000, "$5,000 in Nov 2-8; no plan of its own")


def test_a_product_without_a_plan_of_its_own_still_owes_its_numbers() -> None:
    rows = [
        week_row("token_spend_usd", 9, value=12_000),
        week_row("token_spend_usd", 5, value=5_000, product="search"),
    ]
    found = by_product("token_spend_usd", "", *rows)["search"]
    assert found.outcome is Outcome.STALE
    assert found.reason.startswith("$5,000 is stale: last reported for Oct 5-11")
    assert by_product("token_spend_usd", "", rows[0])["search"].outcome is Outcome.NO_DATA


def test_the_plan_of_a_sum_is_that_of_its_only_product() -> None:
    world = playbook_of()
    asking = Inquiry(world, measurements_of(world, week_row("token_spend_usd", 9, value=12_000)), TODAY)
    found = metric_status(asking, world.metrics["token_spend_usd"], "support-copilot")
    assert (found.outcome, found.target) == (Outcome.MET, 18_000)


@pytest.mark.parametrize(
    ("keys", "target", "outcome"),
    [
        ("better: lower, targets: [{date: 2026-12-05, value: 0}]", 0, Outcome.NOT_MET),
        ("better: lower, targets: [{date: 2026-12-05, value: 1}]", None, Outcome.NOT_APPLICABLE),
        ("better: higher, targets: [{date: 2026-12-05, value: 0}]", None, Outcome.NOT_APPLICABLE),
        ("better: lower, range: [-9, 9], targets: [{date: 2026-12-05, value: 0}]", None, Outcome.NOT_APPLICABLE),
    ],
)
def test_a_sum_that_is_to_be_none_is_none_of_each_product_where_nothing_is_below(
    keys: str, target: float | None, outcome: Outcome
) -> None:
    texts = f"metrics: [{{id: leaks, pillar: trust, kind: count, owner: lead, source: log, {keys}}}]"
    world = playbook_of(definitions_metrics=texts, records_products=BOTH)
    asking = Inquiry(world, measurements_of(world, week_row("leaks", 9, value=1)), TODAY)
    found = metric_status(asking, world.metrics["leaks"], "support-copilot")
    assert (found.target, found.outcome) == (target, outcome)


def test_where_products_are_pooled_a_product_without_targets_of_its_own_has_those_of_the_metric() -> None:
    rows = [
        week_row("task_success_rate", 9, k=920, n=1000),
        week_row("task_success_rate", 9, k=920, n=1000, product="search"),
    ]
    assert judged_by_product("task_success_rate", OWN % 0.95, *rows) == {
        None: (Outcome.MET, 0.85),
        "support-copilot": (Outcome.NOT_MET, 0.95),
        "search": (Outcome.MET, 0.85),
    }


def test_all_targets_are_told_those_of_a_product_by_its_name() -> None:
    texts = METRICS.replace("id: token_spend_usd,", f"id: token_spend_usd, targets_by_product: {OWN % 9_000},")
    metric = playbook_of(definitions_metrics=texts).metrics["token_spend_usd"]
    assert targets_words(metric, TODAY, {"support-copilot": "Support copilot"}) == (
        "$18,000 a week on Dec 5; Support copilot: $9,000 a week on Dec 5"
    )


@pytest.mark.parametrize(
    ("k", "n", "outcome"),
    [
        (40, 2000, Outcome.MET),
        (200, 2000, Outcome.NOT_MET),
        (3, 60, Outcome.INCONCLUSIVE),
        (1, 20, Outcome.INCONCLUSIVE),
    ],
)
def test_a_rate_is_judged_by_what_its_sample_proves(k: int, n: int, outcome: Outcome) -> None:
    found = status("hallucination_rate", week_row("hallucination_rate", 9, k=k, n=n))
    assert found.outcome is outcome
    assert (found.low or 0.0) < (found.value or 0.0) < (found.high or 0.0)


def test_a_rate_without_sample_size_is_never_met() -> None:
    found = status("hallucination_rate", week_row("hallucination_rate", 9, value=0.0))
    assert found.outcome is Outcome.INCONCLUSIVE
    assert "no sample size" in found.reason


def test_nothing_reported_is_no_data_not_zero() -> None:
    found = status("token_spend_usd")
    assert (found.outcome, found.value) == (Outcome.NO_DATA, None)


def test_good_news_goes_stale_and_bad_news_stays() -> None:
    good = status("token_spend_usd", week_row("token_spend_usd", 7, value=10))
    bad = status("token_spend_usd", week_row("token_spend_usd", 7, value=10**6))
    assert good.outcome is Outcome.STALE
    assert bad.outcome is Outcome.NOT_MET
    assert "stale" in bad.reason


def test_a_week_that_lacks_a_product_is_partial_and_cannot_be_met() -> None:
    rows = [
        week_row("token_spend_usd", 8, value=10),
        week_row("token_spend_usd", 8, value=20, product="other"),
        week_row("token_spend_usd", 9, value=10),
    ]
    found = status("token_spend_usd", *rows)
    assert (found.outcome, found.partial, found.value) == (Outcome.INCONCLUSIVE, "1 of 2", 10)
    assert found.reason.endswith("is partial (1 of 2 products), so it cannot count as met")
    assert found.change is None
    before = status("token_spend_usd", *rows, on=friday_after(8))
    assert (before.outcome, before.value) == (Outcome.MET, 30)


def test_rates_pool_over_products_and_are_never_averaged() -> None:
    rows = [
        week_row("task_success_rate", 9, k=9, n=10),
        week_row("task_success_rate", 9, k=100, n=1000, product="other"),
    ]
    assert status("task_success_rate", *rows).value == pytest.approx(109 / 1010)


def test_where_products_do_not_add_up_the_worst_speaks_for_all() -> None:
    rows = [
        week_row("latency_p95_seconds", 9, value=3),
        week_row("latency_p95_seconds", 9, value=9, product="other"),
    ]
    found = status("latency_p95_seconds", *rows)
    assert (found.value, found.outcome) == (None, Outcome.NOT_MET)
    assert found.reason.startswith("worst of 2 products: other")
    assert found.worst == "other"
    alone = status("latency_p95_seconds", rows[0])
    assert (alone.value, alone.outcome) == (3, Outcome.MET)


SPEND = """
metrics:
  - {id: charter_spend_usd, pillar: cost, kind: amount, unit: USD, per: charter, better: lower, level: organization}
"""


def test_spend_over_the_charter_adds_up_and_is_held_against_the_budget() -> None:
    playbook = playbook_of(
        definitions_metrics=SPEND, records_charter="start: 2026-09-07\nbudget: {amount: 90000, currency: USD}"
    )
    rows = [week_row("charter_spend_usd", week, value=5000, product="") for week in range(1, 10)]
    found = status("charter_spend_usd", *rows, playbook=playbook)
    assert found.value == 45000
    assert found.target == pytest.approx(63000)
    assert found.outcome is Outcome.MET
    assert found.change is None
    gap = status("charter_spend_usd", *rows[:4], *rows[5:], playbook=playbook)
    assert (gap.outcome, gap.partial) == (Outcome.INCONCLUSIVE, "8 of 9 weeks")


def test_a_value_short_of_its_plan_by_what_rounding_hides_is_not_said_to_be_the_plan() -> None:
    """4,348.21 a month are 999.999 a week."""
    metrics = """
metrics:
  - {id: cloud_usd, pillar: cost, kind: amount, unit: USD, per: month, better: lower, owner: finance, source: bill,
     targets: [{date: 2026-12-05, value: 4348.21}]}
"""
    playbook = playbook_of(definitions_metrics=metrics)
    over = status("cloud_usd", week_row("cloud_usd", 9, value=1000), playbook=playbook)
    assert (over.outcome, over.reason) == (Outcome.NOT_MET, "$1,000, at most $999.9 planned by Nov 8")
    within = status("cloud_usd", week_row("cloud_usd", 9, value=999.99), playbook=playbook)
    assert (within.outcome, within.reason) == (Outcome.MET, "$1,000, at most $1,000 planned by Nov 8")


def test_a_metric_without_a_target_is_shown_and_not_judged() -> None:
    playbook = playbook_of(
        definitions_metrics="metrics: [{id: gpu_hours, pillar: cost, kind: amount, unit: hours, better: lower}]"
    )
    found = status("gpu_hours", week_row("gpu_hours", 9, value=5), playbook=playbook)
    assert found.outcome is Outcome.NOT_APPLICABLE


def test_a_metric_without_target_or_numbers_does_not_count_against_anybody() -> None:
    playbook = playbook_of(definitions_metrics=SPEND, records_charter="start: 2026-09-07")
    found = status("charter_spend_usd", playbook=playbook)
    assert found.outcome is Outcome.NOT_APPLICABLE
    assert found.reason == "nothing reported; no target is set"


def test_a_product_that_ended_no_longer_speaks_for_all() -> None:
    ended = """
products:
  - {id: support-copilot, owner: product-lead}
  - {id: other, owner: product-lead, ended: 2026-11-10}
"""
    rows = [week_row("latency_p95_seconds", 9, value=3), week_row("latency_p95_seconds", 7, value=9, product="other")]
    found = status("latency_p95_seconds", *rows, playbook=playbook_of(records_products=ended))
    assert (found.outcome, found.worst) == (Outcome.MET, "support-copilot")
    assert [product.product for product in found.by_product] == ["support-copilot"]


def test_weeks_after_a_product_ended_are_whole_without_it() -> None:
    products = """
products:
  - {id: support-copilot, owner: product-lead}
  - {id: other, owner: product-lead, ended: 2026-11-02}
"""
    rows = [
        week_row("token_spend_usd", 8, value=10),
        week_row("token_spend_usd", 8, value=20, product="other"),
        week_row("token_spend_usd", 9, value=10),
    ]
    found = status("token_spend_usd", *rows, playbook=playbook_of(records_products=products))
    assert (found.week, found.outcome, found.partial) == ("2026-W45", Outcome.MET, None)


def test_days_that_do_not_roll_up_are_not_called_nothing() -> None:
    metrics = "metrics: [{id: share, pillar: quality, kind: rate, better: higher, grain: day%s}]"
    rows = [
        replace(week_row("share", 9, value=0.5), period_start=day, period_end=day)
        for day in (date(2026, 11, 2), date(2026, 11, 3))
    ]
    aim = ", targets: [{date: 2026-12-05, value: 0.4}]"
    judged = status("share", *rows, playbook=playbook_of(definitions_metrics=metrics % aim))
    assert (judged.outcome, judged.reason) == (Outcome.NO_DATA, DAYS_WITHOUT_WEEKS)
    bare = status("share", *rows, playbook=playbook_of(definitions_metrics=metrics % ""))
    assert bare.reason == f"{DAYS_WITHOUT_WEEKS}; no target is set"
    averaged = status("share", *rows, playbook=playbook_of(definitions_metrics=metrics % ", over_time: mean"))
    assert (averaged.value, averaged.partial) == (0.5, "2 of 7 days")
