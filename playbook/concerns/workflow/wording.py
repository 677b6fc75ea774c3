"""Sentences and labels of the workflow: stages, criteria, waits, parts, release hygiene, upgrade drills."""

from collections.abc import Sequence
from datetime import date

from playbook.concerns.workflow.drills import DrillStatus
from playbook.concerns.workflow.parts import HygieneStatus, PartStatus
from playbook.concerns.workflow.status import CheckStatus, NextGate, ProductFlow, StageTime, WaitStatus, WorkflowStatus
from playbook.model.products import Stage
from playbook.model.workflow import UpgradeKind, WorkflowStage
from playbook.verdict import Outcome
from playbook.wording import (
    OUTCOME_WORDS,
    VERDICT_WORDS,
    day_text,
    in_days,
    join_words,
    plural,
    seat_text,
    sentence_case,
)

TITLE = "Workflow"
PRODUCT = "Product"
COLUMN_GATE = "Next gate"
COLUMN_MISSING = "Missing"
COLUMN_DRILLS = "Drills"
COLUMN_WAITS = "Waits for"
TAB = "Tab"
CRITERIA_TAB, PARTS_TAB = "criteria", "parts"
TABS = {"waits": "Waits and drills", CRITERIA_TAB: "Stage criteria", PARTS_TAB: "Parts and release hygiene"}
EMPTY = "No product is under way"
EMPTY_WHY = "A product's way begins with its first stage in `records/products.yaml`."
WAY_PRODUCT = "write the first product and its stage there, or run `playbook record product`"
UNDEFINED = "The stages have no criteria yet"
UNDEFINED_WHY = "Stages, release hygiene and parts of the work stand in `definitions/workflow.yaml`."
WAY_DEFINE = "copy `definitions/workflow.yaml` from the shipped playbook, and change it to fit"
STAGES = "Time in stage"
ENTER = "Entry criteria of this stage"
LEAVE = "Exit criteria of this stage"
NO_CRITERIA = "`definitions/workflow.yaml` names no criteria for this stage."
WAITS = "What it waits for"
NO_WAITS = "Nobody is waited for."
PARTS = "Parts of the work"
NO_PARTS = "`definitions/workflow.yaml` lists no parts of the work."
HYGIENE = "Release hygiene"
NO_HYGIENE = "`definitions/workflow.yaml` lists no check of release hygiene."
DRILLS = "Model-diff drills"
NO_DRILLS = "No upgrade of a model it uses asks for a drill."
ASK_PEOPLE = "for people to say"
NOT_NEEDED = "not asked yet"
TO_GATE = "See the gate"
MAP = "The way from spec to monitor"

MAP_COLUMNS = ("product", "stage", "since", "days", "usual", "waits for", "next gate", "missing", "drills asked")
TIME_COLUMNS = ("stage", "entered", "left", "days")
CHECK_COLUMNS_SHOWN = ("criterion", "how it stands, why, and who must act")
CHECK_COLUMNS = ("criterion", "stands", "why", "who must act")
WAIT_COLUMNS_SHOWN = ("what, and on whom", "since when, and until when it is promised")
WAIT_COLUMNS = ("what", "on whom", "since", "days", "promised for")
PART_COLUMNS_SHOWN = ("part", "how it stands, why, and who must act", "what it says")
PART_COLUMNS = ("part", "stands", "why", "of", "what it says", "who must act")
HYGIENE_COLUMNS_SHOWN = ("check", "how it stands, why, and who must act")
HYGIENE_COLUMNS = ("check", "stands", "why", "who must act")
HEAD_MODEL, HEAD_STATE, HEAD_DUE, HEAD_WHY, HEAD_WHO = "Model", "State", "Due", "Why", "Who must act"
DRILL_COLUMNS = ("model", "what happens", "on", "stands", "why", "due", "who must act")

