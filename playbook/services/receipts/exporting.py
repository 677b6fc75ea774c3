"""Writes an export for an auditor: definitions, records, reviews, receipts, the store, and what checks it all."""

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from secrets import token_hex
from typing import Any

from metrics.problems import Problem, Problems, YamlPlace
from metrics.store.location import StoreUnavailable
from playbook.services.receipts import check, wording
from playbook.settings import WrongUse
from playbook.workspace.workspace import Workspace
from playbook.yaml_text.source import read

STORE, CHECKER = "store", "check.py"
_NAMING = 4
"""So many values of an entry name it."""


def export(workspace: Workspace, folder: Path) -> str:
    """Writes a new folder, whole or not at all, and returns its seal. Raises WrongUse where the folder is there
    already, Problems where it cannot be written."""
    growing = folder.with_name(f".{folder.name}.{token_hex(6)}")
    if folder.exists():
        raise WrongUse(wording.is_there(str(folder)))
    try:
        growing.mkdir(parents=True)
        _copy(workspace, growing)
        seal = _sealed(growing)
        growing.rename(folder)
    except OSError as reason:
        raise Problems([Problem(YamlPlace(str(folder)), *wording.not_written(reason.strerror or ""))]) from reason
    finally:
        shutil.rmtree(growing, ignore_errors=True)
    return seal


def _copy(workspace: Workspace, folder: Path) -> None:
    home = workspace.home
    for name, source in (("definitions", home.definitions), ("records", home.records)):
        for path in _files(source):
            place = folder / name / path.relative_to(source)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, place)
    from metrics.store.backup import export_store  # noqa: PLC0415  (brings DuckDB, which checking does without)

    with suppress(StoreUnavailable):
        export_store(workspace.store(), folder / STORE, now=workspace.now())
    shutil.copyfile(check.__file__, folder / CHECKER)


def _files(folder: Path) -> Iterator[Path]:
    """Every file that the product reads or wrote; not what editors leave behind."""
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.is_file() and not hidden:
            yield path


def _sealed(folder: Path) -> str:
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    parts = {name: found for name in names if (found := list(_parts_of(name, (folder / name).read_bytes())))}
    content = {name: [asdict(part) for part in listed] for name, listed in parts.items()}
    _write(folder / check.PARTS, json.dumps(content, ensure_ascii=False, indent=1) + "\n")
    lines = [f"{sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in sorted([*names, check.PARTS])]
    _write(folder / check.SUMS, "".join(lines))
    seal = sha256("".join(lines).encode()).hexdigest()
    _write(folder / check.SEAL, f"{seal}\n")
    return seal


def _write(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _parts_of(name: str, content: bytes) -> Iterator[check.Part]:
    """Which lines are which entry, so that an altered one can be named: the entries of YAML, the lines of receipts."""
    lines = check.lines_of(content)
    named = _named(name, content.decode("utf-8", "replace"))
    starts = sorted(named.items())
    if starts and starts[0][0] > 1:
        starts.insert(0, (1, wording.HEAD_OF_FILE))
    for number, (first, title) in enumerate(starts):
        last = starts[number + 1][0] - 1 if number + 1 < len(starts) else len(lines)
        yield check.Part(title, first, last, check.digest_of_lines(lines[first - 1 : last]))


def _named(name: str, text: str) -> dict[int, str]:
    """The entries of a file by the line each begins in; of two that begin in one line the first."""
    if name == check.RECEIPTS:
        receipts = ((number, check.parsed(line)) for number, line in enumerate(text.split("\n"), 1))
        return {number: check.name_of(receipt) for number, receipt in receipts if receipt is not None}
    if not name.endswith((".yaml", ".yml")):
        return {}
    try:
        document = read(text, name)
    except Problems:
        return {}
    found: dict[int, str] = {}
    for key, value in document.data.items():
        entries = value if isinstance(value, list) else []
        for path, title in [
            ((key,), key),
            *(((key, index), f"{key} {index + 1} ({_title(entry)})") for index, entry in enumerate(entries)),
        ]:
            line = document.where(path).line
            if line is not None:
                found.setdefault(line, title)
    return found


def _title(entry: Any) -> str:
    if not isinstance(entry, Mapping):
        return str(entry)
    plain = [str(value) for value in entry.values() if not isinstance(value, (dict, list)) and value is not None]
    return plain[0] if "id" in entry else ", ".join(plain[:_NAMING])
