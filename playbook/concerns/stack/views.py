"""The stack as readers ask for it: the dated record of a layer, its reopen conditions, its options in order."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from metrics.definition import Metric
from playbook.model.conditions import parse_reopen
from playbook.model.stack import Choice, ChoiceReview, Layer, Option, Ring
from playbook.results.stack import LayerStatus, OptionMove
from playbook.wording import plural, value_text


@dataclass(frozen=True, slots=True)
class ReopenLine:
    """A condition that opens the decision again, whose it is, and whether it holds today (and for which product)."""

    option: str
    text: str
    metric: str
    holds: bool
    product: str = ""


def reopen_lines(choices: Iterable[Choice], layer: LayerStatus) -> tuple[ReopenLine, ...]:
    """Conditions of the option that stands; those of others wait until it is adopted."""
    fired = {reopened.text: reopened.product or "" for reopened in layer.reopened}
    return tuple(
        ReopenLine(choice.option, text, parse_reopen(text).metric, text in fired, fired.get(text, ""))
        for choice in choices
        if choice.layer == layer.layer and choice.option == layer.option
        for text in choice.reopen_when
    )


def condition_in_words(text: str, metrics: Mapping[str, Metric]) -> str:
    """A reopen condition with the metric's name and unit: `Hallucination rate > 5%`; as it is written where there is no
    such metric."""
    condition = parse_reopen(text)
    metric = metrics.get(condition.metric)
    if metric is None:
        return text
    line = condition.condition
    wanted = line.text if line.relative else f"{line.operator} {value_text(line.number, metric)}"
    weeks = f" for {plural(condition.weeks, 'week')}" if condition.weeks > 1 else ""
    return f"{metric.name} {wanted}{weeks}"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a layer's decision record: a move between rings, or a review of it."""

    on: date
    option: str
    by: str
    why: str
    evidence: str = ""
    move: OptionMove | None = None
    review: ChoiceReview | None = None


def decision_record(layer: LayerStatus, choices: Iterable[Choice], today: date) -> tuple[Entry, ...]:
    """Every move and review by the day, the newest first."""
    names = {move.option: move.option_name for move in layer.moves}
    moves = [Entry(move.on, move.option_name, move.by, move.why, move.evidence, move=move) for move in layer.moves]
    reviews = [
        Entry(review.on, names.get(choice.option, choice.option), review.by, review.note, review=review)
        for choice in choices
        if choice.layer == layer.layer
        for review in choice.reviews
        if review.on <= today
    ]
    return tuple(sorted(moves + reviews, key=lambda entry: entry.on, reverse=True))


def options_in_order(layer: Layer, status: LayerStatus) -> tuple[tuple[Option, Ring | None], ...]:
    """Options with the ring each is in today: adopted first, those nobody looked at last."""
    rings = {move.option: move.ring for move in status.moves}
    order = list(Ring)
    placed = [(option, rings.get(option.id)) for option in layer.options]
    return tuple(sorted(placed, key=lambda pair: len(order) if pair[1] is None else order.index(pair[1])))
