"""The history of a gate's bar, and the page by the rules of another day."""

from collections.abc import Callable

import pytest

from playbook.page.parts import wording
from playbook.page.parts.links import Screen
from playbook.readiness.bars import wording_lowered as words_of_bars
from tests.playbook.page.looking import Onlooker, grids, words, words_of_cell
from tests.repositories import commit, committed
from tests.worlds import World

LooksAt = Callable[[World], Onlooker]
GATE = "support-copilot/limited-release"


@pytest.fixture
def moved(slipping: World) -> World:
    """A playbook whose line moved twice, once with its record."""
    committed(slipping)
    slipping.change("definitions/gates.yaml", '        warn: "<= 0.08"\n        weeks: 2', '        warn: "<= 0.3"')
    commit(slipping.folder, "judge was wrong", "2026-10-20")
    slipping.change("definitions/gates.yaml", 'pass: "<= 0.06"', 'pass: "<= 0.2"')
    what = "gates.limited-release.criteria.grounded-answers.pass"
    why = "on: 2026-11-04, by: vp-engineering, why: The customer accepts it"
    slipping.write(
        "records/bar_changes.yaml", f'changes:\n  - {{what: {what}, from: "<= 0.06", to: "<= 0.2", {why}}}\n'
    )
    commit(slipping.folder, "ship it", "2026-11-04")
    slipping.receive_all()
    return slipping


def table(one: Onlooker, **more: str) -> list[str]:
    """The rows of the history of the bar."""
    shown = grids(one.opens(Screen.GATES, gate=GATE, tab="history", **more))["bars"]
    return [" | ".join(" ".join(words_of_cell(cell)) for cell in row["c"] if cell) for row in shown["rows"]]


def test_the_history_tells_each_move_with_its_commit_and_its_reason(moved: World, looks_at: LooksAt) -> None:
    newest, *rest = table(looks_at(moved))
    assert "weaker" in newest
    assert "Grounded answers, line to pass" in newest
    assert "≤ 6% → ≤ 20%" in newest
    assert "The customer accepts it" in newest
    assert len(rest) == 2
    assert all("Judge was wrong" in row and "no record" in row for row in rest)


def test_what_came_after_the_day_is_not_told_and_what_is_not_committed_is(moved: World, looks_at: LooksAt) -> None:
    one = looks_at(moved)
    assert len(table(one, as_of="2026-10-30")) == 2
    moved.change("definitions/gates.yaml", 'pass: "<= 0.2"', 'pass: "<= 0.1"')
    newest, *_ = table(one)
    assert "stricter" in newest
    assert words_of_bars.NOT_COMMITTED in newest


def test_a_change_that_git_does_not_show_is_told_by_name_and_not_denied(slipping: World, looks_at: LooksAt) -> None:
    committed(slipping)
    what = "gates.limited-release.criteria.grounded-answers.pass"
    why = "on: 2026-10-20, by: vp-engineering, why: The customer accepts it"
    slipping.write(
        "records/bar_changes.yaml", f'changes:\n  - {{what: {what}, from: "<= 0.05", to: "<= 0.06", {why}}}\n'
    )
    said = words(looks_at(slipping).opens(Screen.GATES, gate=GATE, tab="history"))
    assert words_of_bars.ONLY_ON_RECORD in said
    assert words_of_bars.NEVER_MOVED not in said.replace(words_of_bars.ONLY_ON_RECORD, "")
    assert "Limited release, grounded answers, line to pass, lowered on Oct 20" in said
    assert what not in said


def test_without_git_it_says_so(slipping: World, looks_at: LooksAt) -> None:
    app = looks_at(slipping).opens(Screen.GATES, gate=GATE, tab="history")
    assert not app.exception
    assert "Git cannot say how 'definitions' stood" in words(app)


def test_the_page_judges_by_the_rules_of_the_day_and_says_whose_they_are(moved: World, looks_at: LooksAt) -> None:
    one = looks_at(moved)
    todays = words(one.opens(Screen.GATES, gate=GATE, tab="criteria", as_of="2026-10-25"))
    assert wording.DEFINITIONS_OF_TODAY in todays
    then = words(one.opens(Screen.GATES, gate=GATE, tab="criteria", as_of="2026-10-25", definitions="then"))
    assert "Judged by the definitions of Oct 20, 2026 in commit" in then
    assert wording.DEFINITIONS_OF_TODAY not in then


def test_where_git_has_none_the_page_goes_on_by_todays(slipping: World, looks_at: LooksAt) -> None:
    app = looks_at(slipping).opens(Screen.OVERVIEW, definitions="then")
    assert not app.exception
    assert "Judged by today's definitions: git cannot say how 'definitions' stood" in words(app)


def test_an_address_that_names_other_definitions_gets_a_calm_sentence(slipping: World, looks_at: LooksAt) -> None:
    app = looks_at(slipping).opens(Screen.OVERVIEW, definitions="yesterday")
    assert any("yesterday" in info.value for info in app.info)


def test_what_is_written_stands_by_todays_definitions(moved: World, looks_at: LooksAt) -> None:
    app = looks_at(moved).opens(Screen.RECORD, definitions="then")
    assert not app.exception
    assert "Judged by the definitions" not in words(app)
