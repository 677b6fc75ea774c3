"""Where in a file of records an entry goes: into which lists, or into which entry its keys are filled in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from metrics.likeness import normalized
from metrics.problems import did_you_mean
from playbook.services.recording import wording
from playbook.services.recording.entry import BadEntry, Entry, Wrong
from playbook.services.recording.kinds import RecordKind, Step
from playbook.settings import WrongUse
from playbook.yaml_text.writer import Path

BLANK: tuple[object, ...] = (None, "", [], {})


@dataclass(frozen=True, slots=True)
class Target:
    """`added` are entries by the list that gets them, `filled` keys by the entry that gets them; both blank where all
    of it stands there already."""

    added: Mapping[Path, list[Entry]]
    filled: Mapping[Path, Entry]


def target_of(kind: RecordKind, data: Any, outer: Entry, entry: Entry, *, dated: bool) -> Target:
    """Where an entry goes; `dated` says that its day was typed. Raises BadEntry where nothing is found by what `outer`
    says, and WrongUse where something else stands there already."""
    added: dict[Path, list[Entry]] = {}
    filled: dict[Path, Entry] = {}
    for named in _one_by_one(kind, outer):
        path = _found(kind, data, named)
        if path is None:
            added[(kind.top,)] = [_begun(kind, named, entry)]
        elif kind.fills or not kind.steps[-1].is_list:
            around, values = (path, entry) if kind.fills else (path[:-1], {str(path[-1]): entry})
            missing = _missing(kind, _at(data, around), values, dated=dated)
            filled |= {around: missing} if missing else {}
        elif entry not in (_at(data, path) or ()):
            added[path] = [entry]
    return Target(added, filled)


def _one_by_one(kind: RecordKind, outer: Entry) -> Iterator[Entry]:
    """What finds each of the entries around it: several may be named at once."""
    if not kind.several:
        yield outer
        return
    (key,) = kind.outer_keys.values()
    for name in dict.fromkeys(outer.get(key, ())):
        yield {**outer, key: name}


def _found(kind: RecordKind, data: Any, outer: Entry) -> Path | None:
    """The path to the list, the part or the entry; None where an entry around it is to be begun."""
    path: Path = ()
    node = data
    for number, step in enumerate(kind.steps):
        path = (*path, step.name)
        node = node.get(step.name)
        if not step.keys:
            continue
        items = node if isinstance(node, list) else []
        wanted = {key: outer[key] for key in step.keys.values()}
        index = _index(items, wanted, kind.fills if number == len(kind.steps) - 1 else ())
        if index is None:
            if kind.begins_outer:
                return None
            raise _nothing_there(kind, step, wanted, items)
        path, node = (*path, index), items[index]
    if kind.begins_outer and (more := sorted(set(outer) - set(kind.outer_keys.values()))):
        raise WrongUse(wording.only_when_begun(kind.kind, more))
    if kind.fills and not isinstance(node, dict):
        raise BadEntry([Wrong(kind.fills[0], "", wording.not_there_yet(str(path[-1]), kind.file_name))])
    return path


def _index(items: Sequence[Any], wanted: Entry, fills: Sequence[str]) -> int | None:
    """The entry that is meant: of several that bear the name, the last that is still blank, else the last."""
    alike = [index for index, item in enumerate(items) if isinstance(item, dict) and _is_meant(item, wanted)]
    still = [index for index in alike if fills and items[index].get(fills[0]) in BLANK]
    chosen = still or alike
    if not chosen:
        return None
    return chosen[-1] if fills else chosen[0]


def _is_meant(item: Entry, wanted: Entry) -> bool:
    return all(normalized(str(item.get(key))) == normalized(str(value)) for key, value in wanted.items())


def _nothing_there(kind: RecordKind, step: Step, wanted: Entry, items: Sequence[Any]) -> BadEntry:
    known = [" / ".join(str(item.get(key)) for key in wanted) for item in items if isinstance(item, dict)]
    word = " / ".join(str(value) for value in wanted.values())
    names = list(step.keys)
    says = wording.nothing_to_add_to(names, word, kind.file_name, did_you_mean(word, known))
    return BadEntry([Wrong(names[0], "", says)])


def _begun(kind: RecordKind, outer: Entry, entry: Entry) -> Entry:
    keys = set(kind.outer_keys.values())
    wanted = {key: value for key, value in outer.items() if key in keys}
    return {**wanted, kind.inner: [entry], **{key: value for key, value in outer.items() if key not in keys}}


def _missing(kind: RecordKind, there: Entry, values: Entry, *, dated: bool) -> Entry:
    """The keys that are blank there; a day that nobody typed gives way to one that stands."""
    missing: Entry = {}
    for name, value in values.items():
        stands = there.get(name)
        if stands in BLANK:
            missing[name] = value
        elif stands != value and (dated or name != kind.day_field):
            raise WrongUse(wording.stands_already(kind.file_name, name, stands))
    return missing


def _at(data: Any, path: Path) -> Any:
    for part in path:
        data = data.get(part) if isinstance(data, dict) else data[part]
    return data
