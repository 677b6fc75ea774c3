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
from playbook.services.recording.kinds import DAY_FIELDS, RecordKind, Step


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
    "candidate": "candidate",
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
    own = _own(kind)
    if not kind.outer_keys:
        return own
    found = tuple(_outer(kind, step, name, key) for step in kind.steps for name, key in step.keys.items())
    if not kind.begins_outer:
        return (*found, *own)
    around = {field.name: field for field in fields_of_model(kind.steps[0].model)}
    taken = {*kind.outer_keys.values(), kind.inner, *(field.name for field in own)}
    more = (
        replace(field, outer=True)
        for name, field in around.items()
        if name not in taken and field.shape not in (Shape.ENTRIES, Shape.PART)
    )
    return (*found, *own, *more)


def _own(kind: RecordKind) -> tuple[RecordField, ...]:
    fields = {field.name: field for field in fields_of_model(kind.model)}
    listed = kind.fills or tuple(fields)
    needed = {listed[0]} if kind.fills else {name for name in listed if fields[name].required}
    return tuple(
        replace(fields[name], is_day=name == kind.day_field, required=name in needed and name != kind.day_field)
        for name in listed
    )


def _outer(kind: RecordKind, step: Step, name: str, key: str) -> RecordField:
    field = next(field for field in fields_of_model(step.model) if field.name == key)
    shape = Shape.TEXTS if kind.several else field.shape
    refers_to = REFERENCES.get(name, "")
    return replace(field, name=name, shape=shape, required=True, outer=True, refers_to=refers_to, is_day=False)


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
