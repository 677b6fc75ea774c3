"""Whether records were only added to: what stood in them before and is gone or different now."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from metrics.problems import Problem, Problems
from playbook.yaml_text.document import Document
from playbook.yaml_text.source import read

ONLY_ADDED = "records to be only added to"
PUT_BACK = "put it back as it was, and write what is new as a newer, dated entry"
_LONGEST = 60
_LOOKED_AT = 50
"""So many entries without an id are held against one that is gone: those in its old place."""


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


Path = tuple[str | int, ...]
BLANK: tuple[object, ...] = (None, "", [], {})


@dataclass(frozen=True, slots=True)
class TakenAway:
    """A value that stood in a record: `now` is None where it is gone. `path` leads to it in the new text, or to the
    nearest thing around it that is still there."""

    path: Path
    name: str
    was: Any
    now: Any = None


def taken_away(before: Any, after: Any, path: Path = (), name: str = "") -> Iterator[TakenAway]:
    """Everything of `before` that `after` does not hold any more. A blank may be filled in, a list may grow."""
    if before in BLANK or before == after:
        return
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for key, was in before.items():
            if key in after:
                yield from taken_away(was, after[key], (*path, key), key)
            elif was not in BLANK:
                yield TakenAway(path, key, was)
    elif isinstance(before, list) and isinstance(after, list):
        yield from _taken_from_list(before, after, path, name)
    else:
        yield TakenAway(path, name, before, after)


def _taken_from_list(before: Sequence[Any], after: Sequence[Any], path: Path, name: str) -> Iterator[TakenAway]:
    free = dict.fromkeys(range(len(after)))
    left: list[Any] = []
    for was in before:
        same = next((index for index in free if after[index] == was), None)
        if same is None:
            left.append(was)
        else:
            free.pop(same)
    by_id = {_id_of(after[index]): index for index in reversed(free)}
    for was in left:
        if _id_of(was) is None:
            near = islice((index for index in free if _id_of(after[index]) is None), _LOOKED_AT)
            nearest = max(near, key=lambda index: (_likeness(was, after[index]), -index), default=None)
        else:
            nearest = by_id.pop(_id_of(was), None)
        if nearest is None or _likeness(was, after[nearest]) < 0.5:
            yield TakenAway(path, name, was)
        else:
            free.pop(nearest)
            yield from taken_away(was, after[nearest], (*path, nearest), name)


def _id_of(entry: Any) -> str | None:
    return repr(entry["id"]) if isinstance(entry, Mapping) and "id" in entry else None


def _likeness(one: Any, other: Any) -> float:
    """1 for the same id, else the share of keys that say the same; 0 for what cannot be compared."""
    if not isinstance(one, Mapping) or not isinstance(other, Mapping):
        return 0.0
    if "id" in one:
        return 1.0
    alike = sum(key in other and bool(other[key] == value) for key, value in one.items())
    return alike / (len(one) or 1)


def check_only_added(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[Problem, ...]:
    """A located problem for each thing that was taken from the records; texts by `records/….yaml`."""
    problems: list[Problem] = []
    for file, text in before.items():
        try:
            earlier, later = read(text, file), read(after.get(file, ""), file)
        except Problems:
            continue  # what cannot be read now has problems of its own, and what could not then held no records
        problems += [_problem(later, taken) for taken in taken_away(earlier.data, later.data)]
    return tuple(problems)


def _problem(document: Document, taken: TakenAway) -> Problem:
    found = gone(taken.name, taken.was) if taken.now is None else other(taken.name, taken.was, taken.now)
    return Problem(document.where(taken.path), found, ONLY_ADDED, PUT_BACK)
