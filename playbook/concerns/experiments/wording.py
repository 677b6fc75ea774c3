"""Sentences of the experiment audit's page."""

from collections.abc import Sequence
from datetime import date

from metrics.lines import Operator
from playbook.concerns.experiments.status import ExperimentStatus
from playbook.concerns.experiments.views import DueDecision, drawable
from playbook.model.experiments import Decision, FindingSeverity
from playbook.model.products import RiskTier
from playbook.results.experiments import AuditStatus
from playbook.wording import (
    NO_OWNER,
    day_text,
    in_days,
    join_words,
    money_text,
    owner_text,
    percent_text,
    plural,
    seat_text,
    sentence_case,
)

NOT_KNOWN = "not known"
NO_DECISION = "no decision"
CLEAN = "clean"
NO_FINDING = "no finding"

FINDINGS = "Findings and what to do"
COST_AND_USE = "Cost against use"
DUPLICATES = "Duplicates side by side"

LISTED = "Listed"
DECIDED = "Decided, in date"
CLEAN_SHARE = "Clean"
COST = "Cost a month"
LISTED_HELP = "Every experiment, prompt sandbox and prototype bot found by this day."
DECIDED_HELP = "Experiments with a decision that still stands."
CLEAN_HELP = "A decision in date and no finding graver than a note. This is what counts in readiness."

TEAM = "Team"
OWNER = "Owner"
TIER = "Risk tier"
DECISION = "Decision"
FINDING = "Finding"
EXPERIMENT = "Experiment"
FOUND = "Findings"
USERS = "Weekly users"
WHY = "Why"
WHAT_TO_DO = "What to do"
UNDECIDED = "Without a decision"
WITH_FINDINGS = "With findings"
VIEW = "View"
FINDINGS_VIEW, SUMS_VIEW = "findings", "sums"
VIEWS = {"inventory": "Inventory", FINDINGS_VIEW: "Findings", SUMS_VIEW: "Sums"}
SUMS_BY = "Sums by"
SUMS = {"owner": "Owner", "product": "Product", "decision": "Decision", "team": "Team"}

COLUMNS = (
    "experiment",
    "kind",
    "team",
    "owner",
    "product",
    "risk tier",
    "data",
    "provider",
    "evaluations",
    "found",
    "weekly users",
    "cost a month",
    "last active",
    "decision",
    "decided on",
    "decided by",
    "stands until",
    "clean",
    "findings",
    "remedies",
    "link",
)

PURPOSE = "Purpose"
KIND = "Kind"
DATA = "Most sensitive data"
PROVIDER = "Provider"
EVALS = "Evaluations"
USE = "Use"
LINK = "Where"
BELONGS_TO = "Product"
ORIGINAL = "found first"
DUPLICATE = "does the same"
FINDING_COLUMNS = ("gravity", "finding", "experiment", "why", "what to do")

EMPTY = "No experiment is listed yet"
EMPTY_WHY = "The audit begins with a list: prompts, sandboxes, notebooks, bots and agents that anybody is trying."
WAY_RECORD = "write the first one into `records/experiments.yaml`: an id, the day it was found, its team and owner"
WAY_ASK = "ask each team three questions: what do you try, who looks after it, what does it cost a month?"
WAY_LATER = "choose a later day above, if the inventory was made since"
NOTHING_MATCHES = "No experiment matches this choice"
NOTHING_MATCHES_WHY = "No experiment belongs to this product."
WAY_FILTERS = "choose all products in the bar above"
NO_FINDINGS = "Nothing found: every experiment shown meets the bar."
NOT_DRAWN = "No experiment has both its cost and its weekly users on record, so there is nothing to draw yet."


def _money(amount: float, currency: str) -> str:
    return money_text(amount, currency)


def title(audit: AuditStatus) -> str:
    """The page's title, with the share that counts."""
    total = len(audit.experiments)
    if not total:
        return "Experiment audit"
    clean = sum(each.is_clean for each in audit.experiments)
    return f"Experiment audit: {clean} of {total} clean"


def due_words(audit: AuditStatus, today: date) -> str:
    """When the audit itself is due."""
    if audit.due is None:
        return ""
    if today > audit.due:
        return f"audit was due {day_text(audit.due, today)}"
    return f"audit due {day_text(audit.due, today)}, {in_days((audit.due - today).days)}"


def summary(experiments: Sequence[ExperimentStatus]) -> str:
    """One sentence to read aloud about the experiments shown."""
    total = len(experiments)
    undecided = sum(not each.decision_in_date for each in experiments)
    unowned = sum(not each.owner for each in experiments)
    grave = sum(any(finding.severity is FindingSeverity.HIGH for finding in each.findings) for each in experiments)
    parts = [
        f"{undecided} without a decision in date" if undecided else "",
        f"{unowned} without an owner" if unowned else "",
        f"{grave} with a high-severity finding" if grave else "",
    ]
    found = ", ".join(part for part in parts if part)
    return (
        f"{plural(total, 'experiment')}: {found}."
        if found
        else f"{plural(total, 'experiment')}, all decided and owned."
    )


def share(value: float | None) -> str:
    """A share, or that nothing is listed."""
    return "–" if value is None else percent_text(value, 0)


def cost_words(experiments: Sequence[ExperimentStatus], currency: str) -> str:
    """What is known of the monthly cost."""
    return _money(sum(each.monthly_cost or 0.0 for each in experiments), currency)


