"""Costs and users of an imported spreadsheet are read by what reads the numbers of uploads, or asked about."""

import pytest

from playbook.services.importing.table import Against, read_experiments
from tests.worlds import World


def costs(world: World, text: str) -> list[object]:
    known = {one.id: one for one in world.playbook().records.experiments.experiments}
    table = read_experiments("table.csv", text.encode(), Against(known, world.today))
    if table.problems:
        return [problem.message for problem in table.problems]
    return [row.entry["seen"][0].get("monthly_cost", row.entry["seen"][0].get("weekly_users")) for row in table.rows]


@pytest.mark.parametrize(
    ("cell", "proof", "meant"),
    [
        ("900,50", "1,5", 900.5),
        ("1.250,50", "1,5", 1250.5),
        ("$1,250.50", "1.5", 1250.5),
        ("1 250,5", "1,5", 1250.5),
        ("1.250", "1,5", 1250),
        ("1,250", "1.5", 1250),
        ("1'250.00", "1.5", 1250),
    ],
)
def test_a_cost_is_read_in_the_sign_of_its_table(slipping: World, cell: str, proof: str, meant: float) -> None:
    assert costs(slipping, f"Name;Monthly cost\nNew one;{cell}\nNew two;{proof}\n")[0] == meant


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("12k", "'12k' is shortened"),
        ("soon", "'soon' is not a number"),
        ("4%", "'4%' has a percent sign"),
        ("21/340", "'21/340' is two numbers"),
    ],
)
def test_what_is_no_cost_is_reported_as_what_it_is(slipping: World, cell: str, found: str) -> None:
    (message,) = costs(slipping, f"Name;Monthly cost\nNew one;{cell}\n")
    assert f"table.csv, row 2, column 'Monthly cost': {found}" in str(message)


def test_users_are_whole_so_a_group_is_no_decimal(slipping: World) -> None:
    assert costs(slipping, "Name;Users\nNew one;1.250\nNew two;12,0\n") == [1250, 12]
    assert "'1.5' is not a whole number" in str(costs(slipping, "Name,Users\nNew one,1.5\n")[0])


def test_a_german_table_is_read_as_it_is_meant(slipping: World) -> None:
    text = "Name;Monthly cost (USD)\nNew one;1.250\nNew two;900,50\n"
    assert costs(slipping, text) == [1250, 900.5]


def test_without_a_proof_the_cell_is_a_problem_with_both_numbers(slipping: World) -> None:
    (message,) = costs(slipping, "Name;Monthly cost\nNew one;1.250\n")
    assert message == (
        "table.csv, row 2, column 'Monthly cost': '1.250' can be 1250 or 1.25; "
        "expected a number that reads only one way; write 1250, or 1.2500 if it is the smaller one"
    )


def test_two_signs_in_one_table_prove_neither(slipping: World) -> None:
    messages = costs(slipping, "Name;Monthly cost\nNew one;1,5\nNew two;2.5\nNew three;1.250\n")
    assert any("'1.250' can be 1250 or 1.25" in str(message) for message in messages)
