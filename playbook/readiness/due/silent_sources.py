"""Sources that stay silent past their day: a debt of who answers for them."""

from collections.abc import Iterator
from datetime import date

from playbook.readiness.due import wording
from playbook.readiness.due.items import DueItem, DueKind
from playbook.readiness.due.source_standings import silent_ones
from playbook.readiness.inquiry import Inquiry
from playbook.verdict import Area


def silent_sources(questions: Inquiry, _: date) -> Iterator[DueItem]:
    """Each source that comes by day or week and whose newest number is older than that."""
    for one, due in silent_ones(questions):
        yield DueItem(
            kind=DueKind.FEED,
            seat=one.source.owner,
            what=wording.source(one.source.title),
            reason=wording.silent_since(one.newest, questions.day),
            due=due,
            late_days=one.late_days,
            product=one.source.product,
            area=Area.METRICS,
            subject=one.source.id,
        )
