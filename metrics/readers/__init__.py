"""Files of any format to one raw table, the format found by content; what the cells mean is `snapshot`'s business."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from metrics.readers.foreign import MAX_BYTES, refuse_foreign, unpack_gzip
from metrics.readers.header import Words
from metrics.readers.raw_table import Progress, RawTable, refused
from metrics.wording import COLUMNS_WANTED

Read = Callable[[str, bytes, Words, Progress], RawTable]


@dataclass(frozen=True, slots=True)
class Reader:
    """One format: how its files are recognized, and the module here whose `read` reads them, loaded when needed."""

    format: str
    recognizes: Callable[[bytes], bool]
    module: str

    @property
    def read(self) -> Read:
        """Raises Problems for a file that is damaged, or no table."""
        read: Read = import_module(f"{__name__}.{self.module}").read
        return read


def _begins_like_json(content: bytes) -> bool:
    start = content[:400].replace(b"\0", b"")
    for mark in (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"):
        start = start.removeprefix(mark)
    return start.lstrip()[:1] in {b"[", b"{"}


READERS: tuple[Reader, ...] = (
    Reader("Parquet", lambda content: content.startswith(b"PAR1"), "parquet_file"),
    Reader("XLSX", lambda content: content.startswith(b"PK\3\4"), "workbook"),
    Reader("JSON", _begins_like_json, "records"),
    Reader("CSV", lambda _: True, "delimited"),
)
"""Asked in this order; the last one takes any text."""


def read_table(name: str, content: bytes, words: Words, progress: Progress) -> RawTable:
    """Read a file of any known format, whatever its name says; raises Problems where it is no table."""
    if len(content) > MAX_BYTES:
        found = f"{len(content) / 1e6:,.0f} MB"
        raise refused(name, found, f"at most {MAX_BYTES // 1_000_000} MB", "split the file, for example by product")
    if not content or content.isspace():
        raise refused(name, "the file is empty", COLUMNS_WANTED)
    content = unpack_gzip(name, content)
    refuse_foreign(name, content)
    reader = next(reader for reader in READERS if reader.recognizes(content))
    return reader.read(name, content, words, progress)
