"""`playbook accountability`: who answers for what and who agreed to it; and the document the charter asks for."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from playbook.cli.commands.gates import OUTCOME_STYLES
from playbook.cli.forward import write_here
from playbook.cli.options import ANSWER, DAY, PLACES, SERVER, leave_when_broken, opened, shared
from playbook.cli.output import Answer, Style, document, styled, verbatim
from playbook.cli.parameters import Parameters
from playbook.concerns.accountability import wording
from playbook.concerns.accountability.as_json import accountability_json
from playbook.concerns.accountability.status import AccountabilityStatus, accountability_status
from playbook.documents.accountability import accountability_document, raci_row
from playbook.documents.document import Document
from playbook.model.playbook import Playbook
from playbook.services import choices
from playbook.settings import WrongUse
from playbook.wording import OUTCOME_WORDS, seat_text
from playbook.workspace.workspace import Workspace


class Format(StrEnum):
    """How the document is written."""

    MARKDOWN = "md"
    HTML = "html"


@shared(*PLACES, *ANSWER, *DAY, *SERVER)
def accountability(
    parameters: Parameters,
    written_as: Annotated[Format | None, typer.Option("--format", help=wording.FORMAT_HELP)] = None,
    output: Annotated[Path | None, typer.Option("--output", metavar="FILE", help=wording.OUTPUT_HELP)] = None,
) -> None:
    """Who answers for what between AI engineering and its neighboring teams, who agreed, and the document about it."""
    if output is not None and written_as is None:
        raise WrongUse(wording.OUTPUT_NEEDS_FORMAT)
    if parameters.json and written_as is not None:
        raise WrongUse(wording.FORMAT_OR_JSON)
    with opened(parameters) as workspace:
        day, basis = choices.as_of(workspace, parameters.as_of), choices.basis(parameters.basis)
        state = workspace.playbook()
        status = workspace.ask(accountability_status, day, basis)
        if parameters.json:
            document(accountability_json(status, state.playbook.definitions.accountability))
        elif written_as is not None and state.shows_something:
            _write(document_of(workspace, status), written_as, output)
        elif state.shows_something:
            show_accountability(Answer(), status, state.playbook)
        leave_when_broken(state)


def document_of(workspace: Workspace, status: AccountabilityStatus) -> Document:
    """The document of a day."""
    playbook = workspace.playbook().playbook
    kinds = {kind.id: kind.noun for kind in playbook.evidence_kinds.values()}
    return accountability_document(status, playbook.definitions.accountability, workspace.organization, kinds)


def _write(made: Document, written_as: Format, output: Path | None) -> None:
    if written_as is Format.HTML:
        from playbook.documents.html import to_html  # noqa: PLC0415  (brings Jinja: only this format pays for it)

        text = to_html(made)
    else:
        from playbook.documents.markdown import to_markdown  # noqa: PLC0415  (as above)

        text = to_markdown(made)
    if output is None:
        verbatim(text)
        return
    write_here(output, text)


def show_accountability(answer: Answer, status: AccountabilityStatus, playbook: Playbook) -> None:
    """Prints accountability for people."""
    definitions = playbook.definitions.accountability
    if not definitions.parties:
        answer.line(wording.EMPTY + ".")
        return
    names = {party.id: party.title for party in definitions.parties}
    answer.line(wording.summary(status), Style.STRONG)
    answer.line(wording.raci_sentence(status.rows, names))
    answer.heading(wording.AGREEMENTS)
    answer.rows(
        (
            (
                one.name,
                styled(OUTCOME_WORDS[one.outcome], OUTCOME_STYLES.get(one.outcome, "")),
                one.reason + (f" ({seat_text(one.who)})" if one.who else ""),
            )
            for one in status.agreements
        ),
        whole=[0, 1],
    )
    answer.heading(wording.RACI)
    answer.line(wording.RACI_HELP, Style.QUIET, indent=2)
    for row in status.rows:
        cells = raci_row(row, names)
        roles = ", ".join(f"{names[party]} {role}" for party, role in zip(names, cells[2:], strict=True) if role)
        owner = f"; {wording.RACI_FIRST[1]} {cells[1]}" if cells[1] else ""
        answer.points([f"{cells[0]}: {roles}{owner}"], indent=2)
