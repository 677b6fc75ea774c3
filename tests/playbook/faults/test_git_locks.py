"""Git's own lock: a short one is waited for, a forgotten one is a sentence, and then nothing was written."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from playbook.services import closing
from playbook.services.recording import commit as committing
from playbook.services.recording import wording
from playbook.services.recording.commit import NotCommitted, commit
from playbook.services.recording.kinds import BY_NAME
from playbook.services.recording.recording import draft_record, write_and_commit
from playbook.workspace.workspace import Workspace
from tests.long_run import times
from tests.repositories import committed, git
from tests.worlds import World

SIGN_OFF = {
    "product": "support-copilot",
    "gate": "limited-release",
    "criterion": "legal-review",
    "decision": "yes",
    "by": "legal-counsel",
}


@pytest.fixture
def tracked(on_track: World) -> World:
    """A playbook in git, its files received."""
    committed(on_track)
    for name, value in (("user.name", "Page"), ("user.email", "page@example.org")):
        git(on_track.folder, "config", name, value)
    on_track.receive_all()
    return on_track


@pytest.fixture
def workspace(tracked: World) -> Iterator[Workspace]:
    """Its workspace."""
    with tracked.workspace() as opened:
        yield opened


def lock(world: World) -> Path:
    """Git's lock, as another command holds it."""
    path = world.folder / ".git" / "index.lock"
    path.touch()
    return path


def subjects(world: World) -> list[str]:
    return git(world.folder, "log", "--format=%s").splitlines()


def test_a_lock_that_another_command_holds_for_a_moment_is_waited_for(tracked: World, workspace: Workspace) -> None:
    record = draft_record(workspace, BY_NAME["sign-off"], SIGN_OFF)
    held = lock(tracked)
    release = threading.Timer(0.5, held.unlink)
    release.start()
    assert write_and_commit(workspace, "sign-off", record, None)
    release.join()
    assert git(tracked.folder, "show", "--format=", "--name-only").split() == [
        "records/receipts.jsonl",
        "records/sign_offs.yaml",
    ]
    assert git(tracked.folder, "status", "--porcelain") == ""


def test_a_lock_that_stays_is_a_sentence_and_the_files_are_as_they_were(
    tracked: World, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(committing, "_TRIES", 2)
    before = tracked.text("records/sign_offs.yaml")
    record = draft_record(workspace, BY_NAME["sign-off"], SIGN_OFF)
    held = lock(tracked)
    with pytest.raises(NotCommitted, match=r"lock of this repository \(index\.lock\).*nothing was written"):
        write_and_commit(workspace, "sign-off", record, None)
    held.unlink()
    assert tracked.text("records/sign_offs.yaml") == before
    assert not (tracked.folder / "records" / "receipts.jsonl").exists()
    assert git(tracked.folder, "status", "--porcelain") == ""
    assert write_and_commit(workspace, "sign-off", record, None)


def test_a_review_that_is_closed_under_a_lock_stands_and_says_that_it_is_not_committed(
    tracked: World, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(committing, "_TRIES", 2)
    held = lock(tracked)
    closed = closing.close(
        workspace,
        week="2026-W44",
        day=tracked.today,
        by="vp-engineering",
        comment="",
        confirmed=True,
        commits=True,
        author=None,
    )
    held.unlink()
    assert (closed.commit, closed.not_committed) == ("", wording.LOCKED)
    assert [review.week for review in workspace.playbook().playbook.reviews] == ["2026-W44"]
    assert len(subjects(tracked)) == 1


def test_commits_of_several_people_at_once_all_come_into_the_history(tracked: World) -> None:
    people = times(3)
    names = [f"person-{number}.yaml" for number in range(people)]
    records = tracked.folder / "records"
    for name in names:
        (records / name).write_text("a: 1\n", "utf-8")
    git(tracked.folder, "add", "-A")
    git(tracked.folder, "commit", "-q", "-m", "Files")
    failed: list[NotCommitted] = []

    def change(name: str) -> None:
        (records / name).write_text("a: 2\n", "utf-8")
        try:
            commit(records / name, name, None)
        except NotCommitted as reason:
            failed.append(reason)

    threads = [threading.Thread(target=change, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert set(subjects(tracked)) >= set(names)
    assert git(tracked.folder, "status", "--porcelain") == ""


def test_a_hook_that_never_ends_is_a_sentence_and_leaves_no_lock(
    tracked: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(committing, "_SECONDS", 1)
    hook = tracked.folder / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexec sleep 20\n", "utf-8")
    hook.chmod(0o755)
    path = tracked.folder / "records" / "team.yaml"
    path.write_text(path.read_text("utf-8") + "# one more line\n", "utf-8")
    begun = time.monotonic()
    with pytest.raises(NotCommitted, match="git did not finish within 1 seconds"):
        commit(path, "Never", None)
    assert time.monotonic() - begun < 15
    assert not list((tracked.folder / ".git").glob("*.lock"))
    hook.unlink()
    assert commit(path, "Now", None)
