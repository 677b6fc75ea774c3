"""Control chart, assurance and projection of a whole portfolio, beside one series after the other in pandas.

Run `python -m tests.benchmarks.bench_metrics`; it prints ratios of one run. Processor time is what it takes on one
core of a quiet machine; a busy one only makes the other time longer.
"""

import argparse
import resource
from dataclasses import dataclass
from time import perf_counter, process_time

import numpy as np
import pandas as pd

from metrics.arrays import Floats, Integers
from metrics.statistics.control_chart import STATES, Assurance, ControlCharts, Variation, control_charts
from metrics.statistics.projection import Lines, last_weeks, theil_sen
from tests.benchmarks.measuring import say

WANTED_SECONDS, WANTED_MEGABYTES = 10, 3000
ALONE = 400
"""Series that are worked out one after the other, to be scaled up."""


@dataclass(frozen=True)
class Portfolio:
    """Series by weeks with 3% of gaps; one in a hundred has a restart; what is better, and the last targets."""

    values: Floats
    days: Floats
    restarts: tuple[tuple[int, int], ...]
    better: Integers
    target: Floats


@dataclass(frozen=True)
class Answers:
    """What came of them, by series."""

    charts: ControlCharts
    variation: list[Variation | None]
    assurance: list[Assurance | None]
    lines: Lines
    on_day_90: tuple[Floats, Floats, Floats]
    reached: Floats


