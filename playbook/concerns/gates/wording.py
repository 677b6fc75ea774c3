"""Sentences of the launch gates page: verdict, why, what would turn it, who must act, exemptions, sign-offs."""

from collections.abc import Sequence
from datetime import date

from metrics.definition import Kind, Metric
from playbook.model.gates import Answer, Exemption, ReleaseCondition, Ruling, SignOff
from playbook.model.products import Stage
from playbook.results.gates import CriterionStatus, Decided, GateStatus
from playbook.verdict import Outcome, Verdict
from playbook.wording import (
    VERDICT_WORDS,
    day_text,
    difference_text,
    in_days,
    number_text,
    owner_text,
    plural,
    seat_text,
)

GATE = "Gate"
NO_PRODUCTS_TITLE = "No launch gates to judge yet"
NO_PRODUCTS = "A gate is judged for a product, and no product is on record on this day."
NO_PRODUCTS_WAYS = (
    "add a product with its stage and planned gates to `records/products.yaml`",
    "`playbook init` writes the first one for you",
    "choose a later day, or all products, in the sidebar",
)
NO_GATES = "`definitions/gates.yaml` lists no gate."
WHY_TITLE = "Why"
NOTHING_BLOCKS = "Nothing keeps this gate from letting the product pass."
CONDITIONS_TITLE = "Conditions it would pass with"
TURN_TITLE = "How to get to GO"
NOTHING_TURNS = "It already is the best verdict there is."
NO_TURN = "No change of its criteria leads there; see those that are exempt or do not apply."
WHO_TITLE = "Who must act"
NO_ACTION = "No action needed."
CRITERIA_TITLE = "Criteria"
EXEMPTIONS_TITLE = "Exemptions"
NO_EXEMPTIONS = "None was asked for at this gate."
SIGN_OFFS_TITLE = "Sign-offs"
NO_SIGN_OFFS = "This gate asks for none."
NOT_SIGNED = "not given yet"
DECISION_TITLE = "What people decided"
NO_DECISION = "No release decision is on record for this gate."
AGAINST = "against the verdict"
IN_FORCE = "in force"
OVER = "over"
NOT_YET = "not yet"
HOLDS = "holds"
HOLDS_NOT = "does not hold"
DONE = "done"
OPEN = "open"
LATE = "late"
KEY = "key"
CONDITION = "condition"
SEE_METRIC = "See the metric"
SEE_GATE = "See that gate"
SEE_EXPERIMENTS = "See the experiments"
SEE_DELIVERABLE = "See the deliverable"
SEE_LAYER = "See the layer"
SEE_RISK = "See the risk"
SEE_VENDORS = "See the vendors"
SEE_INCIDENTS = "See the incidents"
OUT_OF_THE_WAY = frozenset({Outcome.MET, Outcome.NOT_APPLICABLE, Outcome.OBSERVING})
SCORE = "Score"
PLANNED = "Planned"
OPENS = "Opens the stage"
OWNER = "Owned by"
SCORE_HELP = "100 × points / weights: met counts in full, a warning half, everything else nothing."
COLUMN_OUTCOME = "outcome"
COLUMN_CRITERION = "criterion"
COLUMN_WEIGHT = "weight"
COLUMN_VALUE = "now"
COLUMN_LINE = "line"
COLUMN_DISTANCE = "distance"
COLUMN_REASON = "why"
COLUMN_CANDIDATE = "candidate"
COLUMN_WHO = "who acts"
COLUMN_DUE = "due"
COLUMN_KEY = "key"
COLUMN_SAMPLE = "n"
COLUMN_WEEK = "week"
MORE_COLUMNS = (
    COLUMN_LINE,
    COLUMN_DISTANCE,
    COLUMN_WEIGHT,
    COLUMN_KEY,
    COLUMN_SAMPLE,
    COLUMN_WEEK,
    COLUMN_REASON,
    COLUMN_CANDIDATE,
)
STAGE_WORDS = {Stage.SPEC: "spec", Stage.PROTOTYPE: "prototype", Stage.SHIP: "ship", Stage.MONITOR: "monitor"}
RULING_WORDS = {Ruling.RELEASE: "released", Ruling.HOLD: "held back", Ruling.STOP: "stopped"}


