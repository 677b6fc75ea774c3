"""Sentences of the overview about the charter's clock, and about how much of everything is known."""

from collections.abc import Iterable

from playbook.concerns.north_star.status import MetricStatus
from playbook.readiness.assessment import Assessment
from playbook.readiness.score import AreaScore
from playbook.wording import AREA_WORDS, day_text, join_words, plural

NOT_STARTED = "The charter has not started yet"


def coverage_words(coverage: float | None) -> str:
    """How much of what should be known by now is known."""
    if coverage is None:
        return "Nothing had to be known yet."
    return f"{_known(coverage)} of what should be known by now is known."


def stale_words(metrics: Iterable[MetricStatus]) -> str:
    """Names of metrics that are stale."""
    names = [
        f"{metric.name} ({plural(metric.age_days, 'day')} old)" for metric in metrics if metric.age_days is not None
    ]
    return f"Stale: {join_words(names)}." if names else ""


def silent_words(metrics: Iterable[MetricStatus]) -> str:
    """Names of metrics that never reported."""
    names = [metric.name for metric in metrics]
    return f"Never reported: {join_words(names)}." if names else ""


def partial_words(metrics: Iterable[MetricStatus]) -> str:
    """Names of metrics that lack products, days or weeks."""
    names = [f"{metric.name} ({metric.partial})" for metric in metrics if metric.partial]
    return f"Partial: {join_words(names)}." if names else ""


def _known(coverage: float) -> str:
    """A share; only what is known altogether is 100%."""
    return "100%" if coverage >= 1 else f"{min(99.0, 100 * coverage):.0f}%"


def areas_words(areas: Iterable[AreaScore]) -> tuple[str, ...]:
    """`Known by area: Metrics 93%, Gates 64%.`, the least known first, of areas where something is not; nothing where
    everything is known."""
    lacking = sorted((one.coverage, one.area) for one in areas if one.coverage is not None and one.coverage < 1)
    named = ", ".join(f"{AREA_WORDS[area]} {_known(coverage)}" for coverage, area in lacking)
    return (f"Known by area: {named}.",) if named else ()


def clock_words(assessment: Assessment) -> str:
    """Where the charter's clock stands."""
    if assessment.day is None or assessment.start is None:
        return NOT_STARTED
    if assessment.day < 1:
        return f"Starts on {day_text(assessment.start)}."
    if assessment.day > assessment.days:
        return f"Day {assessment.day}, charter ended."
    left = assessment.days - assessment.day
    return f"Day {assessment.day} of {assessment.days}, week {assessment.week}; {plural(left, 'day')} left."
