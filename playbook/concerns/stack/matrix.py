"""The weighted matrix of a layer: which option wins, and whether it still does when the weights move."""

from collections.abc import Iterable
from dataclasses import dataclass

from playbook.model.dated import when
from playbook.model.stack import Layer, OptionScores, StackCriterion


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One option's weighted mean score (1..5, None while a score is missing); `scores` by criterion."""

    option: str
    option_name: str
    total: float | None
    scores: dict[str, float]


@dataclass(frozen=True, slots=True)
class MatrixStatus:
    """The matrix of one layer, best first. `holds` is True where no move of all weights within `swing` (a share of
    each) makes another option win, None with fewer than two complete rows; `overturned_by` says what would."""

    layer: str
    rows: tuple[MatrixRow, ...]
    winner: str | None
    holds: bool | None
    swing: float
    overturned_by: tuple[str, ...]


def matrix_status(
    layer: Layer, criteria: Iterable[StackCriterion], scores: Iterable[OptionScores], swing: float
) -> MatrixStatus | None:
    """The matrix from the latest scores of each option; None where no option of the layer was scored."""
    lines = tuple(criteria)
    latest: dict[str, OptionScores] = {}
    for record in sorted(scores, key=when):
        latest[record.option] = record
    names = {option.id: option.title for option in layer.options}
    rows = [_row(option, names[option], latest[option].scores, lines) for option in names if option in latest]
    if not rows:
        return None
    rows.sort(key=lambda row: (row.total is None, -(row.total or 0.0), row.option))
    complete = [row for row in rows if row.total is not None]
    winner = complete[0] if complete else None
    rivals = complete[1:]
    overturned = tuple(words for rival in rivals if winner and (words := _overturned(winner, rival, lines, swing)))
    return MatrixStatus(
        layer=layer.id,
        rows=tuple(rows),
        winner=winner.option if winner else None,
        holds=not overturned if rivals else None,
        swing=swing,
        overturned_by=overturned,
    )


def _row(option: str, name: str, scores: dict[str, float], criteria: tuple[StackCriterion, ...]) -> MatrixRow:
    known = {criterion.id: scores[criterion.id] for criterion in criteria if criterion.id in scores}
    weights = sum(criterion.weight for criterion in criteria)
    complete = len(known) == len(criteria) and weights > 0
    total = sum(criterion.weight * known[criterion.id] for criterion in criteria) / weights if complete else None
    return MatrixRow(option, name, total, known)


def _overturned(winner: MatrixRow, rival: MatrixRow, criteria: tuple[StackCriterion, ...], swing: float) -> str:
    """How weights within the swing let the rival draw level, in words; '' where they cannot.

    The margin is linear in the weights, so its least value has each weight at the end that hurts the winner."""
    leads = {criterion: winner.scores[criterion.id] - rival.scores[criterion.id] for criterion in criteria}
    margin = sum(criterion.weight * lead for criterion, lead in leads.items())
    if margin - swing * sum(criterion.weight * abs(lead) for criterion, lead in leads.items()) > 0:
        return ""
    for criterion, lead in leads.items():
        if margin - swing * criterion.weight * abs(lead) <= 0:
            move = "less" if lead > 0 else "more"
            return f"{rival.option_name} draws level when {criterion.noun} weighs {swing:.0%} {move}"
    return f"{rival.option_name} draws level when several weights move by {swing:.0%} together"
