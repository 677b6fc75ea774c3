"""Words of the risk page and of `playbook risks`: register, heat map, one risk in full, incidents."""

from datetime import date

from playbook.concerns.risks.incidents import IncidentsStatus, IncidentStatus
from playbook.concerns.risks.indicators import Alarm
from playbook.concerns.risks.register import RiskRegister, RiskStatus
from playbook.model.incidents import Milestone, Severity
from playbook.model.risks import Band, RiskState
from playbook.wording import day_text, in_days, join_words, owner_text, plural, seat_text, sentence_case

TITLE = "Risks and incidents"
BAND_WORDS = {Band.HIGH: "high", Band.MEDIUM: "medium", Band.LOW: "low", None: "not rated"}
STATE_WORDS: dict[RiskState | None, str] = {
    RiskState.OPEN: "open",
    RiskState.TREATED: "treated",
    RiskState.ACCEPTED: "accepted",
    RiskState.CLOSED: "closed",
    None: "never assessed",
}
ALARM_WORDS = {Alarm.RAISED: "raised", Alarm.QUIET: "quiet", Alarm.SILENT: "cannot be read"}
SEVERITY_WORDS = {
    Severity.CRITICAL: "critical",
    Severity.HIGH: "high",
    Severity.MEDIUM: "medium",
    Severity.LOW: "low",
}
MILESTONE_WORDS = {
    Milestone.STARTED: "started",
    Milestone.DETECTED: "detected",
    Milestone.MITIGATED: "mitigated",
    Milestone.RESOLVED: "resolved",
    Milestone.NOTE: "",
}

RISK_HELP = "Only this risk, in full."
HEAT = "Heat map"
REGISTER = "Register"
INCIDENTS = "Incidents"
VIEW = "View"
INCIDENTS_VIEW = "incidents"
VIEWS = {"register": "Register", INCIDENTS_VIEW: INCIDENTS}
COLUMN_RISK = "Risk"
COLUMN_LEVEL = "Level"
COLUMN_STATE = "State"
COLUMN_OWNER = "Owner"
COLUMN_REVIEW = "Review due"
COLUMN_INCIDENT = "Incident"
COLUMN_SEVERITY = "Severity"
COLUMN_FOUND = "Found"
COLUMN_OPEN_ACTIONS = "Open actions"
COLUMN_OVERDUE = "Overdue"
EVERY_RISK = "Show every risk"
IMPACT_BY_LIKELIHOOD = "Impact / likelihood"
HEAT_SCALE = "Likelihood from 1 (rare) to 5, impact from 1 (nuisance) to 5. H high, M medium, L low."
BAND_LETTERS = {Band.HIGH: "H", Band.MEDIUM: "M", Band.LOW: "L"}
RAISED = "escalated by live metrics"
REVIEW_OVERDUE = "review overdue"
DERIVED = "from the vendor register"
ANTIDOTE = "Antidote"
IN_PLACE = "in place"
CLAIMED = "done, unverified"
NOT_IN_PLACE = "not in place"
INDICATORS = "Indicators"
NO_INDICATORS = "Nothing measured warns of it. Name a metric in `indicators`, so that it can raise itself."
NO_TIES = "Nothing holds its antidote. Name deliverables or gates in `tied_to`."
HISTORY = "Assessments"
NO_HISTORY = "Nobody has assessed it yet."
POSTMORTEM = "Postmortem"
TIMELINE = "Timeline"
ACTIONS = "Actions"
RECORD_OVER = "Record that it is over"
RECORD_ACTION_DONE = "Record an action as done"
RECORD_POSTMORTEM = "Record the postmortem"
RECORD_READ = "Record who read the postmortem"
NO_TIMELINE = "No timeline is written."
NO_ACTIONS = "No action was agreed."
OVER = "over"
OPEN = "open"
RISK_COLUMNS = ("risk", "product", "level", "likelihood", "impact", "state", "owner", "review due", "why")
INCIDENT_COLUMNS = (
    "incident", "product", "severity", "found on", "over on", "minutes to detect", "minutes to mitigate",
    "postmortem", "open actions", "overdue", "owner",
)  # fmt: skip
ACTION_COLUMNS_SHOWN = ("action", "state, how we know it worked, and who acts")
HISTORY_COLUMNS_SHOWN = ("day and state", "how it was seen, and by whom")
TIMELINE_COLUMNS_SHOWN = ("when", "what, and by whom")
TIE_COLUMNS_SHOWN = ("what", "how it stands, and why")
INDICATOR_COLUMNS_SHOWN = ("indicator", "what it says, and why")

