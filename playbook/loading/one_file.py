"""One file of the playbook, read as far as it goes: what fits becomes a model, the rest is reported and left out."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from metrics.definition import Definition
from metrics.problems import Problem, YamlPlace
from playbook.loading.expectations import expectation_at
from playbook.loading.model_problems import Translator, odd_readings, path_of, value_at
from playbook.yaml_text.document import Document, Path
from playbook.yaml_text.source import scan

Model = TypeVar("Model", bound=Definition)
Value = TypeVar("Value")
Inner = TypeVar("Inner")

_MOST_ROUNDS = 40
_TEXT_WANTED = "string_type"


@dataclass(frozen=True)
class Part(Generic[Model]):
    """One file. `lost` are paths of the text that did not become part of the model; `kept` says, for a list of the
    model that is shorter than the list of the text, which items it kept. `document` is None where nothing was read."""

    file: str
    model: Model
    document: Document | None = None
    lost: tuple[Path, ...] = ()
    kept: Mapping[Path, tuple[int, ...]] = field(default_factory=dict)
    failed: bool = False

    def source_of(self, path: Path) -> Path:
        """A path of the model as a path of the text."""
        return source_path(path, self.kept)

    def place(self, path: Path, *, key: bool = True) -> YamlPlace:
        """Where a path of the model stands in the text."""
        return YamlPlace(self.file) if self.document is None else self.document.where(self.source_of(path), key)

    def is_whole(self, path: Path = ()) -> bool:
        """True where nothing at or below this path of the model was left out."""
        if self.failed:
            return False
        return self.source_of(path) not in self._not_whole

    @cached_property
    def _not_whole(self) -> frozenset[Path]:
        """Every path of the text at or below which something was left out."""
        return frozenset(lost[:depth] for lost in self.lost for depth in range(len(lost) + 1))


@dataclass(frozen=True)
class Entry(Generic[Value]):
    """A value of a model with the path it stands at."""

    value: Value
    part: Part[Any]
    path: Path = ()

    def at(self, *more: str | int) -> YamlPlace:
        """Place of a key below; of the entry itself where nothing is named or the key is not written."""
        return self.part.place((*self.path, *more))

    def value_at(self, *more: str | int) -> YamlPlace:
        """Place of the value of a key below."""
        return self.part.place((*self.path, *more), key=False)

    def each(self, name: str, items: Iterable[Inner]) -> "Iterator[Entry[Inner]]":
        """The items of the list of `name`, each with its own path."""
        return (Entry(item, self.part, (*self.path, name, index)) for index, item in enumerate(items))

    def step(self, name: str, value: Inner) -> "Entry[Inner]":
        """The value of one key."""
        return Entry(value, self.part, (*self.path, name))

    @property
    def is_whole(self) -> bool:
        """True where nothing of this entry was left out."""
        return self.part.is_whole(self.path)


def source_path(path: Path, kept: Mapping[Path, tuple[int, ...]]) -> Path:
    """A path of the model as a path of the text, where some items were left out."""
    source: list[str | int] = []
    for part in path:
        items = kept.get(tuple(source)) if isinstance(part, int) else None
        source.append(items[part] if items is not None and isinstance(part, int) and part < len(items) else part)
    return tuple(source)


def read_part(text: str, file: str, model: type[Model]) -> tuple[Part[Model], tuple[Problem, ...]]:
    """The file as a model, and every problem of its text and its values."""
    document, problems = scan(text, file)
    if document is None:
        return Part(file, model(), failed=True), problems
    fitting = _Fitting(document, model)
    part = fitting.part()
    return part, (*problems, *fitting.problems)


class _Fitting:
    """Fits the data of one document into a model, leaving out what does not fit."""

    def __init__(self, document: Document, model: type[Any]) -> None:
        self.document = document
        self.model = model
        self.data: Any = _copy(document.data)
        self.lost: list[Path] = list(document.lost)
        self.kept: dict[Path, tuple[int, ...]] = {}
        self.problems: list[Problem] = []
        self.reported = False

    def source_of(self, path: Path) -> Path:
        return source_path(path, self.kept)

    def part(self) -> Part[Any]:
        for _ in range(_MOST_ROUNDS):
            try:
                value = self.model.model_validate(self.data)
            except ValidationError as error:
                self.mend_or_leave_out(error.errors(include_url=False))
            else:
                odd = dict(odd_readings(value, self.document, self.data, self.source_of))
                if odd:
                    self.problems += odd.values()
                    self.leave_out([("odd", path) for path in odd])
                    continue
                return Part(self.document.file, value, self.document, tuple(self.lost), self.kept)
        return Part(self.document.file, self.model(), self.document, tuple(self.lost), failed=True)

    def mend_or_leave_out(self, errors: list[Any]) -> None:
        located = [(error, path_of(error, self.data)) for error in errors]
        mended = [self.mend(error, path) for error, path in located]
        if any(mended):
            return
        if not self.reported:
            # what is found later follows from what was left out, and would only be noise
            self.problems += Translator(self.document, self.model, self.data, self.source_of).problems(located)
            self.reported = True
        self.leave_out([(error["type"], path) for error, path in located])

    def mend(self, error: Mapping[str, Any], path: Path) -> bool:
        """Reads what is plainly meant: a key without a value is no key, and a number where text is wanted is text."""
        if not path or error["type"] in ("missing", "extra_forbidden"):
            return False
        value = value_at(self.data, path)
        parent = value_at(self.data, path[:-1])
        if value is None and isinstance(parent, dict):
            expected = expectation_at(self.model, path)
            if expected is not None and expected.is_optional:
                parent.pop(path[-1], None)
                return True
        if error["type"] == _TEXT_WANTED and isinstance(value, int | float | date) and not isinstance(value, bool):
            written = self.document.text_at(self.source_of(path))
            if written is not None:
                parent[path[-1]] = written
                return True
        return False

    def leave_out(self, wrong: list[tuple[str, Path]]) -> None:
        items: dict[Path, set[int]] = {}
        # unknown keys first: what holds one may be left out itself by another fault
        for kind, path in sorted(wrong, key=lambda fault: fault[0] != "extra_forbidden"):
            last, index = max(
                ((depth, part) for depth, part in enumerate(path) if isinstance(part, int)), default=(-1, 0)
            )
            if kind == "extra_forbidden":
                self.lost.append(self.source_of(path))
                value_at(self.data, path[:-1]).pop(path[-1], None)
            elif last >= 0:
                items.setdefault(path[:last], set()).add(index)
            elif path:
                self.lost.append(self.source_of(path))
                self.data.pop(path[0], None)
            else:
                self.lost.append(())
                self.data = {}
        # inner lists first, so that the paths of the outer ones still hold
        for path, dropped in sorted(items.items(), key=lambda item: -len(item[0])):
            self.drop(path, dropped)

    def drop(self, path: Path, dropped: set[int]) -> None:
        items = value_at(self.data, path)
        if not isinstance(items, list):  # it went with what holds it, which has a fault of its own
            return
        source = self.source_of(path)
        before = self.kept.get(source, tuple(range(len(items))))
        self.lost += [(*source, before[index]) for index in sorted(dropped)]
        self.kept[source] = tuple(number for index, number in enumerate(before) if index not in dropped)
        items[:] = [item for index, item in enumerate(items) if index not in dropped]


def _copy(value: Any) -> Any:
    """A copy in which nothing is shared: what two aliases repeat can then be mended apart."""
    if isinstance(value, dict):
        return {key: _copy(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_copy(inner) for inner in value]
    return value
