"""A series as a line of bars made of text."""

from collections.abc import Sequence

SPARKLINE_WEEKS = 12
BARS = "▁▂▃▄▅▆▇█"


def text_bars(values: Sequence[float]) -> str:
    """The values as bars, the lowest one low and the highest high."""
    if not values:
        return ""
    low, high = min(values), max(values)
    if high == low:
        return BARS[3] * len(values)
    return "".join(BARS[round((value - low) / (high - low) * (len(BARS) - 1))] for value in values)
