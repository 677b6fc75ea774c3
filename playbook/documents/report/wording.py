"""Sentences and headings of the report, the same in every format."""

from collections.abc import Mapping, Sequence
from datetime import date

from metrics.visible import visible_line
from playbook.concerns.gates.wording import AGAINST, RULING_WORDS
from playbook.documents.report.content import GateLine, MetricLine, SpendLine
from playbook.model.gates import ReleaseDecision
from playbook.model.risks import Band
from playbook.readiness import wording_notices
from playbook.wording import day_text, join_words, plural, seat_text

READINESS = "Readiness"
OF_100 = "of 100"
PLAN = "Plan for today"
AREAS = "Readiness by area"
METRICS = "North-star metrics"
GATES = "Launch gates due"
RISKS = "Top risks"
NOTICES = wording_notices.TITLE
NO_NOTICES = wording_notices.NOTHING
DECISIONS = "Decisions needed"
SPEND = "Spend against budget"
UNKNOWN = "Stale or unknown"
ALARMS = "Look at this"
ACTIONS = "What would help most"
APPENDIX = "Appendix for the team"
VERDICTS = "Every verdict with its reasons"
EXCEPTIONS = "Metrics off their plan, or unknown"
BLOCKERS = "What blocks, and who must act"
CHANGES = "What changed"
LATE = "Deliverables that are late"
FINDINGS = "Experiments without a decision, or with findings"
BOARD_PAGE = "The page for the board"
AREA = "area"
SCORE = "score"
PLAN_COLUMN = "plan"
WEIGHT = "weight"
WHY = "why"
METRIC = "metric"
STATUS = "status"
NOW = "now"
CHANGE = "change"
PLAN_NOW = "plan now"
TARGET = "target"
MEAN = "mean"
UPPER_LIMIT = "upper limit"
LOWER_LIMIT = "lower limit"
TREND = "last weeks"
GATE = "gate"
VERDICT = "verdict"
WORDS = "in words"
DUE = "due"
WHO = "who acts"
WHAT = "what"
BY_WHEN = "by when"
SEEN = "verdict today"
CRITERION = "criterion"
OUTCOME = "outcome"
KEY = "key"
NONE_DUE = "No launch gate is due soon."
NO_METRICS = "No metric is defined yet."
NO_RISKS = "No risk is open."
NO_DECISIONS = "Nothing has to be decided within the charter's notice."
NO_BUDGET = "No budget is on record."
ALL_KNOWN = "Everything that should be known is known."
NO_CHANGES = "Nothing moved, or there is nothing to compare with yet."
NOTHING_BLOCKS = "Nothing that is due is blocked, late or unowned."
NOTHING_LATE = "No deliverable is late."
NO_FINDINGS = "Every experiment is decided and clean."
NO_EXCEPTIONS = "Every metric with a target meets its plan."
NO_GATES = "No product is on record, so no gate can be judged."
NOT_STARTED = "The charter has not started: nothing is due and nothing can be judged."
LINK_LEFT_OUT = "(link left out)"
SAMPLE = "This is the sample organization, not yours."


def more(count: int) -> str:
    """A list on the first page is longer than what is shown."""
    return f"{count:,} more." if count > 0 else ""


def more_metrics(count: int) -> str:
    """Metrics that the first page has no room for; those off their plan come first."""
    return f"{plural(count, 'metric')} more." if count > 0 else ""


def more_gates(due: int, later: int) -> str:
    """Gates that the first page does not list: due ones beyond its room, and those that are not due."""
    parts = [f"{due:,} more due"] if due > 0 else []
    if later > 0:
        parts.append(f"{plural(later, 'gate')} {'is' if later == 1 else 'are'} not due yet")
    return f"{join_words(parts)}." if parts else ""


def trend_words(values: Sequence[str], first: str, last: str) -> str:
    """A sparkline read out."""
    if not values:
        return "no closed week yet"
    if len(values) == 1:
        return f"{first}: {values[0]}"
    return f"{first} to {last}: {', '.join(values)}"


