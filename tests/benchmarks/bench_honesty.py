"""How often the verdicts of metrics are wrong, in simulated worlds: wanted and got.

Run `python -m tests.benchmarks.bench_honesty`; `--seed` and `--worlds` ask other worlds. Noise has a standard deviation
of 1 unless a row says otherwise; a ramp of 2 sigma rises by two of them a week.
"""

import argparse
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from metrics.arrays import Booleans, Floats
from metrics.statistics.labels import Rule
from metrics.statistics.proportion import settled
from metrics.statistics.table import SeriesTable, series_table
from metrics.statistics.verdicts import Verdicts, judge, labels_by_week
from tests.benchmarks.measuring import say, verdict

CLOSED, DAY_90 = 10, 9 + 20 / 7
"""Weeks closed on day 70 of a charter, the first one numbered 0, and its day 90 as a week number."""


@dataclass(frozen=True)
class Row:
    """One line of the table: the share that was got, and the bounds it is to lie in."""

    name: str
    got: float
    least: float = 0.0
    most: float = 1.0
    worlds: int = 1

    @property
    def error(self) -> float:
        """Two standard errors of a share of so many worlds."""
        return float(2 * np.sqrt(self.got * (1 - self.got) / self.worlds))

    @property
    def kept(self) -> bool:
        """Whether the share is where it should be, as far as so many worlds can tell."""
        return self.least - self.error <= self.got <= self.most + self.error

    @property
    def wanted(self) -> str:
        """The bounds in words."""
        if self.least <= 0 and self.most >= 1:
            return "-"
        if self.least <= 0:
            return f"at most {self.most:.0%}"
        return f"at least {self.least:.0%}" if self.most >= 1 else f"{self.least:.0%} to {self.most:.0%}"