COUNTED = "due by now or soon"
"""Which gates are counted: those within the charter's notice, and those whose day is over, that hold and do not."""


def title(gates: Sequence[GateStatus]) -> str:
    """How the gates stand whose day has come or comes soon, on their page and on the overview."""
    due = [gate for gate in gates if not gate.quiet]
    blocked = sum(not gate.verdict.holds for gate in due)
    if not gates:
        return "Launch gates: none to judge yet"
    if not due:
        return "Launch gates: none due soon"
    if len(due) == 1:
        return f"Launch gates: the one {COUNTED} {'is blocked' if blocked else 'lets its product pass'}"
    if not blocked:
        return f"Launch gates: all {len(due)} {COUNTED} let their product pass"
    return f"Launch gates: {blocked} of {len(due)} {COUNTED} {'is' if blocked == 1 else 'are'} blocked"


def gate_name(gate: GateStatus, *, with_product: bool = True) -> str:
    """A gate in the list to choose from."""
    name = f"{gate.product_name} · {gate.gate_name}" if with_product else gate.gate_name
    return f"{name} · {VERDICT_WORDS[gate.verdict]}" if not gate.quiet else f"{name} · {due_words(gate)}"


def due_words(gate: GateStatus) -> str:
    """`due in 10 weeks`, `12 days late`; what was released is not late any more."""
    if gate.days_to_planned is None:
        return "no day planned"
    if gate.days_to_planned < 0 and gate.verdict.holds:
        return "was due, and holds"
    if gate.days_to_planned < 0 and gate.released is not None:
        return "was released, and does not hold now"
    words = in_days(gate.days_to_planned)
    return words if gate.days_to_planned < 0 else f"due {words}"


def gate_score_text(score: float | None) -> str:
    """A gate's score 0..100 to a tenth, as it is held against its bounds; `–` for None."""
    return "–" if score is None else f"{score:.1f}".removesuffix(".0")


def score_words(gate: GateStatus, exemptions: int) -> str:
    """`82, 76 without 2 exemptions`, with the verdict without them where that is another."""
    if not exemptions:
        return gate_score_text(gate.score)
    without = gate_score_text(gate.score_without_exemptions)
    if gate.verdict_without_exemptions is not gate.verdict:
        without += f" ({VERDICT_WORDS[gate.verdict_without_exemptions]})"
    return f"{gate_score_text(gate.score)}, {without} without {plural(exemptions, 'exemption')}"


def bounds_words(gate: GateStatus) -> str:
    """Where the bounds lie; equal ones leave nothing between."""
    if gate.go == gate.conditions_bound:
        return f"GO and GO WITH CONDITIONS from {number_text(gate.go)}: the two bounds are equal"
    return f"GO from {number_text(gate.go)}, with conditions from {number_text(gate.conditions_bound)}"


def planned_words(planned: date | None, today: date) -> str:
    """The planned day."""
    return "no day planned" if planned is None else day_text(planned, today)


def quiet_words(gate: GateStatus) -> str:
    """A gate that is not due yet blocks nothing."""
    return f"Not due soon ({due_words(gate)}): it blocks nothing yet. Below is how it would stand today."


def turn_words(to: Verdict, changes: int, before: int = 0) -> str:
    """Heading of the smallest set of changes; `before` of them are listed above already."""
    if before:
        more = changes - before
        return (
            f"To {VERDICT_WORDS[to]}, those {before} and {more} more:" if more else f"To {VERDICT_WORDS[to]}, the same."
        )
    return f"To {VERDICT_WORDS[to]}, {plural(changes, 'change')}:"


def distance_words(distance: float | None, metric: Metric | None) -> str:
    """`0.9 pp inside the line`, `short by 1.2 s`."""
    if distance is None:
        return ""
    size = abs(distance)
    if metric is None:
        amount = number_text(size)
    elif metric.kind is Kind.RATE:
        amount = f"{number_text(100 * size, 2)} pp"
    elif metric.kind is Kind.NPS:
        amount = f"{number_text(size, 2)} points"
    else:
        amount = difference_text(size, metric)
    if size == 0:
        return "on the line"
    return f"{amount} inside" if distance > 0 else f"short by {amount}"


