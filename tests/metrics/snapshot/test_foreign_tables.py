"""Tables as other people keep them: other languages, weeks and paging words; the right number, or the true reason."""

import json

import pytest

from metrics.problems import Problems
from tests.metrics.readings import Row, a_workbook, messages_of, read, rows_of

SPEND = "token_spend_usd"


def a_table(period: str, heading: str = "week") -> str:
    return f"{heading};product;{SPEND}\n{period};support-copilot;10\n"


@pytest.mark.parametrize(
    "label",
    [
        "Totale", "Totaal",
        "Suma całkowita", "Razem", "Celkem", "Összesen", "Toplam", "Yhteensä", "I alt", "Totalsumma",
        "Итого", "Всего", "合計", "総計", "总计", "합계", "Kokonaissumma",
        "المجموع",
    ],
)  # fmt: skip
def test_a_row_of_totals_is_passed_over_in_any_language_it_is_known_in(label: str) -> None:
    table = f"week,product,{SPEND}\n2026-W45,support-copilot,100\n2026-W45,sales-copilot,50\n{label},,%s\n"
    assert len(read(table % 150).frame) == 2
    assert any("the total 170 is not the sum" in message for message in messages_of(table % 170))


@pytest.mark.parametrize(
    "week",
    [
        "45. KW 2026", "KW 45/2026", "Semaine 45 2026", "semana 45 de 2026", "settimana 45 2026", "week 45 van 2026",
        "vecka 45 2026", "tydzień 45 2026", "2026年第45週", "第45週 2026", "２０２６－W45",
        "week of Nov 2, 2026", "w/c 2 November 2026", "week ending 08-Nov-2026", "w/e 8 Nov 2026",
        "Woche vom 2.11.2026",
        "2026年11月2日(月)", "2026年11月2日（月曜日）",
        "令和8年11月2日", "令和８年11月2日(月)", "令和8年第45週", "2 kasım 2026", "2 ноября 2026", "2. listopadu 2026",
        "\u202a2026-W45\u202c",
    ],
)  # fmt: skip
def test_a_week_is_read_as_people_write_it(week: str) -> None:
    assert read(a_table(week)).weeks == ("2026-W45",)


@pytest.mark.parametrize(
    "day",
    [
        "2 gennaio 2026", "2 de enero de 2026", "2 de janeiro de 2026", "2 januari 2026", "venerdì 2 gennaio 2026",
        "vendredi 2 janvier 2026", "2026年1月2日", "２０２６－０１－０２",
        "2 stycznia 2026", "2 sty 2026", "2. tammikuuta 2026", "2 ocak 2026",
    ],
)  # fmt: skip
def test_a_day_is_read_in_the_languages_of_its_month(day: str) -> None:
    assert read(a_table(day, "date")).weeks == ("2026-W01",)


def test_half_a_year_is_not_taken_for_a_week() -> None:
    assert any("can be half a year or a week" in message for message in messages_of(a_table("S1 2026")))
    assert read(a_table("S45 2026")).weeks == ("2026-W45",)


@pytest.mark.parametrize(
    ("week", "said"),
    [
        ("w/c 2/11/2026", "can be of 2026-11-02 or of 2026-02-11"),
        ("2 listopada 2026", "is in November in Polish and in October in Croatian"),
        ("week of Nov 4, 2026", "begins on a Wednesday"),
        ("2026年11月2日(火)", "2026-11-02 is a Monday"),
        ("平成8年11月2日", "neither a week nor a day; write a week as 2026-W45"),
    ],
)
def test_a_week_that_is_not_read_is_refused_for_its_own_reason(week: str, said: str) -> None:
    (message,) = messages_of(f'week,product,{SPEND}\n"{week}",support-copilot,10\n')
    assert said in message


@pytest.mark.parametrize(
    "header",
    [
        "vecka;produkt;mått;värde;täljare;nämnare",
        "uke;produkt;nøkkeltall;verdi;teller;nevner",
        "tydzień;produkt;wskaźnik;wartość;licznik;mianownik",
        "週;製品;指標;値;分子;分母",
        "周;产品;指标;数值;分子;分母",
    ],
)
def test_headings_are_read_in_other_languages(header: str) -> None:
    (row,) = rows_of(f"{header}\n2026-W45;support-copilot;hallucination_rate;0,0410;51;1244\n")
    assert row[4:] == (0.041, 51, 1244)


@pytest.mark.parametrize(("header", "cell"), [("antal", "1244"), ("件数", "1244"), ("liczba", "1244")])
def test_a_number_of_cases_is_never_to_be_deleted(header: str, cell: str) -> None:
    messages = messages_of(f"week,product,hallucination_rate,{header}\n2026-W45,support-copilot,0.04,{cell}\n")
    assert any("denominator' if it is the number of cases" in message for message in messages)


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("p-value", "name it 'comment'"),
        ("std_error", "name it 'comment'"),
        ("unsuccessful", "if these are the very cases that the metric counts"),
        ("value_eur", "is a value in eur; name it 'value', and write the unit in a column 'unit'"),
        ("value (k$)", "write the unit in a column 'unit'"),
        ("value (EUR)", "write the unit in a column 'unit'"),
    ],
)
def test_a_column_beside_the_number_is_told_what_it_is(header: str, said: str) -> None:
    messages = messages_of(f"week,product,metric,{header}\n2026-W45,support-copilot,{SPEND},7\n")
    assert any(said in message for message in messages), messages
    assert not any("did you mean" in message or "take the unit out" in message for message in messages)


