"""What an upload would change, worked out before anything is stored: two assessments of one day, side by side."""

from collections.abc import Iterator

from playbook.concerns.gates.status import CriterionStatus
from playbook.concerns.north_star.status import MetricStatus
from playbook.readiness.assessment import Assessment
from playbook.readiness.preview.results import BecomesKnown, OutcomeFlip, VerdictFlip, WouldChange
from playbook.readiness.preview.state_turns import state_turns
from playbook.results.gates import GateStatus
from playbook.verdict import Outcome


def what_would_change(before: Assessment, after: Assessment) -> WouldChange:
    """Compares the assessment of a day with what it would be, one upload later."""
    return WouldChange(
        known=tuple(_known(before, after)),
        outcomes=(*_metric_flips(before, after), *_criterion_flips(before, after)),
        verdicts=tuple(_verdict_flips(before, after)),
        score_before=before.readiness.score,
        score_after=after.readiness.score,
        coverage_before=before.readiness.coverage,
        coverage_after=after.readiness.coverage,
        turns=tuple(state_turns(before, after)),
    )


def _statuses(assessment: Assessment) -> Iterator[MetricStatus]:
    """Each metric once for the organization and once for each product; a lone product stands for both, or where only
    the sum has a plan the sum does."""
    for status in assessment.metrics:
        alone = len(status.by_product) == 1
        in_sum = alone and status.by_product[0].planned_in_sum
        if in_sum or not alone:
            yield status
        yield from () if in_sum else status.by_product


def _pairs(before: Assessment, after: Assessment) -> Iterator[tuple[MetricStatus | None, MetricStatus]]:
    # a metric's first product turns "the organization" into that product, so the organization's row is looked up too
    every = (each for status in before.metrics for each in (status, *status.by_product))
    earlier = {(status.metric, status.product): status for status in every}
    nobody_yet = {status.metric: status for status in before.metrics if not status.by_product}
    for status in _statuses(after):
        yield earlier.get((status.metric, status.product), nobody_yet.get(status.metric)), status


def _known(before: Assessment, after: Assessment) -> Iterator[BecomesKnown]:
    for earlier, status in _pairs(before, after):
        before_week = earlier.week if earlier is not None else None
        if status.value is None or status.week is None or status.period_end is None or status.week == before_week:
            continue
        yield BecomesKnown(
            metric=status.metric,
            name=status.name,
            product=status.product,
            product_name=status.product_name,
            week=status.week,
            before_week=before_week,
            week_end=status.period_end,
            before_end=None if earlier is None else earlier.period_end,
            value=status.value,
            kind=status.kind,
            unit=status.unit,
            decimals=status.decimals,
        )


def _metric_flips(before: Assessment, after: Assessment) -> Iterator[OutcomeFlip]:
    for earlier, status in _pairs(before, after):
        was = earlier.outcome if earlier is not None else Outcome.NO_DATA
        shown_alone = was is Outcome.NO_DATA and status.outcome is Outcome.NOT_APPLICABLE
        if was is not status.outcome and not shown_alone:
            whose = status.product, status.product_name or None
            yield OutcomeFlip(status.metric, status.name, *whose, None, None, was, status.outcome, status.reason)


def _gates(assessment: Assessment) -> dict[tuple[str, str], GateStatus]:
    return {(gate.product, gate.gate): gate for gate in assessment.gates}


def _criterion_flips(before: Assessment, after: Assessment) -> Iterator[OutcomeFlip]:
    earlier_gates = _gates(before)
    for key, gate in _gates(after).items():
        earlier = earlier_gates.get(key)
        was: dict[str, CriterionStatus] = {}
        if earlier is not None:
            was = {criterion.id: criterion for criterion in earlier.criteria}
        for criterion in gate.criteria:
            old = was.get(criterion.id)
            if old is not None and old.outcome is not criterion.outcome:
                yield OutcomeFlip(
                    criterion.id,
                    criterion.name,
                    gate.product,
                    gate.product_name,
                    gate.gate,
                    gate.gate_name,
                    old.outcome,
                    criterion.outcome,
                    criterion.reason,
                )


def _verdict_flips(before: Assessment, after: Assessment) -> Iterator[VerdictFlip]:
    earlier_gates = _gates(before)
    for key, gate in _gates(after).items():
        earlier = earlier_gates.get(key)
        if earlier is not None and earlier.verdict is not gate.verdict:
            yield VerdictFlip(
                gate.product,
                gate.product_name,
                gate.gate,
                gate.gate_name,
                earlier.verdict,
                gate.verdict,
                gate.because,
            )
