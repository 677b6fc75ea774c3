"""Sentences of the command line: help, headings and what is said after something was done."""

from collections.abc import Sequence
from datetime import date, datetime

from metrics.observation import Point
from metrics.problems import Problem
from playbook.concerns.gates.wording import score_words
from playbook.readiness.assessment import Assessment
from playbook.results.gates import GateStatus
from playbook.verdict import Outcome
from playbook.wording import join_words, plural, weeks_text
from playbook.wording_moments import moment_text

_PLAIN_WORDS = (
    ("Value error, ", ""),
    ("Input should be a valid integer, unable to parse string as an integer", "expected a whole number"),
    ("Input should be a valid number, unable to parse string as a number", "expected a number"),
    ("Input should be ", "expected a number "),
)


def in_plain_words(message: str) -> str:
    """A message of typer without the words of the library that checks values for it."""
    for theirs, ours in _PLAIN_WORDS:
        message = message.replace(theirs, ours)
    return message


PROGRAM_HELP = "How ready is the AI engineering function, why, what blocks it and what would help most?"
PLAYBOOK_HELP = "Folder of the playbook (default: $PLAYBOOK_DIR, else this project's, else its sample)."
STORE_HELP = "Where the measurements are kept (default: $PLAYBOOK_STORE, else the playbook's own store)."
JSON_HELP = "One JSON document on standard output and nothing else there."
AS_OF_HELP = "The day to look at, as 2026-11-06 (default: today)."
BASIS_HELP = "What counts: known on that day, or everything received by today."
DEFINITIONS_HELP = (
    "Whose definitions judge: then (git's of that day, and each earlier week by its own), a commit, branch or tag, "
    "or today."
)
PRODUCT_HELP = "Only this product."
METRIC_HELP = "Only this metric."
GATE_HELP = "Only this gate."
STRICT_HELP = "Only GO is a yes; GO WITH CONDITIONS is a no."
FORMAT_HELP = "How problems are written: for people, for programs, or as annotations of a pull request."
SINCE_HELP = "A git revision: since then records may only have been added to, and a weaker bar needs its record."
NOTHING_SUPPOSED = "Say what to suppose: --set ADDRESS=VALUE, --met CRITERION or --not-met CRITERION."
SET_HELP = "A field set to another value, as gates.limited-release.go=85; can be given several times."
MET_HELP = "A criterion taken as met, as legal-review or limited-release/legal-review; can be given several times."
NOT_MET_HELP = "A criterion taken as not met; can be given several times."
IMPACT_SINCE_HELP = "The git revision to compare with (default: the base branch of a pipeline, else HEAD)."
VERIFY_EXPORT_HELP = "An export to check instead of a playbook."
SEAL_HELP = "Write receipts for what was added by hand, and join the ends that merged branches leave."
CORRECTION_WHY_HELP = "With --seal: why entries were altered or removed since their receipts."
CORRECTION_BY_HELP = "With --why: the seat that says so."
EXPORT_TO_HELP = "Write everything into a new folder for an auditor, with a check.py that checks it anywhere."
EXPECT_HELP = "The beginning of a digest that was kept elsewhere: a receipt, or the seal of an export."
IMPACT_FORMAT_HELP = (
    "text, json, markdown (a comment for a pull request; nothing where nothing moved), or annotations: github, gitlab."
)
PIPELINE_HELP = "Print the file that checks each change: for GitHub Actions, GitLab CI, or as git's hook."
FILES_HELP = "CSV, TSV, XLSX, Parquet or JSON, recognized by content."
TOOL_FILES_HELP = "Native files of tools (promptfoo, Inspect, LiteLLM and others), recognized by content."
CASES_HELP = "With --json: every case, too."
TIMEZONE_HELP = "Where instants become days (default: the charter's time zone)."
MEASURES_HEAD = ("measure", "value", "of", "unit", "days", "about", "why")
DRY_RUN_HELP = "Store nothing; say what is wrong, and what the files would change."
SOURCE_HELP = "Where the numbers come from (default: the command line)."
MAPPED_BY_HELP = "Source of definitions/sources.yaml by which the files are read (default: the one that fits them)."
TESTED_HELP = "Candidate on which the numbers were measured, where the file does not say."
PRODUCT_OF_FILE_HELP = "Product of all rows, where the file does not say."
WEEK_HELP = "Week of all rows, as 2026-W45, where the file does not say."
UPLOAD_ID_HELP = "Id of the upload, or its first characters; 'playbook uploads' lists them."
FOLDER_HELP = "Folder of the playbook to check."
NEW_FOLDER_HELP = "A folder of its own for the playbook (default: this project's, in place)."
NAME_HELP = "Name of your organization."
START_HELP = "First day of the charter, as 2026-09-07."
FIRST_PRODUCT_HELP = "Id or name of the first product."
ZONE_HELP = "Time zone in which a day ends, as Europe/Berlin (default: as the definitions say)."
CURRENCY_HELP = "Currency of the budget, as USD or EUR (default: USD)."
BUDGET_HELP = "What the charter may spend in all (default: none yet)."
MORE_HELP = "Another product with its tier, as 'Claims triage:high' (may be given again)."
SEATS_HELP = "Who holds a seat, as 'lead-ai-engineer:staff-0117' (may be given again)."
SHEET_HELP = "File with the experiments you know of: CSV, XLSX, JSON (default: none yet)."
EDIT_HELP = "Let the page write records, and commit them."
TIER_HELP = "Risk tier of the first product."
YES_HELP = "Ask nothing: take the defaults for what is not given."
KEY_HELP = "A name of your own for this upload: sent again with it, nothing is stored twice."
PORT_HELP = "Port of the page."
ADDRESS_HELP = "Where it listens (default: this machine only); 0.0.0.0 opens it to the network."
SHORT_HELP = {
    "verify": "Nothing that was decided was altered since: receipts.",
    "status": "How ready we are, why, what blocks, what to do next.",
    "gates": "May it ship? Verdicts, why, and what would turn them.",
    "metrics": "Weekly series against their dated targets.",
    "team": "Skills, open seats and what they delay, trainings.",
    "report": "One page for the board, an appendix for the team: HTML, Markdown, PDF, slides.",
    "handbook": "The whole playbook as linked pages, HTML and Markdown.",
    "resources": "The research backlog by age, and where to keep learning.",
    "governance": "Controls covered, what is missing, vendors and models.",
    "risks": "What may go wrong, what raised itself, what went wrong.",
    "accountability": "Who answers for what, who agreed, and the document of it.",
    "workflow": "Where each product stands, waits, its work, upgrade drills.",
    "value": "Promised against realized value, the way from experiment to monitor, cost per outcome.",
    "upload": "Receive weekly files, or try them with --dry-run.",
    "uploads": "What was received, by whom and when.",
    "compare": "Two evaluation runs over the same cases: better, no worse, worse?",
    "pull": "Fetch the numbers of sources that say where they are.",
    "read": "What a result file of an evaluation or cost tool holds.",
    "revoke": "Withdraw an upload.",
    "due": "Who owes what: signatures, decisions, evidence, deliverables, numbers.",
    "calendar": "Due days, gates and reviews as a file for a calendar.",
    "template": "Files to fill in: the workbook of a week.",
    "import": "Experiments from a spreadsheet.",
    "record": "Add a dated entry to the records, checked and shown first.",
    "validate": "Every problem in definitions and records.",
    "init": "Start your own playbook.",
    "serve": "Run the dashboard and the HTTP API.",
}
UPLOAD_SOURCE = "command line"
AREA_HEAD = ("area", "score", "plan", "weight", "why")
ALARMS = "Look at this"
START_WITH = "Start with: playbook init"
LISTED_CHANGES = 8
SMALLEST_EFFECT = 0.1
UPLOADS_HEAD = ("id", "received", "file", "source", "by", "rows", "count", "")
NO_UPLOADS = "Nothing was received yet. Send a file with: playbook upload FILE"
METRICS_HEAD = ("metric", "product", "week", "value", "target", "outcome", "process", "last weeks", "why")
ALL_PRODUCTS = "all products"
NO_GATES = "There is no gate to answer for: records/products.yaml lists no product on that day."
NO_METRICS = "definitions/metrics.yaml lists no metric."
WHOLE = "No problems."
STORE_NOT_CHECKED = "The store is in use or out of reach; whether its numbers fit the definitions was not checked."
NEXT = "Next"