@pytest.mark.parametrize("cell", ["1200 zł", "CA$1200", "A$ 1200", "R$ 1200", "1200 kr", "1200 Kč"])
def test_a_number_in_another_currency_can_but_be_converted(cell: str) -> None:
    (message,) = messages_of(f"week,product,{SPEND}\n2026-W45,support-copilot,{cell}\n")
    assert message.endswith("expected a number in USD; convert the number to USD")


@pytest.mark.parametrize("units", [("USD", "s"), ("EUR", "ms"), ("[USD]", "[s]")])
def test_a_row_of_units_below_the_header_is_called_so(units: tuple[str, str]) -> None:
    rows: list[Row] = [
        ["week", "product", SPEND, "latency_p95"], [None, None, *units], ["2026-W45", "support-copilot", 12, 3],
    ]  # fmt: skip
    (message,) = messages_of(a_workbook(rows))
    assert "a row of units stands below the header" in message
    assert f"as '{SPEND} ({units[0].strip('[]')})'" in message


@pytest.mark.parametrize("mark", ["\u202a12\u202c", "\u206612\u2069"])
def test_marks_of_the_direction_of_text_are_no_part_of_a_number(mark: str) -> None:
    assert rows_of(f"week,product,{SPEND}\n2026-W45,support-copilot,{mark}\n")[0][4] == 12


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("moneda", "EUR", "the unit 'EUR'"),
        ("devise", "EUR", "the unit 'EUR'"),
        ("currency_code", "PLN", "the unit 'PLN'"),
        ("billed in", "EUR", "name it 'unit'"),
        ("cluster", "staging-2", "name it 'environment'"),
        ("ambiente", "staging", "'staging' is not production"),
        ("is_test", "true", "leave out the rows that are not to count"),
        ("Faktor", "1000", "multiply the numbers by it"),
        ("sample_rate", "0.1", "delete the column, or name it 'comment'"),
    ],
)
def test_a_column_that_says_what_numbers_mean_is_never_just_deleted(column: str, cell: str, said: str) -> None:
    table = f"week,product,metric,value,{column}\n2026-W45,support-copilot,{SPEND},5,{cell}\n"
    messages = messages_of(table)
    assert any(said in message for message in messages), messages


@pytest.mark.parametrize(
    ("metric", "said"),
    [
        ("hallucinations", "send it as the numerator of hallucination_rate"),
        ("monthly_active_users", "is of another time than weekly_active_users"),
        ("hallucination_rate_pct", "is in shares of 1"),
        ("non_hallucination_rate", "counts another thing than hallucination_rate"),
        ("hallucination_free_rate", "counts another thing than hallucination_rate"),
        ("tokens_used", "unknown metric 'tokens_used'; known:"),
    ],
)
def test_a_name_of_another_meaning_is_told_what_it_is(metric: str, said: str) -> None:
    messages = messages_of(f"week,product,metric,value\n2026-W45,support-copilot,{metric},0.5\n")
    assert any(said in message for message in messages), messages
    assert not any("did you mean" in message for message in messages)


RECORD = {"week": "2026-W45", "product": "support-copilot", "metric": SPEND, "value": 12.0}


@pytest.mark.parametrize(
    ("keys", "named"),
    [
        ({"LastEvaluatedKey": {"id": {"S": "9"}}}, "LastEvaluatedKey.id.S"),
        ({"links": [{"rel": "self", "href": "/1"}, {"rel": "next", "href": "/2"}]}, "links.next"),
        ({"hasMoreData": True}, "hasMoreData"),
        ({"hasMore": "Y"}, "hasMore"),
        ({"rowsRemaining": 12}, "rowsRemaining"),
        ({"endOfData": False}, "endOfData"),
        ({"jobComplete": False}, "jobComplete"),
        ({"complete": "no"}, "complete"),
        ({"terminated_early": True}, "terminated_early"),
        ({"total_entries": 12}, "total_entries"),
        ({"resultSizeEstimate": 100}, "resultSizeEstimate"),
        ({"hits": {"total": {"value": 100, "relation": "eq"}}}, "hits.total.value"),
        ({"page": "1 of 3"}, "page"),
        ({"result": "error"}, "result"),
        ({"http_code": 206}, "http_code"),
        ({"err": "out of memory"}, "err"),
        ({"rejected_rows": 3}, "rejected_rows"),
        ({"total_value": 13}, "total_value"),
        ({"totals": {"value": 13}}, "totals.value"),
        ({"pagination": {"current": 1, "last": 4}}, "pagination.last"),
        ({"paging": {"last": 2}}, "paging.last"),
    ],
)
def test_a_file_that_is_not_whole_is_refused_by_whatever_word_says_so(keys: dict[str, object], named: str) -> None:
    messages = messages_of(json.dumps({"rows": [RECORD], **keys}))
    assert any(f"'{named}' is" in message for message in messages), messages


