"""Weeks that a sum since the start of the charter lacks are owed by whoever sends it."""

from datetime import date

import pytest

from playbook.readiness.due.feeds import feeds
from playbook.readiness.inquiry import Inquiry
from tests.playbook.building import friday_after, measurements_of, playbook_of, week_row

METRICS = """
metrics:
  - {id: charter_spend, name: Charter spend, pillar: cost, kind: amount, unit: EUR, per: charter, level: organization,
     better: lower, owner: finance-partner, source: ledger, max_age_days: 10,
     targets: [{date: 2026-12-05, value: 90000}]}
"""
CLOSED = "closures: [{weeks: [2026-W41], reason: Office closed, by: vp-engineering, on: 2026-09-01}]"


@pytest.mark.parametrize(
    ("sent", "closed", "owed"),
    [
        ((1, 2, 3, 4, 5, 6), "", []),
        ((1, 2, 4, 6), "", [("Send: Charter spend for Sep 21-27 and Oct 5-11", date(2026, 10, 7))]),
        ((2, 3, 4, 5, 6), "", [("Send: Charter spend for Sep 7-13", date(2026, 9, 23))]),
        ((1, 2, 3, 4, 6), CLOSED, []),
        ((1, 6), "", [("Send: Charter spend for Sep 14-20 to Oct 5-11", date(2026, 9, 30))]),
    ],
    ids=["whole", "two gaps", "late start", "week off", "a span"],
)
def test_weeks_that_a_sum_lacks_are_owed(sent: tuple[int, ...], closed: str, owed: list[tuple[str, date]]) -> None:
    playbook = playbook_of(definitions_metrics=METRICS, **({"definitions_calendar": closed} if closed else {}))
    rows = [week_row("charter_spend", week, value=5000, product="") for week in sent]
    day = friday_after(6)
    found = list(feeds(Inquiry(playbook, measurements_of(playbook, *rows), day), day))
    assert [(item.what, item.due) for item in found] == owed
    assert all(item.seat == "finance-partner" for item in found)
