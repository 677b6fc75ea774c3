"""The fingerprint of a snapshot: of its rows, not of the file they came in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

import numpy as np

from metrics.arrays import Floats, Integers

_STRETCH = 131_072
_VERSION = b"observations 1\n"


def digest_of(
    products: list[str],
    product: Integers,
    metrics: list[str],
    metric: Integers,
    starts: Integers,
    ends: Integers,
    numbers: tuple[Floats, Floats, Floats],
    order: Integers | None,
) -> str:
    """SHA-256 over the rows in the order of product, metric and period; the same rows give the same digest.

    `product` and `metric` are positions in the sorted lists of names, `starts` and `ends` days since 1970,
    `numbers` value, numerator and denominator with NaN where there is none; `order` sorts them, None where they are.
    """
    sha = hashlib.sha256(_VERSION)
    for names in (products, metrics):
        sha.update("\n".join(names).encode("utf-8") + b"\n\n")
    for whole in (product, metric, starts, ends):
        for stretch in _stretches(whole, order):
            sha.update(stretch.astype("<i4"))
    for floats in numbers:
        for stretch in _stretches(floats, order):
            column = stretch.astype("<f8")
            column[np.isnan(column)] = np.nan  # one NaN among the many
            sha.update(column + 0.0)  # and one zero
    return sha.hexdigest()


def _stretches(column: Any, order: Integers | None) -> Iterator[Any]:
    """The column in order, some of it at a time."""
    for start in range(0, len(column), _STRETCH):
        stop = start + _STRETCH
        yield column[start:stop] if order is None else column[order[start:stop]]
