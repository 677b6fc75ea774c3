"""Sentences about backups of the store: what is wrong with one, and what to do."""

from metrics.problems import Problem, YamlPlace
from metrics.wording import shortened

MAKE_ONE = "make a backup with: playbook store export DIR"
TAKE_ANOTHER = "nothing was imported; take another copy of this backup, or an older one"
NAME_A_NEW_FOLDER = "name a folder that does not exist yet"


def no_folder(folder: str) -> Problem:
    """The folder to import is not there."""
    return Problem(YamlPlace(folder), "there is no such folder", "a folder that playbook store export wrote", MAKE_ONE)


def no_manifest(place: str) -> Problem:
    """A folder that is no backup."""
    return Problem(YamlPlace(place), "there is no such file: this folder is no backup of a store", "", MAKE_ONE)


def unreadable(place: str, reason: str) -> Problem:
    """A file that cannot be opened."""
    return Problem(YamlPlace(place), f"the file cannot be read ({shortened(reason, 120)})", "", TAKE_ANOTHER)


def no_json(place: str, line: int, column: int, reason: str) -> Problem:
    """A manifest that is no JSON."""
    return Problem(
        YamlPlace(place, line, column), f"this is not JSON ({reason})", "the file as it was exported", TAKE_ANOTHER
    )


def not_a_manifest(place: str, key: str, reason: str) -> Problem:
    """A manifest that lacks something, or holds something else."""
    found = f"'{shortened(key)}' is not as an export writes it ({shortened(reason, 80)})" if key else shortened(reason)
    return Problem(YamlPlace(place), found, "the file as it was exported", TAKE_ANOTHER)


def manifest_was_changed(place: str) -> Problem:
    """A manifest whose own digest does not fit."""
    return Problem(YamlPlace(place), "the manifest was changed after it was written", "", TAKE_ANOTHER)


def another_backup(place: str, found: str, expected: str) -> Problem:
    """Not the backup that was asked for."""
    remedy = "this is another backup, or it was changed; nothing was imported"
    return Problem(YamlPlace(place), f"the digest {found}", shortened(expected, 80), remedy)


def newer(place: str, what: str, found: int, known: int) -> Problem:
    """A backup from a later version of the program."""
    return Problem(
        YamlPlace(place),
        f"the backup was made by a newer version of this program ({what} {found})",
        f"{what} {known} or older",
        "bring the program up to date (git pull, then install again)",
    )


def older(place: str, found: int, known: int) -> Problem:
    """A backup whose schema this version cannot read any more."""
    return Problem(
        YamlPlace(place),
        f"the backup has schema {found}",
        f"schema {known} or newer",
        "import it with the version that made it, let this version open the store, and export again",
    )


def missing(place: str) -> Problem:
    """A table's file is not there."""
    return Problem(YamlPlace(place), "the manifest lists this file, and it is not there", "", TAKE_ANOTHER)


def other_length(place: str, found: int, expected: int) -> Problem:
    """A table's file is shorter or longer than it was."""
    how = "was cut short" if found < expected else "was added to"
    return Problem(YamlPlace(place), f"the file {how}: {found:,} bytes", f"{expected:,} bytes", TAKE_ANOTHER)


def other_digest(place: str) -> Problem:
    """A table's file is not the one that was exported."""
    return Problem(
        YamlPlace(place), "the file was changed: its digest is not the one in the manifest", "", TAKE_ANOTHER
    )


def other_rows(place: str, found: int, expected: int) -> Problem:
    """A table holds more or fewer rows than the manifest says."""
    return Problem(YamlPlace(place), f"{found:,} rows", f"{expected:,} rows, as the manifest says", TAKE_ANOTHER)


def other_content(place: str) -> Problem:
    """The rows that arrived are not the rows that were exported."""
    return Problem(YamlPlace(place), "its rows are not the rows that were exported", "", TAKE_ANOTHER)


def not_a_stream(place: str, reason: str) -> Problem:
    """An archive that is none, or holds something else than a backup."""
    return Problem(
        YamlPlace(place),
        f"what came is not a whole backup ({shortened(reason, 120)})",
        "an archive with a manifest and its tables",
        "nothing was kept of it; ask for it again",
    )


def no_table(place: str, reason: str) -> Problem:
    """A file that is no table of a store."""
    return Problem(
        YamlPlace(place),
        f"the file does not hold a store's table ({shortened(reason, 160)})",
        "the Parquet file that was exported",
        TAKE_ANOTHER,
    )


def contradiction(place: str, what: str, count: int) -> Problem:
    """Rows that cannot be, whatever their digest says."""
    return Problem(YamlPlace(place), f"{count:,} {what}", "", TAKE_ANOTHER)


CONTRADICTIONS = {
    "upload_ids": ("upload", "uploads share their id with another"),
    "moments": ("upload", "uploads or revocations share their moment with another"),
    "rows_of_uploads": ("observation", "uploads have more or fewer rows than their ledger says"),
    "owners": ("observation", "rows belong to no upload"),
    "backfilled": ("backfill", "backfills speak of an upload that is not there, or twice of one"),
    "tested": ("tested", "notes on what was measured speak of an upload that is not there, or are no notes"),
    "revoked": ("revocation", "revocations speak of an upload that is not there, or was withdrawn before"),
}
"""Table and phrase for each way in which a backup can contradict itself."""


def not_empty(store: str, uploads: int) -> Problem:
    """The store to import into holds something."""
    held = "1 upload" if uploads == 1 else f"{uploads:,} uploads"
    return Problem(
        YamlPlace(store),
        f"the store holds {held} already",
        "an empty store",
        "name a store that does not exist yet with --store; nothing was imported",
    )


def folder_is_taken(folder: str) -> Problem:
    """The folder to export into holds something."""
    return Problem(YamlPlace(folder), "there is something here already", "a new or empty folder", NAME_A_NEW_FOLDER)


def cannot_write(folder: str, reason: str) -> Problem:
    """The backup cannot be written there."""
    return Problem(
        YamlPlace(folder),
        f"the backup cannot be written here ({shortened(reason, 160)})",
        "",
        "make room or give this user write permission, or name another folder; nothing was left behind",
    )
