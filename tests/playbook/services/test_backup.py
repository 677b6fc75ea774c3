"""A backup as one stream: whole, or nothing of it."""

import io
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from metrics.problems import Problems
from playbook.services.backup import FILES, Archive, unpack
from tests import worlds


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The archive of a world's store."""
    world = worlds.on_track(tmp_path_factory.mktemp("packed") / "world")
    world.receive_all()
    with world.workspace() as workspace:
        archive = Archive(workspace)
        whole = b"".join(archive.pieces())
        archive.close()
    assert len(whole) == archive.size
    return whole


def in_pieces(content: bytes, size: int = 1000) -> Iterator[bytes]:
    """As a network brings it."""
    return (content[start : start + size] for start in range(0, len(content), size))


def with_member(name: str, kind: bytes = tarfile.REGTYPE) -> bytes:
    """An archive that holds something else."""
    written = io.BytesIO()
    with tarfile.open(fileobj=written, mode="w") as archive:
        info = tarfile.TarInfo(name)
        info.type, info.linkname = kind, "/etc/passwd"
        archive.addfile(info)
    return written.getvalue()


@pytest.mark.parametrize("size", [1, 511, 513, 1 << 20])
def test_what_was_packed_is_unpacked(content: bytes, tmp_path: Path, size: int) -> None:
    manifest = unpack(in_pieces(content, size), tmp_path / "backup")
    assert manifest.rows("upload") == 8
    assert sorted(path.name for path in (tmp_path / "backup").iterdir()) == sorted(FILES)


@pytest.mark.parametrize("share", [0.0, 0.01, 0.3, 0.7])
def test_a_stream_that_breaks_off_leaves_nothing(content: bytes, tmp_path: Path, share: float) -> None:
    with pytest.raises(Problems, match=r"not a whole backup|no such file|was cut short|is not there"):
        unpack(in_pieces(content[: int(share * len(content))]), tmp_path / "backup")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("place", [700, 1600, -2000])
def test_a_byte_that_was_changed_is_noticed(content: bytes, tmp_path: Path, place: int) -> None:
    changed = bytearray(content)
    changed[place] ^= 1
    with pytest.raises(Problems):
        unpack(in_pieces(bytes(changed)), tmp_path / "backup")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["../escaped.parquet", "/tmp/escaped", "backup/upload.parquet", "evil.py"])  # noqa: S108 - refused
def test_other_names_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(Problems, match="not a whole backup"):
        unpack([with_member(name)], tmp_path / "backup")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.DIRTYPE, tarfile.FIFOTYPE])
def test_a_known_name_that_is_no_file_is_refused(tmp_path: Path, kind: bytes) -> None:
    with pytest.raises(Problems, match="not a whole backup"):
        unpack([with_member("upload.parquet", kind)], tmp_path / "backup")
    assert list(tmp_path.iterdir()) == []


def test_the_same_file_twice_is_refused(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(Problems):
        unpack([content[:-1024], content], tmp_path / "backup")
    assert list(tmp_path.iterdir()) == []