STAGE_WORDS: dict[Stage, str] = {
    Stage.SPEC: "spec",
    Stage.PROTOTYPE: "prototype",
    Stage.SHIP: "ship",
    Stage.MONITOR: "monitor",
}
UPGRADE_WORDS: dict[UpgradeKind, str] = {
    UpgradeKind.NEW_VERSION: "new version",
    UpgradeKind.CHANGED_DEFAULT: "changed default",
    UpgradeKind.DEPRECATION: "deprecation",
    UpgradeKind.RETIREMENT: "retirement",
}


def title(status: WorkflowStatus) -> str:
    """The page's title, with the count that matters."""
    late = [drill for flow in status.products for drill in flow.open_drills if drill.late_days]
    return f"{TITLE}: {plural(len(late), 'drill')} overdue" if late else TITLE


def summary(status: WorkflowStatus) -> str:
    """One sentence to read aloud: who waits, who is longer in a stage than usual, what a model upgrade asks."""
    waiting = [
        f"{flow.name} for {join_words(dict.fromkeys(seat_text(wait.whom) for wait in flow.waits))}"
        for flow in status.products
        if flow.waits
    ]
    long = [f"{flow.name} ({plural(flow.over_days, 'day')} over)" for flow in status.products if flow.over_days]
    required = [flow.name for flow in status.products if flow.open_drills]
    parts = [
        f"Waiting: {join_words(waiting)}" if waiting else "Nobody waits",
        f"longer in their stage than usual: {join_words(long)}" if long else "",
        f"a model-diff drill is asked of {join_words(required)}" if required else "",
    ]
    return "; ".join(part for part in parts if part) + "."


def stage_line(flow: ProductFlow, today: date) -> str:
    """Where a product stands and since when."""
    return f"{'' if flow.stage is None else 'in stage '}{days_words(flow, today)}"


def days_words(flow: ProductFlow, today: date) -> str:
    """`ship since Oct 26: 18 days (42 are usual)`, as one line below a product's name."""
    if flow.stage is None or flow.since is None or flow.days_in_stage is None:
        return "no stage is recorded yet"
    usual = "" if flow.usual_days is None else f" ({flow.usual_days} are usual)"
    over = f", {plural(flow.over_days, 'day')} over" if flow.over_days else ""
    days = f"{plural(flow.days_in_stage, 'day')}{usual}{over}"
    return f"{STAGE_WORDS[flow.stage]} since {day_text(flow.since, today)}: {days}"


def stage_sentence(flow: ProductFlow, today: date) -> str:
    """The same as a sentence."""
    line = stage_line(flow, today)
    return f"{sentence_case(line)}."


def map_row(flow: ProductFlow, today: date) -> tuple[str | float | date | None, ...]:
    """One product in the overview of the way."""
    waits = join_words(dict.fromkeys(seat_text(wait.whom) for wait in flow.waits))
    gate = "" if flow.next_gate is None else f"{flow.next_gate.name}: {VERDICT_WORDS[flow.next_gate.verdict]}"
    return (
        flow.name,
        "" if flow.stage is None else STAGE_WORDS[flow.stage],
        None if flow.since is None else day_text(flow.since, today),
        None if flow.days_in_stage is None else str(flow.days_in_stage),
        None if flow.usual_days is None else str(flow.usual_days),
        waits,
        gate,
        join_words(part.name for part in flow.missing),
        str(len(flow.open_drills)),
    )


def waits_words(flow: ProductFlow) -> str:
    """Seats that the product waits for."""
    return join_words(dict.fromkeys(seat_text(wait.whom) for wait in flow.waits))


def missing_names(flow: ProductFlow) -> str:
    """Parts of the work that its stage asks for and that are not there."""
    return join_words(part.name for part in flow.missing)


def drills_words(flow: ProductFlow) -> str:
    """How many drills upgrades of its models ask for."""
    return f"{plural(len(flow.open_drills), 'drill')} asked for" if flow.open_drills else ""


