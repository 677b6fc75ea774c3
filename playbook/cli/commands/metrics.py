"""`playbook metrics`: where each metric stands against its trajectory, and its last weeks."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from playbook.charting.sparklines import text_bars
from playbook.cli import wording
from playbook.cli.commands.gates import OUTCOME_STYLES
from playbook.cli.options import ANSWER, DAY, PLACES, SERVER, leave_when_broken, opened, shared
from playbook.cli.output import Answer, Style, document, styled, tell_problems
from playbook.cli.parameters import Parameters
from playbook.concerns.control.as_json import metrics_document
from playbook.concerns.control.review import ControlPoint, MetricControl, MetricControls
from playbook.concerns.control.reviews import metric_controls
from playbook.concerns.control.wording import process_words, signal_words, written
from playbook.concerns.north_star.status import MetricStatus
from playbook.concerns.north_star.views import speaks_for
from playbook.concerns.weekly_figures.figures import AllWeeklyFigures
from playbook.concerns.weekly_figures.wording import NOTE, FiguresTable, figures_title, figures_words
from playbook.model.playbook import Playbook
from playbook.readiness.selection import metrics_of, reviews_of
from playbook.services import choices
from playbook.wording import OUTCOME_WORDS, value_text, week_text

if TYPE_CHECKING:
    from rich.text import Text


def show_reviews(
    answer: Answer, playbook: Playbook, reviews: AllWeeklyFigures, statuses: Iterable[MetricStatus]
) -> None:
    """Prints the review of each status, and of each product below it."""
    for status in (part for total in statuses for part in (total, *total.by_product)):
        review = reviews.of(status.metric, status.product)
        if review is None:
            continue
        words = figures_words(review, playbook.metrics[status.metric])
        answer.heading(figures_title(status.name, status.product_name or wording.ALL_PRODUCTS))
        answer.line(words.sentence)
        for table in words.tables:
            _show(answer, table)
        answer.gap()
        for note in words.notes:
            answer.line(note, indent=2)


def _show(answer: Answer, table: FiguresTable) -> None:
    answer.heading(table.title)
    notes = table.head.index(NOTE) if NOTE in table.head else len(table.head)
    answer.rows(table.rows, head=table.head, whole=range(notes))


_WEEKS = 8


@shared(*PLACES, *ANSWER, *DAY, *SERVER)
def metrics(
    parameters: Parameters,
    metric: Annotated[str | None, typer.Option("--metric", metavar="ID", help=wording.METRIC_HELP)] = None,
    product: Annotated[str | None, typer.Option("--product", metavar="ID", help=wording.PRODUCT_HELP)] = None,
) -> None:
    """The weekly series of the north-star metrics against their dated targets."""
    with opened(parameters) as workspace:
        day, basis = choices.as_of(workspace, parameters.as_of), choices.basis(parameters.basis)
        chosen_metric, chosen_product = choices.metric(workspace, metric), choices.product(workspace, product)
        reviews = workspace.ask(metric_controls, day, basis)
        weekly = choices.all_weekly_figures(workspace, day, basis)
        if parameters.json:
            chosen = reviews_of(reviews, chosen_metric, chosen_product)
            document(metrics_document(day, chosen, basis=basis, weekly=weekly))
        elif workspace.playbook().shows_something:
            statuses = [
                status
                for status in metrics_of(workspace.assess(day, basis), chosen_product)
                if chosen_metric in (None, status.metric)
            ]
            answer = Answer()
            show_metrics(answer, statuses, reviews, chosen_product, in_full=chosen_metric is not None)
            if chosen_metric is not None:
                show_reviews(answer, workspace.playbook().playbook, weekly, statuses)
            tell_problems(workspace.stored_problems(), 0)
        leave_when_broken(workspace.playbook())


def show_metrics(
    answer: Answer, statuses: list[MetricStatus], reviews: MetricControls, product: str | None, *, in_full: bool
) -> None:
    """Prints a table by pillar; one metric alone is followed by what its charts mean, and by its weeks."""
    listed = [shown for status in statuses for shown in (status, *(status.by_product if in_full else ()))]
    if not listed:
        answer.line(wording.NO_METRICS if product is None else wording.no_metrics_of(product))
        return
    for pillar in dict.fromkeys(status.pillar for status in listed):
        answer.heading(pillar.capitalize())
        answer.rows(
            (_row(status, _review(reviews, speaks_for(status))) for status in listed if status.pillar is pillar),
            head=wording.METRICS_HEAD,
            right=[3, 4],
            whole=[1, 2, 5, 7],
        )
    if in_full:
        for status in listed:
            _in_full(answer, status, _review(reviews, status))


def _review(reviews: MetricControls, status: MetricStatus) -> MetricControl:
    """The review of the same series."""
    return reviews.of(status.metric, status.product) or MetricControl(status.metric, status.product)


def _row(status: MetricStatus, review: MetricControl) -> tuple["Text | str", ...]:
    shown = speaks_for(status)
    values = [point.value for point in shown.series.whole[-_WEEKS:]]
    return (
        status.name,
        status.product_name or wording.ALL,
        "" if status.period_end is None else week_text(status.period_end),
        value_text(shown.value, shown),
        "" if status.target is None else value_text(status.target, status),
        styled(OUTCOME_WORDS[status.outcome], OUTCOME_STYLES.get(status.outcome, "")),
        process_words(review.variation, review.assurance, review.limits.state if review.limits else None),
        text_bars(values),
        status.reason,
    )


def _in_full(answer: Answer, status: MetricStatus, review: MetricControl) -> None:
    if not review.points:
        return
    answer.heading(f"{status.name}, {status.product_name or wording.ALL_PRODUCTS}")
    for sentence in (review.sentence, review.samples_sentence, *review.remarks):
        if sentence:
            answer.line(sentence)
    answer.rows(
        (
            (
                week_text(reviewed.point.period_end),
                value_text(reviewed.point.value, status),
                wording.cases(reviewed.point.numerator, reviewed.point.denominator),
                "" if reviewed.signal is None else signal_words(reviewed.signal, upwards=bool(reviewed.upwards)),
                styled(_beside(reviewed), Style.QUIET),
            )
            for reviewed in review.points
        ),
        right=[1, 2],
        whole=[0],
    )


def _beside(reviewed: ControlPoint) -> str:
    """What to know about a week: whether it is whole, and what was written of it."""
    return "; ".join(filter(None, (wording.week_note(reviewed.point), *map(written, reviewed.notes))))
