"""Groups of deliverables and the order in which they need somebody."""

from datetime import date, timedelta

import pytest

from playbook.concerns.charter.views import URGENT, Need, belongs, due_next, needing_somebody, urgent_first
from playbook.concerns.charter.wording import summary
from playbook.model.charter import State
from playbook.results.charter import CharterStatus
from tests.playbook.statuses import TODAY, deliverable

PROVEN = deliverable(id="proven")
LATE = deliverable(id="late", claimed=False, proven=False, state=State.IN_PROGRESS, late_days=9)
VERY_LATE = deliverable(id="very-late", proven=False, late_days=40)
BLOCKED = deliverable(id="blocked", claimed=False, proven=False, state=State.BLOCKED)
UNOWNED = deliverable(id="unowned", claimed=False, proven=False, state=State.NOT_STARTED, owner="")
CLAIMED = deliverable(id="claimed", proven=False)
DROPPED = deliverable(id="dropped", claimed=False, proven=False, dropped=True, state=State.DROPPED, owner="")


@pytest.mark.parametrize(
    ("need", "members"),
    [
        (Need.ALL, {"proven", "late", "very-late", "blocked", "unowned", "claimed", "dropped"}),
        (Need.LATE, {"late", "very-late"}),
        (Need.BLOCKED, {"blocked"}),
        (Need.UNOWNED, {"unowned"}),
        (Need.CLAIMED_ONLY, {"very-late", "claimed"}),
        (Need.OPEN, {"late", "blocked", "unowned"}),
        (Need.PROVEN, {"proven"}),
    ],
)
def test_each_group_holds_what_its_name_says(need: Need, members: set[str]) -> None:
    everything = (PROVEN, LATE, VERY_LATE, BLOCKED, UNOWNED, CLAIMED, DROPPED)
    assert {each.id for each in everything if belongs(each, need)} == members


def test_late_blocked_and_unowned_work_comes_first() -> None:
    ordered = urgent_first((PROVEN, CLAIMED, UNOWNED, BLOCKED, LATE, VERY_LATE))
    assert [each.id for each in ordered] == ["very-late", "late", "blocked", "unowned", "claimed", "proven"]


def test_what_is_proven_or_dropped_needs_nobody() -> None:
    assert [each.id for each in needing_somebody((PROVEN, DROPPED, CLAIMED))] == ["claimed"]
    assert Need.PROVEN not in URGENT


def test_what_is_due_within_two_weeks_is_next() -> None:
    soon = deliverable(id="soon", proven=False, due=TODAY + timedelta(days=14))
    later = deliverable(id="later", proven=False, due=TODAY + timedelta(days=15))
    past = deliverable(id="past", proven=False, due=TODAY - timedelta(days=1))
    assert [each.id for each in due_next((later, soon, past, PROVEN), TODAY)] == ["soon"]


def test_where_two_weeks_hold_nothing_the_first_after_them_is_next() -> None:
    far = deliverable(id="far", proven=False, due=date(2026, 12, 20))
    further = deliverable(id="further", proven=False, due=date(2026, 12, 27))
    assert [each.id for each in due_next((further, far), TODAY)] == ["far"]
    assert due_next((PROVEN, DROPPED), TODAY) == []


def test_what_is_proven_and_what_is_only_claimed_add_up_to_what_the_page_calls_claimed() -> None:
    charter = CharterStatus(claimed=0.333, proven=0.217, plan=0.51, elapsed=0.6, phases=())
    said = summary(charter, 8, None, 0, 16)
    assert said.startswith("22% is proven where 51% was due by today; another 11% is claimed and not proven.")
