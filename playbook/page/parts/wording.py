"""Sentences and labels that every screen shares: navigation, selection, banners, tables and empty states."""

from datetime import date
from typing import NamedTuple

from metrics.observation import Basis
from playbook.wording import day_text, plural


class ScreenWords(NamedTuple):
    """What a screen is called, and what it shows."""

    title: str
    help: str


APP_NAME = "AI engineering playbook"
OVERVIEW = "Overview"
DECISIONS = "Decisions and due"
GATES = "Launch gates"
METRICS = "Metrics"
PLAN = "Plan"
TEAM = "Team"
RISK = "Risk"
LIBRARY = "Library"
DATA = "Data"
SCREENS = {
    "overview": ScreenWords("Overview", "How ready we are, what changed, what blocks and what to do next."),
    "review": ScreenWords(
        "Weekly review", "What the meeting goes through, in its order; closed reviews as they were seen."
    ),
    "gates": ScreenWords("Launch gates", "Verdict of each launch gate, why, how to get to GO and who must act."),
    "what-if": ScreenWords("What if", "What another line, score, weight or outcome would turn; nothing is written."),
    "due": ScreenWords("Who owes what", "What is late, due soon or agreed, seat by seat; as text for a chat."),
    "charter": ScreenWords("Charter", "The 90 days: phases, deliverables, what is claimed and what is proven."),
    "north-star": ScreenWords(
        "North-star metrics", "Quality, cost, trust, value and service against their dated targets."
    ),
    "compare": ScreenWords(
        "Model diff", "Two evaluation runs over the same cases: better, no worse, worse, or cannot tell; what turned."
    ),
    "value": ScreenWords("Value", "Promised against realized, the way from experiment to monitor, cost per outcome."),
    "experiments": ScreenWords("Experiment audit", "Every known experiment, its findings, cost and decision."),
    "stack": ScreenWords("Stack", "Layers, choices, radar and the weighted matrix."),
    "team": ScreenWords(
        "Team and skills", "Skills each product needs, open seats and what they delay, trainings, ladder, hiring."
    ),
    "accountability": ScreenWords("Accountability", "Who answers for what, who agreed to it, how we are organized."),
    "workflow": ScreenWords(
        "Workflow", "Where each product stands, what it waits for, its work, release hygiene, upgrade drills."
    ),
    "risks": ScreenWords(
        "Risks and incidents",
        "What may go wrong and did: levels, what raised them, reviews, incidents and their actions.",
    ),
    "governance": ScreenWords(
        "Governance", "Controls covered by framework, what an auditor would find missing, what serves each control."
    ),
    "vendors": ScreenWords(
        "Vendors and models", "Reviews, contracts, service levels, and models with the day they retire."
    ),
    "signals": ScreenWords("Market signals", "What others publish, how it moved, and how to read it."),
    "resources": ScreenWords(
        "Resources and research", "Papers, tools and repositories to triage, and where to keep learning."
    ),
    "playbook": ScreenWords("Playbook", "Every definition in words, page by page, to read and to search."),
    "record": ScreenWords("Record", "Say what happened: a form for every kind of record, checked as you type."),
    "upload": ScreenWords("Upload", "Send a weekly file, see what it would change, publish it or withdraw one."),
    "start": ScreenWords("Get started", "Start a playbook of your own; then the ten steps that matter first."),
    "problems": ScreenWords("Problems", "What is wrong in the YAML files, with file, line and column."),
}


def tab_title(screen: str, organization: str) -> str:
    """What the browser's tab says."""
    return f"{SCREENS[screen].title} · {organization}" if organization else SCREENS[screen].title


def entry_markdown(entry: str, count: int) -> str:
    """An entry of the navigation with how much of it needs attention."""
    return f"{entry} :red-badge[{count:,}]" if count else entry


