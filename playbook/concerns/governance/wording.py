"""Words of the pages and the command on governance: coverage, what is missing, crosswalk, vendors and models."""

from collections.abc import Mapping, Sequence
from datetime import date

from playbook.concerns.governance.crosswalk import Standing
from playbook.concerns.governance.status import ControlState, ControlStatus, FrameworkStatus, GovernanceStatus
from playbook.results.vendors import ModelStatus, VendorReviewStatus, VendorStatus
from playbook.wording import day_text, in_days, join_words, percent_text, plural, seat_text

STATE_WORDS = {
    ControlState.COVERED: "covered",
    ControlState.CLAIMED: "done, unverified",
    ControlState.OPEN: "in progress",
    ControlState.UNSERVED: "not addressed",
    ControlState.NOT_YET: "not in force yet",
    ControlState.NOT_APPLICABLE: "does not apply",
}
STATE_LETTERS = {
    ControlState.COVERED: "C",
    ControlState.CLAIMED: "P",
    ControlState.OPEN: "O",
    ControlState.UNSERVED: "N",
    ControlState.NOT_YET: "F",
    ControlState.NOT_APPLICABLE: "–",
}
"""What stands in the parts of the bars: covered, proof missing, open, nothing, in the future, left out."""
COUNT_WORDS = {**STATE_WORDS, ControlState.UNSERVED: "served by nothing", ControlState.NOT_APPLICABLE: "left out"}
KIND_WORDS = {
    "evidence": "evidence",
    "deliverable": "deliverable",
    "criterion": "criterion",
    "register": "register",
}
STANDING_WORDS = {
    Standing.COVERED: "proven or met",
    Standing.CLAIMED: "done, unverified",
    Standing.OPEN: "open",
}
FRAMEWORK = "Framework"
COVERAGE = "Coverage by framework"
CONTROL = "Control"
CONTROLS = "controls"
STATE = "State"
SHARE = "Share"
MISSING = "What an auditor would find missing"
NOTHING_MISSING = "Nothing: every control that is asked for today is covered."
CROSSWALK = "Every control and what serves it"
ONLY_ORGANIZATION = "Coverage is for the whole organization."
VIEW = "View"
COVERAGE_VIEW = "coverage"
VIEWS = {"controls": "Controls", COVERAGE_VIEW: "Coverage by framework"}
COLUMN_STATE = "State"
COLUMN_WHY = "Why"
COLUMN_WHO = "Who must act"
COLUMN_VENDOR = "Vendor"
CONTRACT_ENDS = "Contract ends"
NEXT_RETIREMENT = "Model retires"
REPLACED = "a newer edition is in the list"
AUDIT_COLUMNS = ("framework", "control", "title", "asks", "state", "why", "who must act", "served by", "begins")
SERVER_COLUMNS = ("served by", "how it stands, why, and who must act")
HELP = "Only this framework."
EMPTY = "No framework is listed yet"
EMPTY_WHY = "Nothing says which controls others ask of this function, so nobody can tell what is missing."
WAY_DEFINE = "List frameworks and their controls in `definitions/governance.yaml`, and in `crosswalk` what serves them."

VENDORS = "Vendors and models"
NO_VENDORS = "No vendor is listed yet"
NO_VENDORS_WHY = "Somebody provides models, stores or tools; until they are listed, nobody knows who was reviewed."
WAY_VENDOR = (
    "Write the first one into `records/vendors.yaml`: who owns it, which data it gets, its reviews and contract."
)
NONE_HERE = "No vendor is listed for this product"
WAY_VENDOR_HERE = "name the product under `products` of the vendor that serves it, in `records/vendors.yaml`"
WAY_ALL = "choose all products above"
IN_ORDER = "in order"
LACKING = "needs action"
ENDS_SOON = "contract ends soon"
RETIRES = "model retires"
REVIEWS = "Reviews"
MODELS = "Models in use"
SERVICE_LEVELS = "Service levels"
NO_MODELS = "No model is listed. Pin the one that is used, with the day it retires."
NO_SLAS = "No service level is written down."
REVIEW_COLUMNS = ("review", "outcome", "note")
MODEL_COLUMNS = ("model", "retires")
WHAT_IS_MISSING = "Missing"
PROVIDES = "Provides"
GETS = "Data it gets"
CONTRACT = "Contract"
OWNER = "Owner"
SLA_COLUMNS = ("what", "promise", "metric")
VENDOR_COLUMNS = ("vendor", "owner", "products", "missing", "contract ends", "models", "next retirement")


def title(status: GovernanceStatus) -> str:
    """The page's headline: what is missing over all frameworks that are current."""
    current = [framework for framework in status.frameworks if framework.replaced_by is None]
    gaps = sum(len(framework.gaps) for framework in current)
    applicable = sum(framework.applicable for framework in current)
    if not applicable:
        return "Governance"
    return (
        f"{plural(applicable - gaps, 'control')} of {applicable:,} covered"
        if gaps
        else f"All {applicable:,} controls covered"
    )


def summary(status: GovernanceStatus) -> str:
    """Where most is missing, and which duties begin soon."""
    current = [framework for framework in status.frameworks if framework.replaced_by is None]
    known = [framework for framework in current if framework.coverage is not None]
    if not known:
        return "Nothing is asked of us today."
    least = min(known, key=lambda framework: framework.coverage or 0.0)
    words = f"Least covered: {least.name}, {coverage_words(least)}."
    unserved = sum(framework.count(ControlState.UNSERVED) for framework in known)
    if unserved:
        words += f" {plural(unserved, 'control')} served by nothing."
    soon = [control for framework in current for control in framework.begins_soon]
    if soon:
        first = min(soon, key=lambda control: control.begins or date.max)
        words += f" Next duty: {first.id} {first.title}, {first.reason}."
    return words