@pytest.mark.parametrize(
    "keys",
    [
        {"cursor": "abc"}, {"missing_products": ["sales-copilot"]}, {"excluded": 2}, {"samplingRate": 0.1},
        {"containsSampledData": True}, {"dataIsGolden": False}, {"livemode": False}, {"mode": "test"},
        {"workspace": "sandbox"}, {"url": "https://staging.example/api"}, {"tenant": "uat"},
        {"scale": 1000}, {"multiplier": "k"}, {"valuesInThousands": True}, {"env": "prod shadow"}, {"env": "eu"},
    ],
)  # fmt: skip
def test_what_may_be_missing_or_of_another_place_is_a_named_doubt(keys: dict[str, object]) -> None:
    doubts = [doubt.found for doubt in read(json.dumps({"rows": [RECORD], **keys})).doubts]
    assert any(next(iter(keys)) in doubt for doubt in doubts), doubts


@pytest.mark.parametrize(
    "keys",
    [
        {"dropped_rows": 0},
        {"errors": []}, {"nextPageToken": ""}, {"cursor": None}, {"total": 1}, {"standard_error": 3},
        {"totals": {"value": 12}}, {"sum": 12.0}, {"samplingRate": 1}, {"jobComplete": True}, {"livemode": True},
        {"links": [{"rel": "self", "href": "/1"}]}, {"page": "1 of 1"}, {"region": "eu"},
        {"pagination": {"current": 1, "last": 1}}, {"scale": 1}, {"inThousands": False}, {"env": "prod-eu"},
        {"environment": "eu-west1-production"},
    ],
)  # fmt: skip
def test_what_says_that_all_is_well_is_passed_over(keys: dict[str, object]) -> None:
    assert read(json.dumps({"rows": [RECORD], **keys})).doubts == ()


def a_sheet(title: str, *above: str) -> bytes:
    rows: list[Row] = [*([line] for line in above), ["week", "product", SPEND], ["2026-W45", "support-copilot", 12]]
    return a_workbook(rows, titles=[title])


@pytest.mark.parametrize(
    ("title", "above", "said"),
    [
        ("Staging KW45", (), "the sheet is called 'Staging KW45'"),
        ("TEST data", (), "the sheet is called 'TEST data'"),
        ("W45", ("Token spend, sandbox",), "'Token spend, sandbox' stands above the table"),
        ("W45", ("Umgebung: Abnahme",), "'Umgebung: Abnahme' stands above the table"),
    ],
)
def test_an_environment_named_by_a_title_is_a_doubt(title: str, above: tuple[str, ...], said: str) -> None:
    (doubt,) = read(a_sheet(title, *above)).doubts
    assert doubt.found.startswith(said)
    text = "\n".join(
        [*(line.replace(",", ";") for line in above), f"week,product,{SPEND}", "2026-W45,support-copilot,12\n"]
    )
    assert len(read(text).doubts) == len(above)


def test_a_title_that_speaks_of_results_of_tests_is_no_doubt() -> None:
    assert read(a_sheet("Test results", "Environment: production")).doubts == ()


@pytest.mark.parametrize(("end", "said"), [("", "an empty cell"), ("12.", "the middle of a number")])
def test_a_text_that_ends_behind_a_separator_is_a_doubt(end: str, said: str) -> None:
    table = f"week,product,{SPEND}\n2026-W44,support-copilot,500\n2026-W45,support-copilot,{end}"
    (doubt,) = read(table).doubts
    assert said in doubt.found
    assert read(f"{table}\n").doubts == ()


def test_text_in_four_bytes_a_letter_is_called_what_it_is() -> None:
    (message,) = messages_of(a_table("2026-W45").encode("utf-32"))
    assert "the text is UTF-32" in message


def test_a_row_of_a_foreign_table_keeps_its_value() -> None:
    table = "settimana;prodotto;metrica;valore;valuta\n45/2026;Support-Copilot;Token spend;1.234,50;USD\n"
    assert rows_of(table)[0][4] == 1234.5


def test_the_first_year_of_an_era_is_written_in_its_own_way() -> None:
    assert read(a_table("令和元年11月5日", "date")).weeks == ("2019-W45",)


def test_a_heading_split_over_two_rows_is_told_as_that() -> None:
    said = messages_of("week,product,token\n,,spend usd\n2026-W45,support-copilot,10\n")
    assert any(
        "the heading 'token spend usd' is split over two rows; write it in one cell" in message for message in said
    )


def test_zero_bytes_here_and_there_are_no_text() -> None:
    table = a_table("2026-W45").encode() + b"\0"
    with pytest.raises(Problems, match="it holds zero bytes"):
        read(table if len(table) % 2 == 0 else table + b"\n")