def risk_name(name: str, products: Sequence[str]) -> str:
    """A risk with the products it is open for."""
    return f"{name} ({join_words(products)})" if products else name


def level(value: int | None, band: Band | None) -> str:
    """How high a risk is rated."""
    return "not rated" if value is None else f"{band} ({value})"


def decided(decision: ReleaseDecision, today: date, *, against: bool) -> str:
    """What people decided at a gate."""
    word = RULING_WORDS[decision.decided]
    said = f"{word} on {day_text(decision.on, today)} by {seat_text(decision.by)}"
    return f"{said}, {AGAINST}" if against else said


def routine(count: int) -> str:
    """Metrics that need no words."""
    if not count:
        return ""
    is_on, has = ("is", "has") if count == 1 else ("are", "have")
    return f"{plural(count, 'metric')} {is_on} on plan or {has} no target."


EXTRA = "pip install 'ai-engineering-playbook[report]'"
NO_CHARTS = "This copy has no charts."
CHARTS_LEFT_OUT = f"the report was written without its charts; to have them drawn: {EXTRA}"


def missing_extra(library: str, what: str) -> str:
    """A format needs a library that is not installed."""
    return f"{what} needs {library}, which is not installed; install it with: {EXTRA}"


def chart_title(metric: str) -> str:
    """Above the chart of an exception."""
    return f"{metric}, week by week against its plan"


def file_name(as_of: date, audience: str, ending: str) -> str:
    """Name of a report's file; whom it is for stands in it."""
    return f"readiness-{audience}-{as_of.isoformat()}.{ending}"


def notes(what: str, as_of: date, basis: str, *sources: str) -> str:
    """What a speaker can say of where a slide's facts come from."""
    seen = f"As of {day_text(as_of)}, {_BASES.get(basis, basis)}."
    return "\n".join(line for line in (f"{SOURCES}: {what}", seen, *sources) if line)


def metric_source(metric: str) -> str:
    """Where a metric's numbers and its target come from."""
    return f"weekly numbers of the metric '{metric}'; its targets are in definitions/metrics.yaml."


def files_source(files: Sequence[str], last: date | None) -> str:
    """The files that numbers came in."""
    if not files or last is None:
        return "No weekly file had been received."
    named = ", ".join(files[:_MOST_FILES])
    more = f" and {plural(len(files) - _MOST_FILES, 'earlier file')}" if len(files) > _MOST_FILES else ""
    return f"Files: {named}{more}; the newest was received on {day_text(last)}."


def records_source(folder: str) -> str:
    """The folder of the records."""
    return f"Records and definitions: the YAML files of {folder}."


def named_sources(sources: Mapping[str, str]) -> str:
    """Where each metric's number comes from, as its definition says."""
    return "\n".join(f"{name}: {source}" for name, source in sources.items() if source)


SOURCES = "Sources"
NOTES_SCORE = "the readiness score, worked out from definitions, records and weekly numbers."
NOTES_METRICS = "weekly numbers; targets and plans are in definitions/metrics.yaml."
NOTES_GATES = "criteria in definitions/gates.yaml; sign-offs, evidence and decisions in the records; weekly numbers."
NOTES_RECORDS = "records of decisions, incidents, vendors, risks and exemptions."
_BASES = {"known": "as known on that day", "today": "as known today"}
_MOST_FILES = 5
TEMPLATE_UNREADABLE = "the company's template cannot be read; save it as .pptx or .potx in PowerPoint and try again"
TEMPLATE_TOO_LARGE = "the company's template unpacks to over 300 MB, or 20 MB without pictures; save a smaller one"
NOT_IN_THE_FOLDER = "no such file in the playbook's folder"
TEMPLATE_RUNS = "the company's template holds a macro or an embedded program; save it without, as .pptx or .potx"
TEMPLATE_EMPTY = "the company's template has no slide layout; save it with at least one"