EMPTY = "The register holds no risk yet"
EMPTY_WHY = "Nothing is listed in `definitions/risks.yaml`, so nobody can say what may go wrong."
WAY_DEFINE = "Write the first risk into `definitions/risks.yaml`: what may go wrong, its antidote, its owner."
NO_INCIDENTS = "No incident is listed"
NO_INCIDENTS_WHY = "That is only good news once somebody has gone through tickets, alerts and reports and says so."
WAY_INCIDENT = "Write what went wrong into `records/incidents.yaml`, small incidents included."
WAY_CHECKED = "Say in `checked`, with a day and a seat, that every incident so far is listed."


def unknown_risk(name: str) -> str:
    """The address or command names a risk that is not there."""
    return f"The register has no risk '{name}'; here are all of them."


def title(register: RiskRegister) -> str:
    """The page's headline."""
    high = [risk for risk in register.risks if risk.is_live and risk.band is Band.HIGH and not risk.settled]
    if not register.risks:
        return TITLE
    if not high:
        return "No high risk is open"
    return f"{plural(len(high), 'high risk')} open"


def summary(register: RiskRegister) -> str:
    """The register in a few sentences: how many, what raised itself, what nobody looked at."""
    live = [risk for risk in register.risks if risk.is_live]
    settled = sum(risk.settled for risk in live)
    never = sum(risk.state is None for risk in live)
    late = sum(risk.review_late_days > 0 for risk in live)
    raised = list(dict.fromkeys(risk.name for risk in live if risk.raised))
    parts = [f"{settled} of {plural(len(live), 'live risk')} settled"]
    if never:
        parts.append(f"{never} never assessed")
    if late:
        parts.append(f"{plural(late, 'review')} overdue")
    words = ", ".join(parts) + "."
    if raised:
        words += f" Escalated by live metrics: {join_words(raised)}."
    return words


def overdue_words(one: IncidentStatus) -> str:
    """What of an incident is overdue, where the postmortem is among it: `the postmortem and 1 action`."""
    if not one.postmortem_late_days > 0:
        return ""
    return join_words(["the postmortem", *([plural(one.overdue_actions, "action")] if one.overdue_actions else [])])


def incident_summary(status: IncidentsStatus, day: date) -> str:
    """Incidents in a sentence, with whether anybody vouches for the list."""
    incidents = status.incidents
    opened, actions = sum(one.is_open for one in incidents), sum(one.open_actions for one in incidents)
    late = sum(one.overdue_actions for one in incidents)
    words = f"{plural(len(incidents), 'incident')}, {opened} open; {plural(actions, 'action')} open, {late} overdue"
    if unwritten := sum(one.postmortem_late_days > 0 for one in incidents):
        words += f"; {plural(unwritten, 'postmortem')} overdue"
    words += "."
    if not incidents:
        words = "No incident was written down."
    if status.checked is None:
        return f"{words} Nobody has said yet that the list is complete."
    said = f"{seat_text(status.checked.by)} on {day_text(status.checked.on, day)}"
    if status.is_checked:
        return f"{words} Complete by the word of {said}."
    return f"{words} Last said to be complete by {said}: too long ago."


def heat_sentence(register: RiskRegister) -> str:
    """What the heat map shows, in words."""
    live = [risk for risk in register.risks if risk.is_live]
    rated = [risk for risk in live if risk.level is not None]
    if not rated:
        return "No risk is rated yet."
    top = rated[0]
    counts = [f"{sum(risk.band is band for risk in rated)} {BAND_WORDS[band]}" for band in Band]
    unrated = f", {len(live) - len(rated)} not rated" if len(live) > len(rated) else ""
    highest = f"Highest: {name_with_product(top)}, level {top.level}."
    return f"{join_words(counts)}{unrated}. {highest} Choose a field to see its risks."


def heat_alt(register: RiskRegister) -> str:
    """Read out in place of the heat map: every field that holds a risk."""
    cells: dict[tuple[int, int], int] = {}
    for risk in register.risks:
        if risk.is_live and risk.likelihood and risk.impact:
            cells[risk.likelihood, risk.impact] = cells.get((risk.likelihood, risk.impact), 0) + 1
    said = [
        f"{plural(count, 'risk')} at likelihood {likelihood} and impact {impact}"
        for (likelihood, impact), count in sorted(cells.items(), key=lambda cell: -cell[0][0] * cell[0][1])
    ]
    return f"Heat map of likelihood and impact: {join_words(said) or 'no risk is rated'}."


