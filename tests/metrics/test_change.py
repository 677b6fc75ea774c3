"""How much a metric moved, in the unit its kind is compared in."""

from datetime import date

import pytest

from metrics.change import Change, change_of
from metrics.definition import Direction, Kind, Metric, Pillar
from metrics.observation import Point


def a_metric(kind: Kind) -> Metric:
    return Metric(id="m", pillar=Pillar.QUALITY, kind=kind, better=Direction.LOWER)


def point(value: float) -> Point:
    return Point("2026-W37", date(2026, 9, 7), date(2026, 9, 13), value)


def test_rates_change_by_points_and_volumes_by_percent() -> None:
    rate = change_of(a_metric(Kind.RATE), 0.05, 0.041)
    assert rate.percent is None
    assert rate.points == pytest.approx(-0.9)
    assert rate.basis_points == pytest.approx(-90)
    assert change_of(a_metric(Kind.AMOUNT), 200, 250) == Change(50, percent=25)
    assert change_of(a_metric(Kind.AMOUNT), -200, -100).percent == 50
    assert change_of(a_metric(Kind.AMOUNT), 0, 10) == Change(10)
    assert change_of(a_metric(Kind.NPS), -10, 20) == Change(30, points=30)


def test_a_percentage_beyond_any_number_is_not_said() -> None:
    assert change_of(a_metric(Kind.COUNT), 5e-324, 1e300) == Change(1e300)