def cost_help(experiments: Sequence[ExperimentStatus]) -> str:
    """How many costs are not in the sum."""
    unknown = sum(each.monthly_cost is None for each in experiments)
    lacking = (
        f" {plural(unknown, 'experiment')} without a known cost {'is' if unknown == 1 else 'are'} not in it."
        if unknown
        else ""
    )
    return f"Sum of the last known monthly costs.{lacking}"


def amount(cost: float | None, currency: str) -> str:
    """A monthly cost, or that nobody knows it."""
    return NOT_KNOWN if cost is None else _money(cost, currency)


def users(count: int | None) -> str:
    """Weekly users, or that nobody knows."""
    return NOT_KNOWN if count is None else f"{count:,}"


def use_words(each: ExperimentStatus, currency: str, today: date) -> str:
    """Cost, users and last activity in one line."""
    active = NOT_KNOWN if each.last_active is None else day_text(each.last_active, today)
    people = "weekly users not known" if each.weekly_users is None else plural(each.weekly_users, "weekly user")
    cost = "cost not known" if each.monthly_cost is None else f"{_money(each.monthly_cost, currency)} a month"
    return f"{people}, {cost}, last active {active}"


def owner_words(owner: str) -> str:
    """The seat, or that there is none."""
    return owner_text(owner)


def tier_words(tier: RiskTier | None) -> str:
    """The risk tier, or that nobody knows it."""
    return NOT_KNOWN if tier is None else tier.value


def decision_words(each: ExperimentStatus, today: date) -> str:
    """`keep until Jan 3, 2027`, `stop`, `no decision`."""
    if each.decision is None:
        return NO_DECISION
    word = each.decision.value
    if each.decision_until is None:
        return word
    return f"{word} {'until' if each.decision_in_date else 'expired'} {day_text(each.decision_until, today)}"


def decision_line(each: ExperimentStatus, today: date) -> str:
    """Who decided what and when."""
    if each.decision is None or each.decided_on is None:
        return NO_DECISION
    return f"{decision_words(each, today)}, decided {day_text(each.decided_on, today)} by {seat_text(each.decided_by)}"


def until(due: DueDecision, today: date) -> str:
    """What a row says below the decision: what is to be done now, else how long it stands."""
    if due.days is None or due.days < 0 or due.due is None:
        return due_line(due, today)
    return f"until {day_text(due.due, today)}"


def due_line(due: DueDecision, today: date) -> str:
    """What is to be decided about one experiment, and by whom."""
    each = due.experiment
    who = f"{seat_text(each.owner)} must act" if each.owner else NO_OWNER
    if due.days is None or due.due is None:
        age = (today - each.found).days
        return f"no decision {plural(age, 'day')} after it was found; {who}"
    word = each.decision.value if each.decision else NO_DECISION
    when = f"expired {plural(-due.days, 'day')} ago" if due.days < 0 else f"expires {in_days(due.days)}"
    return f"'{word}' {when} ({day_text(due.due, today)}); {who}"


def settled_words(pairs: Sequence[tuple[ExperimentStatus, ExperimentStatus]]) -> str:
    """Duplicates that cost nobody anything any more."""
    text = join_words(f"{copy.name} did the same as {first.name}" for first, copy in pairs)
    return f"Settled: {text}; merged or stopped."


def chart_sentence(experiments: Sequence[ExperimentStatus], limit: float | None, currency: str) -> str:
    """What the chart shows, and who is left out."""
    drawn = drawable(experiments)
    left_out = len(experiments) - len(drawn)
    beyond = [
        each
        for each in drawn
        if limit is not None and Operator.MORE.holds(each.monthly_cost or 0, limit * (each.weekly_users or 0))
    ]
    text = "Cost a month against weekly users."
    if limit is not None:
        most = f"more than {_money(limit, currency)} a user"
        costs = f"costs {most} and lies" if len(beyond) == 1 else f"cost {most} and lie"
        text = f"{len(beyond)} of {len(drawn)} {costs} above the line." if beyond else f"None costs {most}."
    lacking = f" {left_out} not drawn: cost or use is not known." if left_out else ""
    return text + lacking


def chart_alt(experiments: Sequence[ExperimentStatus], limit: float | None, currency: str) -> str:
    """The chart in words."""
    drawn = sorted(drawable(experiments), key=lambda each: -(each.monthly_cost or 0))
    points = "; ".join(
        f"{each.name}: {users(each.weekly_users)} users, {amount(each.monthly_cost, currency)}" for each in drawn[:8]
    )
    return f"{chart_sentence(experiments, limit, currency)} The most expensive: {points}."


def table_alt(rows: int) -> str:
    """What the table is, for those who hear it."""
    return f"Inventory of experiments, {plural(rows, 'row')}"


NO_EVALS = "none"


def ran_out(decision: Decision) -> str:
    """Badge of a decision that no longer stands."""
    return f"{decision.value}, expired"


def sum_name(by: str, value: str) -> str:
    """One row of the sums."""
    if by == "owner":
        return sentence_case(owner_words(value))
    if by == "decision":
        return value or NO_DECISION
    return value or NOT_KNOWN


def sums_alt(by: str) -> str:
    """What the table of sums is, for those who hear it."""
    return f"Experiments by {SUMS[by].casefold()}"
