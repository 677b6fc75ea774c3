"""All gates at one look: products by gates, the worst first; each verdict leads to its gate."""

from playbook.concerns.gates import wording
from playbook.concerns.gates import wording_page as words
from playbook.page.parts.badges import VERDICT_LOOKS
from playbook.page.parts.grid import Entry, Export, Field, Line, at, grid
from playbook.page.parts.header import Screen, ScreenContext
from playbook.results.gates import GateStatus
from playbook.wording import VERDICT_WORDS, sentence_case

PRODUCTS_A_PAGE = 10
_LAST = 9.0


def matrix(context: ScreenContext, chosen: GateStatus) -> None:
    """Products down, gates across; the download has every verdict with its words."""
    products: dict[str, list[GateStatus]] = {}
    for gate in context.gates:
        products.setdefault(gate.product, []).append(gate)
    names = {gate.gate: gate.gate_name for gate in context.gates}
    fields = (Field(words.MATRIX_PRODUCT), *(Field(name) for name in names.values()))
    lines = []
    for product, gates in sorted(products.items(), key=lambda entry: _gravity(entry[1])):
        cells = {gate.gate: gate for gate in gates}
        lines.append(Line(product, (gates[0].product_name, *(_cell(cells.get(gate)) for gate in names))))
    rows = [
        (
            gate.product_name,
            gate.gate_name,
            VERDICT_WORDS[gate.verdict],
            gate.score,
            gate.score_without_exemptions,
            gate.planned.isoformat() if gate.planned else "",
            sentence_case(gate.because),
        )
        for gate in context.gates
    ]
    export = Export(words.EXPORT_COLUMNS, rows, name="launch-gates")
    here = at(Screen.GATES, chosen.subject)
    grid("gates", fields, lines, label=words.MATRIX, current=here, matrix=True, size=PRODUCTS_A_PAGE, export=export)


def _gravity(gates: list[GateStatus]) -> tuple[float, float]:
    due = [gate for gate in gates if not gate.quiet]
    return min((gate.verdict.rank for gate in due), default=_LAST), min(
        (gate.score or 0.0 for gate in due), default=0.0
    )


def _cell(gate: GateStatus | None) -> Entry:
    """The verdict with its day below; a gate that is not due yet says only when it is."""
    if gate is None:
        return Entry()
    color, icon = VERDICT_LOOKS[gate.verdict]
    about = f"{gate.product_name}, {gate.gate_name}"
    to = at(Screen.GATES, gate.subject)
    if gate.quiet:
        return Entry(to=to, title=about, order=_LAST, badges=((wording.due_words(gate), "plain", ""),))
    badge = (VERDICT_WORDS[gate.verdict], color, icon)
    return Entry(note=words.score_and_day(gate), to=to, title=about, order=gate.verdict.rank, badges=(badge,))
