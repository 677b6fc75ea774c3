"""What is wrong with a file is said all at once, with its row, its column, the cell and what to do."""

from dataclasses import asdict
from datetime import date

import pytest

from metrics.definition import Kind
from tests.metrics.readings import (
    GOOD,
    METRICS,
    a_context,
    a_metric,
    long,
    messages_of,
    one,
    only_problem,
    problems_of,
    refusal_of,
)


def test_every_problem_of_a_file_is_said_in_one_pass() -> None:
    text = long(
        GOOD,
        "2026-W45,suport-copilot,hallucination_rate,0.04,,",
        "2026-W45,support-copilot,halucination_rate,4.1,,",
        "03/04/2026,support-copilot,hallucination_rate,4.1,,",
        "2026-W51,support-copilot,nps,#REF!,,",
    )
    assert messages_of(text) == [
        "week45.csv, row 3, column 'product': unknown product 'suport-copilot'; did you mean 'support-copilot'?",
        "week45.csv, row 4, column 'metric': unknown metric 'halucination_rate'; did you mean 'hallucination_rate'?",
        (
            "week45.csv, row 5, column 'week': '03/04/2026' can be 2026-04-03 or 2026-03-04; expected a date that "
            "reads only one way; write the one that is meant"
        ),
        (
            "week45.csv, row 5, column 'value': '4.1' for hallucination_rate; expected a share between 0 and 1; "
            "write 4.1% or 0.041"
        ),
        (
            "week45.csv, row 6, column 'week': '2026-W51' begins on 2026-12-14, after today (2026-11-10); expected "
            "a period that has begun; correct the week or the year"
        ),
        (
            "week45.csv, row 6, column 'value': '#REF!' is an error of the spreadsheet; expected a number; "
            "mend the formula behind it"
        ),
    ]


@pytest.mark.parametrize("metric", ["token_spend_usd", "latency_p95", "cost_per_task"])
def test_a_thousand_or_a_decimal_is_asked_not_guessed(metric: str) -> None:
    problem = only_problem(one(metric, "1,234"))
    assert problem.found == "'1,234' can be 1234 or 1.234"
    assert problem.remedy == "write 1234, or 1.2340 if it is the smaller one"
    assert problems_of(one(metric, "1234")) == problems_of(one(metric, "1.2340")) == ()


def test_what_can_but_be_thousands_settles_the_other_cells_of_its_column() -> None:
    """456.0 would be a count, 523.419 would not: whoever wrote this groups by commas."""
    head = "week,product,weekly_active_users\n"
    rows = '2026-W44,support-copilot,"523,419"\n2026-W45,support-copilot,"456,000"\n'
    assert problems_of(head + rows) == ()
    assert only_problem(head + rows.splitlines()[1] + "\n").found == "'456,000' can be 456000 or 456"


def test_a_point_is_asked_about_where_files_use_decimal_commas() -> None:
    text = "week;product;metric;value\n2026-W45;support-copilot;token_spend_usd;1.234\n"
    assert only_problem(text).found == "'1.234' can be 1234 or 1.234"


def test_a_column_that_uses_both_signs_settles_nothing() -> None:
    rows = (
        f'2026-W{week},support-copilot,token_spend_usd,"{cell}",,'
        for week, cell in ((43, "0.5"), (44, "0,5"), (45, "1,234"))
    )
    assert asdict(only_problem(long(*rows)).where)["row"] == 4


@pytest.mark.parametrize(
    ("metric", "cell", "found", "remedy"),
    [
        ("hallucination_rate", "4.1", "'4.1' for hallucination_rate", "write 4.1% or 0.041"),
        (
            "hallucination_rate",
            "-0.1",
            "'-0.1' for hallucination_rate",
            "a rate is a share of all cases; correct the number",
        ),
        (
            "hallucination_rate",
            "120%",
            "'120%' for hallucination_rate",
            "a rate is a share of all cases; correct the number",
        ),
        ("token_spend_usd", "4.1%", "'4.1%' has a percent sign", "take the sign out"),
        ("token_spend_usd", "5 €", "'5 €' has the unit '€'", "convert the number to USD"),
        ("hallucination_rate", "$5", "'$5' has the unit '$'", "convert the number, or take the unit out"),
        ("latency_p95", "340 ms", "'340 ms' has the unit 'ms'", "convert the number to seconds"),
        ("weekly_active_users", "1.2k", "'1.2k' is shortened", "write it out, as 12000 for 12k"),
        (
            "weekly_active_users",
            "12.5",
            "'12.5' for weekly_active_users, which is counted",
            "write how many there were",
        ),
        ("weekly_active_users", "-3", "'-3' for weekly_active_users", "correct the number"),
        ("nps", "101", "'101' for nps", "correct the number"),
        ("nps", "lots", "'lots' is not a number", "correct the cell"),
        ("nps", "'; DROP TABLE", "''; DROP TABLE' is not a number", "correct the cell"),
        ("nps", "NaN", "'NaN' is not a number that can be stored", "missing is never zero"),
        ("nps", "inf", "'inf' is not a number that can be stored", "missing is never zero"),
        ("token_spend_usd", "1e16", "'1e16' is beyond any number", "correct the number"),
        ("token_spend_usd", "1e999", "'1e999' is beyond any number", "correct the number"),
        ("nps", "#DIV/0!", "'#DIV/0!' is an error of the spreadsheet", "mend the formula behind it"),
        ("nps", "=B2/C2", "'=B2/C2' is a formula without a stored result", "paste the numbers as values"),
        ("nps", "", "no value for nps", "missing is never zero"),
        ("nps", "n/a", "no value for nps ('n/a')", "missing is never zero"),
        ("nps", "-", "no value for nps ('-')", "missing is never zero"),
    ],
)
def test_a_cell_that_is_no_value_of_its_metric_is_refused(metric: str, cell: str, found: str, remedy: str) -> None:
    problem = only_problem(one(metric, cell))
    assert asdict(problem.where) == {"file": "week45.csv", "row": 2, "column": "value"}
    assert problem.found.startswith(found)
    assert remedy in problem.remedy