def main() -> None:
    """Prints seconds, memory and the ratio to the loop, all of one run; stops where the two do not agree."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--products", type=int, default=10_000)
    parser.add_argument("--metrics", type=int, default=30)
    parser.add_argument("--weeks", type=int, default=104)
    arguments = parser.parse_args()
    portfolio = a_portfolio(arguments.products * arguments.metrics, arguments.weeks)
    series = len(portfolio.values)
    say(f"{series:,} series x {arguments.weeks} weeks")
    begun, begun_processor = perf_counter(), process_time()
    answers = in_one_call(portfolio)
    taken, processor = perf_counter() - begun, process_time() - begun_processor
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    say(
        f"in one call {taken:.1f} s ({processor:.1f} s of processor time) = {taken / WANTED_SECONDS:.2f} of "
        f"{WANTED_SECONDS} s, {megabytes:,.0f} MB = {megabytes / WANTED_MEGABYTES:.2f} of {WANTED_MEGABYTES:,} MB"
    )
    chosen = np.linspace(0, series - 1, min(ALONE, series)).astype(int)
    begun_processor = process_time()
    alone = [one_after_the_other(portfolio, int(row)) for row in chosen]
    each = (process_time() - begun_processor) / len(chosen)
    wrong = sum(not agrees(answers, int(row), found) for row, found in zip(chosen, alone, strict=True))
    say(
        f"one after the other in pandas {1000 * each:.2f} ms a series, {each * series:,.0f} s for all = "
        f"{each * series / processor:,.0f} x the one call; {len(chosen) - wrong} of {len(chosen)} came out the same"
    )
    if wrong:
        raise SystemExit(1)


def a_portfolio(series: int, weeks: int) -> Portfolio:
    """Noise around levels and slow trends; reproducible."""
    random = np.random.default_rng(7)
    values = random.standard_normal((series, weeks))
    values += random.normal(50, 10, (series, 1))
    values += random.normal(0, 0.02, (series, 1)) * np.arange(weeks)
    values[random.random((series, weeks)) < 0.03] = np.nan
    restarted = np.arange(0, series, 100)
    return Portfolio(
        values=values,
        days=np.arange(0.0, 7.0 * weeks, 7.0),
        restarts=tuple((int(row), weeks // 2) for row in restarted),
        better=random.choice(np.array([1, -1]), series),
        target=random.normal(50, 10, series),
    )


def in_one_call(portfolio: Portfolio) -> Answers:
    """All series together, as the review works them out."""
    weeks = portfolio.values.shape[1]
    charts = control_charts(portfolio.values, restarts=portfolio.restarts)
    last = weeks - 1 - np.argmax(~np.isnan(portfolio.values)[:, ::-1], axis=1)
    lines = theil_sen(*last_weeks(portfolio.days, portfolio.values))
    return Answers(
        charts,
        charts.variation(portfolio.better, last),
        charts.assurance(portfolio.target, portfolio.better),
        lines,
        lines.at(portfolio.days[-1] + 90),
        lines.reaches(portfolio.target, portfolio.better),
    )


@dataclass(frozen=True)
class Alone:
    """What the loop found of one series."""

    mean: float
    lower: float
    upper: float
    signals: list[int]
    assurance: Assurance
    slope: float


def one_after_the_other(portfolio: Portfolio, row: int) -> Alone:
    """One series the way a notebook would do it: pandas for the chart, all pairs for the line."""
    points = pd.Series(portfolio.values[row])
    restarts = [column for each, column in portfolio.restarts if each == row]
    signals: list[int] = []
    mean = lower = upper = float("nan")
    for start, end in zip([0, *restarts], [*restarts, len(points)], strict=True):
        stretch = points.iloc[start:end].dropna()
        first = stretch.iloc[:12]
        ranges = first.diff().abs().dropna()
        average = ranges[ranges < 3.267 * ranges.mean()].mean()
        mean = first.mean()
        lower, upper = mean - 2.66 * average, mean + 2.66 * average
        signals += _signals(stretch, mean, lower, upper)
    target, better = portfolio.target[row], portfolio.better[row]
    if lower <= target <= upper:
        assurance = Assurance.HIT_AND_MISS
    else:
        assurance = Assurance.MEETS if (target < lower) == (better > 0) else Assurance.MISSES
    week = points.last_valid_index()
    assert isinstance(week, int)
    recent = points.iloc[max(0, week - 7) : week + 1].dropna()
    pairs = [
        (recent.iloc[later] - recent.iloc[early]) / (7 * (recent.index[later] - recent.index[early]))
        for later in range(len(recent))
        for early in range(later)
    ]
    return Alone(mean, lower, upper, signals, assurance, float(np.median(pairs)))


def _signals(points: "pd.Series[float]", mean: float, lower: float, upper: float) -> list[int]:
    side = (points - mean).map(np.sign)
    close = ((points - mean).abs() > 2 / 3 * (upper - mean)) & (points <= upper) & (points >= lower)
    steps = points.diff().map(np.sign)
    found = pd.Series(0, index=points.index)
    for end in range(6, len(points)):
        if abs(side.iloc[end - 6 : end + 1].sum()) == 7:
            found.iloc[end - 6 : end + 1] = 4
    for end in range(2, len(points)):
        window = slice(end - 2, end + 1)
        if abs(side.iloc[window].sum()) == 3 and close.iloc[window].sum() >= 2:
            found.iloc[window] = found.iloc[window].where(~close.iloc[window], 3)
    for end in range(6, len(points)):
        if abs(steps.iloc[end - 5 : end + 1].sum()) == 6:
            found.iloc[end - 6 : end + 1] = 2
    found[(points > upper) | (points < lower)] = 1
    return [int(code) for code in found]


def agrees(answers: Answers, row: int, alone: Alone) -> bool:
    """Whether both ways came to the same."""
    mean, lower, upper = (float(side[row]) for side in answers.charts.limits)
    charts = answers.charts
    signals = charts.signal[row]
    seen = np.flatnonzero(signals).size == sum(code > 0 for code in alone.signals)
    return (
        np.allclose((mean, lower, upper), (alone.mean, alone.lower, alone.upper))
        and seen
        and [int(code) for code in signals if code] == [code for code in alone.signals if code]
        and answers.assurance[row] is alone.assurance
        and bool(np.isclose(answers.lines.slope[row], alone.slope))
        and charts.state_of(row) in STATES
    )


if __name__ == "__main__":
    main()
