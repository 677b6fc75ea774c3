"""Deliverables as badges, as an unfolding list and as a table."""

from collections.abc import Sequence

import streamlit as st

from playbook.concerns.charter import wording
from playbook.concerns.charter.views import URGENT, Need, belongs, due_next, needing_somebody
from playbook.page.parts.cells import web_link
from playbook.page.parts.header import Screen, ScreenContext, badge, beside, escape_markdown, link_to, state_badge
from playbook.page.parts.record_links import record_link
from playbook.page.screens.record import wording as form
from playbook.results.charter import DeliverableStatus


def proof_badge(each: DeliverableStatus) -> str:
    """Proven, claimed only or not even claimed: icon, word and colour."""
    if each.proven:
        return badge(wording.WORD_PROVEN, "green", "verified")
    if each.claimed:
        return badge(wording.WORD_CLAIMED_ONLY, "orange", "unpublished")
    return badge(wording.WORD_NOT_CLAIMED, "gray", "radio_button_unchecked")


def badges(each: DeliverableStatus) -> str:
    """State, proof, lateness and a missing owner."""
    shown = [] if each.proven else [state_badge(each.state)]
    if each.claimed:
        shown.append(proof_badge(each))
    if belongs(each, Need.LATE):
        shown.append(badge(wording.late_word(each.late_days), "red", "schedule"))
    if belongs(each, Need.UNOWNED):
        shown.append(badge(wording.WORD_NO_OWNER, "orange", "person_off"))
    return " ".join(shown)


def attention(deliverables: Sequence[DeliverableStatus], context: ScreenContext) -> None:
    """Late, blocked, unowned and claimed without proof, the longest overdue first."""
    needy = needing_somebody(deliverables)
    counts = [sum(belongs(each, need) for each in needy) for need in URGENT]
    with st.container(border=True):
        st.header(wording.ATTENTION, anchor=False)
        st.markdown(escape_markdown(wording.attention_sentence(*counts)))
        for each in needy:
            short(each, context)


def coming(deliverables: Sequence[DeliverableStatus], context: ScreenContext) -> None:
    """What comes up in the next two weeks."""
    ahead = due_next(deliverables, context.as_of)
    if not ahead:
        return
    with st.container(border=True):
        st.header(wording.DUE_NEXT, anchor=False)
        lines = (wording.next_line(each, context.as_of) for each in ahead)
        st.markdown("\n".join(f"- **{escape_markdown(name)}**: {escape_markdown(rest)}" for name, rest in lines))


def short(each: DeliverableStatus, context: ScreenContext) -> None:
    """One deliverable that needs somebody: what, why, who, until when, and where the reason stands."""
    acts = f"{wording.MUST_ACT}: {wording.owner_words(each.who)}; {due_words(each, context)}"
    words, buttons = beside()
    words.markdown(
        f"**{escape_markdown(each.name)}** {badges(each)}  \n"
        f"{escape_markdown(wording.reasons_words(each.reasons))}  \n:gray[{escape_markdown(acts)}]"
    )
    with buttons:
        link_to_proof(each, context)
        if not each.dropped:
            record_link("progress", form.PROGRESS, deliverable=each.id)


def link_to_proof(each: DeliverableStatus, context: ScreenContext) -> None:
    """A link to the screen that shows what an unproven deliverable is waiting for; none where it waits for evidence."""
    _, definition = context.playbook.deliverables[each.id]
    for proof in definition.proof:
        if proof.experiments_decided is not None:
            link_to(Screen.EXPERIMENTS, wording.TO_EXPERIMENTS)
        elif proof.metrics_reported is not None:
            link_to(Screen.NORTH_STAR, wording.TO_METRICS)
        elif proof.stack is not None:
            link_to(Screen.STACK, wording.TO_LAYER, subject=proof.stack)
        elif proof.gate is not None:
            link_to(Screen.GATES, wording.TO_GATES)
        elif proof.accountability is not None:
            link_to(Screen.ACCOUNTABILITY, wording.TO_ACCOUNTABILITY)
        elif proof.team is not None:
            link_to(Screen.TEAM, wording.TO_TEAM)
        elif proof.deliverable is not None:
            link_to(Screen.CHARTER, wording.TO_DELIVERABLE, subject=proof.deliverable)


def due_words(each: DeliverableStatus, context: ScreenContext) -> str:
    """When it is due; before the charter has a first day only the week is known."""
    return wording.due_words(each, context.as_of, started=context.assessment.start is not None)


def one_deliverable(each: DeliverableStatus, context: ScreenContext) -> None:
    """The deliverable the address asks for, in full."""
    with st.container(border=True):
        st.header(escape_markdown(each.name), anchor=False)
        st.markdown(badges(each))
        st.markdown(details(each, context))
        with st.container(horizontal=True):
            link_to_proof(each, context)
            record_link("progress", form.PROGRESS, deliverable=each.id)


def details(each: DeliverableStatus, context: ScreenContext) -> str:
    """Markdown of everything known about one deliverable, a line for each thing."""
    names = {other.id: other.name for other in context.assessment.charter.deliverables}
    facts = (
        (wording.WHY_PROVEN if each.proven else wording.WHY_NOT_PROVEN, wording.reasons_words(each.reasons)),
        (wording.MUST_ACT, "" if each.proven or each.dropped else wording.owner_words(each.who)),
        (
            wording.OWNER,
            f"{wording.owner_words(each.owner)}; {due_words(each, context)}",
        ),
        (wording.DONE_WHEN, each.done_when),
        (wording.WHY_IT_MATTERS, each.why),
        (wording.WAITS_FOR, wording.reasons_words([names.get(other, other) for other in each.waits_for])),
        (wording.NOTE, each.note),
    )
    lines = [f"**{name}:** {escape_markdown(text)}" for name, text in facts if text]
    if each.links:
        lines.append(f"**{wording.EVIDENCE}:** {', '.join(web_link(link) for link in each.links)}")
    return "  \n".join(lines)


def unfolding(kept: Sequence[DeliverableStatus], context: ScreenContext) -> None:
    """Each deliverable as a line that opens."""
    for each in kept:
        with st.expander(f"**{escape_markdown(each.name)}** {badges(each)}"):
            st.markdown(details(each, context))
