"""What the experiment audit finds: per experiment its decision, whether it is in date, and open findings."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeVar

from playbook.experiments import (
    Audit,
    AuditRule,
    DataClass,
    Decision,
    Experiment,
    FindingRule,
    FindingSeverity,
    Sighting,
)
from playbook.products import RiskTier
from playbook.questions import Questions
from playbook.verdict import Outcome
from playbook.wording import day_text, number_text, plural


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule of the bar that an experiment does not meet."""

    rule: FindingRule
    severity: FindingSeverity
    name: str
    reason: str
    remedy: str


@dataclass(frozen=True, slots=True)
class ExperimentStatus:
    """One experiment on the as-of day; None is unknown, never zero. `monthly_cost` is in the audit's currency."""

    id: str
    name: str
    kind: str
    purpose: str
    team: str
    owner: str
    product: str | None
    risk_tier: RiskTier | None
    data: DataClass | None
    provider: str
    evals: str
    found: date
    weekly_users: int | None
    monthly_cost: float | None
    last_active: date | None
    decision: Decision | None
    decided_on: date | None
    decided_by: str
    decision_until: date | None
    decision_in_date: bool
    duplicate_of: str | None
    findings: tuple[Finding, ...]
    link: str = ""

    @property
    def is_clean(self) -> bool:
        """True with a decision in date and no finding graver than a note."""
        return self.decision_in_date and all(finding.severity is FindingSeverity.NOTE for finding in self.findings)


@dataclass(frozen=True, slots=True)
class AuditStatus:
    """The whole inventory; shares run 0..1 and are None while nothing is listed."""

    experiments: tuple[ExperimentStatus, ...]
    due: date | None
    decided_share: float | None
    clean_share: float | None
    monthly_cost: float
    currency: str


T = TypeVar("T")
GRAVER_FIRST = (FindingSeverity.HIGH, FindingSeverity.MEDIUM, FindingSeverity.NOTE)


def audit_status(questions: Questions) -> AuditStatus:
    """The inventory as it was on the day: every experiment found by then, with what the bar has against it."""
    definitions = questions.playbook.definitions.experiments.audit
    day = questions.day
    start = questions.playbook.records.charter.start
    experiments = tuple(
        _experiment_status(questions, experiment, definitions)
        for experiment in questions.playbook.records.experiments.experiments
        if experiment.found <= day
    )
    total = len(experiments)
    return AuditStatus(
        experiments=experiments,
        due=None if start is None else start + timedelta(weeks=definitions.due_week, days=-1),
        decided_share=sum(experiment.decision_in_date for experiment in experiments) / total if total else None,
        clean_share=sum(experiment.is_clean for experiment in experiments) / total if total else None,
        monthly_cost=sum(experiment.monthly_cost or 0.0 for experiment in experiments),
        currency=definitions.currency,
    )


def _experiment_status(questions: Questions, experiment: Experiment, audit: Audit) -> ExperimentStatus:
    day = questions.day
    seen = sorted((sighting for sighting in experiment.seen if sighting.on <= day), key=lambda sighting: sighting.on)
    decided = sorted(
        (decision for decision in experiment.decisions if decision.on <= day), key=lambda decision: decision.on
    )
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
        product=experiment.product,
        risk_tier=_last(seen, lambda sighting: sighting.risk_tier) or experiment.risk_tier,
        data=experiment.data,
        provider=experiment.provider,
        evals=experiment.evals,
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
    found = (_finding(questions, rule, status, evals_run) for rule in audit.rules)
    findings = sorted((finding for finding in found if finding), key=lambda f: GRAVER_FIRST.index(f.severity))
    return replace(status, findings=tuple(findings))


def _last(seen: list[Sighting], read: Callable[[Sighting], T | None]) -> T | None:
    """The latest value that was seen."""
    return next((value for sighting in reversed(seen) if (value := read(sighting)) is not None), None)


def _finding(questions: Questions, rule: AuditRule, status: ExperimentStatus, evals_run: date | None) -> Finding | None:
    reason = _reason(questions, rule, status, evals_run)
    if reason is None:
        return None
    name = rule.name or rule.rule.replace("_", " ")
    return Finding(rule.rule, rule.severity, name, reason, rule.remedy)


