"""What a running app may answer: read only so far, only so long, and only in the shape that is expected."""

import json
from collections.abc import Iterator
from time import monotonic
from typing import TYPE_CHECKING, Any, Literal

from pydantic import TypeAdapter, ValidationError
from typing_extensions import TypedDict

from playbook.json_values import Json

if TYPE_CHECKING:
    import httpx

LARGEST = 64_000_000
"""Bytes of a document; the longest of ours are a few."""
LARGEST_BACKUP = 64_000_000_000
LONGEST_SECONDS = 900
LONGEST_BACKUP_SECONDS = 6 * 3600


class TooMuch(Exception):
    """An answer that is longer, or takes longer, than any of ours."""


class InYaml(TypedDict):
    """Where a problem is."""

    file: str
    line: int | None
    column: int | None


class InTable(TypedDict):
    """Where a problem is."""

    file: str
    row: int | None
    column: str | None


class ReportedProblem(TypedDict):
    """A problem, as far as it is shown."""

    where: InYaml | InTable
    found: str
    expected: str
    remedy: str
    severity: Literal["error", "warning"]


class ReportedFile(TypedDict):
    """What came of a file, as far as it is shown."""

    state: Literal["stored", "already_counts", "would_be_stored", "refused", "not_stored"]
    upload_id: str | None
    rows: int | None
    metrics: list[str]
    products: list[str]
    weeks: list[str]
    sentences: list[str]
    problems: list[ReportedProblem]
    problem_count: int


class Printed(TypedDict):
    """What a command prints there."""

    output: str
    messages: str
    exit_code: Literal[0, 1, 2, 3]


class Received(TypedDict):
    """What came of files."""

    files: list[ReportedFile]


class Upload(TypedDict):
    """An upload, as far as it is shown."""

    file: str
    rows: int


class Withdrawn(TypedDict):
    """An upload that was withdrawn."""

    upload: Upload


class Tidied(TypedDict):
    """What upkeep did."""

    files_before: int
    files_after: int
    bytes_before: int
    bytes_after: int
    removed: int
    orphans: int


class Tidying(TypedDict):
    """What upkeep did."""

    tidied: Tidied


class ReportedError(TypedDict):
    """Why something was refused."""

    code: str
    message: str
    problems: list[ReportedProblem]


def bounded(answer: "httpx.Response", most: int = LARGEST, seconds: float = LONGEST_SECONDS) -> Iterator[bytes]:
    """The bytes of an answer as they come; raises TooMuch."""
    size, until = 0, monotonic() + seconds
    for piece in answer.iter_bytes():
        size += len(piece)
        if size > most or monotonic() > until:
            raise TooMuch
        yield piece


def read(answer: "httpx.Response") -> Json | None:
    """The document of an answer; None where it is none. Raises TooMuch."""
    content = b"".join(bounded(answer))
    try:
        document: Any = json.loads(content)
    except (ValueError, RecursionError):
        return None
    return document if isinstance(document, dict) else None


def has_shape(kind: type, document: object) -> bool:
    """Whether a document has what is shown of it."""
    try:
        TypeAdapter(kind).validate_python(document, strict=True)
    except (ValidationError, RecursionError):
        return False
    return True
