"""Files that are plainly something else: what they are, and what to send instead."""

import io
import re
import zipfile
import zlib

from metrics.readers.raw_table import refused

MAX_BYTES = 200_000_000
_GZIP = b"\x1f\x8b"
_SAVE_AS = "save the table as XLSX or CSV"
_MARKUP = re.compile(rb"<(?:[!?]|[a-z_][\w:.\-]*[\s/>])")
_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (
        b"\xd0\xcf\x11\xe0",
        "an Excel file in the old format, or one with a password",
        "save it as XLSX without a password",
    ),
    (b"%PDF", "a PDF", "send the table it was made from as XLSX or CSV"),
    (b"\x89PNG", "a picture", _SAVE_AS),
    (b"\xff\xd8\xff", "a picture", _SAVE_AS),
    (b"GIF8", "a picture", _SAVE_AS),
    (b"SQLite format 3\0", "an SQLite database", "export the table as CSV or Parquet"),
    (b"\x7fELF", "a program", _SAVE_AS),
    (b"MZ\x90", "a program", _SAVE_AS),
    (b"7z\xbc\xaf", "a 7z archive", "unpack it and send the table inside"),
    (b"Rar!", "a RAR archive", "unpack it and send the table inside"),
    (b"BZh", "a file compressed with bzip2", "unpack it first"),
    (b"\x28\xb5\x2f\xfd", "a file compressed with Zstandard", "unpack it first"),
    (b"\xfd7zXZ\0", "a file compressed with xz", "unpack it first"),
    (b"ARROW1", "an Arrow file", "save the table as Parquet"),
    (b"FEA1", "a Feather file", "save the table as Parquet"),
    (b"Obj\x01", "an Avro file", "save the table as Parquet"),
    (b"{\\rtf", "a text document", _SAVE_AS),
)


def refuse_foreign(name: str, content: bytes) -> None:
    """Raise for formats that are known and not read; anything else is left to the readers."""
    for magic, what, remedy in _MAGIC:
        if content.startswith(magic):
            raise refused(name, f"this is {what}", "a table as CSV, TSV, XLSX, Parquet or JSON", remedy)
    if content[8:12] == b"DUCK":
        raise refused(name, "this is a DuckDB database", "a table", "export the table as Parquet or CSV")
    start = content[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if _MARKUP.match(start):
        remedy = "open it in a spreadsheet and save it as XLSX or CSV"
        raise refused(name, "this is a web page or XML", "a table as CSV, TSV, XLSX, Parquet or JSON", remedy)


def unpack_gzip(name: str, content: bytes) -> bytes:
    """What is inside a gzip file, one layer deep, and never more than a file may have."""
    if not content.startswith(_GZIP):
        return content
    inner = b""
    while content.startswith(_GZIP):  # a file may be several, one after the other
        unpacker = zlib.decompressobj(wbits=31)
        try:
            inner += unpacker.decompress(content, MAX_BYTES + 1 - len(inner))
        except zlib.error:
            raise refused(name, "the compressed file is damaged", remedy="send it again, or unpack it first") from None
        if len(inner) > MAX_BYTES:
            raise refused(name, f"more than {MAX_BYTES // 1_000_000} MB when unpacked", remedy="split the file")
        if not unpacker.eof:
            raise refused(name, "the compressed file ends in the middle", remedy="send it again, or unpack it first")
        content = unpacker.unused_data
    return inner


def open_archive(name: str, content: bytes) -> zipfile.ZipFile:
    """The parts of a ZIP file, after a look at how large they say they are."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError):  # all of them zipfile's own
        raise refused(
            name, "the file is damaged, or ends in the middle", "an XLSX file", "save and send it again"
        ) from None
    return archive
