"""How the stack stands: what each layer chose, whether that is decided, reviewed, unexpired, and what reopens it."""

from dataclasses import dataclass
from datetime import date

from metrics.observation import Point, Series
from metrics.sums import mean
from playbook.concerns.stack.matrix import MatrixStatus, matrix_status
from playbook.concerns.stack.views import condition_in_words
from playbook.model.conditions import ReopenCondition, parse_reopen
from playbook.model.dated import when
from playbook.model.stack import Choice, ChoiceReview, Layer, Ring
from playbook.results.questions import Questions
from playbook.results.stack import LayerState, LayerStatus, OptionMove, Reopened
from playbook.verdict import Outcome
from playbook.wording import day_text, plural, seat_text


@dataclass(frozen=True, slots=True)
class StackStatus:
    """All layers."""

    layers: tuple[LayerStatus, ...]
    matrices: tuple[MatrixStatus, ...]


FURTHEST_FIRST = (Ring.ADOPT, Ring.TRIAL, Ring.ASSESS, Ring.HOLD)


def stack_status(questions: Questions) -> StackStatus:
    """Every layer and its weighted matrix on the day asked about."""
    definitions = questions.playbook.definitions.stack
    layers = tuple(questions.layer(layer.id) for layer in definitions.layers)
    scores = [scores for scores in questions.playbook.records.stack.scores if scores.on <= questions.day]
    matrices = tuple(
        matrix
        for layer in definitions.layers
        if (matrix := matrix_status(layer, definitions.matrix, scores, definitions.weight_swing)) is not None
    )
    return StackStatus(layers, matrices)


def layer_status(questions: Questions, layer: Layer) -> LayerStatus:
    """One layer: what is adopted by the day, and whether that is reviewed, unexpired and not reopened."""
    playbook, day = questions.playbook, questions.day
    names = {option.id: option.title for option in layer.options}
    choices = [choice for choice in playbook.records.stack.choices if choice.layer == layer.id]
    moves = _moves(choices, names, day)
    standing: dict[str, OptionMove] = {move.option: move for move in moves}
    front = min(
        standing.values(), key=lambda move: (FURTHEST_FIRST.index(move.ring), -move.on.toordinal()), default=None
    )
    choice = next((choice for choice in choices if front and choice.option == front.option), None)
    start = playbook.records.charter.start
    review_by: date | None = None
    reopened: tuple[Reopened, ...] = ()
    if front is None or choice is None:
        state = LayerState.UNDECIDED
        reasons: tuple[str, ...] = ("no option is on trial or adopted",)
    elif front.ring is not Ring.ADOPT:
        state = LayerState.TRIAL if front.ring is Ring.TRIAL else LayerState.UNDECIDED
        reasons = (
            f"nothing is adopted; {front.option_name} has been at '{front.ring}' since {day_text(front.on, day)}",
        )
    else:
        review_by = _review_by(choice, day)
        reopened = _reopened(questions, choice, front.on)
        state, reasons = _adopted_state(questions, choice, front, review_by, reopened)
    outcome = {LayerState.DECIDED: Outcome.MET, LayerState.REVIEW_DUE: Outcome.WARNING}.get(state, Outcome.NOT_MET)
    return LayerStatus(
        layer=layer.id,
        name=layer.title,
        why=layer.why,
        option=front.option if front else None,
        option_name=front.option_name if front else None,
        ring=front.ring if front else None,
        state=state,
        outcome=outcome,
        reasons=reasons,
        who=front.by if front else "",
        due=playbook.definitions.charter.charter.end_of_week(start or day, layer.due_week),
        decided_on=front.on if front and front.ring is Ring.ADOPT else None,
        review_by=review_by,
        moves=moves,
        reopened=reopened,
    )


def _moves(choices: list[Choice], names: dict[str, str], day: date) -> tuple[OptionMove, ...]:
    """Every move of the layer's options by the day, oldest first."""
    moves: list[OptionMove] = []
    for choice in choices:
        previous: Ring | None = None
        for move in sorted((move for move in choice.history if move.on <= day), key=when):
            name = names.get(choice.option, choice.option)
            moves.append(
                OptionMove(choice.option, name, move.ring, previous, move.on, move.by, move.why, move.evidence)
            )
            previous = move.ring
    return tuple(sorted(moves, key=lambda move: move.on))


