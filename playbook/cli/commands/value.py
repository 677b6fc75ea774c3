"""`playbook value`: promised against realized value, the way from experiment to monitor, cost per outcome."""

from typing import Annotated

import typer

from playbook.cli import wording as cli_wording
from playbook.cli.options import ANSWER, DAY, PLACES, SERVER, leave_when_broken, opened, shared
from playbook.cli.output import Answer, Style, document, styled
from playbook.cli.parameters import Parameters
from playbook.concerns.value import wording
from playbook.concerns.value.as_json import value_document
from playbook.concerns.value.status import Standing, ValueStatus, value_status
from playbook.services import choices

_STYLES = {Standing.KEPT: Style.GOOD, Standing.SHORT: Style.BAD}


@shared(*PLACES, *ANSWER, *DAY, *SERVER)
def value(
    parameters: Parameters,
    product: Annotated[str | None, typer.Option("--product", metavar="ID", help=cli_wording.PRODUCT_HELP)] = None,
) -> None:
    """Promised against realized value, product by product and together; the way from experiment to monitor."""
    with opened(parameters) as workspace:
        day, basis = choices.as_of(workspace, parameters.as_of), choices.basis(parameters.basis)
        chosen = choices.product(workspace, product)
        state = workspace.playbook()
        status = workspace.ask(value_status, day, basis)
        if parameters.json:
            document(value_document(status, day, chosen, basis=basis))
        elif state.shows_something:
            _show(Answer(), status, chosen)
        leave_when_broken(state)


def _show(answer: Answer, status: ValueStatus, product: str | None) -> None:
    if not status.products:
        answer.line(wording.EMPTY + ".")
    else:
        answer.line(wording.summary(status), Style.STRONG)
        answer.line(wording.so_far_words(status))
        answer.rows(
            (
                (
                    one.name,
                    wording.amount(one.promised, status.unit),
                    wording.amount(one.realised, status.unit),
                    wording.share(one.share),
                    styled(wording.STANDING_WORDS[one.standing], _STYLES.get(one.standing, "")),
                    wording.cost_words(one.costs, status.unit),
                )
                for one in status.products
                if product in (None, one.product)
            ),
            head=(
                wording.COLUMN_PRODUCT,
                wording.COLUMN_PROMISED,
                wording.COLUMN_REALISED,
                wording.COLUMN_SHARE,
                wording.COLUMN_STANDING,
                wording.COLUMN_COST,
            ),
        )
    answer.heading(wording.FUNNEL)
    rows = (tuple(str(cell) for cell in wording.step_row(step)) for step in status.funnel)
    answer.rows(rows, head=wording.FUNNEL_COLUMNS)