def gate_line(gate: NextGate, today: date) -> str:
    """The next gate, what it says and who must act."""
    planned = (
        ""
        if gate.planned is None
        else f", planned for {day_text(gate.planned, today)} ({in_days((gate.planned - today).days)})"
    )
    who = f" Must act: {join_words(seat_text(one) for one in gate.who)}." if gate.who else ""
    return f"Next gate: {gate.name}{planned}. {gate.words}.{who}".replace("..", ".")


def wait_line(wait: WaitStatus, today: date) -> str:
    """Something the product waits for, in one line."""
    promised = "" if wait.until is None else f", promised for {day_text(wait.until, today)}"
    late = f", {plural(wait.late_days, 'day')} late" if wait.late_days else ""
    since = f"{plural(wait.days, 'day')}, since {day_text(wait.since, today)}"
    return f"{wait.what} ({seat_text(wait.whom)}): {since}{promised}{late}"


def wait_row(wait: WaitStatus, today: date) -> tuple[str, ...]:
    """The same as a row."""
    late = f" ({plural(wait.late_days, 'day')} late)" if wait.late_days else ""
    promised = "" if wait.until is None else day_text(wait.until, today) + late
    return (wait.what, seat_text(wait.whom), day_text(wait.since, today), str(wait.days), promised)


def promise_words(since: str, days: str, until: str) -> str:
    """`11 days, since Nov 2; promised for Nov 18`."""
    promised = f"promised for {until}" if until else "nothing is promised"
    return f"{plural(int(days), 'day')}, since {since}; {promised}"


def time_row(time: StageTime, today: date) -> tuple[str, ...]:
    """A stretch of the way as a row."""
    left = "" if time.left is None else day_text(time.left, today)
    return (STAGE_WORDS[time.stage], day_text(time.entered, today), left, str(time.days))


def check_word(check: CheckStatus) -> str:
    """How a criterion stands, in words."""
    return ASK_PEOPLE if check.outcome is None else OUTCOME_WORDS[check.outcome]


def part_word(part: PartStatus | HygieneStatus) -> str:
    """How a part or check stands, in words; what no stage asks for yet is said so."""
    return OUTCOME_WORDS[part.outcome] if part.needed or part.outcome is Outcome.MET else NOT_NEEDED


def facts_words(part: PartStatus) -> str:
    """What the latest record says."""
    return "; ".join(fact.text for fact in part.facts)


def drill_name(drill: DrillStatus) -> str:
    """The model in question."""
    return f"{drill.model} ({drill.provider})"


def drill_what(drill: DrillStatus) -> str:
    """What the provider does."""
    instead = f", {drill.replacement} comes instead" if drill.replacement else ""
    return f"{UPGRADE_WORDS[drill.kind]}{instead}"


def drill_happens(drill: DrillStatus, today: date) -> str:
    """What the provider does, and on which day."""
    return f"{drill_what(drill)}, {day_text(drill.on, today)}"


def of_day(day: date, today: date) -> str:
    """Of which day a record is."""
    return f"of {day_text(day, today)}"


def drill_due(drill: DrillStatus, today: date) -> str:
    """By when."""
    late = f", {plural(drill.late_days, 'day')} late" if drill.late_days else ""
    return f"{day_text(drill.due, today)}{late}"


def drill_word(drill: DrillStatus) -> str:
    """How a drill stands, in words."""
    if drill.upcoming:
        return "to come"
    if drill.outcome is Outcome.NO_DATA:
        return "overdue" if drill.late_days else "asked for"
    return OUTCOME_WORDS[drill.outcome]


def drill_line(drill: DrillStatus, today: date) -> str:
    """A drill in one line: what happens, what is asked, of whom, by when."""
    who = f" ({seat_text(drill.who)})" if drill.who else ""
    what = f"{drill_name(drill)}, {drill_what(drill)} on {day_text(drill.on, today)}"
    return f"{what}: {drill.reason}; {drill.asks} by {drill_due(drill, today)}{who}"


def stage_goal(stages: Sequence[WorkflowStage], stage: Stage | None) -> str:
    """What a stage is for."""
    return next((one.goal for one in stages if one.stage is stage), "")
