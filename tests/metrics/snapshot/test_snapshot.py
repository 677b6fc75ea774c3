"""Files as spreadsheets really come, read to the same rows whatever they look like."""

import subprocess
import sys
from dataclasses import asdict
from datetime import date

import pytest

from metrics.problems import Problems
from metrics.snapshot.context import FRAME_COLUMNS
from metrics.snapshot.snapshot import read_snapshot
from metrics.weeks import WeekCalendar, Weekday
from tests.metrics.readings import (
    GOOD,
    HEADER,
    a_context,
    long,
    messages_of,
    one,
    problems_of,
    read,
    rows_of,
    values_of,
)

GOOD_ROW = ("support-copilot", "hallucination_rate", date(2026, 11, 2), date(2026, 11, 8), 0.041, 51.0, 1244.0)


def test_a_plain_long_table_is_read() -> None:
    snapshot = read(long(GOOD, "2026-W45,sales-copilot,token_spend_usd,1250.50,,"))
    assert snapshot.rows == 2
    assert snapshot.metrics == ("hallucination_rate", "token_spend_usd")
    assert snapshot.products == ("sales-copilot", "support-copilot")
    assert snapshot.weeks == ("2026-W45",)
    assert tuple(snapshot.frame.columns) == FRAME_COLUMNS
    assert rows_of(long(GOOD)) == [GOOD_ROW]


def test_a_rate_without_its_cases_is_named_as_a_doubt() -> None:
    """Sums, counts and rates with their cases are not doubted."""
    bare = [f"2026-W4{week},sales-copilot,hallucination_rate,0.0{week},," for week in (4, 5)]
    snapshot = read(long(GOOD, *bare, "2026-W45,sales-copilot,token_spend_usd,1250.50,,"))
    assert snapshot.rows == 4
    (doubt,) = snapshot.doubts
    assert doubt.found == (
        "hallucination_rate comes without its number of cases in 2 rows, so nothing can be proven of it"
    )
    assert read(long(GOOD)).doubts == ()


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + long(GOOD),
        long(GOOD).replace("\n", "\r\n"),
        long(GOOD).replace("\n", "\r"),
        long(GOOD).rstrip("\n"),
        long(GOOD).replace(",", ";").replace("0.041", "0,041"),
        long(GOOD).replace(",", "\t"),
        long(GOOD).replace(",", "|"),
        long(GOOD).replace(",", ", "),
        "sep=;\n" + long(GOOD).replace(",", ";"),
        "Weekly AI metrics\nas of 9 November\n\n" + long(GOOD),
        "Weekly AI metrics,,,,,\n,,,,,\n" + long(GOOD),
        long("", GOOD, "", ",,,,,", "  , ,,,,"),
        long(GOOD, "Total,,,0.041,51,1244"),
        long(GOOD, "", "Grand total:,,,0.041,,", "Average,,,0.041,,"),
        long(GOOD.replace("0.041", "4.1%")),
        long(GOOD.replace("0.041", '"4,1 %"')),
        long(GOOD.replace("1244", '"1,244"')),
        long(GOOD.replace("51,1244", "51.0,1.244e3")),
        long(GOOD.replace("support-copilot", "Support Copilot").replace("hallucination_rate", "Hallucination rate")),
        long(",".join(f'"{cell}"' for cell in GOOD.split(","))),
        long(GOOD + ",", header=HEADER + ","),
        long(GOOD, header="Week,Product ID,KPI,Wert,Numerator,Sample size"),
        long(GOOD, header="Semaine,Produit,Indicateur,Valeur,Numérateur,Dénominateur"),
        long(GOOD, header="Semana,Producto,Indicador,Valor,Numerador,Tamaño de la muestra"),
        long(GOOD, header="KW;Produkt;Kennzahl;Wert;Zähler;Nenner".replace(";", ",")),
    ],
)
def test_the_same_rows_are_read_whatever_they_look_like(text: str) -> None:
    assert rows_of(text) == [GOOD_ROW]
    assert read(text).digest == read(long(GOOD)).digest


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_the_encodings_of_spreadsheets_are_read(encoding: str) -> None:
    text = long(GOOD + ",geprüft für Köln", header=HEADER + ",Bemerkung")
    assert rows_of(text.encode(encoding)) == [GOOD_ROW]


@pytest.mark.parametrize(
    "week",
    [
        "2026-W45",
        "2026-11-08",
        "2026-11-02",
        "08.11.2026",
        '"Sun, 08-Nov-2026"',
        "8 Nov 2026",
        "KW 45/2026",
        "2026-11-04",
    ],
)
def test_a_week_is_named_or_dated(week: str) -> None:
    assert rows_of(long(GOOD.replace("2026-W45", week))) == [GOOD_ROW]


