"""`playbook governance`: coverage by framework, what an auditor would find missing, vendors and their models."""

from datetime import date
from typing import Annotated

import typer

from playbook.cli.options import ANSWER, DAY, PLACES, SERVER, leave_when_broken, opened, shared
from playbook.cli.output import Answer, Style, document, styled
from playbook.cli.parameters import Parameters
from playbook.concerns.governance import wording
from playbook.concerns.governance.as_json import GovernanceDocument
from playbook.concerns.governance.status import ControlState, FrameworkStatus, GovernanceStatus, governance_status
from playbook.json_values import fill
from playbook.readiness.wording import who_words
from playbook.results.vendors import VendorStatus
from playbook.services import choices

STYLES = {
    ControlState.COVERED: Style.GOOD,
    ControlState.CLAIMED: Style.FAIR,
    ControlState.OPEN: Style.FAIR,
    ControlState.UNSERVED: Style.BAD,
    ControlState.NOT_YET: Style.QUIET,
    ControlState.NOT_APPLICABLE: Style.QUIET,
}


@shared(*PLACES, *ANSWER, *DAY, *SERVER)
def governance(
    parameters: Parameters,
    framework: Annotated[str | None, typer.Option("--framework", metavar="ID", help=wording.HELP)] = None,
) -> None:
    """Which controls of each framework are covered today, what an auditor would find missing, and how vendors stand."""
    with opened(parameters) as workspace:
        day, basis = choices.as_of(workspace, parameters.as_of), choices.basis(parameters.basis)
        chosen = choices.framework(workspace, framework)
        status = workspace.ask(governance_status, day, basis).about(chosen)
        if parameters.json:
            document(fill(GovernanceDocument, status, as_of=day, basis=basis))
        elif workspace.playbook().shows_something:
            show_governance(Answer(), status, day, in_full=chosen is not None)
        leave_when_broken(workspace.playbook())


def show_governance(answer: Answer, status: GovernanceStatus, day: date, *, in_full: bool) -> None:
    """Prints coverage, the gaps of each framework (every control of the one that was named), and the vendors."""
    if not status.frameworks:
        answer.line(wording.EMPTY)
    else:
        answer.line(wording.title(status), Style.STRONG)
        answer.line(wording.summary(status))
        answer.rows(
            ((one.name, wording.coverage_words(one), wording.counts_words(one)) for one in status.frameworks), whole=[1]
        )
        for framework in status.frameworks:
            if in_full or (framework.gaps and framework.replaced_by is None):
                _framework(answer, framework, in_full=in_full)
    _vendors(answer, status.vendors, day)


def _framework(answer: Answer, framework: FrameworkStatus, *, in_full: bool) -> None:
    answer.heading(framework.name)
    answer.line(wording.missing_sentence(framework), indent=2)
    answer.rows(
        (
            wording.control_name(control),
            styled(wording.STATE_WORDS[control.state], STYLES[control.state]),
            control.reason + (f" ({who_words(control.who)})" if control.who and control.is_gap else ""),
        )
        for control in (framework.controls if in_full else framework.gaps)
    )


def _vendors(answer: Answer, vendors: tuple[VendorStatus, ...], day: date) -> None:
    answer.heading(wording.VENDORS)
    if not vendors:
        answer.line(wording.NO_VENDORS, indent=2)
        return
    answer.line(wording.vendors_sentence(vendors), indent=2)
    answer.rows(
        (
            vendor.name,
            styled("; ".join(vendor.missing) or wording.IN_ORDER, Style.BAD if vendor.missing else Style.GOOD),
            wording.contract_words(vendor, day),
            "; ".join(f"{model.model}: {wording.retires_words(model, day)}" for model in vendor.models),
        )
        for vendor in vendors
    )
