"""Costs and users of an imported spreadsheet are read in the sign of its country, or asked about."""

import pytest

from playbook.services.importing.numbers import Ambiguous, decimal_sign_of, plain_number
from playbook.services.importing.table import read_experiments
from tests.worlds import World


def costs(world: World, text: str) -> list[object]:
    known = {one.id: one for one in world.playbook().records.experiments.experiments}
    table = read_experiments("table.csv", text.encode(), known, world.today)
    if table.problems:
        return [problem.message for problem in table.problems]
    return [row.entry["seen"][0]["monthly_cost"] for row in table.rows]


@pytest.mark.parametrize(
    ("cell", "sign", "meant"),
    [
        ("900,50", ",", "900.50"),
        ("1.250,50 €", ",", "1250.50"),
        ("$1,250.50", ".", "1250.50"),
        ("1 250,5", ",", "1250.5"),
        ("1.250", ",", "1250"),
        ("1,250", ".", "1250"),
        ("12k", "", "12k"),
        ("soon", "", "soon"),
        ("4%", "", "4%"),
    ],
)
def test_a_cost_is_read_in_the_sign_of_its_table(cell: str, sign: str, meant: str) -> None:
    assert plain_number(cell, sign, whole=False, points_may_group=False) == meant


def test_users_are_whole_so_a_group_is_no_decimal() -> None:
    assert plain_number("1.250", "", whole=True, points_may_group=True) == "1250"
    assert plain_number("12.0", "", whole=True, points_may_group=True) == "12"


@pytest.mark.parametrize("cell", ["1,250", "1.250"])
def test_what_reads_two_ways_is_asked_about(cell: str) -> None:
    with pytest.raises(Ambiguous, match=r"can be 1250 or 1\.25$"):
        plain_number(cell, "", whole=False, points_may_group=True)


def test_two_signs_in_one_table_prove_neither() -> None:
    assert decimal_sign_of(["1,5", "2.5"]) == ""
    assert decimal_sign_of(["1,5", "1.250"]) == ","


def test_a_german_table_is_read_as_it_is_meant(slipping: World) -> None:
    text = "Name;Monthly cost (EUR)\nNew one;1.250\nNew two;900,50\n"
    assert costs(slipping, text) == [1250, 900.5]


def test_without_a_proof_the_cell_is_a_problem_with_both_numbers(slipping: World) -> None:
    (message,) = costs(slipping, "Name;Monthly cost\nNew one;1.250\n")
    assert message == (
        "table.csv, row 2, column 'Monthly cost': '1.250' can be 1250 or 1.25; "
        "expected a number that reads only one way; write 1250, or 1.2500 if it is the smaller one"
    )
