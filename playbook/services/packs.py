"""Packs of metrics that come with the product: added to an organization's own definitions, whole or not at all."""

from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from typing import Any

from pydantic import Field

from metrics.definition import Definition, Kind, Metric
from metrics.problems import Problem, Problems, Severity, did_you_mean
from playbook.loading.loader import check_texts
from playbook.loading.one_file import read_part
from playbook.model.playbook import MetricDefinitions
from playbook.services import wording_packs as wording
from playbook.services.recording.files import replace_text
from playbook.services.recording.recording import refuse_what_stays, texts_of
from playbook.settings import WrongUse
from playbook.workspace.workspace import Workspace
from playbook.yaml_text.source import read
from playbook.yaml_text.writer import CannotAdd, with_entries

FOLDER = Path(__file__).parent.parent / "packs"
FILE = "definitions/metrics.yaml"
LIST = "metrics"
_MONEY = "USD"
"""In a pack; in a playbook it is its own currency."""


class Pack(Definition):
    """A file of `packs/`."""

    name: str = Field(description="what people call it")
    about: str = Field(description="what it shows, in words")
    source: str = Field(description="where its measures come from")
    metrics: tuple[Metric, ...] = Field(description="its metrics, as in metrics.yaml")


@dataclass(frozen=True, slots=True)
class PackRow:
    """One pack; `there` are those of its metrics that the playbook has."""

    id: str
    name: str
    about: str
    source: str
    metrics: tuple[str, ...]
    there: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Addition:
    """What a pack adds: ids of metrics, and the file of definitions before and after."""

    pack: str
    added: tuple[str, ...]
    before: str
    after: str

    @property
    def difference(self) -> str:
        """What is written, line by line."""
        lines = self.before.splitlines(), self.after.splitlines()
        return "\n".join(unified_diff(*lines, f"a/{FILE}", f"b/{FILE}", lineterm=""))


def packs() -> dict[str, Pack]:
    """Every pack by its name in the command."""
    return {path.stem: Pack.model_validate(_data(path)) for path in sorted(FOLDER.glob("*.yaml"))}


def _data(path: Path) -> dict[str, Any]:
    data: dict[str, Any] = read(path.read_text("utf-8"), path.name).data
    return data


def pack_rows(workspace: Workspace) -> tuple[PackRow, ...]:
    """Every pack, beside what the playbook has."""
    there = workspace.playbook().playbook.metrics
    return tuple(
        PackRow(
            name,
            pack.name,
            pack.about,
            pack.source,
            tuple(metric.id for metric in pack.metrics),
            tuple(metric.id for metric in pack.metrics if metric.id in there),
        )
        for name, pack in packs().items()
    )


def addition(workspace: Workspace, name: str) -> Addition:
    """What a pack would write; raises WrongUse for an unknown one, Problems where a metric of it is there already, the
    playbook is broken, or would be."""
    if name not in (known := packs()):
        raise WrongUse(wording.unknown_pack(name, did_you_mean(name, known), tuple(known)))
    texts = texts_of(workspace)
    broken = _errors(check_texts(texts))
    if broken:
        raise Problems(broken)
    before = texts[FILE]
    _refuse_what_is_there(known[name], before)
    currency = workspace.playbook().playbook.definitions.experiments.audit.currency
    entries = [_in_currency(entry, currency) for entry in _data(FOLDER / f"{name}.yaml")[LIST]]
    try:
        after = with_entries(before, (LIST,), entries, FILE)
    except CannotAdd as reason:
        raise WrongUse(str(reason)) from reason
    wrong = _errors(check_texts({**texts, FILE: after}))
    if wrong:
        raise Problems(wrong)
    return Addition(name, tuple(metric.id for metric in known[name].metrics), before, after)


def write(workspace: Workspace, found: Addition) -> None:
    """Writes it; raises WrongUse for the sample and for an installed playbook, Problems where the file changed."""
    refuse_what_stays(workspace)
    replace_text(workspace.home.definitions, FILE, found.before, found.after)


def _in_currency(entry: dict[str, Any], currency: str) -> dict[str, Any]:
    money = entry.get("kind") == Kind.AMOUNT and entry.get("unit") == _MONEY
    return {**entry, "unit": currency} if money else entry


def _refuse_what_is_there(pack: Pack, text: str) -> None:
    """Raises Problems, one for each metric of the file that bears the id or name of one of the pack, now or before."""
    part, _ = read_part(text, FILE, MetricDefinitions)
    found = []
    for number, metric in enumerate(part.model.metrics):
        names = {name.casefold() for name in (metric.id, metric.name, *metric.formerly, *metric.aliases) if name}
        for one in pack.metrics:
            if {one.id.casefold(), one.name.casefold()} & names:
                place = part.place((LIST, number, "id"), key=False)
                found.append(Problem(place, *wording.there_already(metric.id, one.name)))
    if found:
        raise Problems(found)


def _errors(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    return tuple(problem for problem in problems if problem.severity is Severity.ERROR)
