"""What can be supposed of a gate: outcomes, lines, scores, the weights of readiness, and any field by its address."""

from collections.abc import Iterator
from dataclasses import dataclass

import streamlit as st
from streamlit.elements.lib.mutable_expander_container import ExpanderContainer

from metrics.definition import Kind, Metric
from playbook.model.charter import AreaWeights
from playbook.model.conditions import Condition
from playbook.model.criteria import Criterion
from playbook.page.parts.header import ScreenContext, escape_markdown, outcome_badge
from playbook.page.parts.headings import heading
from playbook.page.screens.what_if import wording
from playbook.readiness.bars.edit import Edit, NotSet, parse_edit
from playbook.results.gates import CriterionStatus, GateStatus
from playbook.verdict import Area, Outcome
from playbook.wording import AREA_WORDS

SET, MET, NOT_MET = "set", "met", "not_met"
_STEPS = 100
_MOST_IN_ADDRESS = 40


@dataclass(frozen=True, slots=True)
class Supposed:
    """Edits of definitions, and outcomes by criterion of the gate."""

    edits: tuple[Edit, ...] = ()
    outcomes: tuple[tuple[str, Outcome], ...] = ()

    @property
    def something(self) -> bool:
        """Whether anything is supposed."""
        return bool(self.edits or self.outcomes)

    @property
    def in_address(self) -> dict[str, list[str]]:
        """As the address says it."""
        return {
            SET: [f"{edit.what}={edit.value}" for edit in self.edits],
            MET: [name for name, outcome in self.outcomes if outcome is Outcome.MET],
            NOT_MET: [name for name, outcome in self.outcomes if outcome is Outcome.NOT_MET],
        }


def supposed_in_address() -> Supposed:
    """What an address supposes; what is no edit in it is left out."""
    edits = []
    for text in st.query_params.get_all(SET)[:_MOST_IN_ADDRESS]:
        try:
            edits.append(parse_edit(text))
        except NotSet as reason:
            st.info(escape_markdown(reason), icon=":material/info:")
    outcomes = [
        (name, outcome)
        for key, outcome in ((MET, Outcome.MET), (NOT_MET, Outcome.NOT_MET))
        for name in st.query_params.get_all(key)[:_MOST_IN_ADDRESS]
    ]
    return Supposed(tuple(edits), tuple(outcomes))


def controls(gate: GateStatus, context: ScreenContext, start: Supposed) -> Supposed:
    """Draws them, each at what the address supposes or else as it is today; returns what is supposed now."""
    begun = {edit.what: edit.value for edit in start.edits}
    said = dict(start.outcomes)
    definition = context.playbook.gates[gate.gate]
    criteria = {criterion.id: criterion for criterion in definition.criteria}
    root = f"gates.{gate.gate}"
    edits: list[Edit] = []
    outcomes: list[tuple[str, Outcome]] = []
    heading(wording.LINES)
    applicable = [one for one in gate.criteria if one.outcome not in (Outcome.NOT_APPLICABLE, Outcome.OBSERVING)]
    still_open = [one for one in applicable if one.outcome is not Outcome.MET]
    met = [one for one in applicable if one.outcome is Outcome.MET]
    moved = {name for name, _ in start.outcomes} | {what.split(".")[3] for what in begun if what.count(".") > 3}
    folded = _folded(wording.met_lines(len(met)), f"met-{gate.subject}", opened=any(one.id in moved for one in met))
    for listed, place in ((still_open, st.container(gap="small")), (met, folded)):
        with place:
            for status in listed:
                where = f"{root}.criteria.{status.id}.pass"
                seen = place is not folded or folded.open
                chosen = _outcome(gate, status, said.get(status.id)) if seen else said.get(status.id)
                if chosen is not None:
                    outcomes.append((status.id, chosen))
                    begun.pop(where, None)
                elif status.id in criteria and seen:
                    edits += _line(criteria[status.id], where, begun.pop(where, None), context.playbook.metrics)
                elif where in begun:
                    edits.append(Edit(where, begun.pop(where)))
    heading(wording.SCORES)
    for name, label, today in (
        ("go", wording.GO_FROM, definition.go),
        ("conditions", wording.CONDITIONS_FROM, definition.conditions),
    ):
        edits += _number(f"{root}.{name}", label, today, begun.pop(f"{root}.{name}", None))
    weights = context.playbook.definitions.charter.charter.weights
    with (folded := _folded(wording.WEIGHTS, "weights", opened=False)):
        for name in AreaWeights.model_fields:
            where = f"charter.weights.{name}"
            label = wording.weight_label(AREA_WORDS[Area(name)])
            if folded.open:
                edits += _number(where, label, getattr(weights, name), begun.pop(where, None))
            elif where in begun:
                edits.append(Edit(where, begun.pop(where)))
    edits += _any_other(begun)
    return Supposed(tuple(edits), tuple(outcomes))


