"""Sentences of the metrics' page as a review: what asks for attention, what varies as usual, the grid of products."""

from collections.abc import Sequence

from metrics.definition import Grain, Metric
from metrics.observation import Point
from playbook.concerns.control.review import MetricReview
from playbook.concerns.control.wording import process_words
from playbook.concerns.north_star.status import MetricStatus
from playbook.model.notes import Note
from playbook.wording import join_words, plural

TITLE = "North-star metrics"
REVIEW, PORTFOLIO = "review", "portfolio"
VIEW = "View"
VIEWS = {REVIEW: "Review", PORTFOLIO: "Portfolio"}
IN_FULL = "Numbers, months and definition"
ALL_METRICS = "All metrics"
NO_WEEK = "no closed week"
NOT_REPORTED = "Not reported"
PORTFOLIO_TITLE = "Metrics by products"
PORTFOLIO_LINE = (
    "Each cell is the last whole week with what its control chart says: ▲ improvement, ▼ concern, ◆ a signal where "
    "neither way is better, ● varies as usual, ○ no limits yet; on today's process ✓ consistently meets its target, ≈ "
    "hit and miss, ✗ consistently misses. Choose a cell to open its chart, or metric and product in their lists."
)
ALL_PRODUCTS = "all products"
METRIC = "metric"
REPORTED = "Reported"
RUNNING_TOTAL = "Added up since the start of the charter"


def title(attention: int, routine: int) -> str:
    """The page's title: how many need attention."""
    if not attention:
        return f"{TITLE}: {plural(routine, 'metric')} {_vary(routine)} as usual"
    need = "needs" if attention == 1 else "need"
    return f"{TITLE}: {attention} of {attention + routine} {need} attention"


def routine_words(count: int, of: int) -> str:
    """Counted, and closed."""
    if not count:
        return ""
    return f"{count} of {of} {_vary(count)} as usual."


def _vary(count: int) -> str:
    return "varies" if count == 1 else "vary"


def routine_line(name: str, value: str, review: MetricReview) -> str:
    """A metric that varies as usual, in a line."""
    limits = review.limits
    process = process_words(review.variation, review.assurance, None if limits is None else limits.state)
    return ", ".join(part for part in (f"{name}: {value}", process) if part)


def silent_line(statuses: Sequence[MetricStatus]) -> str:
    """Metrics without a single week."""
    return f"{NOT_REPORTED}: {join_words(status.name for status in statuses)}."


def named_twice(name: str, product: str) -> str:
    """A product that has the name of another one."""
    return f"{name} ({product})"


def others_words(count: int, *, breached: bool) -> str:
    """The pairs that need no look."""
    if breached:
        return plural(count, "other pair")
    return "The one pair holds, or is not in play" if count == 1 else f"All {count} pairs hold, or are not in play"


def is_odd(point: Point) -> bool:
    """True for weeks that are not judged."""
    return point.running or bool(point.partial)


def notes_count(notes: Sequence[Note]) -> str:
    """In the table of weeks: whether somebody wrote about one; the words stand below the chart."""
    restart = "limits restart" if any(note.is_restart for note in notes) else ""
    others = sum(not note.is_restart for note in notes)
    return ", ".join(part for part in (restart, plural(others, "note") if others else "") if part)


def table_title(title: str, product: str) -> str:
    """Head of a table, with the product where there are several."""
    return f"{title}: {product}" if product else title


def reported_words(metric: Metric) -> str:
    """On which days a daily metric is reported; blank for weekly ones."""
    if metric.grain is Grain.WEEK:
        return ""
    days = join_words(day.name.capitalize() for day in metric.reported_on)
    return f"{f'on {days}' if days else 'every day'}; a closed week that lacks one of them is partial"