def test_a_bound_of_the_metric_itself_is_a_bound() -> None:
    context = a_context(metrics=[a_metric("cost", Kind.AMOUNT, valid=(0, 500))])
    assert messages_of(one("cost", "501"), context) == [
        (
            "week45.csv, row 2, column 'value': '501' for cost; expected a number between 0 and 500; correct the "
            "number, or the metric's range in definitions/metrics.yaml"
        )
    ]


@pytest.mark.parametrize(
    ("numbers", "column", "found"),
    [
        ("0.041,0,0", "denominator", "0 cases: hallucination_rate has no value where nothing was counted"),
        (",5,0", "denominator", "0 cases"),
        (",5,-4", "denominator", "'-4' is below 0"),
        (",-5,4", "numerator", "'-5' is below 0"),
        (",12,4", "numerator", "numerator 12 is above its denominator 4"),
        ("0.5,12,", "numerator", "numerator 12 without a denominator"),
        ("0.5,51,1244", "value", "0.5 is not 51 of 1244, which is 0.041"),
        (",,", "value", "no value for hallucination_rate"),
        (",,1244", "value", "no value for hallucination_rate"),
        ("0.5,5%,10", "numerator", "'5%' has a percent sign"),
        ("0.5,5,10 s", "denominator", "'10 s' has the unit 's'"),
    ],
)
def test_counts_must_agree_with_their_value(numbers: str, column: str, found: str) -> None:
    problem = only_problem(long(f"2026-W45,support-copilot,hallucination_rate,{numbers}"))
    assert asdict(problem.where)["column"] == column
    assert problem.found.startswith(found)


def test_a_mean_must_agree_with_its_counts() -> None:
    assert only_problem(long("2026-W45,support-copilot,cost_per_task,0.4,300,1000")).found.startswith(
        "0.4 is not 300 of 1000"
    )
    assert only_problem(long("2026-W45,support-copilot,cost_per_task,0.4,,0")).found.startswith("0 cases")


def test_rows_with_the_same_key_name_each_other() -> None:
    problem = only_problem(long(GOOD, "2026-W44,support-copilot,nps,5,,", GOOD.replace("0.041,51", "0.05,62")))
    assert asdict(problem.where) == {"file": "week45.csv", "row": 4, "column": None}
    assert (
        problem.found == "row 2 has hallucination_rate of support-copilot in 2026-W45 already (0.05; row 2 has 0.041)"
    )
    assert problem.remedy == "delete one of the two rows"


def test_a_week_and_a_day_of_it_are_the_same_period() -> None:
    assert only_problem(long(GOOD, GOOD.replace("2026-W45", "2026-11-08"))).found.startswith("row 2 has")


def test_days_of_a_weekly_metric_are_explained_once() -> None:
    days = (f"2026-11-{day:02d},support-copilot,nps,5,," for day in range(2, 9))
    problem = only_problem(long(*days))
    assert (
        problem.found == "nps is measured by the week, and this row names another day of row 2's week, and so do 5 more"
    )
    assert problem.remedy == "send one row a week, named 2026-W45, or set 'grain: day' for the metric"


def test_a_week_is_no_day() -> None:
    problem = only_problem(long("2026-W45,support-copilot,daily_visits,5,,"))
    assert problem.found == "'2026-W45' is a week, and daily_visits is measured by the day"


@pytest.mark.parametrize("cell", ["Total", "Gesamt"])
def test_a_total_in_the_middle_is_refused(cell: str) -> None:
    problem = only_problem(long(GOOD, f"{cell},sales-copilot,nps,5,,", "2026-W45,sales-copilot,nps,5,,"))
    assert asdict(problem.where)["row"] == 3
    assert "delete rows of totals" in problem.remedy


def test_totals_by_metric_are_refused_as_products() -> None:
    assert only_problem(long(GOOD, "2026-W45,Total,nps,5,,")).found == "'Total' where a product should stand"


