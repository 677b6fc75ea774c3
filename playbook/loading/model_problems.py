"""What does not fit a model, as located problems: pydantic's findings in words, each at its key or value."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from pydantic import BaseModel

from metrics.definition import Definition
from metrics.problems import Problem, YamlPlace, did_you_mean
from playbook.loading.expectations import A_DAY, AN_ID, Expectation, expectation_at, fields_of, quoted
from playbook.loading.value_words import (
    OTHER_FILE,
    comma_in_number,
    day_finding,
    described,
    key_of,
    more_faults,
    name_of,
    nearest,
    remedy_for,
    shortened,
    text_finding,
    whose,
)
from playbook.model.fields import Refused
from playbook.wording import join_words, plural
from playbook.yaml_text.document import Document, Path


def value_at(value: Any, path: Path) -> Any:
    """What stands at a path of plain data; None where there is nothing."""
    for part in path:
        try:
            value = value[part]
        except (KeyError, IndexError, TypeError):
            return None
    return value


def path_of(error: Mapping[str, Any], data: Any) -> Path:
    """Pydantic's location as a path of the data: what it says of unions and tuples is left out."""
    path: list[str | int] = []
    for part in error["loc"]:
        if (isinstance(data, dict) and part in data) or (isinstance(data, list) and part in range(len(data))):
            data = data[part]
        elif error["type"] == "missing" and isinstance(data, dict):
            return (*path, part)
        else:
            continue
        path.append(part)
    return tuple(path)


_MOST = 1_000
"""So many faults of one file are put into words."""
_TEXT_FINDINGS = ("string_pattern_mismatch", "string_too_short", "string_too_long")


