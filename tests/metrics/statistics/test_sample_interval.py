"""Intervals of weeks, held to published ones."""

from datetime import date

import pytest

from metrics.definition import Kind, Metric
from metrics.observation import Point
from metrics.statistics.proportion import sample_interval


def rate(kind: Kind = Kind.RATE) -> Metric:
    return Metric.model_validate({"id": "m", "pillar": "quality", "kind": kind, "better": "higher", "owner": "lead"})


def week(numerator: float | None, denominator: float | None, *, running: bool = False) -> Point:
    return Point(
        week="2026-W37",
        period_start=date(2026, 9, 7),
        period_end=date(2026, 9, 13),
        value=0.5,
        numerator=numerator,
        denominator=denominator,
        partial=None,
        running=running,
    )


# scipy 1.17.1 binomtest().proportion_ci(method="wilson"), 95%, two-sided
@pytest.mark.parametrize(
    ("k", "n", "interval"),
    [(1, 2, (0.094531, 0.905469)), (19, 20, (0.763869, 0.991119)), (0, 30, (0.0, 0.113513)), (38, 38, (0.90819, 1.0))],
)
def test_a_week_leaves_open_what_is_published(k: float, n: float, interval: tuple[float, float]) -> None:
    assert sample_interval(rate(), week(k, n)) == pytest.approx(interval, abs=1e-6)


@pytest.mark.parametrize("point", [week(None, None), week(None, 20), week(0, 0), week(19, 20, running=True)])
def test_without_a_sample_or_while_the_week_runs_there_is_no_interval(point: Point) -> None:
    assert sample_interval(rate(), point) == (None, None)


def test_only_rates_have_an_interval() -> None:
    assert sample_interval(rate(Kind.MEAN), week(19, 20)) == (None, None)
