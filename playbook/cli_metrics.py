"""`playbook metrics`: where each metric stands against its trajectory, and its last weeks."""

from typing import Annotated

import typer
from rich.text import Text

from playbook import asked as door
from playbook import wording_cli as wording
from playbook.assessment_json import metrics_json
from playbook.cli_gates import OUTCOME_STYLES
from playbook.cli_options import ANSWER, DAY, PLACES, SERVER, Asked, opened, shared
from playbook.cli_output import Answer, Style, document, styled
from playbook.cli_status import leave_when_broken
from playbook.cli_weekly_review import show_reviews
from playbook.north_star import MetricStatus
from playbook.selection import metrics_of, series_of
from playbook.sparklines import text_bars
from playbook.wording import OUTCOME_WORDS, value_text

_WEEKS = 8


@shared(*PLACES, *ANSWER, *DAY, *SERVER)
def metrics(
    asked: Asked,
    metric: Annotated[str | None, typer.Option("--metric", metavar="ID", help=wording.METRIC_HELP)] = None,
    product: Annotated[str | None, typer.Option("--product", metavar="ID", help=wording.PRODUCT_HELP)] = None,
) -> None:
    """The weekly series of the north-star metrics against their dated targets."""
    with opened(asked) as workspace:
        day, basis = door.as_of(workspace, asked.as_of), door.basis(asked.basis)
        chosen_metric, chosen_product = door.metric(workspace, metric), door.product(workspace, product)
        assessment = workspace.assess(day, basis)
        if asked.json:
            series = series_of(assessment, chosen_metric, chosen_product)
            document(metrics_json(day, series, basis=str(basis), reviews=door.weekly_reviews(workspace, day, basis)))
        elif workspace.playbook().shows_something:
            statuses = [
                status for status in metrics_of(assessment, chosen_product) if chosen_metric in (None, status.metric)
            ]
            answer = Answer()
            show_metrics(answer, statuses, chosen_product, in_full=chosen_metric is not None)
            if chosen_metric is not None:
                show_reviews(
                    answer, workspace.playbook().playbook, door.weekly_reviews(workspace, day, basis), statuses
                )
        leave_when_broken(workspace.playbook())


def show_metrics(answer: Answer, statuses: list[MetricStatus], product: str | None, *, in_full: bool) -> None:
    """Prints a table by pillar; one metric alone is followed by its weeks."""
    listed = [shown for status in statuses for shown in (status, *(status.by_product if in_full else ()))]
    if not listed:
        answer.line(wording.NO_METRICS if product is None else wording.no_metrics_of(product))
        return
    for pillar in dict.fromkeys(status.pillar for status in listed):
        answer.heading(pillar.capitalize())
        answer.rows(
            (_row(status) for status in listed if status.pillar is pillar),
            head=wording.METRICS_HEAD,
            right=[3, 4],
            whole=[1, 2, 5, 6],
        )
    if in_full:
        for status in listed:
            _weeks(answer, status)


def _row(status: MetricStatus) -> tuple[Text | str, ...]:
    values = [point.value for point in status.series.closed[-_WEEKS:]]
    return (
        status.name,
        status.product or wording.ALL,
        status.week or "",
        value_text(status.value, kind=status.kind, unit=status.unit),
        "" if status.target is None else value_text(status.target, kind=status.kind, unit=status.unit),
        styled(OUTCOME_WORDS[status.outcome], OUTCOME_STYLES.get(status.outcome, "")),
        text_bars(values),
        status.reason,
    )


def _weeks(answer: Answer, status: MetricStatus) -> None:
    if not status.series.points:
        return
    answer.heading(f"{status.name}, {status.product or wording.ALL_PRODUCTS}")
    answer.rows(
        (
            (
                point.week,
                value_text(point.value, kind=status.kind, unit=status.unit),
                wording.cases(point.numerator, point.denominator),
                styled(wording.week_note(point), Style.QUIET),
            )
            for point in status.series.points
        ),
        right=[1, 2],
        whole=[0],
    )
