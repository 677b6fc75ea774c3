"""Deliverables as badges, as an unfolding list and as a table."""

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from playbook import wording_charter as wording
from playbook.charter_status import DeliverableStatus
from playbook.charter_views import Need, belongs
from playbook.screens._evidence import web_link
from playbook.screens._parts import Shown, badge, download, escape_markdown, show_table, state_badge
from playbook.wording import STATE_WORDS, day_text


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


def short(each: DeliverableStatus, today: date) -> str:
    """Markdown of one deliverable that needs somebody: what, why, who, until when."""
    acts = f"{wording.MUST_ACT}: {wording.owner_words(each.who)}; {wording.due_words(each, today)}"
    return (
        f"**{escape_markdown(each.name)}** {badges(each)}  \n"
        f"{escape_markdown(wording.reasons_words(each.reasons))}  \n:gray[{escape_markdown(acts)}]"
    )


def details(each: DeliverableStatus, names: Mapping[str, str], today: date) -> str:
    """Markdown of everything known about one deliverable, a line for each thing."""
    facts = (
        (wording.WHY_PROVEN if each.proven else wording.WHY_NOT_PROVEN, wording.reasons_words(each.reasons)),
        (wording.MUST_ACT, "" if each.proven or each.dropped else wording.owner_words(each.who)),
        (wording.OWNER, f"{wording.owner_words(each.owner)}; {wording.due_words(each, today)}"),
        (wording.DONE_WHEN, each.done_when),
        (wording.WHY_IT_MATTERS, each.why),
        (wording.WAITS_FOR, wording.reasons_words([names.get(other, other) for other in each.waits_for])),
        (wording.NOTE, each.note),
    )
    lines = [f"**{name}:** {escape_markdown(text)}" for name, text in facts if text]
    if each.links:
        lines.append(f"**{wording.EVIDENCE}:** {', '.join(web_link(link) for link in each.links)}")
    return "  \n".join(lines)


def unfolding(kept: Sequence[DeliverableStatus], names: Mapping[str, str], today: date, *, expanded: bool) -> None:
    """Each deliverable as a line that opens."""
    for each in kept:
        with st.expander(f"**{escape_markdown(each.name)}** {badges(each)}", expanded=expanded):
            st.markdown(details(each, names, today))


def table(kept: Sequence[DeliverableStatus], today: date) -> None:
    """The columns that fit a page; the download holds the rest."""
    rows = [
        (
            each.name,
            Shown(state_badge(each.state), STATE_WORDS[each.state]),
            Shown(proof_badge(each), wording.WORD_PROVEN if each.proven else ""),
            day_text(each.due, today),
            "" if each.proven or each.dropped else wording.owner_words(each.who),
            wording.reasons_words(each.reasons),
        )
        for each in kept
    ]
    show_table(wording.COLUMNS_SHOWN, rows, name="charter-shown", alt=wording.table_alt(len(rows)), downloadable=False)


def take_away(kept: Sequence[DeliverableStatus], phases: Mapping[str, str]) -> None:
    """The download of the deliverables that are shown."""
    rows = [
        (
            each.name,
            phases[each.phase],
            STATE_WORDS[each.state],
            wording.yes_no(each.claimed),
            wording.yes_no(each.proven),
            each.weight,
            each.due,
            each.late_days,
            each.owner,
            each.who,
            wording.reasons_words(each.reasons),
            each.done_when,
            each.note,
            " ".join(each.links),
        )
        for each in kept
    ]
    download(wording.COLUMNS, rows, name="charter-deliverables")