@pytest.mark.parametrize(
    ("row", "column", "found"),
    [
        (",support-copilot,nps,5,,", "week", "no week"),
        ("2026-W45,,nps,5,,", "product", "no product for nps, which is measured for each product"),
        ("2026-W45,organization,nps,5,,", "product", "no product for nps, which is measured for each product"),
        ("2026-W45,support-copilot,,5,,", "metric", "no metric"),
        ("2026-W45,support-copilot,charter_spend_usd,5,,", "product", "charter_spend_usd is measured for the whole"),
        ("2026-W45,support-copilot,'; DROP TABLE,5,,", "metric", "unknown metric ''; DROP TABLE'"),
        ("1999-W45,support-copilot,nps,5,,", "week", "'1999-W45' ended on 1999-11-14"),
    ],
)
def test_a_name_that_is_missing_or_wrong_is_refused(row: str, column: str, found: str) -> None:
    problem = only_problem(long(row))
    assert asdict(problem.where) == {"file": "week45.csv", "row": 2, "column": column}
    assert problem.found.startswith(found)


def test_a_period_before_the_earliest_asks_whether_the_year_is_right() -> None:
    (message,) = messages_of(long("2025-W45,support-copilot,nps,5,,"), a_context(earliest=date(2026, 1, 1)))
    assert message.endswith("'2025-W45' ended on 2025-11-09; expected a period after 2026-01-01; is the year right?")


def test_a_unit_that_is_not_the_metrics_is_refused() -> None:
    header = "week,product,metric,value,unit"
    problem = only_problem(long("2026-W45,support-copilot,token_spend_usd,5,EUR", header=header))
    assert (problem.found, problem.expected) == ("the unit 'EUR'", "'USD', the unit of token_spend_usd")


def test_ten_thousand_bad_rows_are_counted_and_the_first_are_shown() -> None:
    weeks = [f"20{year}-W{week:02d}" for year in range(10, 26) for week in range(1, 53)]
    rows = [f"{week},support-copilot,{metric},oops {week} {metric},," for metric in METRICS for week in weeks * 2][
        :10_000
    ]
    refusal = refusal_of(long(*rows))
    assert refusal.total >= 10_000
    assert len(refusal.problems) == 200
    assert [asdict(problem.where)["row"] for problem in refusal.problems][:3] == [2, 3, 4]


def test_a_fault_in_every_row_does_not_hide_another_one() -> None:
    rows = ["2026-W45,support-copilot,halucination_rate,0.5,,"] * 10_000
    refusal = refusal_of(long(*rows, "2026-W45,suport-copilot,nps,5,,"))
    assert refusal.total == 10_001
    assert len(refusal.problems) == 200
    assert refusal.problems[0].found == "unknown metric 'halucination_rate' (and the same in 9,999 more rows)"
    assert refusal.problems[-1].found == "unknown product 'suport-copilot'"


def test_the_column_is_named_as_in_the_file_and_the_cell_as_it_was_written() -> None:
    text = "KW;Produkt;Kennzahl;Wert\n2026-W45;support-copilot;nps;4,100e1x\n"
    assert messages_of(text)[0].startswith("week45.csv, row 2, column 'Wert': '4,100e1x'")


def test_a_long_cell_is_cut_in_the_sentence() -> None:
    assert len(messages_of(one("nps", "x" * 5000))[0]) < 300


def test_a_note_below_the_table_is_one_problem() -> None:
    problem = only_problem(long(GOOD, "Source: the weekly dashboard,,,,,"))
    assert problem.message == (
        "week45.csv, row 3: 'Source: the weekly dashboard' is a note below the table; delete notes below the table"
    )


def test_numbers_and_periods_are_checked_side_by_side_and_reported_in_the_order_of_the_rows() -> None:
    good = "2026-W44,support-copilot,hallucination_rate,0.04,,"
    lines = [good, good.replace("W44", "W60"), good.replace("0.04", "40").replace("W44", "W43"), good]
    rows = [problem.where for problem in problems_of(long(*lines))]
    assert [getattr(place, "row", None) for place in rows] == [3, 4, 5]


@pytest.mark.parametrize(
    ("cell", "top", "cases"),
    [
        ("52/1700", "52", "1700"),
        ("88 of 100", "88", "100"),
        ("21 von 340", "21", "340"),
        ("21 out of 340", "21", "340"),
        ("3.1% (52/1700)", "52", "1700"),
        ("52/1,700 (3.1%)", "52", "1,700"),
    ],
)
def test_two_numbers_in_one_cell_are_told_apart(cell: str, top: str, cases: str) -> None:
    problem = only_problem(one("hallucination_rate", cell))
    assert problem.found == f"'{cell}' is two numbers"
    assert problem.remedy == f"write {top} in a column 'numerator' and {cases} in a column 'denominator'"


def test_a_share_of_a_case_so_close_to_none_that_nothing_can_be_divided_by_it_is_refused() -> None:
    text = "week,product,metric,numerator,denominator\n2026-W45,support-copilot,hallucination_rate,0,1e-300\n"
    assert "'1e-300' is beyond any number" in only_problem(text).message
