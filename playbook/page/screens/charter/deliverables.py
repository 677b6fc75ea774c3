"""Deliverables as badges, what needs somebody, what comes next, and one of them in full."""

from collections.abc import Sequence

import streamlit as st

from playbook.concerns.charter import wording
from playbook.concerns.charter.views import URGENT, Need, belongs, due_next, needing_somebody
from playbook.page.parts.badges import STATE_LOOKS
from playbook.page.parts.cells import web_link
from playbook.page.parts.grid import Badge
from playbook.page.parts.header import Screen, ScreenContext, badge, escape_markdown, link_to
from playbook.page.parts.headings import heading
from playbook.page.parts.record_links import record_link
from playbook.page.screens.record import wording as form
from playbook.results.charter import DeliverableStatus
from playbook.wording import STATE_WORDS


def marks(each: DeliverableStatus) -> list[Badge]:
    """State, proof and a missing owner; never color alone."""
    found: list[Badge]
    if each.proven:
        found = [(wording.WORD_PROVEN, "green", "verified")]
    elif each.claimed:
        found = [(wording.WORD_CLAIMED_ONLY, "orange", "unpublished")]
    else:
        found = [(STATE_WORDS[each.state], *STATE_LOOKS[each.state])]
    if belongs(each, Need.UNOWNED):
        found.append((wording.WORD_NO_OWNER, "orange", "person_off"))
    return found


def attention(deliverables: Sequence[DeliverableStatus]) -> None:
    """How many are late, blocked, unowned or claimed without proof; they stand first in the table."""
    needy = needing_somebody(deliverables)
    counts = [sum(belongs(each, need) for each in needy) for need in URGENT]
    st.markdown(escape_markdown(wording.attention_sentence(*counts)))


def coming(deliverables: Sequence[DeliverableStatus], context: ScreenContext) -> None:
    """What comes up in the next two weeks."""
    ahead = due_next(deliverables, context.as_of)
    if not ahead:
        return
    with st.container(border=True):
        heading(wording.DUE_NEXT)
        lines = (wording.next_line(each, context.as_of) for each in ahead)
        st.markdown("\n".join(f"- **{escape_markdown(name)}**: {escape_markdown(rest)}" for name, rest in lines))


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
    late = [(wording.late_word(each.late_days), "red", "schedule")] if belongs(each, Need.LATE) else []
    st.markdown(" ".join(badge(*mark) for mark in [*marks(each), *late]))
    st.markdown(details(each, context))
    with st.container(horizontal=True):
        link_to_proof(each, context)
        if not each.dropped:
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