def test_a_year_beside_a_bare_week_number_makes_a_week() -> None:
    text = "Jahr;KW;Produkt;Kennzahl;Wert\n2026;45;support-copilot;nps;12\n2026;KW 9;support-copilot;nps;13\n"
    assert [row[3] for row in rows_of(text)] == [date(2026, 11, 8), date(2026, 3, 1)]


def test_weeks_may_end_on_another_day_than_sunday() -> None:
    context = a_context(calendar=WeekCalendar(Weekday.FRIDAY))
    assert rows_of(long("2026-11-06,support-copilot,nps,5,,"), context)[0][2:4] == (
        date(2026, 10, 31),
        date(2026, 11, 6),
    )


def test_another_column_of_the_same_table_settles_the_order_of_day_and_month() -> None:
    text = "date,product,metric,value\n03/04/2026,support-copilot,nps,5\n13/04/2026,support-copilot,nps,6\n"
    assert [row[2] for row in rows_of(text)] == [date(2026, 3, 30), date(2026, 4, 13)]


def test_two_period_columns_that_agree_are_fine() -> None:
    text = "week,week ending,product,metric,value\n2026-W45,2026-11-08,support-copilot,nps,5\n"
    assert values_of(text) == [5]


def test_a_value_may_be_left_to_its_counts() -> None:
    text = "week,product,metric,numerator,denominator\n2026-W45,support-copilot,hallucination_rate,51,1244\n"
    assert values_of(text) == [51 / 1244]
    assert values_of(long("2026-W45,support-copilot,cost_per_task,,300,1000")) == [0.3]
    assert values_of(long("2026-W45,support-copilot,nps,,-12,80")) == [-15]


def test_a_value_may_be_rounded() -> None:
    assert values_of(long("2026-W45,support-copilot,hallucination_rate,4.1%,51,1234")) == [0.041]
    assert values_of(long("2026-W45,support-copilot,hallucination_rate,0.04,51,1234")) == [0.04]


def test_a_metric_of_the_organization_takes_no_product() -> None:
    for product in ("", "organization", "Organisation"):
        assert rows_of(long(f"2026-W45,{product},charter_spend_usd,5000,,"))[0][0] == ""


def test_what_the_caller_says_stands_where_the_file_is_silent() -> None:
    context = a_context(product="sales-copilot", week="2026-W44")
    assert rows_of("metric,value\nnps,5\n", context)[0][:4] == (
        "sales-copilot",
        "nps",
        date(2026, 10, 26),
        date(2026, 11, 1),
    )
    assert rows_of("product,metric,value\nsupport-copilot,nps,5\n,nps,6\n", context)[0][0] == "support-copilot"
    assert rows_of("metric,value\ncharter_spend_usd,5\n", context)[0][0] == ""


def test_what_the_file_says_comes_before_what_the_caller_says() -> None:
    assert rows_of(long(GOOD), a_context(product="sales-copilot", week="2026-W44")) == [GOOD_ROW]


@pytest.mark.parametrize(
    ("metric", "cell", "value"),
    [
        ("token_spend_usd", "$1,234.50", 1234.5),
        ("token_spend_usd", "1234.5 USD", 1234.5),
        ("token_spend_usd", "(1,234.50)", -1234.5),
        ("token_spend_usd", "1 234,50", 1234.5),
        ("token_spend_usd", "1'234.50", 1234.5),
        ("latency_p95", "3.2 s", 3.2),
        ("latency_p95", "1.234", 1.234),
        ("budget_used", "45%", 45.0),
        ("hallucination_rate", "4.1%", 0.041),
        ("weekly_active_users", "1,234", 1234.0),
        ("nps", "1,234", 1.234),
        ("nps", "-15", -15.0),
    ],
)
def test_a_cell_is_read_as_its_metric_allows(metric: str, cell: str, value: float) -> None:
    assert values_of(one(metric, cell)) == [value]


def test_the_column_settles_what_a_comma_means() -> None:
    thousands = long(
        '2026-W44,support-copilot,token_spend_usd,"1,234",,', "2026-W45,support-copilot,token_spend_usd,980.5,,"
    )
    assert values_of(thousands) == [1234, 980.5]
    decimals = long('2026-W44,support-copilot,latency_p95,"1,234",,', '2026-W45,support-copilot,latency_p95,"0,98",,')
    assert values_of(decimals) == [1.234, 0.98]


def test_the_column_settles_what_a_point_means() -> None:
    points = "week;product;metric;value\n2026-W44;support-copilot;token_spend_usd;1.234\n"
    assert values_of(points + "2026-W45;support-copilot;token_spend_usd;980,5\n") == [1234, 980.5]
    assert values_of(points + "2026-W45;support-copilot;token_spend_usd;980.5\n") == [1.234, 980.5]


def test_a_decimal_comma_elsewhere_makes_thousands_of_a_point_in_any_file() -> None:
    text = long(
        "2026-W44,support-copilot,token_spend_usd,1.234,,", '2026-W45,support-copilot,token_spend_usd,"980,5",,'
    )
    assert values_of(text) == [1234, 980.5]


