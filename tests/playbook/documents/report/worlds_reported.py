"""Assessments to report on: the small worlds, and one whose every name and reason tries to be markup."""

from collections.abc import Iterator
from contextlib import contextmanager

from playbook.concerns.control.reviews import metric_controls
from playbook.documents.report.charts import exception_charts
from playbook.documents.report.drawing import Pictures, draw
from playbook.readiness.assessment import Assessment
from tests.worlds import World

HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(2)> **bold** _it_ [click](javascript:alert(3)) `code` | pipe "
    '#panic("ran") $1+1$ {{ 7*7 }} {% raise %} \\ &lt; ~~gone~~ https://intranet.example.org/secret'
)


@contextmanager
def assessed(world: World) -> Iterator[tuple[Assessment, Pictures]]:
    """The assessment of a world with the pictures of its exceptions."""
    world.receive_all()
    with world.workspace() as workspace:
        assessment = workspace.assess()
        reviews = workspace.ask(metric_controls)
        yield assessment, draw(exception_charts(workspace.playbook().playbook, assessment, reviews))


def make_hostile(world: World) -> World:
    """The world `slipping` with hostile text wherever people may write free words."""
    quoted = "'" + HOSTILE + "'"
    world.change("records/products.yaml", "name: Support copilot", f"name: {quoted}")
    world.change("records/charter.yaml", "organization: Example Works", f"organization: {quoted}")
    world.change("records/charter.yaml", "reason: The seat is not approved", f"reason: {quoted}")
    world.change("records/experiments.yaml", "name: Desk bot", f"name: {quoted}")
    world.change("definitions/risks.yaml", "name: Prompt injection", f"name: {quoted}")
    world.change("definitions/metrics.yaml", "name: Hallucination rate", f"name: {quoted}")
    return world
