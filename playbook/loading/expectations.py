"""What a key of a model expects, in words a person can act on; made from the model itself."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from metrics.definition import Definition
from playbook.yaml_text.document import Path

AN_ID = "lower-case words joined by '-' or '_', such as 'support-copilot'"
A_DAY = "a date such as 2026-09-07"
A_CONDITION = "a condition such as '>= 0.90', '< 4' or '<= +10%'"
_COUNTS = {2: "two", 3: "three", 4: "four"}
_SIMPLE: dict[Any, str] = {bool: "true or false", str: "text", date: A_DAY, datetime: A_DAY, Any: A_CONDITION}


class Expectation:
    """The annotation at a path of a model, with the limits written beside it."""

    def __init__(self, annotation: Any, metadata: tuple[Any, ...] = (), field: FieldInfo | None = None) -> None:
        while get_origin(annotation) is Annotated:
            annotation, *more = get_args(annotation)
            for note in more:
                metadata = (*metadata, *(note.metadata if isinstance(note, FieldInfo) else (note,)))
        self.annotation = annotation
        self.metadata = metadata
        self.field = field

    @property
    def alternatives(self) -> tuple["Expectation", ...]:
        """What a union offers, None left out; itself where it is no union."""
        if get_origin(self.annotation) in (Union, UnionType):
            return tuple(Expectation(part, self.metadata) for part in get_args(self.annotation) if part is not NoneType)
        return (self,)

    @property
    def is_optional(self) -> bool:
        """True where nothing at all is fine: the key has a default."""
        return self.field is not None and not self.field.is_required()

    @property
    def model(self) -> type[Definition] | None:
        """The model whose keys are expected here; None for anything else."""
        for option in self.alternatives:
            if isinstance(option.annotation, type) and issubclass(option.annotation, Definition):
                return option.annotation
        return None

    def step(self, part: str | int) -> "Expectation | None":
        """What is expected one key or item further down; None where nothing is known of it."""
        model = self.model
        if model is not None and isinstance(part, str):
            fields = fields_of(model)
            return (
                Expectation(fields[part].annotation, tuple(fields[part].metadata), fields[part])
                if part in fields
                else None
            )
        for option in self.alternatives:
            origin, arguments = get_origin(option.annotation), get_args(option.annotation)
            if origin is tuple and isinstance(part, int):
                if arguments[-1] is Ellipsis:
                    return Expectation(arguments[0])
                return Expectation(arguments[part]) if part < len(arguments) else None
            if origin is dict:
                return Expectation(arguments[1])
        return None

    @property
    def is_list(self) -> bool:
        """True where a list is expected."""
        return get_origin(self.alternatives[0].annotation) is tuple

    @property
    def is_pair(self) -> bool:
        """True where a list of two is expected."""
        arguments = get_args(self.alternatives[0].annotation)
        return self.is_list and len(arguments) == 2 and arguments[-1] is not Ellipsis

    @property
    def is_number(self) -> bool:
        """True where a number would do."""
        return any(option.annotation in (int, float) for option in self.alternatives)

    @property
    def words(self) -> str:
        """What is expected, to follow the word "expected"."""
        return " or ".join(dict.fromkeys(_words_of(option) for option in self.alternatives))

    def known_words(self) -> tuple[str, ...]:
        """The words of a closed set; empty where it is not one."""
        known: list[str] = []
        for option in self.alternatives:
            annotation = option.annotation
            if isinstance(annotation, type) and issubclass(annotation, Enum):
                known += [str(member.value) for member in annotation]
            elif get_origin(annotation) is Literal:
                known += map(str, get_args(annotation))
        return tuple(known)


def _words_of(option: Expectation) -> str:
    annotation, arguments = option.annotation, get_args(option.annotation)
    if annotation in (int, float):
        return ("a whole number" if annotation is int else "a number") + _limits(option.metadata)
    if annotation is str and any(getattr(note, "pattern", None) for note in option.metadata):
        return AN_ID
    if get_origin(annotation) is tuple:
        return _list_words(arguments)
    if option.known_words():
        return quoted(option.known_words())
    if option.model is not None:
        return "keys such as " + " and ".join(f"'{name}:'" for name in list(fields_of(option.model))[:2])
    return _SIMPLE.get(annotation, "keys and values")


def _limits(metadata: tuple[Any, ...]) -> str:
    limits = {
        name: value
        for note in metadata
        for name in ("ge", "gt", "le", "lt")
        if (value := getattr(note, name, None)) is not None
    }
    if "ge" in limits and "le" in limits:
        return f" from {limits['ge']:g} to {limits['le']:g}"
    words = {"ge": "of at least", "gt": "above", "le": "of at most", "lt": "below"}
    return "".join([" ", " and ".join(f"{words[name]} {value:g}" for name, value in limits.items())]).rstrip()


def _list_words(arguments: tuple[Any, ...]) -> str:
    if arguments[-1] is not Ellipsis:
        return f"a list of {_COUNTS.get(len(arguments), str(len(arguments)))} in square brackets"
    item = Expectation(arguments[0])
    if item.model is not None:
        return "a list, each entry with a '-' before it"
    words = item.known_words() or ("one", "another")
    return f"a list such as [{', '.join(words[:2])}]"


def quoted(words: Iterable[str]) -> str:
    """`'a', 'b' or 'c'`"""
    names = [f"'{word}'" for word in words]
    return " or ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def fields_of(model: type[BaseModel]) -> Mapping[str, FieldInfo]:
    """Fields of a model by the key that YAML writes."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


def expectation_at(model: type[BaseModel], path: Path) -> Expectation | None:
    """What is expected at a path from the top of a file; None where nothing is known of it."""
    here: Expectation | None = Expectation(model)
    for part in path:
        here = here.step(part) if here is not None else None
    return here
