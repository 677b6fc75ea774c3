"""A decimal comma in one column puts points before three digits in every other column in doubt; none is guessed."""

import json

import pytest

from tests.metrics.readings import messages_of, problems_of, values_of

HEADER = ("week", "product", "token_spend_usd", "latency_p95")
DOUBT = "can be 1234 or 1.234"


def a_table(sign: str, *rows: tuple[str, str]) -> str:
    lines = [
        HEADER,
        *(
            ("2026-W45", product, *cells)
            for product, cells in zip(("support-copilot", "sales-copilot"), rows, strict=False)
        ),
    ]
    return "\n".join(sign.join(f'"{cell}"' for cell in line) for line in lines) + "\n"


@pytest.mark.parametrize("sign", [",", "\t", "|", ";"])
@pytest.mark.parametrize(
    "comma", ["0,5", "0,125", "12,50", "1.234,5", "1234,567", "€ 0,5", "0,5 s", "1 234,5", "(0,5)"]
)
def test_a_point_before_three_digits_is_not_guessed_beside_a_decimal_comma(sign: str, comma: str) -> None:
    found = [problem.found for problem in problems_of(a_table(sign, ("1.234", comma)))]
    assert any(DOUBT in text for text in found), found


@pytest.mark.parametrize("other", ["0.5", "1,234.5", "12,345,678", "1,00,000", "3"])
def test_without_a_decimal_comma_the_point_stays_a_decimal_sign(other: str) -> None:
    assert values_of(a_table(",", ("1.234", other)))[0] == 1.234


def test_cells_copied_from_a_spreadsheet_are_asked_about_even_alone() -> None:
    assert DOUBT in problems_of(a_table("\t", ("1.234", "3")))[0].found
    assert values_of(a_table("\t", ("1.234", "3"), ("1.5", "4")))[0] == 1.234


def test_the_suggested_numbers_are_both_read_as_they_are_meant() -> None:
    assert "write 1940, or 1.9400 if" in messages_of(a_table(",", ("1.940", "0,5")))[0]
    assert values_of(a_table(",", ("1940", "0,5")))[0] == 1940
    assert values_of(a_table(",", ("1.9400", "0,5")))[0] == 1.94


def test_a_column_that_proves_its_own_sign_is_read_by_it() -> None:
    assert values_of(a_table(",", ("1.234", "0,5"), ("1.234,50", "0,6")))[:2] == [1234, 1234.5]


def test_records_are_held_to_the_same() -> None:
    record = dict(zip(HEADER, ("2026-W45", "support-copilot", "1.234", "0,5"), strict=True))
    assert DOUBT in problems_of(json.dumps([record]))[0].found
