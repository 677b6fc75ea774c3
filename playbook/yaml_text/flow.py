"""Values as YAML on one line, quoted where this playbook's reader or another one would take the bare text for more."""

import io
import re
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from metrics.problems import Problems
from playbook.yaml_text.source import read

_NO_WRAPPING = 10**9
_KEY = "value"
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_./() -]*[A-Za-z0-9_)]")
# text here, but a truth value or nothing at all to whatever else reads the file
_QUOTED_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})


def flow(value: Any) -> str:
    """`value` (dictionaries, lists, text, numbers, truth values, days) on one line, as it stands after a key.

    Raises ValueError where it would not read back as the same value."""
    text = _dumped(_styled(value))
    if not _reads_back(text, value):
        raise ValueError(f"{value!r} cannot be written as YAML")
    return text


def key_text(key: str) -> str:
    """A key as it is written, in quotes where another reader would take it for a truth value."""
    return f'"{key}"' if key.casefold() in _QUOTED_WORDS else key


def _key(key: Any) -> Any:
    return DoubleQuotedScalarString(key) if isinstance(key, str) and key.casefold() in _QUOTED_WORDS else key


def _styled(value: Any) -> Any:
    if isinstance(value, dict):
        keys = CommentedMap((_key(key), _styled(inner)) for key, inner in value.items())
        keys.fa.set_flow_style()
        return keys
    if isinstance(value, list | tuple):
        items = CommentedSeq(_styled(inner) for inner in value)
        items.fa.set_flow_style()
        return items
    return DoubleQuotedScalarString(value) if isinstance(value, str) and not _can_stand_bare(value) else value


def _can_stand_bare(text: str) -> bool:
    if text.casefold() in _QUOTED_WORDS or not text.isprintable():
        return False
    return bool(_PLAIN.fullmatch(text)) or (_dumped(text) == text and _reads_back(text, text))


def _dumped(value: Any) -> str:
    writer = YAML()
    writer.width = _NO_WRAPPING
    stream = io.StringIO()
    writer.dump({_KEY: value}, stream)
    return stream.getvalue().removeprefix(f"{_KEY}:").strip(" \n")


def _reads_back(text: str, value: Any) -> bool:
    if "\n" in text:
        return False
    try:
        # inside brackets, where most entries stand and where more characters have a meaning
        return bool(read(f"{_KEY}: [{text}]\n", "").data == {_KEY: [_plain(value)]})
    except Problems:
        return False


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, list | tuple) else value
