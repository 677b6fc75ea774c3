"""The fingerprint of a snapshot: of its rows, not of the file they came in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from metrics.arrays import Floats, Integers

_STRETCH = 131_072
_VERSION = b"observations 1\n"


def digest_of(
    names: tuple[Sequence[str], Sequence[str]],
    keys: Sequence[Integers],
    periods: tuple[Integers, Integers, Integers],
    numbers: Sequence[Floats],
    order: Integers | None,
) -> str:
    """SHA-256 over the rows in the order of product, metric and period; the same rows give the same digest.

    `names` are those of the products and metrics that occur, `keys` their codes row by row; `periods` a code for each
    row and the first and last days (from 1970) that codes stand for; `numbers` value, numerator and denominator with
    NaN where there is none; `order` sorts the rows, None where they are sorted.
    """
    if order is not None:
        order = order.astype(np.intp, copy=False)  # what numpy takes without a conversion each time
    sha = hashlib.sha256(_VERSION)
    for group in names:
        sha.update("\n".join(group).encode("utf-8") + b"\n\n")
    for codes in keys:
        for stretch in _stretches(codes, order):
            sha.update(stretch.astype("<i4", copy=False))
    codes, *days = periods
    for stands_for in days:
        for stretch in _stretches(codes, order):
            sha.update(stands_for[stretch].astype("<i4", copy=False))
    for floats in numbers:
        for stretch in _stretches(floats, order):
            column = stretch + 0.0  # one zero among the two
            column[np.isnan(column)] = np.nan  # and one NaN among the many
            sha.update(column.astype("<f8", copy=False))
    return sha.hexdigest()


def _stretches(column: Any, order: Integers | None) -> Iterator[Any]:
    """The column in order, some of it at a time."""
    for start in range(0, len(column), _STRETCH):
        stop = start + _STRETCH
        yield column[start:stop] if order is None else column[order[start:stop]]
