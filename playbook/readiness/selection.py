"""The part of an assessment that somebody asked for: one product, one gate, one metric."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from playbook.concerns.control.review import MetricControl, MetricControls
from playbook.concerns.control.wording import NO_WEEK
from playbook.concerns.north_star.status import MetricStatus
from playbook.readiness.assessment import Assessment
from playbook.results.gates import GateStatus


def gates_of(assessment: Assessment, product: str | None = None, gate: str | None = None) -> tuple[GateStatus, ...]:
    """Gates of one product, or one gate of every product; None is all."""
    return tuple(
        status for status in assessment.gates if product in (None, status.product) and gate in (None, status.gate)
    )


def metrics_of(assessment: Assessment, product: str | None) -> tuple[MetricStatus, ...]:
    """Metrics as they stand for one product, organization-wide ones left out; for None those of the organization."""
    if product is None:
        return assessment.metrics
    return tuple(part for status in assessment.metrics for part in status.by_product if part.product == product)


def reviews_of(
    reviews: MetricControls, metric: str | None = None, product: str | None = None
) -> Iterator[MetricControl]:
    """Reviews of every metric, first of the organization and then of each product; None is all. A product that never
    reported a metric has an empty one."""
    for of_metric in reviews.metrics:
        if metric not in (None, of_metric):
            continue
        if product is None:
            yield from reviews.of_metric(of_metric)
        else:
            yield reviews.of(of_metric, product) or MetricControl(of_metric, product, sentence=NO_WEEK)


def for_product(assessment: Assessment, product: str | None) -> Assessment:
    """The assessment with what concerns one product: gates, metrics, experiments, blockers, conditions, decisions,
    risks and what to do next; readiness stays the organization's."""
    if product is None:
        return assessment
    return replace(
        assessment,
        gates=gates_of(assessment, product),
        metrics=metrics_of(assessment, product),
        audit=replace(
            assessment.audit,
            experiments=tuple(each for each in assessment.audit.experiments if each.product == product),
        ),
        blockers=tuple(blocker for blocker in assessment.blockers if blocker.product in (product, None)),
        notices=tuple(notice for notice in assessment.notices if notice.concerns(product)),
        actions=tuple(action for action in assessment.actions if action.product == product),
        decisions_needed=tuple(one for one in assessment.decisions_needed if one.product == product),
        open_risks=tuple(risk for risk in assessment.open_risks if risk.product in (product, None)),
        open_conditions=tuple(open_one for open_one in assessment.open_conditions if open_one.product == product),
    )


def calm(assessment: Assessment) -> bool:
    """True while the charter runs and nothing was due yet: no score is worth a look, a red zero least of all."""
    return assessment.due.due_now == 0 and round(assessment.readiness.plan) == 0


def most_pressing(gates: Iterable[GateStatus]) -> GateStatus:
    """The due gate that holds least, the earliest planned first; else the next one planned."""

    def order(gate: GateStatus) -> tuple[bool, int, int]:
        days = 10**6 if gate.days_to_planned is None else gate.days_to_planned
        return gate.quiet, 0 if gate.quiet else gate.verdict.rank, days

    return min(gates, key=order)


def kinds_of_gates(gates: Iterable[GateStatus]) -> dict[str, tuple[str, str]]:
    """What a gate goes by where no product is named, its id and its name alone: the most pressing one of each kind."""
    kinds: dict[str, list[GateStatus]] = {}
    for gate in gates:
        kinds.setdefault(gate.gate, []).append(gate)
    return {most_pressing(same).subject: (kind, same[0].gate_name) for kind, same in kinds.items()}
