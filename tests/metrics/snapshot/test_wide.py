"""Wide tables: one column for each metric, empty where nothing was reported."""

from dataclasses import asdict
from datetime import date

import pytest

from metrics.definition import Grain, Kind
from tests.metrics.readings import a_context, a_metric, messages_of, problems_of, read, rows_of, values_of

WEEK_45 = (date(2026, 11, 2), date(2026, 11, 8))
# Lines 1 to 4 and 731 of src/unit_test_case/scenario_1/original.csv of working-backwards/wbr-app (Apache-2.0)
WEEKLY_REVIEW = """\
\ufeffDate,Impressions,Clicks,Defects/Million,PageViews,PageViews__Target,MobilePageViews,pct_customer_group_1,pct_customer_group_2,pct_customer_group_3
"Sun, 05-Jan-2020","523,419","41,874",11980,56607738,61136357,25109400,0.200521381,0.399734343,0.339768499
"Mon, 06-Jan-2020","564,364","45,149",11931,60443381,58630080,27019531,0.200052763,0.398775648,0.338884078
"Tue, 07-Jan-2020","542,332","43,387",12159,54667022,58493714,22127770,0.200872355,0.399153944,0.339360837
"Mon, 03-Jan-2022",,,,,,,0.213326343,0.421565579,0.332434851
"""


def test_a_column_for_each_metric_is_read() -> None:
    text = """\
week,product,hallucination_rate,Token spend,weekly_active_users
2026-W45,support-copilot,4.1%,"1,234.50",1200
"""
    assert [(row[1], row[4]) for row in rows_of(text)] == [
        ("hallucination_rate", 0.041),
        ("token_spend_usd", 1234.5),
        ("weekly_active_users", 1200),
    ]


@pytest.mark.parametrize(
    "counts",
    [
        "hallucination_rate_numerator,hallucination_rate_denominator",
        "Hallucination rate numerator,hallucination_rate__n",
    ],
)
def test_counts_stand_beside_their_metric(counts: str) -> None:
    text = f"week,product,hallucination_rate,{counts}\n2026-W45,support-copilot,0.041,51,1244\n"
    assert rows_of(text) == [("support-copilot", "hallucination_rate", *WEEK_45, 0.041, 51, 1244)]


def test_counts_are_enough() -> None:
    text = "week,product,hallucination_rate_numerator,hallucination_rate_denominator\n2026-W45,support-copilot,5,20\n"
    assert values_of(text) == [0.25]


@pytest.mark.parametrize("blank", ["", "-", "n/a", " "])
def test_an_empty_cell_was_not_reported(blank: str) -> None:
    rows = f"2026-W44,support-copilot,5,{blank}\n2026-W45,support-copilot,{blank},7\n"
    text = "week,product,nps,weekly_active_users\n" + rows
    assert [(row[1], row[4]) for row in rows_of(text)] == [("nps", 5), ("weekly_active_users", 7)]


@pytest.mark.parametrize("cell", ["#REF!", "nan", "inf", "=B2", "lots"])
def test_an_error_is_no_empty_cell(cell: str) -> None:
    (problem,) = problems_of(f"week,product,nps,weekly_active_users\n2026-W45,support-copilot,5,{cell}\n")
    assert asdict(problem.where) == {"file": "week45.csv", "row": 2, "column": "weekly_active_users"}


def test_a_metric_of_the_organization_has_rows_without_a_product() -> None:
    text = "week,product,nps,charter_spend_usd\n2026-W45,support-copilot,5,\n2026-W45,,,5000\n"
    assert [(row[0], row[1]) for row in rows_of(text)] == [("support-copilot", "nps"), ("", "charter_spend_usd")]


def test_problems_name_the_column_of_their_metric() -> None:
    text = (
        "week,product,hallucination_rate,hallucination_rate_numerator,hallucination_rate_denominator,nps\n"
        "2026-W44,support-copilot,0.5,3,2,500\n2026-W45,support-copilot,4.1,,,5\n"
    )
    assert messages_of(text) == [
        (
            "week45.csv, row 2, column 'hallucination_rate_numerator': numerator 3 is above its denominator 2; "
            "expected at most all cases; are the two swapped?"
        ),
        (
            "week45.csv, row 2, column 'nps': '500' for nps; expected a number between -100 and 100; correct the "
            "number, or the metric's range in definitions/metrics.yaml"
        ),
        (
            "week45.csv, row 3, column 'hallucination_rate': '4.1' for hallucination_rate; "
            "expected a share between 0 and 1; write 4.1% or 0.041"
        ),
    ]


