"""Sentences of what reaches leaders by itself: incidents, retirements, contracts, exemptions, the budget."""

from datetime import date

from playbook.concerns.north_star.spend import Spend
from playbook.concerns.north_star.wording_parts import reported_words
from playbook.readiness.notices import Notice, NoticeKind, Touch, TouchKind
from playbook.wording import day_text, in_days, join_words, money_text, owner_text, percent_text, plural

TITLE = "Incidents, deadlines and budget"
NOTHING = "No grave incident is open, and no model, contract or exemption ends soon."
WHOLE = "the whole organization"
BUDGET = "Budget"
NO_BUDGET = "none on record"
KIND_WORDS = {
    NoticeKind.INCIDENT: "incident",
    NoticeKind.POSTMORTEM: "postmortem",
    NoticeKind.INCIDENT_ACTION: "incident action",
    NoticeKind.RETIREMENT: "model",
    NoticeKind.CONTRACT: "contract",
    NoticeKind.EXEMPTION: "exemption",
    NoticeKind.BUDGET: "budget",
}


def more(count: int) -> str:
    """The fold with what the first lines have no room for."""
    return f"{count:,} more"


def more_broken(count: int) -> str:
    """The fold with metrics that broke their trend, beside those that are shown."""
    return "1 more metric broke its trend" if count == 1 else f"{count:,} more metrics broke their trend"


def name(notice: Notice) -> str:
    """What it is about, in a few words."""
    match notice.kind:
        case NoticeKind.INCIDENT:
            return f"{str(notice.severity).capitalize()} incident: {notice.name}"
        case NoticeKind.POSTMORTEM:
            return f"Postmortem missing: {notice.name}"
        case NoticeKind.INCIDENT_ACTION:
            return f"Incident action overdue: {notice.name}"
        case NoticeKind.RETIREMENT:
            return f"Model {'retired' if notice.late_days else 'retires'}: {notice.name} ({notice.of})"
        case NoticeKind.CONTRACT:
            return f"Contract with {notice.name}"
        case NoticeKind.EXEMPTION:
            return f"Exemption ends: {notice.name}"
    return "Over budget" if notice.spend and (notice.spend.spent or 0) > notice.spend.budget else "Spend is over plan"


def state(notice: Notice, day: date) -> str:
    """How it stands on the day."""
    match notice.kind:
        case NoticeKind.INCIDENT:
            since = notice.since or day
            return f"open since {day_text(since, day)} ({plural((day - since).days, 'day')})"
        case NoticeKind.INCIDENT_ACTION:
            return f"{_due(notice, day)}; after '{notice.of}'"
        case NoticeKind.RETIREMENT:
            when = "still in use, retired" if notice.late_days else "retires"
            takes_over = f"{notice.replacement} takes over" if notice.replacement else "no replacement named"
            return f"{when} {_when(notice, day)}; {takes_over}"
        case NoticeKind.CONTRACT:
            return _contract(notice, day)
        case NoticeKind.EXEMPTION:
            return f"last day {_when(notice, day)}"
        case NoticeKind.BUDGET if notice.spend is not None:
            return spend_words(notice.spend)
    return _due(notice, day)


def _contract(notice: Notice, day: date) -> str:
    ends = day_text(notice.ends, day) if notice.ends else ""
    if notice.since is not None:
        return f"ends {_when(notice, day)}; the last day to give notice was {day_text(notice.since, day)}"
    return f"last day to give notice {_when(notice, day)}; ends {ends}"


def _when(notice: Notice, day: date) -> str:
    due = notice.due or day
    days = (due - day).days
    away = in_days(days) if days >= 0 else f"{plural(-days, 'day')} ago"
    return f"{day_text(due, day)} ({away})"


def _due(notice: Notice, day: date) -> str:
    return f"{plural(notice.late_days, 'day')} late (due {day_text(notice.due or day, day)})"


def touches(notice: Notice, day: date) -> str:
    """What it touches, in one sentence; '' where it is about the organization as a whole."""
    gates = {touch.product: touch for touch in notice.touches if touch.kind is TouchKind.GATE}
    products = [
        _product(touch, gates.get(touch.name), day, own=notice.kind is NoticeKind.EXEMPTION)
        for touch in notice.touches
        if touch.kind is TouchKind.PRODUCT
    ]
    layers = [touch.name for touch in notice.touches if touch.kind is TouchKind.LAYER]
    risks = [touch.name for touch in notice.touches if touch.kind is TouchKind.RISK]
    parts = [
        join_words(products) or (WHOLE if notice.kind is NoticeKind.INCIDENT and notice.product is None else ""),
        f"stack: {join_words(layers)}" if layers else "",
        f"{'risk' if len(risks) == 1 else 'risks'}: {join_words(risks)}" if risks else "",
    ]
    said = "; ".join(part for part in parts if part)
    return f"Touches {said}." if said else ""


def _product(product: Touch, gate: Touch | None, day: date, *, own: bool) -> str:
    if gate is None or gate.on is None:
        return product.name
    late = "planned for " if gate.on < day else ""
    return f"{product.name} ({'' if own else 'next gate: '}{gate.name}, {late}{day_text(gate.on, day)})"


def who(notice: Notice) -> str:
    """Who has to act."""
    return owner_text(notice.who)


def after_name(notice: Notice, day: date) -> str:
    """Everything but the name: how it stands, what it touches, who has to act."""
    said = f"{state(notice, day)}. {touches(notice, day)}".rstrip()
    return f"{said} ({who(notice)})"


def spend_words(spend: Spend | None) -> str:
    """What was spent of the budget, and what was planned by now."""
    if spend is None:
        return NO_BUDGET

    def money(value: float | None) -> str:
        return money_text(value, spend.currency)

    if not spend.metric:
        return f"{money(spend.budget)}; no metric counts what is spent of it in {spend.currency}"
    if spend.spent is None:
        return f"{money(spend.budget)}; no spend reported yet"
    by = f"plan by {day_text(spend.until, spend.until)}" if spend.until is not None else "plan"
    planned = "" if spend.planned is None else f"; {by} {money(spend.planned)}"
    share = percent_text(spend.spent / spend.budget, 0)
    reported = f", {reported_words(spend.partial)}" if spend.partial else ""
    return f"{money(spend.spent)} of {money(spend.budget)} spent ({share}){reported}{planned}"