def main() -> None:
    """Prints the table; stops where a bound is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=20260907)
    parser.add_argument("--worlds", type=int, default=2000)
    arguments = parser.parse_args()
    missed = 0
    for found in rows(arguments.seed, arguments.worlds):
        row = replace(found, worlds=arguments.worlds)
        reported = "" if row.wanted == "-" else verdict(row.kept)
        say(f"{row.name:<86} wanted {row.wanted:<14} got {row.got:6.1%} ± {row.error:.1%} {reported}")
        missed += not row.kept
    if missed:
        raise SystemExit(1)


def rows(seed: int, worlds: int) -> Iterator[Row]:
    """Every line of the table."""
    random = np.random.default_rng(seed)
    yield from changes(random, worlds)
    yield from rates(random, worlds)
    yield from shocks(random, worlds)
    yield from intervals(random, worlds)
    yield from plateaus(random, worlds)
    yield from ends(random, worlds)
    yield from looks(random, worlds)


def changes(random: np.random.Generator, worlds: int) -> Iterator[Row]:
    """What is called of the newest week (SEMANTICS 3)."""
    for weeks in (9, 12):
        called = _called(judge(_table(random.standard_normal((worlds, weeks)))))
        yield Row(f"no change, {weeks} weeks: called anything", called.mean(), most=0.07)
        for slope in (1, 2, 3):
            ramp = random.standard_normal((worlds, weeks)) + slope * np.arange(weeks)
            yield Row(
                f"ramp of {slope} sigma a week, {weeks} weeks: called anything",
                _called(judge(_table(ramp))).mean(),
                most=0.06,
            )
    for weeks, least in ((9, 0.70), (12, 0.75)):
        ramp = random.standard_normal((worlds, weeks)) + np.arange(weeks)
        ramp[:, -1] -= 5
        labels = judge(_table(ramp)).labels
        found = (labels.rule == Rule.OUTSIDE) & (labels.way < 0)
        yield Row(f"fall back of 5 sigma in the last week of a ramp, {weeks} weeks: found", found.mean(), least=least)


def rates(random: np.random.Generator, worlds: int) -> Iterator[Row]:
    """The same of rates with their cases, which are also held against their own recent weeks."""
    for weeks in (9, 12):
        for cases in (200, 1500, 250_000):
            steady = np.full((worlds, weeks), 0.12)
            called = _called(judge(_rates(random, steady, cases)))
            yield Row(
                f"rate of 12% of {cases:,} cases, no change, {weeks} weeks: called anything", called.mean(), most=0.07
            )
        for slope in (1, 2, 3):
            sigma = np.sqrt(0.5 * 0.5 / 1500)
            ramp = 0.5 + slope * sigma * (np.arange(weeks) - weeks / 2) + np.zeros((worlds, 1))
            called = _called(judge(_rates(random, ramp, 1500)))
            yield Row(
                f"rate of 1,500 cases, ramp of {slope} sigma a week, {weeks} weeks: called anything",
                called.mean(),
                most=0.06,
            )
    loose = np.clip(0.02 + 0.0012 * random.standard_normal((worlds, 12)), 0.001, None)
    called = _called(judge(_rates(random, loose, 250_000)))
    yield Row(
        "rate of 250,000 cases that varies more than its cases, 12 weeks: called anything", called.mean(), most=0.07
    )


def shocks(random: np.random.Generator, worlds: int) -> Iterator[Row]:
    """One shock must not make signals of the other weeks, nor hide itself."""
    for weeks in (9, 12):
        values = random.standard_normal((worlds, weeks))
        values[:, 3] += random.uniform(10, 40, worlds)
        rule = labels_by_week(_table(values)).rule
        flagged = (rule > Rule.NONE) & (rule < Rule.BEND)
        others = np.delete(flagged, 3, axis=1)
        yield Row(
            f"shock of 10 to 40 sigma in week 4, {weeks} weeks: other weeks unflagged", 1 - others.mean(), least=0.95
        )
        yield Row(
            f"shock of 10 to 40 sigma in week 4, {weeks} weeks: none of the other weeks flagged",
            1 - others.any(axis=1).mean(),
            least=0.90,
        )
        yield Row(f"shock of 10 to 40 sigma in week 4, {weeks} weeks: itself flagged", flagged[:, 3].mean(), least=0.90)


def intervals(random: np.random.Generator, worlds: int) -> Iterator[Row]:
    """How often the 80% interval made on day 70 holds the week of day 90 (SEMANTICS 5)."""
    for slope in (0.0, 1.0, 2.0, 3.0):
        truth = slope * np.append(np.arange(CLOSED), DAY_90)
        drawn = truth + random.standard_normal((worlds, CLOSED + 1))
        name = "flat series" if not slope else f"ramp of {slope:.0f} sigma a week"
        yield Row(
            f"80% interval, {name}: holds the week of day 90", _holds(_table(drawn[:, :-1]), drawn[:, -1]), 0.75, 0.85
        )
    for slope in (0.0, 0.1):
        odds = -1.5 - slope * np.append(np.arange(CLOSED), DAY_90)
        hits = random.binomial(1500, 1 / (1 + np.exp(-odds)), (worlds, CLOSED + 1))
        shares = hits / 1500
        table = _of_hits(hits[:, :-1].astype(np.float64), np.full((worlds, CLOSED), 1500.0))
        if not slope:
            yield Row(
                "80% interval, rate of 18% of 1,500 cases: holds the week of day 90",
                _holds(table, shares[:, -1]),
                0.75,
                0.85,
            )
        else:
            # the log odds of few cases vary more than those of many before, which the interval does not know
            yield Row("80% interval, rate that falls from 18% to 5%, for information", _holds(table, shares[:, -1]))


def plateaus(random: np.random.Generator, worlds: int) -> Iterator[Row]:
    """A ramp that went flat a while ago was not broken by its last week; it slows down, and is where it is."""
    for weeks, rises, slope in ((10, 6, 5), (12, 6, 5), (12, 7, 5), (12, 8, 10)):
        ramp = slope * np.minimum(np.arange(weeks), rises - 1)
        values = ramp + random.standard_normal((worlds, weeks))
        later = ramp[-1] + random.standard_normal(worlds)
        name = f"plateau of {weeks - rises} weeks after a ramp of {slope} sigma a week"
        found = judge(_table(values), today=weeks - 1.5)
        blamed = (found.labels.rule == Rule.OUTSIDE) & (found.labels.way < 0)
        yield Row(f"{name}: the last week is said to break it", blamed.mean(), most=0.05)
        yield Row(f"{name}: 80% interval holds a later week", _holds(_table(values), later), 0.75, 0.85)


def ends(random: np.random.Generator, worlds: int) -> Iterator[Row]:
    """A rate that fell in a line and cannot fall much further stays where it is, or jumps back."""
    fall = np.linspace(0.12, 0.01, 8)
    for name, newest, least, most in (
        ("stays at 1%: said to break the line", 0.01, 0.0, 0.05),
        ("goes back to 5%: found", 0.05, 0.9, 1.0),
    ):
        likely = np.broadcast_to(np.append(fall, newest), (worlds, 9))
        hits = random.binomial(1500, likely).astype(np.float64)
        rates = _of_hits(hits, np.full(hits.shape, 1500.0), better=-1)
        labels = judge(replace(rates, lowest=np.zeros(worlds), highest=np.ones(worlds))).labels
        broken = np.isin(labels.rule, (Rule.OUTSIDE, Rule.OWN_WEEKS)) & (labels.way > 0)
        yield Row(f"rate that falls from 12% to 1% and {name}", broken.mean(), least, most)


def looks(random: np.random.Generator, worlds: int) -> Iterator[Row]:
    """What looking again costs: a product that sits exactly on a gate's line of 90% (SEMANTICS 4, 7)."""
    hits = random.binomial(600, 0.9, (worlds, 12))
    proof = np.array([settled(k, 600, 0.9, ">=", 0.95) is True for k in range(601)])
    proven = proof[hits]
    yield Row("gate on its line, one look: passes", proven[:, 0].mean(), most=0.065)
    yield Row("gate on its line, one of twelve weekly looks: passes", proven.any(axis=1).mean(), 0.38, 0.55)
    twice = proven[:, 1:] & proven[:, :-1]
    yield Row(
        "gate on its line that asks for 2 weeks, one of twelve weekly looks: passes",
        twice.any(axis=1).mean(),
        most=0.05,
    )


def _table(values: Floats) -> SeriesTable:
    rows = len(values)
    return series_table(values, np.ones(rows, dtype=np.int8), due=np.full(rows, DAY_90), goal=np.zeros(rows))


def _rates(random: np.random.Generator, likely: Floats, cases: int) -> SeriesTable:
    sizes = random.integers(int(cases * 0.9), int(cases * 1.1) + 1, likely.shape)
    return _of_hits(random.binomial(sizes, likely).astype(np.float64), sizes.astype(np.float64))


def _of_hits(hits: Floats, cases: Floats, better: int = 1) -> SeriesTable:
    rows = len(hits)
    return series_table(
        hits / cases,
        np.full(rows, better, dtype=np.int8),
        is_rate=np.ones(rows, dtype=np.bool_),
        hits=hits,
        cases=cases,
        due=np.full(rows, DAY_90),
        goal=np.zeros(rows),
    )


def _called(found: Verdicts) -> Booleans:
    called: Booleans = found.labels.rule != Rule.NONE
    return called


def _holds(table: SeriesTable, truth: Floats) -> float:
    reported = judge(table, today=CLOSED - 0.5).outlooks
    known = np.isfinite(reported.low)
    return float(((reported.low <= truth) & (truth <= reported.high))[known].mean())


if __name__ == "__main__":
    main()
