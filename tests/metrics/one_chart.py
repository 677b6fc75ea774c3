"""The control chart of one series, and what it says of its points."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from metrics.statistics.control_chart import SIGNALS, Assurance, ControlCharts, Signal, Variation, control_charts

STEADY = [50.0, 52, 49, 51, 48, 50, 53, 49, 51, 50, 52, 48]
"""Twelve points with mean 50.25 and limits 43.479 to 57.021; near limits 45.736 and 54.764."""
NAN = float("nan")


def chart(values: Sequence[float], **options: Any) -> ControlCharts:
    return control_charts(np.array([values], dtype=float), **options)


def signals(charts: ControlCharts, row: int = 0) -> list[Signal | None]:
    return [None if code == 0 else SIGNALS[code - 1] for code in charts.signal[row].tolist()]


def variation(charts: ControlCharts, better: int, last: int) -> Variation | None:
    return charts.variation(np.array([better]), np.array([last]))[0]


def assurance(charts: ControlCharts, target: float, better: int) -> Assurance | None:
    return charts.assurance(np.array([target]), np.array([better]))[0]


tables = arrays(
    float,
    st.tuples(st.integers(1, 5), st.integers(1, 30)),
    elements=st.one_of(st.just(NAN), st.integers(-20, 20).map(float)),
)
