"""What the rules across files look at: every file as far as it could be read, and which ids are known."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from metrics.definition import Metric
from metrics.problems import Place, Problem, Severity, did_you_mean
from playbook.loading.one_file import Entry, Part
from playbook.model.charter import CharterDefinitions, CharterRecords, Deliverable, Phase
from playbook.model.criteria import Criterion
from playbook.model.gates import Gate
from playbook.model.playbook import DEFINITION_FILES, RECORD_FILES, Definitions, Playbook, Records
from playbook.model.products import Product
from playbook.model.team import SeatRecord, same_person
from playbook.yaml_text.document import Path


def error(where: Place, found: str, expected: str = "", remedy: str = "") -> Problem:
    """A problem that stops the playbook."""
    return Problem(where, found, expected, remedy)


def runs_upwards(metric: Metric) -> bool:
    """True where the lowest valid value is below the highest."""
    low, high = metric.valid_range
    return low is None or high is None or low < high


def warning(where: Place, found: str, expected: str = "", remedy: str = "") -> Problem:
    """A problem that is worth a look and stops nothing."""
    return Problem(where, found, expected, remedy, Severity.WARNING)


@dataclass(frozen=True)
class Known:
    """The ids of one kind. Not `complete` where some entry could not be read: then nobody is accused of naming it."""

    noun: str
    ids: frozenset[str]
    complete: bool = True
    of: str = ""

    def unknown(self, where: Place, word: str) -> Iterator[Problem]:
        """The problem of naming something that is not there."""
        if word not in self.ids and self.complete:
            remedy = did_you_mean(word, self.ids) or (f"define the {self.noun} first" if not self.ids else "")
            found = f"{self.of} has no {self.noun} '{word}'" if self.of else f"unknown {self.noun} '{word}'"
            yield error(where, found, remedy=remedy)


_IDENTIFIER = re.compile(r"[a-z][a-z0-9_-]*")


class World:
    """Every file of a playbook by its name without `.yaml`; a file that failed stands here as its empty model."""

    def __init__(self, definitions: Mapping[str, Part[Any]], records: Mapping[str, Part[Any]]) -> None:
        self.definitions = definitions
        self.records = records

    @cached_property
    def playbook(self) -> Playbook:
        """The playbook as far as it could be read."""
        return Playbook(
            Definitions(**{name: self.definitions[name].model for name in DEFINITION_FILES}),
            Records(**{name: self.records[name].model for name in RECORD_FILES}),
        )

    def definition(self, name: str) -> Entry[Any]:
        """The top of a file of definitions."""
        return Entry(self.definitions[name].model, self.definitions[name])

    def record(self, name: str) -> Entry[Any]:
        """The top of a file of records."""
        return Entry(self.records[name].model, self.records[name])

    def listed(self, top: Entry[Any], name: str) -> tuple[Entry[Any], ...]:
        """The entries of one list at the top of a file."""
        return tuple(top.each(name, getattr(top.value, name)))

    @cached_property
    def charter(self) -> Entry[CharterDefinitions]:
        return self.definition("charter")

    @cached_property
    def charter_records(self) -> Entry[CharterRecords]:
        return self.record("charter")

    @property
    def start(self) -> date | None:
        """First day of the charter; None while it has not started or its file could not be read."""
        return self.playbook.records.charter.start

    @cached_property
    def phases(self) -> tuple[Entry[Phase], ...]:
        return self.listed(self.charter, "phases")

    @cached_property
    def deliverables(self) -> tuple[Entry[Deliverable], ...]:
        return tuple(entry for phase in self.phases for entry in phase.each("deliverables", phase.value.deliverables))

    @cached_property
    def metrics(self) -> tuple[Entry[Metric], ...]:
        return self.listed(self.definition("metrics"), "metrics")

    @cached_property
    def metrics_meant(self) -> dict[str, Metric]:
        """Metrics by id; without an id that stands twice, which does not say which of them is meant."""
        times = Counter(entry.value.id for entry in self.metrics)
        return {name: metric for name, metric in self.playbook.metrics.items() if times[name] == 1}

    @cached_property
    def gates(self) -> tuple[Entry[Gate], ...]:
        return self.listed(self.definition("gates"), "gates")

    @cached_property
    def criteria(self) -> tuple[tuple[Entry[Gate], Entry[Criterion]], ...]:
        """Every criterion with its gate."""
        return tuple((gate, entry) for gate in self.gates for entry in gate.each("criteria", gate.value.criteria))

    @cached_property
    def metric_criteria(self) -> tuple[tuple[Entry[Criterion], Metric], ...]:
        """Every criterion on a metric that could be read and whose range runs upwards, with that metric."""
        metrics = {name: metric for name, metric in self.metrics_meant.items() if runs_upwards(metric)}
        return tuple(
            (entry, metrics[entry.value.metric])
            for _, entry in self.criteria
            if entry.value.metric is not None and entry.value.metric in metrics
        )

    @cached_property
    def products(self) -> tuple[Entry[Product], ...]:
        return self.listed(self.record("products"), "products")

    @property
    def seats(self) -> tuple[SeatRecord, ...]:
        return self.playbook.records.team.seats

    def same(self, one: str, other: str, day: date) -> bool:
        """True where both are named and are one person on that day."""
        return bool(one) and bool(other) and same_person(one, other, self.seats, day)

    @cached_property
    def known(self) -> "KnownIds":
        return KnownIds(self)


class KnownIds:
    """Ids by kind, from the text itself, so that an entry that is broken elsewhere is known all the same."""

    def __init__(self, world: World) -> None:
        definitions, records = world.definitions, world.records
        self.metrics = ids_in(definitions["metrics"], "metric", "metrics")
        self.gates = ids_in(definitions["gates"], "gate", "gates")
        self.evidence_kinds = ids_in(definitions["gates"], "kind of evidence", "evidence_kinds")
        self.sign_offs = ids_in(definitions["gates"], "sign-off", "sign_offs")
        self.deliverables = ids_in(definitions["charter"], "deliverable", "phases", "deliverables")
        self.layers = ids_in(definitions["stack"], "layer", "layers")
        self.options = ids_in(definitions["stack"], "option", "layers", "options")
        self.matrix = ids_in(definitions["stack"], "criterion of the matrix", "matrix")
        self.risks = ids_in(definitions["risks"], "risk", "risks")
        self.skill_layers = ids_in(definitions["skills"], "layer of skills", "layers")
        self.ladder = ids_in(definitions["skills"], "level of the ladder", "ladder")
        self.roles = ids_in(definitions["skills"], "role", "roles")
        self.hygiene = ids_in(definitions["workflow"], "check of release hygiene", "hygiene")
        self.parties = ids_in(definitions["accountability"], "party", "parties")
        self.topologies = ids_in(definitions["accountability"], "topology", "topologies")
        self.customer_teams = ids_in(definitions["skills"], "customer-facing team", "customer_teams")
        self.products = ids_in(records["products"], "product", "products")
        self.experiments = ids_in(records["experiments"], "experiment", "experiments")
        self._gates = definitions["gates"]
        self._stack = definitions["stack"]

    def criteria_of(self, gate: str) -> Known:
        """Criteria of one gate."""
        return ids_in(self._gates, "criterion", "gates", "criteria", of=("gate", gate))

    def options_of(self, layer: str) -> Known:
        """Options of one layer."""
        return ids_in(self._stack, "option", "layers", "options", of=("layer", layer))


def ids_in(part: Part[Any], noun: str, *lists: str, of: tuple[str, str] | None = None) -> Known:
    """Ids of the entries of a list (or of the lists inside the entries of a list), as the text has them."""
    if part.failed or any(_hides(lost, lists) for lost in part.lost):
        return Known(noun, frozenset(), complete=False)
    if part.document is None:
        return Known(noun, frozenset())
    items, complete = _entries([part.document.data], lists[0])
    # after a repeated key an entry may stand whose own first line is missing
    complete = complete and not any(lost[0] == lists[0] for lost in part.document.lost)
    for name in lists[1:]:
        if of is not None:
            items = [item for item in items if item.get("id") == of[1]]
        items, inner_complete = _entries(items, name)
        complete = complete and inner_complete
    ids = [item.get("id") for item in items]
    # an id that stands twice was meant to be another one, which then cannot be known
    complete = complete and len(set(map(str, ids))) == len(ids)
    complete = complete and all(isinstance(one, str) and _IDENTIFIER.fullmatch(one) for one in ids)
    whose = f"{of[0]} '{of[1]}'" if of is not None else ""
    return Known(noun, frozenset(one for one in ids if isinstance(one, str)), complete, whose)


def _hides(lost: Path, lists: tuple[str, ...]) -> bool:
    """True where what was lost may have been one of the lists: a misspelled or repeated key, or the list itself."""
    if len(lost) <= 1:
        return True
    return len(lists) > 1 and len(lost) == 3 and lost[0] == lists[0] and isinstance(lost[2], str)


def _entries(parents: Iterable[Any], name: str) -> tuple[list[dict[str, Any]], bool]:
    entries: list[dict[str, Any]] = []
    complete = True
    for parent in parents:
        items = parent.get(name)
        if items is None:
            continue
        if not isinstance(items, list):
            complete = False
            continue
        entries += (item for item in items if isinstance(item, dict))
        complete = complete and all(isinstance(item, dict) for item in items)
    return entries, complete
