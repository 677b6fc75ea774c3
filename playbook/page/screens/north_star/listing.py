"""Metrics as rows, each leading to its detail: actual, against the plan, trend, outlook; what matters most first."""

from collections.abc import Sequence

from playbook.concerns.control.review import MetricControl, MetricControls
from playbook.concerns.north_star.status import MetricStatus
from playbook.concerns.north_star.views import speaks_for
from playbook.page.parts.grid import at
from playbook.page.parts.header import Screen
from playbook.page.parts.rows import Cell, Column, show_rows
from playbook.page.screens.north_star.card import review_of, value_words
from playbook.readiness import wording_screen as wording
from playbook.readiness.charts import sparkline
from playbook.verdict import Outcome

_WIDTHS = (0, 66, 66, 80, 84, 66, 82)
_LEFT = (0, 4)
COLUMNS = tuple(
    Column(title, width, "left" if place in _LEFT else "right")
    for place, (title, width) in enumerate(zip(wording.METRIC_COLUMNS, _WIDTHS, strict=True))
)
_STRONG = (Outcome.NOT_MET, Outcome.STALE, Outcome.NO_DATA)


def metric_rows(statuses: Sequence[MetricStatus], reviews: MetricControls, *, name: str, label: str) -> None:
    """A few metrics, a row each under the titles of their columns."""
    show_rows(name, COLUMNS, [_row(status, reviews) for status in statuses], label=label)


def _row(status: MetricStatus, reviews: MetricControls) -> tuple[Cell, ...]:
    shown = speaks_for(status)
    review = review_of(shown, reviews)
    tone, gap = wording.metric_gap_words(status, shown)
    ahead, forecast = wording.outlook_words(
        review, _or_dash(shown, None if review.outlook is None else review.outlook.value)
    )
    return (
        Cell(
            status.name,
            to=at(Screen.NORTH_STAR, status.metric, product=status.product),
            about=review.sentence,
        ),
        Cell(value_words(shown, shown.value), strong=True),
        Cell(_or_dash(shown, shown.target), "gray"),
        Cell(gap, tone, strong=status.outcome in _STRONG),
        _trend(status, shown, review),
        Cell(_or_dash(shown, shown.final_target), "gray"),
        Cell(forecast, ahead, strong=ahead != "gray"),
    )


def _trend(status: MetricStatus, shown: MetricStatus, review: MetricControl) -> Cell:
    values = sparkline(shown.series)
    if not values:
        return Cell()
    tone = "orange" if status.outcome is Outcome.NOT_MET else "blue"
    return Cell(tone=tone, trend=values, about=wording.trend_alt(shown, values, review.sentence))


def _or_dash(status: MetricStatus, value: float | None) -> str:
    return "–" if value is None else value_words(status, value)
