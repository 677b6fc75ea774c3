"""The playbook as it stood at a revision of git, in the ids of today; and where its bars became weaker since."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol, TypeVar

from metrics.definition import Definition
from metrics.problems import Problem, Problems, Severity, YamlPlace
from playbook.loading.former_ids import with_todays_ids
from playbook.loading.history import texts_at
from playbook.loading.one_file import Part, read_part
from playbook.model.playbook import DEFINITION_FILES, RECORD_FILES, Definitions, Playbook, Records
from playbook.readiness.bars import wording
from playbook.readiness.bars.recorded import unrecorded
from playbook.readiness.bars.results import BarMove, YamlPath
from playbook.yaml_text.source import read

_KEPT_FILES = 512


class UnreadableThen(Exception):
    """What stood at a revision is nothing that this version reads; the message is a sentence."""


def playbook_at(definitions: Path, records: Path, revision: str, now: Playbook) -> Playbook:
    """Definitions and records of these folders at a revision, and the closed reviews of now. Raises NoHistory,
    UnreadableThen. Ids that were given up since are those of today, so that a rename is followed."""
    before = definitions_in(texts_at(definitions, revision), definitions.name, revision, now)
    said = _models(_parts(texts_at(records, revision), records.name, revision, RECORD_FILES), now)
    return replace(now, definitions=before, records=Records(**said), digest="", bare_digest="")


def definitions_in(texts: Mapping[str, str], folder: str, revision: str, now: Playbook) -> Definitions:
    """The definitions of these texts, as `playbook_at`; `folder` and `revision` name them. Raises UnreadableThen."""
    parts = _parts(texts, folder, revision, DEFINITION_FILES)
    if all(part.document is None for part in parts.values()):
        raise UnreadableThen(wording.nothing_then(revision))
    models = _models(parts, now)
    # what is the same as today is one object, so that it is seen to be the same at once
    todays = {name: getattr(now.definitions, name) for name in models}
    return Definitions(**{name: todays[name] if model == todays[name] else model for name, model in models.items()})


def _models(parts: dict[str, Part[Any]], now: Playbook) -> dict[str, Any]:
    named = Part("definitions/metrics.yaml", now.definitions.metrics), Part("", now.records.products)
    return {name: part.model for name, part in with_todays_ids(parts, *named).items()}


@lru_cache(maxsize=_KEPT_FILES)
def _read(text: str, file: str, model: type[Definition]) -> tuple[Part[Any], tuple[Problem, ...]]:
    # most files are the same at most revisions
    return read_part(text, file, model)


def _parts(
    texts: Mapping[str, str], folder: str, revision: str, models: Mapping[str, type[Definition]]
) -> dict[str, Part[Any]]:
    parts: dict[str, Part[Any]] = {}
    for name, model in models.items():
        file = f"{folder}/{name}.yaml"
        if f"{name}.yaml" not in texts:
            parts[name] = Part(file, model())
            continue
        parts[name], problems = _read(texts[f"{name}.yaml"], file, model)
        error = next((problem for problem in problems if problem.severity is Severity.ERROR), None)
        if error is not None:
            raise UnreadableThen(wording.unreadable_then(revision, error.message))
    return parts


def weaker_without_record(
    moves: tuple[BarMove, ...], playbook: Playbook, texts: Mapping[str, str], today: date
) -> tuple[Problem, ...]:
    """A located problem for each bar that was lowered in silence; `texts` are those of now, by `definitions/….yaml`."""
    silent = unrecorded(moves, playbook.records.bar_changes.changes, today)
    return tuple(
        Problem(place, wording.weakened(move), wording.RECORD_EXPECTED, remedy=wording.record_it(move))
        for move, place in places_of(silent, texts)
    )


class Placed(Protocol):
    """What stands at a path in a file of definitions."""

    @property
    def file(self) -> str: ...

    @property
    def path(self) -> YamlPath: ...


AnyPlaced = TypeVar("AnyPlaced", bound=Placed)


def places_of(moves: Iterable[AnyPlaced], texts: Mapping[str, str]) -> Iterator[tuple[AnyPlaced, YamlPlace]]:
    """Where each move stands in the texts of now."""
    for move in moves:
        file = f"definitions/{move.file}.yaml"
        try:
            yield move, read(texts.get(file, ""), file).where(move.path)
        except Problems:
            continue  # what cannot be read has problems of its own
