"""The inventory filtered, findings by rule, duplicates, and decisions that are due."""

from dataclasses import replace
from datetime import timedelta

from playbook.concerns.experiments.views import (
    decisions_due,
    drawable,
    duplicates,
    findings_by_rule,
    of_product,
    settled,
    sums_by,
)
from playbook.concerns.experiments.wording import use_words
from playbook.model.experiments import Decision, FindingRule, FindingSeverity
from playbook.model.products import RiskTier
from playbook.results.experiments import Finding
from tests.playbook.statuses import TODAY, experiment


def finding(rule: FindingRule, severity: FindingSeverity = FindingSeverity.MEDIUM) -> Finding:
    """A finding of a rule."""
    return Finding(rule, severity, rule.replace("_", " "), "why", "do this")


NO_OWNER = finding(FindingRule.NO_OWNER, FindingSeverity.HIGH)
ZOMBIE = finding(FindingRule.ZOMBIE)
BOT = experiment(id="bot", team="support", risk_tier=RiskTier.HIGH, product="support-copilot")
NOTES = experiment(id="notes", team="", owner="", decision=None, decision_in_date=False, findings=(NO_OWNER, ZOMBIE))
FORECAST = experiment(id="forecast", team="planning", decision=Decision.STOP, findings=(ZOMBIE,), duplicate_of="bot")
ALL = (BOT, NOTES, FORECAST)


def test_a_product_has_its_own_experiments_and_all_products_have_all() -> None:
    assert [each.id for each in of_product(ALL, "support-copilot")] == ["bot"]
    assert of_product(ALL, None) == ALL
    assert of_product(ALL, "another") == ()


def test_sums_hold_what_is_known_the_costliest_first() -> None:
    known = experiment(id="a", owner="data-lead", monthly_cost=100.0, weekly_users=4)
    unknown = experiment(id="b", owner="data-lead", monthly_cost=None, weekly_users=None, findings=(ZOMBIE,))
    cheap = experiment(id="c", owner="", decision=None, decision_in_date=False, monthly_cost=5.0, weekly_users=1)
    first, second = sums_by((cheap, known, unknown), "owner")
    assert (first.value, first.experiments, first.undecided, first.with_findings) == ("data-lead", 2, 0, 1)
    assert (first.weekly_users, first.monthly_cost) == (4, 100.0)
    assert (second.value, second.undecided, second.monthly_cost) == ("", 1, 5.0)
    assert {one.value for one in sums_by(ALL, "decision")} == {"keep", "", "stop"}


def test_findings_stand_by_rule_the_gravest_first_then_the_most_frequent() -> None:
    duplicate = finding(FindingRule.DUPLICATE)
    found = findings_by_rule((*ALL, experiment(id="other", findings=(duplicate,))))
    assert [(rule.rule, len(rule.cases)) for rule in found] == [
        (FindingRule.NO_OWNER, 1),
        (FindingRule.ZOMBIE, 2),
        (FindingRule.DUPLICATE, 1),
    ]


def test_a_rule_that_goes_by_two_names_is_told_under_each() -> None:
    unchecked = replace(ZOMBIE, name="not checked", remedy="look again")
    seen, forgotten = experiment(id="a", findings=(ZOMBIE,)), experiment(id="b", findings=(unchecked,))
    told = [(one.name, one.remedy, [each.id for each, _ in one.cases]) for one in findings_by_rule((forgotten, seen))]
    assert told == [("not checked", "look again", ["b"]), ("zombie", "do this", ["a"])]


def test_use_says_in_words_what_is_not_known() -> None:
    unknown = experiment(id="a", weekly_users=19, monthly_cost=None, last_active=None)
    assert use_words(unknown, "USD", TODAY) == "19 weekly users, cost not known, last active not known"
    one = experiment(id="b", weekly_users=1, monthly_cost=30.0, last_active=None)
    assert use_words(one, "USD", TODAY).startswith("1 weekly user, $30 a month")


def test_a_duplicate_stands_beside_what_it_copies() -> None:
    assert [(first.id, copy.id) for first, copy in duplicates(ALL)] == [("bot", "forecast")]
    assert duplicates((FORECAST,)) == ()


def test_a_pair_is_settled_once_one_of_them_is_merged_or_stopped() -> None:
    assert settled((BOT, FORECAST))
    assert not settled((BOT, experiment(decision=Decision.MERGE, decision_in_date=False)))
    assert not settled((BOT, NOTES))


def test_what_nobody_decided_is_due_first_then_what_ran_out_then_what_runs_out() -> None:
    soon = experiment(id="soon", decision_until=TODAY + timedelta(days=20))
    gone = experiment(id="gone", decision_until=TODAY - timedelta(days=3), decision_in_date=False)
    far = experiment(id="far", decision_until=TODAY + timedelta(days=100))
    for_good = experiment(id="for-good", decision=Decision.STOP, decision_until=None)
    due = decisions_due((soon, far, for_good, gone, NOTES), TODAY)
    assert [(one.experiment.id, one.days) for one in due] == [("notes", None), ("gone", -3), ("soon", 20)]


def test_only_known_cost_and_use_can_be_drawn() -> None:
    assert drawable((BOT, experiment(weekly_users=None), experiment(monthly_cost=None))) == (BOT,)
