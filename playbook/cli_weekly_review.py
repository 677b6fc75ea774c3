"""`playbook metrics --metric ID`: the weekly review of one metric as tables."""

from collections.abc import Iterable

from playbook import wording_cli as wording
from playbook.cli_output import Answer
from playbook.model import Playbook
from playbook.north_star import MetricStatus
from playbook.weekly_reviews import WeeklyReviews
from playbook.wording_weekly_review import NOTE, ReviewTable, review_title, review_words


def show_reviews(answer: Answer, playbook: Playbook, reviews: WeeklyReviews, statuses: Iterable[MetricStatus]) -> None:
    """Prints the review of each status, and of each product below it."""
    for status in (part for total in statuses for part in (total, *total.by_product)):
        review = reviews.of(status.metric, status.product)
        if review is None:
            continue
        words = review_words(review, playbook.metrics[status.metric])
        answer.heading(review_title(status.name, status.product or wording.ALL_PRODUCTS))
        answer.line(words.sentence)
        for table in words.tables:
            _show(answer, table)
        answer.gap()
        for note in words.notes:
            answer.line(note, indent=2)


def _show(answer: Answer, table: ReviewTable) -> None:
    answer.heading(table.title)
    notes = table.head.index(NOTE) if NOTE in table.head else len(table.head)
    answer.rows(table.rows, head=table.head, whole=range(notes))
