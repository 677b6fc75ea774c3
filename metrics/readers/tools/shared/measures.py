"""What a tool's file holds: named measures with their counts and their time, and case by case where the file has it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from math import fsum, isclose, isfinite

NOTHING: Mapping[str, str] = {}


_LETTERS_OF_A_CURRENCY = 3


@dataclass(frozen=True, slots=True)
class Measure:
    """One number by its name. `value` is None where the file cannot prove it, and `why` says what keeps it from that.

    A proportion has `numerator` and `denominator`, a mean has `n`. `left_out` counts cases without a score.
    `first` and `last` are the days it speaks of; None where the file names none.
    """

    name: str
    value: float | None
    unit: str = ""
    numerator: float | None = None
    denominator: float | None = None
    n: int | None = None
    left_out: int = 0
    first: date | None = None
    last: date | None = None
    parts: Mapping[str, str] = field(default_factory=dict)
    """What it is about: model, prompt, task, scorer, team, labels of a series."""
    why: str = ""
    stderr: float | None = None
    """The standard error as the file tells it. One of 0 beside few cases is no certainty."""

    @property
    def currency(self) -> str:
        """The currency of an amount of money; '' for anything else."""
        return self.unit if len(self.unit) == _LETTERS_OF_A_CURRENCY and self.unit.isupper() else ""

    @property
    def about(self) -> dict[str, str]:
        """What a source may choose it by: its parts, and the currency of an amount."""
        return {**({"currency": self.currency} if self.currency else {}), **self.parts}


@dataclass(frozen=True, slots=True)
class Case:
    """One case of an evaluation. `scores` are by scorer, None where a case was not scored. Cost and latency are None
    where nobody measured them for this very run: unpriced, or answered from a cache."""

    case_id: str
    scores: Mapping[str, float | None] = field(default_factory=dict)
    passed: bool | None = None
    cluster: str | None = None
    epoch: int = 1
    candidate: str = ""
    cost: float | None = None
    latency: float | None = None
    tokens: float | None = None
    cached: bool = False
    error: str = ""
    refusal: bool | None = None
    tags: Mapping[str, str] = field(default_factory=dict)
    question: str = ""
    """The beginning of what was asked; '' where the file does not have it."""
    answer: str = ""
    """The beginning of what was answered."""


@dataclass(frozen=True, slots=True)
class Measures:
    """All that a file of a tool says. `refused` is the reason for which none of it may be published; '' if it may."""

    tool: str
    shape: str
    file_name: str
    when: datetime | date | None = None
    """The moment or the day it speaks of; None where the file says none, or where each measure has its own."""
    models: tuple[str, ...] = ()
    candidate: Mapping[str, str] = field(default_factory=dict)
    """Other parts of what was measured: prompt, data, task, commit, version of the tool, judge."""
    measures: tuple[Measure, ...] = ()
    cases: tuple[Case, ...] = field(default=(), repr=False)
    counted: Mapping[str, int] = field(default_factory=dict)
    """Cases by what became of them: cases, passed, failed, errors."""
    cost_known: bool | None = None
    """False where something has no price; None where the tool tells nothing of cost."""
    notes: tuple[str, ...] = ()
    """What was left out, and why; what has to be known of the numbers."""
    refused: str = ""
    complete: bool = True
    """False where cases are missing that belong to the run."""
    scorers: Mapping[str, str] = field(default_factory=dict)
    """How each scorer was set up (judge, threshold, version), so that two runs can be told apart."""
    data: str = ""
    """The data set and its version, as the tool names it."""
    digest: str = ""
    """The fingerprint of the file."""
    of_candidate: bool = False
    """True where it is an evaluation of what would ship, not a count of what runs."""
    prompts: tuple[str, ...] = ()
    """Prompts by name and digest (`answer@9f86d081…`), where the file has them."""
    covers: tuple[date, date] | None = None
    """The first and the last day that the file speaks of, those without a number too; None where it does not say."""


def mean_of(
    name: str,
    values: Sequence[float],
    *,
    unit: str = "score",
    left_out: int = 0,
    day: date | None = None,
    parts: Mapping[str, str] = NOTHING,
    some: bool = False,
) -> Measure:
    """The mean of scores case by case; a proportion where every one is 0 or 1. Without a value where too many have
    none, unless `some` of them were never to have one."""
    if not values:
        return Measure(
            name, None, unit, n=0, left_out=left_out, first=day, last=day, parts=parts, why="no case was scored"
        )
    total = fsum(values)
    why = "" if some else too_many_left_out(len(values), left_out)
    value = None if why else total / len(values)
    if unit == "score" and all(one in (0.0, 1.0) for one in values):
        return Measure(name, value, "share", total, float(len(values)), len(values), left_out, day, day, parts, why)
    return Measure(name, value, unit, n=len(values), left_out=left_out, first=day, last=day, parts=parts, why=why)


def share_of(
    name: str, k: int, n: int, *, left_out: int = 0, day: date | None = None, parts: Mapping[str, str] = NOTHING
) -> Measure:
    """k of n cases; without a value where there are none, or where too many have no score to speak of all."""
    if n <= 0:
        return Measure(
            name, None, "share", n=0, left_out=left_out, first=day, last=day, parts=parts, why="no case was scored"
        )
    why = too_many_left_out(n, left_out)
    return Measure(name, None if why else k / n, "share", float(k), float(n), n, left_out, day, day, parts, why)


def too_many_left_out(scored: int, left_out: int) -> str:
    """The reason for which scores of some cases cannot speak for all of them; '' while at most 1 in 20 is missing."""
    if left_out * 20 <= scored + left_out:
        return ""
    return f"{left_out:,} of {scored + left_out:,} cases have no score"


def proportion_from(value: float, n: int | None, stderr: float | None) -> float | None:
    """The k of k / n where a mean can only be that: k is whole, and the standard error is that of a proportion."""
    if n is None or n < 1 or not 0 <= value <= 1 or stderr is None:
        return None
    k = round(value * n)
    if abs(k / n - value) > 6e-5:
        return None
    expected = (value * (1 - value) / max(n - 1, 1)) ** 0.5
    return float(k) if isclose(stderr, expected, rel_tol=0.02, abs_tol=6e-5) else None


def percentile(values: Iterable[float], share: float) -> float | None:
    """The value below which that share lies, between the two nearest (Hyndman and Fan 1996, type 7)."""
    ordered = sorted(value for value in values if isfinite(value))
    if not ordered:
        return None
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def latency_measures(
    values: Sequence[float], day: date | None = None, parts: Mapping[str, str] = NOTHING
) -> Iterator[Measure]:
    """Median, 95th percentile and mean in seconds; nothing where nobody measured."""
    if not values:
        return
    for name, value in (
        ("latency_median", percentile(values, 0.5)),
        ("latency_p95", percentile(values, 0.95)),
        ("latency_mean", fsum(values) / len(values)),
    ):
        yield Measure(name, value, "seconds", n=len(values), first=day, last=day, parts=parts)
