"""Where a store is: its URL read into the line that attaches it, and what went wrong there in a sentence."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from metrics.problems import Problem, YamlPlace

OLDEST_READER = "v1.4.0"
"""Files are made so that DuckDB 1.4 and everything since can open them."""


class StoreUnavailable(Exception):
    """The store cannot be reached, read or written; nothing was changed. Says where, what was found and what to do."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.message)


@dataclass(frozen=True, slots=True)
class Location:
    """A store's URL, taken apart. `shown` is what people may read (no passwords), `path` is set for files."""

    url: str
    shown: str
    target: str
    catalog: str = "store"
    path: Path | None = None
    options: Mapping[str, str] = field(default_factory=dict)

    def attach_statement(self, *, new: bool = False, read_only: bool = False) -> str:
        """The one line that differs between a file, a lake and MotherDuck."""
        options = [f"{name} {_quoted(value)}" for name, value in self.options.items()]
        if new and self.path is not None:
            options.append(f"STORAGE_VERSION {_quoted(OLDEST_READER)}")
        if read_only:
            options.append("READ_ONLY")
        listed = f" ({', '.join(options)})" if options else ""
        # MotherDuck gives its databases no other name than their own
        alias = "" if self.url.startswith("md:") else f' AS "{self.catalog}"'
        return f"ATTACH {_quoted(self.target)}{alias}{listed}"

    def problem(self, found: str, expected: str = "", remedy: str = "") -> StoreUnavailable:
        """An error of this store, ready to be raised."""
        return StoreUnavailable(Problem(YamlPlace(self.shown), found, expected, remedy))


def locate(url: str) -> Location:
    """Read a store's URL: a file path, `ducklake:postgres:…?data_path=…` or `md:…`; raises StoreUnavailable."""
    if url.startswith("md:"):
        name = url.removeprefix("md:").partition("?")[0]
        if not re.fullmatch(r"\w+", name):
            raise _unknown(url, "a MotherDuck store without a database name")
        return Location(url, f"md:{name}", url, catalog=name)
    if url.startswith("ducklake:postgres:"):
        target, _, query = url.partition("?")
        name, _, value = query.partition("=")
        if query and (name != "data_path" or not value):
            raise _unknown("ducklake:postgres:…", f"'?{name}' behind the lake's address")
        options = {"DATA_PATH": value} if query else {}
        return Location(url, "ducklake:postgres:…", target, options=options)
    scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]+):", url)
    if scheme is not None or not url or url.startswith(":"):
        shown = url if scheme is None else f"{scheme[1]}:…"
        raise _unknown(shown, f"a store of the unknown kind '{shown}'" if url else "no address of a store")
    path = Path(url).expanduser()
    # named as a DuckDB file, another kind of database is refused instead of looked for among the extensions
    return Location(url, url, str(path), path=path, options={"TYPE": "duckdb"})


def _unknown(shown: str, found: str) -> StoreUnavailable:
    return StoreUnavailable(
        Problem(YamlPlace(shown or "store"), found, "a file path, ducklake:postgres:…?data_path=… or md:NAME")
    )


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def look_at_the_path(location: Location, *, create: bool) -> bool:
    """What can be said about a file before it is opened: True where it is to be made; raises StoreUnavailable."""
    # The file is never read here: in a process that has it attached, closing it again would let go of the lock on it.
    path = location.path
    if path is None:
        return False
    try:
        if path.is_dir():
            raise location.problem("this is a folder", "a file", f"name a file in it: {path / 'playbook.duckdb'}")
        if not path.parent.is_dir():
            raise location.problem(
                f"there is no folder '{path.parent}'", "", "make the folder, or name another store with --store"
            )
        if path.exists():
            if not create or path.stat().st_size > 0:
                return False
            path.unlink()  # DuckDB takes an empty file for a broken one
        journal = path.with_name(f"{path.name}.wal")
        if journal.exists():
            raise location.problem(
                f"the store's file is gone, and '{journal.name}' beside it holds its last uploads",
                "",
                f"put the file back; to begin with an empty store, move '{journal.name}' away",
            )
        if not create:
            raise location.problem(
                "there is no store here yet", "", "upload a first file to make it, or name another with --store"
            )
    except OSError as error:
        raise explain(location, error) from error
    return True


def explain(location: Location, error: Exception) -> StoreUnavailable:
    """What DuckDB said about this store, as a sentence and a remedy."""
    text = str(error)
    for pattern, found, remedy in _EXPLANATIONS:
        match = re.search(pattern, text, re.IGNORECASE | re.DOTALL)
        if match is not None:
            names = {name: value or "" for name, value in match.groupdict().items()}
            return location.problem(found.format(**names), "", remedy.format(**names))
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
_EXPLANATIONS = (
    (
        r"could not set lock on file.*?\(PID (?P<pid>\d+)",
        "the store is in use by another process (PID {pid})",
        "the dashboard is running and owns the store: use its pages, or stop it (process {pid}) and try again",
    ),
    (
        r"could not set lock on file|being used by another process",
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
