"""Documents that command and HTTP API share: what was received, withdrawn and tidied, and what went wrong."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from metrics.intake import ReceiptState
from metrics.observation import Moment
from metrics.problems import Problem
from metrics.replaced import Replaced
from metrics.store.upkeep import Tidied
from metrics.store.uploads import Upload
from playbook.json_values import Document, Error, ErrorDocument, NotShown, fill
from playbook.readiness.preview.results import WouldChange

_UPLOAD_ID = Field(examples=["u261110-090000000000"])
_DIGEST = Field(examples=["1f0c9a5be0f14fd2a2f3f0a2a0d3f9c11f0c9a5be0f14fd2a2f3f0a2a0d3f9c1"])
_FILE = Field(examples=["week45.csv"])


@dataclass(frozen=True, slots=True)
class UploadRow:
    """One file as it was received; moments are UTC."""

    upload_id: Annotated[str, _UPLOAD_ID]
    digest: Annotated[str, _DIGEST]
    file: Annotated[str, _FILE]
    source: Annotated[str, Field(examples=["nightly export"])]
    actor: Annotated[str, Field(examples=["nightly-export"])]
    received_at: Moment
    rows: int
    counting_rows: int
    revoked_at: Moment | None
    revoked_by: str | None
    backfilled: bool
    known_from: Moment | None
    why: str | None


@dataclass(frozen=True, kw_only=True)
class UploadsDocument(Document):
    """`uploads --json` and `GET /api/uploads`."""

    uploads: tuple[UploadRow, ...]


@dataclass(frozen=True, kw_only=True)
class RevokedDocument(Document):
    """`revoke --json` and `DELETE /api/uploads/{id}`."""

    upload: UploadRow


@dataclass(frozen=True, kw_only=True)
class TidiedDocument(Document):
    """`store tidy --json` and `POST /api/tidy`."""

    tidied: Tidied


@dataclass(frozen=True, kw_only=True)
class PrintedDocument(Document):
    """What a command printed for a terminal elsewhere."""

    exit_code: int
    output: str
    messages: str


FileState = ReceiptState | Literal["would_be_stored", "refused", "not_stored"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileEntry:
    """What came of one file; null and empty where it was not read."""

    file: Annotated[str, _FILE]
    state: FileState
    upload_id: Annotated[str | None, _UPLOAD_ID] = None
    digest: Annotated[str | None, _DIGEST] = None
    rows: int | None = None
    metrics: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    weeks: tuple[str, ...] = ()
    week_ends: tuple[date, ...] = ()
    would_change: WouldChange | None = None
    replaces: Replaced | None = None
    doubts: tuple[Problem, ...] = ()
    sentences: tuple[str, ...] = ()
    problem_count: int = 0
    problems: tuple[Problem, ...] = ()
    backfilled: bool = False
    known_from: Moment | None = None
    why: str | None = None


@dataclass(frozen=True, kw_only=True)
class ReceivedDocument(Document):
    """What came of files sent together: one entry a file in their order."""

    dry_run: bool
    files: tuple[FileEntry, ...]
    problems: NotShown[tuple[Problem, ...]] = ()
    problem_count: NotShown[int] = 0

    @property
    def refused(self) -> bool:
        """Whether one of them was refused, so that nothing was stored."""
        return any(entry.state == "refused" for entry in self.files)

    @property
    def stored(self) -> bool:
        """Whether anything is in the store now that was not there before."""
        return any(entry.state is ReceiptState.STORED for entry in self.files)


@dataclass(frozen=True, slots=True)
class FilesRefused(Error):
    """Why files were refused, file by file."""

    problem_count: int
    dry_run: bool
    files: tuple[FileEntry, ...]


@dataclass(frozen=True, kw_only=True)
class FilesRefusedDocument(ErrorDocument):
    """Files were refused, so that nothing is stored."""

    error: FilesRefused


def upload_row(upload: Upload) -> UploadRow:
    """One upload."""
    backfilled = upload.known_at is not None
    return fill(UploadRow, upload, file=upload.file_name, backfilled=backfilled, known_from=upload.known_at)
