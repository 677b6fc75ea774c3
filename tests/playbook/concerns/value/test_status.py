"""What is missing counts as nothing, and never as good; promises count by the word known on the day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.observation import Observation
from playbook.concerns.value.status import Standing, ValueStatus, value_status
from playbook.concerns.value.wording import so_far_words, summary
from playbook.model.products import Stage
from playbook.readiness.inquiry import Inquiry
from tests.playbook.building import friday_after, measurements_of, playbook_of, week_row

METRICS = """
metrics:
  - {id: saved, pillar: value, kind: amount, unit: USD, per: week, better: higher, owner: finance, source: sheet}
  - {id: bill, pillar: cost, kind: amount, unit: USD, per: week, better: lower, owner: finance, source: bill}
  - {id: tasks, pillar: value, kind: count, unit: tasks, better: higher, owner: finance, source: events}
"""
PRODUCTS = """
products:
  - id: one
    owner: lead
    stages: [{stage: spec, on: 2026-09-07}, {stage: prototype, on: 2026-09-21}, {stage: ship, on: 2026-10-05}]
  - id: two
    owner: lead
    stages: [{stage: ship, on: 2026-09-14}, {stage: monitor, on: 2026-10-01}]
  - {id: three, owner: lead, stages: [{stage: spec, on: 2026-09-14}]}
"""
CASES = """
cases:
  - {product: one, kpi: Time, weekly_value: 900, weekly_cost: 9, due: 2026-10-01, on: 2026-09-07, by: lead}
  - {product: one, kpi: Time, weekly_value: 1000, weekly_cost: 9, due: 2026-11-01, on: 2026-10-12, by: lead}
  - {product: two, kpi: Time, weekly_value: 500, weekly_cost: 9, on: 2026-09-14, by: lead}
  - {product: three, kpi: Time, weekly_value: 500, weekly_cost: 9, on: 2026-09-14, by: lead, currency: EUR}
