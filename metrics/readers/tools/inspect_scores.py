"""Inspect: scores that a log sums up by group, or of several runs of a sample."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from math import fsum, isclose, isnan

from metrics.readers.tools.shared.measures import Case, Measure, mean_of, proportion_from
from metrics.readers.tools.shared.values import Record, at, text

MEANS = {"accuracy", "mean"}
"""Metrics that are the mean of the scores."""


def of_group(
    name: str,
    value: float | None,
    metric: Record,
    by_case: Mapping[str, float],
    cases: Sequence[Case],
    parts: dict[str, str],
    day: date | None,
) -> Measure:
    """A metric over the samples of one group; its sample size is theirs, where the samples tell their group."""
    key = text(at(metric, "params.group_key"))
    ids = {case.case_id for case in cases if case.tags.get(key) == name} or ({*by_case} if name == "all" else set())
    scores = [by_case[case_id] for case_id in ids if case_id in by_case]
    about = {**parts, "group": key}
    mean = mean_of(name, scores, day=day, parts=about)
    if value is not None and mean.value is not None and isclose(mean.value, value, rel_tol=1e-3, abs_tol=1e-4):
        return mean
    why = "" if value is not None else "its value is no number"
    return Measure(name, value, "score", first=day, last=day, parts=about, why=why)


def reduced(
    name: str, value: float | None, n: int | None, spread: float | None, parts: dict[str, str], day: date | None
) -> Measure:
    """A metric over one score a sample that its runs were reduced to, such as the best of them."""
    k = None if value is None or name not in MEANS else proportion_from(value, n, spread)
    unit, of = ("score", None) if k is None else ("share", float(n or 0))
    why = "" if value is not None else "its value is no number"
    return Measure(name, value, unit, k, of, n, 0, day, day, parts, why, spread)


def scores_by_case(cases: Iterable[Case], scorer: str) -> dict[str, float]:
    """The mean over runs of each sample that was scored."""
    runs: dict[str, list[float]] = {}
    for case in cases:
        value = case.scores.get(scorer)
        if value is not None and not isnan(value) and not case.error:
            runs.setdefault(case.case_id, []).append(value)
    return {case_id: fsum(values) / len(values) for case_id, values in runs.items()}
