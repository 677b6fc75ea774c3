"""ZIP archives before they are unpacked: what they are by their parts, and how large they would become."""

import zipfile

from metrics.readers.raw_table import refused
from metrics.wording import FORMATS

MAX_UNPACKED = 100_000_000
_SUSPICIOUS = 10_000_000
_SUSPICIOUS_RATIO = 100


def names_of(name: str, archive: zipfile.ZipFile) -> None:
    """Raise unless the archive is an XLSX workbook."""
    parts = archive.namelist()
    if "xl/workbook.xml" in parts:
        return
    if "xl/workbook.bin" in parts:
        raise refused(name, "this is a binary Excel workbook (XLSB)", FORMATS, "save it as XLSX")
    if "content.xml" in parts and "mimetype" in parts:
        raise refused(name, "this is an OpenDocument file", FORMATS, "save it as XLSX or CSV")
    if any(part.startswith(("word/", "ppt/")) for part in parts):
        raise refused(name, "this is a document or a presentation", FORMATS, "send the table as XLSX or CSV")
    if any(part.startswith("Index/") for part in parts):
        raise refused(name, "this is a Numbers document", FORMATS, "export it as XLSX or CSV")
    raise refused(name, "this is a ZIP archive", FORMATS, "unpack it and send the table inside")


def check_unpacked(name: str, archive: zipfile.ZipFile, packed: int) -> None:
    """Raise for what would take minutes and gigabytes to parse; the sizes stand in the archive's directory."""
    unpacked = sum(part.file_size for part in archive.infolist())
    if unpacked > MAX_UNPACKED or (unpacked > _SUSPICIOUS and unpacked > packed * _SUSPICIOUS_RATIO):
        found = f"{packed / 1e6:,.1f} MB that unpack to {unpacked / 1e6:,.0f} MB"
        expected = f"a workbook of at most {MAX_UNPACKED // 1_000_000} MB unpacked"
        raise refused(name, found, expected, "send large tables as CSV or Parquet")
    if any(part.flag_bits & 1 for part in archive.infolist()):
        raise refused(name, "the workbook is protected by a password", remedy="save it without a password")
