"""Sentences of the stack's page: layers, radar, decision records, reopen conditions and the weighted matrix."""

from collections.abc import Sequence
from datetime import date

from playbook.concerns.stack.matrix import MatrixStatus
from playbook.model.stack import ChoiceReview, Hosting, Layer, Ring, StackCriterion
from playbook.results.stack import LayerState, LayerStatus, OptionMove
from playbook.verdict import Outcome
from playbook.wording import day_text, in_days, join_words, number_text, owner_text, percent_text, plural, seat_text

STATE_WORDS: dict[LayerState, str] = {
    LayerState.UNDECIDED: "undecided",
    LayerState.TRIAL: "on trial",
    LayerState.UNREVIEWED: "not reviewed",
    LayerState.DECIDED: "decided",
    LayerState.REVIEW_DUE: "review due",
    LayerState.EXPIRED: "review overdue",
    LayerState.REOPENED: "reopened",
}
RING_WORDS: dict[Ring, str] = {Ring.ADOPT: "adopt", Ring.TRIAL: "trial", Ring.ASSESS: "assess", Ring.HOLD: "hold"}
HOSTING_WORDS: dict[Hosting, str] = {
    Hosting.MANAGED: "managed",
    Hosting.SELF_HOSTED: "self-hosted",
    Hosting.BOTH: "managed or self-hosted",
    Hosting.LIBRARY: "library",
}

LAYERS = "Layers"
LAYER = "Layer"
COLUMN_OPTION = "Choice"
COLUMN_STATE = "State"
COLUMN_WHY = "Why"
COLUMN_DUE = "Next date"
COLUMN_WHO = "Who must act"
RECORD = "Decision record"
MATRIX = "Weighted matrix"
OPTIONS = "Options"
VIEW = "Part"
MATRIX_VIEW, OPTIONS_VIEW = "matrix", "options"
VIEWS = {"record": RECORD, MATRIX_VIEW: MATRIX, OPTIONS_VIEW: OPTIONS}
RADAR = "Radar"
REOPEN = "What reopens the decision"
HOLDS = "happened: open again"
HOLDS_NOT = "has not happened"
ACCEPTED = "review: accepted"
OBJECTED = "review: objected"
NEW = "new"
NOTHING_CHOSEN = "nothing chosen yet"
MISSING = "not scored"

LAYER_COLUMNS = (
    "layer",
    "state",
    "option",
    "ring",
    "due",
    "decided on",
    "review by",
    "who must act",
    "why",
    "reopened by",
)
RADAR_COLUMNS_SHOWN = ("layer", "options, by their number in the radar")
RADAR_COLUMNS = ("no.", "option", "ring", "since", "moved from", "layer")
RECORD_COLUMNS = ("day", "option", "what", "who", "why", "evidence")
OPTION_COLUMNS = ("option", "ring", "license", "hosting", "what to weigh", "link")

EMPTY = "The stack has no layers yet"
EMPTY_WHY = "Layers and their options stand in `definitions/stack.yaml`."
WAY_DEFINE = "write a first layer with two or three options there"
NO_MOVES_TITLE = "Nothing on the radar yet"
NO_MOVES = "No option has a dated move by this day, so the radar is empty."
WAY_CHOICE = "write the first move into `records/stack.yaml`: layer, option, ring, day, who and why"
NO_RECORD = "Nothing was decided about this layer by this day."
NO_REOPEN = (
    "No condition is set. `reopen_when` in `records/stack.yaml` takes lines such as "
    "`latency_p95_seconds > 4 for 2 weeks`."
)
NO_MATRIX = "No option of this layer was scored by this day. Scores go into `records/stack.yaml`, under `scores`."
NO_OPTIONS = "No options are listed for this layer."
WHOLE_ORGANIZATION = "The stack is the whole organization's; the product chosen above changes nothing here."
RADAR_HINT = "In the middle what is adopted, at the rim what is on hold; an arrow shows the last move."


def title(layers: Sequence[LayerStatus]) -> str:
    """The page's title, with the count that matters."""
    decided = sum(layer.outcome in (Outcome.MET, Outcome.WARNING) for layer in layers)
    return f"Stack: {decided} of {plural(len(layers), 'layer')} decided" if layers else "Stack"


def summary(layers: Sequence[LayerStatus], today: date) -> str:
    """One sentence to read aloud: what is open and when it is due."""
    open_layers = [layer for layer in layers if layer.outcome not in (Outcome.MET, Outcome.WARNING)]
    if not open_layers:
        due = [layer.name for layer in layers if layer.state is LayerState.REVIEW_DUE]
        return f"Every layer is decided and reviewed{'; review due soon: ' + join_words(due) if due else ''}."
    late = [layer for layer in open_layers if layer.due < today]
    text = "Open: " + join_words(f"{layer.name} ({STATE_WORDS[layer.state]})" for layer in open_layers) + "."
    if late:
        return f"{text} Overdue: {join_words(layer.name for layer in late)}."
    first = min(layer.due for layer in open_layers)
    return f"{text} Nothing is overdue; the next is due {in_days((first - today).days)}."


