"""The rules of the experiment audit: each says why an experiment does not meet the bar, or nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from metrics.lines import Operator
from playbook.model.experiments import AuditRule, DataClass, Decision, FindingRule
from playbook.model.products import RiskTier
from playbook.results.experiments import ExperimentStatus
from playbook.results.questions import Questions
from playbook.verdict import Outcome
from playbook.wording import NO_OWNER, day_text, money_text, plural

USUAL_IDLE_DAYS = 30
NOT_CHECKED = "Not checked lately, and was costing"
LOOK_AGAIN = "Look again: record who uses it, what it costs and when it was last active"


@dataclass(frozen=True, slots=True)
class Case:
    """One experiment before one rule."""

    questions: Questions
    rule: AuditRule
    experiment: ExperimentStatus
    evals_run: date | None
    looked_on: date | None = None

    @property
    def is_unchecked(self) -> bool:
        """True where nobody has seen it idle for as long as the rule allows, or has looked within that time."""
        active = self.experiment.last_active
        allowed = USUAL_IDLE_DAYS if self.rule.days is None else self.rule.days
        looked = self.looked_on or active
        if active is None or looked is None:
            return False
        return (looked - active).days <= allowed or (self.day - looked).days > allowed

    def money(self, amount: float) -> str:
        """An amount in the audit's currency."""
        return money_text(amount, self.questions.playbook.definitions.experiments.audit.currency)

    @property
    def day(self) -> date:
        return self.questions.day

    @property
    def stopped(self) -> bool:
        """True where a decision to stop it is in date."""
        return self.experiment.decision is Decision.STOP and self.experiment.decision_in_date


def _no_owner(case: Case) -> str | None:
    return None if case.experiment.owner else NO_OWNER


def _no_risk_tier(case: Case) -> str | None:
    known = case.experiment.risk_tier is not None
    return None if known else "its risk tier is not known, so it counts as the strictest"


def _no_decision(case: Case) -> str | None:
    days = (case.day - case.experiment.found).days
    if case.experiment.decision is not None or days < (case.rule.days or 0):
        return None
    return f"no decision {plural(days, 'day')} after it was found"


def _decision_expired(case: Case) -> str | None:
    if case.experiment.decision is None or case.experiment.decision_in_date:
        return None
    until = case.experiment.decision_until or case.day
    return f"the decision to {case.experiment.decision} expired on {day_text(until, case.day)}"


def _no_evals(case: Case) -> str | None:
    users, limit = case.experiment.weekly_users, case.rule.users
    # how many use it is not known: then the rule is in force
    few = limit is not None and users is not None and users < limit
    if case.experiment.evals or case.stopped or few:
        return None
    return (
        f"no evaluation suite, with {'an unknown number of users' if users is None else plural(users, 'weekly user')}"
    )


def _evals_old(case: Case) -> str | None:
    if not case.experiment.evals or case.stopped or case.rule.days is None:
        return None
    allowed = plural(case.rule.days, "day")
    if case.evals_run is None:
        return f"its evaluation suite has no recorded run; one every {allowed} is wanted"
    if (case.day - case.evals_run).days <= case.rule.days:
        return None
    return f"evaluations last ran on {day_text(case.evals_run, case.day)}, more than {allowed} ago"


def _zombie(case: Case) -> str | None:
    last_active, cost = case.experiment.last_active, case.experiment.monthly_cost
    if case.stopped or last_active is None or not cost:
        return None
    idle_days = (case.day - last_active).days
    allowed = USUAL_IDLE_DAYS if case.rule.days is None else case.rule.days
    if idle_days <= allowed:
        return None
    if case.is_unchecked:
        looked = day_text(case.looked_on or last_active, case.day)
        return f"not checked since {looked}, when it cost {case.money(cost)} a month"
    return f"idle for {plural(idle_days, 'day')} and still costs {case.money(cost)} a month"


def _cost_without_use(case: Case) -> str | None:
    users, cost, limit = case.experiment.weekly_users, case.experiment.monthly_cost, case.rule.monthly_cost_per_user
    if case.stopped or not cost or limit is None or users is None:
        return None
    if users == 0:
        return f"costs {case.money(cost)} a month and nobody uses it"
    if Operator.AT_MOST.holds(cost / users, limit):
        return None
    return f"{case.money(cost / users)} a month for each weekly user, {case.money(limit)} is the limit"


def _duplicate(case: Case) -> str | None:
    other = case.experiment.duplicate_of
    if not other or case.stopped or case.experiment.decision is Decision.MERGE:
        return None
    known = case.questions.playbook.records.experiments.experiments
    named = next((one.title for one in known if one.id == other), other)
    return f"does the same as '{named}', and neither is merged nor stopped"


def _sensitive_data(case: Case) -> str | None:
    data, tier = case.experiment.data, case.experiment.risk_tier
    if case.stopped:
        return None
    if data is None:
        return "nobody has said what data it touches"
    if data in (DataClass.PERSONAL, DataClass.CUSTOMER) and tier in (None, RiskTier.MINIMAL):
        return f"touches {data} data, which its risk tier does not provide for"
    return None


def _unreviewed_provider(case: Case) -> str | None:
    provider = case.experiment.provider
    if not provider or case.stopped:
        return None
    for layer in case.questions.playbook.definitions.stack.layers:
        named = next((option.title for option in layer.options if option.id == provider), None)
        if named is not None:
            standing = case.questions.layer(layer.id)
            decided = standing.option == provider and standing.outcome in (Outcome.MET, Outcome.WARNING)
            return None if decided else f"{named} is not what was decided and reviewed for {layer.title}"
    return f"'{provider}' is not an option of the stack"


def _stopped_but_running(case: Case) -> str | None:
    stopped_on, cost = case.experiment.decided_on, case.experiment.monthly_cost
    if case.experiment.decision is not Decision.STOP or stopped_on is None:
        return None
    on, allowed = day_text(stopped_on, case.day), stopped_on + timedelta(days=case.rule.days or 0)
    last_active = case.experiment.last_active
    if last_active is not None and last_active > allowed:
        return f"stopped on {on}, active on {day_text(last_active, case.day)}"
    if cost and case.day > allowed:
        return f"stopped on {on} and still costs {case.money(cost)} a month"
    return None


RULES: dict[FindingRule, Callable[[Case], str | None]] = {
    FindingRule.NO_OWNER: _no_owner,
    FindingRule.NO_RISK_TIER: _no_risk_tier,
    FindingRule.NO_DECISION: _no_decision,
    FindingRule.DECISION_EXPIRED: _decision_expired,
    FindingRule.NO_EVALS: _no_evals,
    FindingRule.EVALS_OLD: _evals_old,
    FindingRule.ZOMBIE: _zombie,
    FindingRule.COST_WITHOUT_USE: _cost_without_use,
    FindingRule.DUPLICATE: _duplicate,
    FindingRule.SENSITIVE_DATA: _sensitive_data,
    FindingRule.UNREVIEWED_PROVIDER: _unreviewed_provider,
    FindingRule.STOPPED_BUT_RUNNING: _stopped_but_running,
}
"""Every rule a bar may name."""
