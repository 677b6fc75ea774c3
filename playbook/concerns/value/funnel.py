"""From experiment to monitor: how many came how far, how many days each step took, where they are now."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from playbook.concerns.workflow.status import stage_times
from playbook.model.experiments import Decision
from playbook.model.products import STAGE_ORDER
from playbook.results.questions import Questions

EXPERIMENTS, GRADUATED = "experiments", "graduated"


@dataclass(frozen=True, slots=True)
class FunnelStep:
    """One step: `reached` came this far or further, `now` are in it; days are of those that went on (None where
    nobody did), `usual_days` what the workflow allows."""

    step: str
    reached: int
    now: int
    median_days: float | None
    usual_days: int | None


def funnel_of(questions: Questions) -> tuple[FunnelStep, ...]:
    """Experiments, those that were to become products, and the stages of products; a product that has ended counts as
    far as it came."""
    day, workflow = questions.day, questions.playbook.definitions.workflow
    experiments = questions.audit().experiments
    graduated = [one for one in experiments if one.decision is Decision.GRADUATE]
    waits = [(one.decided_on - one.found).days for one in experiments if one.decided_on is not None]
    steps = [
        FunnelStep(
            EXPERIMENTS, len(experiments), sum(one.decision is None for one in experiments), _median(waits), None
        ),
        FunnelStep(GRADUATED, len(graduated), 0, None, None),
    ]
    products = questions.playbook.products.values()
    times = {product.id: stage_times(product, day) for product in products}
    furthest = [max((STAGE_ORDER.index(time.stage) for time in found), default=-1) for found in times.values()]
    for place, stage in enumerate(STAGE_ORDER):
        left = [
            time.days for found in times.values() for time in found if time.stage is stage and time.left is not None
        ]
        steps.append(
            FunnelStep(
                stage,
                sum(far >= place for far in furthest),
                sum(product.exists_on(day) and product.stage_on(day) is stage for product in products),
                _median(left),
                workflow.stage(stage).usual_days,
            )
        )
    return tuple(steps)


def _median(days: Sequence[int]) -> float | None:
    return median(days) if days else None