def _reason(questions: Questions, rule: AuditRule, status: ExperimentStatus, evals_run: date | None) -> str | None:
    """Why the rule finds fault with the experiment; None where it does not."""
    day = questions.day
    stopped = status.decision is Decision.STOP and status.decision_in_date
    users = status.weekly_users
    cost = status.monthly_cost
    idle_days = None if status.last_active is None else (day - status.last_active).days
    used_enough = rule.users is None or users is None or users >= rule.users
    match rule.rule:
        case FindingRule.NO_OWNER if not status.owner:
            return "nobody owns it"
        case FindingRule.NO_RISK_TIER if status.risk_tier is None:
            return "its risk tier is not known, so it counts as the strictest"
        case FindingRule.NO_DECISION if status.decision is None:
            days = (day - status.found).days
            if days >= (rule.days or 0):
                return f"no decision {plural(days, 'day')} after it was found"
        case FindingRule.DECISION_EXPIRED if status.decision is not None and not status.decision_in_date:
            until = status.decision_until or day
            return f"the decision to {status.decision} ran out on {day_text(until, day)}"
        case FindingRule.NO_EVALS if not status.evals and not stopped and used_enough:
            who = "an unknown number of users" if users is None else plural(users, "weekly user")
            return f"no evaluation suite, with {who}"
        case FindingRule.EVALS_OLD if status.evals and not stopped and rule.days is not None:
            if evals_run is None:
                return f"its evaluation suite has no recorded run; one every {plural(rule.days, 'day')} is wanted"
            if (day - evals_run).days > rule.days:
                return f"evaluations last ran on {day_text(evals_run, day)}, more than {plural(rule.days, 'day')} ago"
        case FindingRule.ZOMBIE if not stopped and idle_days is not None and cost:
            if idle_days > (rule.days if rule.days is not None else 30):
                return f"idle for {plural(idle_days, 'day')} and still costs {number_text(cost)} a month"
        case FindingRule.COST_WITHOUT_USE if not stopped and cost and rule.monthly_cost_per_user is not None:
            if users == 0:
                return f"costs {number_text(cost)} a month and nobody uses it"
            if users and cost / users > rule.monthly_cost_per_user:
                per_user = number_text(cost / users)
                return (
                    f"{per_user} a month for each weekly user, {number_text(rule.monthly_cost_per_user)} is the limit"
                )
        case FindingRule.DUPLICATE if status.duplicate_of and not stopped and status.decision is not Decision.MERGE:
            return f"does the same as '{status.duplicate_of}', and neither is merged nor stopped"
        case FindingRule.SENSITIVE_DATA if not stopped and status.data in (
            None,
            DataClass.PERSONAL,
            DataClass.CUSTOMER,
        ):
            if status.data is None:
                return "nobody has said what data it touches"
            if status.risk_tier in (None, RiskTier.MINIMAL):
                return f"touches {status.data} data, which its risk tier does not provide for"
        case FindingRule.UNREVIEWED_PROVIDER if not stopped and status.provider:
            return _provider_reason(questions, status.provider)
        case FindingRule.STOPPED_BUT_RUNNING if status.decision is Decision.STOP and status.decided_on is not None:
            allowed = status.decided_on + timedelta(days=rule.days or 0)
            if status.last_active is not None and status.last_active > allowed:
                return f"stopped on {day_text(status.decided_on, day)}, active on {day_text(status.last_active, day)}"
            if cost and day > allowed:
                return f"stopped on {day_text(status.decided_on, day)} and still costs {number_text(cost)} a month"
    return None


def _provider_reason(questions: Questions, provider: str) -> str | None:
    """Why the provider is not one the stack decided on; None where it is."""
    for layer in questions.playbook.definitions.stack.layers:
        if any(option.id == provider for option in layer.options):
            standing = questions.layer(layer.id)
            if standing.option == provider and standing.outcome in (Outcome.MET, Outcome.WARNING):
                return None
            return f"'{provider}' is not what {layer.title} decided and reviewed"
    return f"'{provider}' is not an option of the stack"
