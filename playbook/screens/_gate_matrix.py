"""All gates at a glance: products by gates, and the table with every verdict in words."""

from playbook import wording_gates as wording
from playbook.gate_status import GateStatus
from playbook.screens._cells import because, kept_together, titled
from playbook.screens._parts import (
    ScreenContext,
    Shown,
    badge,
    download,
    escape_markdown,
    show_table,
    verdict_badge,
)
from playbook.wording import VERDICT_WORDS, score_text
from playbook.wording_overview import after_colon


def matrix(context: ScreenContext) -> None:
    """Products down, gates across: the verdict of what is due, the day of what is not."""
    found = {(gate.product, gate.gate): gate for gate in context.gates}
    gates = {gate.gate: gate.gate_name for gate in context.gates}
    products = {gate.product: gate.product_name for gate in context.gates}
    rows = [
        [f"**{kept_together(name)}**", *(_cell(found.get((product, gate))) for gate in gates)]
        for product, name in products.items()
    ]
    columns = (wording.COLUMN_PRODUCT, *gates.values())
    show_table(
        columns,
        [[Shown(cell, None) for cell in row] for row in rows],
        name="gate-matrix",
        alt=wording.MATRIX_ALT,
        downloadable=False,
    )


def _cell(gate: GateStatus | None) -> str:
    if gate is None:
        return ""
    if gate.quiet:
        return badge(wording.due_words(gate), "gray", "event")
    return f"{verdict_badge(gate.verdict)} {score_text(gate.score)}"


def every_verdict(context: ScreenContext) -> None:
    """Every verdict with its score and day; the download also has the words."""
    columns = (
        wording.COLUMN_PRODUCT,
        wording.COLUMN_GATE,
        wording.COLUMN_VERDICT,
        wording.COLUMN_SCORE,
        wording.COLUMN_WITHOUT,
        wording.COLUMN_DUE,
    )
    rows = [
        (
            Shown(kept_together(gate.product_name), gate.product_name),
            Shown(kept_together(gate.gate_name), gate.gate_name),
            Shown(verdict_badge(gate.verdict, quiet=gate.quiet), VERDICT_WORDS[gate.verdict]),
            Shown(score_text(gate.score), gate.score),
            Shown(score_text(gate.score_without_exemptions), gate.score_without_exemptions),
            Shown(escape_markdown(wording.due_words(gate)), gate.planned.isoformat() if gate.planned else ""),
        )
        for gate in context.gates
    ]
    shown = [
        (
            titled(Shown(kept_together(gate.product_name), None), gate.gate_name),
            because(
                Shown(f"{row[2].markdown} {escape_markdown(wording.score_cell(gate))}", None),
                "",
                wording.due_words(gate),
            ),
        )
        for row, gate in zip(rows, context.gates, strict=True)
    ]
    show_table(wording.ALL_COLUMNS_SHOWN, shown, name="gates-shown", alt=wording.ALL_TITLE, downloadable=False)
    with_words = [(*row, after_colon(gate.words)) for row, gate in zip(rows, context.gates, strict=True)]
    download((*columns, wording.COLUMN_WORDS), with_words, name="launch-gates")
