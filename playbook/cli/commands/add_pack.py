"""`playbook add-pack`: a pack of metrics into the organization's own definitions."""

from dataclasses import dataclass
from typing import Annotated

import typer

from playbook.cli.options import ANSWER, PLACES, opened_or_copied, shared
from playbook.cli.output import Answer, document, tell, verbatim
from playbook.cli.parameters import Parameters
from playbook.json_values import Document, OrNull
from playbook.services import packs
from playbook.services import wording_packs as wording
from playbook.services.recording.recording import refuse_what_stays
from playbook.settings import WrongUse


@dataclass(frozen=True, kw_only=True)
class AddPackDocument(Document):
    """`add-pack --json`: with `--list` the packs alone; else what was `added`, and whether it is `written`."""

    packs: tuple[packs.PackRow, ...]
    pack: str | None
    added: tuple[str, ...]
    written: bool
    difference: OrNull


@shared(*PLACES, *ANSWER)
def add_pack(
    parameters: Parameters,
    name: Annotated[str | None, typer.Argument(metavar="NAME", help=wording.NAME_HELP)] = None,
    listing: Annotated[bool, typer.Option("--list", help=wording.LIST_HELP)] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=wording.DRY_RUN_HELP)] = False,
) -> None:
    """Adds a pack of metrics to definitions/metrics.yaml: checked first, comments stay, nothing twice."""
    if name is None and not listing:
        raise WrongUse(wording.WHICH)
    with opened_or_copied(parameters) as workspace:
        found = None
        if name is not None and not listing:
            if not dry_run:
                refuse_what_stays(workspace)
            found = packs.addition(workspace, name)
            if not dry_run:
                packs.write(workspace, found)
        rows = packs.pack_rows(workspace)
    if parameters.json:
        document(
            AddPackDocument(
                packs=rows,
                pack=None if found is None else found.pack,
                added=() if found is None else found.added,
                written=found is not None and not dry_run,
                difference="" if found is None else found.difference,
            )
        )
    elif found is None:
        Answer().rows(
            ((row.id, str(len(row.metrics)), str(len(row.there)), row.about) for row in rows), head=wording.COLUMNS
        )
    elif dry_run:
        verbatim(found.difference + "\n")
    else:
        tell(wording.added(found.pack, found.added, packs.FILE))
