"""`playbook risks`: the register and the incidents; the exit code says whether every high risk is settled."""

from datetime import date
from typing import Annotated

import typer

from playbook.cli import wording as cli_wording
from playbook.cli.options import ANSWER, DAY, PLACES, SERVER, leave_when_broken, opened, shared
from playbook.cli.output import Answer, ExitCode, Style, document, styled
from playbook.cli.parameters import Parameters
from playbook.concerns.risks import wording_page as wording
from playbook.concerns.risks.as_json import risks_document
from playbook.concerns.risks.incidents import IncidentsStatus
from playbook.concerns.risks.register import RiskRegister, RiskStatus, risk_register
from playbook.model.risks import Band
from playbook.services import choices

_STYLES = {Band.HIGH: Style.BAD, Band.MEDIUM: Style.FAIR, Band.LOW: Style.GOOD, None: Style.QUIET}


@shared(*PLACES, *ANSWER, *DAY, *SERVER)
def risks(
    parameters: Parameters,
    product: Annotated[str | None, typer.Option("--product", metavar="ID", help=cli_wording.PRODUCT_HELP)] = None,
    risk: Annotated[str | None, typer.Option("--risk", metavar="ID", help=wording.RISK_HELP)] = None,
) -> None:
    """What may go wrong and did: risks with their levels, what raised them, reviews, incidents and their actions."""
    with opened(parameters) as workspace:
        day, basis = choices.as_of(workspace, parameters.as_of), choices.basis(parameters.basis)
        chosen_product, chosen = choices.product(workspace, product), choices.risk(workspace, risk)
        register = workspace.ask(risk_register, day, basis).of(chosen_product).about(chosen)
        if parameters.json:
            levels = workspace.playbook().playbook.definitions.risks.levels
            document(risks_document(day, basis, register, levels))
        elif workspace.playbook().shows_something:
            show_risks(Answer(), register, day, in_full=chosen is not None)
        leave_when_broken(workspace.playbook())
        if any(one.is_live and one.band is Band.HIGH and not one.settled for one in register.risks):
            raise typer.Exit(int(ExitCode.NO))


def show_risks(answer: Answer, register: RiskRegister, day: date, *, in_full: bool) -> None:
    """Prints the register as a table, one risk in full where one was asked for, and the incidents."""
    if not register.risks:
        answer.line(wording.EMPTY)
        return
    answer.line(wording.title(register), Style.STRONG)
    answer.line(wording.summary(register))
    answer.rows(
        (
            (
                styled(wording.level_words(one), _STYLES[one.band]),
                wording.name_with_product(one),
                wording.STATE_WORDS[one.state],
                wording.review_words(one, day),
                "; ".join(one.reasons),
            )
            for one in register.risks
        ),
        head=("level", "risk", "state", "review", "why"),
    )
    if in_full:
        for one in register.risks:
            _in_full(answer, one)
    _incidents(answer, register.incidents, day)


def _in_full(answer: Answer, risk: RiskStatus) -> None:
    answer.heading(wording.name_with_product(risk))
    answer.line(risk.description, indent=2)
    answer.line(f"{wording.ANTIDOTE}: {risk.antidote}", indent=2)
    answer.points(f"{one.name}: {one.reason}" for one in risk.antidotes)
    answer.line(f"{wording.INDICATORS}:" if risk.indicators else wording.NO_INDICATORS, indent=2)
    answer.points(f"{one.text}: {wording.ALARM_WORDS[one.alarm]} ({one.reason})" for one in risk.indicators)


def _incidents(answer: Answer, status: IncidentsStatus, day: date) -> None:
    answer.heading(wording.INCIDENTS)
    answer.line(wording.incident_summary(status, day), indent=2)
    if status.incidents:
        answer.rows(
            (
                (
                    wording.SEVERITY_WORDS[one.severity],
                    one.title,
                    wording.found_words(one, day),
                    wording.speed_words(one),
                    wording.postmortem_words(one, day),
                )
                for one in status.incidents
            ),
            head=("severity", "incident", "when", "how fast", "postmortem"),
        )
        late = [(one, action) for one in status.incidents for action in one.actions if action.late_days]
        answer.points(
            f"{action.what} ({wording.owner_words(action.owner)}, "
            f"{wording.action_words(action.due, action.done, action.late_days, day)})"
            for _, action in late
        )
