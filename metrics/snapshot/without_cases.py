"""Rates that came without the cases they were counted from: nothing can be proven of them, which is said at once."""

from collections.abc import Iterator, Mapping

import numpy as np

from metrics.definition import Kind, Metric
from metrics.problems import Problem
from metrics.snapshot.for_store import Incoming
from metrics.wording_doubts import without_cases


def rates_without_cases(file_name: str, incoming: Incoming, metrics: Mapping[str, Metric]) -> Iterator[Problem]:
    """A doubt for each of them, with how many of its rows lack their cases."""
    names, codes = incoming.metrics
    _, _, cases = incoming.numbers
    bare = np.bincount(codes[np.isnan(cases)], minlength=len(names)).tolist()
    for name, rows in sorted(zip(names, bare, strict=True)):
        if rows and metrics[name].kind is Kind.RATE:
            yield without_cases(file_name, name, rows)
