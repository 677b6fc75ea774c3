"""The playbook as it stood at a git revision: the texts of its files, read without touching the checkout."""

import subprocess
from pathlib import Path

from playbook import wording_workspace as wording

_SECONDS = 20


class NoHistory(Exception):
    """Git cannot say how a file stood; the message is a sentence."""


def texts_at(folder: Path, revision: str) -> dict[str, str]:
    """Text of each YAML file directly in `folder` as it stood at `revision`, by its name; raises NoHistory."""
    commit = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}").strip()
    prefix = _git(folder, "rev-parse", "--show-prefix").strip()
    listing = _git(folder, "ls-tree", "--full-tree", "--name-only", "-z", commit, "--", prefix or ".")
    names = [name.removeprefix(prefix) for name in listing.split("\0")]
    return {
        name: _git(folder, "cat-file", "blob", f"{commit}:{prefix}{name}")
        for name in names
        if name.endswith((".yaml", ".yml")) and "/" not in name
    }


def _git(folder: Path, *arguments: str) -> str:
    try:
        answer = subprocess.run(  # noqa: S603  (arguments are a list, and a revision cannot pass for an option)
            ["git", "-C", str(folder), *arguments],  # noqa: S607  (the person's own git)
            capture_output=True,
            timeout=_SECONDS,
            check=True,
        )
    except FileNotFoundError as reason:
        raise NoHistory(wording.no_git()) from reason
    except subprocess.SubprocessError as reason:
        details = getattr(reason, "stderr", b"") or b""
        raise NoHistory(wording.no_such_revision(folder.name, details.decode("utf-8", "replace"))) from reason
    return answer.stdout.decode("utf-8", "replace")
