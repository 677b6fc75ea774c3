"""The words of the field are the names of the code: what only this house would call so has gone."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import metrics
import playbook

_FOLDERS = tuple(Path(package.__path__[0]) for package in (playbook, metrics))
_INSTEAD = {
    "door": "api",
    "asked": "parameters, inquiry or required",
    "told": "reported or shown",
    "room": "a module, or what is counted in it",
    "doubles": "duplicates",
    "take_back": "withdraw or revoke",
    "taken_back": "withdrawn or revoked",
}
"""Words that were ours alone, and what is said instead."""
_KEYS = {"asked"}
"""Words that stay as keys of documents that others read (`asked` of a closed review)."""


def _names(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.lineno, node.name
        elif isinstance(node, ast.arg):
            yield node.lineno, node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.id


def _offending(name: str) -> bool:
    return name.strip("_").lower() in _INSTEAD


def found(text: str) -> list[tuple[int, str]]:
    """Names that a text gives and should not, with their lines; fields of a class may be keys of documents."""
    tree = ast.parse(text)
    keys = {
        (field.lineno, field.target.id)
        for holder in ast.walk(tree)
        if isinstance(holder, ast.ClassDef)
        for field in holder.body
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name) and field.target.id in _KEYS
    }
    return [(line, name) for line, name in _names(tree) if _offending(name) and (line, name) not in keys]


def test_no_name_is_a_word_of_ours_alone() -> None:
    places = [
        f"{path.relative_to(folder.parent)}:{line}: '{name}' ({_INSTEAD[name.strip('_').lower()]})"
        for folder in _FOLDERS
        for path in sorted(folder.rglob("*.py"))
        for line, name in found(path.read_text("utf-8"))
    ]
    assert not places, "\n".join(places)


def test_no_module_or_folder_is_called_so() -> None:
    assert not [path for folder in _FOLDERS for path in folder.rglob("*") if _offending(path.stem)]


@pytest.mark.parametrize("text", ["asked = 1", "def door(): ...", "def f(told): ...", "class Room: ..."])
def test_such_a_name_is_found(text: str) -> None:
    assert found(text)


@pytest.mark.parametrize("text", ["class Head:\n    asked: tuple[str, ...] = ()", "parameters = 1", "f(asked=1)"])
def test_other_names_and_keys_are_not(text: str) -> None:
    assert not found(text)
