"""The cases that two runs share, each averaged over its repetitions; refused where a comparison would say nothing."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import fsum

from metrics.readers.tools.shared.measures import Case, Measures
from playbook.services.comparing import wording

FEWEST = 20
PASSED = "passed"


class NoComparison(Exception):
    """Two runs that cannot be compared; the message says why."""


@dataclass(frozen=True, slots=True)
class Side:
    """One case of one run, its repetitions averaged."""

    case: Case
    score: float
    cost: float | None
    latency: float | None
    tokens: float | None
    spread: float
    """Largest minus smallest score of its repetitions."""
    refused: float | None = None
    """The share of its repetitions in which the model refused; None where the tool does not tell."""
    others: Mapping[str, float] = field(default_factory=dict)
    """Its other scores: sentiment, and whatever else was scored."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Shared cases in order, and how many stand in one run alone."""

    scorer: str
    ids: tuple[str, ...]
    base: tuple[Side, ...]
    candidate: tuple[Side, ...]
    only_base: int
    only_candidate: int


def pairs_of(base: Measures, candidate: Measures, scorer: str | None, models: tuple[str, str]) -> Pairs:
    """Matches two runs by the ids of their cases; raises NoComparison with the reason."""
    if base.digest and base.digest == candidate.digest and models[0] == models[1]:
        raise NoComparison(wording.SAME_FILE)
    for name, run in ((base.file_name, base), (candidate.file_name, candidate)):
        if run.refused:
            raise NoComparison(f"{name}: {run.refused}")
        if not run.cases:
            raise NoComparison(wording.no_cases(name))
    _same_rules(base, candidate)
    sides = [one_candidate(run, model) for run, model in zip((base, candidate), models, strict=True)]
    chosen = scorer or _scorer(*sides)
    left, right = (_by_id(cases, chosen, run.file_name) for cases, run in zip(sides, (base, candidate), strict=True))
    shared = [case_id for case_id in left if case_id in right]
    if not shared:
        raise NoComparison(wording.NO_SHARED_IDS)
    alone = len(left) - len(shared), len(right) - len(shared)
    if len(shared) < FEWEST:
        raise NoComparison(wording.too_few(len(shared), FEWEST, sum(alone)))
    for run in (base, candidate):
        if not run.complete:
            raise NoComparison(wording.incomplete(run.file_name, run.notes))
    return Pairs(chosen, tuple(shared), tuple(left[one] for one in shared), tuple(right[one] for one in shared), *alone)


def _same_rules(base: Measures, candidate: Measures) -> None:
    for name in base.scorers.keys() & candidate.scorers.keys():
        if base.scorers[name] != candidate.scorers[name]:
            raise NoComparison(wording.other_scorer(name, base.scorers[name], candidate.scorers[name]))
    if base.tool == candidate.tool and base.data and candidate.data and base.data != candidate.data:
        raise NoComparison(wording.other_data(base.data, candidate.data))


def one_candidate(run: Measures, model: str) -> list[Case]:
    """The cases of the one candidate that is meant; raises NoComparison where it could be several, or none."""
    wanted = model.casefold()
    cases = [case for case in run.cases if wanted == case.candidate.casefold()]
    cases = cases or [case for case in run.cases if wanted in case.candidate.casefold()]
    names = list(dict.fromkeys(case.candidate for case in cases))
    if len(names) > 1:
        raise NoComparison(wording.several_candidates(run.file_name, names))
    if not cases:
        raise NoComparison(wording.no_candidate(run.file_name, model))
    return cases


def _scorer(base: Sequence[Case], candidate: Sequence[Case]) -> str:
    if all(case.passed is not None or case.error for case in (*base, *candidate)):
        return PASSED
    names = [name for name in base[0].scores if name in candidate[0].scores]
    if not names:
        raise NoComparison(wording.NO_SHARED_SCORER)
    return names[0]


def _score(case: Case, scorer: str) -> float | None:
    if case.error:
        return None
    if scorer == PASSED:
        return None if case.passed is None else float(case.passed)
    return case.scores.get(scorer)


def _by_id(cases: Sequence[Case], scorer: str, name: str) -> dict[str, Side]:
    twice = [key for key, count in Counter((case.case_id, case.epoch) for case in cases).items() if count > 1]
    if twice:
        raise NoComparison(wording.twice(name, twice[0][0], len(twice)))
    runs: dict[str, list[Case]] = {}
    for case in cases:
        runs.setdefault(case.case_id, []).append(case)
    unscored = sum(any(_score(case, scorer) is None for case in repeated) for repeated in runs.values())
    if unscored:
        raise NoComparison(wording.unscored(name, unscored, len(runs), scorer))
    return {case_id: _side(repeated, scorer) for case_id, repeated in runs.items()}


def _side(repeated: Sequence[Case], scorer: str) -> Side:
    scores = [score for case in repeated if (score := _score(case, scorer)) is not None]
    return Side(
        repeated[0],
        fsum(scores) / len(scores),
        _mean([case.cost for case in repeated]),
        _mean([case.latency for case in repeated]),
        _mean([case.tokens for case in repeated]),
        max(scores) - min(scores),
        _mean([None if case.refusal is None else float(case.refusal) for case in repeated]),
        {
            name: mean
            for name in repeated[0].scores
            if name != scorer and (mean := _mean([case.scores.get(name) for case in repeated])) is not None
        },
    )


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return fsum(known) / len(known) if known and len(known) == len(values) else None


def places_by(pairs: Pairs, tag: str) -> Mapping[str, list[int]]:
    """Positions of the pairs by the value of a tag; the candidate's where the base names none."""
    found: dict[str, list[int]] = {}
    for place, (base, candidate) in enumerate(zip(pairs.base, pairs.candidate, strict=True)):
        value = base.case.tags.get(tag) or candidate.case.tags.get(tag, "")
        found.setdefault(value, []).append(place)
    return found


def tags_of(pairs: Pairs) -> tuple[str, ...]:
    """Tags that part the pairs: at least two values, and fewer than half as many as there are pairs."""
    values: dict[str, set[str]] = {}
    for side in (*pairs.base, *pairs.candidate):
        for name, value in side.case.tags.items():
            values.setdefault(name, set()).add(value)
    return tuple(sorted(name for name, seen in values.items() if 2 <= len(seen) <= len(pairs.ids) / 2))