"""
VALUE = "{realised: saved, spent: [bill], outcomes: [tasks], weeks: 2}"
PLAYBOOK = playbook_of(
    definitions_metrics=METRICS, records_products=PRODUCTS, definitions_value=VALUE, records_workflow=CASES
)
WEEK = 7
DAY = friday_after(WEEK)


def rows(product: str, metric: str, *values: float, last: int = WEEK) -> list[Observation]:
    """Values of the weeks up to the last one."""
    first = last - len(values) + 1
    return [week_row(metric, first + place, value=value, product=product) for place, value in enumerate(values)]


ALL = [
    *rows("one", "saved", 400, 950),
    *rows("one", "bill", 100, 200),
    *rows("one", "tasks", 10, 20),
    *rows("two", "saved", 600, 450),
    *rows("two", "bill", 30, 30),
    *rows("two", "tasks", 5, 5),
]


def judged(*found: Observation, day: date = DAY) -> ValueStatus:
    return value_status(Inquiry(PLAYBOOK, measurements_of(PLAYBOOK, *found), day))


def test_each_product_is_held_against_what_it_promised_last() -> None:
    one, two, three = judged(*ALL).products
    assert (one.promised, one.due, one.realised, one.share) == (1000, date(2026, 11, 1), 950, 0.95)
    assert (one.standing, two.standing, three.standing) == (Standing.NOT_DUE, Standing.SHORT, Standing.NOT_PROMISED)
    assert (one.so_far, one.spent) == (1350, 300)
    assert judged(*ALL, day=date(2026, 10, 11)).products[0].promised == 900, "the later word was not known"
    assert judged(*ALL, day=date(2026, 11, 2)).products[0].standing is Standing.SHORT


def test_without_a_day_it_is_due_once_the_product_is_in_its_last_stage() -> None:
    assert judged(*ALL).products[1].due == date(2026, 10, 1)
    before = judged(day=date(2026, 9, 30)).products[1]
    assert (before.due, before.standing) == (None, Standing.NOT_DUE)


def test_all_products_together() -> None:
    assert summary(judged(*ALL)) == "0 of 2 promises kept, 1 not due yet; 93% of the promised value realized."
    found = judged(*ALL).portfolio
    assert (found.promised, found.realised, found.promises, found.reported, found.kept) == (1500, 1400, 2, 2, 0)
    assert found.share == pytest.approx(1400 / 1500)
    assert found.costs[0].cost == pytest.approx(360 / 40)


def test_a_promise_is_kept_on_its_line() -> None:
    assert judged(*ALL, *rows("two", "saved", 500, last=WEEK + 1), day=friday_after(WEEK + 1)).portfolio.kept == 1


def test_a_product_that_says_nothing_counts_as_nothing() -> None:
    found = judged(*(row for row in ALL if (row.product, row.metric) != ("two", "saved")))
    assert found.products[1].standing is Standing.NOT_REPORTED
    assert (found.portfolio.promised, found.portfolio.realised, found.portfolio.reported) == (1500, 950, 1)
    assert found.portfolio.share == pytest.approx(950 / 1500)


def test_numbers_that_are_too_old_are_not_known() -> None:
    one = judged(*ALL, day=friday_after(WEEK + 3)).products[0]
    assert (one.realised, one.share, one.standing) == (None, None, Standing.NOT_REPORTED)
    assert one.costs[0].cost is None
    assert one.so_far == 1350


@pytest.mark.parametrize("metric", ["bill", "tasks"])
def test_a_week_that_is_missing_leaves_the_cost_unknown(metric: str) -> None:
    gap = [row for row in ALL if (row.product, row.metric) != ("one", metric)]
    found = judged(*gap, *rows("one", metric, 1.0))
    assert found.products[0].costs[0].cost is None
    assert found.portfolio.costs[0].cost is None, "a product that runs lacks a number"


def test_no_outcome_has_no_cost() -> None:
    found = judged(*(row for row in ALL if row.metric != "tasks"), *rows("one", "tasks", 0, 0))
    assert found.products[0].costs[0].cost is None


@given(st.sets(st.integers(0, len(ALL) - 1)))
def test_no_number_that_goes_missing_makes_anything_look_better(missing: set[int]) -> None:
    """Where the newest week is there or nothing is: an older week that still counts is told as what it is."""
    gone = {(ALL[place].product, ALL[place].metric) for place in missing}
    whole, found = judged(*ALL), judged(*(row for row in ALL if (row.product, row.metric) not in gone))
    assert found.portfolio.promised == whole.portfolio.promised
    assert (found.portfolio.share or 0) <= (whole.portfolio.share or 0)
    assert found.portfolio.kept <= whole.portfolio.kept
    for before, after in zip(whole.products, found.products, strict=True):
        assert (after.share or 0) <= (before.share or 0)
        assert (after.so_far or 0) <= (before.so_far or 0)
        assert after.costs[0].cost in (None, before.costs[0].cost)
    assert found.portfolio.costs[0].cost in (None, whole.portfolio.costs[0].cost)


def test_nothing_is_known_without_metrics_or_products() -> None:
    playbook = playbook_of(records_products="products: []")
    found = value_status(Inquiry(playbook, measurements_of(playbook), DAY))
    assert (found.unit, found.products, found.portfolio.promised, found.portfolio.share) == ("", (), None, None)


def test_the_way_counts_who_came_how_far_and_how_long_each_step_took() -> None:
    steps = {step.step: step for step in judged().funnel}
    assert [steps[stage].reached for stage in Stage] == [3, 2, 2, 1]
    assert [steps[stage].now for stage in Stage] == [1, 0, 1, 1]
    assert [steps[stage].median_days for stage in Stage] == [14, 14, 17, None]
    assert (steps["experiments"].reached, steps["experiments"].median_days) == (0, None)


def test_what_was_spent_says_which_spending_counts() -> None:
    said = so_far_words(judged(*ALL))
    assert said == "Since the start, as far as reported: $2,400 realized, $360 spent (counting Bill alone)."


def test_before_anything_is_reported_one_sentence_says_so() -> None:
    assert so_far_words(judged()) == "Since the start, no value and no cost was reported."


def test_a_promise_that_names_no_money_is_in_that_of_the_organization() -> None:
    in_francs = {
        "definitions_metrics": METRICS.replace("USD", "CHF"),
        "records_products": PRODUCTS,
        "definitions_value": VALUE,
        "records_workflow": CASES,
    }
    followed = playbook_of(**in_francs)
    paid = playbook_of(**in_francs, records_charter="start: 2026-09-07\nbudget: {amount: 9000, currency: CHF}")
    for playbook in (followed, paid):
        asked = Inquiry(playbook, measurements_of(playbook, *ALL), DAY)
        one, _, three = value_status(asked).products
        assert (playbook.currency, one.promised, three.promised) == ("CHF", 1000, None)
