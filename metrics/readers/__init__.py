"""Files of any format to one raw table, the format found by content; what the cells mean is `snapshot`'s business."""

from collections.abc import Callable
from dataclasses import dataclass

from metrics.readers import delimited, parquet_file, records, workbook
from metrics.readers.foreign import MAX_BYTES, refuse_foreign, unpack_gzip
from metrics.readers.header import KnownWord
from metrics.readers.raw_table import Progress, RawTable, refused
from metrics.wording import COLUMNS_WANTED


@dataclass(frozen=True, slots=True)
class Reader:
    """One format: how its files are recognized, and what reads them."""

    format: str
    recognizes: Callable[[bytes], bool]
    read: Callable[[str, bytes, KnownWord, Progress], RawTable]


READERS: tuple[Reader, ...] = (
    Reader("Parquet", parquet_file.recognizes, parquet_file.read),
    Reader("XLSX", workbook.recognizes, workbook.read),
    Reader("JSON", records.recognizes, records.read),
    Reader("CSV", delimited.recognizes, delimited.read),
)
"""Asked in this order; the last one takes any text."""


def read_table(name: str, content: bytes, is_known: KnownWord, progress: Progress) -> RawTable:
    """Read a file of any known format, whatever its name says; raises Problems where it is no table."""
    if len(content) > MAX_BYTES:
        found = f"{len(content) / 1e6:,.0f} MB"
        raise refused(name, found, f"at most {MAX_BYTES // 1_000_000} MB", "split the file, for example by product")
    if not content or content.isspace():
        raise refused(name, "the file is empty", COLUMNS_WANTED)
    content = unpack_gzip(name, content)
    refuse_foreign(name, content)
    reader = next(reader for reader in READERS if reader.recognizes(content))
    return reader.read(name, content, is_known, progress)