def coverage_words(framework: FrameworkStatus) -> str:
    """`50 of 72 controls covered (69.4%)`."""
    if framework.coverage is None:
        return "nothing asked today"
    covered = framework.count(ControlState.COVERED)
    return f"{covered} of {plural(framework.applicable, 'control')} covered ({percent_text(framework.coverage)})"


def letters_words(framework: FrameworkStatus) -> str:
    """Below a bar: `C 54 covered · P 1 claimed, not proven`, the letters of its parts with their counts."""
    return " · ".join(
        f"{STATE_LETTERS[state]} {framework.count(state)} {COUNT_WORDS[state]}"
        for state in ControlState
        if framework.count(state)
    )


def counted_words(status: GovernanceStatus) -> str:
    """Which editions the headline leaves out, so that its count can be added up; '' where it leaves out none."""
    old = [framework.name for framework in status.frameworks if framework.replaced_by is not None]
    if not old:
        return ""
    newer = "has a newer edition and is" if len(old) == 1 else "have newer editions and are"
    return f"{join_words(old)} {newer} not counted in the headline."


def coverage_alt(status: GovernanceStatus) -> str:
    """Read out in place of the chart."""
    said = [f"{framework.name}: {counts_words(framework)}" for framework in status.frameworks]
    return f"Controls by framework and state. {'; '.join(said)}."


def counts_words(framework: FrameworkStatus) -> str:
    """`50 covered, 2 claimed, not proven, …`; states without controls are left out."""
    return join_words(
        f"{framework.count(state)} {COUNT_WORDS[state]}" for state in ControlState if framework.count(state)
    )


def missing_sentence(framework: FrameworkStatus) -> str:
    """How much is missing and whom it waits for."""
    if not framework.gaps:
        return NOTHING_MISSING
    waits: dict[str, int] = {}
    for control in framework.gaps:
        waits[control.who] = waits.get(control.who, 0) + 1
    most = sorted(((count, who) for who, count in waits.items() if who), reverse=True)[:3]
    words = f"{plural(len(framework.gaps), 'control')} of {framework.applicable} not covered"
    if most:
        words += "; most wait for " + join_words(f"{seat_text(who)} ({count})" for count, who in most)
    return f"{words}."


def served_by(control: ControlStatus) -> str:
    """Names of what serves a control, with how each stands."""
    return "; ".join(f"{server.name} ({STANDING_WORDS[server.standing]})" for server in control.servers)


def control_name(control: ControlStatus) -> str:
    """`GOVERN 1.6 Inventory of AI`."""
    return f"{control.id} {control.title}"


def none_here(elsewhere: int) -> str:
    """The organization has vendors, the chosen product none."""
    serve = plural(elsewhere, "vendor serves", "vendors serve")
    return f"{serve} other products; nothing says which of them this one uses."


def vendors_sentence(vendors: Sequence[VendorStatus]) -> str:
    """Vendors in a sentence."""
    lacking = [vendor.name for vendor in vendors if vendor.missing]
    words = f"{len(vendors) - len(lacking)} of {plural(len(vendors), 'vendor')} in order."
    if lacking:
        words += f" {join_words(lacking)} {'needs' if len(lacking) == 1 else 'need'} action."
    early = [model.model for vendor in vendors for model in vendor.models if model.before_charter_end]
    if early:
        words += f" Retiring before the charter ends: {join_words(early)}; a risk by itself."
    return words


def vendor_title(vendors: Sequence[VendorStatus]) -> str:
    """Headline of the vendor page."""
    lacking = sum(bool(vendor.missing) for vendor in vendors)
    if not vendors:
        return VENDORS
    return (
        f"{plural(lacking, 'vendor')} {'needs' if lacking == 1 else 'need'} action"
        if lacking
        else "Every vendor is in order"
    )


def contract_words(vendor: VendorStatus, day: date) -> str:
    """The contract in a few words."""
    if vendor.contract is None:
        return "no contract in force"
    if vendor.contract.ends is None:
        return f"under contract since {day_text(vendor.contract.on, day)}"
    ends = vendor.contract.ends
    until = f"until {day_text(ends, day)} ({in_days((ends - day).days)})"
    last = vendor.contract.last_notice
    if last is None or last == ends:
        return until
    if last < day:
        return f"{until}; the last day to give notice was {day_text(last, day)}"
    return f"{until}; last day to give notice {day_text(last, day)} ({in_days((last - day).days)})"


def reviewed_words(review: VendorReviewStatus, day: date) -> str:
    """Who reviewed it when, and until when that counts."""
    if review.on is None:
        return ""
    until = f", valid until {day_text(review.valid_until, day)}" if review.valid_until else ""
    return f"{day_text(review.on, day)}, {seat_text(review.by)}{until}"


def used_words(model: ModelStatus, names: Mapping[str, str], day: date) -> str:
    """`in Support copilot since Sep 28`."""
    where = join_words(names.get(product, product) for product in model.products)
    return f"in {where} since {day_text(model.since, day)}" if where else f"since {day_text(model.since, day)}"


def replaced_words(model: ModelStatus) -> str:
    """What comes after it."""
    return f"{model.replacement} is to take over" if model.replacement else ""


def retires_words(model: ModelStatus, day: date) -> str:
    """When a model retires."""
    if model.retires is None or model.days_left is None:
        return "no day announced"
    if model.days_left < 0:
        return f"retired on {day_text(model.retires, day)}"
    return f"{day_text(model.retires, day)}, {in_days(model.days_left)}"


def review_words(review: VendorReviewStatus) -> str:
    """How a review stands."""
    if review.on is None:
        return "missing"
    if review.outcome is not None and review.outcome != "accepted":
        return "with objections"
    return "accepted" if review.in_date else "expired"
