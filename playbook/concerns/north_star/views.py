"""The metrics as readers ask for them: by product, by pillar, on their trajectory or not."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from metrics.definition import Level, Metric, Pillar
from playbook.concerns.north_star.status import MetricStatus


def of_product(
    metrics: Sequence[Metric], statuses: Iterable[MetricStatus], product: str | None
) -> tuple[tuple[MetricStatus, ...], tuple[MetricStatus, ...]]:
    """What a product reported (with what only the organization measures), and what it is silent about."""
    if product is None:
        return tuple(statuses), ()
    levels = {metric.id: metric.level for metric in metrics}
    reported: list[MetricStatus] = []
    silent: list[MetricStatus] = []
    for status in statuses:
        own = next((each for each in status.by_product if each.product == product), None)
        if own is not None:
            reported.append(own)
        elif levels.get(status.metric) is Level.ORGANIZATION:
            reported.append(status)
        else:
            silent.append(status)
    return tuple(reported), tuple(silent)


def by_pillar(statuses: Iterable[MetricStatus]) -> dict[Pillar, list[MetricStatus]]:
    """Quality, cost and trust first, then value and service; only pillars that have a metric."""
    found: dict[Pillar, list[MetricStatus]] = {pillar: [] for pillar in Pillar}
    for status in statuses:
        found[status.pillar].append(status)
    return {pillar: of_pillar for pillar, of_pillar in found.items() if of_pillar}


def lines_of(status: MetricStatus) -> tuple[MetricStatus, ...]:
    """What to draw: the metric itself, or each product where products do not roll up."""
    if status.series.points or not status.by_product:
        return (replace(status, by_product=()),)
    return status.by_product


def speaks_for(status: MetricStatus) -> MetricStatus:
    """The status itself, or where products do not roll up that of the product which stands worst."""
    if status.worst is None:
        return status
    return next((each for each in status.by_product if each.product == status.worst), status)