def _reviews(choice: Choice, day: date) -> list[ChoiceReview]:
    return sorted((review for review in choice.reviews if review.on <= day), key=when)


def _review_by(choice: Choice, day: date) -> date | None:
    """When the choice is next to be reviewed, as the last entry says that names a day, else the choice."""
    said = [(when(review), review.next_review) for review in choice.reviews if review.on <= day]
    said += [(when(move), move.review_by) for move in choice.history if move.on <= day]
    said += [(when(agreed), agreed.review_by) for agreed in choice.review_days if agreed.on <= day]
    named = [(moment, until) for moment, until in said if until is not None]
    return max(named)[1] if named else choice.review_by


def _adopted_state(
    questions: Questions, choice: Choice, adopted: OptionMove, review_by: date | None, reopened: tuple[Reopened, ...]
) -> tuple[LayerState, tuple[str, ...]]:
    day = questions.day
    by, on = seat_text(adopted.by), day_text(adopted.on, day)
    decided = f"{by} adopted {adopted.option_name} on {on}"
    reviews = _reviews(choice, day)
    first = min(choice.history, key=when)
    reviewed_by_another = not questions.same_person(adopted.by, first.by, adopted.on, first.on) or any(
        review.accepted and not questions.same_person(review.by, first.by, review.on, first.on) for review in reviews
    )
    if reviews and not reviews[-1].accepted:
        return LayerState.UNREVIEWED, (f"{seat_text(reviews[-1].by)} objected on {day_text(reviews[-1].on, day)}",)
    if not reviewed_by_another:
        proposed = f"{by} proposed {adopted.option_name} and adopted it on {on}"
        return LayerState.UNREVIEWED, (f"{proposed}; someone else has to review it",)
    if review_by is None:
        return LayerState.UNREVIEWED, (f"{decided}, without a day for its next review",)
    if reopened:
        return LayerState.REOPENED, tuple(f"reopened: {_in_words(questions, one)}" for one in reopened)
    left = (review_by - day).days
    if left < 0:
        return LayerState.EXPIRED, (f"the review of {adopted.option_name} was due on {day_text(review_by, day)}",)
    if left <= questions.playbook.definitions.stack.review_notice_days:
        return LayerState.REVIEW_DUE, (f"{decided}; review due in {plural(left, 'day')}",)
    return LayerState.DECIDED, (f"{decided}; next review by {day_text(review_by, day)}",)


def _reopened(questions: Questions, choice: Choice, adopted_on: date) -> tuple[Reopened, ...]:
    """The reopen conditions that hold now, in weeks that ended after the option was adopted or last reviewed."""
    accepted = [review.on for review in _reviews(choice, questions.day) if review.accepted]
    since = max([adopted_on, *accepted])
    fired = []
    for text in choice.reopen_when:
        condition = parse_reopen(text)
        for series in (
            questions.known.series(condition.metric, None),
            *questions.known.product_series(condition.metric),
        ):
            if _holds(condition, series, since):
                fired.append(Reopened(text, series.product))
                break
    return tuple(fired)


def _in_words(questions: Questions, reopened: Reopened) -> str:
    """A reopen condition that holds, with the product it holds for."""
    where = f" ({questions.playbook.product_title(reopened.product)})" if reopened.product else ""
    return f"{condition_in_words(reopened.text, questions.playbook.metrics)}{where}"


def _holds(condition: ReopenCondition, series: Series, since: date) -> bool:
    """True where every one of the last closed weeks asked for fulfils the condition; a change is measured against
    the mean of up to four weeks before them."""
    points = list(series.closed)
    judged: list[Point] = points[-condition.weeks :]
    if len(judged) < condition.weeks or any(point.period_end <= since for point in judged):
        return False
    earlier = [point.value for point in points[: -condition.weeks][-4:]]
    line = condition.condition.line(mean(earlier) if earlier else None)
    return line is not None and all(condition.condition.operator.holds(point.value, line) for point in judged)
