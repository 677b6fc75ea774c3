"""What a running app may answer: only in the shape that is expected."""

from typing import Literal

from pydantic import TypeAdapter, ValidationError
from typing_extensions import TypedDict

LARGEST_BACKUP = 64_000_000_000
LONGEST_BACKUP_SECONDS = 6 * 3600


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


def has_shape(kind: type, document: object) -> bool:
    """Whether a document has what is shown of it."""
    try:
        TypeAdapter(kind).validate_python(document, strict=True)
    except (ValidationError, RecursionError):
        return False
    return True
