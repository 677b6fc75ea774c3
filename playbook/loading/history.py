"""The playbook as it stood at a git revision: the texts of its files, read without touching the checkout."""

import os
import subprocess
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from playbook import wording_workspace as wording

YAML = (".yaml", ".yml")
_SECONDS = 20
_ITS_OWN = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR")
"""What git tells its hooks: about the repository of the commit, which need not be the one of a folder."""

_MOVED = "@"  # also what is checked out


def environment() -> dict[str, str]:
    """Of a git command about a folder; its repository is its own, even where a hook of another one runs us."""
    return {name: value for name, value in os.environ.items() if name not in _ITS_OWN} | {"GIT_OPTIONAL_LOCKS": "0"}


class NoHistory(Exception):
    """Git cannot say how a file stood; the message is a sentence."""


@dataclass(frozen=True, slots=True)
class Revision:
    """A commit that changed a folder: since when (aware), what it says of itself, and where the folder lay then ('' at
    the top, else with a slash at its end)."""

    commit: str
    at: datetime
    subject: str
    prefix: str

    @property
    def short(self) -> str:
        """As people name it."""
        return self.commit[:7]


def texts_at(folder: Path, revision: str, endings: tuple[str, ...] = YAML) -> dict[str, str]:
    """Text of each YAML file (or of those with other `endings`) directly in `folder` as it stood at `revision`, by its
    name; a folder that was moved since is followed. Raises NoHistory."""
    commit = commit_of(folder, revision)
    texts = _texts(folder, commit, _prefix(folder), endings)
    if texts:
        return texts
    earlier = dict.fromkeys(one.prefix for one in revisions(folder))
    return next((found for prefix in earlier if (found := _texts(folder, commit, prefix, endings))), {})


def texts_of(folder: Path, revision: Revision) -> dict[str, str]:
    """The same for a commit of the folder's own history."""
    return _texts(folder, revision.commit, revision.prefix)


def commit_of(folder: Path, revision: str) -> str:
    """The commit that a revision names; raises NoHistory."""
    try:
        return _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}").strip()
    except NoHistory as unknown:
        if _knows(folder) and is_shallow(folder):
            raise NoHistory(wording.not_in_shallow(revision)) from unknown
        raise


def revisions(folder: Path, file: str = "") -> tuple[Revision, ...]:
    """The commits on the way to what is checked out that changed a folder, or one file of it, the newest first. What
    was merged counts from its merge. A folder that was moved is followed. Raises NoHistory."""
    found: list[Revision] = []
    start: str = "HEAD"
    prefix: str | None = _prefix(folder)
    while prefix is not None:
        # read from the top: a place that the folder had earlier need not be there any more
        wanted = f":(top,literal){prefix}{file}" if prefix or file else ":(top)"
        form = "--format=%H%x09%ct%x09%s"
        listed = _git(folder, "log", "--first-parent", "-z", form, start, "--", wanted)
        rows = [row.split("\t", 2) for row in listed.split("\0") if row]
        found += [Revision(row[0], datetime.fromtimestamp(int(row[1]), UTC), row[2], prefix) for row in rows]
        if not rows and start == "HEAD":  # moved, and not committed yet
            start, prefix = _MOVED, _moved_from(folder, prefix, ("diff-index", "-M", "HEAD"))
            continue
        parent = _parent(folder, rows[-1][0]) if rows else None
        if parent is None:
            break
        start, prefix = parent, _moved_from(folder, prefix, ("diff-tree", "-r", "-M", parent, rows[-1][0]))
    return tuple(found)


def last_commit(folder: Path) -> str:
    """The last commit that changed anything in a folder; '' where none did. Raises NoHistory."""
    return _git(folder, "log", "-1", "--format=%H", "--", ".").strip()


def is_shallow(folder: Path) -> bool:
    """Whether only the newest part of the history is here."""
    return _git(folder, "rev-parse", "--is-shallow-repository").strip() == "true"


def _knows(folder: Path) -> bool:
    try:
        return bool(_git(folder, "rev-parse", "--git-dir"))
    except NoHistory:
        return False


def _prefix(folder: Path) -> str:
    return _git(folder, "rev-parse", "--show-prefix").strip()


def _parent(folder: Path, commit: str) -> str | None:
    parents = _git(folder, "rev-list", "--parents", "-n", "1", commit).split()[1:]
    return parents[0] if parents else None


def _moved_from(folder: Path, prefix: str, comparing: tuple[str, ...]) -> str | None:
    """Where most of a folder's YAML files stood before; None where they were not moved from one other place."""
    listing = _git(folder, *comparing, "--diff-filter=R", "--name-status", "-z")
    words = listing.split("\0")
    pairs = [(PurePosixPath(words[at + 1]), PurePosixPath(words[at + 2])) for at in range(0, len(words) - 2, 3)]
    here = PurePosixPath(prefix or ".")
    came = Counter(
        before.parent
        for before, after in pairs
        if after.parent == here and before.parent != here and after.suffix in YAML
    )
    if not came:
        return None
    place = came.most_common(1)[0][0].as_posix()
    return "" if place == "." else f"{place}/"


def _texts(folder: Path, commit: str, prefix: str, endings: tuple[str, ...] = YAML) -> dict[str, str]:
    listing = _git(folder, "ls-tree", "--full-tree", "-z", commit, "--", *([prefix] if prefix else []))
    blobs: dict[str, str] = {}
    for row in listing.split("\0"):
        about, _, path = row.partition("\t")
        name = path.removeprefix(prefix)
        if name.endswith(endings) and "/" not in name and about.split(" ")[1] == "blob":
            blobs[name] = about.split(" ")[2]
    if not blobs:
        return {}
    answer = _run(folder, ("cat-file", "--batch"), "".join(f"{blob}\n" for blob in blobs.values()).encode())
    texts: dict[str, str] = {}
    for name in blobs:
        head, _, rest = answer.partition(b"\n")
        size = int(head.split()[-1])
        texts[name], answer = rest[:size].decode("utf-8", "replace"), rest[size + 1 :]
    return texts


def _git(folder: Path, *arguments: str) -> str:
    return _run(folder, arguments).decode("utf-8", "replace")


def _run(folder: Path, arguments: tuple[str, ...], stdin: bytes = b"") -> bytes:
    try:
        return subprocess.run(  # noqa: S603  (arguments are a list, and a revision cannot pass for an option)
            ["git", "-C", str(folder), *arguments],  # noqa: S607  (the person's own git)
            input=stdin,
            env=environment(),
            capture_output=True,
            timeout=_SECONDS,
            check=True,
        ).stdout
    except FileNotFoundError as reason:
        raise NoHistory(wording.no_git()) from reason
    except subprocess.SubprocessError as reason:
        details = getattr(reason, "stderr", b"") or b""
        raise NoHistory(wording.no_such_revision(folder.name, details.decode("utf-8", "replace"))) from reason
