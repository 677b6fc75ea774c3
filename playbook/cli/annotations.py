"""What is wrong or moved, beside the changed lines of a pull or merge request: for GitHub line by line, for GitLab as
one report."""

from collections.abc import Iterable
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from metrics.problems import Problem, Severity, YamlPlace
from playbook.cli import wording
from playbook.json_values import Json


class Level(StrEnum):
    """How loud it is, by GitHub's words."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


_GITLAB = {Level.ERROR: "critical", Level.WARNING: "minor", Level.NOTICE: "info"}


def level_of(problem: Problem) -> Level:
    """As loud as the problem is."""
    return Level.ERROR if problem.severity is Severity.ERROR else Level.WARNING


def github_line(problem: Problem, path: Path, level: Level | None = None) -> str:
    """A line that GitHub shows beside the changed line; paths count from where the step runs."""
    # https://docs.github.com/actions/reference/workflow-commands-for-github-actions (2024)
    where = problem.where
    parts = [f"file={_escaped(_from_here(path), also=':,')}"]
    if isinstance(where, YamlPlace):
        parts += [f"{name}={number}" for name, number in (("line", where.line), ("col", where.column)) if number]
    parts.append(f"title={_escaped(wording.ANNOTATION_TITLE, also=':,')}")
    return f"::{level or level_of(problem)} {','.join(parts)}::{_escaped(problem.sentence)}"


def gitlab_report(found: Iterable[tuple[Problem, Path, Level]]) -> list[Json]:
    """A report of code quality, which GitLab shows beside the changed lines and holds against the one of the base."""
    # https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format (2025)
    entries: list[Json] = []
    for problem, path, level in found:
        where, place = problem.where, _from_here(path)
        line = where.line if isinstance(where, YamlPlace) else None
        entries.append(
            {
                "description": problem.sentence,
                "check_name": wording.ANNOTATION_TITLE,
                # without the line: what only slid further down is not new
                "fingerprint": sha256(f"{place}\0{problem.sentence}".encode()).hexdigest(),
                "severity": _GITLAB[level],
                "location": {"path": place, "lines": {"begin": line or 1}},
            }
        )
    return entries


def _from_here(path: Path) -> str:
    here = Path.cwd().resolve()
    path = path.resolve()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else path.as_posix()


def _escaped(text: str, also: str = "") -> str:
    for character in "%\r\n" + also:
        text = text.replace(character, f"%{ord(character):02X}")
    return text
