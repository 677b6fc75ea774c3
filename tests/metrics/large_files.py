"""Files as large, wide and deep as can be: `python -m tests.metrics.large_files NAME` reads one of them.

It prints one line of JSON, with the most memory that the process ever had, in megabytes, and the seconds of one core.
"""

import gzip
import io
import json
import os
import resource
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import numpy as np
import openpyxl
import pyarrow as pa
import pyarrow.parquet

from metrics.intake import preview
from metrics.problems import Problems
from tests.long_run import times
from tests.metrics.readings import a_context

ROOM = 8 << 30
"""Of addresses: a file that asks for more ends this process, not the machine."""
HEAD = "date,product,metric,value,numerator,denominator\n"
LAST_ROW = 1_048_576


def a_row(number: int) -> str:
    """A line of a table."""
    return f"2026-{number % 10 + 1:02}-{number % 28 + 1:02},support-copilot,token_spend_usd,{number},,"


def csv_of(megabytes: int) -> bytes:
    """A table of that size."""
    block = "".join(f"{a_row(number)}\n" for number in range(1000)).encode()
    return HEAD.encode() + block * (megabytes * 1_000_000 // len(block))


def workbook(sheet: Iterator[bytes]) -> bytes:
    """A workbook with this as its sheet; the rest is what openpyxl writes."""
    empty = io.BytesIO()
    openpyxl.Workbook().save(empty)
    content = io.BytesIO()
    with zipfile.ZipFile(empty) as source, zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made:
        for name in source.namelist():
            if name != "xl/worksheets/sheet1.xml":
                made.writestr(name, source.read(name))
        with made.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for piece in sheet:
                part.write(piece)
    return content.getvalue()


def packed_log(sample: bytes) -> bytes:
    """A log of Inspect with this as its one sample."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made:
        made.writestr("header.json", json.dumps({"version": 2, "eval": {}, "status": "success"}))
        made.writestr("samples/1_epoch_1.json", sample)
    return content.getvalue()


def sheet_of(rows: int, cells: Callable[[int], list[str]]) -> Iterator[bytes]:
    """A sheet with so many rows below its header."""
    yield b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    for first in range(0, rows, 10_000):
        yield "".join(
            f"<row>{''.join(cells(number))}</row>" for number in range(first, min(rows, first + 10_000))
        ).encode()
    yield b"</sheetData></worksheet>"


def words(*texts: str) -> list[str]:
    """Cells with text."""
    return [f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in texts]


def rows_of_a_full_sheet(number: int) -> list[str]:
    """A week's number; the product and the metric are named in the header."""
    return (
        words("date", "token_spend_usd")
        if number == 0
        else [f"<c><v>{46000 + number % 300}</v></c><c><v>{number * 7919 % 999983}</v></c>"]
    )


def parquet(columns: dict[str, pa.Array], **more: object) -> bytes:
    """A Parquet file."""
    content = io.BytesIO()
    pa.parquet.write_table(pa.table(columns), content, **more)
    return content.getvalue()


def nested(depth: int) -> pa.Array:
    """A value in so many lists."""
    kind, value = pa.float64(), 1.0
    made: object = value
    for _ in range(depth):
        kind, made = pa.list_(kind), [made]
    return pa.array([made], type=kind)


def one_long_list() -> bytes:
    """A single row whose list holds 20 million zeros, in a few kilobytes."""
    zeros = pa.ListArray.from_arrays(
        pa.array([0, 20_000_000], type=pa.int32()), pa.array(np.zeros(20_000_000, np.int8))
    )
    return parquet({"value": zeros}, compression="zstd")


def one_long_text(rows: int) -> bytes:
    """A text of a megabyte, told once and meant in many rows."""
    places = pa.array(np.zeros(rows, dtype=np.int32))
    return parquet({"comment": pa.DictionaryArray.from_arrays(places, pa.array(["x" * 1_000_000]))})


def wide_bytes() -> bytes:
    """The same in a column of a fixed width."""
    kind = pa.binary(1_000_000)
    group = pa.table({"comment": pa.array([b"x" * 1_000_000] * 50, type=kind)})
    content = io.BytesIO()
    with pa.parquet.ParquetWriter(content, group.schema, compression="zstd") as writer:
        for _ in range(30):
            writer.write_table(group)
    return content.getvalue()


BEYOND = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1">'
    b'<v>1</v></c></row><row r="99999999"><c r="ZZZZ99999999"><v>1</v></c></row></sheetData></worksheet>'
)
FILES: dict[str, Callable[[], bytes]] = {
    "a CSV of 500 MB": lambda: csv_of(500),
    "a CSV of 500 MB in gzip": lambda: gzip.compress(csv_of(20), compresslevel=1) * 25,
    "a CSV as large as may be": lambda: csv_of(min(199, times(20))),
    "one line of 190 MB": lambda: HEAD.encode() + b"x" * 190_000_000,
    "one quote that never ends": lambda: HEAD.encode() + b'"' + b"a,b\n" * min(45_000_000, times(5_000_000)),
    "50,000 columns": lambda: b"\n".join(
        [b",".join(b"c%d" % number for number in range(50_000)), b",".join([b"1"] * 50_000)]
    ),
    "50,000 columns in Parquet": lambda: parquet({f"c{number}": pa.array([1.0]) for number in range(50_000)}),
    "50,000 keys in JSON": lambda: json.dumps([{f"c{number}": 1 for number in range(50_000)}]).encode(),
    "50,000 columns in a workbook": lambda: workbook(sheet_of(3, lambda number: [f"<c><v>{number}</v></c>"] * 50_000)),
    "a sheet with every row": lambda: workbook(sheet_of(min(LAST_ROW, times(60_000)), rows_of_a_full_sheet)),
    "a sheet with more rows than there are": lambda: workbook(iter([BEYOND])),
    "a sheet of blanks that unpacks to 3 GB": lambda: workbook(iter([b"<worksheet>", *([b" " * 10_000_000] * 300)])),
    "JSON in 100,000 lists": lambda: b"[" * 100_000 + b"]" * 100_000,
    "JSON in 900 lists": lambda: b'[{"value":' + b"[" * 900 + b"1" + b"]" * 900 + b"}]",
    "JSON in 100,000 objects": lambda: b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    "JSON with a number of a million digits": lambda: b'[{"week":"2026-W45","value":' + b"9" * 1_000_000 + b"}]",
    "JSON of 60 MB": lambda: b"[" + b'{"week":"2026-W45"},' * min(3_000_000, times(500_000)) + b"{}]",
    "a promptfoo file of nothing but lists": lambda: (
        b'{"results": {"version": 3, "results": [' + b"[]," * min(60_000_000, times(3_000_000)) + b"[]]}}"
    ),
    "an Inspect log that unpacks to 400 MB": lambda: packed_log(b"[" + b"[]," * 133_000_000 + b"[]]"),
    "Parquet with lists in lists": lambda: parquet({"value": nested(30)}),
    "Parquet with one long list": one_long_list,
    "Parquet with one long text": lambda: one_long_text(100_000),
    "Parquet with as much text as may be": lambda: one_long_text(900),
    "Parquet with wide bytes": wide_bytes,
    "Parquet of five million rows": lambda: parquet(
        {"week": pa.array(["2026-W45"] * times(500_000)), "token_spend_usd": pa.array(np.arange(times(500_000)))}
    ),
}


def main(name: str) -> None:
    """Reads one of them."""
    content = FILES[name]()
    resource.setrlimit(resource.RLIMIT_AS, (ROOM, ROOM))
    before = most_memory()
    with suppress(OSError):  # what was needed to make the file is not counted, where the system lets it be reset
        with Path("/proc/self/clear_refs").open("w") as file:
            file.write("5")
        before = most_memory()
    begun = time.process_time()
    try:
        said = f"read: {preview('week45', content, a_context()).rows} rows"
    except Problems as refused:
        said = f"refused: {refused.problems[0].message}"
    seconds = time.process_time() - begun
    sys.stdout.write(
        json.dumps({"said": said[:500], "before": before, "most": most_memory(), "seconds": round(seconds, 1)}) + "\n"
    )


def most_memory() -> int:
    """In megabytes."""
    with Path("/proc/self/status").open() as file:
        return next(int(line.split()[1]) // 1024 for line in file if line.startswith("VmHWM:"))


if __name__ == "__main__":
    main(sys.argv[1])
    sys.stdout.flush()
    os._exit(0)  # pyarrow's idle threads are not waited for: their end under so little memory is not what is measured
