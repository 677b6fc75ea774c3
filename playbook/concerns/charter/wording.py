"""Sentences of the charter page: clock, progress, what needs somebody, and why a deliverable is not proven."""

from collections.abc import Sequence
from datetime import date

from playbook.glossary import explained
from playbook.results.charter import CharterStatus, DeliverableStatus, PhaseStatus
from playbook.wording import day_text, in_days, join_words, owner_text, percent_text, plural, sentence_case

TIMELINE = "Phases against today"
DUE_NEXT = "Due next"

PROVEN = "Proven"
CLAIMED = "Claimed"
DUE = "Due by today"
LATE = "Late"
PROVEN_HELP = f"{explained('proven')} Weight of such deliverables, of all weight; this is what counts in readiness."
CLAIMED_HELP = f"{explained('claimed')} It earns nothing until the proof holds."
DUE_HELP = "Weight of what was to be ready by today."
LATE_HELP = "Deliverables whose due day has passed and that are not proven."

WORD_PROVEN = "proven"
WORD_CLAIMED_ONLY = "done, unverified"
WORD_NO_OWNER = "no owner"

PHASE = "Phase"
OWNER = "Owner"
DELIVERABLE = "Deliverable"
VIEW = "View"
TIMELINE_VIEW = "timeline"
VIEWS = {"deliverables": "Deliverables", TIMELINE_VIEW: "Phases and what is next"}
COLUMN_STATE = "State"
COLUMN_DUE = "Due"
COLUMN_LATE = "Days late"
COLUMNS = (
    "deliverable",
    "phase",
    "state",
    "claimed",
    "proven",
    "weight",
    "due",
    "late days",
    "owner",
    "who must act",
    "why",
    "done when",
    "note",
    "evidence",
)

WHY_IT_MATTERS = "Why it matters"
DONE_WHEN = "Done when"
WHY_NOT_PROVEN = "Why it is not proven"
WHY_PROVEN = "What proves it"
MUST_ACT = "Who must act"
NOTE = "Note"
WAITS_FOR = "Waits for"
EVIDENCE = "Evidence"
TO_EXPERIMENTS = "See the experiments"
TO_METRICS = "See the metrics"
TO_LAYER = "See the layer"
TO_GATES = "See the gates"
TO_ACCOUNTABILITY = "See who agreed"
TO_TEAM = "See the seats"
TO_DELIVERABLE = "See what comes first"
TO_PROBLEMS = "See what is wrong in the files"

NOT_STARTED = "The charter has not started"
NOT_STARTED_WHY = "Without a first day nothing can be due, claimed or proven."
WAY_INIT = "run `playbook init`; it asks for a name, the start, the first product and its risk tier"
WAY_START = "or write `start:` with a date into `records/charter.yaml`"
NO_DELIVERABLES = "The charter lists no deliverables"
NO_DELIVERABLES_WHY = "Phases and deliverables stand in `definitions/charter.yaml`."
WAY_DEFINITIONS = "write at least one phase with a deliverable into `definitions/charter.yaml`"
WHOLE_ORGANIZATION = "The charter is the whole organization's; the product chosen above changes nothing here."
ALL_WELL = "Nothing is late, blocked, unowned or claimed without proof."


def title(day: int | None, days: int) -> str:
    """The page's title with the clock in it."""
    if day is None:
        return "Charter, not started"
    if day < 1:
        return f"Charter, starts {in_days(1 - day)}"
    return f"Charter, day {day} of {days}" if day <= days else f"Charter, day {day}: ended"


def clock(day: int | None, days: int, end: date, today: date) -> str:
    """How much of the charter is left: `week 9, 29 days left, ends Dec 5`."""
    if day is None:
        return ""
    if day > days:
        return f"day {day}, charter ended on {day_text(end, today)}; everything else goes on"
    if day < 1:
        return f"ends {day_text(end, today)}"
    left = days - day
    rest = "last day" if left == 0 else f"{plural(left, 'day')} left"
    week = "closing days" if day > days - days % 7 and days % 7 and day > 84 else f"week {(day - 1) // 7 + 1}"
    return f"{week}, {rest}, ends {day_text(end, today)}"