class Translator:
    """Pydantic's findings about one file, put into words with the places of the document."""

    def __init__(self, document: Document, model: type[Definition], data: Any, source_of: Any) -> None:
        self.document = document
        self.model = model
        self.data = data
        self.source_of = source_of
        self._before: dict[Path, dict[str | int, Any]] = {}

    def problems(self, located: list[tuple[Any, Path]]) -> Iterator[Problem]:
        """One problem for each path that is wrong, in the order of the file; the last one counts those left out."""
        found: set[Path] = set()
        for error, path in located:
            if path not in found:
                found.add(path)
                if len(found) <= _MOST:
                    yield self.problem(error, path)
                elif len(found) == _MOST + 1:
                    next_one = self.place(path, key=True)
        if len(found) > _MOST:
            yield Problem(next_one, more_faults(len(found) - _MOST), remedy=OTHER_FILE)

    def place(self, path: Path, *, key: bool) -> YamlPlace:
        return self.document.where(self.source_of(path), key)

    def problem(self, error: Mapping[str, Any], path: Path) -> Problem:
        """The problem of one finding."""
        kind = error["type"]
        expected = expectation_at(self.model, path)
        if kind == "extra_forbidden":
            return self.unknown_key(path)
        if error["loc"][-1] == "[key]":
            found = f"the key '{shortened(str(path[-1]))}'"
            return Problem(self.place(path, key=True), found, AN_ID)
        if kind == "missing" and not isinstance(value_at(self.data, path), list):
            return self.missing(path, expected)
        if kind == "value_error":
            reason = error["ctx"]["error"]
            return self.refused(reason if isinstance(reason, Refused) else Refused(str(reason)), path)
        return self.wrong_value(kind, path, expected or Expectation(str))

    def unknown_key(self, path: Path) -> Problem:
        parent = expectation_at(self.model, path[:-1])
        known = list(fields_of(parent.model)) if parent is not None and parent.model is not None else []
        remedy = did_you_mean(str(path[-1]), known) or f"take it out; keys here are {join_words(known)}"
        inner = value_at(self.data, path)
        if isinstance(inner, dict) and known and len(path) == 1 and len(set(inner) & set(known)) * 2 > len(inner):
            remedy = "take the line out, and begin the keys below it at the left margin"
        elif str(path[-1]).isdigit() and value_at(self.data, path) is None:
            remedy = comma_in_number(str(path[-1]), self._last_before(path))
        elif " " in str(path[-1]) and value_at(self.data, path) is None:
            remedy = "a comma inside {…} begins a new key; put the text that holds it in quotes"
        return Problem(self.place(path, key=True), f"unknown key '{shortened(str(path[-1]))}'", remedy=remedy)

    def _last_before(self, path: Path) -> Any:
        """The value of the key that stands before this one."""
        if path[:-1] not in self._before:
            entry = value_at(self.data, path[:-1])
            self._before[path[:-1]] = (
                dict(zip(list(entry)[1:], entry.values(), strict=False)) if isinstance(entry, dict) else {}
            )
        return self._before[path[:-1]].get(path[-1])

    def missing(self, path: Path, expected: Expectation | None) -> Problem:
        words = expected.words if expected is not None else ""
        entry = path[:-1]
        if path[-1] in (value_at(self.data, entry) or {}):
            return Problem(self.place(path, key=True), f"{name_of(path)} is empty", words)
        whose = value_at(self.data, (*entry, "id"))
        found = f"'{path[-1]}' is missing" + (f" in '{shortened(whose)}'" if isinstance(whose, str) else "")
        return Problem(self.place(entry, key=False), found, words)

    def refused(self, reason: Refused, path: Path) -> Problem:
        """A finding of our own models."""
        value = value_at(self.data, path)
        place = self.place(path, key=False)
        if isinstance(value, dict) and reason.kinds:
            named = [f"'{kind}'" for kind in reason.kinds if kind in value]
            found = f"{whose(value, reason.whole)} names {join_words(named) or 'none of the kinds there are'}"
            return Problem(place, found, f"exactly one of {join_words(reason.kinds, 'or')}")
        if reason.expected:
            inside = reason.found and isinstance(value, list | dict)
            found = f"holds {reason.found}" if inside else f"is {self.description(path)}"
            return Problem(place, f"{name_of(path)} {found}", reason.expected)
        found = f"{whose(value)}: {reason.found}" if isinstance(value, dict) else reason.found
        return Problem(place, found, remedy=reason.remedy)

    def wrong_value(self, kind: str, path: Path, expected: Expectation) -> Problem:
        value = value_at(self.data, path)
        found, words, remedy = f"{name_of(path)} is {self.description(path)}", expected.words, ""
        known = expected.known_words()
        if isinstance(value, str) and known and words == quoted(known):
            found, remedy = f"unknown {key_of(path)} '{shortened(value)}'", nearest(value, known)
        elif isinstance(value, str) and kind in _TEXT_FINDINGS:
            found, words, remedy = text_finding(kind, path, value, found, words)
        elif isinstance(value, list | dict) and kind in ("too_short", "too_long", "missing"):
            found = (
                f"{name_of(path)} has {plural(len(value), 'entry', 'entries')}"
                if value
                else f"{name_of(path)} is an empty list"
            )
            words = words if value else "at least one entry"
        elif isinstance(value, str) and words == A_DAY:
            found, words = day_finding(value, found)
        else:
            remedy = remedy_for(value, expected)
        return Problem(self.place(path, key=False), found, words, remedy)

    def description(self, path: Path) -> str:
        """A value as a person sees it in the file."""
        return described(value_at(self.data, path), self.document.text_at(self.source_of(path)))


def odd_readings(model: BaseModel, document: Document, data: Any, source_of: Any) -> Iterator[tuple[Path, Problem]]:
    """True read as the number 1 and numbers read as days: pydantic takes them, a reader would not."""
    for path, value in leaves(model):
        written = value_at(data, path)
        as_number = isinstance(written, bool) and not isinstance(value, bool | str)
        as_day = isinstance(value, date) and written is not None and not _is_day(written, value)
        if not as_number and not as_day:
            continue
        source = source_of(path)
        found = f"{name_of(path)} is {described(written, document.text_at(source))}"
        yield path, Problem(document.where(source, key=False), found, _words_at(type(model), path))


def _words_at(model: type[BaseModel], path: Path) -> str:
    expected = expectation_at(model, path)
    return expected.words if expected is not None else ""


def _is_day(written: Any, value: date) -> bool:
    return isinstance(written, date) or (isinstance(written, str) and written == value.isoformat())


def leaves(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every number, truth value and day in a model, with its path in the file."""
    if isinstance(value, BaseModel):
        for name, field in type(value).model_fields.items():
            inner = getattr(value, name)
            if isinstance(inner, BaseModel | tuple | date | int | float):
                yield from leaves(inner, (*path, field.alias or name))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from leaves(item, (*path, index))
    elif isinstance(value, date | int | float):
        yield path, value
