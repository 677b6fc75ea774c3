"""Nothing waits for itself: no circle through `after`, proofs, gates and what gates ask for."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from metrics.problems import Problem, YamlPlace
from playbook.loading.one_file import Entry
from playbook.loading.rules.world import World, error

Node = tuple[str, str]


@dataclass(frozen=True)
class Step:
    """One thing that depends on another; `words` completes "a … b"."""

    words: str
    to: Node
    where: YamlPlace


Graph = Mapping[Node, list[Step]]


def deliverables_do_not_wait_for_themselves(world: World) -> Iterator[Problem]:
    """`after` of deliverables forms no circle."""
    graph: dict[Node, list[Step]] = {}
    for entry in _once(world.deliverables):
        steps = graph.setdefault(("", entry.value.id), [])
        for index, name in enumerate(entry.value.after):
            steps.append(Step("comes after", ("", name), entry.value_at("after", index)))
    yield from _problems(graph, "take one 'after' out")


def proofs_form_no_circle(world: World) -> Iterator[Problem]:
    """Proofs of deliverables, gates (with their sign-offs, which look at the whole gate) and risks form no circle."""
    graph: dict[Node, list[Step]] = {}
    for deliverable in _once(world.deliverables):
        steps = graph.setdefault(("deliverable", deliverable.value.id), [])
        for proof in deliverable.each("proof", deliverable.value.proof):
            rule = proof.value
            if rule.gate is not None:
                steps.append(Step("is proven by", ("gate", rule.gate.gate), proof.at("gate")))
            elif rule.deliverable is not None:
                steps.append(Step("is proven by", ("deliverable", rule.deliverable), proof.at("deliverable")))
            elif rule.risk is not None:
                steps.append(Step("is proven by", ("risk", rule.risk), proof.at("risk")))
    for gate in _once(world.gates):
        steps = graph.setdefault(("gate", gate.value.id), [])
        for index, name in enumerate(gate.value.after):
            steps.append(Step("comes after", ("gate", name), gate.value_at("after", index)))
        for entry in gate.each("criteria", gate.value.criteria):
            kind = entry.value.kind
            if kind in ("gate", "deliverable", "risk"):
                steps.append(Step("asks for", (kind, getattr(entry.value, kind)), entry.at(kind)))
    kinds = {entry.value.id: "deliverable" for entry in world.deliverables}
    for risk in _once(world.listed(world.definition("risks"), "risks")):
        steps = graph.setdefault(("risk", risk.value.id), [])
        for index, name in enumerate(risk.value.tied_to):
            node = (kinds.get(name, "gate"), name)
            steps.append(Step("has its antidote in", node, risk.value_at("tied_to", index)))
    yield from _problems(graph, "take one of these steps out")


def _once(entries: Iterable[Entry[Any]]) -> list[Entry[Any]]:
    """The first entry of each id; a second one has its own problem."""
    return list({entry.value.id: entry for entry in reversed(tuple(entries))}.values())[::-1]


def _problems(graph: Graph, remedy: str) -> Iterator[Problem]:
    done: set[Node] = set()
    for start in graph:
        circle = _circle_from(start, graph) if start not in done else None
        if circle is None:
            continue
        done |= {step.to for step in circle}
        words = " ".join(f"{step.words} {_title(step.to)}" for step in circle[:1])
        words += "".join(f", which {step.words} {_title(step.to)}" for step in circle[1:])
        yield error(circle[0].where, f"a circle: {_title(start)} {words}", remedy=remedy)


def _circle_from(start: Node, graph: Graph) -> list[Step] | None:
    """The shortest way from a node back to itself; None where there is none."""
    ways: list[tuple[Node, list[Step]]] = [(start, [])]
    seen: set[Node] = set()
    for node, way in ways:
        for step in graph.get(node, ()):
            if step.to == start:
                return [*way, step]
            if step.to not in seen:
                seen.add(step.to)
                ways.append((step.to, [*way, step]))
    return None


def _title(node: Node) -> str:
    kind, name = node
    return f"{kind} '{name}'".strip()
