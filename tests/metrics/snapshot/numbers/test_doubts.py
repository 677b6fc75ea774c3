"""A bare share beside cells in percent is asked about, whichever way the cells are read."""

import io
from dataclasses import asdict

import openpyxl
import pytest

from metrics.snapshot.numbers import column as number_cells
from tests.metrics.readings import messages_of, problems_of, values_of

HEADER = "week,product,hallucination_rate"


def a_column(*cells: str) -> str:
    return (
        "\n".join((HEADER, *(f"2026-W{45 - place},support-copilot,{cell}" for place, cell in enumerate(cells)))) + "\n"
    )


@pytest.mark.parametrize("many", [0, 10**9])
def test_a_bare_share_beside_percent_signs_is_a_problem(many: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(number_cells, "_MANY", many)
    message = messages_of(a_column("4.1%", "0.5", "4.3%"))
    assert len(message) == 1
    assert "row 3" in message[0]
    assert "write 0.5% if it is in percent too, or 50% if it is a share" in message[0]


@pytest.mark.parametrize(("remedy", "meant"), [("0.5%", 0.005), ("50%", 0.5)])
def test_either_remedy_is_read_as_it_says(remedy: str, meant: float) -> None:
    assert values_of(a_column("4.1%", remedy)) == pytest.approx([0.041, meant])


def test_where_most_cells_are_beyond_a_share_the_others_are_asked_about_in_the_same_pass() -> None:
    assert [asdict(problem.where)["row"] for problem in problems_of(a_column("0.5", "4.1", "4.3"))] == [2, 3, 4]


def test_one_slip_does_not_put_all_other_cells_in_doubt() -> None:
    assert [asdict(problem.where)["row"] for problem in problems_of(a_column("0.041", "0.043", "4.3"))] == [4]


def test_a_wide_percent_sign_is_one() -> None:
    assert values_of(a_column("４．１％")) == pytest.approx([0.041])
    assert problems_of(a_column("４．１％", "0.5"))


def test_zero_is_zero_with_and_without_a_sign() -> None:
    assert values_of(a_column("4.1%", "0")) == pytest.approx([0.041, 0])


def test_another_metric_in_the_same_column_is_left_alone() -> None:
    rows = ("2026-W45,support-copilot,hallucination_rate,4%", "2026-W45,support-copilot,latency_p95,0.5")
    assert values_of("\n".join(("week,product,metric,value", *rows)) + "\n") == pytest.approx([0.04, 0.5])


@pytest.mark.parametrize(
    ("form", "number", "share"),
    [("0.0%", 0.005, 0.005), ('0.0"%"', 0.5, 0.005), ("0.0\\%", 0.5, 0.005), ('0.0 "of 100%"', 0.5, 0.005)],
)
def test_a_sign_that_a_format_only_writes_makes_no_hundredths(form: str, number: float, share: float) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(HEADER.split(","))
    sheet.append(["2026-W45", "support-copilot", number])
    sheet["C2"].number_format = form
    target = io.BytesIO()
    book.save(target)
    assert values_of(target.getvalue()) == pytest.approx([share])
