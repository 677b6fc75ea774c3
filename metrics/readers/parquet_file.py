"""Parquet: typed columns as they are, everything else as text."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from pyarrow import compute, parquet

from metrics.problems import Problems
from metrics.readers.header import Words
from metrics.readers.raw_table import Progress, RawColumn, RawTable, check_size, refused
from metrics.wording import READING

_MAGIC = b"PAR1"
_MAX_UNPACKED = 1_000_000_000
_MAX_INSIDE = 5_000_000
"""Values in lists and records of cells, which no number of a week is."""
_PANDAS_INDEX = "__index_level_"


def read(name: str, content: bytes, words: Words, progress: Progress) -> RawTable:  # noqa: ARG001 - columns are named
    """Read a Parquet file; raises Problems where it is damaged. Rows are records, counted from 1."""
    if not content.endswith(_MAGIC) or len(content) < 12:
        raise refused(name, "the Parquet file ends in the middle", remedy="write and send it again")
    progress(0.05, READING)
    try:
        file = parquet.ParquetFile(pa.py_buffer(content))
        _check_told(name, file)
        texts = [field.name for field in file.schema_arrow if _is_text(field.type)]
        # a text that stands once in the file and is meant in many rows is kept once, until its size is known
        table = parquet.ParquetFile(pa.py_buffer(content), read_dictionary=texts).read()
        table.validate(full=True)
        if sum(map(_size_of_text, table.columns)) > _MAX_UNPACKED:
            raise _too_large(name)
        columns = [
            _column(field.name, table.column(position).combine_chunks())
            for position, field in enumerate(table.schema)
            if not field.name.startswith(_PANDAS_INDEX)
        ]
    except (pa.ArrowException, OSError, ValueError, OverflowError, UnicodeDecodeError, MemoryError) as error:
        message = " ".join(str(error).split())[:80]
        raise refused(name, f"the Parquet file is damaged ({message})", remedy="write and send it again") from None
    if table.num_rows == 0:
        raise refused(name, "a Parquet file without rows", "one row for each measurement")
    return RawTable(name, None, tuple(columns), np.arange(1, table.num_rows + 1, dtype=np.int64))


def _check_told(name: str, file: parquet.ParquetFile) -> None:
    """Raise for what would take gigabytes to unpack, as the file itself says: a few bytes may mean many values."""
    about = file.metadata
    check_size(name, about.num_rows, about.num_columns)
    groups = [about.row_group(position) for position in range(about.num_row_groups)]
    chunks = [group.column(position) for group in groups for position in range(group.num_columns)]
    kinds = [file.schema.column(position) for position in range(about.num_columns)]
    widths = {kind.path: kind.length for kind in kinds}
    inside = sum(chunk.num_values for chunk in chunks if "." in chunk.path_in_schema)
    fixed = sum(chunk.num_values * (widths[chunk.path_in_schema] or 0) for chunk in chunks)
    if sum(group.total_byte_size for group in groups) > _MAX_UNPACKED or fixed > _MAX_UNPACKED:
        raise _too_large(name)
    if inside > _MAX_INSIDE:
        raise refused(name, f"{inside:,} values in lists", f"at most {_MAX_INSIDE:,}", "write one value in each row")


def _too_large(name: str) -> Problems:
    return refused(name, f"more than {_MAX_UNPACKED // 1_000_000:,} MB when unpacked", remedy="split the file")


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_binary(kind))


def _size_of_text(cells: pa.ChunkedArray) -> int:
    """Bytes of a column's texts once each stands in its own row."""
    sizes = [
        compute.sum(compute.take(compute.binary_length(chunk.dictionary), chunk.indices)).as_py() or 0
        for chunk in cells.chunks
        if pa.types.is_dictionary(chunk.type) and _is_text(chunk.type.value_type)
    ]
    return sum(sizes)


def _column(header: str, cells: pa.Array | pa.ChunkedArray) -> RawColumn:

    if isinstance(cells, pa.ChunkedArray):
        cells = pa.concat_arrays(cells.chunks) if cells.num_chunks else pa.array([], type=cells.type)
    kind = cells.type
    if pa.types.is_dictionary(kind):
        cells = cells.dictionary_decode()
        kind = cells.type
    nothing = pa.nulls(len(cells), pa.string())
    if pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind):
        numbers = np.array(
            compute.cast(cells, pa.float64(), safe=False).to_numpy(zero_copy_only=False), dtype=np.float64
        )
        odd = ~np.isfinite(numbers) & np.asarray(compute.is_valid(cells).to_numpy(zero_copy_only=False))
        if not odd.any():
            return RawColumn(header, nothing, numbers)
        text = pa.array(np.where(np.isnan(numbers), "NaN", "infinity"), mask=~odd, type=pa.string())
        return RawColumn(header, text, np.where(odd, np.nan, numbers))
    if pa.types.is_timestamp(kind) and kind.tz:
        return RawColumn(header, _instants(cells))
    if pa.types.is_timestamp(kind) or pa.types.is_date(kind):
        days = compute.cast(cells, pa.date32(), safe=False).cast(pa.int32())
        counted = np.array(days.fill_null(0).to_numpy(zero_copy_only=False), dtype=np.int64).astype("datetime64[D]")
        counted[np.asarray(compute.is_null(cells).to_numpy(zero_copy_only=False))] = np.datetime64("NaT", "D")
        return RawColumn(header, nothing, days=counted)
    if pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind):
        text = cells.cast(pa.large_string()) if pa.types.is_string_view(kind) else cells
        return RawColumn(header, compute.if_else(compute.equal(text, ""), None, text))
    if pa.types.is_null(kind):
        return RawColumn(header, nothing)
    shown = [None if cell is None else str(cell)[:200] for cell in cells.to_pylist()]
    return RawColumn(header, pa.array(shown, type=pa.string()))


def _instants(cells: pa.Array) -> pa.Array:
    """Moments with a zone, as the text that says so: which day each is on depends on where it is read."""
    encoded = cells.cast(pa.timestamp(cells.type.unit, "UTC")).dictionary_encode()
    written = compute.strftime(encoded.dictionary, format="%Y-%m-%dT%H:%M:%SZ")
    return pa.DictionaryArray.from_arrays(encoded.indices, written)
