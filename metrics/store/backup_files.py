"""A backup's folder: its manifest, and whether every file is still the one that was exported."""

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from metrics.bounded_file import read_bounded
from metrics.problems import Problem, Problems
from metrics.store import wording
from metrics.store.migrations import NEWEST

MANIFEST = "manifest.json"
FORMAT = 1
OLDEST = 1
"""The first schema whose backups hold the tables of today."""
TABLES = ("upload", "revocation", "observation", "backfill", "meaning", "reported", "message", "delivery", "tested")
"""What a backup holds: the tables that are only added to. The derived ones are worked out again at import."""
_SINCE = {"backfill": 3, "meaning": 3, "reported": 5, "message": 5, "delivery": 5, "tested": 6}
"""The schema that brought a table; backups of an earlier one do without it."""


def tables_of(manifest: "Manifest") -> tuple[str, ...]:
    """The tables that a backup holds."""
    return tuple(table for table in TABLES if _SINCE.get(table, 0) <= manifest.schema_version)


class TableFile(BaseModel):
    """One Parquet file; `content` is the same for the same rows, whatever engine wrote them."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    rows: int
    bytes: int
    sha256: str
    content: str


class Manifest(BaseModel):
    """What a backup says of itself; `exported_at` is a moment in UTC, `digest` that of all the rest."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    kind: Literal["playbook store backup"] = "playbook store backup"
    format: int = FORMAT
    schema_version: int = NEWEST
    exported_at: str
    store_version: str
    files: dict[str, TableFile]
    digest: str = ""

    def sealed(self) -> "Manifest":
        """The same with its digest."""
        return self.model_copy(update={"digest": digest_of(self.model_dump(mode="json"))})

    def rows(self, table: str) -> int:
        """How many rows a table has."""
        listed = self.files.get(file_of(table))
        return 0 if listed is None else listed.rows


def digest_of(manifest: Mapping[str, Any]) -> str:
    """SHA-256 over everything in a manifest but its own digest."""
    rest = {key: value for key, value in manifest.items() if key != "digest"}
    return sha256(json.dumps(rest, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def file_of(table: str) -> str:
    """Name of a table's file in the folder."""
    return f"{table}.parquet"


def describe_file(path: Path, rows: int, content: str) -> TableFile:
    """A file as the manifest lists it."""
    with path.open("rb") as opened:
        return TableFile(
            rows=rows, bytes=path.stat().st_size, sha256=file_digest(opened, "sha256").hexdigest(), content=content
        )


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Writes the manifest."""
    text = json.dumps(manifest.model_dump(mode="json"), indent=2) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8")


@contextmanager
def growing_backup(folder: Path) -> Iterator[Path]:
    """A folder to write a backup into: it has another name until the block has ended well, as a folder of that name is
    a whole backup. Raises Problems where there is something already, or it cannot be written."""
    with writing_to(folder):
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise Problems([wording.folder_is_taken(str(folder))])
        growing = folder.with_name(f".{os.getpid()}.{folder.name}")
        growing.mkdir()
    try:
        yield growing
        with writing_to(folder):
            for path in growing.iterdir():
                with path.open("rb+") as opened:
                    os.fsync(opened.fileno())
            if folder.exists():
                folder.rmdir()  # empty, as was asked before
            growing.rename(folder)
    finally:
        shutil.rmtree(growing, ignore_errors=True)


@contextmanager
def writing_to(folder: Path) -> Iterator[None]:
    """What the system says against writing there comes out as Problems."""
    try:
        yield
    except OSError as reason:
        raise Problems([wording.cannot_write(str(folder), reason.strerror or str(reason))]) from reason


def read_backup(folder: Path, digest: str | None = None) -> Manifest:
    """The manifest of a backup whose files all are what they were; raises Problems, every one at once.

    `digest` is what the export said, where it is known: whoever changes files and manifest alike cannot keep it.
    """
    manifest = _read_manifest(folder)
    if digest is not None and digest.strip().lower() != manifest.digest:
        raise Problems([wording.another_backup(str(folder / MANIFEST), manifest.digest, digest.strip())])
    problems = [problem for table in tables_of(manifest) for problem in _changes(folder, table, manifest)]
    if problems:
        raise Problems(problems)
    return manifest


def _read_manifest(folder: Path) -> Manifest:
    place = str(folder / MANIFEST)
    if not folder.is_dir():
        raise Problems([wording.no_folder(str(folder))])
    try:
        content = json.loads(read_bounded(folder / MANIFEST))
    except FileNotFoundError:
        raise Problems([wording.no_manifest(place)]) from None
    except OSError as reason:
        raise Problems([wording.unreadable(place, reason.strerror or str(reason))]) from reason
    except json.JSONDecodeError as reason:
        raise Problems([wording.no_json(place, reason.lineno, reason.colno, reason.msg)]) from reason
    except (UnicodeDecodeError, RecursionError) as reason:
        raise Problems([wording.no_json(place, 1, 1, type(reason).__name__)]) from reason
    # said first: a later format may have other keys
    for key, known, what in (("format", FORMAT, "format"), ("schema_version", NEWEST, "schema")):
        found = content.get(key) if isinstance(content, dict) else None
        if isinstance(found, int) and found > known:
            raise Problems([wording.newer(place, what, found, known)])
    try:
        manifest = Manifest.model_validate(content)
    except ValidationError as refused:
        raise Problems(_faults(place, refused)) from refused
    if manifest.digest != digest_of(content):
        raise Problems([wording.manifest_was_changed(place)])
    if manifest.schema_version < OLDEST:
        raise Problems([wording.older(place, manifest.schema_version, OLDEST)])
    absent = [file_of(table) for table in tables_of(manifest) if file_of(table) not in manifest.files]
    if absent:
        raise Problems([wording.not_a_manifest(place, f"files.{name}", "missing") for name in absent])
    return manifest


def _faults(place: str, refused: ValidationError) -> Iterator[Problem]:
    for fault in refused.errors(include_url=False, include_input=False):
        yield wording.not_a_manifest(place, ".".join(str(part) for part in fault["loc"]), fault["msg"])


def _changes(folder: Path, table: str, manifest: Manifest) -> Iterator[Problem]:
    path, listed = folder / file_of(table), manifest.files[file_of(table)]
    try:
        if not path.exists():
            yield wording.missing(str(path))
        elif path.stat().st_size != listed.bytes:
            yield wording.other_length(str(path), path.stat().st_size, listed.bytes)
        else:
            with path.open("rb") as opened:
                if file_digest(opened, "sha256").hexdigest() != listed.sha256:
                    yield wording.other_digest(str(path))
    except OSError as reason:
        yield wording.unreadable(str(path), reason.strerror or str(reason))
