"""Sentences of who owes what: the list, the page, and the text to paste into a chat."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from metrics.visible import visible
from playbook.concerns.north_star.status import MetricStatus
from playbook.model.charter import State
from playbook.model.evidence import EvidenceKind
from playbook.model.products import Product
from playbook.readiness.follow_ups import FollowUpStatus
from playbook.results.charter import DeliverableStatus
from playbook.results.gates import CriterionStatus, GateStatus
from playbook.results.questions import Questions
from playbook.results.vendors import GapKind, VendorGap
from playbook.verdict import Judgement, Outcome
from playbook.wording import day_text, join_words, owner_text, plural, seat_text, sentence_case, weeks_text

if TYPE_CHECKING:
    from playbook.readiness.due.items import DueItem, SeatDue

TITLE = "Who owes what"
NOTHING = "Nobody owes anything that is due soon."
NOTHING_TITLE = "Nothing waits for anybody"
NOT_STARTED = "The charter has not started, so nothing is due yet."
SEAT = "Seat"
ALL_SEATS = "All seats"
CHAT_TITLE = "As text for a chat"
CHAT_LINE = "Copy it with the button at its right and paste it where the team talks."
ROLE_HELP = "Only what this seat owes, as lead-ai-engineer."
CHAT_HELP = "Plain text to paste into a chat."
KIND_WORDS = {
    "incident": "incident",
    "signature": "sign",
    "decision": "decide",
    "condition": "condition",
    "deliverable": "deliver",
    "evidence": "evidence",
    "drill": "drill",
    "risk": "risk",
    "vendor": "vendor",
    "wait": "promised",
    "feed": "numbers",
    "follow_up": "follow up",
}
CHECK_INCIDENTS = "Confirm that every incident is listed"
GAP_FORMS = {GapKind.REVIEW: "vendor-review", GapKind.CONTRACT: "vendor-contract"}
COLUMN_KIND = "What for"
COLUMN_WHAT = "What"
COLUMN_DUE = "Due"
COLUMN_SEAT = "Seat"
COLUMN_REASON = "Why"
UPLOAD = "Upload"
VIEW = "View"
BY_LATENESS, BY_SEAT, BY_WEEK, BLOCKS = "late", "seats", "weeks", "blocks"
VIEWS = {BY_LATENESS: "By lateness", BY_SEAT: "By owner", BY_WEEK: "By week", BLOCKS: "What blocks"}
LATENESS = ("Late", "Due this week", "Later", "No date set")
NO_DAY = "No date set"
COLUMN_LATE = "Days late"
COLUMN_FORM = "Form"
EXPORT_COLUMNS = (COLUMN_SEAT, COLUMN_KIND, COLUMN_WHAT, COLUMN_DUE, COLUMN_LATE, COLUMN_REASON)


def of_gate(line: CriterionStatus, gate: GateStatus) -> str:
    """A criterion that a gate waits for."""
    return f"{line.name}: {gate.product_name}, {gate.gate_name}"


def evidence(kind: EvidenceKind, product: Product | None, judged: Judgement) -> str:
    """A piece of evidence that is to be reviewed or renewed."""
    name = kind.title
    whose = f" of {product.title}" if product is not None else ""
    return f"Renew: {name}{whose}" if judged.outcome in (Outcome.MET, Outcome.STALE) else f"Review: {name}{whose}"


def deliverable(status: DeliverableStatus) -> str:
    """A deliverable that is not proven."""
    if status.state is State.BLOCKED:
        return f"Unblock: {status.name}"
    return f"Prove: {status.name}" if status.claimed else f"Finish: {status.name}"


def condition_of(questions: Questions, product: str, gate: str, again: FollowUpStatus | None = None) -> str:
    """Where a condition was agreed, and what the review that asked for it again noted."""
    names = questions.playbook.products, questions.playbook.gates
    product_name = names[0][product].title if product in names[0] else product
    words = f"condition of the decision on {product_name} at {names[1][gate].title if gate in names[1] else gate}"
    if again is None:
        return words
    note = f": {again.note}" if again.note else ""
    return f"{words}, {agreed_on(again.on, questions.day).replace('agreed', 'agreed again')}{note}"


def feed(status: MetricStatus, product: Product | None, weeks: Sequence[date] = ()) -> str:
    """A metric that does not arrive, or of which `weeks` are missing (their last days)."""
    whose = f" of {product.title}" if product is not None else ""
    which = f" for {weeks_text(weeks)}" if weeks else ""
    return f"Send: {status.name}{whose}{which}"


def measurement(line: CriterionStatus, gate: GateStatus) -> str:
    """A number of a gate that is to be measured on what would ship."""
    return f"Measure on {gate.candidate}: {line.name}, {gate.product_name}, {gate.gate_name}"


def source(title: str) -> str:
    """A source that does not send."""
    return f"Send: {title}"


def silent_since(last: date | None, day: date) -> str:
    """Since when a source is silent."""
    return "nothing has come from it yet" if last is None else f"its newest number is of {day_text(last, day)}"


def resolve(title: str) -> str:
    """An incident is open."""
    return f"Resolve: {title}"


def open_since(on: date, day: date) -> str:
    """Since when an incident is open."""
    return f"open since {day_text(on, day)}"


def found_on(on: date, day: date) -> str:
    """When an incident was found."""
    return f"incident of {day_text(on, day)}"


def write_postmortem(title: str) -> str:
    """A postmortem is missing."""
    return f"Write the postmortem: {title}"


def read_postmortem(title: str) -> str:
    """A postmortem that no other person has read."""
    return f"Have the postmortem reviewed: {title}"


def written_by(by: str, on: date, day: date) -> str:
    """Who wrote a postmortem, and when."""
    return f"written by {seat_text(by)} on {day_text(on, day)}, not reviewed by another person"


def after_incident(title: str) -> str:
    """Why an action was agreed."""
    return f"after the incident '{title}'"


def last_checked(on: date, day: date) -> str:
    """The word that every incident is listed ran out."""
    return f"last confirmed on {day_text(on, day)}"


def vendor_gap(vendor: str, gap: VendorGap) -> str:
    """Something is missing with a vendor."""
    what = f"{gap.about.capitalize()} review" if gap.kind is GapKind.REVIEW else "Contract"
    return f"{what}: {vendor}"


def replace_model(model: str, replacement: str) -> str:
    """A model in use retires."""
    return f"Move from {model} to {replacement}" if replacement else f"Replace {model}"


def retires_on(retires: date, vendor: str, day: date) -> str:
    """When a model retires."""
    verb = "retires" if retires >= day else "still in use, retired"
    return f"{vendor}: {verb} {day_text(retires, day)}"


def decide_contract(vendor: str, *, passed: bool) -> str:
    """A contract comes to its end."""
    return f"{'Renew or replace' if passed else 'Renew or cancel'} the contract with {vendor}"


def contract_ends(ends: date, last_notice: date, day: date) -> str:
    """When a contract ends, and until when it can be left."""
    notice = f"last day to give notice {'was ' if last_notice < day else ''}{day_text(last_notice, day)}"
    return f"ends {day_text(ends, day)}; {notice}" if ends != last_notice else f"ends {day_text(ends, day)}"


def run_drill(model: str, product: str) -> str:
    """A model-diff drill is due."""
    return f"Model diff: {product}, {model}"


def assess_risk(name: str, product: str, *, again: bool) -> str:
    """A risk is to be looked at."""
    whose = f" ({product})" if product else ""
    return f"{'Reassess' if again else 'Assess'} the risk: {name}{whose}"


def waits_since(product: str, since: date, day: date) -> str:
    """Who waits for it."""
    return f"{product} has waited since {day_text(since, day)}"


def seat_name(seat: str) -> str:
    """A seat, or that none is assigned."""
    return sentence_case(owner_text(seat))


def counted(seat: "SeatDue") -> str:
    """How much a seat owes."""
    late = f", {seat.late} late" if seat.late else ""
    return f"{plural(len(seat.items), 'open item')}{late}"


def seat_line(seat: "SeatDue") -> str:
    """A seat with its holder and how much it owes."""
    holder = f" ({seat.holder})" if seat.holder else ""
    return f"{seat_name(seat.seat)}{holder}: {counted(seat)}"


def when(item: "DueItem", day: date) -> str:
    """When it is due, or how late it is."""
    if item.due is None:
        return "now"
    if item.late_days:
        since = lapsed(item, day) or day_text(item.due, day)
        return f"{plural(item.late_days, 'day')} late ({since})"
    if item.lapsed is not None:
        return lapsed(item, day)
    return "today" if item.due == day else day_text(item.due, day)


def lapsed(item: "DueItem", today: date) -> str:
    """Below the day it was due: when it lapsed."""
    return "" if item.lapsed is None else f"lapsed {day_text(item.lapsed, today)}"


def due_day(day: date, today: date) -> str:
    """The day something is due, in a table."""
    return day_text(day, today)


def week_words(end: date, today: date) -> str:
    """The week something is due in, by its last day."""
    return f"Week to {day_text(end, today)}"


def with_gates(reason: str, gates: Sequence[str]) -> str:
    """Why it is owed, and the gates that wait for it together."""
    waiting = f"needed for {join_words(gates)}" if gates else ""
    return "; ".join(part for part in (reason, waiting) if part)


def title(seats: Iterable["SeatDue"]) -> str:
    """The page's title: how much is open, and how much of it is late."""
    listed = tuple(seats)
    total, late = sum(len(seat.items) for seat in listed), sum(seat.late for seat in listed)
    return f"{TITLE}: {plural(total, 'open item')}, {late:,} late" if total else TITLE