def warning_line(problem: Problem) -> str:
    """A problem that stops nothing."""
    return f"{problem.where}: warning: {problem.sentence}"


def more_problems(more: int) -> str:
    """Only the first problems are listed."""
    return f"… and {plural(more, 'more problem')}, counted but not listed"


def problem_count(total: int) -> str:
    """How many there are."""
    return plural(total, "problem")


def verdict_of_validate(errors: int, warnings: int) -> str:
    """The last line of `validate`."""
    if not errors and not warnings:
        return WHOLE
    parts = [plural(count, word) for count, word in ((errors, "error"), (warnings, "warning")) if count]
    return f"{' and '.join(parts)}." + ("" if errors else " The playbook is whole; warnings stop nothing.")


def title(assessment: Assessment) -> str:
    """Whose readiness it is."""
    return " · ".join(part for part in (assessment.organization, assessment.charter_name) if part)


def nothing_judged(*, later: int) -> str:
    """No gate is there to be judged, so that a pipeline may not take the answer for a yes."""
    if not later:
        return "No gate was judged: no product has a launch gate here that it is heading for."
    gates = "the only gate is not" if later == 1 else f"none of the {later} gates is"
    return f"Nothing was judged: {gates} due soon. Name one with --gate to have its verdict as the answer."


def gate_score_line(gate: GateStatus) -> str:
    """A gate's score, with and without exemptions."""
    exemptions = sum(line.outcome is Outcome.EXEMPT for line in gate.criteria)
    return "no score" if gate.score is None else f"score {score_words(gate, exemptions)}"


