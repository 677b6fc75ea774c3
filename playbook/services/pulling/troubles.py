"""What kept the last pulls from being whole, of the app and of every command, until the source is pulled again."""

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from playbook.services.pulling.pull import Pulled
from playbook.settings import Home
from playbook.whole_file import write_whole


@dataclass(frozen=True, slots=True)
class PullTrouble:
    """Why a source could not be pulled whole, and when that was (naive UTC)."""

    source: str
    at: datetime
    why: str


_LOCK = Lock()


def remember(home: Home, done: Iterable[Pulled], now: datetime) -> None:
    """What this pull came to: trouble is kept, what went well takes the trouble before it away. A folder that cannot be
    written to is left alone."""
    with _LOCK:
        before = troubles(home)
        known = dict(before)
        for one in done:
            why = one.trouble or next((file["problems"][0]["message"] for file in one.files if _is_refused(file)), "")
            known.pop(one.source.id, None)
            if why:
                known[one.source.id] = PullTrouble(one.source.id, now, why)
        if known == before:
            return
        with suppress(OSError):
            home.pull_troubles.parent.mkdir(parents=True, exist_ok=True)
            kept = {source: [trouble.at.isoformat(), trouble.why] for source, trouble in known.items()}
            write_whole(home.pull_troubles, json.dumps(kept).encode())


def _is_refused(file: dict[str, object]) -> bool:
    return file["state"] == "refused"


def troubles(home: Home) -> dict[str, PullTrouble]:
    """By source, what is in the way now; a file that cannot be read holds nothing."""
    try:
        kept = json.loads(home.pull_troubles.read_text("utf-8"))
        return {source: PullTrouble(source, datetime.fromisoformat(at), str(why)) for source, (at, why) in kept.items()}
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return {}