def summary(charter: CharterStatus, late: int, next_week: int | None, next_count: int, due_now: int) -> str:
    """One sentence to read aloud about all deliverables."""
    if charter.proven is None or charter.claimed is None or charter.plan is None:
        return "No deliverable counts yet."
    if due_now == 0:
        coming = f"; {next_count} due by week {next_week}" if next_week is not None else ""
        return f"Nothing due yet{coming}."
    gap = round(charter.claimed, 2) - round(charter.proven, 2)  # as they are shown, so that the two add up
    text = f"{percent_text(charter.proven, 0)} is proven where {percent_text(charter.plan, 0)} was due by today"
    claimed = f"; another {percent_text(gap, 0)} is claimed and not proven" if gap > 0.004 else ""
    lateness = f". {plural(late, 'deliverable')} {'is' if late == 1 else 'are'} late" if late else ". Nothing is late"
    return f"{text}{claimed}{lateness}."


def timeline_alt(phases: Sequence[PhaseStatus], day: int | None, days: int, today: date) -> str:
    """The time line in words: of each phase its days and what of it is done."""
    parts = [
        f"{phase.name}, {day_text(phase.start, today)} to {day_text(phase.end, today)}: "
        f"{percent_text(phase.proven or 0, 0)} proven, {percent_text(phase.claimed or 0, 0)} claimed"
        for phase in phases
    ]
    clock_words = "" if day is None else f" Today is day {day} of {days}."
    return f"Time line of {plural(len(phases), 'phase')}. {'; '.join(parts)}.{clock_words}"


def timeline_sentence(phases: Sequence[PhaseStatus], today: date) -> str:
    """What the time line shows: the running phase, and those before it that are not fully proven."""
    running = next((phase for phase in phases if phase.start <= today <= phase.end), None)
    short = [phase for phase in phases if phase.end < today and phase.proven is not None and phase.proven < 1]
    now = f"{running.name} runs until {day_text(running.end, today)}." if running else ""
    if not short:
        return f"{now} Every earlier phase is proven in full.".strip() if any(p.end < today for p in phases) else now
    left = join_words(f"{phase.name} ({percent_text(phase.proven or 0, 0)} proven)" for phase in short)
    return f"{now} Not yet proven in full from before: {left}.".strip()


def attention_sentence(late: int, blocked: int, unowned: int, unproven: int) -> str:
    """What the list below holds; counts may overlap, and say so by being named apart."""
    parts = [
        f"{late} late" if late else "",
        f"{blocked} blocked" if blocked else "",
        f"{unowned} without an owner" if unowned else "",
        f"{unproven} claimed and not proven" if unproven else "",
    ]
    there = [part for part in parts if part]
    overlap = "; one deliverable can be several of these" if len(there) > 1 else ""
    return f"{sentence_case(join_words(there))}{overlap}." if there else ALL_WELL


def next_line(deliverable: DeliverableStatus, today: date) -> tuple[str, str]:
    """Name, and when, who and how to tell that it is done."""
    when = f"due {day_text(deliverable.due, today)}, {in_days((deliverable.due - today).days)}"
    done = f"; done when: {deliverable.done_when}" if deliverable.done_when else ""
    return deliverable.name, f"{when}; {owner_words(deliverable.owner)}{done}"


def late_word(days: int) -> str:
    """Badge of a late deliverable."""
    return f"{plural(days, 'day')} late"


def due_words(deliverable: DeliverableStatus, today: date, *, started: bool = True) -> str:
    """`due Sep 20 (week 2)`, `due Sep 20 (week 2), lapsed Nov 8`; before the charter begins `due in week 2`."""
    if not started:
        return f"due in week {deliverable.due_week}"
    due = f"due {day_text(deliverable.due, today)} (week {deliverable.due_week})"
    return ", ".join(filter(None, (due, lapsed_words(deliverable, today))))


def lapsed_words(deliverable: DeliverableStatus, today: date) -> str:
    """When what stood after its due day stood no more."""
    return f"lapsed {day_text(deliverable.wanted, today)}" if deliverable.lapsed else ""


def owner_words(owner: str) -> str:
    """The seat, or that there is none."""
    return owner_text(owner)


def yes_no(value: bool) -> str:
    """For the download."""
    return "yes" if value else "no"


def reasons_words(reasons: Sequence[str]) -> str:
    """All reasons as one line."""
    return "; ".join(reasons)


def table_alt(rows: int) -> str:
    """What the table is, for those who hear it."""
    return f"Deliverables of the charter, {plural(rows, 'row')}"
