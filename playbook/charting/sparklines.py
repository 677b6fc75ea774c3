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


_WIDTH, _HEIGHT, _MARGIN = 84, 20, 3


def svg_line(values: Sequence[float], color: str) -> str:
    """The values as a small line with a dot at its end, an SVG picture of 84 by 20 pixels; two values at least."""
    low, high = min(values), max(values)
    across, up = _WIDTH - 2 * _MARGIN, _HEIGHT - 2 * _MARGIN
    points = [
        (
            _MARGIN + across * place / (len(values) - 1),
            _MARGIN + up * (0.5 if high == low else (high - value) / (high - low)),
        )
        for place, value in enumerate(values)
    ]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    (x, y) = points[-1]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{_HEIGHT}">'
        f'<polyline fill="none" stroke="{color}" stroke-width="1.6" points="{line}"/>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.4" fill="{color}"/></svg>'
    )
