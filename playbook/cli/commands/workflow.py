"""`playbook workflow`: where each product stands, what it waits for, what is missing, and what a model upgrade asks."""

from dataclasses import replace
from typing import Annotated

import typer

from playbook.cli import wording as cli_wording
from playbook.cli.commands.gates import OUTCOME_STYLES
from playbook.cli.options import ANSWER, DAY, PLACES, SERVER, leave_when_broken, opened, shared
from playbook.cli.output import Answer, Style, document, styled
from playbook.cli.parameters import Parameters
from playbook.concerns.workflow import wording
from playbook.concerns.workflow.as_json import workflow_document
from playbook.concerns.workflow.status import ProductFlow, WorkflowStatus, workflow_status
from playbook.services import choices
from playbook.verdict import Outcome


@shared(*PLACES, *ANSWER, *DAY, *SERVER)
def workflow(
    parameters: Parameters,
    product: Annotated[str | None, typer.Option("--product", metavar="ID", help=cli_wording.PRODUCT_HELP)] = None,
) -> None:
    """Where each product stands between spec and monitor, what it waits for, what is missing, what an upgrade asks."""
    with opened(parameters) as workspace:
        day, basis = choices.as_of(workspace, parameters.as_of), choices.basis(parameters.basis)
        chosen = choices.product(workspace, product)
        state = workspace.playbook()
        status = workspace.ask(workflow_status, day, basis)
        if parameters.json:
            document(workflow_document(status, chosen))
        elif state.shows_something:
            show_workflow(Answer(), status, chosen)
        leave_when_broken(state)


def show_workflow(answer: Answer, status: WorkflowStatus, product: str | None) -> None:
    """Prints the workflow for people; one product alone is spelled out."""
    chosen = replace(status, products=tuple(flow for flow in status.products if product in (None, flow.product)))
    if not chosen.products:
        answer.line(wording.EMPTY + ".")
        return
    answer.line(wording.summary(chosen), Style.STRONG)
    for flow in chosen.products:
        _flow(answer, flow, status, in_full=product is not None)


def _flow(answer: Answer, flow: ProductFlow, status: WorkflowStatus, *, in_full: bool) -> None:
    today = status.as_of
    answer.heading(f"{flow.name}: {wording.stage_line(flow, today)}")
    if flow.next_gate is not None:
        answer.line(wording.gate_line(flow.next_gate, today), indent=2)
    answer.points(f"{wording.WAITS}: {wording.wait_line(wait, today)}" for wait in flow.waits)
    answer.points(
        f"{wording.DRILLS}: {wording.drill_line(drill, today)}"
        for drill in (flow.drills if in_full else flow.open_drills)
    )
    lines = [
        (check.what, wording.check_word(check), check.outcome, check.reason)
        for check in (*flow.enter, *flow.leave)
        if in_full
    ]
    lines += [
        (
            part.name,
            wording.part_word(part),
            part.outcome,
            part.reason + _more(wording.facts_words(part) if in_full else ""),
        )
        for part in (flow.parts if in_full else flow.missing)
    ]
    lines += [
        (check.name, wording.part_word(check), check.outcome, check.reason)
        for check in flow.hygiene
        if in_full or (check.needed and check.outcome not in (Outcome.MET, Outcome.NOT_APPLICABLE))
    ]
    if lines:
        answer.rows(
            (
                (what, styled(word, OUTCOME_STYLES.get(outcome, "") if outcome else Style.QUIET), why)
                for what, word, outcome, why in lines
            ),
            whole=[1],
        )


def _more(facts: str) -> str:
    return f" ({facts})" if facts else ""
