"""What went wrong at a store, as a sentence and a remedy; no password ever stands in it."""

import re

from metrics.store_location import Location, StoreUnavailable


def explain(location: Location, error: Exception) -> StoreUnavailable:
    """What DuckDB said about this store, as a sentence and a remedy."""
    text = str(error)
    for pattern, found, remedy in _EXPLANATIONS:
        match = re.search(pattern, text, re.IGNORECASE | re.DOTALL)
        if match is not None:
            names = {name: value or "" for name, value in match.groupdict().items()}
            unavailable = location.problem(found.format(**names), "", remedy.format(**names))
            unavailable.in_use = pattern in _HELD_BY_ANOTHER
            unavailable.holder = int(names["pid"]) if names.get("pid") else None
            return unavailable
    first_line = text.strip().splitlines()[0] if text.strip() else type(error).__name__
    return location.problem(
        f"the store cannot be used: {_without_secrets(first_line)}",
        "",
        "nothing was changed; try again, or open another store with --store",
    )


def _without_secrets(text: str) -> str:
    return re.sub(r"(password|token|secret)\s*=\s*\S+", r"\1=…", text, flags=re.IGNORECASE)


_RESTORE = (
    "put the last backup of the file back, or move it away: a new store is made and the weekly files can be sent again"
)
_LOCKED_BY = r"could not set lock on file.*?\(PID (?P<pid>\d+)"
_LOCKED = r"could not set lock on file|being used by another process"
_HELD_BY_ANOTHER = (_LOCKED_BY, _LOCKED)
_EXPLANATIONS = (
    (
        _LOCKED_BY,
        "the store is in use by another process (PID {pid})",
        "the dashboard is running and owns the store: use its pages, or stop it (process {pid}) and try again",
    ),
    (
        _LOCKED,
        "the store is in use by another process",
        "the dashboard is running and owns the store: use its pages, or stop it and try again",
    ),
    (
        r"unique file handle conflict|already attached",
        "this program has the store open already",
        "close the other window of it, or restart the program",
    ),
    (
        r"no space left|disk quota|file too large|out of disk|could not write all",
        "there is no room left to write the store",
        "nothing of this upload was kept; make room on the disk and send it again",
    ),
    (
        r"read-only|\.wal\W.*permission denied",
        "the store may be read here but not written",
        "nothing was changed; give this user write permission on the file and its folder",
    ),
    (
        r"permission denied|operation not permitted",
        "this user may not open the store's file",
        "give this user permission to read and write the file and its folder",
    ),
    (
        r"has been invalidated",
        "the store was closed after a fault on the disk",
        "restart the program; what it had acknowledged is in the file",
    ),
    (
        r"not a valid duckdb database|is a directory|opened a \w+ file",
        "this is not a DuckDB file",
        "check the path, or name a file that does not exist yet: a new store is made there",
    ),
    (
        r"not read enough bytes|corrupt|checksum|failed to deserialize|serialization error|could not read",
        "the file is damaged or cut short",
        _RESTORE,
    ),
    (
        r"newer version|storage version|created with (?:an )?(?:older|newer)|version number",
        "the file was written by another version of DuckDB",
        'bring DuckDB up to date: pip install --upgrade "duckdb>=1.4,<3"',
    ),
    (
        r"extension \"?(?P<name>\w+)",
        "the DuckDB extension '{name}' that this kind of store needs is not installed",
        "install it once, with access to the network: python -c \"import duckdb; duckdb.sql('INSTALL {name}')\"",
    ),
    (
        r"no such file or directory|cannot open file",
        "the store's file or folder is gone",
        "make the folder, or name another store with --store",
    ),
    (
        r"out of memory|failed to allocate",
        "the machine has too little memory for this",
        "nothing of this upload was kept; close other programs, or send the file in parts",
    ),
    (
        r"conflict",
        "another writer changed the store in the same moment",
        "nothing of this upload was kept; send it again",
    ),
)
