"""Signs that are taken off a whole column at once leave the same numbers, and the same problems, as cell by cell."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from metrics.problems import Problems
from metrics.snapshot.numbers import column as number_cells
from tests.metrics.readings import a_context, read

CELL_BY_CELL, AT_ONCE = 10**9, 0
HEADER = "week,product,metric,value,numerator,denominator"


def outcome(text: str) -> list[float] | list[str]:
    try:
        return [float(value) for value in read(text, a_context()).frame["value"]]
    except Problems as refused:
        return [problem.message for problem in refused.problems]


def both_ways(monkeypatch: pytest.MonkeyPatch, text: str) -> tuple[list[float] | list[str], list[float] | list[str]]:
    outcomes = []
    for many in (CELL_BY_CELL, AT_ONCE):
        monkeypatch.setattr(number_cells, "_MANY", many)
        outcomes.append(outcome(text))
    return outcomes[0], outcomes[1]


def a_file(cells: list[tuple[str, str]], delimiter: str = ",") -> str:
    weeks = [(date(2020, 1, 5) + timedelta(weeks=place)).isoformat() for place in range(len(cells))]
    rows = [
        delimiter.join([week, "support-copilot", metric, f'"{cell}"', "", ""])
        for week, (metric, cell) in zip(weeks, cells, strict=True)
    ]
    return "\n".join([HEADER.replace(",", delimiter), *rows]) + "\n"


digits = st.one_of(
    st.integers(0, 99).map(str),
    st.decimals(0, 100, places=2).map(str),
    st.decimals(0, 10, places=3).map(str),
    st.decimals(0, 1, places=6).map(lambda number: f"{number:f}"),
    st.sampled_from(
        ["1,234", "1.234", "1,5", "0,125", "12,34", "1,234.5", "1.234,5", "1e3", ".5", "5.", "1 234", "-3"]
    ),
)
decorated = st.tuples(
    st.sampled_from(["", "", "", "$", "€", "USD ", "% ", "-"]),
    digits,
    st.sampled_from(["", "%", "%", "%", " %", "%%", " USD", "USD", "\u00a0%", " usd", "k", " seconds"]),
).map("".join)
metrics = st.sampled_from(
    ["hallucination_rate", "budget_used", "token_spend_usd", "latency_p95", "weekly_active_users"]
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    cells=st.lists(st.tuples(metrics, decorated), min_size=1, max_size=12),
    delimiter=st.sampled_from([",", ";"]),
)
def test_any_column_reads_the_same_at_once_and_cell_by_cell(
    monkeypatch: pytest.MonkeyPatch, cells: list[tuple[str, str]], delimiter: str
) -> None:
    careful, at_once = both_ways(monkeypatch, a_file(cells, delimiter))
    assert at_once == careful


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    numbers=st.lists(digits, min_size=1, max_size=12),
    signed=st.sampled_from(
        [
            ("hallucination_rate", "{}%"),
            ("budget_used", "{} %"),
            ("token_spend_usd", "${}"),
            ("token_spend_usd", "{} USD"),
            ("weekly_active_users", "{}%"),
        ]
    ),
)
def test_a_column_with_one_sign_reads_the_same_at_once_and_cell_by_cell(
    monkeypatch: pytest.MonkeyPatch, numbers: list[str], signed: tuple[str, str]
) -> None:
    metric, sign = signed
    careful, at_once = both_ways(monkeypatch, a_file([(metric, sign.format(number)) for number in numbers]))
    assert at_once == careful


def test_a_percentage_is_the_nearest_number_to_its_hundredth(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(number_cells, "_MANY", AT_ONCE)
    cells = [("hallucination_rate", f"{number}%") for number in ("4.35", "0.07", "12.3456", "29")]
    assert outcome(a_file(cells)) == [0.0435, 0.0007, 0.123456, 0.29]


def test_a_sign_that_does_not_fit_is_a_problem_however_many_carry_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(number_cells, "_MANY", AT_ONCE)
    messages = outcome(a_file([("weekly_active_users", "12%")] * 3 + [("hallucination_rate", "12%")]))
    assert len(messages) == 3
    assert "'12%' has a percent sign" in str(messages[0])


@pytest.mark.parametrize(
    ("metric", "cell", "fits"),
    [
        ("hallucination_rate", "12%", True),
        ("hallucination_rate", "%12", False),
        ("hallucination_rate", "12%%", False),
        ("token_spend_usd", "USD 12", True),
        ("token_spend_usd", "12 USD", True),
        ("token_spend_usd", "USD 12 USD", False),
        ("latency_p95", "12 seconds", True),
        ("latency_p95", "seconds 12", False),
    ],
)
def test_a_sign_stands_where_it_is_usual_and_once(
    monkeypatch: pytest.MonkeyPatch, metric: str, cell: str, fits: bool
) -> None:
    usual = {"hallucination_rate": "4%", "token_spend_usd": "4 USD", "latency_p95": "4 seconds"}[metric]
    careful, at_once = both_ways(monkeypatch, a_file([(metric, usual), (metric, cell), (metric, usual)]))
    assert at_once == careful
    assert (len(at_once) == 3) == fits
