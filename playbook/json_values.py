"""Documents as JSON and their schema, both made from one frozen type: days as ISO text, numbers without dust, unknown
as null."""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from functools import cache, partial
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar, cast

from pydantic import Field, PlainSerializer, TypeAdapter, WithJsonSchema
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core.core_schema import CoreSchema, any_schema

from metrics.problems import Problem

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Json = dict[str, Any]


def number_json(value: float | None) -> float | None:
    """The number without the dust of binary arithmetic; whole numbers stay whole; never NaN."""
    if value is None or not math.isfinite(value):
        return None
    tidy = float(f"{value:.15g}")
    return int(tidy) if tidy.is_integer() and abs(tidy) < 1e15 else tidy


def rounded(value: float | None, digits: int) -> float | None:
    return None if value is None or not math.isfinite(value) else round(value, digits) + 0.0


_NUMBER: Json = {"type": "number"}
Number = Annotated[float, PlainSerializer(number_json, return_type=Any), WithJsonSchema(_NUMBER)]
"""A measured number, without dust."""
Score = Annotated[
    float,
    PlainSerializer(partial(rounded, digits=1), return_type=Any),
    WithJsonSchema({**_NUMBER, "minimum": 0, "maximum": 100}),
]
"""0 to 100, one decimal."""
Points = Annotated[float, PlainSerializer(partial(rounded, digits=2), return_type=Any), WithJsonSchema(_NUMBER)]
"""A difference of scores, two decimals."""
Share = Annotated[
    float,
    PlainSerializer(partial(rounded, digits=4), return_type=Any),
    WithJsonSchema({**_NUMBER, "minimum": 0, "maximum": 1}),
]
"""0 to 1, four decimals."""
OrNull = Annotated[str, PlainSerializer(lambda text: text or None, return_type=str | None)]
"""Text that is null where it is blank."""


class _Anything:
    @classmethod
    def __get_pydantic_core_schema__(cls, *_: object) -> CoreSchema:
        return any_schema()


T = TypeVar("T")
NotShown = Annotated[T, _Anything, Field(exclude=True)]
"""What a result carries for other code and no document shows."""


@dataclass(frozen=True, kw_only=True)
class Document:
    """One whole answer of a command or address: its fields are added to, never renamed."""

    schema: Literal[1] = 1

    def to_json(self) -> Json:
        """As it is printed and sent."""
        written: Json = plain(self)
        return written


@dataclass(frozen=True, slots=True)
class Error:
    """Why there is no answer, and what is wrong, place by place."""

    code: str
    message: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True, kw_only=True)
class ErrorDocument(Document):
    """The one shape of errors, of the command and over HTTP."""

    error: Error


def error_document(code: str, message: str, problems: Iterable[Problem] = ()) -> ErrorDocument:
    """An error."""
    return ErrorDocument(error=Error(code, message, tuple(problems)))


def fill(kind: Callable[..., T], /, *sources: object, **more: object) -> T:
    """A document, or a part of one: each field is what is given by name, else the attribute of the first source that
    has it, else its default."""
    found = dict(more)
    for field in fields(cast("type[DataclassInstance]", kind)):
        source = next((one for one in sources if hasattr(one, field.name)), None)
        if field.init and field.name not in found and source is not None:
            found[field.name] = getattr(source, field.name)
    return kind(**found)


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    # made when the first of its kind is written: a command that prints for people does without
    return TypeAdapter(kind)


def plain(value: Any) -> Any:
    """A frozen value as JSON, field by field."""
    kind: Any = type(value)
    return _adapter(kind).dump_python(value, mode="json", by_alias=True)


class _Schemas(GenerateJsonSchema):
    """Every field of an answer is there, and its name is its title."""

    def field_is_required(self, field: Any, total: bool) -> bool:
        return super().field_is_required(field, total) if field["type"] == "typed-dict-field" else True

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002
        return False


def schemas_of(kinds: Iterable[Any], template: str = "#/$defs/{model}") -> tuple[dict[Any, Json], Json]:
    """The JSON Schema of each kind of document, and of the parts they share, by name."""
    mode: Literal["serialization"] = "serialization"
    wanted = [(kind, mode, _adapter(kind)) for kind in kinds]
    found, shared = TypeAdapter.json_schemas(wanted, ref_template=template, schema_generator=_Schemas)
    return {kind: schema for (kind, _), schema in found.items()}, shared.get("$defs", {})
