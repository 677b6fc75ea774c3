"""`playbook due`: what every seat owes, for people, programs and chats."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

import typer

from playbook.cli.options import ANSWER, DAY, PLACES, SERVER, leave_when_broken, opened, shared
from playbook.cli.output import Answer, Style, document, styled, verbatim
from playbook.cli.parameters import Parameters
from playbook.readiness.due import wording
from playbook.readiness.due.as_json import DueDocument
from playbook.readiness.due.by_seat import SeatDue, due_by_seat
from playbook.services import choices
from playbook.services.calendar import seat_named


@shared(*PLACES, *ANSWER, *DAY, *SERVER)
def due(
    parameters: Parameters,
    role: Annotated[str | None, typer.Option("--role", metavar="SEAT", help=wording.ROLE_HELP)] = None,
    chat: Annotated[bool, typer.Option("--chat", help=wording.CHAT_HELP)] = False,
) -> None:
    """Who owes what: signatures, decisions, conditions, deliverables, evidence and numbers, seat by seat."""
    with opened(parameters) as workspace:
        day, basis = choices.as_of(workspace, parameters.as_of), choices.basis(parameters.basis)
        state = workspace.playbook()
        seats = workspace.ask(due_by_seat, day, basis)
        if role is not None:
            role = seat_named(workspace, role, day, basis) or ""
            seats = (next((seat for seat in seats if seat.seat == role), SeatDue(role, "", ())),)
        if parameters.json:
            document(DueDocument(as_of=day, basis=basis, role=role, seats=tuple(seats)))
        elif chat:
            verbatim(wording.chat_text(seats, day, workspace.organization))
        elif state.shows_something:
            answer = Answer()
            nothing = role is not None and not seats[0].items
            answer.line(wording.nothing_from(role or "") if nothing else wording.summary(seats), Style.STRONG)
            _show(answer, seats, day)
        leave_when_broken(state)


def _show(answer: Answer, seats: Sequence[SeatDue], day: date) -> None:
    for seat in seats:
        if not seat.items:
            continue
        answer.heading(wording.seat_line(seat))
        answer.rows(
            (
                (
                    styled(wording.when(item, day), Style.BAD if item.late_days else ""),
                    styled(wording.KIND_WORDS[item.kind], Style.QUIET),
                    item.what,
                    styled(item.reason, Style.QUIET),
                )
                for item in seat.items
            ),
            whole=[0, 1],
        )
