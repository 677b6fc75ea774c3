"""The handbook's pages on the promise: charter, metrics, gates, evidence."""

from collections.abc import Mapping, Sequence

from metrics.definition import Metric, Target
from playbook.documents.document import Block, Heading, Paragraph, Table
from playbook.documents.handbook import wording as words
from playbook.model.gates import Gate
from playbook.model.playbook import Playbook
from playbook.wording import day_text, plural, seat_text, value_text


def plan_pages(playbook: Playbook) -> dict[str, tuple[Block, ...]]:
    """Blocks by page; a page of which nothing is defined is left out."""
    pages = {
        "charter": _charter(playbook),
        "metrics": _metrics(playbook),
        "gates": _gates(playbook),
        "evidence": _evidence(playbook),
    }
    return {slug: blocks for slug, blocks in pages.items() if blocks}


def _charter(playbook: Playbook) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for phase in playbook.definitions.charter.phases:
        blocks.append(Heading(2, phase.title))
        blocks.append(Paragraph(f"{words.weeks(*phase.weeks)} {phase.goal}".strip()))
        rows = tuple(
            (
                deliverable.title,
                words.due(deliverable.due_week),
                seat_text(deliverable.owner),
                deliverable.done_when,
                "; ".join(words.proof_words(proof) for proof in deliverable.proof) or words.NO_PROOF,
                deliverable.why,
            )
            for deliverable in phase.deliverables
        )
        blocks.append(Table(words.DELIVERABLE_COLUMNS, rows, words.DELIVERABLES))
    return tuple(blocks)


def _metrics(playbook: Playbook) -> tuple[Block, ...]:
    blocks: list[Block] = []
    metrics = tuple(playbook.metrics.values())
    names = {product.id: product.title for product in playbook.products.values()}
    for pillar in dict.fromkeys(metric.pillar for metric in metrics):
        blocks.append(Heading(2, pillar.capitalize()))
        rows = tuple(_metric(metric, names) for metric in metrics if metric.pillar is pillar)
        blocks.append(Table(words.METRIC_COLUMNS, rows, pillar.capitalize()))
    return tuple(blocks)


def _targets(metric: Metric, targets: Sequence[Target]) -> str:
    return "; ".join(
        f"{value_text(target.value, metric)} on {day_text(target.date)}"
        + (f" ({target.kind})" if target.kind != "target" else "")
        for target in targets
    )


def _metric(metric: Metric, names: Mapping[str, str]) -> tuple[str, ...]:
    parts = [_targets(metric, metric.targets)] if metric.targets else []
    for product, own in metric.targets_by_product.items():
        parts.append(f"{names.get(product, product)}: {_targets(metric, own)}")
    targets = "; ".join(parts)
    return (metric.name, metric.definition, str(metric.better), targets, seat_text(metric.owner), metric.source)


def _gates(playbook: Playbook) -> tuple[Block, ...]:
    names = _names(playbook)
    return tuple(block for gate in playbook.gates.values() for block in _gate(gate, names))


def _gate(gate: Gate, names: dict[str, str]) -> tuple[Block, ...]:
    rows = tuple(
        (
            criterion.title,
            words.criterion_words(criterion, names),
            words.counts_words(criterion),
            words.whom_words(criterion),
            criterion.why,
        )
        for criterion in gate.criteria
    )
    return (
        Heading(2, gate.title),
        Paragraph(gate.why),
        Paragraph(words.bounds_words(gate.go, gate.conditions)),
        Table(words.CRITERION_COLUMNS, rows, gate.title),
    )


def _names(playbook: Playbook) -> dict[str, str]:
    definitions = playbook.definitions
    named = [
        *((metric.id, metric.name) for metric in playbook.metrics.values()),
        *((kind.id, kind.name) for kind in definitions.gates.evidence_kinds),
        *((role.id, role.name) for role in definitions.gates.sign_offs),
        *((name, deliverable.name) for name, (_, deliverable) in playbook.deliverables.items()),
        *((layer.id, layer.name) for layer in definitions.stack.layers),
        *((risk.id, risk.title) for risk in definitions.risks.risks),
        *((gate.id, gate.title) for gate in playbook.gates.values()),
    ]
    return {key: name for key, name in named if name}


def _evidence(playbook: Playbook) -> tuple[Block, ...]:
    gates = playbook.definitions.gates
    blocks: list[Block] = []
    if gates.evidence_kinds:
        rows = tuple(
            (
                kind.noun,
                kind.what,
                f"the {kind.scope}" if kind.scope == "organization" else f"each {kind.scope}",
                plural(kind.valid_days, "day") if kind.valid_days else "",
                seat_text(kind.owner),
            )
            for kind in gates.evidence_kinds
        )
        blocks += [Heading(2, words.PAGES["evidence"]), Table(words.EVIDENCE_COLUMNS, rows, words.PAGES["evidence"])]
    if gates.sign_offs:
        signed = tuple((role.noun, ", ".join(map(seat_text, role.seats)), role.looks_at) for role in gates.sign_offs)
        blocks += [Heading(2, words.SIGN_OFFS), Table(words.SIGN_OFF_COLUMNS, signed, words.SIGN_OFFS)]
    return tuple(blocks)
