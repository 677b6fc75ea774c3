"""What became stricter or weaker between two versions of the definitions, read field by field."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from enum import Enum
from typing import Any

from metrics.definition import Definition, Direction, Metric, Target
from playbook.model.charter import CharterDefinitions
from playbook.model.criteria import CRITERION_KINDS, Applies, Criterion
from playbook.model.playbook import Definitions
from playbook.model.workflow import StageCheck
from playbook.readiness.bars.directions import DIRECTIONS, Reads
from playbook.readiness.bars.lines import condition_growth, target_growth
from playbook.readiness.bars.renamed import content_of, with_later_ids
from playbook.readiness.bars.results import BarMove, Effect, YamlPath
from playbook.readiness.bars.wording import entry_name, value_text


def bar_moves(before: Definitions, after: Definitions) -> tuple[BarMove, ...]:
    """Every change of meaning in the order of the files; names, prose, order and comments are none."""
    found: list[BarMove] = []
    before = with_later_ids(before, after)
    for part in fields(Definitions):
        was, now = getattr(before, part.name), getattr(after, part.name)
        if was != now:
            found += _fields(was, now, _Place(part.name, (part.name,), ()))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Place:
    file: str
    names: tuple[str, ...]
    path: YamlPath

    def key(self, name: str) -> "_Place":
        """One field further; a list or part that repeats the file's name stays out of the address."""
        written = name.rstrip("_")
        names = self.names if self.names == (written,) else (*self.names, written)
        return _Place(self.file, names, (*self.path, written))

    def entry(self, name: str, *path: str | int) -> "_Place":
        """One entry of a list further; without a `path` the list itself, for an entry that is no longer in it."""
        return _Place(self.file, (*self.names, name), (*self.path, *path))

    def move(self, effect: Effect, before: object, after: object) -> BarMove:
        gate = self.names[1] if self.file == "gates" and self.path[:1] == ("gates",) and len(self.names) > 1 else None
        return BarMove(".".join(self.names), effect, value_text(before), value_text(after), self.file, self.path, gate)


_Entries = Mapping[str, tuple[YamlPath, Any]]


_KEYED = (Reads.HIGHER, Reads.LOWER, Reads.TRAJECTORY)
_LISTS = {Reads.MORE: Effect.STRICTER, Reads.FIXED: Effect.OTHER, Reads.FEWER: Effect.WEAKER}


def _fields(was: Definition, now: Definition, place: _Place) -> Iterator[BarMove]:
    another_kind = isinstance(was, Criterion) and isinstance(now, Criterion) and was.kind != now.kind
    if another_kind:
        yield place.entry("kind").move(Effect.OTHER, getattr(was, "kind", ""), getattr(now, "kind", ""))
    weights: dict[str, tuple[_Place, float, float]] = {}
    for name, reads in DIRECTIONS[type(now)].items():
        old, new = getattr(was, name), getattr(now, name)
        if another_kind and (name in CRITERION_KINDS or reads is Reads.CONDITION):
            continue
        if reads is Reads.SHARE and name != "weight":
            weights[name] = place.key(name), old, new
        elif old != new and reads not in (Reads.WORDS, Reads.SHARE):
            yield from _change(reads, old, new, place.key(name), now)
    yield from _weights(weights)
    if isinstance(was, CharterDefinitions) and isinstance(now, CharterDefinitions):
        # a deliverable may move to another phase and is still the same
        yield from _entries(_deliverables(was), _deliverables(now), place.entry("deliverables"), Effect.STRICTER)


def _change(reads: Reads, was: Any, now: Any, place: _Place, owner: Definition) -> Iterator[BarMove]:
    if reads is Reads.PART and was is not None and now is not None:
        yield from _fields(was, now, place)
    elif reads in _LISTS:
        grows = _LISTS[reads]
        yield from _entries(_by_name(was), _by_name(now), place, grows)
    elif reads in _KEYED and isinstance(now, Mapping):
        blank = _unnamed(owner) if reads is Reads.TRAJECTORY else None
        for key in (*was, *(key for key in now if key not in was)):
            if was.get(key, blank) != now.get(key, blank):
                yield from _change(reads, was.get(key, blank), now.get(key, blank), place.entry(str(key)), owner)
    else:
        effect = _effect(reads, was, now, owner)
        if effect is not None:
            yield place.move(effect, was, now)