def spend(line: SpendLine | None) -> str:
    """What was spent, of what, and how that compares with the plan."""
    if line is None:
        return NO_BUDGET
    if not line.name:
        return f"The budget is {line.budget.text}; {line.reason}."
    if line.spent.value is None:
        return f"{line.name}: nothing reported yet; the budget is {line.budget.text}."
    planned = f"; {line.planned_by or 'planned'}: {line.planned.text}" if line.planned.value is not None else ""
    return f"{line.name}: {line.spent.text} of {line.budget.text} ({line.share.text}), {line.word}{planned}."


def planned_by(day: date) -> str:
    """The day a plan is of: the last of the week that is judged."""
    return f"planned by {day_text(day, day)}"


def target(line: MetricLine) -> str:
    """A target with its day: what is to be reached by then, or has been due since."""
    return f"{line.target.text} {'since' if line.target_holds else 'by'} {line.target_on}" if line.target_on else ""


def verdict_line(gate: GateLine) -> str:
    """Below the heading of a verdict: words, score, day, what people decided."""
    score = f"score {gate.score.text}"
    if gate.without.text != gate.score.text or gate.without_label:
        score += f", {gate.without.text}{gate.without_label and f' ({gate.without_label})'} without exemptions"
    return " · ".join(part for part in (gate.words, score, gate.day, gate.decision) if part)


def criterion(name: str, *, key: bool) -> str:
    """A criterion's name, with the word for what no gate can do without."""
    return f"{name} ({KEY})" if key else name


def turns(to: str) -> str:
    """Heads the smallest set of changes that turns a verdict."""
    return f"{to} with:"


A_PDF = "a PDF"
SLIDES = "a set of slides"
COMMAND_HELP = {
    "format": "What the report is written as.",
    "audience": "board: one page without internal links; team: with the appendix.",
    "output": "File to write (default: standard output; PDF and slides need a file or a pipe).",
    "week": "The report of a week's review, as 2026-W45: as it was closed, else as known a week after it.",
}
NOT_TO_A_TERMINAL = "a PDF or slides cannot be shown on a terminal; name a file with --output, or pipe it"


def cannot_write(name: str, reason: str) -> str:
    """The file cannot be written; nothing of it was kept."""
    return f"{name} cannot be written ({reason}); nothing was written"


def wrote(name: str, size: int) -> str:
    """The file was written."""
    return f"{name}: {size / 1024:,.0f} KB written."


def not_a_week(text: str) -> str:
    """A week that cannot be read."""
    return f"'{text}' is not a week; write it as 2026-W45"


WEEK_OR_DAY = "--week and --as-of each name a day; give one of them"
WEEK_OR_DEFINITIONS = "--week shows a review as it was closed; name the day with --as-of to judge by other definitions"


def week_not_over(end: date) -> str:
    """A week that is still running has no review."""
    return f"the week ends on {day_text(end)}; its review comes after that"


BUTTON = "Report"
BUTTON_LINE = "What this page says about the day, on paper: one page for the board, or with everything behind it."
AUDIENCE = "For whom"
AUDIENCES = {"board": "the board: one page, no internal links", "team": "the team: with the appendix"}
FORMAT = "As what"
FORMAT_NAMES = {
    "html": "HTML, one file that prints well",
    "md": "Markdown",
    "pdf": "PDF",
    "pptx": "slides (PPTX)",
}
MORE_FORMATS = f"PDF, slides and charts need `{EXTRA}` where the app runs."
DOWNLOAD = "Download the report"
MOST_CHARACTERS = 200


def clipped(text: str) -> str:
    """A reason as the first page has room for; the appendix has all of it."""
    return text if len(text) <= MOST_CHARACTERS else f"{text[: MOST_CHARACTERS - 1].rstrip()}…"


def template_loads(address: str) -> str:
    """Whoever opens the deck would fetch something from there unasked."""
    return f"the company's template loads '{visible_line(address[:200])}' when it is opened; put the picture into it"


def no_template(file: str, reason: str) -> str:
    """The company's template cannot be read."""
    because = f" ({reason})" if reason else ""
    return f"the report's template '{file}' cannot be read{because}; correct report.template in settings.yaml"
