"""The ten things that matter in the first weeks of a playbook, each with how far it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from playbook.concerns.team.seats import known_seats
from playbook.model.playbook import Playbook


class Step(StrEnum):
    """What there is to do, in its order."""

    START = "start"
    PRODUCTS = "products"
    SEATS = "seats"
    GATES = "gates"
    EXPERIMENTS = "experiments"
    DECISIONS = "decisions"
    NUMBERS = "numbers"
    STACK = "stack"
    RISKS = "risks"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class FirstStep:
    """One of them: `done` of `of`; what has nothing to count yet is not done."""

    step: Step
    done: int
    of: int

    @property
    def is_done(self) -> bool:
        """Whether nothing of it is left."""
        return self.of > 0 and self.done >= self.of


def first_steps(playbook: Playbook, reported: int) -> tuple[FirstStep, ...]:
    """All ten; `reported` is how many of the metrics have numbers."""
    return tuple(FirstStep(step, min(done, of), of) for step, done, of in _counted(playbook, reported))


def _counted(playbook: Playbook, reported: int) -> Iterator[tuple[Step, int, int]]:
    records, definitions = playbook.records, playbook.definitions
    products, experiments = records.products.products, records.experiments.experiments
    holders = {record.seat: record.holder for record in sorted(records.team.seats, key=lambda one: one.since)}
    layers = {layer.id for layer in definitions.stack.layers}
    risks = {risk.id for risk in definitions.risks.risks}
    yield Step.START, int(records.charter.start is not None), 1
    yield Step.PRODUCTS, len(products), max(1, len(products))
    yield Step.SEATS, sum(bool(holder) for holder in holders.values()), len({*holders, *known_seats(playbook)})
    yield Step.GATES, sum(bool(product.planned) for product in products), max(1, len(products))
    yield Step.EXPERIMENTS, len(experiments), max(1, len(experiments))
    yield Step.DECISIONS, sum(bool(one.decisions) for one in experiments), max(1, len(experiments))
    yield Step.NUMBERS, reported, len(playbook.metrics)
    yield Step.STACK, len(layers & {choice.layer for choice in records.stack.choices}), len(layers)
    yield Step.RISKS, len(risks & {assessment.risk for assessment in records.risks.assessments}), len(risks)
    yield Step.REVIEW, len(playbook.reviews), max(1, len(playbook.reviews))
