"""The research backlog: where each entry stands, how long, and what should have moved on by now."""

from datetime import date

import pytest

from playbook.concerns.research.status import ResearchStatus, Standing, research_status
from playbook.readiness.inquiry import Inquiry
from tests.playbook.building import measurements_of, playbook_of

BACKLOG = """
backlog:
  - {id: paper, title: A paper, kind: paper, found: 2026-10-01, by: lead, layers: [retrieval]}
  - {id: later, title: Another, found: 2026-10-20, by: lead}
  - id: tool
    title: A tool
    found: 2026-09-10
    by: lead
    owner: data-lead
    why: Might help
    triage:
      - {state: seen, on: 2026-09-12, by: lead}
      - {state: trial, on: 2026-09-20, by: data-lead}
      - {state: dropped, on: 2026-11-10, by: data-lead, why: Too slow}
"""
STACK = "layers: [{id: retrieval, name: Retrieval and knowledge, due_week: 6}]"


def status(day: date) -> ResearchStatus:
    playbook = playbook_of(
        definitions_resources="{triage_days: 14, trial_days: 42}", definitions_stack=STACK, records_research=BACKLOG
    )
    return research_status(Inquiry(playbook, measurements_of(playbook), day))


@pytest.mark.parametrize(
    ("day", "standing", "late"),
    [
        (date(2026, 9, 11), Standing.UNTRIAGED, 0),
        (date(2026, 9, 12), Standing.SEEN, 0),
        (date(2026, 9, 20), Standing.TRIAL, 0),
        (date(2026, 11, 1), Standing.TRIAL, 0),
        (date(2026, 11, 4), Standing.TRIAL, 3),
        (date(2026, 11, 10), Standing.DROPPED, 0),
    ],
)
def test_an_entry_stands_where_the_last_step_by_the_day_put_it(day: date, standing: Standing, late: int) -> None:
    tool = next(find for find in status(day).finds if find.id == "tool")
    assert (tool.standing, tool.late_days) == (standing, late)


def test_what_was_not_found_yet_is_not_there() -> None:
    assert status(date(2026, 9, 9)).finds == ()
    assert [find.id for find in status(date(2026, 10, 1)).finds] == ["paper", "tool"]


def test_the_age_of_the_untriaged_counts_from_the_day_it_was_found() -> None:
    today = status(date(2026, 11, 6))
    assert [(find.id, find.age_days, find.late_days) for find in today.standing(Standing.UNTRIAGED)] == [
        ("paper", 36, 22),
        ("later", 17, 3),
    ]
    assert (today.oldest_untriaged, today.median_untriaged) == (36, 17)
    assert today.finds[0].layer_names == ("Retrieval and knowledge",)


def test_nothing_untriaged_has_no_age() -> None:
    empty = ResearchStatus()
    assert (empty.oldest_untriaged, empty.median_untriaged) == (None, None)
