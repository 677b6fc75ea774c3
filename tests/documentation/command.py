"""The commands, written from the command line itself."""

from collections.abc import Iterator
from enum import Enum
from typing import Any

import typer

from playbook.cli.main import app


def command() -> Any:
    """The command `playbook` as typer built it (typer brings its own click, hence no types of click here)."""
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
    rows.append(f"| `playbook` | (before or after any command that names them) | {'<br>'.join(_described(shared))} |")
    for name, found in subcommands():
        own = _described([one for one in found.params if _shown(one) and one.name not in names])
        common = ", ".join(f"`{max(one.opts, key=len)}`" for one in found.params if one.name in names)
        rows.append(f"| `{name}` | {_sentence(found.help)} | {'<br>'.join([*own, common] if common else own)} |")
    return "\n".join(rows)
