"""Commits one file of records to git, that file alone, in the name of whoever recorded; or says why it cannot."""

import os
import re
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from playbook.loading.history import environment
from playbook.services.recording import wording

_SECONDS = 30
_LOCKED = re.compile(r"\.lock': File exists|cannot lock ref")
"""Another git command holds a lock, or has just moved the branch on."""
_TRIES, _PAUSE = 50, 0.1
"""Another git command is waited for, about five seconds."""
_LONGEST_NAME = 120
_PLAYBOOK = ("definitions", "records", "schema", "settings.yaml", ".gitignore")


class NotCommitted(Exception):
    """Git cannot take the file; the message is a sentence."""


@dataclass(frozen=True, slots=True)
class Author:
    """Who recorded something, as they signed in."""

    name: str
    email: str

    @property
    def text(self) -> str:
        """As git writes it; no character in it can end the name or the line."""
        name, email = (_plain(part)[:_LONGEST_NAME] for part in (self.name or self.email, self.email))
        return f"{name or 'unnamed'} <{email}>"


def _plain(text: str) -> str:
    return "".join(character for character in text if character.isprintable() and character not in "<>").strip()


def check_commit(path: Path) -> None:
    """Raises NotCommitted where a commit of this file alone is not possible now: no git, a detached head, nobody who
    commits, a file that git does not know, or one with changes that were not committed."""
    check_checkout(path)
    _git(path, "ls-files", "--error-unmatch", "--", path.name, otherwise=wording.not_in_git(path.name))
    if _git(path, "status", "--porcelain", "--", path.name).strip():
        raise NotCommitted(wording.other_changes(path.name))


def check_checkout(path: Path) -> None:
    """Raises NotCommitted where nothing beside the path can be committed now: no git, a detached head, nobody who
    commits."""
    _git(path, "rev-parse", "--show-toplevel", otherwise=wording.NO_CHECKOUT)
    _git(path, "symbolic-ref", "--quiet", "HEAD", otherwise=wording.DETACHED)
    _git(path, "var", "GIT_COMMITTER_IDENT", otherwise=wording.NO_IDENTITY)


def start_repository(folder: Path, message: str, *, everywhere: bool) -> str:
    """Makes a folder a repository with a first commit where it lies in none, and returns the commit's short name; where
    it lies in one, its files are committed there `everywhere`, else '' is returned. Raises NotCommitted."""
    inside = folder / "inside"
    try:
        _git(inside, "rev-parse", "--show-toplevel", otherwise=wording.NO_CHECKOUT)
    except NotCommitted as reason:
        if str(reason) == wording.NO_GIT:
            raise
        _git(inside, "init", "--quiet")
    else:
        if not everywhere:
            return ""
    check_checkout(inside)
    names = [name for name in _PLAYBOOK if (folder / name).exists()]
    _git(inside, "add", "--", *names)
    _git(inside, "commit", "--quiet", "--only", f"--message={message}", "--", *names)
    return _git(inside, "rev-parse", "--short", "HEAD").strip()


def commit_new(path: Path, message: str, author: Author | None, also: Sequence[Path] = ()) -> str:
    """As `commit`, for a file or folder that git does not know yet. Raises NotCommitted."""
    _git(path, "add", "--", path.name)
    return commit(path, message, author, also)


def commit(path: Path, message: str, author: Author | None, also: Sequence[Path] = ()) -> str:
    """Commits the file, and those beside it that are `also` named, which git may not know yet; returns the short name
    of the commit. Nothing else of the tree or the index goes with it. Without an author it is git's own. Raises
    NotCommitted."""
    by = [f"--author={author.text}"] if author is not None else []
    beside = [os.path.relpath(one, path.parent) for one in also]
    new = [name for name in beside if not _git(path, "ls-files", "--", name).strip()]
    if new:
        _git(path, "add", "--intent-to-add", "--", *new)
    try:
        _git(path, "commit", "--quiet", "--only", *by, f"--message={message}", "--", path.name, *beside)
    except NotCommitted:
        if new:
            _git(path, "rm", "--cached", "--quiet", "--ignore-unmatch", "--force", "--", *new)
        raise
    return _git(path, "rev-parse", "--short", "HEAD").strip()


def _git(path: Path, *arguments: str, otherwise: str = "") -> str:
    for _ in range(_TRIES):
        status, answer, details = _run(path, arguments)
        if status == 0:
            return answer
        if _LOCKED.search(details) is None:
            raise NotCommitted(otherwise or wording.git_says(details))
        time.sleep(_PAUSE)
    raise NotCommitted(wording.LOCKED)


def _run(path: Path, arguments: Sequence[str]) -> tuple[int, str, str]:
    """How git ended, what it answered, and what it said besides."""
    try:
        git = subprocess.Popen(  # noqa: S603  (arguments are a list; a name cannot pass for an option)
            ["git", "-C", str(path.parent), *arguments],  # noqa: S607  (the person's own git)
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**environment(), "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_LITERAL_PATHSPECS": "1"},
        )
    except FileNotFoundError as reason:
        raise NotCommitted(wording.NO_GIT) from reason
    with git:
        try:
            answer, details = git.communicate(timeout=_SECONDS)
        except subprocess.TimeoutExpired as reason:
            git.terminate()  # asked to end, it takes its locks along; killed, it would leave them to everybody
            raise NotCommitted(wording.too_long(_SECONDS)) from reason
    return git.returncode, answer.decode("utf-8", "replace"), details.decode("utf-8", "replace")
