"""One row for what one act settles, though several launch gates wait for it."""

from collections.abc import Iterable
from dataclasses import dataclass

from playbook.readiness.due.items import DueItem, DueKind


@dataclass(frozen=True, slots=True)
class MergedItem:
    """The most pressing of items that the same piece of evidence settles, and the launch gates that wait for it."""

    item: DueItem
    gates: tuple[str, ...]
    """As `product/gate`; empty where none waits."""

    @property
    def more(self) -> int:
        """How many gates wait beside the one it is listed for."""
        return max(len(self.gates) - 1, 0)


def merged(items: Iterable[DueItem]) -> tuple[MergedItem, ...]:
    """Evidence of one kind for one product is one debt, whichever gates ask for it; everything else stays as it is."""
    together: dict[tuple[object, ...], list[DueItem]] = {}
    for item in items:
        same = item.kind is DueKind.EVIDENCE and bool(item.form)
        key = (item.seat, item.product, item.form, item.fill) if same else (item.seat, item.promise)
        together.setdefault(key, []).append(item)
    return tuple(
        MergedItem(
            min(found, key=lambda item: (item.due is None, item.due or item.late_days)),
            tuple(dict.fromkeys(item.subject for item in found if item.subject and "/" in item.subject)),
        )
        for found in together.values()
    )
