"""`playbook whatif`: what an edit of the definitions, or an outcome, would turn; nothing is written."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

import typer

from metrics.observation import Basis
from playbook.cli import wording
from playbook.cli.commands.impact import MoveRow
from playbook.cli.options import ANSWER, DAY, PLACES, leave_when_broken, opened_or_copied, shared
from playbook.cli.output import Answer, Style, document
from playbook.cli.parameters import Parameters
from playbook.json_values import Document, fill
from playbook.readiness.bars import wording_impact as words
from playbook.readiness.bars.edit import NotSet, parse_edit
from playbook.readiness.bars.impact import Impact
from playbook.readiness.selection import gates_of
from playbook.results.gates import GateStatus
from playbook.services import choices
from playbook.services.what_if import WhatIf, assumed_of
from playbook.services.what_if import what_if as work_out
from playbook.settings import WrongUse
from playbook.verdict import Outcome
from playbook.wording import VERDICT_WORDS


@dataclass(frozen=True, kw_only=True)
class WhatIfDocument(Document):
    """`whatif --json`; `gates` as in `gates --json`, as they would be."""

    as_of: date
    basis: Basis
    moves: tuple[MoveRow, ...]
    met: tuple[str, ...]
    not_met: tuple[str, ...]
    impact: Impact
    gates: tuple[GateStatus, ...]


@shared(*PLACES, *ANSWER, *DAY)
def what_if(
    parameters: Parameters,
    edits: Annotated[list[str] | None, typer.Option("--set", metavar="ADDRESS=VALUE", help=wording.SET_HELP)] = None,
    met: Annotated[list[str] | None, typer.Option("--met", metavar="CRITERION", help=wording.MET_HELP)] = None,
    not_met: Annotated[
        list[str] | None, typer.Option("--not-met", metavar="CRITERION", help=wording.NOT_MET_HELP)
    ] = None,
    product: Annotated[str | None, typer.Option("--product", metavar="ID", help=wording.PRODUCT_HELP)] = None,
    gate: Annotated[str | None, typer.Option("--gate", metavar="ID", help=wording.GATE_HELP)] = None,
) -> None:
    """What another line, weight or target, or a criterion met, would turn on today's numbers; nothing is written."""
    if not (edits or met or not_met):
        raise WrongUse(wording.NOTHING_SUPPOSED)
    with opened_or_copied(parameters) as workspace:
        leave_when_broken(workspace.playbook())
        day, basis = choices.as_of(workspace, parameters.as_of), choices.basis(parameters.basis)
        chosen, at = choices.product(workspace, product), choices.gate(workspace, gate)
        outcomes = [(name, Outcome.MET) for name in met or ()] + [(name, Outcome.NOT_MET) for name in not_met or ()]
        assumed = assumed_of(workspace.playbook().playbook, outcomes, chosen, at)
        try:
            parsed = [parse_edit(edit) for edit in edits or ()]
        except NotSet as reason:
            raise WrongUse(str(reason)) from reason
        found = work_out(workspace, parsed, assumed, day, basis)
        gates = tuple(gates_of(found.after, chosen, at)) if chosen or at else found.after.gates
        if parameters.json:
            moves = tuple(fill(MoveRow, move, recorded=None) for move in found.moves)
            document(
                WhatIfDocument(
                    as_of=day,
                    basis=basis,
                    moves=moves,
                    met=tuple(met or ()),
                    not_met=tuple(not_met or ()),
                    impact=found.impact,
                    gates=gates,
                )
            )
        else:
            _show(Answer(), found, gates if chosen or at else ())


def _show(answer: Answer, found: WhatIf, gates: tuple[GateStatus, ...]) -> None:
    for move in found.moves:
        answer.line(f"{words.EFFECT_WORDS[move.effect]}: {words.move_line(move, recorded=True)}")
    answer.heading(words.WHAT_IF)
    answer.points(words.impact_lines(found.impact))
    for status in gates:
        answer.heading(wording.gate_title(status.product_name, status.gate_name))
        answer.line(status.words, Style.STRONG, indent=2)
        for flip in status.flips[:1]:
            answer.line(wording.turns_to(VERDICT_WORDS[flip.to]), indent=2)
            answer.points(flip.changes)