def name_with_product(risk: RiskStatus) -> str:
    """`Safety debt (Support copilot)`."""
    return f"{risk.name} ({risk.product_name or risk.product})" if risk.product else risk.name


def reasons_words(risk: RiskStatus) -> str:
    """Why it stands so, as a sentence below its name, which is not said again."""
    return sentence_case("; ".join((risk.stands, *risk.reasons[1:])))


def level_words(risk: RiskStatus, *, with_band: bool = True) -> str:
    """`16, high` with how it came about; without the band where a badge says it."""
    if risk.level is None:
        return BAND_WORDS[None]
    words = f"{risk.level}, {BAND_WORDS[risk.band]}" if with_band else f"{risk.level}"
    if risk.rated_likelihood != risk.likelihood:
        words += f" (likelihood {risk.rated_likelihood} rated, raised to {risk.likelihood})"
    return words


def assessed(likelihood: int | None, impact: int | None) -> str:
    """`likelihood 4, impact 5`, as far as they were said."""
    parts = (f"{name} {level}" for name, level in (("likelihood", likelihood), ("impact", impact)) if level)
    return ", ".join(parts)


def field_title(likelihood: int, impact: int) -> str:
    """A field of the heat map, for those who hear it."""
    return f"likelihood {likelihood}, impact {impact}"


def field_words(field: str, count: int) -> str:
    """Which field of the heat map is shown."""
    likelihood, _, impact = field.partition("x")
    return f"Likelihood {likelihood}, impact {impact}: {plural(count, 'risk')}."


def owner_words(owner: str) -> str:
    """Who answers for it."""
    return owner_text(owner)


def review_words(risk: RiskStatus, day: date) -> str:
    """When somebody looks again."""
    if risk.review_due is None:
        return ""
    return f"review {in_days((risk.review_due - day).days)}"


def found_words(incident: IncidentStatus, day: date) -> str:
    """When it was found, and whether it is over."""
    found = f"found on {day_text(incident.on, day)}"
    if incident.resolved is None:
        return f"{found}, open for {plural(incident.open_days, 'day')}"
    return f"{found}, over on {day_text(incident.resolved, day)}"


def speed_words(incident: IncidentStatus) -> str:
    """How long it took to see it and to stop it, against what its severity asks for."""
    parts = []
    if incident.minutes_to_detect is not None:
        parts.append(f"seen after {minutes_words(incident.minutes_to_detect)}")
    if incident.minutes_to_mitigate is not None:
        within = incident.mitigate_within
        required = "" if within is None else f" ({minutes_words(within)} asked for)"
        parts.append(f"stopped {minutes_words(incident.minutes_to_mitigate)} later{required}")
    return ", ".join(parts)


def minutes_words(minutes: int) -> str:
    """`26 minutes`, `8 h 30 min`, `7 days`."""
    if minutes < 120:
        return plural(minutes, "minute")
    if minutes < 48 * 60:
        return f"{minutes // 60} h {minutes % 60} min" if minutes % 60 else f"{minutes // 60} h"
    return plural(round(minutes / 1440), "day")


def moment_words(at: str, day: date) -> str:
    """A moment of a timeline: `Nov 20, 09:10`."""
    on, _, time = at.partition("T")
    return ", ".join(filter(None, (day_text(date.fromisoformat(on), day), time)))


def postmortem_words(incident: IncidentStatus, day: date) -> str:
    """How the write-up stands."""
    if incident.postmortem is not None:
        read = "read by another" if incident.postmortem.reviewed else "not read by another yet"
        return f"{day_text(incident.postmortem.on, day)}, {read}"
    if incident.postmortem_due is None:
        return "none asked for"
    late = incident.postmortem_late_days > 0
    return f"{'' if late else 'due '}{in_days((incident.postmortem_due - day).days)}"


def action_words(due: date, done: date | None, late_days: int, day: date) -> str:
    """How an action stands."""
    if done is not None:
        return f"done on {day_text(done, day)}"
    return f"{plural(late_days, 'day')} late" if late_days else f"due {in_days((due - day).days)}"
