"""Causes of a change of the score, and the same with one entry a subject."""

from playbook.readiness.changes.between import Change, by_subject
from playbook.readiness.wording_screen import short_cause
from playbook.verdict import Area, ChangeKind


def cause(effect: float, text: str, *, subject: str = "Task success", late: bool = False) -> Change:
    """A cause about a metric that is inconclusive today."""
    return Change(ChangeKind.DATA, Area.METRICS, text, effect, subject, "inconclusive" if subject else "", late)


LATE = cause(1.9, "Task success: met, with data that arrived since", late=True)
SINCE = cause(-1.2, "Task success: from met to inconclusive")


def test_what_came_late_and_what_happened_since_is_one_entry_that_says_where_it_stands_now() -> None:
    (one,) = by_subject([LATE, SINCE])
    assert round(one.effect, 6) == 0.7
    assert short_cause(one) == "Task success: now inconclusive", "not late alone, and never what it was in between"
    assert one.text == f"{LATE.text}; {SINCE.text}"


def test_what_cancels_out_moved_nothing_and_other_causes_keep_their_order() -> None:
    other = cause(0.5, "Stack: a decision went", subject="")
    back = cause(-1.9, "Task success: from met to inconclusive")
    assert by_subject([LATE, back, other]) == (other,)
    assert by_subject([other, LATE]) == (LATE, other)


def test_only_data_of_an_earlier_day_is_called_late() -> None:
    assert short_cause(LATE) == "Task success: now inconclusive, from late data"
    assert short_cause(cause(1.9, "Task success: from no data to met")) == "Task success: now inconclusive"
