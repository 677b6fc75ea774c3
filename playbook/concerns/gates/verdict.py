"""From outcomes to a verdict: points, score, the seven rules in their order, and what would turn it (SEMANTICS 7)."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations

from metrics.lines import Operator
from metrics.sums import total
from playbook.results.gates import CriterionStatus, GateStatus
from playbook.verdict import OUT_OF_THE_SUM, UNDECIDED, Outcome, Verdict

_POINTS = {Outcome.MET: 1.0, Outcome.WARNING: 0.5}
_NONE: frozenset[Outcome] = frozenset()
_INCONCLUSIVE = frozenset({Outcome.INCONCLUSIVE})
_UNKNOWN = frozenset({Outcome.NO_DATA, Outcome.STALE})


@dataclass(frozen=True, slots=True)
class Line:
    """One criterion as the verdict sees it; `exempted` is True where an exemption hides another outcome. `follows` are
    criteria that bring it back by themselves once all of them are met; `may_warn`: a warning takes less than being
    met."""

    id: str
    outcome: Outcome
    weight: float = 1.0
    key: bool = False
    exempted: bool = False
    follows: frozenset[str] = frozenset()
    may_warn: bool = False


@dataclass(frozen=True, slots=True)
class Score:
    """Verdict and score 0..100; the score is None where no criterion decides. `best` is what it would be with
    everything undecided met."""

    verdict: Verdict
    score: float | None
    best: float | None = None


def score_of(lines: Sequence[Line], go: float, conditions: float) -> Score:
    """Verdict and score of the lines; bounds are inclusive. The order of lines does not matter."""
    deciding = [line for line in lines if line.outcome not in OUT_OF_THE_SUM]
    weights = total([line.weight for line in deciding])
    if not deciding or weights <= 0:
        return Score(Verdict.NOT_EVALUATED, None)

    def share(also_met: frozenset[Outcome]) -> float:
        points = total(
            [line.weight * (1.0 if line.outcome in also_met else _POINTS.get(line.outcome, 0.0)) for line in deciding]
        )
        return 100 * points / weights

    key_outcomes = {line.outcome for line in deciding if line.key}
    score = share(_NONE)
    best = share(UNDECIDED)

    def below(value: float, bound: float) -> bool:
        return Operator.LESS.holds(value, bound)

    if Outcome.NOT_MET in key_outcomes or below(best, conditions):
        verdict = Verdict.NO_GO
    elif key_outcomes & _UNKNOWN or below(share(_INCONCLUSIVE), conditions):
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
    return Score(verdict, score, best)


def better_of(with_exemptions: Score, without: Score) -> Verdict:
    """The better verdict of the two, and GO only if it is GO without exemptions."""
    best = max(with_exemptions.verdict, without.verdict, key=lambda verdict: verdict.rank)
    return best if best is not Verdict.GO or without.verdict is Verdict.GO else Verdict.GO_WITH_CONDITIONS


def without_exemption(gate: GateStatus, criterion: str) -> GateStatus:
    """The gate as it stands once the exemption of one criterion is over."""
    criteria = tuple(
        replace(one, outcome=one.underlying) if one.id == criterion and one.outcome is Outcome.EXEMPT else one
        for one in gate.criteria
    )
    lines = [Line(one.id, one.outcome, one.weight, one.key, one.outcome is Outcome.EXEMPT) for one in criteria]
    scored = score_of(lines, gate.go, gate.conditions_bound)
    verdict = better_of(scored, Score(gate.verdict_without_exemptions, gate.score_without_exemptions))
    return replace(gate, criteria=criteria, verdict=verdict, score=scored.score)


def smallest_turn(
    lines: Sequence[Line], go: float, conditions: float, to: Verdict, bare: Sequence[Line] | None = None
) -> tuple[str, ...] | None:
    """Ids of the fewest criteria that, once met, turn the verdict to `to` (GO WITH CONDITIONS or GO); heavier ones
    first among equals, None where no set of criteria reaches it. `bare` are the same lines without exemptions: they
    alone may give GO, and may give GO WITH CONDITIONS with fewer changes than the lines with exemptions do."""
    without = lines if bare is None else bare
    sums = (without,) if to is Verdict.GO else (lines, without)
    turns = [turn for one in sums if (turn := _fewest(tuple(one), go, conditions, to)) is not None]
    return min(turns, key=len, default=None)


def warned_is_enough(
    lines: Sequence[Line], bare: Sequence[Line], go: float, conditions: float, to: Verdict, turned: Sequence[str]
) -> frozenset[str]:
    """Those of the criteria to be met for which a warning, where it takes less, gives the same verdict."""
    met, warned = frozenset(turned), frozenset[str]()
    for line in lines:
        if line.id in met and line.may_warn:
            less = warned | {line.id}
            scores = [score_of(_turned(one, met - less, less), go, conditions) for one in (lines, bare)]
            if better_of(scores[0], scores[1]).rank >= to.rank:
                warned = less
    return warned


def _turned(lines: Sequence[Line], met: frozenset[str], warned: frozenset[str] = frozenset()) -> list[Line]:
    """The lines once some are met, others at warning; what only waited for them comes back by itself."""
    outcomes = {line.id: Outcome.MET for line in lines if line.id in met or (line.follows and line.follows <= met)}
    outcomes |= dict.fromkeys(warned, Outcome.WARNING)
    return [replace(line, outcome=outcomes[line.id], exempted=False) if line.id in outcomes else line for line in lines]


@lru_cache(maxsize=4096)  # products of one gate often stand alike
def _fewest(lines: tuple[Line, ...], go: float, conditions: float, to: Verdict) -> tuple[str, ...] | None:
    open_lines = [
        line
        for line in lines
        if line.exempted or (line.outcome is not Outcome.MET and line.outcome not in OUT_OF_THE_SUM)
    ]

    def reached(met: frozenset[str]) -> bool:
        return score_of(_turned(lines, met), go, conditions).verdict.rank >= to.rank

    everything = frozenset(line.id for line in open_lines)
    if not reached(everything):
        return None
    alone = [replace(line, follows=frozenset()) for line in lines]
    needed = frozenset(
        line.id
        for line in open_lines
        if score_of(_turned(alone, everything - {line.id}), go, conditions).verdict.rank < to.rank
    )
    # what a sign-off waits for may do for both, or signing again may take less: every choice among them is compared
    waited_for = list(dict.fromkeys(one for line in open_lines if line.follows and (one := line.follows & everything)))
    begun = dict.fromkeys(_begun(open_lines, needed, done) for done in _choices(waited_for))
    sets = [_grown(open_lines, one, reached, (go if to is Verdict.GO else conditions) / 100) for one in begun]
    follows = {line.id for line in open_lines if line.follows}
    chosen = min(sets, key=lambda one: (len(one), len(one & follows)))
    return tuple(line.id for line in lines if line.id in chosen)


_MOST_CHOICES = 6
"""Above so many different things that sign-offs wait for, each by itself, none and all of them are compared."""


def _choices(waited_for: Sequence[frozenset[str]]) -> Iterator[frozenset[str]]:
    sizes = range(len(waited_for) + 1) if len(waited_for) <= _MOST_CHOICES else (0, 1, len(waited_for))
    for size in sizes:
        for some in combinations(waited_for, size):
            yield frozenset[str]().union(*some)


def _begun(open_lines: Sequence[Line], needed: frozenset[str], done: frozenset[str]) -> frozenset[str]:
    """What no set can do without once `done` is met: needed criteria, but for those that come back by themselves."""
    back = {line.id for line in open_lines if line.follows and line.follows <= done}
    return done | (needed - back)


def _grown(
    open_lines: Sequence[Line], chosen: frozenset[str], reached: Callable[[frozenset[str]], bool], bound: float
) -> frozenset[str]:
    """The set with as few criteria more as it takes, without those that it could do without."""
    # what is left only lifts the score, each criterion by an amount of its own: the greatest first are the fewest
    rest = sorted(
        (line for line in open_lines if line.id not in chosen and not (line.follows and line.follows <= chosen)),
        key=lambda line: (-_lift(line, bound), line.id),
    )
    for line in rest:
        if reached(chosen):
            break
        chosen |= {line.id}
    for line in sorted(open_lines, key=lambda line: (not line.follows, _lift(line, bound))):
        if line.id in chosen and reached(chosen - {line.id}):
            chosen -= {line.id}
    return chosen


def _lift(line: Line, bound: float) -> float:
    """By how much a criterion that becomes met lifts the points above the bound; an exempted one enters the sum."""
    return line.weight * (1.0 - bound if line.exempted else 1.0 - _POINTS.get(line.outcome, 0.0))


_BLOCKS: dict[Verdict, tuple[Outcome, ...]] = {
    Verdict.NO_GO: (Outcome.NOT_MET, Outcome.NO_DATA, Outcome.STALE, Outcome.INCONCLUSIVE, Outcome.WARNING),
    Verdict.NOT_EVALUATED: (Outcome.NO_DATA, Outcome.STALE, Outcome.NOT_MET, Outcome.INCONCLUSIVE, Outcome.WARNING),
    Verdict.INCONCLUSIVE: (Outcome.INCONCLUSIVE, Outcome.NOT_MET, Outcome.NO_DATA, Outcome.STALE, Outcome.WARNING),
}
_DECISIVE: dict[Verdict, tuple[Outcome, ...]] = {
    Verdict.NO_GO: (Outcome.NOT_MET,),
    Verdict.NOT_EVALUATED: (Outcome.NO_DATA, Outcome.STALE),
    Verdict.INCONCLUSIVE: (Outcome.INCONCLUSIVE,),
}


def ranked(criteria: Sequence[CriterionStatus], verdict: Verdict) -> list[CriterionStatus]:
    """Criteria that stand in the way of a better verdict: key ones first, then as the verdict's rules read."""
    order = _BLOCKS.get(verdict, _BLOCKS[Verdict.NO_GO])
    standing = [criterion for criterion in criteria if criterion.outcome in order]
    return sorted(
        standing, key=lambda criterion: (not criterion.key, order.index(criterion.outcome), -criterion.weight)
    )


def speaks_for(criteria: Sequence[CriterionStatus], verdict: Verdict) -> CriterionStatus:
    """The criterion that the verdict's one sentence is about: the first of those that bring it about, which a key
    criterion at warning does not."""
    standing = ranked(criteria, verdict)
    return next((one for one in standing if one.outcome in _DECISIVE.get(verdict, ())), standing[0])
