"""What went wrong at a store, as a sentence and a remedy; no password ever stands in it."""

import re

from metrics.store.journal import journal_of
from metrics.store.location import Location, StoreUnavailable


def explain(location: Location, error: Exception) -> StoreUnavailable:
    """What DuckDB said about this store, as a sentence and a remedy."""
    text = _without_secrets(location, str(error))
    for pattern, found, remedy in (*(_OF_SERVERS if location.server else ()), *_EXPLANATIONS):
        match = re.search(pattern, text, re.IGNORECASE | re.DOTALL)
        if match is not None:
            names = {name: value or "" for name, value in match.groupdict().items()} | _files(location)
            unavailable = location.problem(found.format(**names), "", remedy.format(**names))
            unavailable.in_use = pattern in _HELD_BY_ANOTHER
            unavailable.holder = int(names["pid"]) if names.get("pid") else None
            return unavailable
    first_line = text.strip().splitlines()[0] if text.strip() else type(error).__name__
    return location.problem(
        f"the store cannot be used: {first_line}",
        "",
        "nothing was changed; try again, or open another store with --store",
    )


def unreadable_log(location: Location) -> StoreUnavailable:
    """The log beside the store's file was passed over by DuckDB, and with it what was kept last."""
    names = _files(location)
    return location.problem(_DAMAGED_LOG.format(**names), "", _WITHOUT_LOG.format(**names))


def _files(location: Location) -> dict[str, str]:
    """The names of the store's file and of the log beside it, where there is one."""
    if location.path is None:
        return {"file": "the file", "log": "the log"}
    file, log = location.path.name, journal_of(location.path)
    return {"file": f"'{file}' and '{log.name}' beside it" if log.exists() else f"'{file}'", "log": log.name}


def is_known_of_servers(location: Location, error: Exception) -> bool:
    """True where it is the catalog server of a lake that speaks."""
    text = str(error)
    return bool(location.server) and (
        location.server in text or any(re.search(found, text, re.IGNORECASE) for found, *_ in _OF_SERVERS)
    )


def _without_secrets(location: Location, text: str) -> str:
    if location.server:
        text = text.replace(location.server, "the catalog server")
    return re.sub(r"(password|token|secret)\s*=\s*('[^']*'|\S+)", r"\1=…", text, flags=re.IGNORECASE)


_RESTORE = (
    "move {file} away; then put the last backup of the store in its place, or begin with a new store, and send the "
    "weekly files again that are not in it"
)
_WITHOUT_LOG = (
    "move '{log}' away and keep it: the store opens without what was only in that log; 'playbook uploads' shows what "
    "is there, and what is missing can be sent again"
)
_LOCKED_BY = r"could not set lock on file.*?\(PID (?P<pid>\d+)"
_LOCKED = r"could not set lock on file|being used by another process"
_HELD_BY_ANOTHER = (_LOCKED_BY, _LOCKED)
_WITH_EXTENSIONS = (
    "install them: pip install 'ai-engineering-playbook[lake]' "
    "(they come with DuckDB 1.5.5, which reads the same files)"
)
_SENT_AGAIN = "nothing half was kept; send it again when the server answers: what was kept is not stored twice"
_OF_SERVERS = (
    (
        r"password authentication failed for user \"(?P<user>[^\"]*)\"|no password supplied",
        "the catalog server refuses the password of user '{user}'",
        "put the right one into the environment (PGPASSWORD), into ~/.pgpass or into the address of the store",
    ),
    (
        r"(?:database|role) \"(?P<name>[^\"]*)\" does not exist",
        "the catalog server has no '{name}'",
        "correct the address of the store, or have it made: createdb {name}",
    ),
    (
        r"invalid connection option \"(?P<name>[^\"]*)\"|missing \"=\" after|invalid (?:uri|port|integer value)",
        "the address of the catalog server cannot be read ({name})",
        "write it as dbname=lake host=db.example user=playbook, or as postgresql://playbook@db.example/lake",
    ),
    (
        r"no pg_hba.conf entry|must be superuser|permission denied for (?:schema|table|database)",
        "the catalog server does not let this user in, or not write",
        "ask its keeper for the right to connect to the database and to make tables in it",
    ),
    (
        r"lock timeout",
        "other writers have kept the store busy for minutes",
        "nothing of this was kept; send it again, and look what the others do",
    ),
    (
        r"too many clients|remaining connection slots|too many connections",
        "the catalog server has no connection left",
        "nothing of this was kept; try again, or raise its max_connections",
    ),
    (
        r"failed to execute query \"(?:commit|rollback)|closed the connection|terminating connection|is aborted",
        "the connection to the catalog server was lost",
        _SENT_AGAIN,
    ),
    (
        r"unable to connect to postgres|is the server running|could not translate host name",
        "the catalog server cannot be reached",
        "start it or mend the network and try again: pg_isready says whether it answers",
    ),
    (
        r"data_path is not set",
        "this is a new lake, and its address does not say where its files go",
        "put it behind the address: ?data_path=/a/folder/for/all/ or ?data_path=s3://bucket/folder/",
    ),
    (
        r"DATA_PATH parameter \"(?P<asked>[^\"]*)\" does not match.* data path in the catalog \"(?P<known>[^\"]*)\"",
        "the lake keeps its files in '{known}', not in '{asked}'",
        "correct ?data_path= in the address of the store, or leave it out",
    ),
)
_DAMAGED_LOG = "the log beside the store's file, '{log}', is damaged, or no log of a store at all"
_EXPLANATIONS = (
    (
        r"home directory|extension \"?'?(?P<name>ducklake|postgres_scanner|postgres)\b",
        "DuckDB's extensions for a shared store are not installed",
        _WITH_EXTENSIONS,
    ),
    (
        _LOCKED_BY,
        "the store is in use by another process (PID {pid})",
        "if it is the dashboard, use its pages or stop it (process {pid}); if it is an upload, wait; then try again",
    ),
    (
        _LOCKED,
        "the store is in use by another process",
        "if it is the dashboard, use its pages or stop it; if it is another upload, wait for it; then try again",
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
        r"wal does not match database file",
        "the log beside the store's file, '{log}', belongs to another database",
        _WITHOUT_LOG,
    ),
    (
        r"wal was created for an? (?P<age>newer|older) version",
        "the log beside the store's file, '{log}', belongs to {age} contents of it than the file has",
        _WITHOUT_LOG,
    ),
    (
        r"wal file|corrupt wal",
        _DAMAGED_LOG,
        _WITHOUT_LOG,
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
        'bring DuckDB up to date: pip install --upgrade "duckdb>=1.5,<3"',
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
