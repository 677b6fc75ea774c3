"""What native files of tools hold, as a document: for people who decide what to take from one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import Field

from metrics.bounded_file import read_bounded
from metrics.problems import Problem, Problems, TablePlace
from metrics.readers.tools import wording
from metrics.readers.tools.shared.given import Given
from metrics.readers.tools.shared.measures import Case, Measure, Measures
from metrics.readers.tools.table import read
from metrics.snapshot.tool_files import measures_of, zone_of
from playbook.json_values import Document, Json, fill

_FILE = Field(examples=["eval-2026-11-03.json"])
LARGEST_IN_MEMORY = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFile:
    """What one file holds; `sentence` says it in one, `refused` why none of it may be published."""

    file: Annotated[str, _FILE]
    tool: str | None
    shape: str
    sentence: str
    refused: str
    when: str | None
    models: tuple[str, ...]
    candidate: dict[str, str]
    counted: dict[str, int]
    cost_known: bool | None
    complete: bool
    notes: tuple[str, ...]
    scorers: dict[str, str]
    data: str
    digest: str
    measures: tuple[Json, ...]
    cases: tuple[Json, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ReadDocument(Document):
    """`read --json`."""

    files: tuple[ReadFile, ...]


def read_file(path: Path, timezone: str) -> Measures:
    """What a tool's file holds; raises Problems for a damaged one, and for a file of no tool that is known."""
    try:
        large = path.stat().st_size > LARGEST_IN_MEMORY
        content = b"" if large else read_bounded(path, LARGEST_IN_MEMORY)
    except OSError as reason:
        raise Problems([Problem(TablePlace(str(path)), f"cannot read the file: {reason.strerror}")]) from reason
    zone = zone_of(timezone)
    return _known(
        path.name, read(Given(path.name, b"", zone, path)) if large else measures_of(path.name, content, timezone)
    )


def read_content(name: str, content: bytes, timezone: str) -> Measures:
    """The same for a file that was sent."""
    return _known(name, measures_of(name, content, timezone))


def _known(name: str, found: Measures | None) -> Measures:
    if found is None:
        raise Problems([Problem(TablePlace(name), wording.NO_TOOL, remedy=wording.SEND_A_TABLE)])
    return found


def read_files(paths: Sequence[Path], timezone: str, *, with_cases: bool) -> ReadDocument:
    """Every file with its measures, or its problems."""
    entries = []
    for path in paths:
        try:
            entries.append(_entry(path.name, read_file(path, timezone), with_cases=with_cases))
        except Problems as problems:
            entries.append(_unread(path.name, problems))
    return ReadDocument(files=tuple(entries))


def _entry(name: str, found: Measures, *, with_cases: bool) -> ReadFile:
    return fill(
        ReadFile,
        found,
        file=name,
        sentence=wording.summary(found),
        when=None if found.when is None else found.when.isoformat(),
        candidate=dict(found.candidate),
        counted=dict(found.counted),
        scorers=dict(found.scorers),
        measures=tuple(_plain(one) for one in found.measures),
        cases=tuple(_plain(one) for one in found.cases) if with_cases else (),
    )


def _unread(name: str, problems: Problems) -> ReadFile:
    return ReadFile(
        file=name, tool=None, shape="", sentence=problems.problems[0].sentence, refused="", when=None, models=(),
        candidate={}, counted={}, cost_known=None, complete=False, notes=(), scorers={}, data="", digest="",
        measures=(), cases=(), problems=problems.problems,
    )  # fmt: skip


def _plain(one: Measure | Case) -> Json:
    values = {field.name: getattr(one, field.name) for field in fields(one)}
    return {name: _as_json(value) for name, value in values.items()}


def _as_json(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return dict(value) if isinstance(value, Mapping) else value
