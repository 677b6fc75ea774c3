"""`playbook handbook`: the whole playbook as a linked static site, with records or for the public."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from playbook.cli.options import ANSWER, DAY, PLACES, leave_when_broken, opened_or_copied, shared
from playbook.cli.output import Answer, document
from playbook.cli.parameters import Parameters
from playbook.documents.handbook import wording
from playbook.documents.handbook.pages import handbook as handbook_of
from playbook.json_values import Document
from playbook.services import choices


@dataclass(frozen=True, kw_only=True)
class HandbookDocument(Document):
    """`handbook --json`."""

    as_of: date
    public: bool
    folder: str
    files: tuple[str, ...]


@shared(*PLACES, *ANSWER, *DAY)
def handbook(
    parameters: Parameters,
    out: Annotated[Path, typer.Argument(metavar="OUT", help=wording.OUT_HELP)],
    public: Annotated[bool, typer.Option("--public", help=wording.PUBLIC_HELP)] = False,
) -> None:
    """Writes the whole playbook as linked pages, HTML and Markdown: charter, definitions, gates, glossary."""
    from playbook.documents.handbook.files import write  # noqa: PLC0415  (brings Jinja: only this command pays for it)

    with opened_or_copied(parameters) as workspace:
        state = workspace.playbook()
        if state.shows_something:
            day, basis = choices.as_of(workspace, parameters.as_of), choices.basis(parameters.basis)
            made = handbook_of(state.playbook, None if public else workspace.assess(day, basis))
            files = write(made, out)
            if parameters.json:
                document(HandbookDocument(as_of=day, public=public, folder=str(out), files=tuple(files)))
            else:
                Answer().line(wording.written(len(made.pages), str(out)))
        leave_when_broken(state)
