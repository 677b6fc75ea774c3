"""Earlier texts of a folder are found in every shape that a repository can have, or a sentence says why not."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from playbook.loading.definitions_in_time import DefinitionsInTime
from playbook.loading.history import NoHistory, revisions, texts_at
from tests.repositories import commit, git

FILE = "gates.yaml"


def folder_in(repository: Path, *, at: str = "playbook/definitions") -> Path:
    """A repository that says `one` on 7 September, `two` on 5 October and `three` on 2 November."""
    repository.mkdir(exist_ok=True)
    git(repository, "init", "-q")
    for text, day in (("one", "2026-09-07"), ("two", "2026-10-05"), ("three", "2026-11-02")):
        write(repository / at, text)
        commit(repository, text, day)
    return repository / at


def write(folder: Path, text: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FILE).write_text(text, encoding="utf-8")


def on(folder: Path, day: str) -> str:
    """What the file said at the end of a day."""
    revision = DefinitionsInTime(folder).revision_of(date.fromisoformat(day), "Europe/Berlin")
    return texts_at(folder, revision.commit)[FILE]


def days(folder: Path) -> list[str]:
    return [on(folder, day) for day in ("2026-10-04", "2026-10-05", "2026-11-01", "2026-11-03")]


USUAL = ["one", "two", "two", "three"]


@pytest.mark.parametrize("at", ["playbook/definitions", "definitions", "."])
def test_a_day_is_judged_by_what_stood_at_its_end(tmp_path: Path, at: str) -> None:
    assert days(folder_in(tmp_path, at=at)) == USUAL


def test_other_commits_other_folders_and_a_dirty_tree_change_nothing(tmp_path: Path) -> None:
    folder = folder_in(tmp_path)
    (tmp_path / "other.txt").write_text("x", encoding="utf-8")
    commit(tmp_path, "other", "2026-11-03")
    write(folder, "not committed")
    (folder / "new.yaml").write_text("x", encoding="utf-8")
    assert days(folder) == USUAL
    assert len(revisions(folder)) == 3


def test_what_was_merged_counts_from_its_merge(tmp_path: Path) -> None:
    folder = folder_in(tmp_path)
    git(tmp_path, "checkout", "-q", "-b", "side", "HEAD~1")
    write(folder, "branch")
    commit(tmp_path, "branch", "2026-10-10")
    git(tmp_path, "checkout", "-q", "main")
    git(tmp_path, "merge", "-q", "-X", "theirs", "--no-ff", "-m", "merge", "side", day="2026-11-05")
    assert days(folder) == USUAL
    assert on(folder, "2026-11-05") == "branch"


def test_a_rebase_counts_from_the_day_it_was_made(tmp_path: Path) -> None:
    folder = folder_in(tmp_path)
    git(tmp_path, "commit", "-q", "--amend", "--allow-empty", "-m", "again", day="2026-11-06")
    assert (on(folder, "2026-11-03"), on(folder, "2026-11-06")) == ("two", "three")


def test_after_a_force_push_history_is_what_was_pushed(tmp_path: Path) -> None:
    folder = folder_in(tmp_path / "work")
    bare = tmp_path / "bare"
    git(tmp_path, "init", "-q", "--bare", str(bare))
    git(tmp_path / "work", "push", "-q", str(bare), "main")
    git(tmp_path, "clone", "-q", "-b", "main", str(bare), "clone")
    write(folder, "four")
    git(tmp_path / "work", "reset", "-q", "--soft", "HEAD~2")
    commit(tmp_path / "work", "four", "2026-11-04")
    git(tmp_path / "work", "push", "-q", "--force", str(bare), "main")
    git(tmp_path / "clone", "fetch", "-q")
    git(tmp_path / "clone", "reset", "-q", "--hard", "origin/main")
    clone = tmp_path / "clone" / "playbook" / "definitions"
    assert (on(clone, "2026-11-03"), on(clone, "2026-11-04")) == ("one", "four")


@pytest.mark.parametrize("moves", [("renamed",), ("renamed/deeper", "top")])
def test_a_moved_folder_is_followed(tmp_path: Path, moves: tuple[str, ...]) -> None:
    folder, name = folder_in(tmp_path), "playbook/definitions"
    for at, other in enumerate(moves):
        (tmp_path / other).parent.mkdir(parents=True, exist_ok=True)
        git(tmp_path, "mv", name, other)
        commit(tmp_path, "move", f"2026-11-1{at}")
        name = other
    folder = tmp_path / name
    assert days(folder) == USUAL
    two = git(tmp_path, "log", "--format=%H", "--grep=two").strip()
    assert texts_at(folder, two) == {FILE: "two"}


def test_a_move_that_is_not_committed_is_followed(tmp_path: Path) -> None:
    folder_in(tmp_path)
    git(tmp_path, "mv", "playbook/definitions", "elsewhere")
    assert texts_at(tmp_path / "elsewhere", "HEAD") == {FILE: "three"}


def detached(folder: Path, tmp_path: Path) -> Path:
    git(tmp_path, "checkout", "-q", "--detach")
    return folder


def worktree(folder: Path, tmp_path: Path) -> Path:
    git(tmp_path, "worktree", "add", "-q", "--detach", str(tmp_path / "beside"))
    return tmp_path / "beside" / folder.relative_to(tmp_path)


def submodule(folder: Path, tmp_path: Path) -> Path:
    above = tmp_path.with_name("above")
    above.mkdir()
    git(above, "init", "-q")
    git(above, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(tmp_path), "part")
    commit(above, "all at once", "2026-11-20")
    return above / "part" / folder.relative_to(tmp_path)


def clone(folder: Path, tmp_path: Path) -> Path:
    git(tmp_path, "clone", "-q", str(tmp_path), "copy")
    return tmp_path / "copy" / folder.relative_to(tmp_path)


@pytest.mark.parametrize("shape", [detached, worktree, submodule, clone])
def test_every_kind_of_checkout_has_the_same_history(tmp_path: Path, shape: Callable[[Path, Path], Path]) -> None:
    (tmp_path / "own").mkdir()
    assert days(shape(folder_in(tmp_path / "own"), tmp_path / "own")) == USUAL


def test_a_hook_of_another_repository_does_not_lead_astray(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = folder_in(tmp_path / "own")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "nowhere"))
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")
    assert texts_at(folder, "HEAD") == {FILE: "three"}


def test_a_shallow_clone_says_what_to_fetch(tmp_path: Path) -> None:
    folder_in(tmp_path / "own")
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{tmp_path / 'own'}", "shallow")
    folder = tmp_path / "shallow" / "playbook" / "definitions"
    assert on(folder, "2026-11-03") == "three"
    with pytest.raises(NoHistory, match=r"shallow clone.*from Nov 2, 2026 on.*git fetch --unshallow"):
        on(folder, "2026-10-20")
    with pytest.raises(NoHistory, match="shallow clone without 'HEAD~1'"):
        texts_at(folder, "HEAD~1")


def test_days_before_the_first_commit_are_told(tmp_path: Path) -> None:
    with pytest.raises(NoHistory, match="git knows 'definitions' from Sep 7, 2026 on"):
        on(folder_in(tmp_path), "2026-09-06")


def test_where_git_knows_nothing_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "definitions"
    write(folder, "one")
    with pytest.raises(NoHistory, match="git cannot say how 'definitions' stood"):
        on(folder, "2026-10-04")  # no repository
    git(tmp_path, "init", "-q")
    with pytest.raises(NoHistory, match="git cannot say how"):
        on(folder, "2026-10-04")  # no commit
    (tmp_path / ".gitignore").write_text("definitions", encoding="utf-8")
    commit(tmp_path, "ignored", "2026-09-07")
    with pytest.raises(NoHistory, match="no commit of git holds 'definitions'"):
        on(folder, "2026-10-04")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(NoHistory, match="git is not installed"):
        on(folder, "2026-10-04")


def test_ten_thousand_commits_are_read_at_once(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    lines = ["blob\nmark :1\ndata 3\none\nblob\nmark :2\ndata 3\ntwo\n"]
    for number in range(10_000):
        changed = f"M 100644 :{1 + number // 5000} definitions/{FILE}\n" if number % 5000 == 0 else ""
        noise = f"M 100644 :{1 + number % 2} other/{number % 7}.txt\n"
        lines.append(
            f"commit refs/heads/main\ncommitter a <a@example.org> {1_790_000_000 + number * 60} +0000\n"
            f"data 1\nx\n{changed}{noise}"
        )
    git(tmp_path, "fast-import", "--quiet", told="".join(lines).encode())
    git(tmp_path, "reset", "-q", "--hard", "main")
    found = revisions(tmp_path / "definitions")
    assert [texts_at(tmp_path / "definitions", one.commit)[FILE] for one in found] == ["two", "one"]
