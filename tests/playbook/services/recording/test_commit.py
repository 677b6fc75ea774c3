"""What is committed is the file that was written, in the playbook's own repository, whatever it is called and whoever
runs us."""

from pathlib import Path

import pytest

from playbook.services.recording.commit import Author, commit, commit_new
from tests.repositories import committed, git
from tests.worlds import World


@pytest.fixture
def tracked(week_one: World) -> World:
    """A playbook in git."""
    committed(week_one)
    for name, value in (("user.name", "Page"), ("user.email", "page@example.org")):
        git(week_one.folder, "config", name, value)
    return week_one


def test_a_hook_of_another_repository_that_runs_us_gets_nothing_of_the_commit(
    tracked: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    git(other, "init", "--quiet")
    path = tracked.folder / "records" / "team.yaml"
    path.write_text(path.read_text("utf-8") + "# one more line\n", "utf-8")
    with monkeypatch.context() as in_a_hook:
        in_a_hook.setenv("GIT_DIR", str(other / ".git"))
        in_a_hook.setenv("GIT_WORK_TREE", str(other))
        in_a_hook.setenv("GIT_INDEX_FILE", str(other / ".git" / "index"))
        commit(path, "A line", None)
    assert git(tracked.folder, "log", "-1", "--format=%s", "--name-only").split() == ["A", "line", "records/team.yaml"]
    assert not (other / ".git" / "index").exists()


@pytest.mark.parametrize("name", ["*.yaml", ":(top)notes.yaml", "--amend", "-n", "[a]?.yaml", "a\nb.yaml"])
def test_a_name_that_could_be_an_option_or_a_pattern_is_a_name(tracked: World, name: str) -> None:
    folder = tracked.folder / "records"
    (folder / "other.yaml").write_text("waits\n", "utf-8")
    path = folder / name
    path.write_text("one\n", "utf-8")
    commit_new(path, "--allow-empty", Author("--amend\n<x>", "a@example.org"))
    assert (
        git(tracked.folder, "log", "-1", "--format=%an|%s", "-z", "--name-only")
        .strip("\0\n")
        .startswith(f"--amendx|--allow-empty\0\nrecords/{name}")
    )
    assert git(tracked.folder, "status", "--porcelain").strip() == "?? records/other.yaml"