def against_words(line: str, distance: float | None, metric: Metric | None, proof: str = "") -> str:
    """`≤ 3%, proven at 95%, in one look: short by 4.2 pp`."""
    required = ", ".join(part for part in (line, proof) if part)
    return ": ".join(part for part in (required, distance_words(distance, metric)) if part)


def sample_words(n: float | None) -> str:
    """Size of the sample of a value."""
    return "" if n is None else f"of {n:,.0f}"


def key_words(criterion: CriterionStatus) -> str:
    """Key criteria are marked, weights are said."""
    weight = f"weight {number_text(criterion.weight)}"
    return f"key, {weight}" if criterion.key else weight


def actor_words(who: str) -> str:
    """Who acts, as a heading."""
    return owner_text(who)


def action_words(criterion: CriterionStatus) -> str:
    """What that person would do."""
    return f"{criterion.name}: {criterion.action or criterion.reason}"


def exemption_state(exemption: Exemption, day: date) -> str:
    """Whether an exemption is in force."""
    if day < exemption.on:
        return NOT_YET
    return IN_FORCE if day <= exemption.last_day else OVER


def exemption_words(exemption: Exemption, day: date) -> str:
    """Who asked, who agreed, until when, why."""
    return (
        f"asked by {seat_text(exemption.asked_by)}, approved by {seat_text(exemption.approved_by)} "
        f"on {day_text(exemption.on, day)}, last day {day_text(exemption.last_day, day)}: {exemption.reason}"
    )


def without_effect(criterion: str) -> str:
    """An exemption that changes nothing."""
    return f"{criterion} is met by itself, so the exemption has no effect"


def sign_off_words(record: SignOff | None, day: date) -> str:
    """Who signed, when, what was said."""
    if record is None:
        return NOT_SIGNED
    said = "yes" if record.decision is Answer.YES else "no"
    note = f": {record.note}" if record.note else ""
    said += f" for {record.candidate}" if record.candidate else ""
    return f"{said} by {seat_text(record.by)} on {day_text(record.on, day)}{note}"


def sign_off_state(outcome: Outcome) -> str:
    """Whether a sign-off holds today."""
    return HOLDS if outcome is Outcome.MET else HOLDS_NOT


def decision_words(decision: Decided, day: date) -> str:
    """What was decided, by whom and when."""
    what = f" {decision.candidate}" if decision.candidate else ""
    words = f"{RULING_WORDS[decision.decided]}{what} on {day_text(decision.on, day)} by {seat_text(decision.by)}"
    said = verdict_of_the_day(decision.verdict_then, decision.verdict_seen)
    return (f"{words}; {said}" if said else words) + (f". {decision.reason}" if decision.reason else "")


def verdict_of_the_day(then: Verdict | None, named: str) -> str:
    """What the gate said on the day of a decision, by what was known then; apart from it what the record names."""
    record = f"the record names {_named(named)}" if named else ""
    if then is None:
        return record
    return f"the gate said {VERDICT_WORDS[then]}" + (f" ({record})" if record and named != then else "")


def _named(slug: str) -> str:
    return VERDICT_WORDS[Verdict(slug)] if slug in set(map(str, Verdict)) else slug


def condition_state(condition: ReleaseCondition, day: date) -> str:
    """How a release condition stands."""
    if condition.done is not None and condition.done <= day:
        return DONE
    return LATE if condition.due < day else OPEN


def condition_words(condition: ReleaseCondition, day: date) -> str:
    """A release condition with its owner and day."""
    if condition.done is not None and condition.done <= day:
        when = f"done {day_text(condition.done, day)}"
    else:
        when = f"due {day_text(condition.due, day)}"
        when += f", {in_days((condition.due - day).days)}" if condition.due < day else ""
    return f"{condition.what} ({seat_text(condition.owner)}, {when})"
