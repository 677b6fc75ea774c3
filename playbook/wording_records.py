"""Sentences about records that were changed where they may only be added to."""

from collections.abc import Mapping
from datetime import date

ONLY_ADDED = "records to be only added to"
PUT_BACK = "put it back as it was, and write what is new as a newer, dated entry"
_LONGEST = 60


def gone(name: str, was: object) -> str:
    """A value is not there any more."""
    return f"{_named(name, was)} was taken out"


def other(name: str, was: object, now: object) -> str:
    """A value is another one now."""
    return f"'{name}' was {value(was)} and is now {value(now)}"


def _named(name: str, was: object) -> str:
    return f"an entry of '{name}' ({value(was)})" if isinstance(was, Mapping) else f"'{name}' ({value(was)})"


def value(content: object) -> str:
    """A value in a few words."""
    if isinstance(content, Mapping):
        text = ", ".join(
            f"{key}: {_plain(part)}" for key, part in content.items() if not isinstance(part, (dict, list))
        )
    elif isinstance(content, list):
        text = f"a list of {len(content)}"
    else:
        text = f"'{_plain(content)}'"
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _plain(content: object) -> str:
    if isinstance(content, bool):
        return str(content).lower()
    return content.isoformat() if isinstance(content, date) else str(content)
