"""Amounts are never held against amounts of another currency: one thing changed, and the whole message."""

from tests.playbook.good_world import changed, good_world, reported

CHARTER = "records/charter.yaml"
CASE = "weekly_value: 9, weekly_cost: 3"
WORKFLOW = "records/workflow.yaml"
START = "start: 2026-09-07"


def money(texts: dict[str, str]) -> list[str]:
    """What is said of amounts of two currencies."""
    return [line for line in reported(texts) if "amounts of two currencies are never added up" in line]


def with_budget(currency: str) -> dict[str, str]:
    """The good world with a budget."""
    return changed(CHARTER, START, f"{START}\nbudget: {{amount: 100000, currency: {currency}}}")


def test_a_case_in_another_currency_than_the_budget_is_found_at_its_word() -> None:
    texts = changed(WORKFLOW, CASE, f"{CASE}, currency: EUR", with_budget("USD"))
    (found,) = money(texts)
    assert found.startswith("warning: records/workflow.yaml:")
    assert found.endswith(
        "the case of 'copilot' is in EUR, and the charter's budget is in USD; "
        "convert it and write USD; amounts of two currencies are never added up"
    )


def test_a_case_that_says_nothing_is_in_the_money_of_the_organization() -> None:
    assert not any("the case of" in line for line in money(with_budget("CHF")))


def test_costs_of_experiments_and_the_metric_of_value_are_in_the_money_of_the_budget() -> None:
    found = money(with_budget("EUR"))
    assert any("experiments.yaml:1:1: costs of experiments are in USD" in line for line in found)
    assert not any("'token_spend'" in line for line in found)
    valued = {**with_budget("EUR"), "definitions/value.yaml": "spent: [token_spend]\n"}
    assert any("'token_spend' is in USD, and the charter's budget is in EUR" in line for line in money(valued))


def test_one_currency_is_fine_and_pay_bands_are_in_that_of_their_country() -> None:
    assert "currency: EUR" in good_world()["records/team.yaml"]
    assert money(with_budget("USD")) == []
    assert money(good_world()) == []