def _folded(label: str, name: str, *, opened: bool) -> ExpanderContainer:
    """A place for what few people move: drawn only while it is open; what is supposed in it holds meanwhile."""
    return st.expander(label, expanded=opened, key=f"what-if-{name}-open", on_change="rerun")


def _outcome(gate: GateStatus, status: CriterionStatus, said: Outcome | None) -> Outcome | None:
    """What is supposed of a line: nothing, or how it stands."""
    choices = {wording.AS_IT_IS: None, wording.MET: Outcome.MET, wording.NOT_MET: Outcome.NOT_MET}
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"{outcome_badge(status.outcome)} {escape_markdown(status.name)}", width="stretch")
        chosen = st.radio(
            escape_markdown(wording.outcome_label(status.name)),
            list(choices),
            index=list(choices.values()).index(said),
            horizontal=True,
            label_visibility="collapsed",
            width="content",
            key=f"what-if-{gate.subject}-{status.id}",
        )
    return choices[chosen]


def _number(where: str, label: str, today: float, begun: str | None) -> Iterator[Edit]:
    start = float(min(max(_read(begun, today), 0), 100))
    value = st.slider(label, 0.0, 100.0, start, step=1.0, format="%.0f", key=f"what-if-{where}")
    if value != today:
        yield Edit(where, f"{value:g}")


def _line(criterion: Criterion, where: str, begun: str | None, metrics: dict[str, Metric]) -> Iterator[Edit]:
    """A slider for a line that is one comparison with a number; other lines are edited by their address."""
    line, metric = criterion.pass_line, metrics.get(criterion.metric or "")
    if not isinstance(line, Condition) or line.relative or metric is None:
        if begun is not None:
            yield Edit(where, begun)
        return
    share = metric.kind is Kind.RATE
    start = _read(None if begun is None else begun.removeprefix(line.operator).strip(), line.number)
    high = 1.0 if share and line.number > 0.5 else max(2 * abs(line.number), 1.2 * abs(start), 0.1 if share else 1.0)
    low = -high if line.number < 0 else 0.0
    scale = 100.0 if share else 1.0
    value = st.slider(
        escape_markdown(wording.line_label(line, metric)),
        low * scale,
        high * scale,
        min(max(start, low), high) * scale,
        step=(high - low) * scale / _STEPS,
        format="%.1f%%" if share else "%g",
        key=f"what-if-{where}",
    )
    number = round(value / scale, 6)
    if abs(number - line.number) > (high - low) / _STEPS / 10:
        yield Edit(where, f"{line.operator} {number:g}")


def _read(text: str | None, today: float) -> float:
    try:
        return float(text or today)
    except ValueError:
        return float(today)


def _any_other(begun: dict[str, str]) -> Iterator[Edit]:
    with st.expander(wording.MORE, expanded=bool(begun)):
        typed = st.text_area(
            wording.MORE,
            "\n".join(f"{what}={value}" for what, value in begun.items()),
            help=wording.MORE_HELP,
            placeholder=wording.MORE_HELP,
            label_visibility="collapsed",
            key="what-if-more",
        )
        for text in typed.splitlines()[:_MOST_IN_ADDRESS]:
            if text.strip():
                try:
                    yield parse_edit(text.strip())
                except NotSet as reason:
                    st.warning(escape_markdown(reason), icon=":material/error:")
