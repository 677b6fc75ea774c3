"""Two entries of one moment that say different things of the same subject, in every list of dated records."""

from collections.abc import Iterator
from datetime import date
from enum import Enum
from typing import Any

from metrics.definition import Definition
from metrics.problems import Problem
from playbook.loading.one_file import Entry
from playbook.loading.rules.world import World, error, warning
from playbook.model.dated import REMARKS, OneADay, clock


def one_thing_is_said_of_a_moment(world: World) -> Iterator[Problem]:
    """The order of lines decides nothing: entries of one day say the same, or `at` says which came later."""
    for part in world.records.values():
        yield from _within(Entry(part.model, part), "")


def _within(entry: Entry[Any], around: str) -> Iterator[Problem]:
    for name in type(entry.value).model_fields:
        value = getattr(entry.value, name)
        if isinstance(value, Definition):
            yield from _within(entry.step(name, value), around)
        elif isinstance(value, tuple) and value and isinstance(value[0], Definition):
            items = tuple(entry.each(name, value))
            rule: OneADay | None = getattr(type(value[0]), "one_a_day", None)
            if rule is not None:
                yield from _contradictions(rule, items, around)
            for item in items:
                yield from _within(item, _named(item.value) or around)


def _named(value: Any) -> str:
    """What people call the entry that others stand in."""
    names = [getattr(value, key, None) for key in ("id", "option", "deliverable")]
    return next((str(name) for name in names if name), "")


def _contradictions(rule: OneADay, items: tuple[Entry[Any], ...], around: str) -> Iterator[Problem]:
    first: dict[tuple[object, ...], list[Entry[Any]]] = {}
    for item in items:
        if not item.is_whole:
            continue
        day = _day(rule, item.value)
        subject = tuple(getattr(item.value, name) for name in rule.subject)
        said = first.setdefault((subject, day, clock(getattr(item.value, "at", None))), [])
        found = next(((other, name) for other in said if (name := _differs(rule, other.value, item.value))), None)
        if found is not None:
            yield _contradicts(rule, item, *found, around)
        elif any(other.value == item.value for other in said):
            line = next(other for other in said if other.value == item.value).at().line
            said_again = f"{_second(rule, item, around)}, word for word"
            yield warning(item.at(), said_again, remedy=f"the first stands in line {line}; keep one")
        said.append(item)


def _day(rule: OneADay, value: Any) -> date | None:
    return next((day for name in rule.days if (day := getattr(value, name)) is not None), None)


def _differs(rule: OneADay, one: Any, other: Any) -> str:
    """The first field in which two entries say different things; '' where there is none."""
    name: str
    for name in type(one).model_fields:
        if name in REMARKS or name in rule.subject or name in rule.days or name == "at":
            continue
        first, second = getattr(one, name), getattr(other, name)
        if name in rule.adds and (_is_blank(first) or _is_blank(second)):
            continue
        if name in rule.with_ and not (getattr(one, rule.with_[name]) and getattr(other, rule.with_[name])):
            continue
        if isinstance(first, dict) and isinstance(second, dict):
            if any(first[key] != second[key] for key in first.keys() & second.keys()):
                return name
        elif first != second:
            return name
    return ""


def _is_blank(value: Any) -> bool:
    return value is None or value in ("", ())


def _contradicts(rule: OneADay, item: Entry[Any], other: Entry[Any], name: str, around: str) -> Problem:
    line = other.at().line
    one, two = _shown(getattr(other.value, name)), _shown(getattr(item.value, name))
    says = (
        f"which says {name}: {two}, and line {line} says {one}"
        if one and two
        else f"with another '{name}' than line {line}"
    )
    remedy = "keep one, or say in 'at' at what time the later one was said"
    if not hasattr(item.value, "at"):
        remedy = "keep one, or give them different words"
    elif _day(rule, item.value) is None:
        remedy = f"keep one, or say in '{rule.days[-1]}' on which day the later one was said"
    return error(item.value_at(name), f"{_second(rule, item, around)}, {says}", remedy=remedy)


def _second(rule: OneADay, item: Entry[Any], around: str) -> str:
    """`second sign-off of 'support-copilot / limited-release / legal-review' on 2026-11-12`."""
    names = [str(value) for key in rule.subject if key != "on" and (value := getattr(item.value, key))]
    if around and around not in names:
        names.insert(0, around)
    day = _day(rule, item.value)
    since = "since" if "since" in rule.days else "on"
    return "".join(
        (
            f"second {rule.noun}",
            f" of '{' / '.join(names)}'" if names else "",
            f" {since} {day}" if day is not None else "",
            f" at {at}" if (at := getattr(item.value, "at", None)) else "",
        )
    )


def _shown(value: Any) -> str:
    """A value in a sentence; '' where it is too much for one."""
    if value is None or value == "":
        return "nothing"
    if isinstance(value, Enum):
        return f"'{value.value}'"
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"'{value}'" if isinstance(value, str | int | float | date) else ""