def seats_line(seats: Iterable["SeatDue"]) -> tuple[str, ...]:
    """At how many seats; nothing where nobody owes anything."""
    named = sum(bool(seat.seat) for seat in seats)
    return (f"{plural(named, 'seat')}",) if named else ()


def summary(seats: Iterable["SeatDue"]) -> str:
    """All of it in one sentence."""
    listed = tuple(seats)
    total, late = sum(len(seat.items) for seat in listed), sum(seat.late for seat in listed)
    if not total:
        return NOTHING
    named = sum(bool(seat.seat) for seat in listed)
    return f"{plural(total, 'open item')} at {plural(named, 'seat')}, {late or 'none'} of them late."


def nothing_from(seat: str) -> str:
    """One seat owes nothing."""
    return f"{seat_name(seat)} owes nothing that is due soon."


def chat_text(seats: Iterable["SeatDue"], day: date, organization: str) -> str:
    """Everything as plain text that reads well in a chat."""
    head = " · ".join(part for part in (TITLE, organization, f"{day:%a} {day_text(day)}") if part)
    lines = [head]
    for seat in seats:
        lines += ["", seat_line(seat)]
        for item in seat.items:
            reason = f". {sentence_case(item.reason)}" if item.reason else ""
            lines.append(f"• {'❗ ' if item.late_days else ''}{item.what}, {when(item, day)}{reason}")
    return visible("\n".join(lines if len(lines) > 1 else [head, "", NOTHING])) + "\n"


def agreed_on(day: date, today: date) -> str:
    """When a follow-up was agreed."""
    return f"agreed in the review of {day_text(day, today)}"