def test_cells_may_contain_line_breaks_and_rows_keep_their_numbers() -> None:
    header = HEADER + ",comment"
    text = long(GOOD + ',"two\nlines, and\n\na blank one"', "", "2026-W45,sales-copilot,nps,oops,,,", header=header)
    assert [asdict(problem.where)["row"] for problem in problems_of(text)] == [7]


def test_comments_and_blank_columns_are_passed_over() -> None:
    assert rows_of(long(GOOD + ",seen twice,", header=HEADER + ",Comment by reviewer,")) == [GOOD_ROW]
    assert rows_of(long(GOOD + ",", ",,,,,,only a note", header=HEADER + ",note")) == [GOOD_ROW]


def test_a_unit_column_that_agrees_is_fine() -> None:
    header = "week,product,metric,value,unit"
    rows = ("2026-W45,support-copilot,token_spend_usd,5,usd", "2026-W45,support-copilot,hallucination_rate,0.05,")
    assert len(values_of(long(*rows, header=header))) == 2


def test_two_products_of_the_same_week_are_two_rows() -> None:
    assert len(rows_of(long(GOOD, GOOD.replace("support", "sales")))) == 2


def test_the_digest_is_that_of_the_rows() -> None:
    other = "2026-W45,sales-copilot,token_spend_usd,1250.50,,"
    digest = read(long(GOOD, other)).digest
    assert read(long(other, GOOD)).digest == digest
    assert read(long(other, GOOD.replace("2026-W45", "2026-11-08"))).digest == digest
    assert read(long(GOOD)).digest != digest
    assert read(long(GOOD, other.replace("1250.50", "1250.51"))).digest != digest
    assert read(long(GOOD, other.replace("W45", "W44"))).digest != digest
    assert read(long(GOOD, other.replace("sales", "support"))).digest != digest


def test_the_digest_depends_on_what_the_caller_says() -> None:
    text = "metric,value\nnps,5\n"
    contexts = [
        a_context(product=product, week=week)
        for product in ("sales-copilot", "support-copilot")
        for week in ("2026-W44", "2026-W45")
    ]
    assert len({read(text, context).digest for context in contexts}) == 4


def test_zero_and_minus_zero_are_the_same_rows() -> None:
    assert read(one("nps", "-0.0")).digest == read(one("nps", "0")).digest


def test_progress_is_reported_from_nothing_to_all() -> None:
    reported: list[tuple[float, str]] = []
    read_snapshot("week45.csv", long(GOOD).encode(), a_context(), lambda share, doing: reported.append((share, doing)))
    shares = [share for share, _ in reported]
    assert shares[0] == 0.0
    assert shares[-1] == 1.0
    assert shares == sorted(shares)
    assert all(doing for _, doing in reported)


def test_a_daily_metric_takes_days() -> None:
    rows = rows_of(long("2026-11-04,support-copilot,daily_visits,7,,", "2026-11-05,support-copilot,daily_visits,8,,"))
    assert [row[2:4] for row in rows] == [
        (date(2026, 11, 4), date(2026, 11, 4)),
        (date(2026, 11, 5), date(2026, 11, 5)),
    ]


def test_a_running_week_may_be_reported() -> None:
    assert messages_of(long("2026-W46,support-copilot,nps,5,,")) == []


def test_what_the_caller_says_wrongly_is_a_problem_too() -> None:
    with pytest.raises(
        Problems, match="unknown product 'sale-copilot' given for the file; did you mean 'sales-copilot'"
    ):
        read(long(GOOD), a_context(product="sale-copilot"))
    with pytest.raises(Problems, match="'W45' given for the file is no week"):
        read(long(GOOD), a_context(week="W45"))


def test_a_header_repeated_in_a_file_put_together_from_two_is_passed_over() -> None:
    assert len(rows_of(long(GOOD) + long(GOOD.replace("W45", "W44")))) == 2


def test_the_room_opens_without_what_reads_files() -> None:
    heavy = "{'numpy', 'pandas', 'pyarrow', 'openpyxl', 'duckdb'}"
    requested = f"import sys, metrics.snapshot.snapshot; print(sorted({heavy} & set(sys.modules)))"
    reported = subprocess.run([sys.executable, "-c", requested], capture_output=True, text=True, check=True)
    assert reported.stdout.strip() == "[]"


@pytest.mark.parametrize("counts", ["1e306,1", "1e308,1e-320", "-1e307,3", "3,1e308"])
def test_counts_beyond_all_bounds_are_a_problem_and_are_not_reckoned_with(counts: str) -> None:
    nps = "2026-W45,support-copilot,nps,,"
    assert "is beyond any number that can be stored" in messages_of(long(f"{nps}{counts}"))[0]
