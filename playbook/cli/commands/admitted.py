"""`playbook admitted`: whether what runs is what was admitted; the exit code is the answer."""

from typing import Annotated

import typer

from playbook.cli import wording
from playbook.cli import wording_candidates as words
from playbook.cli.options import ANSWER, DAY, PLACES, SERVER, leave_when_broken, opened, shared
from playbook.cli.output import Answer, ExitCode, Style, document
from playbook.cli.parameters import Parameters
from playbook.services import choices
from playbook.services.candidates import admitted_document, asked_candidate
from playbook.services.naming import as_text


@shared(*PLACES, *ANSWER, *DAY, *SERVER, reads={"candidate": as_text})
def admitted(
    parameters: Parameters,
    candidate: Annotated[str, typer.Option("--candidate", metavar="ID|FILE", help=words.RUNNING_HELP)],
    product: Annotated[str | None, typer.Option("--product", metavar="ID", help=wording.PRODUCT_HELP)] = None,
    gate: Annotated[str | None, typer.Option("--gate", metavar="ID", help=words.ADMITTED_GATE_HELP)] = None,
) -> None:
    """Is what runs what was admitted? Compares a candidate with the last one of its product that was released."""
    with opened(parameters) as workspace:
        day, basis = choices.as_of(workspace, parameters.as_of), choices.basis(parameters.basis)
        if not workspace.playbook().shows_something:
            leave_when_broken(workspace.playbook())  # nothing has a name there
        chosen_gate = choices.gate(workspace, gate)
        running = asked_candidate(workspace, choices.product(workspace, product), candidate, day)
        found = admitted_document(workspace, running, chosen_gate, day, basis)
        if parameters.json:
            document(found)
        else:
            Answer().line(found.words, Style.GOOD if found.is_admitted else Style.BAD)
        leave_when_broken(workspace.playbook())
        if not found.is_admitted:
            raise typer.Exit(int(ExitCode.NO))
