"""Which deliverables a reader asks for, and in which order they need somebody."""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from playbook.model.charter import State
from playbook.results.charter import DeliverableStatus


class Need(StrEnum):
    """What a deliverable may want from somebody, and the other groups people look for."""

    ALL = "all"
    LATE = "late"
    BLOCKED = "blocked"
    UNOWNED = "unowned"
    CLAIMED_ONLY = "claimed_only"
    OPEN = "open"
    PROVEN = "proven"


URGENT = (Need.LATE, Need.BLOCKED, Need.UNOWNED, Need.CLAIMED_ONLY)


def belongs(deliverable: DeliverableStatus, need: Need) -> bool:
    """True where the deliverable is in that group; what was dropped needs nobody."""
    counts = not deliverable.dropped
    match need:
        case Need.ALL:
            return True
        case Need.LATE:
            return deliverable.late_days > 0
        case Need.BLOCKED:
            return deliverable.state is State.BLOCKED
        case Need.UNOWNED:
            return counts and not deliverable.owner and not deliverable.proven
        case Need.CLAIMED_ONLY:
            return deliverable.claimed and not deliverable.proven
        case Need.OPEN:
            return counts and not deliverable.claimed
        case Need.PROVEN:
            return deliverable.proven


def urgent_first(deliverables: Iterable[DeliverableStatus]) -> list[DeliverableStatus]:
    """The longest overdue first, then blocked, then unowned, then claimed without proof, then by due day."""
    return sorted(
        deliverables, key=lambda each: (-each.late_days, *(not belongs(each, need) for need in URGENT), each.due)
    )


def due_next(deliverables: Iterable[DeliverableStatus], today: date, within_days: int = 14) -> list[DeliverableStatus]:
    """What is still to be proven within so many days; where that is nothing, what is due first after them."""
    ahead = sorted(
        (each for each in deliverables if not each.proven and not each.dropped and each.due >= today),
        key=lambda each: each.due,
    )
    if not ahead:
        return []
    last = max(today + timedelta(days=within_days), ahead[0].due)
    return [each for each in ahead if each.due <= last]


def needing_somebody(deliverables: Iterable[DeliverableStatus]) -> list[DeliverableStatus]:
    """Those that are late, blocked, unowned or claimed without proof, in that order."""
    return urgent_first(each for each in deliverables if any(belongs(each, need) for need in URGENT))


def calm(due_now: int, claimed: float | None) -> bool:
    """True while nothing is due and nobody has claimed anything: no zeros then."""
    return due_now == 0 and not claimed
