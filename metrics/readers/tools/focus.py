"""FOCUS: cost and usage of clouds in the FinOps columns, one charge a row."""

from datetime import UTC, date, timedelta
from math import fsum

from metrics.readers.tools.shared.given import Given, damaged
from metrics.readers.tools.shared.measures import Measure, Measures
from metrics.readers.tools.shared.values import day_of, moment, number, text

TOOL = "FOCUS"
_COSTS = (
    ("cost", "BilledCost"),
    ("effective_cost", "EffectiveCost"),
    ("list_cost", "ListCost"),
    ("contracted_cost", "ContractedCost"),
)


def read(given: Given) -> Measures:
    """Adds up charges by day and service; corrections and credits are in the sums, as on the bill."""
    sums: dict[tuple[str, str, date, date, str], list[float]] = {}
    categories: dict[str, int] = {}
    for place, row in enumerate(given.rows):
        began, ended = moment(row.get("ChargePeriodStart")), moment(row.get("ChargePeriodEnd"))
        first = day_of(began, UTC)
        if first is None:
            raise damaged(given.name, TOOL, f"ChargePeriodStart in row {place + 2} is no time")
        last = day_of(ended - timedelta(seconds=1), UTC) if ended is not None and began is not None else first
        currency = text(row.get("BillingCurrency"))
        if not currency:
            raise damaged(given.name, TOOL, f"BillingCurrency in row {place + 2} is empty")
        categories[text(row.get("ChargeCategory"))] = categories.get(text(row.get("ChargeCategory")), 0) + 1
        for name, column in _COSTS:
            if column not in row or not text(row[column]):
                continue
            value = number(row[column])
            if value is None:
                raise damaged(given.name, TOOL, f"{column} in row {place + 2} is no number")
            for service in dict.fromkeys(("", text(row.get("ServiceName")))):
                sums.setdefault((name, currency, first, last or first, service), []).append(value)
    measures = tuple(
        Measure(name, fsum(values), currency, first=first, last=last, parts={"service": service} if service else {})
        for (name, currency, first, last, service), values in sums.items()
    )
    notes = ["cost is BilledCost; EffectiveCost spreads what was paid in advance"]
    others = {name: count for name, count in categories.items() if name not in {"Usage", ""}}
    if others:
        notes.append("in the sums: " + ", ".join(f"{count:,} of {name}" for name, count in sorted(others.items())))
    if len({currency for _, currency, *_ in sums}) > 1:
        notes.append("several currencies, each added up alone")
    return Measures(
        TOOL, "charges", given.name, measures=measures, notes=tuple(notes), digest=given.digest,
        cost_known=True if measures else None, refused="" if measures else "it holds no charges",
    )  # fmt: skip
