"""Any table written as any format reads back the same with the same digest; any damage is a sentence, never a crash."""

import io
import random
import zipfile
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.problems import Problems
from tests.metrics.readings import PRODUCTS, a_context, in_every_format, long, read, refusal_of

MONDAY = date(2026, 9, 7)
Row = tuple[str, str, str, float, float | None, float | None]

# spreadsheets keep 15 digits of a number, so no more can come back from all formats
amounts = st.floats(-1e12, 1e12, allow_nan=False).map(lambda value: float(f"{value:.15g}") + 0.0)
counts = st.integers(0, 10**9)


@st.composite
def rates(draw: st.DrawFn) -> tuple[float, float | None, float | None]:
    """A rate with its counts, or without."""
    denominator = draw(st.integers(1, 10**6))
    numerator = draw(st.integers(0, denominator))
    if draw(st.booleans()):
        return round(numerator / denominator, 14), float(numerator), float(denominator)
    return round(numerator / denominator, 14), None, None


@st.composite
def tables(draw: st.DrawFn) -> pd.DataFrame:
    """A long table of sound rows, no period twice."""
    keys = draw(
        st.lists(
            st.tuples(
                st.sampled_from(range(9)),
                st.sampled_from(sorted(PRODUCTS)),
                st.sampled_from(["hallucination_rate", "token_spend_usd", "weekly_active_users", "latency_p95"]),
            ),
            min_size=1,
            max_size=12,
            unique=True,
        )
    )
    rows: list[Row] = []
    for week, product, metric in keys:
        name = "-W".join(f"{part:02d}" for part in (MONDAY + timedelta(weeks=week)).isocalendar()[:2])
        match metric:
            case "hallucination_rate":
                rows.append((name, product, metric, *draw(rates())))
            case "weekly_active_users":
                rows.append((name, product, metric, float(draw(counts)), None, None))
            case "latency_p95":
                rows.append((name, product, metric, abs(draw(amounts)), None, None))
            case _:
                rows.append((name, product, metric, draw(amounts), None, None))
    return pd.DataFrame(rows, columns=["week", "product", "metric", "value", "numerator", "denominator"]).astype(
        {"value": float, "numerator": float, "denominator": float}
    )


@settings(max_examples=40, deadline=None)
@given(table=tables(), seed=st.integers(0, 1000))
def test_a_table_reads_back_the_same_from_every_format_and_in_every_order(table: pd.DataFrame, seed: int) -> None:
    shuffled = table.sample(frac=1, random_state=seed)
    snapshots = {name: read(content) for name, content in in_every_format(table).items()}
    snapshots |= {f"{name}, shuffled": read(content) for name, content in in_every_format(shuffled).items()}
    snapshots["wide"] = read(wide(table).to_csv(index=False))
    snapshots["percent"] = read(with_percent(table).to_csv(index=False))
    assert len({snapshot.digest for snapshot in snapshots.values()}) == 1
    frame = snapshots["csv"].frame
    assert list(frame["product"]) == list(table["product"])
    assert list(frame["metric"]) == list(table["metric"])
    for column in ("value", "numerator", "denominator"):
        assert np.array_equal(frame[column].to_numpy(), table[column].to_numpy(), equal_nan=True)


def wide(table: pd.DataFrame) -> pd.DataFrame:
    """The same numbers with a column for each metric and its counts."""
    parts = [
        table.pivot_table(index=["week", "product"], columns="metric", values=part, dropna=True).add_suffix(suffix)
        for part, suffix in (("value", ""), ("numerator", "_numerator"), ("denominator", "__n"))
    ]
    return pd.concat(parts, axis=1).reset_index()


def with_percent(table: pd.DataFrame) -> pd.DataFrame:
    """The same numbers with rates written in percent, where that can be done without rounding for all of them."""
    written = table["value"].map(lambda value: f"{value!r}")
    rates = table["metric"] == "hallucination_rate"
    if not table["value"][rates].isin([0.0, 1.0, 0.5, 0.25]).all():
        return table.assign(value=written)
    return table.assign(value=written.where(~rates, (table["value"] * 100).map(lambda value: f"{value:g}%")))


def _damaged(content: bytes, dice: random.Random) -> bytes:
    """A few bytes changed, lost, doubled or put in."""
    pieces = [b'"', b",", b";", b"\n", b"\r", b"\t", b"\0", b"\xff", b"%", b"'; DROP TABLE", b"1e999", b"=A1", b"#REF!"]
    pieces += [b"NaN", b"{", b"]", b"2026-W99", b"9" * 400, b"\xef\xbb\xbf", b"\xe2\x80\x8b", b"Total", b"PAR1", b"<f>"]
    damaged = bytearray(content)
    for _ in range(dice.randint(1, 5)):
        if not damaged:
            break
        at = dice.randrange(len(damaged))
        start, stop, new = dice.choice(
            (
                (at, at + 1, bytes([dice.randrange(256)])),
                (at, at + dice.randint(1, 20), b""),
                (at, at, dice.choice(pieces)),
                (at, len(damaged), b""),
                (at, at, bytes(damaged[: dice.randint(1, 40)])),
            )
        )
        damaged[start:stop] = new
    return bytes(damaged)


def _inside_out(content: bytes, dice: random.Random) -> bytes:
    """A workbook of which one part is damaged and packed again, so that the damage reaches the parser."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w") as new:
        victim = dice.choice([part for part in old.namelist() if part.endswith(".xml")])
        for part in old.namelist():
            new.writestr(part, _damaged(old.read(part), dice) if part == victim else old.read(part))
    return target.getvalue()


SAMPLES = in_every_format(
    pd.DataFrame(
        {
            "week": ["2026-W44", "2026-W45", "2026-W45"],
            "product": ["support-copilot"] * 3,
            "metric": ["hallucination_rate", "token_spend_usd", "latency_p95"],
            "value": [0.5, 1234.5, 2.25],
            "numerator": [2.0, None, None],
            "denominator": [4.0, None, None],
        }
    )
)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_damaged_file_is_accepted_or_explained_and_nothing_else(name: str) -> None:
    dice = random.Random(name)  # noqa: S311 - the same damage on every run
    for _ in range(60):
        damage = _inside_out if name == "xlsx" and dice.random() < 0.7 else _damaged
        content = damage(SAMPLES[name], dice)
        refusal = refusal_of(content)
        assert refusal.total >= len(refusal.problems)
        assert all(len(problem.message) < 800 for problem in refusal.problems)
        assert refusal.problems or read(content).frame["value"].notna().all()


@settings(max_examples=300, deadline=None)
@given(cell=st.text(max_size=30), metric=st.sampled_from(["nps", "hallucination_rate", "token_spend_usd"]))
def test_any_text_in_a_cell_is_a_finite_number_or_a_problem(cell: str, metric: str) -> None:
    quoted = cell.replace('"', '""')
    text = long(f'2026-W45,support-copilot,{metric},"{quoted}"', header="week,product,metric,value")
    try:
        values = read(text.encode("utf-8", "surrogatepass"), a_context()).frame["value"]
    except Problems:
        return
    assert np.isfinite(values).all()


@settings(max_examples=300, deadline=None)
@given(cell=st.text(max_size=30))
def test_any_text_in_a_week_is_a_period_before_today_or_a_problem(cell: str) -> None:
    quoted = cell.replace('"', '""')
    text = long(f'"{quoted}",support-copilot,nps,5', header="week,product,metric,value")
    try:
        frame = read(text.encode("utf-8", "surrogatepass"), a_context()).frame
    except Problems:
        return
    assert (frame["period_start"] <= pd.Timestamp(a_context().today)).all()
