"""The keys of every file of a playbook, written from the models: a part per file."""

import builtins
import types
import typing
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from playbook.model.playbook import DEFINITION_FILES, RECORD_FILES
from playbook.services.starting import help_of as help_at_top
from tests.paths import ROOT


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models_in(part)


def _is_list(annotation: Any) -> bool:
    arguments = [part for part in get_args(annotation) if part is not types.NoneType]
    if get_origin(annotation) is tuple:
        return len(arguments) == 2 and arguments[1] is Ellipsis
    return get_origin(annotation) in (Union, types.UnionType) and any(_is_list(part) for part in arguments)


def _limits(field: FieldInfo) -> str:
    signs = (("ge", "≥"), ("gt", ">"), ("le", "≤"), ("lt", "<"))
    found = [
        f"{sign} {value:g}"
        for limit in field.metadata
        for name, sign in signs
        if (value := getattr(limit, name, None)) is not None
    ]
    return f" {', '.join(found)}" if found else ""


_NOUNS = {
    "str": "text",
    "float": "number",
    "int": "whole number",
    "bool": "`true` or `false`",
    "date": "date",
    "Any": "condition",
}


def _plain_noun(annotation: Any) -> str:
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return ", ".join(f"`{member.value}`" for member in annotation)
    return _NOUNS.get(getattr(annotation, "__name__", str(annotation)), "")


def _noun(annotation: Any) -> str:
    arguments = get_args(annotation)
    match get_origin(annotation):
        case typing.Annotated:
            return _noun(arguments[0])
        case typing.Literal:
            return ", ".join(f"`{word}`" for word in arguments)
        case builtins.dict:
            return f"{_noun(arguments[1])} by {_noun(arguments[0])}"
        case builtins.tuple:
            return f"list of: {_noun(arguments[0])}" if arguments[1] is Ellipsis else f"two: {_noun(arguments[0])}"
        case typing.Union | types.UnionType:
            return " or ".join(dict.fromkeys(_noun(part) for part in arguments if part is not types.NoneType))
    return _plain_noun(annotation)


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "required"
    value = field.get_default(call_default_factory=True)
    if value is None or value in ("", ()) or isinstance(value, BaseModel):
        return ""
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    return f"`{value.value if isinstance(value, Enum) else value}`" if not isinstance(value, float) else f"`{value:g}`"


def keys_of(model: type[BaseModel], path: str = "") -> Iterator[tuple[str, FieldInfo]]:
    """Every key of a file in reading order: its path, its field."""
    for name, field in model.model_fields.items():
        key = field.alias or name
        here = f"{path}{key}"
        yield here, field
        for nested in _models_in(field.annotation):
            yield from keys_of(nested, here + ("[]." if _is_list(field.annotation) else "."))


def files() -> Iterator[tuple[str, type[BaseModel]]]:
    """Every file of a playbook and its model."""
    for folder, models in (("definitions", DEFINITION_FILES), ("records", RECORD_FILES)):
        for name, model in models.items():
            yield f"{folder}/{name}.yaml", model


def key_tables(folder: str) -> str:
    """A part for each file of `definitions` or `records`: what the help at its top says, an example, its keys."""
    parts = []
    for name, model in files():
        if not name.startswith(f"{folder}/"):
            continue
        rows = [f"## {name.removeprefix(f'{folder}/')}", "", *help_of(ROOT / "playbook" / name), ""]
        rows += ["| key | value | default | meaning |", "|---|---|---|---|"]
        for path, field in keys_of(model):
            value = "" if any(_models_in(field.annotation)) else _noun(field.annotation) + _limits(field)
            rows.append(f"| `{path}` | {value} | {_default(field)} | {field.description} |".replace("  ", " "))
        parts.append("\n".join(rows))
    return "\n\n".join(parts)


def help_of(file: Path) -> list[str]:
    """The comments at the top of a YAML file as Markdown: its sentences, and its example as a block of code."""
    comments = [line for line in help_at_top(file.read_text(encoding="utf-8")).splitlines() if line.startswith("#")]
    lines = [line.removeprefix("#").removeprefix(" ") for line in comments if "yaml-language-server" not in line]
    words = lines[: lines.index("")] if "" in lines else lines
    example = lines[len(words) + 1 :]
    return [*(word.strip() for word in words), *(["", "```yaml", *example, "```"] if example else [])]
