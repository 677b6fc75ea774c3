"""Every id is unique, and every id that is named somewhere is defined somewhere."""

from collections.abc import Iterable, Iterator
from typing import Any

from metrics.problems import Place, Problem
from playbook.loading.one_file import Entry
from playbook.loading.rules.world import Known, World, error
from playbook.model.charter import Proof
from playbook.model.conditions import parse_reopen
from playbook.model.fields import Refused


def ids_are_unique(world: World) -> Iterator[Problem]:
    """An id stands for one thing: two metrics, gates, products … may not share one."""
    stack, gates, skills = world.definition("stack"), world.definition("gates"), world.definition("skills")
    layers = world.listed(stack, "layers")
    yield from _twice("metric", world.metrics)
    yield from _twice("phase", world.phases)
    yield from _twice("deliverable", world.deliverables)
    yield from _twice("kind of evidence", world.listed(gates, "evidence_kinds"))
    yield from _twice("sign-off", world.listed(gates, "sign_offs"))
    yield from _twice("gate", world.gates)
    for gate in world.gates:
        yield from _twice(f"criterion of gate '{gate.value.id}'", gate.each("criteria", gate.value.criteria))
    yield from _twice("criterion of the matrix", world.listed(stack, "matrix"))
    yield from _twice("layer", layers)
    yield from _twice("option", (option for layer in layers for option in layer.each("options", layer.value.options)))
    yield from _twice("risk", world.listed(world.definition("risks"), "risks"))
    yield from _twice("layer of skills", world.listed(skills, "layers"))
    yield from _twice("level of the ladder", world.listed(skills, "ladder"))
    yield from _twice("role", world.listed(skills, "roles"))
    yield from _twice("check of release hygiene", world.listed(world.definition("workflow"), "hygiene"))
    yield from _twice("party", world.listed(world.definition("accountability"), "parties"))
    yield from _twice("topology", world.listed(world.definition("accountability"), "topologies"))
    yield from _twice("customer-facing team", world.listed(skills, "customer_teams"))
    yield from _twice("product", world.products)
    yield from _twice("experiment", world.listed(world.record("experiments"), "experiments"))


def _twice(noun: str, entries: Iterable[Entry[Any]]) -> Iterator[Problem]:
    first: dict[str, Entry[Any]] = {}
    for entry in entries:
        name = entry.value.id
        if name in first:
            line = first[name].at("id").line
            yield error(
                entry.at("id"), f"second {noun} '{name}'", remedy=f"the first stands in line {line}; rename one"
            )
        else:
            first[name] = entry


def audit_rules_stand_once(world: World) -> Iterator[Problem]:
    """Each rule of the experiment audit has one bar."""
    audit = world.definition("experiments")
    rules = audit.step("audit", audit.value.audit)
    first: dict[str, int | None] = {}
    for entry in rules.each("rules", rules.value.rules):
        name = entry.value.rule.value
        if name in first:
            yield error(
                entry.at("rule"), f"second bar for rule '{name}'", remedy=f"the first stands in line {first[name]}"
            )
        first.setdefault(name, entry.at("rule").line)


def criteria_name_what_is_defined(world: World) -> Iterator[Problem]:
    """A criterion asks for a metric, kind of evidence, sign-off, deliverable, layer, risk or gate that is defined."""
    known = world.known
    kinds: dict[str, Known] = {
        "metric": known.metrics,
        "evidence": known.evidence_kinds,
        "sign_off": known.sign_offs,
        "deliverable": known.deliverables,
        "stack": known.layers,
        "risk": known.risks,
        "gate": known.gates,
    }
    for _, entry in world.criteria:
        kind = entry.value.kind
        if kind in kinds:
            yield from kinds[kind].unknown(entry.value_at(kind), getattr(entry.value, kind))
        applies = entry.step("applies", entry.value.applies)
        yield from all_known(applies, "products", applies.value.products or (), known.products)


def gates_follow_gates_that_exist(world: World) -> Iterator[Problem]:
    """`after` of a gate names other gates."""
    for gate in world.gates:
        yield from all_known(gate, "after", gate.value.after, world.known.gates)


def deliverables_name_what_is_defined(world: World) -> Iterator[Problem]:
    """`after` and `proof` of a deliverable name things that are defined."""
    for entry in world.deliverables:
        yield from all_known(entry, "after", entry.value.after, world.known.deliverables)
        for proof in entry.each("proof", entry.value.proof):
            yield from _proof(proof, world)


def _proof(entry: Entry[Proof], world: World) -> Iterator[Problem]:
    known, proof = world.known, entry.value
    plain = {
        "evidence": known.evidence_kinds,
        "stack": known.layers,
        "deliverable": known.deliverables,
        "risk": known.risks,
    }
    if proof.kind in plain:
        yield from plain[proof.kind].unknown(entry.value_at(proof.kind), getattr(proof, proof.kind))
    if proof.gate is not None:
        yield from known.gates.unknown(entry.value_at("gate", "gate"), proof.gate.gate)
    if proof.metrics_reported is not None:
        reported = entry.step("metrics_reported", proof.metrics_reported)
        yield from all_known(reported, "metrics", reported.value.metrics, known.metrics)
    if proof.accountability is not None:
        agreed = entry.step("accountability", proof.accountability)
        yield from all_known(agreed, "parties", agreed.value.parties, known.parties)


