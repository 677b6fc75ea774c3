"""Scores of weeks that are over outlive the process that worked them out, and are never taken for others."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from metrics.observation import Basis
from playbook.readiness.inquiry import Inquiry
from playbook.readiness.items import Item, items_of
from playbook.readiness.score_history import ScorePoint, score_history
from playbook.settings import find_home
from playbook.workspace import kept_weeks
from playbook.workspace.workspace import Workspace
from tests.worlds import World


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[date]:
    """The days that were judged for the history."""
    days: list[date] = []

    def judging(questions: Inquiry) -> tuple[Item, ...]:
        days.append(questions.day)
        return items_of(questions)

    monkeypatch.setattr("playbook.readiness.score_history.items_of", judging)
    return days


def history(world: World, basis: Basis = Basis.KNOWN) -> tuple[ScorePoint, ...]:
    """As a fresh process sees it."""
    with world.workspace() as workspace:
        return workspace.ask(score_history, basis=basis)


def file_of(world: World) -> Path:
    return world.folder / ".last-whole-weeks.json"


def test_after_a_start_only_the_day_itself_is_judged(on_track: World, judged: list[date]) -> None:
    on_track.receive_all()
    first = history(on_track)
    assert judged == [point.day for point in first]
    judged.clear()
    assert history(on_track) == first
    assert judged == [on_track.today]


def test_another_basis_record_number_or_program_is_judged_anew(
    on_track: World, judged: list[date], monkeypatch: pytest.MonkeyPatch
) -> None:
    on_track.receive_all()
    weeks = [point.day for point in history(on_track)]
    judged.clear()
    history(on_track, Basis.TODAY)
    on_track.change("records/charter.yaml", "Example Works", "Other Works")
    history(on_track)
    monkeypatch.setattr(kept_weeks, "_program", lambda: "another")
    history(on_track)
    assert judged == 3 * weeks
    judged.clear()
    with on_track.workspace() as workspace:
        upload = next(one for one in workspace.uploads() if one.received_at.date() < weeks[3])
        workspace.revoke(upload.upload_id, actor="data-analyst")
    history(on_track)
    assert 1 < len(judged) < len(weeks), "weeks before that upload stay as they are"


@pytest.mark.parametrize(
    "text", ["", "[]", "{", "null", '{"a": 1}', '{"a": [1, 2, 3]}', '{"a": ["x", {}]}', "[" * 9999]
)
def test_a_damaged_file_holds_nothing(on_track: World, judged: list[date], text: str) -> None:
    on_track.receive_all()
    first = history(on_track)
    file_of(on_track).write_text(text, "utf-8")
    judged.clear()
    assert history(on_track) == first
    assert len(judged) == len(first)


@pytest.mark.parametrize("score", [-1, 101, float("nan"), float("inf")])
def test_a_score_that_is_none_is_not_shown(on_track: World, score: float) -> None:
    on_track.receive_all()
    first = history(on_track)
    kept = json.loads(file_of(on_track).read_text("utf-8"))
    file_of(on_track).write_text(json.dumps({name: [score, 50] for name in kept}), "utf-8")
    assert history(on_track) == first


def test_who_only_asks_begins_no_file(on_track: World) -> None:
    on_track.receive_all()
    file_of(on_track).unlink(missing_ok=True)
    home = find_home(on_track.folder, None, {})
    with Workspace(home, making=False) as workspace:
        workspace.ask(score_history, on_track.today)
    assert not file_of(on_track).exists()


def test_names_are_the_same_in_every_process() -> None:
    script = (
        "from datetime import date; from playbook.workspace.kept_weeks import _digest;"
        "print(_digest((date(2026, 9, 6), frozenset({('a', None), ('b', 1), ('c', 2)}), ())))"
    )
    found = {
        subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, env=None).stdout
        for _ in range(3)
    }
    assert len(found) == 1


def test_sets_and_lists_of_other_contents_have_other_names() -> None:
    others = [
        (),
        ("a",),
        ("a", "b"),
        (("a",), "b"),
        (frozenset({"a", "b"}),),
        ("a, b",),
        ("a\n'b'",),
        (None,),
        ("None",),
    ]
    assert len({kept_weeks._digest(one) for one in others}) == len(others)


def test_only_so_many_are_kept(on_track: World, monkeypatch: pytest.MonkeyPatch) -> None:
    on_track.receive_all()
    monkeypatch.setattr(kept_weeks, "KEPT_IN_THE_FILE", 3)
    history(on_track)
    assert len(json.loads(file_of(on_track).read_text("utf-8"))) == 3
