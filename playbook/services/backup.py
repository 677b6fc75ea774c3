"""A backup of the store as one stream: the app makes it a tar archive, the command makes it a folder again."""

import tarfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, cast

from metrics.problems import Problems
from metrics.store.backup import first_file, import_store
from metrics.store.backup_files import MANIFEST, TABLES, Manifest, file_of, growing_backup, read_backup, writing_to
from metrics.store.wording import not_a_stream
from playbook import wording_workspace as wording
from playbook.settings import MANIFEST as SAMPLE_MANIFEST
from playbook.settings import WrongUse
from playbook.workspace import sample
from playbook.workspace.workspace import Workspace


def import_backup(workspace: Workspace, folder: Path, digest: str | None = None) -> Manifest:
    """Reads a backup into the workspace's store, which must be empty: all of it or nothing.

    Raises Problems where the backup is not whole, WrongUse where it is one of the sample, StoreUnavailable.
    """
    shipped = workspace.home.project.sample
    if not workspace.is_sample and (shipped / SAMPLE_MANIFEST).exists():
        first = first_file(folder)
        if first is not None and first == sample.first_file(sample.read_manifest(shipped)):
            raise WrongUse(wording.real_in_the_sample_store(str(folder)))
    return import_store(workspace.store(), folder, digest)


FILES = (MANIFEST, *map(file_of, TABLES))
"""In this order; nothing else is ever in an archive."""
TYPE = "application/x-tar"
_PIECE = 1 << 20
LARGEST_MANIFEST = 16 << 20


class Archive:
    """A backup in a folder of its own, which goes away with `close`. Raises Problems, StoreUnavailable."""

    def __init__(self, workspace: Workspace) -> None:
        from metrics.store.backup import export_store  # noqa: PLC0415  (brings DuckDB: the command's side does without)

        self._place = TemporaryDirectory(prefix="playbook-backup-")
        self._folder = Path(self._place.name) / "backup"
        try:
            export_store(workspace.store(), self._folder, now=workspace.now())
        except BaseException:
            self.close()
            raise
        self._heads = {name: _head(self._folder / name) for name in FILES}
        lengths = [len(head) + _padded((self._folder / name).stat().st_size) for name, head in self._heads.items()]
        self.size = sum(lengths) + len(_END)

    def pieces(self) -> Iterator[bytes]:
        """The archive's bytes, `size` of them in all."""
        for name, head in self._heads.items():
            yield head
            written = 0
            with (self._folder / name).open("rb") as file:
                while piece := file.read(_PIECE):
                    written += len(piece)
                    yield piece
            yield b"\0" * (_padded(written) - written)
        yield _END

    def close(self) -> None:
        """Takes the folder away."""
        self._place.cleanup()


_END = b"\0" * (2 * tarfile.BLOCKSIZE)


def _head(path: Path) -> bytes:
    info = tarfile.TarInfo(path.name)
    info.size, info.mode = path.stat().st_size, 0o600
    return info.tobuf(tarfile.PAX_FORMAT)


def _padded(size: int) -> int:
    return -(-size // tarfile.BLOCKSIZE) * tarfile.BLOCKSIZE


def unpack(stream: Iterable[bytes], folder: Path) -> Manifest:
    """Writes the backup of an archive into a new folder, every digest compared. Raises Problems, and then the folder
    is not there."""
    with growing_backup(folder) as growing:
        try:
            with tarfile.open(fileobj=cast(IO[bytes], _Reading(stream)), mode="r|", tarinfo=_Member) as archive:
                for member in archive:
                    wanted = member.isreg() and member.name in FILES
                    endless = member.name == MANIFEST and member.size > LARGEST_MANIFEST
                    content = archive.extractfile(member) if wanted and not endless else None
                    if content is None:
                        raise Problems([not_a_stream(str(folder), member.name)])
                    with writing_to(folder), (growing / member.name).open("xb") as file:
                        while piece := content.read(_PIECE):
                            file.write(piece)
        except (tarfile.TarError, EOFError) as broken:
            raise Problems([not_a_stream(str(folder), str(broken))]) from broken
        return read_backup(growing)


class _Member(tarfile.TarInfo):
    """A header of an archive that is not ours to trust: those that only describe another are read into memory."""

    def _proc_member(self, tarfile_: tarfile.TarFile) -> tarfile.TarInfo:
        if self.type not in tarfile.SUPPORTED_TYPES or (self.type not in tarfile.REGULAR_TYPES and self.size > _PIECE):
            raise tarfile.ReadError(str(self.size))
        # tarfile's own place to read a header, which its type stubs leave out
        found: tarfile.TarInfo = super()._proc_member(tarfile_)  # type: ignore[misc]
        return found


class _Reading:
    """A stream of pieces, read as a file."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = iter(pieces)
        self._left = b""

    def read(self, size: int) -> bytes:
        """So many bytes; fewer only at the end."""
        found = [self._left]
        length = len(self._left)
        while length < size and (piece := next(self._pieces, None)) is not None:
            found.append(piece)
            length += len(piece)
        content = b"".join(found)
        self._left = content[size:]
        return content[:size]
