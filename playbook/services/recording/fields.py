"""What is asked for one kind of record: its fields, made from the model, with their options and their meaning."""

import builtins
import types
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum, StrEnum
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

from metrics.definition import Definition
from playbook.services.recording.kinds import DAY_FIELDS, RecordKind


class Shape(StrEnum):
    """What sort of value a field holds."""

    TEXT = "text"
    CHOICE = "choice"
    DAY = "day"
    NUMBER = "number"
    WHOLE = "whole number"
    TRUTH = "yes or no"
    TEXTS = "texts"
    PART = "one entry"
    ENTRIES = "entries"
    SCORES = "numbers by name"


@dataclass(frozen=True, slots=True)
class RecordField:
    """One field. `choices` are the words it takes, for a CHOICE; `inner` the fields of its ENTRIES; `refers_to` is the
    kind of thing whose id it holds, such as `product` or `seat` ('' for plain words)."""

    name: str
    shape: Shape
    required: bool = False
    meaning: str = ""
    choices: tuple[str, ...] = ()
    inner: tuple["RecordField", ...] = ()
    refers_to: str = ""
    is_day: bool = False
    outer: bool = False

    @property
    def option(self) -> str:
        """Its option on the command line, without dashes in front; the day of an entry is `date` everywhere."""
        if self.is_day:
            return "date"
        many = self.shape in (Shape.ENTRIES, Shape.TEXTS)
        return (_one_of(self.name) if many else self.name).replace("_", "-")


def _one_of(name: str) -> str:
    """The name of one of several: `condition`, `alias`."""
    return name.removesuffix("es") if name.endswith("ses") else name.removesuffix("s")


REFERENCES: Mapping[str, str] = {
    "product": "product",
    "gate": "gate",
    "criterion": "criterion",
    "deliverable": "deliverable",
    "layer": "layer",
    "option": "option",
    "risk": "risk",
    "experiment": "experiment",
    "duplicate_of": "experiment",
    "provider": "option",
    "into": "into",
    "owner": "seat",
    "by": "seat",
    "reviewer": "seat",
    "asked_by": "seat",
    "approved_by": "seat",
    "seat": "seat",
    "role": "role",
    "metric": "metric",
    "incident": "incident",
    "vendor": "vendor",
    "find": "find",
}
"""What a field's word is the id of, by the field's name; `kind` is one only where it means a kind of evidence."""

_SHAPES: dict[Any, Shape] = {date: Shape.DAY, float: Shape.NUMBER, int: Shape.WHOLE, bool: Shape.TRUTH}


@cache
def fields_of(kind: RecordKind) -> tuple[RecordField, ...]:
    """Everything that is asked for a kind: what finds the entry around it first, then its own fields."""
    own = tuple(
        replace(field, is_day=True, required=False) if field.name == kind.day_field else field
        for field in fields_of_model(kind.model)
    )
    outer_model = kind.outer_model
    if outer_model is None:
        return own
    around = {field.name: field for field in fields_of_model(outer_model)}
    found = tuple(
        replace(around[key], name=name, required=True, outer=True, refers_to=REFERENCES.get(name, ""))
        for name, key in kind.outer_keys.items()
    )
    if not kind.begins_outer:
        return (*found, *own)
    taken = {*kind.outer_keys.values(), kind.inner, *(field.name for field in own)}
    more = (replace(field, outer=True) for name, field in around.items() if name not in taken and not field.inner)
    return (*found, *own, *more)


@cache
def fields_of_model(model: type[Definition]) -> tuple[RecordField, ...]:
    """The fields of a model in its own order."""
    return tuple(_field(model, name) for name in model.model_fields)


def _field(model: type[Definition], name: str) -> RecordField:
    info = model.model_fields[name]
    annotation = _bare(info.annotation)
    field = RecordField(
        name=info.alias or name,
        shape=Shape.TEXT,
        required=info.is_required(),
        meaning=info.description or "",
        refers_to=REFERENCES.get(name, "evidence" if name == "kind" and "Evidence" in model.__name__ else ""),
    )
    if get_origin(annotation) is tuple:
        item = _bare(get_args(annotation)[0])
        if isinstance(item, type) and issubclass(item, Definition):
            return replace(field, shape=Shape.ENTRIES, inner=fields_of_model(item))
        return replace(field, shape=Shape.TEXTS)
    if get_origin(annotation) is builtins.dict:
        return replace(field, shape=Shape.SCORES)
    if isinstance(annotation, type) and issubclass(annotation, Definition):
        return replace(field, shape=Shape.PART, inner=fields_of_model(annotation))
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return replace(field, shape=Shape.CHOICE, choices=tuple(str(member.value) for member in annotation))
    return replace(field, shape=_SHAPES.get(annotation, Shape.TEXT))


def _bare(annotation: Any) -> Any:
    """The type itself: without `None`, without what is checked beside it."""
    while True:
        if get_origin(annotation) is Annotated:
            annotation = get_args(annotation)[0]
        elif get_origin(annotation) in (Union, types.UnionType):
            annotation = next(part for part in get_args(annotation) if part is not types.NoneType)
        else:
            return annotation


def day_of(fields: tuple[RecordField, ...]) -> RecordField | None:
    """The field that dates an entry inside another one."""
    return next((field for name in DAY_FIELDS for field in fields if field.name == name), None)
