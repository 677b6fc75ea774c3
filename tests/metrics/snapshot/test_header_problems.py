"""What is wrong with a file's columns and its shape is reported once, with what to do."""

from dataclasses import asdict

import pytest

from tests.metrics.readings import (
    GOOD,
    HEADER,
    long,
    messages_of,
    only_problem,
    problems_of,
)


def test_a_file_without_a_product_column_is_one_problem() -> None:
    text = "week,metric,value\n" + "".join(f"2026-W{week},nps,5\n" for week in range(10, 40))
    problem = only_problem(text)
    assert asdict(problem.where) == {"file": "week45.csv", "row": None, "column": None}
    assert "--product" in problem.remedy


def test_a_file_without_a_week_column_is_one_problem() -> None:
    problem = only_problem("product,metric,value\nsupport-copilot,nps,5\nsales-copilot,nps,6\n")
    assert problem.found == "no column says which week or day is measured"
    assert "--week" in problem.remedy


@pytest.mark.parametrize(
    ("header", "column", "found", "remedy"),
    [
        (HEADER.replace("value", "vlaue"), "vlaue", "unknown column 'vlaue'", "did you mean 'value'?"),
        (HEADER + ",reviewer", "reviewer", "unknown column 'reviewer'", "delete the column, or name it 'comment'"),
        (HEADER + ",KPI", "KPI", "the columns 'metric' and 'KPI' say the same (metric)", "keep one of them"),
        (HEADER + ",2026-W45", "2026-W45", "the column '2026-W45' is a week or a day", "weeks stand in rows"),
        (
            HEADER.replace("value", "value (USD)"),
            "value (USD)",
            "the header names the unit 'USD'",
            "write the unit in a column 'unit'",
        ),
    ],
)
def test_a_header_that_says_nothing_or_the_same_is_refused(header: str, column: str, found: str, remedy: str) -> None:
    problem = problems_of(long(GOOD, header=header))[0]
    assert asdict(problem.where) == {"file": "week45.csv", "row": 1, "column": column}
    assert problem.found == found
    assert remedy in problem.remedy


def test_cells_without_a_header_are_refused() -> None:
    problem = only_problem(long(GOOD + ",seen twice", header=HEADER + ","))
    assert problem.found == "column G has cells and no name (the first is 'seen twice')"


def test_a_row_with_too_many_cells_asks_for_quotation_marks() -> None:
    problem = problems_of(long("2026-W45,support-copilot,token_spend_usd,1,234,,,5"))[0]
    assert problem.found == "8 cells"
    assert "quotation marks" in problem.remedy


def test_a_row_that_ends_early_lacks_its_value() -> None:
    assert only_problem(long("2026-W45,sales-copilot,nps", GOOD)).found == "no value for nps"


def test_two_period_columns_that_disagree_are_refused() -> None:
    text = "week,week ending,product,metric,value\n2026-W45,2026-11-01,support-copilot,nps,5\n"
    problem = only_problem(text)
    assert problem.found == "'week ending' is in 2026-W44 and 'week' in 2026-W45"


@pytest.mark.parametrize("header", ["week starting", "Week of"])
def test_a_week_that_starts_on_another_day_than_ours_is_refused(header: str) -> None:
    problem = only_problem(f"{header},product,metric,value\n2026-11-01,support-copilot,nps,5\n")
    assert problem.found == "'2026-11-01' is a Sunday"
    assert problem.expected == "the first day of a week, a Monday"


def test_a_percent_header_over_bare_numbers_is_asked_about_once() -> None:
    rows = (f"2026-W{week},support-copilot,hallucination_rate,0.{week}" for week in range(40, 46))
    problem = only_problem(long(*rows, header="week,product,metric,value (%)"))
    assert problem.found == "the header says percent and cells such as '0.40' have no percent sign"
    rows = (f"2026-W{week},support-copilot,hallucination_rate,{week}%" for week in range(40, 46))
    assert problems_of(long(*rows, header="week,product,metric,value (%)")) == ()


def test_products_as_columns_are_explained() -> None:
    text = "week,metric,support-copilot,sales-copilot\n2026-W45,nps,5,6\n"
    assert any("products stand in rows: one column 'product'" in message for message in messages_of(text))


def test_a_long_table_without_values_is_about_its_header_only() -> None:
    problem = only_problem("week,product,metric\n2026-W45,support-copilot,nps\n2026-W44,support-copilot,nps\n")
    assert problem.found == "no column of values"


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        (
            "week,product,latency_p95_ms",
            "'latency_p95_ms' is in ms, and latency_p95 is in seconds; convert the numbers",
        ),
        ("week,product,latencyP95Ms", "'latencyP95Ms' is in ms"),
        ("week,product,token_spend_eur", "'token_spend_eur' is in eur, and token_spend_usd is in USD"),
        (
            "week,product,Token spend (EUR)",
            "the header names the unit 'EUR'; expected 'USD'; convert the numbers to USD",
        ),
        ("week,product,task_failure_rate", "'task_failure_rate' counts another thing than task_success_rate"),
    ],
)
def test_a_name_of_another_unit_or_direction_says_which(columns: str, message: str) -> None:
    messages = messages_of(f"{columns}\n2026-W45,support-copilot,42\n")
    assert any(message in one for one in messages), messages
    assert not any("did you mean" in one for one in messages)


@pytest.mark.parametrize("column", ["count", "total", "n_cases", "sample_sizes", "Anzahl", "observations", "nobs"])
def test_a_sample_size_is_to_be_named_and_never_deleted(column: str) -> None:
    rows = f"week,product,metric,value,{column}\n2026-W45,support-copilot,task_success_rate,0.8457,1510\n"
    (message,) = messages_of(rows)
    assert "name it 'denominator' if it is the number of cases (the sample size)" in message
    assert "delete the column" not in message


@pytest.mark.parametrize(
    ("column", "remedy"),
    [
        ("passed", "'numerator' if these are the very cases"),
        ("failed", "'numerator' if these are the very cases"),
        ("mean", "name it 'value' if it is"),
    ],
)
def test_counts_and_means_are_to_be_named_by_their_role(column: str, remedy: str) -> None:
    rows = f"week,product,metric,{column},total\n2026-W45,support-copilot,task_success_rate,233,1510\n"
    (message,) = [one for one in messages_of(rows) if f"column '{column}'" in one]
    assert remedy in message


def test_a_header_of_unknown_columns_is_seen_as_one() -> None:
    table = "run_no,experiment_no,started_at,metrics.x\nabc,1,2026-11-05 10:00:00,0.041\n"
    (message,) = messages_of(table)
    assert message.startswith("week45.csv, row 1: none of the columns is known here: 'run_no', 'experiment_no'")
    assert "add a header row" not in message


def test_many_unknown_columns_are_one_problem_where_nothing_is_measured() -> None:
    table = "date,model,workspace,usage_type,cost\n2026-11-02,x,y,z,1.5\n"
    (message,) = messages_of(table)
    assert "no column says which metric is measured; these are not known: 'model', 'workspace', 'usage_type'" in message


def test_xml_is_reported_as_xml_with_or_without_its_declaration() -> None:
    assert "this is a web page or XML" in messages_of('<report name="x"><row/></report>')[0]
    assert "this is a web page or XML" in messages_of("<Workbook xmlns='urn:x'>")[0]
