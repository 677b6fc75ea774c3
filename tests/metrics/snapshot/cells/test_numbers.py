"""Cells to numbers, as spreadsheets write them."""

import math

import pytest

from metrics.snapshot.cells.numbers import Unread, read_number


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("1234", 1234),
        ("0.041", 0.041),
        ("0,041", 0.041),
        ("12,5", 12.5),
        ("１，２３４．５", 1234.5),
        ("￥1234", 1234),
        (".5", 0.5),
        ("5.", 5),
        ("-3", -3),
        ("\u22123", -3),
        ("5-", -5),
        ("+5", 5),
        ("1,234.5", 1234.5),
        ("1.234,5", 1234.5),
        ("1,234,567", 1234567),
        ("1.234.567,89", 1234567.89),
        ("12,34,567", 1234567),
        ("1 234", 1234),
        ("1\u00a0234,5", 1234.5),
        ("1\u202f234\u202f567", 1234567),
        ("1'234.50", 1234.5),
        ("1\u2019234", 1234),
        ("(1,234.50)", -1234.5),
        ("($5)", -5),
        ("$1,234.5", 1234.5),
        ("-$5", -5),
        ("$-5", -5),
        ("5 €", 5),
        ("USD 1200", 1200),
        ("12.5 s", 12.5),
        ("1.2E+05", 120000),
        ("1e-3", 0.001),
        ("  7 ", 7),
        ("\ufeff7\u200b", 7),
    ],
)
def test_a_number_is_read_as_it_is_meant(cell: str, value: float) -> None:
    reading = read_number(cell)
    assert reading.unread is None
    assert len(reading.readings) == 1
    assert reading.value() == value


@pytest.mark.parametrize(("cell", "separator"), [("1,234", ","), ("1.234", "."), ("$12,345", ","), ("-999.999", ".")])
def test_one_sign_before_three_digits_has_two_readings(cell: str, separator: str) -> None:
    reading = read_number(cell)
    assert reading.separator == separator
    assert len(reading.readings) == 2
    assert math.isclose(reading.value(0), reading.value(1) * 1000)


@pytest.mark.parametrize(
    ("cell", "separator"), [("0,041", ","), ("1.234.567", ","), ("1,234,567", "."), ("0.5", "."), ("1 234", "")]
)
def test_a_cell_says_which_decimal_sign_it_proves(cell: str, separator: str) -> None:
    assert read_number(cell).proves == separator


def test_a_percentage_is_a_hundredth_without_rounding() -> None:
    reading = read_number("4.1%")
    assert reading.percent
    assert reading.value(share=True) == 0.041
    assert read_number("4,1 %").value(share=True) == 0.041
    assert read_number("41e-1%").value(share=True) == 0.041


def test_currency_and_unit_are_kept_for_the_metric_to_judge() -> None:
    assert [read_number(cell).unit for cell in ("$5", "5 €", "US$ 5", "12.5 s", "5%")] == ["$", "€", "US$", "s", ""]


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("", Unread.EMPTY),
        (" \u00a0", Unread.EMPTY),
        ("n/a", Unread.MISSING),
        ("—", Unread.MISSING),
        ("-", Unread.MISSING),
        ("NULL", Unread.MISSING),
        ("#DIV/0!", Unread.SPREADSHEET_ERROR),
        ("#N/A", Unread.SPREADSHEET_ERROR),
        ("NaN", Unread.NOT_FINITE),
        ("-inf", Unread.NOT_FINITE),
        ("=B2/C2", Unread.FORMULA),
        ("'; DROP TABLE", Unread.NOT_A_NUMBER),
        ("--5", Unread.NOT_A_NUMBER),
        ("(-5)", Unread.NOT_A_NUMBER),
        ("1.2.3", Unread.NOT_A_NUMBER),
        ("1_000", Unread.NOT_A_NUMBER),
        ("12 34", Unread.NOT_A_NUMBER),
        ("o.066", Unread.NOT_A_NUMBER),
        ("1,23,4", Unread.NOT_A_NUMBER),
        ("0x10", Unread.NOT_A_NUMBER),
        ("3 / 5", Unread.NOT_A_NUMBER),
        ("2026-W45", Unread.NOT_A_NUMBER),
        ("\u0661\u0662", Unread.NOT_A_NUMBER),
    ],
)
def test_what_is_no_number_says_why(cell: str, why: Unread) -> None:
    assert read_number(cell).unread is why
