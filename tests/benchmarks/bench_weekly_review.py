"""Weekly reviews of 30 daily metrics over two years, beside a roll-up of the same series by pandas, one by one.

Run `python -m tests.benchmarks.bench_weekly_review`; processor time, so that a busy machine does not count."""

import sys
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pandas as pd

from metrics.definition import Direction, Grain, Kind, Metric, Pillar
from metrics.observation import Basis, Observation, ObservationBook
from metrics.series.series import KnownSeries, Measurements
from metrics.series.weekly_figures import weekly_figures
from metrics.weeks import WeekCalendar
from playbook.concerns.weekly_figures.as_json import weekly_row
from playbook.concerns.weekly_figures.wording import figures_words
from playbook.json_values import plain

METRICS, PRODUCTS, DAYS = 30, 3, 2 * 364
FIRST, TODAY = date(2024, 1, 1), date(2025, 12, 28)
WANTED_MS = 50


def milliseconds(work: Callable[[], object]) -> float:
    """Processor time of one run."""
    begun = time.process_time()
    work()
    return 1000 * (time.process_time() - begun)


def metrics() -> list[Metric]:
    return [
        Metric(id=f"m{number}", pillar=Pillar.QUALITY, kind=Kind.RATE, better=Direction.LOWER, grain=Grain.DAY)
        for number in range(METRICS)
    ]


def observations(product: str, metric: str) -> tuple[Observation, ...]:
    days = (FIRST + timedelta(days=offset) for offset in range(DAYS))
    received = datetime(2026, 1, 1)  # naive UTC, as the store keeps it
    return tuple(Observation(product, metric, day, day, 0.0, float(day.day), 100.0, "u1", received) for day in days)


def by_pandas(rows: tuple[Observation, ...]) -> int:
    """Weeks, months, quarters and years of one series, as a notebook would roll them up; how many there are."""
    frame = pd.DataFrame(
        {"k": [row.numerator for row in rows], "n": [row.denominator for row in rows]},
        index=pd.DatetimeIndex([row.period_end for row in rows]),
    )
    sums = [frame.resample(rule).sum() for rule in ("W-SUN", "ME", "QE", "YE")]
    return sum(len(each["k"] / each["n"]) for each in sums)


def main() -> int:
    """Prints milliseconds and ratios of one run."""
    defined = metrics()
    names = [f"p{number}" for number in range(PRODUCTS)]
    book = ObservationBook({(name, one.id): observations(name, one.id) for name in names for one in defined})
    known: KnownSeries = Measurements(book, {one.id: one for one in defined}, WeekCalendar()).known(TODAY, Basis.TODAY)
    requested = [(one, product) for one in defined for product in (None, *names)]
    series = milliseconds(lambda: [known.series(one.id, product) for one, product in requested])
    cold = milliseconds(lambda: [weekly_figures(known, one, product) for one, product in requested])
    warm = milliseconds(lambda: [weekly_figures(known, one, product) for one, product in requested])
    reviews = [(weekly_figures(known, one, None), one) for one in defined]
    words = milliseconds(lambda: [figures_words(review, one) for review, one in reviews if review is not None])
    documents = milliseconds(lambda: [plain(weekly_row(review)) for review, _ in reviews if review is not None])
    frames = milliseconds(lambda: [by_pandas(rows) for rows in book.rows.values()])
    sys.stdout.write(
        f"{len(requested)} series of {DAYS} days: weekly points {series:.0f} ms, reviews {cold:.0f} ms at first = "
        f"{cold / series:.2f} x the points; {len(book.rows)} pandas roll-ups {frames:.0f} ms = "
        f"{(frames / len(book.rows)) / (cold / len(requested)):.1f} x a review\n"
        f"again {warm:.2f} ms = {warm / WANTED_MS:.3f} of the {WANTED_MS} ms a page may take; in words for "
        f"{METRICS} metrics {words:.1f} ms = {words / WANTED_MS:.2f}, as JSON {documents:.1f} ms = "
        f"{documents / WANTED_MS:.2f}\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
