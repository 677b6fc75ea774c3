"""What kept this app's last pulls from being whole, until the next pull of the same source."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Lock

from playbook.services.pulling.pull import Pulled


@dataclass(frozen=True, slots=True)
class PullTrouble:
    """Why a source could not be pulled whole, and when that was (naive UTC)."""

    source: str
    at: datetime
    why: str


_LOCK = Lock()
_KNOWN: dict[tuple[Path, str], PullTrouble] = {}


def remember(folder: Path, done: Iterable[Pulled], now: datetime) -> None:
    """What this pull came to: trouble is kept, what went well takes the trouble before it away."""
    with _LOCK:
        for one in done:
            why = one.trouble or next((file["problems"][0]["message"] for file in one.files if _is_refused(file)), "")
            if why:
                _KNOWN[folder, one.source.id] = PullTrouble(one.source.id, now, why)
            else:
                _KNOWN.pop((folder, one.source.id), None)


def _is_refused(file: dict[str, object]) -> bool:
    return file["state"] == "refused"


def troubles(folder: Path) -> dict[str, PullTrouble]:
    """By source, what is in the way now."""
    with _LOCK:
        return {source: trouble for (where, source), trouble in _KNOWN.items() if where == folder}
