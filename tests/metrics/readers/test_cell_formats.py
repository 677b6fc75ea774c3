"""A workbook's number keeps what its format writes beside it: percent, a currency, thousands."""

import io

import openpyxl
import pytest

from metrics.readers.sheet_cells import as_shown
from tests.metrics.readings import messages_of, values_of


def a_cell(metric: str, number: float, form: str) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["week", "product", metric])
    sheet.append(["2026-W45", "support-copilot", number])
    sheet["C2"].number_format = form
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


@pytest.mark.parametrize(
    ("number", "form", "shown"),
    [
        (5, "General", 5),
        (5.25, "#,##0.00", 5.25),
        (0.041, "0.0%", "4.1%"),
        (0.12345, "0.0%", "12.3450%"),
        (0.5, '0.0"%"', "0.5%"),
        (0.5, "0.0\\%", "0.5%"),
        (5, "#,##0.00 [$€-407]", "5€"),
        (5, '_-"£"* #,##0.00_-;-"£"* #,##0.00', "5£"),
        (5, "[$USD] #,##0", "5USD"),
        (1.234, "$#,##0.000", "1.2340$"),
        (5, '0.0"k"', "5k"),
        (5000, '0.0,"k"', 5000),
        (5, '0 "users"', 5),
        (5, "[Red]0.0;[Blue]-0.0", 5),
        (-5, "0.0%", "-500%"),
    ],
)
def test_a_number_is_read_as_a_person_sees_it(number: float, form: str, shown: float | str) -> None:
    assert as_shown(number, form) == shown


def test_a_currency_that_is_the_metrics_own_is_read() -> None:
    assert values_of(a_cell("token_spend_usd", 1234.567, "$#,##0.00")) == [1234.567]
    assert values_of(a_cell("token_spend_usd", 1234.5, "[$$-409]#,##0.00")) == [1234.5]


def test_another_currency_is_a_problem() -> None:
    (message,) = messages_of(a_cell("token_spend_usd", 5, "#,##0.00 [$€-407]"))
    assert "'5€' has the unit '€'; expected a number in USD" in message


def test_thousands_that_are_only_written_are_a_problem() -> None:
    (message,) = messages_of(a_cell("token_spend_usd", 5, '0.0"k"'))
    assert "'5k' is shortened" in message
