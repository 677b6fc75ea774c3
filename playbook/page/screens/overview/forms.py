"""From what stands on the overview to the form that settles it, filled in as far as the playbook knows."""

from collections.abc import Iterator, Sequence

from playbook.page.parts.context import ScreenContext
from playbook.page.parts.links import Screen, link_to
from playbook.page.parts.record_links import record_link
from playbook.page.screens.record import wording as form
from playbook.readiness.due.by_seat import DueItem, DueKind, due_by_seat
from playbook.verdict import Area

_MOST = 2
_WANTED = (
    DueKind.SIGNATURE,
    DueKind.EVIDENCE,
    DueKind.DECISION,
    DueKind.DELIVERABLE,
)
"""What moves the readiness of what it is about, in the order in which it is offered."""


def form_links(area: Area, subject: str, context: ScreenContext) -> None:
    """Links to the forms for what is owed about `subject`, two at most; to the upload for numbers."""
    if area is Area.METRICS:
        link_to(Screen.UPLOAD, form.UPLOAD)
        return
    owed: dict[str, DueItem] = {}
    items = [item for item in _items(context) if (item.area, item.subject) == (area, subject)]
    for kind in _WANTED:
        for item in items:
            if item.kind is kind and item.form:
                owed.setdefault(item.form, item)
    for item in list(owed.values())[:_MOST]:
        _link(item)


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
