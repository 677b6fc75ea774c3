"""What a run of the page finds out once."""

from collections.abc import Callable
from pathlib import Path

import pytest

from playbook.page.parts.links import Screen
from playbook.page.parts.this_run import once_a_run, one_run, settle, settled
from playbook.services.running_app import app as running_app
from playbook.workspace.workspace import Workspace
from tests.playbook.page.looking import Onlooker
from tests.worlds import World, on_track


def test_a_run_finds_out_once_and_the_next_one_anew() -> None:
    asked: list[str] = []

    @once_a_run
    def length(text: str) -> int:
        asked.append(text)
        return len(text)

    with one_run():
        assert [length("one"), length("three"), length("one")] == [3, 5, 3]
        assert asked == ["one", "three"]
    with one_run():
        assert length("one") == 3
    assert asked == ["one", "three", "one"]


def test_what_is_settled_holds_for_the_rest_of_a_run() -> None:
    settle("day", 1)
    assert settled("day") is None
    with one_run():
        assert settled("day") is None
        settle("day", 2)
        assert settled("day") == 2
    assert settled("day") is None


def test_outside_of_a_run_nothing_is_kept() -> None:
    asked: list[None] = []
    look = once_a_run(lambda: asked.append(None))
    with one_run():
        look()
    look()
    look()
    assert len(asked) == 3


def test_what_was_raised_is_not_kept() -> None:
    answers = iter(["", "there"])

    @once_a_run
    def name() -> str:
        if not (found := next(answers)):
            raise LookupError
        return found

    with one_run():
        with pytest.raises(LookupError):
            name()
        assert name() == "there"


def test_a_page_asks_once_which_playbook_it_shows(
    looks_at: Callable[[World], Onlooker], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    look = looks_at(on_track(tmp_path))
    asked: list[Workspace] = []

    def workspace() -> Workspace:
        asked.append(look.workspace)
        return look.workspace

    monkeypatch.setattr(running_app, "workspace", workspace)
    assert not look.opens(Screen.OVERVIEW).exception
    assert len(asked) == 1
