"""The log beside a store's file, which holds what was kept since the file was last brought up to date.

DuckDB passes over what it does not understand of a log as over what a crash cut short: in silence, and it is lost. So
the frame of the log is looked at here: its head, and the length that stands before each entry."""

from contextlib import suppress
from mmap import ACCESS_READ, mmap
from pathlib import Path

_BEGINS = b"\x64\x00\x62\x65\x00"
"""Field 100: the kind of entry, 98 for the first one; field 101: the version."""
_VERSIONS = range(1, 10)
_WITH_IDENTIFIER = 2
_IDENTIFIER = b"\x66\x00\x10"
"""Field 102: sixteen numbers that name the database."""
_ITERATION = b"\x67\x00"
_ENDS = b"\xff\xff"
_HEAD = 64
_FRAME = 16
"""Before each entry: its length and its checksum, eight bytes each, the lowest first."""
_ENTRY_BEGINS = b"\x64\x00"


def journal_of(store: Path) -> Path:
    """The log that DuckDB keeps beside a file."""
    return store.with_name(f"{store.name}.wal")


def is_damaged(journal: Path) -> bool:
    """True for something that DuckDB would pass over although no crash can have left it so."""
    with suppress(OSError, ValueError), journal.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as log:
        head = log[:_HEAD]
        if not head.startswith(_BEGINS[: len(log)]):
            return True
        if len(log) < _HEAD:
            return False  # nothing was kept in it yet
        version = head[len(_BEGINS)]
        if version != _WITH_IDENTIFIER:
            return version not in _VERSIONS
        first = _end_of_head(head + bytes(_HEAD))  # a number without an end ends in the zeros
        return first is None or _goes_on(log, _last_whole(log, first))
    return False


def _last_whole(log: mmap, place: int) -> int:
    """Where the first entry begins that does not fit into the log; its end where all of them do."""
    while (after := _next(log, place)) is not None:
        place = after
    return place


def _next(log: mmap, place: int) -> int | None:
    if place + _FRAME > len(log):
        return None
    after = place + _FRAME + int.from_bytes(log[place : place + 8], "little")
    return after if after <= len(log) else None


def _goes_on(log: mmap, torn: int) -> bool:
    """True where whole entries follow one that seemed to be cut short, up to the very end: it was not."""
    found = log.find(_ENTRY_BEGINS, torn + 2 * _FRAME)
    while found >= 0:
        if _next(log, found - _FRAME) is not None and _last_whole(log, found - _FRAME) == len(log):
            return True
        found = log.find(_ENTRY_BEGINS, found + 1)
    return False


def _end_of_head(head: bytes) -> int | None:
    """Where the first entry begins; None where the head is not well formed."""
    place = len(_BEGINS) + 1
    for field, numbers in ((_IDENTIFIER, 16), (_ITERATION, 1)):
        if not head.startswith(field, place):
            return None
        place += len(field)
        for _ in range(numbers):
            # seven bits a byte, the lowest first, and the highest bit says that more follow; each of sixteen is a byte
            more = head[place] & 0x80
            if numbers > 1 and more and head[place + 1] > 1:
                return None
            while head[place] & 0x80:
                place += 1
            place += 1
    return place + len(_ENDS) if head.startswith(_ENDS, place) else None
