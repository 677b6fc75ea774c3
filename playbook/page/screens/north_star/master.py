"""Every metric in one table: what matters most first, each row with its trend, leading to its detail."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from playbook.concerns.control import wording_page as page_words
from playbook.concerns.control.review import MetricControls
from playbook.concerns.north_star.status import MetricStatus
from playbook.concerns.north_star.views import speaks_for
from playbook.page.parts.grid import Entry, Field, Line, at, grid
from playbook.page.parts.header import Screen
from playbook.page.screens.north_star.card import review_of, value_words
from playbook.readiness import wording_screen as wording
from playbook.readiness.charts import sparkline

METRIC, ACTUAL, PLAN, GAP, TREND, TARGET, FORECAST = wording.METRIC_COLUMNS
FIELDS = (
    Field(METRIC),
    Field(ACTUAL, right=True, width=90),
    Field(PLAN, right=True, width=80, spare=True),
    Field(GAP, right=True, width=92),
    Field(TREND, width=100),
    Field(TARGET, right=True, width=80, spare=True),
    Field(FORECAST, right=True, width=100),
)
SHOWN = 40
Heaps = Sequence[tuple[str, Sequence[MetricStatus]]]


def metric_table(
    heaps: Heaps, reviews: MetricControls, chosen: str, notes: Mapping[str, str] = MappingProxyType({})
) -> None:
    """The heaps in their order, each with its heading; `chosen` is the metric whose detail is open, `notes` are words
    below a metric's name, by its id."""
    lines = [
        _line(status, reviews, (heading, place), notes.get(status.metric, ""))
        for place, (heading, statuses) in enumerate(heaps)
        for status in statuses
    ]
    grid("metrics", FIELDS, lines, label=page_words.ALL_METRICS, selected=chosen, size=SHOWN)


def _line(status: MetricStatus, reviews: MetricControls, group: tuple[str, int], note: str) -> Line:
    shown = speaks_for(status)
    review = review_of(shown, reviews)
    ahead = None if review.outlook is None else review.outlook.value
    values = sparkline(shown.series)
    cells = (
        Entry(status.name, note, to=at(Screen.NORTH_STAR, status.metric, product=status.product)),
        _number(status=shown, value=shown.value),
        _number(status=shown, value=shown.target),
        _toned(wording.metric_gap_words(status, shown)),
        Entry(order=values[-1] - values[0], trend=values, title=wording.trend_alt(shown, values, review.sentence))
        if values
        else Entry(),
        _number(status=shown, value=shown.final_target),
        _toned(wording.outlook_words(review, "–" if ahead is None else value_words(shown, ahead))),
    )
    return Line(status.metric, cells, group)


def _number(status: MetricStatus, value: float | None) -> Entry:
    return Entry() if value is None else Entry(value_words(status, value), order=value)


def _toned(said: tuple[str, str]) -> Entry:
    """Words in their color: grey ones and those without a color stand as they are."""
    color, words = said
    return Entry(badges=((words, color, ""),), order=words) if color not in ("", "gray") else Entry(words)