def test_a_row_twice_is_one_problem_for_all_its_metrics() -> None:
    row = "2026-W45,support-copilot,5,7\n"
    (problem,) = problems_of("week,product,nps,weekly_active_users\n" + row * 2)
    assert asdict(problem.where)["row"] == 3
    assert problem.found.startswith("row 2 has nps of support-copilot in 2026-W45 already")


def test_a_wrong_week_is_one_problem_for_all_metrics_of_its_row() -> None:
    (problem,) = problems_of("week,product,nps,weekly_active_users\n2027-W45,support-copilot,5,7\n")
    assert "after today" in problem.found


def test_an_unknown_column_names_its_nearest_metric() -> None:
    (problem,) = problems_of("week,product,nps,halucination_rate\n2026-W45,support-copilot,5,0.1\n")
    assert problem.message == (
        "week45.csv, row 1, column 'halucination_rate': unknown column 'halucination_rate'; "
        "did you mean 'hallucination_rate'?"
    )


def test_a_table_without_metrics_says_what_is_missing() -> None:
    (problem,) = problems_of("week,product,value\n2026-W45,support-copilot,0.1\n")
    assert problem.found == "no column says which metric is measured"


def test_a_table_without_any_number_says_so() -> None:
    (problem,) = problems_of("week,product,nps\n2026-W45,support-copilot,\n")
    assert problem.found == "no numbers below the header"


def test_weeks_as_columns_are_explained() -> None:
    messages = messages_of("metric,2026-W44,2026-W45\nnps,5,7\n", a_context(product="support-copilot"))
    assert any("weeks stand in rows: one column 'week'" in message for message in messages)


def test_a_unit_in_the_header_must_be_the_metrics() -> None:
    good = "week,product,Token spend (USD),latency_p95 [s],budget_used (%)\n2026-W45,support-copilot,5,2.5,45\n"
    assert values_of(good) == [5, 2.5, 45]
    (problem,) = problems_of(good.replace("USD", "EUR"))
    assert (problem.found, problem.expected) == ("the header names the unit 'EUR'", "'USD'")


def test_a_percent_header_over_a_bare_rate_is_asked_about() -> None:
    (problem,) = problems_of("week,product,hallucination_rate (%)\n2026-W45,support-copilot,0.5\n")
    assert problem.found == "the header says percent and cells such as '0.5' have no percent sign"
    assert values_of("week,product,hallucination_rate (%)\n2026-W45,support-copilot,0.5%\n") == [0.005]


def test_a_metric_may_be_called_like_a_column() -> None:
    metrics = [a_metric("score", Kind.SCORE), a_metric("n", Kind.COUNT)]
    text = "week,product,score,n\n2026-W45,support-copilot,0.5,7\n"
    assert [row[1] for row in rows_of(text, a_context(metrics=metrics))] == ["score", "n"]


def test_the_daily_table_of_the_weekly_business_review_is_read_as_it_comes() -> None:
    columns = WEEKLY_REVIEW.removeprefix("\ufeff").split("\n", 1)[0].split(",")[1:]
    ids = [column.lower().replace("/", "_per_").replace("__", "_") for column in columns]
    kinds = [Kind.COUNT, Kind.COUNT, Kind.AMOUNT, Kind.COUNT, Kind.AMOUNT, Kind.COUNT, Kind.RATE, Kind.RATE, Kind.RATE]
    metrics = [
        a_metric(metric_id, kind, name=column, grain=Grain.DAY)
        for metric_id, kind, column in zip(ids, kinds, columns, strict=True)
    ]
    context = a_context(metrics=metrics, product="support-copilot")
    snapshot = read(WEEKLY_REVIEW, context)
    assert snapshot.rows == 3 * 9 + 3
    table = snapshot.frame.set_index(["metric", "period_start"])["value"]
    assert table["impressions", "2020-01-05"] == 523_419
    assert table["pageviews_target", "2020-01-07"] == 58_493_714
    assert table["pct_customer_group_3", "2022-01-03"] == 0.332434851


@pytest.mark.parametrize(
    "columns", ["hallucination_rate", "hallucination_rate,latency_p95", "comment,hallucination_rate"]
)
def test_a_value_out_of_range_names_its_column_and_quotes_its_cell_however_few_columns_there_are(columns: str) -> None:
    names = columns.split(",")
    cells = ["120%" if name == "hallucination_rate" else "" for name in names]
    text = f"week,product,{','.join(names)}\n2026-W45,support-copilot,{','.join(cells)}\n"
    (message,) = messages_of(text)
    assert "column 'hallucination_rate': '120%' for hallucination_rate" in message
    assert "write" not in message
