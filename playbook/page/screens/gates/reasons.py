"""Why a gate says what it says, what would turn it, and who must act."""

import streamlit as st

from playbook.concerns.gates import wording
from playbook.concerns.gates.criteria import criteria_of
from playbook.page.parts.header import ScreenContext, badge, escape_markdown, outcome_badge, verdict_badge
from playbook.page.parts.headings import heading
from playbook.page.parts.links import Screen, link_to
from playbook.page.parts.wording import about
from playbook.results.gates import CriterionStatus, GateStatus
from playbook.wording import sentence_case


def link_to_reason(line: CriterionStatus, gate: GateStatus, context: ScreenContext) -> None:
    """A link where another screen says more; sign-offs and evidence are shown on the gate's own page."""
    definitions = context.workspace.once(
        (link_to_reason, gate.gate),
        lambda: {known.id: known for known in criteria_of(context.playbook.gates[gate.gate])},
        context.as_of,
        context.basis,
    )
    definition = definitions[line.id]
    if line.metric is not None:
        link_to(Screen.NORTH_STAR, about(wording.SEE_METRIC, line.name), subject=line.metric, product=gate.product)
    elif line.kind == "gate":
        link_to(
            Screen.GATES,
            about(wording.SEE_GATE, line.name),
            subject=f"{gate.product}/{definition.gate}",
            product=gate.product,
        )
    elif line.kind == "experiments":
        link_to(Screen.EXPERIMENTS, about(wording.SEE_EXPERIMENTS, line.name), product=gate.product)
    elif definition.risk is not None:
        link_to(
            Screen.RISKS,
            about(wording.SEE_RISK, line.name),
            subject=f"{definition.risk}/{gate.product}",
            product=gate.product,
        )
    elif line.kind == "vendors":
        link_to(Screen.VENDORS, about(wording.SEE_VENDORS, line.name), product=gate.product)
    elif line.kind == "incidents":
        link_to(Screen.RISKS, about(wording.SEE_INCIDENTS, line.name), product=gate.product)
    elif definition.deliverable is not None:
        link_to(Screen.CHARTER, about(wording.SEE_DELIVERABLE, line.name), subject=definition.deliverable)
    elif definition.stack is not None:
        link_to(Screen.STACK, about(wording.SEE_LAYER, line.name), subject=definition.stack)


def why(gate: GateStatus, context: ScreenContext) -> None:
    heading(wording.WHY_TITLE)
    in_the_way = [line for line in gate.criteria if line.outcome not in wording.OUT_OF_THE_WAY]
    if not gate.blocking:
        st.markdown(badge(wording.NOTHING_BLOCKS, "green", "check_circle"))
    if not in_the_way:
        return
    if not gate.blocking:
        st.subheader(wording.CONDITIONS_TITLE, anchor=False)
    for line in sorted(in_the_way, key=lambda line: (not line.key, -line.weight)):
        with st.container(gap="xxsmall"):
            mark = f" {badge(wording.KEY, 'blue', 'key')}" if line.key else ""
            reason = escape_markdown(sentence_case(line.reason))
            st.markdown(f"{outcome_badge(line.outcome)}{mark} **{escape_markdown(line.name)}**  \n{reason}")
            link_to_reason(line, gate, context)


def turn(gate: GateStatus) -> None:
    heading(wording.TURN_TITLE)
    if not gate.flips:
        st.markdown(wording.NOTHING_TURNS if gate.verdict.rank == 4 else wording.NO_TURN)
    listed: tuple[str, ...] = ()
    for flip in gate.flips:
        # what is listed above is not said again, where all of it is needed here too
        goes_on = bool(listed) and set(listed) <= set(flip.changes)
        changes = [change for change in flip.changes if not (goes_on and change in listed)]
        words = wording.turn_words(flip.to, len(flip.changes), len(listed) if goes_on else 0)
        st.markdown(f"{verdict_badge(flip.to)} {escape_markdown(words)}")
        start = len(listed) + 1 if goes_on else 1
        st.markdown("\n".join(f"{number}. {escape_markdown(change)}" for number, change in enumerate(changes, start)))
        listed = tuple(flip.changes)


def who(gate: GateStatus) -> None:
    heading(wording.WHO_TITLE)
    to_do: dict[str, list[str]] = {}
    for line in gate.criteria:
        if line.outcome not in wording.OUT_OF_THE_WAY:
            # the changes above say what to do; here it is enough to name what each seat owes
            said = any(line.id in flip.criteria for flip in gate.flips)
            to_do.setdefault(line.who or gate.owner, []).append(line.name if said else wording.action_words(line))
    if not to_do:
        st.markdown(wording.NO_ACTION)
    lines = [
        f"- **{escape_markdown(sentence_case(wording.actor_words(who)))}:** {escape_markdown('; '.join(actions))}"
        for who, actions in to_do.items()
    ]
    st.markdown("\n".join(lines))
