"""Inspect: an `.eval` file, a ZIP of a header and one document for each sample, read one after the other."""

import json
import struct
import zipfile
import zlib
from dataclasses import replace

from metrics.problems import Problems
from metrics.readers.tools import wording
from metrics.readers.tools.inspect_log import TOOL, measures_of
from metrics.readers.tools.inspect_samples import Samples, add_sample
from metrics.readers.tools.shared.given import Given, damaged
from metrics.readers.tools.shared.measures import Measures
from metrics.readers.tools.shared.values import Record, record

ZSTANDARD = 93
"""The number of the way to pack in a ZIP (PKWARE APPNOTE 4.4.5)."""
_LOCAL_HEADER = 30
_ENCRYPTED = 1
LARGEST_MEMBER = 500_000_000
"""Bytes of one sample, unpacked."""
_SUSPICIOUS, _SUSPICIOUS_RATIO = 10_000_000, 200
"""From which size on, and how many times, a sample that unpacks to more is no text that anybody wrote."""


def read(given: Given) -> Measures:
    """Reads a log; of samples only their summaries where the file has them all, so that a large one takes little."""
    try:
        with given.opened() as file, zipfile.ZipFile(file) as archive:
            return _read(given, archive)
    except NotImplementedError:  # zipfile's word for a way to pack that it does not know
        raise damaged(
            given.name, TOOL, "it is compressed in a way that is not read here", "convert it with 'inspect log convert'"
        ) from None
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError):  # all of them zipfile's own
        raise _cut_off(given) from None


def _read(given: Given, archive: zipfile.ZipFile) -> Measures:
    names = archive.namelist()
    if "header.json" not in names:
        if "_journal/start.json" in names:
            begun = record(_document(given, archive, "_journal/start.json"))
            return measures_of(given, {**begun, "status": "started"}, None)
        raise damaged(given.name, TOOL, "its header is missing")
    header = record(_document(given, archive, "header.json"))
    paths = [name for name in names if name.startswith("samples/") and name.endswith(".json")]
    samples = Samples()
    summaries = _document(given, archive, "summaries.json") if "summaries.json" in names else None
    if isinstance(summaries, list) and len(summaries) == len(paths) and _tell_enough(summaries):
        for summary in summaries:
            add_sample(samples, summary)
    else:
        for path in paths:
            add_sample(samples, _document(given, archive, path))
    found = measures_of(given, header, samples)
    if samples.unreadable and not samples.cases:
        return found
    if samples.unreadable and not found.refused:
        notes = (*found.notes, wording.missing(len(samples.cases), len(samples.cases) + samples.unreadable, "samples"))
        return replace(found, notes=notes, complete=False)
    return found


def _tell_enough(summaries: list[object]) -> bool:
    """Whether summaries tell scores and times, as those of Inspect 0.3.90 and later do."""
    return all({"scores", "model_usage"} <= record(one).keys() for one in summaries)


def _document(given: Given, archive: zipfile.ZipFile, path: str) -> Record | list[object] | None:
    about = archive.getinfo(path)
    packed_well = about.file_size > _SUSPICIOUS and about.file_size > about.compress_size * _SUSPICIOUS_RATIO
    if about.file_size > LARGEST_MEMBER or packed_well:
        found = f"'{path}' in it unpacks to {about.file_size / 1e6:,.0f} MB"
        raise damaged(given.name, TOOL, found, f"send samples of at most {LARGEST_MEMBER // 1_000_000} MB")
    if about.flag_bits & 1:
        raise damaged(given.name, TOOL, "it is protected by a password", "save it without a password")
    try:
        document = json.loads(_unpacked(archive, path))
    except (ValueError, RecursionError):
        raise damaged(given.name, TOOL, f"'{path}' in it is no JSON") from None
    return document if isinstance(document, dict | list) else None


def _unpacked(archive: zipfile.ZipFile, path: str) -> bytes:
    """The bytes of one member. Inspect may write Zstandard, which zipfile reads from Python 3.14 on: Arrow does
    before."""
    info = archive.getinfo(path)
    if info.compress_type != ZSTANDARD or hasattr(zipfile, "ZIP_ZSTANDARD"):
        return archive.read(path)
    import pyarrow as pa  # Arrow comes with the store anyway, and only these files need it here

    if archive.fp is None or info.flag_bits & _ENCRYPTED:
        raise zipfile.BadZipFile
    archive.fp.seek(info.header_offset)
    head = archive.fp.read(_LOCAL_HEADER)
    if len(head) < _LOCAL_HEADER:
        raise EOFError
    archive.fp.seek(sum(struct.unpack("<HH", head[-4:])), 1)  # the name and the extra fields
    content: bytes = pa.decompress(
        archive.fp.read(info.compress_size), decompressed_size=info.file_size, codec="zstd", asbytes=True
    )
    if zlib.crc32(content) != info.CRC:
        raise zipfile.BadZipFile
    return content


def _cut_off(given: Given) -> Problems:
    return damaged(given.name, TOOL, "it is damaged, or ends in the middle", "copy it again")
