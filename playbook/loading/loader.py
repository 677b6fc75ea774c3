"""A folder of YAML -> a Playbook, or every problem of all its files in one pass."""

import errno
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from metrics.definition import Definition
from metrics.likeness import few_guesses, nearest
from metrics.problems import Problem, Problems, Severity, YamlPlace
from playbook.loading.former_ids import with_todays_ids
from playbook.loading.one_file import Part, read_part
from playbook.loading.rules.all_rules import RULES
from playbook.loading.rules.world import World
from playbook.model.playbook import DEFINITION_FILES, RECORD_FILES, REQUIRED_DEFINITIONS, Playbook
from playbook.yaml_text.source import decoded

_KINDS: dict[str, dict[str, type[Definition]]] = {"definitions": DEFINITION_FILES, "records": RECORD_FILES}
_ORDER = {
    f"{kind}/{name}.yaml": 100 * rank + index
    for rank, (kind, models) in enumerate(_KINDS.items())
    for index, name in enumerate(models)
}
_SUFFIX = ".yaml"


@dataclass(frozen=True)
class Examined:
    """What came of some texts. `playbook` is None while there is an error; `problems` also hold the warnings."""

    playbook: Playbook | None
    problems: tuple[Problem, ...]


def load_texts(texts: Mapping[str, str]) -> Playbook:
    """The same from texts by name, such as `definitions/charter.yaml`."""
    examined = examine(texts)
    if examined.playbook is None:
        raise Problems(examined.problems)
    return examined.playbook


def check_texts(texts: Mapping[str, str]) -> tuple[Problem, ...]:
    """The same from texts by name."""
    return examine(texts).problems


def read_texts(definitions: Path, records: Path) -> dict[str, str]:
    """Texts of both folders by name. Raises Problems where a file cannot be read as text; they come with the problems
    of every other file, so that nothing waits for a second try."""
    texts: dict[str, str] = {}
    unreadable: dict[str, Problem] = {}
    for kind, folder in (("definitions", definitions), ("records", records)):
        for path in _yaml_files(folder):
            name = f"{kind}/{path.name}"
            try:
                texts[name] = decoded(_content(path), name)
            except Problems as undecodable:
                unreadable[name] = undecodable.problems[0]
            except OSError as reason:
                found = f"the file cannot be read ({reason.strerror or reason})"
                unreadable[name] = Problem(YamlPlace(name), found, remedy="is it a plain file that you may read?")
    if unreadable:
        raise Problems(examine(texts, unreadable).problems)
    return texts


def _content(path: Path) -> bytes:
    """The bytes of a plain file, or of a link to one; a pipe would keep whoever reads it waiting for ever."""
    if not stat.S_ISREG(path.stat().st_mode) and not path.is_dir():
        raise OSError(errno.EINVAL, "not a plain file")
    return path.read_bytes()


_RESTORE = "restore it from git, or write it anew; the README.md beside it lists its keys"


def _yaml_files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.suffix in (".yaml", ".yml") and path.name[0] != ".")


@few_guesses()
def examine(texts: Mapping[str, str], unreadable: Mapping[str, Problem] | None = None) -> Examined:
    """Reads every file as far as it can be, then holds the rules against what was read."""
    failed = dict(unreadable or {})
    problems = [*failed.values(), *_unknown_files({*texts, *failed})]
    parts: dict[str, dict[str, Part[Any]]] = {}
    for kind, models in _KINDS.items():
        absent = not any(name.startswith(f"{kind}/") for name in (*texts, *failed))
        parts[kind] = {}
        for name, model in models.items():
            file = f"{kind}/{name}{_SUFFIX}"
            if file in texts:
                parts[kind][name], found = read_part(texts[file], file, model)
                problems += found
                if kind == "definitions" and not found and not texts[file].strip():
                    parts[kind][name] = Part(file, model(), failed=True)
                    problems.append(Problem(YamlPlace(file), "the file holds nothing", remedy=_RESTORE))
                continue
            needed = kind == "definitions" and name in REQUIRED_DEFINITIONS
            parts[kind][name] = Part(file, model(), failed=file in failed or needed)
            if needed and file not in failed and not absent:
                problems.append(Problem(YamlPlace(file), "the file is missing", remedy=_RESTORE))
        if absent and kind == "definitions":
            remedy = "is this the right folder? 'playbook init' starts a new one"
            problems.append(Problem(YamlPlace(kind), "there are no definitions here", remedy=remedy))
    named = parts["definitions"]["metrics"], parts["records"]["products"]
    world = World(*(with_todays_ids(parts[kind], *named) for kind in ("definitions", "records")))
    for rule in RULES:
        problems += rule(world)
    problems.sort(key=_reading_order)
    if any(problem.severity is Severity.ERROR for problem in problems):
        return Examined(None, tuple(problems))
    whole = world.playbook
    return Examined(Playbook(whole.definitions, whole.records, digest_of(texts)), tuple(problems))


def digest_of(texts: Mapping[str, str]) -> str:
    """SHA-256 over names and texts."""
    total = sha256()
    for name in sorted(texts):
        content = texts[name].encode("utf-8", "replace")
        total.update(f"{name}\0{len(content)}\0".encode())
        total.update(content)
    return total.hexdigest()


def _unknown_files(names: set[str]) -> list[Problem]:
    return [
        Problem(YamlPlace(name), "a file of this name is not read", remedy=_renamed(name, names))
        for name in names - _ORDER.keys()
    ]


def _renamed(name: str, names: set[str]) -> str:
    kind, _, file = name.partition("/")
    stem = file.rpartition(".")[0]
    free = [one for one in _KINDS.get(kind, {}) if f"{kind}/{one}{_SUFFIX}" not in names]
    if stem in free:
        return f"rename it to '{stem}{_SUFFIX}'"
    near = nearest(stem, free)
    return f"did you mean '{near}{_SUFFIX}'?" if near else "take it out of the folder"


def _reading_order(problem: Problem) -> tuple[int, str, int, int]:
    where = problem.where
    if not isinstance(where, YamlPlace):
        return len(_ORDER), where.file, 0, 0
    return _ORDER.get(where.file, -1), where.file, where.line or 0, where.column or 0
