"""What comes of two runs: better, no worse than the margin, worse, or cannot tell; cost, latency, tokens beside it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

import numpy as np

from metrics.readers.tools.shared.measures import Measures, percentile
from metrics.statistics.paired import PairedDifference, paired_difference
from playbook.json_values import Document
from playbook.services.comparing import wording
from playbook.services.comparing.pairs import FEWEST, NoComparison, Pairs, Side, pairs_of, places_by, tags_of

MOST_FLIPS = 200
_MANY_SLICES = 3


class Ruling(StrEnum):
    """What can be said of the candidate."""

    BETTER = "better"
    NO_WORSE = "no_worse"
    WORSE = "worse"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class Beside:
    """One thing that stands beside the verdict, over the pairs where both sides know it."""

    name: str
    unit: str
    base: float
    candidate: float
    pairs: int


@dataclass(frozen=True, slots=True)
class Slice:
    """The same difference within one value of a tag; without an interval where it has too few pairs."""

    value: str
    pairs: int
    difference: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class FlipSide:
    """One run's side of a case that turned; its repetitions averaged, question and answer where the file has them."""

    score: float
    scores: Mapping[str, float | None]
    cost: float | None
    latency: float | None
    tokens: float | None
    refused: float | None
    answer: str


@dataclass(frozen=True, slots=True)
class Flip:
    """A case that got worse or better."""

    case: str
    worse: bool
    question: str
    tags: Mapping[str, str]
    base: FlipSide
    candidate: FlipSide


@dataclass(frozen=True, kw_only=True)
class ComparisonDocument(Document):
    """`compare --json`."""

    base: str
    candidate: str
    ruling: Literal["better", "no_worse", "worse", "cannot_tell"]
    sentence: str
    scorer: str
    margin: float
    lower_is_better: bool
    base_mean: float
    candidate_mean: float
    pairs: int
    clusters: int
    difference: float
    low: float
    high: float
    stderr: float
    p: float
    mid_p: float | None
    visible: float
    pairs_to_see_margin: int | None
    lost: tuple[str, ...]
    gained: tuple[str, ...]
    beside: tuple[Beside, ...]
    slices: tuple[Slice, ...]
    notes: tuple[str, ...]
    flips: tuple[Flip, ...]
    """Of each direction the first ones, those that turned most first."""
    got_worse: int
    got_better: int
    tags: tuple[str, ...]
    """Tags that slices can be made by."""
    tag: str | None


def compared(
    base: Measures,
    candidate: Measures,
    *,
    margin: float,
    scorer: str | None = None,
    lower_is_better: bool = False,
    tag: str | None = None,
    models: tuple[str, str] = ("", ""),
    first_note: str = "",
) -> ComparisonDocument:
    """Compares two runs; raises NoComparison with the reason where that would say nothing."""
    pairs = pairs_of(base, candidate, scorer, models)
    found = _difference(pairs, range(len(pairs.ids)))
    ruling = ruling_of(found, margin, lower_is_better=lower_is_better)
    worse_first = sorted(range(len(pairs.ids)), key=lambda place: _turned(pairs, place))
    slices = _slices(pairs, tag) if tag else ()
    sign = -1 if lower_is_better else 1
    if lower_is_better:
        worse_first.reverse()
    lost = [place for place in worse_first if sign * _turned(pairs, place) < 0]
    gained = [place for place in reversed(worse_first) if sign * _turned(pairs, place) > 0]
    means = [float(np.mean([side.score for side in sides])) for sides in (pairs.base, pairs.candidate)]
    return ComparisonDocument(
        base=base.file_name,
        candidate=candidate.file_name,
        ruling=ruling.value,
        sentence=wording.headline(ruling.value, found, margin, pairs.scorer),
        scorer=pairs.scorer,
        margin=margin,
        lower_is_better=lower_is_better,
        base_mean=means[0],
        candidate_mean=means[1],
        pairs=found.pairs,
        clusters=found.clusters,
        difference=found.difference,
        low=found.low,
        high=found.high,
        stderr=found.stderr,
        p=found.p,
        mid_p=found.mid_p,
        visible=found.visible,
        pairs_to_see_margin=found.pairs_to_see(margin),
        lost=tuple(pairs.ids[place] for place in lost[:MOST_FLIPS]),
        gained=tuple(pairs.ids[place] for place in gained[:MOST_FLIPS]),
        beside=_beside(pairs),
        slices=slices,
        notes=(*((first_note,) if first_note else ()), *_notes(pairs, found, len(lost), len(gained), len(slices))),
        flips=tuple(
            _flip(pairs, place, worse=worse)
            for listed, worse in ((lost, True), (gained, False))
            for place in listed[:MOST_FLIPS]
        ),
        got_worse=len(lost),
        got_better=len(gained),
        tags=tags_of(pairs),
        tag=tag,
    )


