"""Readiness: five areas, each 0 to 100, and their weighted mean, with the plan for the day and how much is known."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from pydantic import PlainSerializer

from metrics.sums import total
from playbook.json_values import Score, Share
from playbook.model.charter import AreaWeights
from playbook.readiness.inquiry import Inquiry
from playbook.readiness.items import Item
from playbook.verdict import Area
from playbook.wording import plural


@dataclass(frozen=True, slots=True)
class AreaScore:
    """One area, 0..100; `known` is False where nothing is in it. `coverage` is 0..1, None when nothing was due."""

    area: Area
    weight: float
    score: Score
    plan: Score
    without_exemptions: Score
    coverage: Share | None
    known: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Readiness:
    """The headline: scores run 0..100, coverage 0..1 (None while nothing is due)."""

    score: Score
    plan: Score
    without_exemptions: Score
    coverage: Share | None
    areas: Annotated[
        tuple[AreaScore, ...],
        PlainSerializer(lambda areas: {area.area: area for area in areas}, return_type=dict[Area, AreaScore]),
    ]

    def area(self, area: Area) -> AreaScore:
        """Score of one area."""
        return next(score for score in self.areas if score.area is area)


def readiness_of(questions: Inquiry, items: Sequence[Item]) -> Readiness:
    """The five areas and their weighted mean."""
    weights = questions.playbook.definitions.charter.charter.weights
    areas = tuple(_area_score(questions, area, weights, [item for item in items if item.area is area]) for area in Area)
    weight = total([area.weight for area in areas]) or 1.0
    covered = [area for area in areas if area.coverage is not None and area.weight > 0]
    coverage = (
        total([area.weight * (area.coverage or 0.0) for area in covered]) / total([area.weight for area in covered])
        if covered
        else None
    )
    return Readiness(
        score=total([area.weight * area.score for area in areas]) / weight,
        plan=total([area.weight * area.plan for area in areas]) / weight,
        without_exemptions=total([area.weight * area.without_exemptions for area in areas]) / weight,
        coverage=coverage,
        areas=areas,
    )


def _area_score(questions: Inquiry, area: Area, weights: AreaWeights, items: Sequence[Item]) -> AreaScore:
    weight = float(getattr(weights, area))
    whole = total([item.weight for item in items])
    wanted = _wanted_by_now(questions, area)
    if whole == 0:
        plan = 100.0 if wanted else 0.0
        return AreaScore(
            area, weight, 0.0, plan, 0.0, 0.0 if wanted else None, known=False, reason="nothing is in it yet"
        )
    inputs = sum(item.inputs for item in items)
    reached = total([item.weight * item.value for item in items])
    return AreaScore(
        area=area,
        weight=weight,
        score=100 * reached / whole,
        plan=100 * total([item.weight * item.planned for item in items]) / whole,
        without_exemptions=100 * total([item.weight * item.value_without_exemptions for item in items]) / whole,
        coverage=sum(item.known_inputs for item in items) / inputs if inputs else None,
        known=True,
        reason=f"{sum(item.value >= 1 for item in items)} of {plural(len(items), _ITEM_WORDS[area])} {_THERE[area]}",
    )


_ITEM_WORDS = {
    Area.CHARTER: "deliverable",
    Area.EXPERIMENTS: "experiment",
    Area.METRICS: "metric",
    Area.STACK: "layer",
    Area.GATES: "planned gate",
}

_THERE = {
    Area.CHARTER: "proven",
    Area.EXPERIMENTS: "decided and clean",
    Area.METRICS: "on target",
    Area.STACK: "decided and reviewed",
    Area.GATES: "holding",
}


def _wanted_by_now(questions: Inquiry, area: Area) -> bool:
    """True where the plan wants the area by the day although nothing is in it."""
    start = questions.playbook.records.charter.start
    if start is None:
        return False
    if area is Area.EXPERIMENTS:
        due = questions.audit().due
        return due is not None and due <= questions.day
    if area is Area.METRICS:
        definitions = questions.playbook.definitions
        return definitions.charter.charter.end_of_week(start, definitions.metrics.due_week) <= questions.day
    return False
