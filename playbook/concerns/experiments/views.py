"""The inventory as readers ask for it: of a product, summed, findings by rule, duplicates, decisions due next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from playbook.concerns.experiments.status import ExperimentStatus, Finding
from playbook.model.experiments import Decision, FindingRule, FindingSeverity


def of_product(experiments: Iterable[ExperimentStatus], product: str | None) -> tuple[ExperimentStatus, ...]:
    """Those that belong to a product; all of them where none is chosen."""
    return tuple(each for each in experiments if product in (None, each.product))


@dataclass(frozen=True, slots=True)
class FoundRule:
    """One rule of the bar with the experiments it finds fault with."""

    rule: FindingRule
    severity: FindingSeverity
    name: str
    remedy: str
    cases: tuple[tuple[ExperimentStatus, Finding], ...]


def findings_by_rule(experiments: Iterable[ExperimentStatus]) -> tuple[FoundRule, ...]:
    """Gravest rules first, then the most frequent; a rule that goes by two names is told under each."""
    cases: dict[tuple[FindingRule, str], list[tuple[ExperimentStatus, Finding]]] = {}
    for each in experiments:
        for finding in each.findings:
            cases.setdefault((finding.rule, finding.name), []).append((each, finding))
    found = [
        FoundRule(rule, first.severity, name, first.remedy, tuple(of_rule))
        for (rule, name), of_rule in cases.items()
        for first in [of_rule[0][1]]
    ]
    return tuple(
        sorted(found, key=lambda rule: (list(FindingSeverity).index(rule.severity), -len(rule.cases), rule.name))
    )


def duplicates(experiments: Sequence[ExperimentStatus]) -> tuple[tuple[ExperimentStatus, ExperimentStatus], ...]:
    """Pairs of a known original and what does the same."""
    by_id = {each.id: each for each in experiments}
    return tuple(
        (by_id[each.duplicate_of], each) for each in experiments if each.duplicate_of and each.duplicate_of in by_id
    )


def settled(pair: tuple[ExperimentStatus, ExperimentStatus]) -> bool:
    """True where one of the two was merged or stopped, so that nobody pays twice any more."""
    return any(each.decision in (Decision.MERGE, Decision.STOP) and each.decision_in_date for each in pair)


@dataclass(frozen=True, slots=True)
class DueDecision:
    """A decision somebody has to make; `days` is below 0 where its day has passed, None where none was ever made."""

    experiment: ExperimentStatus
    due: date | None
    days: int | None


def decisions_due(experiments: Iterable[ExperimentStatus], today: date, within: int = 45) -> tuple[DueDecision, ...]:
    """Experiments without a decision first, then decisions that ran out, then those that do so next."""
    due = []
    for each in experiments:
        if each.decision is None:
            due.append(DueDecision(each, None, None))
        elif each.decision_until is not None and (each.decision_until - today).days <= within:
            due.append(DueDecision(each, each.decision_until, (each.decision_until - today).days))
    return tuple(sorted(due, key=lambda one: (one.days is not None, one.days or 0, one.experiment.found)))


def drawable(experiments: Sequence[ExperimentStatus]) -> tuple[ExperimentStatus, ...]:
    """Those whose cost and use are both known; the others have no place in the chart."""
    return tuple(
        experiment
        for experiment in experiments
        if experiment.monthly_cost is not None and experiment.weekly_users is not None
    )


@dataclass(frozen=True, slots=True)
class ExperimentSum:
    """All experiments that share a value ('' where none is known); costs and users nobody knows are not in the sums."""

    value: str
    experiments: int
    undecided: int
    with_findings: int
    weekly_users: int
    monthly_cost: float


def sums_by(experiments: Iterable[ExperimentStatus], by: str) -> tuple[ExperimentSum, ...]:
    """Sums by `owner`, `product`, `decision` or `team`, the costliest first."""
    values: dict[str, list[ExperimentStatus]] = {}
    for each in experiments:
        value = {"owner": each.owner, "product": each.product, "decision": each.decision, "team": each.team}[by]
        values.setdefault(str(value or ""), []).append(each)
    sums = (
        ExperimentSum(
            value,
            len(found),
            sum(not each.decision_in_date for each in found),
            sum(bool(each.findings) for each in found),
            sum(each.weekly_users or 0 for each in found),
            sum(each.monthly_cost or 0.0 for each in found),
        )
        for value, found in values.items()
    )
    return tuple(sorted(sums, key=lambda one: (-one.monthly_cost, -one.experiments, one.value)))
