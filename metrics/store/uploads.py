"""An upload as the store lists it, and which one a name stands for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from metrics.problems import Problem, YamlPlace, did_you_mean


class Misnamed(StrEnum):
    """Why a name stands for no upload that could be withdrawn."""

    UNKNOWN = "unknown"
    SEVERAL = "several"
    WITHDRAWN = "withdrawn"


class UnknownUpload(Exception):
    """There is no such upload to withdraw, or it was withdrawn before; nothing was changed."""

    def __init__(self, problem: Problem, why: Misnamed = Misnamed.UNKNOWN) -> None:
        self.problem = problem
        self.why = why
        super().__init__(problem.message)


class StillCounts(Exception):
    """The same rows are in the store and all of them count, in `upload`; nothing was changed."""

    def __init__(self, upload: "Upload") -> None:
        self.upload = upload
        super().__init__(upload.upload_id)


@dataclass(frozen=True, slots=True)
class Upload:
    """One file as it was received. Moments are naive UTC; `counting_rows` is how many of its rows count now. A
    backfilled one counts as received at `known_at`, for the reason in `why`."""

    upload_id: str
    digest: str
    file_name: str
    source: str
    actor: str
    received_at: datetime
    rows: int
    revoked_at: datetime | None
    revoked_by: str | None
    counting_rows: int
    known_at: datetime | None = None
    why: str | None = None

    @property
    def counts_from(self) -> datetime:
        """The moment from which on it counts as known."""
        return self.known_at or self.received_at


@dataclass(frozen=True, slots=True)
class Backfill:
    """An upload that counts as received at an earlier moment (naive UTC), and why."""

    known_at: datetime
    why: str


def upload_named(upload_id: str, uploads: Iterable[Upload], store: str) -> Upload:
    """The upload that can be withdrawn by its id or the start of it, in the store shown as `store`; raises
    UnknownUpload."""
    uploads = tuple(uploads)
    found = [upload for upload in uploads if upload_id and upload.upload_id.startswith(upload_id)]
    exact = [upload for upload in found if upload.upload_id == upload_id]
    standing = exact or [upload for upload in found if upload.revoked_at is None] or found

    def refused(why: Misnamed, wrong: str, remedy: str) -> UnknownUpload:
        return UnknownUpload(Problem(YamlPlace(store), wrong, "", remedy), why)

    if not found:
        remedy = did_you_mean(upload_id, [upload.upload_id for upload in uploads])
        raise refused(Misnamed.UNKNOWN, f"no upload '{upload_id}'", remedy or "list them with: playbook uploads")
    if len(standing) > 1:
        names = ", ".join(upload.upload_id for upload in standing[:5])
        wrong = f"'{upload_id}' is the start of {len(standing)} uploads"
        raise refused(Misnamed.SEVERAL, wrong, f"say which: {names}")
    (upload,) = standing
    if upload.revoked_at is not None:
        wrong = (
            f"upload '{upload.upload_id}' was withdrawn before, on {upload.revoked_at:%Y-%m-%d} by {upload.revoked_by}"
        )
        raise refused(Misnamed.WITHDRAWN, wrong, "send the file again to make it count")
    return upload