def next_date(layer: LayerStatus) -> date:
    """When the layer is to be decided or, once it is, when the choice is to be looked at again."""
    return layer.review_by or layer.due if layer.decided_on else layer.due


def next_day(layer: LayerStatus, today: date) -> str:
    """The same in words."""
    day = next_date(layer)
    if layer.state is LayerState.REOPENED:
        return "now"
    if layer.decided_on is not None and layer.review_by is not None:
        return f"review by {day_text(day, today)}"
    return f"{day_text(day, today)}, {in_days((day - today).days)}"


def acting(layer: LayerStatus) -> str:
    """Who must act; nobody where the layer is settled."""
    return seat_text(layer.who) if layer.who and layer.outcome is not Outcome.MET else ""


def option_words(layer: LayerStatus) -> str:
    """What stands in the layer."""
    if layer.option_name is None or layer.ring is None:
        return NOTHING_CHOSEN
    return f"{layer.option_name} ({RING_WORDS[layer.ring]})"


def radar_sentence(layers: Sequence[LayerStatus], today: date) -> str:
    """The last move, in words."""
    moves = [(move.on, layer.name, move) for layer in layers for move in layer.moves]
    if not moves:
        return NO_MOVES
    on, layer, move = max(moves, key=lambda each: each[0])
    return f"Last move: {move.option_name} {move_words(move)} in {layer} on {day_text(on, today)}. {RADAR_HINT}"


def ring_words(ring: Ring, previous: Ring | None, since: date, today: date) -> str:
    """`adopt since Oct 9, was trial`."""
    was = f", was {RING_WORDS[previous]}" if previous is not None and previous is not ring else ""
    return f"{RING_WORDS[ring]} since {day_text(since, today)}{was}"


def radar_alt(layers: Sequence[LayerStatus]) -> str:
    """The radar in words."""
    parts = []
    for layer in layers:
        last = {move.option: move for move in layer.moves}
        stands = join_words(f"{move.option_name} at {RING_WORDS[move.ring]}" for move in last.values())
        parts.append(f"{layer.name}: {stands or 'nothing yet'}")
    return f"Technology radar. {'; '.join(parts)}."


def move_words(move: OptionMove) -> str:
    """`moved from trial to adopt`, `entered at assess`."""
    if move.previous is None:
        return f"entered at '{RING_WORDS[move.ring]}'"
    if move.previous is move.ring:
        return f"stayed at '{RING_WORDS[move.ring]}'"
    return f"moved from '{RING_WORDS[move.previous]}' to '{RING_WORDS[move.ring]}'"


def review_words(review: ChoiceReview, today: date) -> str:
    """What a review said."""
    again = f", next by {day_text(review.next_review, today)}" if review.next_review else ""
    return (ACCEPTED if review.accepted else OBJECTED) + again


def reopen_words(condition: str, product: str) -> str:
    """A reopen condition in words, with the product it holds for."""
    return f"{condition} ({product})" if product else condition


def swing_sentence(matrix: MatrixStatus, layer: Layer) -> str:
    """Whether the winner holds when weights move, and what overturns it."""
    names = {option.id: option.title for option in layer.options}
    swing = percent_text(matrix.swing, 0)
    if matrix.winner is None:
        return "No option has a score for every criterion yet, so there is no winner."
    winner = names.get(matrix.winner, matrix.winner)
    if matrix.holds is None:
        return f"{winner} is the only option with all its scores; score another to compare."
    if matrix.holds:
        return f"{winner} is first, and stays first when all weights move by up to {swing} in any direction."
    return f"{winner} is first, but not safely: {join_words(matrix.overturned_by)}."


def matrix_alt(matrix: MatrixStatus) -> str:
    """The bars in words."""
    parts = [f"{row.option_name} {MISSING if row.total is None else number_text(row.total)}" for row in matrix.rows]
    return f"Weighted scores from 1 to 5, best first: {'; '.join(parts)}."


def chosen_differs(matrix: MatrixStatus, layer: LayerStatus, names: dict[str, str]) -> str:
    """A note where what is adopted is not what the matrix puts first."""
    if matrix.winner is None or layer.ring is not Ring.ADOPT or layer.option in (None, matrix.winner):
        return ""
    first = names.get(matrix.winner, matrix.winner)
    return f"{layer.option_name} is adopted although the matrix puts {first} first; the record says why."


def criterion_column(criterion: StackCriterion) -> str:
    """A criterion with its weight."""
    return f"{criterion.noun} (x{number_text(criterion.weight)})"


def matrix_columns(criteria: Sequence[StackCriterion]) -> tuple[str, ...]:
    """Head of the table of scores."""
    return ("option", "weighted", *(criterion_column(criterion) for criterion in criteria))


def table_alt(what: str, layer: str) -> str:
    """What a table is, for those who hear it."""
    return f"{what} of {layer}"


def site_of(option: str) -> str:
    """A link to where an option is described."""
    return f"{option} site"


def owner_words(seat: str) -> str:
    """The seat, or that there is none."""
    return owner_text(seat)


TO_METRIC = "See the metric"
