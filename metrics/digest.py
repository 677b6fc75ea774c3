"""The fingerprint of a snapshot: of its rows, not of the file they came in."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    Integers = np.ndarray[Any, np.dtype[np.int64]]
    Floats = np.ndarray[Any, np.dtype[np.float64]]

_VERSION = b"observations 1\n"


def digest_of(
    products: list[str],
    product: Integers,
    metrics: list[str],
    metric: Integers,
    starts: Integers,
    ends: Integers,
    numbers: tuple[Floats, Floats, Floats],
) -> str:
    """SHA-256 over the rows in the order of product, metric and period; the same rows give the same digest.

    `product` and `metric` are positions in the sorted lists of names, `starts` and `ends` days since 1970,
    `numbers` value, numerator and denominator with NaN where there is none. No two rows share their key.
    """
    import numpy as np

    key = (product * len(metrics) + metric) * 8_000_000 + starts
    order = None if bool((key[1:] > key[:-1]).all()) else np.argsort(key, kind="stable")
    sha = hashlib.sha256(_VERSION)
    for names in (products, metrics):
        sha.update("\n".join(names).encode("utf-8") + b"\n\n")
    for whole in (product, metric, starts, ends):
        sha.update(_in_order(whole, order).astype("<i4"))
    for floats in numbers:
        column = _in_order(floats, order).astype("<f8")
        column[np.isnan(column)] = np.nan  # one NaN among the many
        sha.update(column + 0.0)  # and one zero
    return sha.hexdigest()


def _in_order(column: Any, order: Integers | None) -> Any:
    return column if order is None else column[order]