def _entries(was: _Entries, now: _Entries, place: _Place, grows: Effect) -> Iterator[BarMove]:
    """Entries by name; one that went while another of the same content came was renamed, which changes no meaning."""
    gone = {name: entry for name, (_, entry) in was.items() if name not in now}
    pairs: dict[str, tuple[_Place, Any, Any]] = {}
    for name, (path, entry) in now.items():
        spot = place.entry(name, *path)
        if name in was:
            pairs[name] = spot, was[name][1], entry
            continue
        twin = _twin(entry, gone)
        if twin is not None and _is_a_question(entry):
            yield spot.move(Effect.OTHER, gone.pop(twin), entry)
        elif twin is not None:
            pairs[name] = spot, gone.pop(twin), entry
        else:
            watched = bool(getattr(entry, "observe", False))
            yield spot.move(Effect.OTHER if watched else grows, None, entry)
    for name, entry in gone.items():
        watched = bool(getattr(entry, "observe", False))
        yield place.entry(name).move(Effect.OTHER if watched else grows.inverse, entry, None)
    for spot, old, new in pairs.values():
        if isinstance(new, Definition):
            yield from _fields(old, new, spot)
    yield from _weights(
        {
            name: (spot.key("weight"), getattr(old, "weight", 1.0), getattr(new, "weight", 1.0))
            for name, (spot, old, new) in pairs.items()
            if isinstance(new, Definition) and DIRECTIONS[type(new)].get("weight") is Reads.SHARE
        }
    )


def _weights(weights: Mapping[str, tuple[_Place, float, float]]) -> Iterator[BarMove]:
    """Weights that changed beside the others: all of them times one factor is no change."""
    factors = {
        name: (1.0 if old == new else float("inf")) if old == 0 else round(new / old, 9)
        for name, (_, old, new) in weights.items()
    }
    if not factors:
        return
    counted = Counter(factors.values())
    usual = max(counted, key=lambda factor: (counted[factor], factor == 1.0))
    for name, (spot, old, new) in weights.items():
        if factors[name] != usual and (old or new):
            yield spot.move(Effect.STRICTER if factors[name] > usual else Effect.WEAKER, old, new)


def _by_name(entries: Sequence[Any]) -> _Entries:
    found: dict[str, tuple[YamlPath, Any]] = {}
    for index, entry in enumerate(entries):
        name, again = entry_name(entry), 1
        while (name if again == 1 else f"{name}#{again}") in found:
            again += 1
        found[name if again == 1 else f"{name}#{again}"] = (index,), entry
    return found


def _deliverables(charter: CharterDefinitions) -> _Entries:
    return {
        deliverable.id: (("phases", at, "deliverables", index), deliverable)
        for at, phase in enumerate(charter.phases)
        for index, deliverable in enumerate(phase.deliverables)
    }


def _twin(entry: object, gone: Mapping[str, Any]) -> str | None:
    """Which of the entries that went came back under another name: the one of the same content, else the only criterion
    that looks at the same thing."""
    same = next((old for old, one in gone.items() if _content(one) == _content(entry)), None)
    if same is not None or not isinstance(entry, Criterion):
        return same
    alike = [old for old, one in gone.items() if isinstance(one, Criterion) and _looks_at(one) == _looks_at(entry)]
    return alike[0] if len(alike) == 1 else None


def _is_a_question(entry: object) -> bool:
    """A check that no evidence and no gate answers is nothing but its words: other words are another question."""
    return isinstance(entry, StageCheck) and not any(content_of(entry).values())


def _looks_at(criterion: Criterion) -> tuple[str, object]:
    return criterion.kind, getattr(criterion, criterion.kind)


def _content(entry: object) -> Any:
    """What makes two entries the same apart from their names; an entry that is only a name is itself."""
    if isinstance(entry, StageCheck) or (isinstance(entry, Definition) and "id" in type(entry).model_fields):
        return type(entry), content_of(entry)
    return entry