def _flip(pairs: Pairs, place: int, *, worse: bool) -> Flip:
    base, candidate = pairs.base[place], pairs.candidate[place]
    question = base.case.question or candidate.case.question
    tags = {**candidate.case.tags, **base.case.tags}
    return Flip(pairs.ids[place], worse, question, tags, _flip_side(base), _flip_side(candidate))


def _flip_side(side: Side) -> FlipSide:
    known = (side.score, side.others, side.cost, side.latency, side.tokens, side.refused)
    return FlipSide(*known, side.case.answer)


def ruling_of(found: PairedDifference, margin: float, *, lower_is_better: bool) -> Ruling:
    """The verdict against a margin that was set before."""
    low, high = (-found.high, -found.low) if lower_is_better else (found.low, found.high)
    if low > 0:
        return Ruling.BETTER
    if low >= -margin and (margin > 0 or low == high == 0):
        return Ruling.NO_WORSE
    return Ruling.WORSE if high < 0 else Ruling.CANNOT_TELL


def _turned(pairs: Pairs, place: int) -> float:
    return pairs.candidate[place].score - pairs.base[place].score


def _difference(pairs: Pairs, places: Sequence[int]) -> PairedDifference:
    left = np.array([pairs.base[place].score for place in places])
    right = np.array([pairs.candidate[place].score for place in places])
    names = [pairs.base[place].case.cluster or f"\0{place}" for place in places]
    _, codes = np.unique(np.array(names), return_inverse=True)
    if len(set(codes.tolist())) < 2:
        raise NoComparison(wording.ONE_CLUSTER)
    return paired_difference(left, right, codes)


def _beside(pairs: Pairs) -> tuple[Beside, ...]:
    both = tuple(zip(pairs.base, pairs.candidate, strict=True))
    found: list[Beside] = []
    for name, unit, share, value_of in _MEASURED:
        known = [
            (one, other)
            for left, right in both
            if (one := value_of(left)) is not None and (other := value_of(right)) is not None
        ]
        if known:
            base, candidate = ([pair[side] for pair in known] for side in (0, 1))
            found.append(Beside(name, unit, _middle(base, share), _middle(candidate, share), len(known)))
    return (*found, *_other_scores(both))


_Measured = tuple[str, str, float | None, Callable[[Side], float | None]]
_MEASURED: tuple[_Measured, ...] = (
    ("cost", "USD", None, lambda side: side.cost),
    ("latency_median", "seconds", 0.5, lambda side: side.latency),
    ("latency_p95", "seconds", 0.95, lambda side: side.latency),
    ("tokens", "tokens", None, lambda side: side.tokens),
    ("refusals", "share", None, lambda side: side.refused),
)


def _middle(values: Sequence[float], share: float | None) -> float:
    return float(np.mean(values)) if share is None else percentile(values, share) or 0.0


def _other_scores(both: Sequence[tuple[Side, Side]]) -> Iterator[Beside]:
    """Scores beside the one that is compared, such as sentiment; none that says the same once more."""
    for name in dict.fromkeys(name for left, _ in both for name in left.others):
        known = [
            (left.others[name], right.others[name])
            for left, right in both
            if name in left.others and name in right.others
        ]
        same = all(side.others.get(name) == side.score for pair in both for side in pair)
        if known and not same:
            base, candidate = ([pair[side] for pair in known] for side in (0, 1))
            yield Beside(name, "score", _middle(base, None), _middle(candidate, None), len(known))


def _slices(pairs: Pairs, tag: str) -> tuple[Slice, ...]:
    found = []
    for value, places in sorted(places_by(pairs, tag).items()):
        mean = float(np.mean([_turned(pairs, place) for place in places]))
        interval = None
        if len(places) >= FEWEST and len({pairs.base[place].case.cluster or place for place in places}) > 1:
            within = _difference(pairs, places)
            interval = within.low, within.high
        found.append(Slice(value, len(places), mean, *(interval or (None, None))))
    return tuple(found)


def _notes(pairs: Pairs, found: PairedDifference, lost: int, gained: int, slices: int) -> tuple[str, ...]:
    notes = [wording.flips(lost, gained)]
    if pairs.only_base or pairs.only_candidate:
        notes.append(wording.left_out(pairs.only_base, pairs.only_candidate))
    if found.clusters < found.pairs:
        notes.append(wording.clustered(found.pairs, found.clusters))
    spread = max((side.spread for side in (*pairs.base, *pairs.candidate)), default=0.0)
    if spread:
        repeated = sum(side.spread > 0 for side in (*pairs.base, *pairs.candidate))
        notes.append(wording.repeated(repeated, spread))
    if slices > _MANY_SLICES:
        notes.append(wording.slices_by_chance(slices))
    return tuple(notes)
