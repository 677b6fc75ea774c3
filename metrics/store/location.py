"""Where a store is: its URL read into the line that attaches it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from metrics.problems import Problem, YamlPlace

LAKE = "ducklake:postgres:"
OLDEST_READER = "v1.4.0"
"""The storage version of a new store's file: every DuckDB since 1.4 opens it, and none turns it into a newer one."""

_TELL_SERVERS_APART = ("dbname", "host", "hostaddr", "port", "service")


class StoreUnavailable(Exception):
    """The store cannot be reached, read or written; nothing was changed. Says where, what was found and what to do."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.in_use = False
        """Another process has the store open; `holder` is its number, where that is known."""
        self.holder: int | None = None
        super().__init__(problem.message)


class NoStore(StoreUnavailable):
    """No store can be where the address leads. `not_yet`: one could be made there."""

    def __init__(self, problem: Problem, *, not_yet: bool = False) -> None:
        self.not_yet = not_yet
        super().__init__(problem)


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
        options = [f"{name} {quoted(value)}" for name, value in self.options.items()]
        if new and self.path is not None:
            options.append(f"STORAGE_VERSION {quoted(OLDEST_READER)}")
        if read_only:
            options.append("READ_ONLY")
        listed = f" ({', '.join(options)})" if options else ""
        # MotherDuck gives its databases no other name than their own
        alias = "" if self.url.startswith("md:") else f' AS "{self.catalog}"'
        return f"ATTACH {quoted(self.target)}{alias}{listed}"

    @property
    def server(self) -> str:
        """How the catalog server of a lake is reached; '' for every other kind of store."""
        return self.target.removeprefix(LAKE) if self.target.startswith(LAKE) else ""

    def problem(self, found: str, expected: str = "", remedy: str = "") -> StoreUnavailable:
        """An error of this store, ready to be raised."""
        return StoreUnavailable(Problem(YamlPlace(self.shown), found, expected, remedy))

    def no_store(self, found: str, expected: str, remedy: str, *, not_yet: bool = False) -> NoStore:
        """There is no store at this address; ready to be raised."""
        return NoStore(Problem(YamlPlace(self.shown), found, expected, remedy), not_yet=not_yet)


def locate(url: str) -> Location:
    """Read a store's URL: a file path, `ducklake:postgres:…?data_path=…` or `md:…`; raises NoStore."""
    if url.startswith("md:"):
        name = url.removeprefix("md:").partition("?")[0]
        if not re.fullmatch(r"\w+", name):
            raise _unknown("md:…", "a MotherDuck store without a database name")
        return Location(url, f"md:{name}", url, catalog=name)
    if url.startswith(LAKE):
        return _locate_lake(url)
    scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]+):", url)
    if scheme is not None or not url or url.startswith(":"):
        shown = url if scheme is None else f"{scheme[1]}:…"
        raise _unknown(shown, f"a store of the unknown kind '{shown}'" if url else "no address of a store")
    path = Path(url).expanduser()
    # named as a DuckDB file, another kind of database is refused instead of looked for among the extensions
    return Location(url, url, str(path), path=path, options={"TYPE": "duckdb"})


def _locate_lake(url: str) -> Location:
    # the last one: a password may hold a question mark
    server, separator, data_path = url.removeprefix(LAKE).rpartition("?data_path=")
    if not separator:
        server, data_path = data_path, ""
    stray = re.search(r"\?(\w*)=?", server)
    if stray is not None and not re.match(r"postgres(ql)?://", server) and "password" not in server:
        raise _unknown(f"{LAKE}…", f"'?{stray[1]}' behind the lake's address")
    if separator and not data_path:
        raise _unknown(f"{LAKE}…", "'?data_path' behind the lake's address")
    if data_path and "://" not in data_path:
        data_path = str(Path(data_path).expanduser().absolute()) + "/"  # it is written into the catalog for everybody
    options = {"DATA_PATH": data_path} if data_path else {}
    return Location(url, f"{LAKE}{_without_secrets(server)}", f"{LAKE}{server}", options=options)


def _without_secrets(server: str) -> str:
    """Only what tells one server from another."""
    if re.match(r"postgres(ql)?://", server):
        address = re.fullmatch(r"\w+://(?:.*@)?([\w.:,-]*)(/\w*)?.*", server, re.DOTALL)
        return "".join(part or "" for part in address.groups()) or "…" if address is not None else "…"
    parts = re.findall(r"(\w+)\s*=\s*('(?:[^'\\]|\\.)*'|\S*)", server)
    return " ".join(f"{name}={value}" for name, value in parts if name in _TELL_SERVERS_APART) or "…"


def _unknown(shown: str, found: str) -> NoStore:
    return NoStore(
        Problem(YamlPlace(shown or "store"), found, "a file path, ducklake:postgres:…?data_path=… or md:NAME")
    )


def quoted(text: str) -> str:
    """A text as it stands in a statement."""
    return "'" + text.replace("'", "''") + "'"
