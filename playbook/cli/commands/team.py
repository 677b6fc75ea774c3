"""`playbook team`: skills each product lacks, open seats and what they delay, trainings."""

from typing import Annotated

import typer

from playbook.cli import wording as cli_wording
from playbook.cli.commands.gates import OUTCOME_STYLES
from playbook.cli.options import ANSWER, DAY, PLACES, SERVER, leave_when_broken, opened, shared
from playbook.cli.output import Answer, Style, document, styled
from playbook.cli.parameters import Parameters
from playbook.concerns.team import wording
from playbook.concerns.team.as_json import team_document
from playbook.concerns.team.status import TeamStatus, team_status
from playbook.model.skills import SkillDefinitions
from playbook.services import choices
from playbook.wording import OUTCOME_WORDS


@shared(*PLACES, *ANSWER, *DAY, *SERVER)
def team(
    parameters: Parameters,
    product: Annotated[str | None, typer.Option("--product", metavar="ID", help=cli_wording.PRODUCT_HELP)] = None,
) -> None:
    """Who is there, which skills each product lacks, which seats are open and what they delay, who was trained."""
    with opened(parameters) as workspace:
        day, basis = choices.as_of(workspace, parameters.as_of), choices.basis(parameters.basis)
        chosen = choices.product(workspace, product)
        state = workspace.playbook()
        status, skills = workspace.ask(team_status, day, basis), state.playbook.definitions.skills
        if parameters.json:
            document(team_document(status, skills, chosen))
        elif state.shows_something:
            show_team(Answer(), status, skills, chosen)
        leave_when_broken(state)


def show_team(answer: Answer, status: TeamStatus, skills: SkillDefinitions, product: str | None) -> None:
    """Prints the team for people."""
    layers = {layer.id: layer.title for layer in skills.layers}
    if not layers:
        answer.line(wording.EMPTY + ".")
        return
    answer.line(wording.summary(status, layers), Style.STRONG)
    for one in status.products:
        if product not in (None, one.product):
            continue
        answer.heading(f"{one.name}, {wording.STAGE_WORDS[one.stage]}: {wording.product_line(one)}")
        answer.rows(
            (
                (
                    layers.get(need.layer, need.layer),
                    str(need.needed),
                    wording.level_words(need.best),
                    styled(OUTCOME_WORDS[need.outcome], OUTCOME_STYLES.get(need.outcome, "")),
                    need.reason,
                )
                for need in one.needs
            ),
            head=wording.CLI_GAP_HEAD,
            right=[1, 2],
            whole=[0, 3],
        )
        ahead = wording.ahead_words(one, layers)
        if ahead:
            answer.line(ahead, Style.QUIET, indent=2)
    answer.heading(wording.OPEN_SEATS)
    if not status.open_seats:
        answer.line(wording.NO_OPEN_SEATS, indent=2)
    for seat in status.open_seats:
        answer.line(wording.open_words(seat, status.as_of), indent=2)
        answer.points(wording.delay_words(delayed, status.as_of) for delayed in seat.delays)
    answer.heading(wording.TRAININGS)
    answer.rows(
        (
            (one.name, styled(OUTCOME_WORDS[one.outcome], OUTCOME_STYLES.get(one.outcome, "")), one.reason)
            for one in status.trainings
        ),
        whole=[0, 1],
    )
