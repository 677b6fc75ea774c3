"""The README's tables, written from the models, the command and the HTTP API; cog puts them in, a test compares."""

import builtins
import re
import types
import typing
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Any, Union, get_args, get_origin

import typer
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from playbook.model.playbook import DEFINITION_FILES, RECORD_FILES
from playbook.settings import VARIABLES
from tests.paths import ROOT

SETTINGS = VARIABLES | {
    "PLAYBOOK_API_EXAMPLES": "how many requests a test makes of each address of the HTTP API; 12 by default",
    "PLAYBOOK_FUZZ_FILES": "how many damaged files a test sends through the API for measurements; 300 by default",
    "PLAYBOOK_BROWSER_TESTS": "`required`: a missing Chromium is a failed test, not a skipped one",
    "PLAYBOOK_LAKE_TESTS": "`required`: a missing PostgreSQL is a failed test, not a skipped one",
    "PLAYBOOK_TEST_STORE": "`lake`: the tests of the store run on a shared one; tests/test_lake.py sets it",
    "PLAYBOOK_LONG_RUN": "how many times longer the tests of faults run; 1 by default",
    "PLAYBOOK_CHROMIUM": "the Chromium the browser tests start, where it is not in a usual place",
}
"""Settings read from the environment, those of the tests and checks among them."""


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


def key_tables() -> str:
    """One folded table a file."""
    parts = []
    for name, model in files():
        rows = [
            f"<details><summary><code>{name}</code></summary>",
            "",
            "| key | value | default | meaning |",
            "|---|---|---|---|",
        ]
        for path, field in keys_of(model):
            value = "" if any(_models_in(field.annotation)) else _noun(field.annotation) + _limits(field)
            rows.append(f"| `{path}` | {value} | {_default(field)} | {field.description} |".replace("  ", " "))
        parts.append("\n".join([*rows, "", "</details>"]))
    return "\n\n".join(parts)


def command() -> Any:
    """The command `playbook` as typer built it (typer brings its own click, hence no types of click here)."""
    from playbook.cli.main import app  # noqa: PLC0415 - the tables of keys need no command line

    return typer.main.get_command(app)


def subcommands(group: Any = None, path: str = "playbook") -> Iterator[tuple[str, Any]]:
    """Every command with its full name."""
    found = group or command()
    if not hasattr(found, "list_commands"):
        yield path, found
        return
    if group is not None and found.invoke_without_command:
        yield path, found
    context = typer.Context(found, info_name=path)
    for name in found.list_commands(context):
        nested = found.get_command(context, name)
        if nested is not None and not nested.hidden:
            yield from subcommands(nested, f"{path} {name}")


def _parameter(parameter: Any) -> str:
    if parameter.param_type_name == "option":
        longest = max(parameter.opts, key=len)
        if parameter.is_flag or getattr(parameter, "count", False):
            return f"`{longest}`"
        return f"`{longest} {_metavar(parameter)}`"
    return f"`{_metavar(parameter)}`"


def _choices(parameter: Any) -> list[str]:
    """Words an option takes; typer kept them in `type.choices`, and keeps the enum itself since it left click."""
    annotation = getattr(getattr(parameter, "type_descriptor", None), "annotation", None)
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return [str(member.value) for member in annotation]
    return [
        getattr(choice, "value", str(choice)) for choice in getattr(getattr(parameter, "type", None), "choices", ())
    ]


def _metavar(parameter: Any) -> str:
    word = parameter.metavar or "/".join(_choices(parameter)) or (parameter.name or "").upper()
    many = parameter.nargs == -1 or getattr(parameter, "multiple", False)
    return f"{word}…" if many and not word.endswith(("…", "...")) else word


def _sentence(text: str | None) -> str:
    return " ".join((text or "").split("\n\n")[0].split())


def _shown(parameter: Any) -> bool:
    return parameter.name not in ("help", "install_completion", "show_completion") and not getattr(
        parameter, "hidden", False
    )


def _described(parameters: list[Any]) -> list[str]:
    return [f"{_parameter(one)} {_sentence(getattr(one, 'help', '') or '')}".strip() for one in parameters]


def command_table() -> str:
    """Commands with what they do and take; options that most of them share are explained once, in the first row."""
    everything = command()
    shared = [parameter for parameter in everything.params if _shown(parameter)]
    names = {parameter.name for parameter in shared}
    rows = ["| command | what it does | takes |", "|---|---|---|"]
    rows.append(f"| `playbook` | (before or behind any command that names them) | {'<br>'.join(_described(shared))} |")
    for name, found in subcommands():
        own = _described([one for one in found.params if _shown(one) and one.name not in names])
        common = ", ".join(f"`{max(one.opts, key=len)}`" for one in found.params if one.name in names)
        rows.append(f"| `{name}` | {_sentence(found.help)} | {'<br>'.join([*own, common] if common else own)} |")
    return "\n".join(rows)


def settings_in_code() -> set[str]:
    """Every setting that code, tests or checks read from the environment."""
    sources = [ROOT / "app.py", ROOT / ".ci" / "run"]
    for folder in ("metrics", "playbook", "tests"):
        sources += [path for path in sorted((ROOT / folder).rglob("*.py")) if path != Path(__file__)]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources if path.exists())
    return set(re.findall(r"(?:[\"']|export )(PLAYBOOK_[A-Z_]+)\b", text))


def settings_table() -> str:
    """Settings read from the environment."""
    return "\n".join(
        ["| setting | meaning |", "|---|---|", *(f"| `{name}` | {words} |" for name, words in SETTINGS.items())]
    )


def api_table() -> str:
    """Addresses of the HTTP API: what they answer, the parameters they know, the scope of the token they need."""
    from playbook.api.table import OPENAPI, OPERATIONS  # noqa: PLC0415 - as above

    rows = ["| address | answers | parameters | token |", "|---|---|---|---|"]
    for operation in OPERATIONS:
        parameters = ", ".join(f"`{each.name}`" for each in operation.parameters)
        scope = f"`{operation.scope}`" if operation.scope is not None else "none"
        if operation.scope == "read":
            scope = "none, or `read`"
        rows.append(f"| `{operation.method} {operation.path}` | {operation.summary} | {parameters} | {scope} |")
    rows.append(f"| `GET {OPENAPI}` | The OpenAPI 3.1 document of these addresses. | | none |")
    return "\n".join(rows)


def access_table() -> str:
    """Keys of the section that says who may look and act."""
    from playbook.page.parts.people import AccessSettings  # noqa: PLC0415 - as above

    rows = ["| key of `[access]` | default | meaning |", "|---|---|---|"]
    for name, field in AccessSettings.model_fields.items():
        default = "" if not field.default else f"`{field.default}`"
        rows.append(f"| `{name}` | {default} | {field.description} |")
    return "\n".join(rows)


def page_settings_table() -> str:
    """Keys of `settings.yaml`."""
    from playbook.loading.page_settings import PageSettings  # noqa: PLC0415 - as above

    rows = ["| key of `settings.yaml` | default | meaning |", "|---|---|---|"]
    rows += [
        f"| `{name}` | `{str(field.default).lower()}` | {field.description} |"
        for name, field in PageSettings.model_fields.items()
    ]
    return "\n".join(rows)
