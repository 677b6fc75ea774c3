"""Values out of files that nobody checked: each has the type that was asked for, or is None."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, tzinfo
from decimal import Decimal, InvalidOperation
from math import isfinite
from typing import Any

Record = Mapping[str, Any]
_EMPTY: Record = {}
_LATEST = 4_102_444_800.0
"""The end of 2099 in Unix seconds."""
_EARLIEST = 946_684_800.0
_ISO = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?"
    r"\s*(Z|z|(?:UTC|GMT)?[+-]\d{2}(?::?\d{2})?|UTC|GMT)?(?:\[[\w/+-]+\])?)?"
)


def record(value: object) -> Record:
    """The mapping, or an empty one."""
    return value if isinstance(value, Mapping) else _EMPTY


def records(value: object) -> list[Record]:
    """The mappings of a list; what is none is left out."""
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


def text(value: object) -> str:
    """A short text, or ''."""
    if isinstance(value, str):
        return " ".join(value.split())[:200]
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return ""


def spoken(value: object) -> str:
    """The beginning of a question or an answer: text, or the texts of messages and variables one after the other."""
    if isinstance(value, Mapping):
        inner = value.get("content") if "content" in value else value.get("text")
        return spoken(inner) if inner is not None else text("; ".join(filter(None, map(spoken, value.values()))))
    if isinstance(value, list):
        questions = [one for one in value if record(one).get("role") != "system"]
        return text(" ".join(filter(None, map(spoken, questions))))
    return text(value)


def number(value: object) -> float | None:
    """A finite number, written as one or as plain text of one."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, str):
        if not re.fullmatch(r"\s*[+-]?\d{1,30}(?:\.\d{1,30})?(?:[eE][+-]?\d{1,3})?\s*", value):
            return None
        value = float(value)
    if not isinstance(value, int | float):
        return None
    try:
        found = float(value)
    except OverflowError:
        return None
    return found if isfinite(found) else None


def amount(value: object) -> float | None:
    """A number that cannot be below zero: tokens, seconds, requests."""
    found = number(value)
    return found if found is not None and found >= 0 else None


def whole(value: object) -> int | None:
    """A count."""
    found = number(value)
    return int(found) if found is not None and found >= 0 and found.is_integer() else None


def cents(value: object) -> float | None:
    """An amount in hundredths as the whole unit, without the dust of binary division."""
    if number(value) is None:
        return None
    try:
        return float(Decimal(str(value).strip()) / 100)
    except InvalidOperation:
        return None


def truth(value: object) -> bool | None:
    """True or false, as a word too."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.strip().casefold() in {"true", "false"}:
        return value.strip().casefold() == "true"
    return None


def moment(value: object) -> datetime | None:
    """An instant or a local time: ISO text, or Unix seconds, milliseconds, microseconds or nanoseconds. One in a zone
    that only its name tells ('18:00 EST') is none: nobody knows its day."""
    if isinstance(value, str) and (match := _ISO.fullmatch(value.strip())):
        return _written(match)
    found = number(value)
    if found is None or found <= 0:
        return None
    for factor in (1.0, 1e3, 1e6, 1e9):
        if _EARLIEST <= found / factor < _LATEST:
            return datetime.fromtimestamp(found / factor, UTC)
    return None


def _written(match: re.Match[str]) -> datetime | None:
    year, month, day, hour, minute, second, fraction, zone = match.groups()
    plain = f"{year}-{month}-{day}T{hour or '00'}:{minute or '00'}:{second or '00'}.{(fraction or '0')[:6]:0<6}"
    offset = "" if zone is None else zone.upper().removeprefix("UTC").removeprefix("GMT").replace("Z", "") or "+00:00"
    if offset and ":" not in offset:
        offset = f"{offset[:3]}:{offset[3:] or '00'}"
    try:
        return datetime.fromisoformat(plain + offset)
    except ValueError:
        return None


def day_of(when: datetime | None, zone: tzinfo) -> date | None:
    """The day that an instant is in a zone; a time without offset stays on the day it is written with."""
    if when is None:
        return None
    return when.date() if when.tzinfo is None else when.astimezone(zone).date()


def zone_of_days(moments: Iterable[datetime | None], zone: tzinfo) -> tzinfo:
    """Where instants become days: those of a file whose every one is midnight in UTC are the days of UTC themselves."""
    known = [when for when in moments if when is not None and when.tzinfo is not None]
    return UTC if known and all(when.astimezone(UTC).time() == time() for when in known) else zone


def at(document: object, path: str) -> object:
    """What stands at a path of keys (`results.stats`); None where nothing does."""
    found = document
    for key in path.split("."):
        if not isinstance(found, Mapping) or key not in found:
            return None
        found = found[key]
    return found


def leaves(document: Record, path: str = "") -> Iterator[tuple[str, object]]:
    """Every value of a nested record that is no record itself, with its path."""
    for key, value in document.items():
        here = f"{path}.{key}" if path else str(key)
        if isinstance(value, Mapping) and here.count(".") < 4:
            yield from leaves(value, here)
        else:
            yield here, value
