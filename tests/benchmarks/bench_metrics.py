"""One verdict each of a whole portfolio, beside one series after another.

Run `python -m tests.benchmarks.bench_metrics`; it prints ratios of one run. Processor time is what it takes on one
core of a quiet machine; a busy one only makes the other time longer.
"""

import argparse
import resource
from dataclasses import dataclass
from time import perf_counter, process_time

import numpy as np
from scipy import stats

from metrics.arrays import Floats
from metrics.statistics.labels import Rule
from metrics.statistics.median_slope import ALL_PAIRS_UP_TO
from metrics.statistics.shape import Shape
from metrics.statistics.table import SeriesTable, series_table
from metrics.statistics.verdicts import Verdicts, judge
from tests.benchmarks.measuring import say

WANTED_SECONDS, WANTED_MEGABYTES = 10, 3000
ALONE = 400
"""Series that are worked out one after the other, to be scaled up."""
AHEAD = 4


@dataclass(frozen=True)
class Portfolio:
    """Series by weeks with 3% of gaps: a third are rates with their cases, some drift, some step."""

    table: SeriesTable
    days: Floats

    @property
    def today(self) -> float:
        """The as-of day, half a week after the last one closed."""
        return float(self.table.weeks[-1]) + 0.5


def main() -> None:
    """Prints seconds, memory and their ratio, all of one run; stops where the loop comes out otherwise."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--products", type=int, default=10_000)
    parser.add_argument("--metrics", type=int, default=30)
    parser.add_argument("--weeks", type=int, default=104)
    arguments = parser.parse_args()
    portfolio = a_portfolio(arguments.products * arguments.metrics, arguments.weeks)
    series = len(portfolio.table.better)
    say(f"{series:,} series x {arguments.weeks} weeks")
    begun, begun_processor = perf_counter(), process_time()
    found = judge(portfolio.table, portfolio.today)
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
    wrong = sum(not agrees(found, int(row), single) for row, single in zip(chosen, alone, strict=True))
    say(
        f"one after the other {1000 * each:.2f} ms a series, {each * series:,.0f} s for all = "
        f"{each * series / processor:,.0f} x the one call; {len(chosen) - wrong} of {len(chosen)} came out the same"
    )
    if wrong:
        raise SystemExit(1)


def a_portfolio(series: int, weeks: int) -> Portfolio:
    """Noise around levels, lines and steps; reproducible."""
    random = np.random.default_rng(7)
    values = random.standard_normal((series, weeks))
    values += random.normal(50, 10, (series, 1))
    values += random.normal(0, 0.02, (series, 1)) * np.arange(weeks)
    stepped = random.random(series) < 0.1
    values[stepped, weeks // 2 :] += random.normal(0, 2, (int(stepped.sum()), 1))
    is_rate = np.arange(series) % 3 == 0
    hits, cases = (np.full((series, weeks), np.nan) for _ in range(2))
    cases[is_rate] = random.integers(200, 3000, (int(is_rate.sum()), weeks))
    hits[is_rate] = random.binomial(cases[is_rate].astype(int), random.uniform(0.02, 0.9, (int(is_rate.sum()), 1)))
    values[is_rate] = hits[is_rate] / cases[is_rate]
    values[random.random((series, weeks)) < 0.03] = np.nan
    table = series_table(
        values,
        random.choice(np.array([1, -1]), series),
        is_rate=is_rate,
        hits=hits,
        cases=cases,
        due=np.full(series, weeks - 1.0 + AHEAD),
        goal=np.where(is_rate, 0.5, random.normal(50, 10, series)),
    )
    return Portfolio(table, np.arange(0.0, 7.0 * weeks, 7.0))


@dataclass(frozen=True)
class Alone:
    """What the loop found of one series; NaN where it does not look."""

    shape: Shape
    expected: float
    reach: float
    outside: bool


def one_after_the_other(portfolio: Portfolio, row: int) -> Alone:
    """One series the way a notebook would do it: shape, expected value, limits and interval of the newest week."""
    values, weeks = portfolio.table.values[row], portfolio.table.weeks
    known = np.isfinite(values)
    points, times = values[known], weeks[known]
    before, earlier, newest, time = points[:-1], times[:-1], points[-1], times[-1]
    many = len(before)
    shape, cut = _shape(before, earlier)
    lean = 0.0
    if shape is Shape.LINE:
        slope = stats.theilslopes(before, earlier)[0]
        fit = np.median(before) + slope * (earlier - np.median(earlier))
        expected, since = np.median(before) + slope * (time - np.median(earlier)), many
        lean = (time - earlier.mean()) ** 2 / ((earlier - earlier.mean()) ** 2).sum()
    elif shape is Shape.STEP:
        fit = np.where(np.arange(many) < cut, before[:cut].mean(), before[cut:].mean())
        expected, since = before[cut:].mean(), many - cut
    else:
        fit, expected, since = np.full(many, before.mean()), before.mean(), many
    ranges = np.abs(np.diff(before - fit))
    kept = ranges[ranges < 3.267 * ranges.mean()]
    if shape is Shape.FLAT and len(kept) < len(ranges):
        expected = np.median(before)
    reach = 2.66 * kept.mean() * np.sqrt(1 + 1 / since + lean)
    if portfolio.table.is_rate[row]:
        hits, cases = (each[row][known][-12:] for each in (portfolio.table.hits, portfolio.table.cases))
        usual, share = stats.hmean(cases[:-1]), hits.sum() / cases.sum()
        if cases[-1] < usual / 2:
            reach = np.sqrt(reach**2 + 9 * share * (1 - share) * (1 / cases[-1] - 1 / usual))
    recent, when = points[-8:], times[-8:]
    fitted = stats.linregress(when, recent)
    spread = np.sqrt(((recent - fitted.intercept - fitted.slope * when) ** 2).sum() / (len(recent) - 2))
    stats.t.ppf(0.9, len(recent) - 2) * spread
    return Alone(shape, float(expected), float(reach), bool(abs(newest - expected) > reach))


def _shape(values: Floats, times: Floats) -> tuple[Shape, int]:
    many = len(values)

    def bic(residual: Floats, parameters: int) -> float:
        return float(many * np.log((residual**2).sum() / many) + parameters * np.log(many))

    flat = bic(values - values.mean(), 1)
    line = bic(values - np.polyval(np.polyfit(times, values, 1), times), 2)
    steps = [
        bic(np.concatenate((values[:cut] - values[:cut].mean(), values[cut:] - values[cut:].mean())), 3)
        for cut in range(3, many - 2)
    ]
    if min(steps) < min(flat, line) - 6:
        return Shape.STEP, int(np.argmin(steps)) + 3
    return Shape.LINE if line < flat - 6 else Shape.FLAT, 0


def agrees(found: Verdicts, row: int, alone: Alone) -> bool:
    """Whether both ways came to the same; long lines have fewer pairs than all of them, so to a tenth of a reach."""
    labels = found.labels
    near = 0.1 * alone.reach if alone.shape is Shape.LINE and found.weeks[row] > ALL_PAIRS_UP_TO else 1e-9
    outside = labels.rule[row] == Rule.OUTSIDE or alone.shape is Shape.LINE or found.cycle[row] >= 0
    return (
        Shape(int(labels.shape[row])) is alone.shape
        and abs(float(labels.expected[row]) - alone.expected) <= near
        and abs(float(labels.reach[row]) - alone.reach) <= near
        and (bool(outside) or not alone.outside)
    )


if __name__ == "__main__":
    main()
