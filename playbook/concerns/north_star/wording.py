"""Sentences of the page of north-star metrics: pillars, one metric in full, guardrails."""

from collections.abc import Mapping, Sequence
from datetime import date

from metrics.definition import Direction, Kind, Level, Metric, OverProducts, Per, Pillar, Sample, Target, TargetKind
from metrics.observation import Point
from playbook.concerns.north_star.status import MetricStatus
from playbook.concerns.north_star.wording_reasons import NO_PLAN_OF_ITS_OWN
from playbook.wording import day_text, join_words, owner_text, plural, range_text, short_text, value_text, week_text

PILLAR_WORDS: dict[Pillar, str] = {
    Pillar.QUALITY: "Quality",
    Pillar.COST: "Cost",
    Pillar.TRUST: "Trust",
    Pillar.VALUE: "Value",
    Pillar.SERVICE: "Service",
}
DIRECTION_WORDS: dict[Direction, str] = {
    Direction.LOWER: "lower is better",
    Direction.HIGHER: "higher is better",
    Direction.NEUTRAL: "neither way is better",
}

TITLE = "North-star metrics"
METRIC = "Metric"
GUARDRAILS = "Guardrails"
GUARDRAILS_LINE = (
    "A metric may not improve at the cost of the one that guards it. A guardrail breaches where it got worse by more "
    "than noise, or went off its plan."
)
PRODUCTS = "By product"
TARGETS = "Targets"
COUNTED = "Counted"
OWNER = "Owner"
SOURCE = "Source"
ROLL_UP = "Products together"
FRESHNESS = "Freshness"
SAMPLES = "Samples"
GUARDS = "Guards"
GUARDED_BY = "Guarded by"
NOT_SAID = "not said"

PRODUCT_COLUMNS = (
    "product",
    "week",
    "value",
    "numerator",
    "denominator",
    "low",
    "high",
    "target",
    "outcome",
    "why",
)
NUMBER_COLUMNS = ("Week", "Value", "Target", "Limits", "What it says")
DOWNLOAD_COLUMNS = (
    "metric",
    "name",
    "pillar",
    "product",
    "week",
    "last day",
    "value",
    "numerator",
    "denominator",
    "low",
    "high",
    "target",
    "outcome",
    "age in days",
    "partial",
    "change",
    "why",
    "owner",
    "unit",
)

EMPTY = "No metric is defined yet"
EMPTY_WHY = (
    "What is measured every week, and where each number should be on which day, stands in `definitions/metrics.yaml`."
)
WAY_DEFINE = "define a first metric there: one for quality, one for cost, one for trust"
NOTHING_YET = "No numbers have come in yet"
WAY_UPLOAD = "upload a weekly file: week, product, metric, value, and for rates numerator and denominator"
WAY_COMMAND = "or send it with `playbook upload FILE`; `--dry-run` shows first what it would change"
WAY_LATER = "choose a later day above, or count what came in since"
NO_POINTS = "Nothing has been reported for this metric by this day."
OTHERS_BELOW = "Below is what the other products reported together."
TO_UPLOAD = "Upload a weekly file"
TO_GATES = "See the gates it counts in"


def nothing_yet(due_week: int, week: int | None) -> str:
    """Why the page is empty, calmly where it may still be."""
    if week is not None and week <= due_week:
        return f"None is expected before the end of week {due_week}; feeding them early shows where you start from."
    return "Metrics without numbers count as not known, never as good."


def silent_words(statuses: Sequence[MetricStatus], product: str) -> str:
    """What a product has not reported."""
    return f"{product} has not reported: {join_words(status.name for status in statuses)}."


def value_of(status: MetricStatus) -> str:
    """The value as people read it."""
    return short_text(status.value, status)


def target_of(status: MetricStatus) -> str:
    """The target for today."""
    return "" if status.target is None else short_text(status.target, status)


def plan_words(status: MetricStatus) -> str:
    """What was planned: by the end of the week that is judged, or for today where none is; or that nothing was."""
    if status.target is None:
        return NO_PLAN_OF_ITS_OWN if status.planned_in_sum else "no target"
    planned, end = short_text(status.target, status), status.period_end
    return f"target today {planned}" if end is None else f"planned by {day_text(end, end)}: {planned}"


def sample(n: float | None) -> str:
    """How many cases a value was counted over."""
    return "" if n is None else f"{n:,.0f}"


