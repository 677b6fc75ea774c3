"""Sentences of `playbook store`: where the numbers are kept, backups and upkeep."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from playbook.wording import plural
from playbook.wording_moments import moment_text

if TYPE_CHECKING:
    from metrics.store.info import StoreInfo
    from metrics.store.upkeep import Tidied

EXPORT_FOLDER_HELP = "A new folder for the backup."
IMPORT_FOLDER_HELP = "A folder that playbook store export wrote."
DIGEST_HELP = "What the export said: a backup with another digest is refused."
HOURS_HELP = "How long files that are no longer needed are kept (0: nobody may be reading meanwhile)."
SHORT_HELP = {
    "store": "Where the numbers are kept; backup and upkeep.",
    "export": "Write a backup: Parquet files, the ledger and a manifest.",
    "import": "Read a backup into an empty store.",
    "tidy": "Merge small files and remove what nobody needs.",
}
GROUP_HELP = (
    "Where the numbers are kept: `playbook store` alone says where, how large, which schema and how many rows. "
    "A backup that was exported can be imported into an empty store of any kind: that is how numbers move from a "
    "file to a shared store and back."
)
KINDS = {
    "file": "a DuckDB file, for one app",
    "lake": "a shared store (DuckLake), for several apps",
    "motherduck": "a MotherDuck database",
}
WHERE, KIND, SIZE, SCHEMA, ENGINE = "where", "kind", "size", "schema", "DuckDB"
UPLOADS, ROWS, SERIES, RECEIVED, WRITABLE = "uploads", "rows", "series", "received", "writable"
READ_ONLY = "no, this user may only read it"


def size_text(count: int) -> str:
    """Bytes as people read them."""
    size, units = float(count), ("bytes", "KB", "MB", "GB", "TB")
    for unit in units:
        if size < 1000 or unit == units[-1]:
            return f"{size:,.0f} {unit}" if unit == "bytes" or size >= 100 else f"{size:,.1f} {unit}"
        size /= 1000
    return ""


def facts(info: "StoreInfo", timezone: str) -> Sequence[tuple[str, str]]:
    """What is said of a store, line by line."""
    lines = [(WHERE, info.where), (KIND, KINDS[info.kind])]
    if info.bytes is not None:
        in_files = f" in {info.files:,} files" if info.files is not None and info.files > 1 else ""
        lines.append((SIZE, f"{size_text(info.bytes)}{in_files}"))
    withdrawn = f" ({info.revocations:,} withdrawn)" if info.revocations else ""
    lines += [
        (SCHEMA, str(info.schema)),
        (ENGINE, info.duckdb.removeprefix("v")),
        (UPLOADS, f"{info.uploads:,}{withdrawn}"),
        (ROWS, f"{info.rows:,}"),
        (SERIES, f"{info.series:,} of a metric for a product"),
    ]
    if info.first_received is not None and info.last_received is not None:
        lines.append(
            (RECEIVED, f"{moment_text(info.first_received, timezone)} to {moment_text(info.last_received, timezone)}")
        )
    if info.read_only:
        lines.append((WRITABLE, READ_ONLY))
    return lines


def exported(folder: str, uploads: int, rows: int, digest: str) -> str:
    """A backup was written."""
    return (
        f"{folder}: {plural(uploads, 'upload')} and {plural(rows, 'row')} exported. "
        f"The manifest's digest is {digest}; note it down: store import --digest refuses any other."
    )


def imported(folder: str, store: str, uploads: int, rows: int) -> str:
    """A backup was read."""
    return f"{folder}: {plural(uploads, 'upload')} and {plural(rows, 'row')} imported into {store}; every digest fits."


def tidied(done: "Tidied") -> str:
    """Upkeep was done."""
    shape = (
        f"{plural(done.files_before, 'file')} with {size_text(done.bytes_before)} "
        f"became {plural(done.files_after, 'file')} with {size_text(done.bytes_after)}."
    )
    if not done.removed and not done.orphans:
        return f"{shape} Nothing was left behind that could be removed yet."
    orphans = f", {done.orphans:,} of them left by uploads that broke off" if done.orphans else ""
    return f"{shape} {plural(done.removed + done.orphans, 'file')} removed{orphans}."
