"""Playbooks in real repositories of git, committed on days of their own."""

import os
import subprocess
from pathlib import Path

from tests.worlds import World


def git(folder: Path, *arguments: str, day: str = "", told: bytes = b"") -> str:
    """Runs git in a folder, at noon of a day where one is named."""
    names = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"]
    moment = {f"GIT_{who}_DATE": f"{day}T12:00:00+00:00" for who in ("AUTHOR", "COMMITTER") if day}
    own = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "GIT_ALLOW_PROTOCOL": "file"}
    command = ["git", "-C", str(folder), *names, *arguments]
    environ = {**os.environ, **own, **moment}
    return subprocess.run(command, check=True, capture_output=True, env=environ, input=told).stdout.decode()


def commit(folder: Path, subject: str, day: str) -> str:
    """Commits all that is there, on a day; returns the commit."""
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--allow-empty", "-m", subject, day=day)
    return git(folder, "rev-parse", "HEAD").strip()


def committed(world: World, day: str = "2026-09-07") -> str:
    """Puts a world's playbook into a repository of its own; returns the first commit."""
    git(world.folder, "init", "-q")
    world.write(".gitignore", "playbook.duckdb*\n.playbook*\n.last-whole*.json\n")
    return commit(world.folder, "Begin", day)