PRODUCT = "Product"
ALL_PRODUCTS = "All products"
AS_OF = "As of"
AS_OF_HELP = "The page as it stood at the end of this day."
BASIS = "What counts"
BASIS_HELP = (
    "As known then: only files received by that day. As known today: files for that day that came in later count too."
)
BASIS_CHOICES = {Basis.KNOWN: "Known then", Basis.TODAY: "Known today"}
DRAFT_BACK = "Your draft is back."
START_OVER = "Start over"
SHARE = "Share"
SHARE_LINE = "This address always shows this page, this product and this day:"
EXPORT = "Export"
EXPORT_LINE = "The tables of this page as CSV:"
WHY = "Why"
GRID_WORDS = {
    "search": "Search",
    "any": "all",
    "order": "Sort by",
    "given": "as listed",
    "none": "Nothing matches.",
    "rows": "rows",
    "pages": "pages",
    "back": "Previous",
    "next": "Next",
}
"""What stands around every table of rows."""
WAYS_OUT = "What you can do"
FIRST_RECORDS = {
    "vendor": "Record the first vendor",
    "find": "Record the first find",
    "seat-role": "Record what a seat is there for",
    "product": "Record the first product",
    "stack-choice": "Record the first choice",
}
"""What links to the form of a kind of record say where there is none yet."""
NO_PROBLEMS = "No problems."
COLUMN_SEVERITY = "severity"
COLUMN_FOUND = "found"
COLUMN_EXPECTED = "expected"
COLUMN_REMEDY = "what to do"
COLUMN_WRONG = "what is wrong, and what to do"
COLUMN_ROW = "row"
COLUMN_COLUMN = "column"
COLUMN_FILE = "file"
COLUMN_LINE = "line"
SEVERITY_WORDS = {"error": "error", "warning": "warning"}
SAMPLE = "sample data"
SAMPLE_BANNER = "Made-up numbers."
START_YOURS = "Start yours"
LATE_DATA = "as known today"
BASIS_BANNER = "Files that arrived later count for this day too; the page may say more than anybody knew then."
PAST = "a look back"
RULES_THEN = "rules of that day"
DEFINITIONS = "Rules"
DEFINITIONS_CHOICES = {"today": "Today's rules", "then": "Rules of that day"}
DEFINITIONS_HELP = (
    "Whose definitions judge: today's, or those that git had at the end of the day; each week of a history by its own."
)
AHEAD = "a look ahead"
APOLOGY_TITLE = "This part of the page could not be shown"
APOLOGY = (
    "Something went wrong on our side. Nothing you sent is lost: a file is stored whole or not at all. "
    "The details are in the log of the application; try again, or go on with another page."
)
DEFINITIONS_OF_TODAY = "Definitions are today's, also when you look at a past day."


def past_banner(day: date, today: date, *, by_todays: bool = True) -> str:
    """The page shows a past day."""
    said = f"The page as it stood at the end of {day_text(day, today)}."
    return f"{said} {DEFINITIONS_OF_TODAY}" if by_todays else said


def by_todays_after_all(reason: str) -> str:
    """The definitions of the day were asked for and are not to be had."""
    return f"Judged by today's definitions: {reason}."


def unknown_definitions(text: str) -> str:
    """The address names definitions that the page does not offer."""
    return f"The address asks for the definitions '{text}'; there are 'then' and 'today'. You see today's."


BROKEN = "broken files"
SEE_PROBLEMS = "See the problems"
NEVER_WHOLE_TITLE = "The playbook's files cannot be read yet"
WRONG_USE_TITLE = "This playbook cannot be opened"
STORE_TITLE = "The numbers cannot be reached"


def no_such_page(text: str, hint: str) -> str:
    """The address that was opened leads to no page."""
    return f"There is no page at '/{text}'{f'; {hint}' if hint else '.'} You see the overview."


def unknown_product(text: str) -> str:
    """The address names a product that does not exist."""
    return f"The address names the product '{text}', which this playbook does not have; you see all products."


def another_day(reason: str, shown: date) -> str:
    """The address asks for a day that cannot be shown; `reason` says why."""
    return f"The address asks for another day, but {reason}. You see {shown}."


def ahead_banner(day: date, today: date) -> str:
    """The page shows a day that has not come."""
    return (
        f"{day_text(day, today)} has not come: what is due and what goes stale by then, "
        f"with what is known on {day_text(today)}."
    )


def unknown_basis(text: str) -> str:
    """The address names a basis that does not exist."""
    return f"The address asks for the basis '{text}'; there are 'known' and 'today'. You see what was known then."


def unknown_subject(label: str, text: str, shown: str) -> str:
    """The address points at something this page does not have."""
    return f"The address points at the {label.casefold()} '{text}', which is not here; you see {shown} instead."


def unknown_choice(label: str, text: str) -> str:
    """The address names something that a table does not have."""
    return f"The address points at the {label.casefold()} '{text}', which is not here. Choose one in the table."


class Named(NamedTuple):
    """The words of a link, and what it is about."""

    act: str
    subject: str


def about(act: str, subject: str) -> Named:
    """A link that is named by its subject: no two links of a page have one name and two targets. Eyes see the subject
    beside the link already, so only those who hear the page get it."""
    return Named(act, subject)


def close(title: str) -> Named:
    """The way back from the detail of something, whose name stands beside it, to its table alone."""
    return about("Close", title)


def new_numbers() -> str:
    """Somebody published or withdrew a file, or the YAML changed, while the page was open."""
    return "New numbers or records arrived; the page is up to date again."


def more_problems(shown: int, total: int) -> str:
    """Only the first problems are listed."""
    return f"The first {shown:,} of {total:,} problems; {total - shown:,} more are counted, not listed."


def download_help(name: str, rows: int) -> str:
    """What a download holds."""
    return f"{name}.csv, {plural(rows, 'row')}"


def more_rows(shown: int, total: int) -> str:
    """A long table shows its first rows."""
    return f"The first {shown:,} of {total:,} rows; the download has them all."


def as_of_words(day: date) -> str:
    """The day the page is about."""
    return f"as of {day_text(day)}"


def change_words(better: bool | None) -> str:
    """What a change against the week before means."""
    return {True: "better", False: "worse", None: ""}[better]
