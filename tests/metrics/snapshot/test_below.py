"""What stands around the rows of a table: totals in any language, notes, and the index of a data frame."""

import pytest

from metrics.readers.footer import is_note, is_total
from tests.metrics.readings import HEADER, a_context, a_workbook, long, messages_of, rows_of, values_of

SPEND = "2026-W45,{},token_spend_usd,{}"
SHORT = "week,product,metric,value"
TWO = "\n".join([SHORT, SPEND.format("support-copilot", 11890), SPEND.format("sales-copilot", 2200)])


@pytest.mark.parametrize(
    "label",
    [
        "Total", "Grand Total:", "TOTALS", "Sum", "Sub-total", "Total (USD)", "Sum of value", "Total 2026-W45",
        "Summe", "Gesamt", "Gesamtergebnis", "Zwischensumme", "Gesamtsumme", "Insgesamt", "Summe KW 45",
        "Somme", "Total général", "Sous-total", "Ensemble", "Suma", "Total general", "Totales",
        "Totale", "Totale complessivo", "Somma", "Totaal", "Razem",
    ],
)  # fmt: skip
def test_a_total_that_adds_up_is_passed_over_in_every_language(label: str) -> None:
    assert is_total(label)
    assert values_of(f"{TWO}\n{label},,,14090\n") == [11890, 2200]


@pytest.mark.parametrize("label", ["Total cost", "Summer campaign", "Sumatra", "Gesamtschule", "allgemein", "2026-W45"])
def test_a_name_that_begins_like_a_total_is_none(label: str) -> None:
    assert not is_total(label)


def test_a_total_that_does_not_add_up_is_a_problem_with_its_row_and_column() -> None:
    (message,) = messages_of(f"{TWO}\nSumme,,,14900\n")
    assert message == (
        "week45.csv, row 4, column 'value': the total 14900 is not the sum of the rows above it, which is 14090; "
        "expected a total that adds up; correct it, or send the rows that are missing"
    )


def test_totals_of_wide_tables_are_added_up_column_by_column() -> None:
    rows: list[list[object]] = [
        ["Product", "Token spend", "weekly_active_users"],
        ["support-copilot", 3702.9, 139],
        ["sales-copilot", 1522.8, 54],
        ["Total", 9999.99, 193],
    ]
    (message,) = messages_of(a_workbook(rows), a_context(week="2026-W45"))
    assert (
        "row 4, column 'Token spend': the total 9999.99 is not the sum of the rows above it, which is 5225.7" in message
    )
    rows[-1][1] = 5225.7
    assert len(rows_of(a_workbook(rows), a_context(week="2026-W45"))) == 4


def test_a_total_of_rounded_numbers_may_differ_by_their_rounding() -> None:
    rows = f"{SHORT}\n{SPEND.format('support-copilot', 0.33)}\n{SPEND.format('sales-copilot', 0.33)}\n"
    assert values_of(rows + "Total,,,0.67\n") == [0.33, 0.33]
    assert len(messages_of(rows + "Total,,,0.70\n")) == 1


def test_a_total_of_rates_lies_between_them() -> None:
    rows = ["2026-W45,support-copilot,hallucination_rate,0.04", "2026-W45,sales-copilot,hallucination_rate,0.06"]
    table = "\n".join([SHORT, *rows])
    assert values_of(f"{table}\nGesamt,,,0.045\n") == [0.04, 0.06]
    assert values_of(f"{table}\nAverage,,,0.05\n") == [0.04, 0.06]
    assert "the total 0.4 is not" in messages_of(f"{table}\nGesamt,,,0.4\n")[0]


@pytest.mark.parametrize("column", ["", "Unnamed: 0", "index", "level_0"])
@pytest.mark.parametrize("start", [(0, 1), (1, 2), (7, 8), (0, 5)])
def test_the_index_of_a_data_frame_is_passed_over(column: str, start: tuple[int, int]) -> None:
    first, second = SPEND.format("support-copilot", 5), SPEND.format("sales-copilot", 6)
    table = f"{column},{SHORT}\n{start[0]},{first}\n{start[1]},{second}\n"
    assert values_of(table) == [5, 6]


def test_an_unnamed_column_of_anything_else_is_asked_about() -> None:
    table = f",{SHORT}\n11890,{SPEND.format('support-copilot', 5)}\n2200,{SPEND.format('sales-copilot', 6)}\n"
    assert "column A has cells and no name (the first is '11890')" in messages_of(table)[0]


@pytest.mark.parametrize(
    "note",
    [
        "Exported on 2026-11-06 by a job",
        "Confidential Information - Do Not Distribute",
        "Stand: 06.11.2026",
        '"Applied filters:\nYear is 2026\nProduct is not blank"',
        "Copyright (c) 2000-2026 example, inc. All rights reserved.",
    ],
)
def test_a_note_below_the_table_is_named_as_one(note: str) -> None:
    (message,) = messages_of(f"{TWO}\n\n{note}\n")
    assert "is a note below the table; delete notes below the table" in message
    assert message.startswith("week45.csv, row 5: ")


def test_a_total_above_a_note_is_still_a_total() -> None:
    (message,) = messages_of(f"{TWO}\nTotal,,,14090\n\nApplied filters: none\n")
    assert "'Applied filters: none' is a note below the table" in message


def test_several_notes_are_one_problem() -> None:
    (message,) = messages_of(f"{TWO}\n\nSource: the warehouse\nNumbers are final as of today\nAsk: data team\n")
    assert "row 5: 'Source: the warehouse' is a note below the table, and 2 more rows" in message


def test_a_row_that_measures_something_is_no_note() -> None:
    assert not is_note("2026-W45")
    assert not is_note("support-copilot")
    assert len(rows_of(long(SPEND.format("support-copilot", 3) + ",,", header=HEADER))) == 1