def turns_to(words: str) -> str:
    """Heads the smallest set of changes that turns a verdict."""
    return f"{words} with:"


def revoked_text(at: datetime, by: str, timezone: str, today: date) -> str:
    """An upload that was withdrawn: `withdrawn on Nov 11, 11:20 CET by head-of-data`."""
    return f"withdrawn on {moment_text(at, timezone, today)} by {by}"


def stored(name: str, rows: int, upload_id: str, week_ends: Sequence[str]) -> str:
    """A file was stored."""
    return f"{name}: {plural(rows, 'row')} stored as {upload_id} ({span(week_ends)})."


def counts_already(name: str, upload_id: str) -> str:
    """The same content is there already."""
    return f"{name}: nothing to do, all its rows count already (upload {upload_id})."


def would_store(name: str, rows: int, metrics: int, products: int, week_ends: Sequence[str]) -> str:
    """A file would be stored."""
    counted = f"{plural(rows, 'row')}, {plural(metrics, 'metric')}, {plural(products, 'product')}"
    return f"{name}: no problems; {counted} ({span(week_ends)}). Nothing was stored."


def refused(name: str, total: int) -> str:
    """A file was refused."""
    return f"{name}: refused, {plural(total, 'problem')}; nothing of it was stored."


def none_stored(count: int) -> str:
    """One of several files was refused."""
    return f"{plural(count, 'file')} could be read, and nothing was stored: mend the others and send all of them again."


def revoked(file_name: str, rows: int) -> str:
    """An upload was withdrawn."""
    return f"{file_name}: withdrawn, {plural(rows, 'row')}; what they had replaced counts again."


def span(week_ends: Sequence[str]) -> str:
    """Weeks as a stretch, of their last days."""
    return weeks_text([date.fromisoformat(end) for end in week_ends]) or "no weeks"


def cannot_read(reason: str) -> str:
    """A file that was named cannot be opened."""
    return f"the file cannot be read ({reason})"


CHECK_THE_PATH = "check the path"


def too_long(size: int, most: int) -> tuple[str, str, str]:
    """A file that is longer than any weekly file: found, expected, remedy."""
    mega = 1024 * 1024
    return (
        f"a file of {size / mega:,.0f} MB",
        f"at most {most // mega:,} MB",
        "send it in parts, for example one file a month",
    )


LISTED_BLOCKERS = 12
NOT_DUE = "Not due yet; these block nothing"
ALL = "all"


def more_blockers(count: int) -> str:
    """The list of blockers is longer than what is shown."""
    return f"… {count:,} more: playbook gates lists those of gates, playbook status --json all"


def sample_line(organization: str) -> str:
    """Said beside every answer about the sample."""
    return f"This is the sample organization {organization}. Start your own with: playbook init"


def gate_title(product: str, gate: str) -> str:
    """One gate of one product."""
    return f"{product} · {gate}"


def no_metrics_of(product: str) -> str:
    """A product has not reported anything."""
    return f"Nothing was measured of '{product}' yet. Send a file with: playbook upload FILE"


def cases(numerator: float | None, denominator: float | None) -> str:
    """`52 of 1,700`."""
    if denominator is None:
        return ""
    return f"n {denominator:,.0f}" if numerator is None else f"{numerator:,.0f} of {denominator:,.0f}"


def week_note(point: Point) -> str:
    """What to know about one week."""
    notes = ["so far"] if point.running else []
    if point.partial:
        notes.append(f"partial ({point.partial})")
    return ", ".join(notes)


VERSION_HELP = "The version of the program."
NOT_INSTALLED = "not installed: run pip install -e . in the project's folder"
ANNOTATION_TITLE = "playbook"


def not_taken(options: Sequence[str], command: str) -> str:
    """Options that stand before a command and mean nothing to it."""
    return f"'{command}' does not take {join_words(options, 'or')}; leave it out"


def key_taken(key: str) -> str:
    """A key that was used for something else."""
    return f"the key '{key}' was used for another upload; nothing was stored. Name each upload by a key of its own"
