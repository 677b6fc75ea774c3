"""Values in JSON: days as ISO text, numbers without dust, unknown as null."""

import math
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    pass

Json = dict[str, Any]


def day_json(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def number_json(value: float | None) -> float | None:
    """The number without the dust of binary arithmetic; whole numbers stay whole; never NaN."""
    if value is None or not math.isfinite(value):
        return None
    tidy = float(f"{value:.15g}")
    return int(tidy) if tidy.is_integer() and abs(tidy) < 1e15 else tidy


def rounded(value: float | None, digits: int) -> float | None:
    return None if value is None or not math.isfinite(value) else round(value, digits) + 0.0