def interval(low: float | None, high: float | None, metric: Metric) -> str:
    """What the sample leaves open, each bound at 95%."""
    return "" if low is None or high is None else range_text(low, high, metric)


def counted_from(point: Point, low: float | None, high: float | None, metric: Metric) -> str:
    """What one week's value was counted from, and what the sample leaves open: `41 of 904, 95%: 3.4% to 6.1%`."""
    counted = " of ".join(sample(n) for n in (point.numerator, point.denominator) if n is not None)
    if point.numerator is None and counted:
        counted = f"of {counted}"
    between = interval(low, high, metric)
    return ", ".join(part for part in (counted, f"95%: {between}" if between else "") if part)


def point_state(point: Point) -> str:
    """Whether a week counts."""
    if point.running:
        return "so far, not judged"
    return f"partial ({point.partial})" if point.partial else "closed"


def targets_words(metric: Metric, today: date, products: Mapping[str, str]) -> str:
    """All dated targets, then those of each product that has its own, by the products' names."""
    parts = [_dated_words(metric, metric.targets, today)] if metric.targets else []
    for product, targets in metric.targets_by_product.items():
        parts.append(f"{products.get(product, product)}: {_dated_words(metric, targets, today)}")
    return "; ".join(parts)


def _dated_words(metric: Metric, targets: Sequence[Target], today: date) -> str:
    per = (
        {Per.WEEK: " a week", Per.MONTH: " a month", Per.CHARTER: " over the charter"}.get(metric.per, "")
        if metric.per
        else ""
    )

    def target_words(target: Target) -> str:
        start = "starts at " if target.kind is TargetKind.BASELINE else ""
        return f"{start}{value_text(target.value, metric)}{per} on {day_text(target.date, today)}"

    return ", then ".join(target_words(target) for target in sorted(targets, key=lambda target: target.date))


def counted_words(metric: Metric) -> str:
    """What a rate counts."""
    return f"{metric.numerator}, out of {metric.denominator}" if metric.numerator and metric.denominator else ""


def roll_up_words(metric: Metric) -> str:
    """How products become one number."""
    if metric.level is Level.ORGANIZATION:
        return "measured once for the whole organization"
    match metric.over_products:
        case OverProducts.SUM:
            return "added up; targets are for the sum" if metric.targets else "added up"
        case OverProducts.POOL:
            return "numerators and denominators are added first, then divided"
        case _:
            return "never added up or averaged; the worst product speaks for all"


def freshness_words(metric: Metric) -> str:
    """When a value goes stale."""
    return f"stale {plural(metric.max_age_days, 'day')} after its last period ended"


def samples_words(metric: Metric) -> str:
    """Whether weeks may be pooled as evidence."""
    if metric.kind is not Kind.RATE:
        return ""
    return (
        "new cases every week"
        if metric.sample is Sample.FRESH
        else "the same fixed suite every week, so more runs prove nothing new"
    )


def owner_words(owner: str) -> str:
    """The seat."""
    return owner_text(owner)


def table_alt(metric: str, rows: int) -> str:
    """What the table of numbers is, for those who hear it."""
    return f"{metric}, {plural(rows, 'week')}"


def numbers_title(product: str) -> str:
    """Head of the table of weeks, with the product where there are several."""
    return f"Numbers: {product}" if product else "Numbers"


def product_numbers(status: MetricStatus, metric: Metric) -> str:
    """Value, sample, interval, plan and week of one product in a line."""
    between = interval(status.low, status.high, metric)
    parts = [
        value_of(status),
        f"n {sample(status.n)}" if status.n is not None else "",
        between,
        f"plan {target_of(status)}" if status.target is not None else "",
        "" if status.period_end is None else week_text(status.period_end),
    ]
    return ", ".join(part for part in parts if part)


DIRECTION = "Direction"
NUMBER_DOWNLOAD_COLUMNS = (
    "week",
    "last day",
    "value",
    "numerator",
    "denominator",
    "low",
    "high",
    "target",
    "mean",
    "lower limit",
    "upper limit",
    "signal",
    "effect",
    "state",
    "notes",
)


def no_targets(metric: Metric) -> str:
    """Where its target comes from, when it names none."""
    if metric.per is Per.CHARTER:
        return "the charter's budget in records/charter.yaml, spent evenly; without one it is shown and not judged"
    return "none: shown, not judged"
