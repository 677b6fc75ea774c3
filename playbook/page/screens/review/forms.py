"""From what stands on the overview to the form that settles it, filled in as far as the playbook knows."""

from collections.abc import Iterator, Sequence

from playbook.page.parts.context import ScreenContext
from playbook.page.parts.record_links import record_link
from playbook.page.screens.record import wording as form
from playbook.readiness.due.by_seat import DueItem, DueKind, due_by_seat


def owed_by_all(context: ScreenContext) -> tuple[DueItem, ...]:
    """Everything that anybody owes; asked for once where many links are drawn."""
    return tuple(_items(context))


def form_link(owed: Sequence[DueItem], kind: DueKind, subject: str, *, what: str = "", criterion: str = "") -> None:
    """The link to the form of one thing owed: the decision called `what`, or the signature for `criterion`."""
    for item in owed:
        same = item.kind is kind and item.subject == subject and what in ("", item.what)
        if same and item.form and criterion in ("", dict(item.fill).get("criterion")):
            _link(item)
            return


def _items(context: ScreenContext) -> Iterator[DueItem]:
    for seat in context.workspace.ask(due_by_seat, context.as_of, context.basis):
        yield from seat.items


def _link(item: DueItem) -> None:
    record_link(item.form, form.LINKS.get(item.form, form.RECORD_IT), about=item.product, **dict(item.fill))
