"""What the experiment audit finds: per experiment its decision, whether it is in date, and open findings."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import TypeVar

from metrics.definition import words_of
from playbook.concerns.experiments.audit_rules import LOOK_AGAIN, NOT_CHECKED, RULES, Case
from playbook.model.dated import when
from playbook.model.experiments import Audit, Decision, Experiment, FindingRule, FindingSeverity, Sighting
from playbook.results.experiments import AuditStatus, ExperimentStatus, Finding
from playbook.results.questions import Questions

__all__ = ["AuditStatus", "ExperimentStatus", "Finding", "audit_status"]
T = TypeVar("T")
GRAVER_FIRST = (FindingSeverity.HIGH, FindingSeverity.MEDIUM, FindingSeverity.NOTE)


def audit_status(questions: Questions) -> AuditStatus:
    """The inventory as it was on the day: every experiment found by then, with what the bar has against it."""
    definitions = questions.playbook.definitions.experiments.audit
    day = questions.day
    start = questions.playbook.records.charter.start
    charter = questions.playbook.definitions.charter.charter
    experiments = tuple(
        _experiment_status(questions, experiment, definitions)
        for experiment in questions.playbook.records.experiments.experiments
        if experiment.found <= day
    )
    total = len(experiments)
    return AuditStatus(
        experiments=experiments,
        due=None if start is None else charter.end_of_week(start, definitions.due_week),
        decided_share=sum(experiment.decision_in_date for experiment in experiments) / total if total else None,
        monthly_cost=sum(experiment.monthly_cost or 0.0 for experiment in experiments),
        currency=definitions.currency,
        days_to_look=next((rule.days or 0 for rule in definitions.rules if rule.rule is FindingRule.NO_DECISION), 0),
    )


def _experiment_status(questions: Questions, experiment: Experiment, audit: Audit) -> ExperimentStatus:
    day = questions.day
    seen = sorted((sighting for sighting in experiment.seen if sighting.on <= day), key=when)
    decided = sorted((decision for decision in experiment.decisions if decision.on <= day), key=when)
    latest = decided[-1] if decided else None
    until = None
    if latest is not None:
        until = latest.until or latest.on + timedelta(days=audit.decision_valid_days)
        if latest.decided is Decision.STOP and latest.until is None:
            until = None  # a stop does not run out
    status = ExperimentStatus(
        id=experiment.id,
        name=experiment.title,
        kind=experiment.kind,
        purpose=experiment.purpose,
        team=experiment.team,
        owner=_last(seen, lambda sighting: sighting.owner) or experiment.owner,
        product=_last(seen, lambda sighting: sighting.product) or experiment.product,
        risk_tier=_last(seen, lambda sighting: sighting.risk_tier) or experiment.risk_tier,
        data=_last(seen, lambda sighting: sighting.data) or experiment.data,
        provider=_last(seen, lambda sighting: sighting.provider) or experiment.provider,
        evals=_last(seen, lambda sighting: sighting.evals) or experiment.evals,
        found=experiment.found,
        weekly_users=_last(seen, lambda sighting: sighting.weekly_users),
        monthly_cost=_last(seen, lambda sighting: sighting.monthly_cost),
        last_active=_last(seen, lambda sighting: sighting.last_active),
        decision=latest.decided if latest else None,
        decided_on=latest.on if latest else None,
        decided_by=latest.by if latest else "",
        decision_until=until,
        decision_in_date=latest is not None and (until is None or until >= day),
        duplicate_of=experiment.duplicate_of,
        findings=(),
        link=experiment.link,
    )
    evals_run = _last(seen, lambda sighting: sighting.evals_run)
    looked_on = max((sighting.on for sighting in seen), default=None)

    def findings_of(judged: ExperimentStatus) -> tuple[Finding, ...]:
        found = (_finding(Case(questions, rule, judged, evals_run, looked_on)) for rule in audit.rules)
        return tuple(sorted((one for one in found if one), key=lambda one: GRAVER_FIRST.index(one.severity)))

    stopped = replace(status, decision=Decision.STOP, decided_on=day, decision_in_date=True)
    return replace(
        status,
        findings=findings_of(status),
        left_if_stopped=() if status.decision_in_date or not questions.explains else findings_of(stopped),
    )


def _last(seen: list[Sighting], read: Callable[[Sighting], T | None]) -> T | None:
    """The latest value that was seen."""
    return next((value for sighting in reversed(seen) if (value := read(sighting)) is not None), None)


def _finding(case: Case) -> Finding | None:
    rule, reason = case.rule, RULES[case.rule.rule](case)
    if reason is None:
        return None
    name = rule.name or words_of(rule.rule)
    if rule.rule is FindingRule.ZOMBIE and case.is_unchecked:
        return Finding(rule.rule, rule.severity, NOT_CHECKED, reason, LOOK_AGAIN)
    return Finding(rule.rule, rule.severity, name, reason, rule.remedy)
