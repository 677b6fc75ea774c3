"""Sentences of the metrics' page as a review: what asks for attention, what varies as usual, the grid of products."""

from collections.abc import Sequence

from metrics.definition import Grain, Metric
from metrics.observation import Point
from metrics.statistics.shape import FEWEST_BEFORE
from playbook.concerns.control.review import MetricControl, ShapeName
from playbook.model.reviews.notes import Note
from playbook.wording import join_words, plural

TITLE = "North-star metrics"
REVIEW, PORTFOLIO = "review", "portfolio"
VIEW = "View"
VIEWS = {REVIEW: "By urgency", PORTFOLIO: "By product"}
ATTENTION = "Needs attention"
ROUTINE = "As expected"
NOT_REPORTED = "Not reported"
ALL_METRICS = "Metrics, what matters most first"
TAB = "Tab"
PLAN_TAB, LIMITS_TAB, WEEKS_TAB, NUMBERS_TAB, DEFINITION_TAB = "plan", "limits", "weeks", "numbers", "definition"
TABS = {
    PLAN_TAB: "Plan",
    LIMITS_TAB: "Signals",
    WEEKS_TAB: "Weeks",
    NUMBERS_TAB: "Numbers",
    DEFINITION_TAB: "Definition",
}
PORTFOLIO_TITLE = "Metrics by products"
PORTFOLIO_LINE = (
    "The newest number of each product, with a word where it is more than as expected. Choose one to open it."
)
ALL_PRODUCTS = "All products"
METRIC = "Metric"
PILLAR = "Pillar"
REPORTED = "Reported"


def title(attention: int, routine: int, silent: int) -> str:
    """The page's title: how many of all need attention, and how many nothing is known of."""
    total = attention + routine + silent
    if silent:
        need = f"{attention} {'needs' if attention == 1 else 'need'} attention, " if attention else ""
        return f"{TITLE}: {need}{silent} of {total} not reported"
    if not attention:
        return f"{TITLE}: {'the 1 metric is' if routine == 1 else f'all {routine} metrics are'} as expected"
    need = "needs" if attention == 1 else "need"
    return f"{TITLE}: {attention} of {attention + routine} {need} attention"


_NO_LIMITS: dict[ShapeName | None, str] = {
    ShapeName.RARE: "Rare events have no weekly limits; more in one week than chance explains would be a signal.",
    ShapeName.SMALL: "Too few cases, or nearly all alike, for weekly limits; the last four weeks are read together.",
    ShapeName.TOO_EARLY: f"Too early for limits: they need {FEWEST_BEFORE} whole weeks before the newest one.",
}


def no_limits(review: MetricControl) -> str:
    """Why there are none to draw."""
    return _NO_LIMITS.get(review.shape, "Every week was the same, so there are no limits.")


def more_products(count: int) -> str:
    """Products of a metric that are not listed beside it."""
    return f"All products: {count:,} more"


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
