"""A note beside an open store: where the app that owns it answers, and a key for the command on the same machine."""

import json
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from playbook.settings import Home
from playbook.whole_file import write_whole


@dataclass(frozen=True, slots=True)
class ListeningNote:
    """Address and key of a running app, and its process."""

    address: str
    key: str
    process: int


def write(home: Home, address: str, key: str) -> None:
    """Leaves the note for whoever may read the store; only its owner can. A folder that cannot be written has none."""
    path = _path(home)
    if path is None:
        return
    content = json.dumps({"address": address, "key": key, "process": os.getpid()})
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)  # whoever may read what lies there may not read this one
        write_whole(path, content.encode(), rights=0o600)


def read(home: Home) -> ListeningNote | None:
    """The note of the app that owns the store; None where there is none that can be read."""
    path = _path(home)
    if path is None:
        return None
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        return ListeningNote(str(kept["address"]), str(kept["key"]), int(kept["process"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def forget(home: Home) -> None:
    """Takes the note of this process away; one that another process has left since is its own."""
    note, path = read(home), _path(home)
    if note is not None and path is not None and note.process == os.getpid():
        with suppress(OSError):
            path.unlink(missing_ok=True)


def _path(home: Home) -> Path | None:
    file = home.store_file
    return None if file is None else file.with_name(f"{file.name}.api.json")