def _ordered(was: Any, now: Any, *, higher: bool) -> Effect:
    """Blank is the weakest."""
    if was is None or now is None:
        return Effect.STRICTER if was is None else Effect.WEAKER
    rises = _rank(now) > _rank(was)
    return Effect.STRICTER if rises is higher else Effect.WEAKER


def _rank(value: Any) -> float:
    return float(list(type(value)).index(value)) if isinstance(value, Enum) else float(value)


def _or_all(names: Sequence[str] | None) -> frozenset[str] | None:
    return frozenset(map(str, names)) if names else None


def _growth(was: frozenset[str] | None, now: frozenset[str] | None) -> Effect | None:
    """Stricter where everything that was named still is, and more; None names all. None where both name the same."""
    if was == now:
        return None
    if now is None or (was is not None and was < now):
        return Effect.STRICTER
    return Effect.WEAKER if was is None or now < was else Effect.OTHER


def _of_applies(was: Applies, now: Applies) -> Effect | None:
    """Weaker where anybody that was asked is asked no more, whoever is asked instead."""
    grown = (_growth(_values_of(was, name), _values_of(now, name)) for name in type(now).model_fields)
    steps = {effect for effect in grown if effect is not None}
    if not steps:
        return None
    return Effect.STRICTER if steps == {Effect.STRICTER} else Effect.WEAKER


def _values_of(applies: Applies, name: str) -> frozenset[str] | None:
    """Whom one key of it names; None for all, by leaving it blank or by naming each."""
    named = getattr(applies, name)
    if not named:
        return None if named is None else frozenset()
    every = type(named[0]) if isinstance(named[0], Enum) else ()
    return None if every and set(every) == set(named) else frozenset(map(str, named))


def _of_growth(sign: int | None, grows: Effect) -> Effect | None:
    """Effect of a sign: 1 for what grew, -1 for what shrank, 0 for neither, None for no change."""
    if sign is None:
        return None
    return Effect.OTHER if sign == 0 else grows if sign > 0 else grows.inverse


def _sure(value: float | str) -> float:
    return 0.0 if isinstance(value, str) else value


def _unnamed(owner: Definition) -> tuple[Target, ...]:
    """What a product without targets of its own is held against."""
    return owner.shared_targets if isinstance(owner, Metric) else ()


def _trajectory(was: Any, now: Any, owner: Definition) -> Effect | None:
    better = owner.better if isinstance(owner, Metric) else Direction.NEUTRAL
    return _of_growth(target_growth(was, now, better), Effect.STRICTER)


def _effect(reads: Reads, was: Any, now: Any, owner: Definition) -> Effect | None:
    """The effect of a change by how its field is read; None where it is no change of meaning."""
    match reads:
        case Reads.HIGHER | Reads.LOWER:
            return _ordered(was, now, higher=reads is Reads.HIGHER)
        case Reads.SURENESS:
            return _ordered(_sure(was), _sure(now), higher=True)
        case Reads.MORE_OR_ALL:
            return _growth(_or_all(was), _or_all(now))
        case Reads.FEWER_OR_ALL:
            growth = _growth(_or_all(was), _or_all(now))
            return None if growth is None else growth.inverse
        case Reads.FEWER_OR_ANY:
            growth = _growth(_or_all(was), _or_all(now))
            return None if growth is None else growth.inverse
        case Reads.APPLIES:
            return _of_applies(was, now)
        case Reads.CONDITION:
            return _of_growth(condition_growth(was, now), Effect.WEAKER)
        case Reads.TRAJECTORY:
            return _trajectory(was, now, owner)
        case Reads.PART:
            return Effect.STRICTER if was is None else Effect.WEAKER
        case _:
            return None if _same_names(was, now) else Effect.OTHER


def _same_names(was: object, now: object) -> bool:
    """Lists of names in another order."""
    lists = [one for one in (was, now) if isinstance(one, tuple) and all(isinstance(name, str) for name in one)]
    return len(lists) == 2 and sorted(lists[0]) == sorted(lists[1])
