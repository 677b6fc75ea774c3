"""From outcomes to a verdict: points, score, the seven rules in their order, and what would turn it (SEMANTICS 7)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from playbook.verdict import OUT_OF_THE_SUM, Outcome, Verdict

_TOLERANCE = 1e-9
_POINTS = {Outcome.MET: 1.0, Outcome.WARNING: 0.5}


@dataclass(frozen=True, slots=True)
class Line:
    """One criterion as the verdict sees it; `exempted` is True where an exemption hides another outcome."""

    id: str
    outcome: Outcome
    weight: float = 1.0
    key: bool = False
    exempted: bool = False


@dataclass(frozen=True, slots=True)
class Score:
    """Verdict and score 0..100; the score is None where no criterion decides."""

    verdict: Verdict
    score: float | None


def score_of(lines: Sequence[Line], go: float, conditions: float) -> Score:
    """Verdict and score of the lines; bounds are inclusive. The order of lines does not matter."""
    deciding = [line for line in lines if line.outcome not in OUT_OF_THE_SUM]
    weights = sum(line.weight for line in deciding)
    if not deciding or weights <= 0:
        return Score(Verdict.NOT_EVALUATED, None)

    def share(also_met: frozenset[Outcome]) -> float:
        points = sum(
            line.weight * (1.0 if line.outcome in also_met else _POINTS.get(line.outcome, 0.0)) for line in deciding
        )
        return 100 * points / weights

    key_outcomes = {line.outcome for line in deciding if line.key}
    score = share(frozenset())
    undecided = frozenset({Outcome.INCONCLUSIVE, Outcome.NO_DATA, Outcome.STALE})

    def below(value: float, bound: float) -> bool:
        return value < bound - _TOLERANCE

    if Outcome.NOT_MET in key_outcomes or below(share(undecided), conditions):
        verdict = Verdict.NO_GO
    elif key_outcomes & {Outcome.NO_DATA, Outcome.STALE} or below(share(frozenset({Outcome.INCONCLUSIVE})), conditions):
        verdict = Verdict.NOT_EVALUATED
    elif Outcome.INCONCLUSIVE in key_outcomes or below(score, conditions):
        verdict = Verdict.INCONCLUSIVE
    elif (
        not below(score, go)
        and not any(line.outcome.is_undecided or line.outcome is Outcome.NOT_MET for line in deciding)
        and not any(line.exempted for line in lines)
        and Outcome.WARNING not in key_outcomes
    ):
        verdict = Verdict.GO
    else:
        verdict = Verdict.GO_WITH_CONDITIONS
    return Score(verdict, score)


def better_of(with_exemptions: Score, without: Score) -> Verdict:
    """The better verdict of the two, and GO only if it is GO without exemptions."""
    best = max(with_exemptions.verdict, without.verdict, key=lambda verdict: verdict.rank)
    return best if best is not Verdict.GO or without.verdict is Verdict.GO else Verdict.GO_WITH_CONDITIONS


def smallest_turn(lines: Sequence[Line], go: float, conditions: float, to: Verdict) -> tuple[str, ...] | None:
    """Ids of the fewest criteria that, once met, give a verdict of at least `to`; heavier ones first among equals.

    For GO an exempted criterion has to be met itself. None where no set of criteria reaches it."""
    open_lines = [
        line
        for line in lines
        if line.exempted or (line.outcome is not Outcome.MET and line.outcome not in OUT_OF_THE_SUM)
    ]
    if to is not Verdict.GO:
        open_lines = [line for line in open_lines if not line.exempted]

    def reached(met: frozenset[str]) -> bool:
        turned = [replace(line, outcome=Outcome.MET, exempted=False) if line.id in met else line for line in lines]
        return score_of(turned, go, conditions).verdict.rank >= to.rank

    everything = frozenset(line.id for line in open_lines)
    if not reached(everything):
        return None
    chosen = frozenset(line.id for line in open_lines if not reached(everything - {line.id}))
    # what is left only adds points to a sum of weights that stays as it is, so the greatest gains first are the fewest
    for line in sorted(open_lines, key=lambda line: (-_gain(line), line.id)):
        if reached(chosen):
            break
        chosen |= {line.id}
    return tuple(line.id for line in lines if line.id in chosen)


def _gain(line: Line) -> float:
    return line.weight * (1.0 - _POINTS.get(line.outcome, 0.0))
