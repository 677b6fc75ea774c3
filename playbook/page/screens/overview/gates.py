"""Products by gates: each verdict in its cell, which leads to the gate; the worst products first."""

import streamlit as st

from playbook.concerns.gates.wording import title as gates_title
from playbook.page.parts.badges import VERDICT_LOOKS
from playbook.page.parts.grid import at
from playbook.page.parts.header import Screen, ScreenContext, link_to
from playbook.page.parts.rows import Cell, Column, show_rows
from playbook.readiness import wording_screen as wording
from playbook.readiness.wording import NO_GATES
from playbook.results.gates import GateStatus
from playbook.verdict import Verdict

SHOWN_PRODUCTS = 3
_NAME = Column("", 104)
_GRAVITY = (Verdict.NO_GO, Verdict.NOT_EVALUATED, Verdict.INCONCLUSIVE, Verdict.GO_WITH_CONDITIONS, Verdict.GO)


def gates(context: ScreenContext) -> None:
    """The matrix of the products that stand worst; how many of each verdict there are in all stands above it."""
    products: dict[str, list[GateStatus]] = {}
    for gate in context.gates:
        products.setdefault(gate.product, []).append(gate)
    with st.container(horizontal=True, vertical_alignment="center", key="head-gates"):
        st.header(gates_title(context.gates), anchor=False, width="stretch")
        link_to(Screen.GATES, wording.all_gates(len(products)), icon="")
    if not products:
        st.markdown(NO_GATES)
        return
    columns = [_NAME, *(Column(gate.gate_name) for gate in next(iter(products.values())))]
    worst = sorted(products.values(), key=_worst)[:SHOWN_PRODUCTS]
    show_rows("gates", columns, [_row(found, context) for found in worst], label=gates_title(context.gates))


def _row(found: list[GateStatus], context: ScreenContext) -> list[Cell]:
    name = Cell(found[0].product_name, strong=True)
    if all(gate.quiet and gate.planned is None for gate in found):
        return [name, Cell(wording.NO_DAY_PLANNED, "gray")]
    return [name, *(_cell(gate, context) for gate in found)]


def _worst(gates: list[GateStatus]) -> tuple[int, float]:
    due = [gate for gate in gates if not gate.quiet]
    return (
        min((_GRAVITY.index(gate.verdict) for gate in due), default=len(_GRAVITY)),
        min((gate.score or 0.0 for gate in due), default=0.0),
    )


def _cell(gate: GateStatus, context: ScreenContext) -> Cell:
    words = wording.gate_cell(gate, context.today)
    if gate.quiet and gate.planned is None:  # nothing to read there yet, and no name of its own for a link
        return Cell()
    color, icon = ("plain", "") if gate.quiet else VERDICT_LOOKS[gate.verdict]
    return Cell(
        words.verdict or words.day,
        color,
        strong=bool(words.verdict),
        below=words.day if words.verdict else "",
        icon=icon,
        tile=True,
        to=at(Screen.GATES, gate.subject, product=gate.product),
        about=f"{gate.product_name}, {gate.gate_name}" + (f": {gate.because}" if words.verdict else ""),
    )