def guardrails_name_metrics(world: World) -> Iterator[Problem]:
    """`guardrail_for` names other metrics, not the metric itself."""
    for entry in world.metrics:
        yield from all_known(entry, "guardrail_for", entry.value.guardrail_for, world.known.metrics)
        if entry.value.id in entry.value.guardrail_for:
            where = entry.at("guardrail_for")
            yield error(where, f"'{entry.value.id}' is its own guardrail", "other metrics", "take it out of the list")


def risks_are_tied_to_what_is_defined(world: World) -> Iterator[Problem]:
    """`tied_to` of a risk names deliverables or gates."""
    known = world.known
    either = Known(
        "deliverable or gate",
        known.deliverables.ids | known.gates.ids,
        known.deliverables.complete and known.gates.complete,
    )
    for entry in world.listed(world.definition("risks"), "risks"):
        yield from all_known(entry, "tied_to", entry.value.tied_to, either)


def records_name_what_is_defined(world: World) -> Iterator[Problem]:
    """Progress, plans, evidence, assessments, sign-offs, exemptions and decisions name things that are defined."""
    known = world.known
    for progress in world.listed(world.charter_records, "progress"):
        yield from one_known(progress, "deliverable", known.deliverables)
        for evidence in progress.each("evidence", progress.value.evidence):
            yield from one_known(evidence, "kind", known.evidence_kinds)
    for product in world.products:
        for planned in product.each("planned", product.value.planned):
            yield from one_known(planned, "gate", known.gates)
    for evidence in world.listed(world.record("evidence"), "evidence"):
        yield from one_known(evidence, "kind", known.evidence_kinds)
        yield from one_known(evidence, "product", known.products)
    for assessment in world.listed(world.record("risks"), "assessments"):
        yield from one_known(assessment, "risk", known.risks)
        yield from one_known(assessment, "product", known.products)
    for name in ("sign_offs", "exemptions", "decisions", "done"):
        for entry in world.listed(world.record("decisions" if name == "done" else name), name):
            yield from one_known(entry, "product", known.products)
            yield from one_known(entry, "gate", known.gates)
            if name in ("sign_offs", "exemptions") and entry.value.gate in known.gates.ids:
                yield from one_known(entry, "criterion", known.criteria_of(entry.value.gate))


def experiments_name_what_is_recorded(world: World) -> Iterator[Problem]:
    """`product`, `duplicate_of` and `into` of an experiment name a product or another experiment."""
    known = world.known
    either = Known(
        "experiment or product",
        known.experiments.ids | known.products.ids,
        known.experiments.complete and known.products.complete,
    )
    for entry in world.listed(world.record("experiments"), "experiments"):
        yield from one_known(entry, "product", known.products)
        yield from one_known(entry, "duplicate_of", known.experiments)
        for sighting in entry.each("seen", entry.value.seen):
            yield from one_known(sighting, "product", known.products)
        for decision in entry.each("decisions", entry.value.decisions):
            yield from one_known(decision, "into", either)


def stack_records_name_what_is_defined(world: World) -> Iterator[Problem]:
    """Choices and scores name a layer, an option of that layer and criteria of the matrix."""
    known, stack = world.known, world.record("stack")
    for choice in world.listed(stack, "choices"):
        yield from one_known(choice, "layer", known.layers)
        if choice.value.layer in known.layers.ids:
            yield from one_known(choice, "option", known.options_of(choice.value.layer))
    for entry in world.listed(stack, "scores"):
        yield from one_known(entry, "option", known.options)
        for name in entry.value.scores:
            yield from known.matrix.unknown(entry.at("scores", name), name)


def reopening_conditions_can_be_read(world: World) -> Iterator[Problem]:
    """`reopen_when` is a metric, a comparison and a number, then `for N weeks` where it must last."""
    for choice in world.listed(world.record("stack"), "choices"):
        for index, text in enumerate(choice.value.reopen_when):
            where = choice.value_at("reopen_when", index)
            try:
                condition = parse_reopen(text)
            except Refused as reason:
                yield unreadable(where, text, reason)
            else:
                yield from world.known.metrics.unknown(where, condition.metric)


def unreadable(where: Place, text: str, reason: Refused) -> Problem:
    """The problem of a line that a small grammar cannot read."""
    if reason.expected:
        return error(where, f"'{text}' says no condition", reason.expected)
    return error(where, reason.found, remedy=reason.remedy)


def one_known(entry: Entry[Any], key: str, known: Known) -> Iterator[Problem]:
    """The problem of a key that names something which is not there; a key without a value names nothing."""
    name = getattr(entry.value, key)
    if name is not None:
        yield from known.unknown(entry.value_at(key), name)


def all_known(entry: Entry[Any], key: str, names: Iterable[str], known: Known) -> Iterator[Problem]:
    """The problems of a list that names things which are not there."""
    for index, name in enumerate(names):
        yield from known.unknown(entry.value_at(key, index), name)
