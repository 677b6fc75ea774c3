"""The sample organization: its manifest, and whether its store is built from exactly its files."""

import json
from collections.abc import Sequence
from datetime import date, datetime, time
from hashlib import sha256
from pathlib import Path

from pydantic import Field, ValidationError

from metrics.definition import Definition
from metrics.problems import Problem, Problems, YamlPlace
from metrics.store.uploads import Upload
from playbook import wording_workspace as wording
from playbook.settings import MANIFEST
from playbook.whole_file import write_whole
from playbook.yaml_text.source import read

_NINE = time(9)


class SampleUpload(Definition):
    """One weekly file and when it came in; moments are UTC, a bare day means nine o'clock."""

    file: str
    received: datetime | date
    source: str = "weekly export"
    by: str = "data-analyst"
    product: str | None = Field(default=None, description="where the file does not say")
    week: str | None = Field(default=None, description="where the file does not say")


class SampleRevocation(Definition):
    """A file that was withdrawn."""

    file: str
    on: datetime | date
    by: str = "data-analyst"


class Manifest(Definition):
    """`data/samples/organization/manifest.yaml`"""

    today: date
    name: str
    uploads: tuple[SampleUpload, ...] = ()
    revoked: tuple[SampleRevocation, ...] = ()


def read_manifest(folder: Path) -> Manifest:
    """Reads the manifest; raises Problems."""
    try:
        return Manifest.model_validate(read((folder / MANIFEST).read_text("utf-8"), MANIFEST).data)
    except OSError as reason:
        details = reason.strerror or type(reason).__name__
    except ValidationError as reason:
        details = "; ".join(f"{'.'.join(map(str, found['loc']))}: {found['msg']}" for found in reason.errors())
    raise Problems([Problem(YamlPlace(MANIFEST), wording.broken_manifest(details))])


def digest_of(folder: Path, manifest: Manifest, schema: str) -> str:
    """Names exactly the sample's files and the store's schema."""
    total = sha256(schema.encode())
    for name in (MANIFEST, *sorted({upload.file for upload in manifest.uploads})):
        content = (folder / name).read_bytes()
        total.update(f"\0{name}\0{len(content)}\0".encode())
        total.update(content)
    return total.hexdigest()


def note_of(store: Path) -> Path:
    """The note beside a sample's store that says what it was built from."""
    return store.with_name(store.name + ".built.json")


def moment(day: datetime | date) -> datetime:
    """The moment of the manifest as naive UTC; a bare day means nine o'clock."""
    return day.replace(tzinfo=None) if isinstance(day, datetime) else datetime.combine(day, _NINE)


def holds_the_sample(uploads: Sequence[Upload], manifest: Manifest) -> bool:
    """True where the first thing a store received is the sample's first file: a copy of the sample's store."""
    if not uploads:
        return False
    oldest = min(uploads, key=lambda upload: upload.received_at)
    return (oldest.file_name, oldest.received_at) == first_file(manifest)


def first_file(manifest: Manifest) -> tuple[str, datetime] | None:
    """Name and moment of the first file that the sample's store receives."""
    if not manifest.uploads:
        return None
    first = min(manifest.uploads, key=lambda upload: moment(upload.received))
    return Path(first.file).name, moment(first.received)


def is_sample_store(store: Path) -> bool:
    """True where a note beside the store says that it was built from a sample."""
    return note_of(store).exists()


def is_current(store: Path, digest: str) -> bool:
    """True where the store stands and was built, whole, from exactly these files."""
    try:
        note = json.loads(note_of(store).read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return store.exists() and isinstance(note, dict) and note.get("digest") == digest and not note.get("left_out")


def leave_note(store: Path, digest: str, left_out: Sequence[str]) -> None:
    """Says beside the store what it was built from, and what did not fit and was left out."""
    write_whole(note_of(store), json.dumps({"digest": digest, "left_out": list(left_out)}).encode())
