"""The parts of the meeting for the meeting room: follow-ups, headline, metrics, gates, signatures, decisions."""

from collections.abc import Mapping, Sequence

import streamlit as st

from playbook.concerns.control.reviews import metric_controls
from playbook.documents.report import wording as report_words
from playbook.documents.review import wording
from playbook.glossary import explained
from playbook.page.parts.cells import person
from playbook.page.parts.header import (
    Screen,
    ScreenContext,
    badge,
    beside,
    escape_markdown,
    link_to,
    outcome_badge,
    verdict_badge,
)
from playbook.page.parts.headings import heading
from playbook.page.parts.record_links import record_link
from playbook.page.parts.wording import about
from playbook.page.screens.north_star.card import metric_card
from playbook.page.screens.record import wording as form
from playbook.page.screens.review.changes import conditions
from playbook.readiness import wording as overview
from playbook.readiness.agenda import Agenda
from playbook.readiness.decisions import DecisionKind, DecisionNeeded
from playbook.readiness.due.by_seat import DueItem, DueKind, due_by_seat
from playbook.readiness.wording_headline import beside_the_score
from playbook.readiness.wording_notices import more
from playbook.wording import VERDICT_WORDS, day_text, owner_text, score_text, sentence_case

Owed = Mapping[tuple[DueKind, str], Sequence[DueItem]]
"""What is owed and has a form, by what it is and its subject."""


def owed_by_all(context: ScreenContext) -> Owed:
    """Everything that anybody owes; asked for once where many links are drawn."""
    found: dict[tuple[DueKind, str], list[DueItem]] = {}
    for seat in context.workspace.ask(due_by_seat, context.as_of, context.basis):
        for item in seat.items:
            if item.form:
                found.setdefault((item.kind, item.subject), []).append(item)
    return found


def form_link(owed: Owed, kind: DueKind, subject: str, *, what: str = "", criterion: str = "") -> None:
    """The link to the form of one thing owed: the decision called `what`, or the signature for `criterion`."""
    if (item := owed_for(owed, kind, subject, what=what, criterion=criterion)) is not None:
        _link(item)


def owed_for(owed: Owed, kind: DueKind, subject: str, *, what: str = "", criterion: str = "") -> DueItem | None:
    """What is owed about one subject and has a form; None where nothing is."""
    for item in owed.get((kind, subject), ()):
        if what in ("", item.what) and criterion in ("", dict(item.fill).get("criterion")):
            return item
    return None


def _link(item: DueItem) -> None:
    record_link(
        item.form, about(form.LINKS.get(item.form, form.RECORD_IT), item.what), about=item.product, **dict(item.fill)
    )


CARDS_IN_A_ROW = 3
"""Four would cut the longer names of metrics off."""
MOST_LISTED = 20
MOST_DECISIONS = 30


def follow_ups(agenda: Agenda, context: ScreenContext) -> None:
    """What earlier reviews agreed: open ones first, then what was done since the last one."""
    heading(wording.FOLLOW_UPS_TITLE)
    if not agenda.follow_ups:
        st.markdown(wording.NO_FOLLOW_UPS)
    for entry in agenda.follow_ups:
        if entry.done is not None:
            look = (wording.DONE, "green", "task_alt")
        elif entry.late_days:
            look = (overview.late_words(entry.late_days), "red", "schedule")
        else:
            look = (wording.OPEN, "orange", "pending_actions")
        words = wording.follow_up_words(entry, context.as_of)
        with st.container(horizontal=True, vertical_alignment="center"):
            line = f"{badge(*look)} **{escape_markdown(entry.what)}**  \n{escape_markdown(words)}"
            st.markdown(line, width="stretch")
            if entry.done is None:
                record_link("follow-up-done", about(form.MET, entry.what), about=entry.product, what=entry.what)
    record_link("follow-up", wording.AGREE_MORE)
    if agenda.conditions:
        with st.container(border=True):
            conditions(context)


def standing(context: ScreenContext) -> None:
    """The sentence to read aloud, and the score against its plan."""
    assessment = context.assessment
    heading(wording.HEADLINE_TITLE)
    with st.container(border=True):
        st.markdown(f"**{escape_markdown(overview.headline(assessment))}.**")
        on_plan = round(assessment.readiness.score) >= round(assessment.readiness.plan)
        look = ("green", "check_circle") if on_plan else ("orange", "warning")
        score = f"{overview.READINESS} {score_text(assessment.readiness.score)}"
        st.markdown(f"{badge(score, 'blue', 'speed')} {badge(overview.plan_words(assessment.readiness.plan), *look)}")
        st.markdown(escape_markdown(beside_the_score(assessment)))
        for alarm in assessment.alarms:
            st.markdown(f"{badge(overview.ALARM, 'red', 'notification_important')} {escape_markdown(alarm)}.")


def metrics(agenda: Agenda, context: ScreenContext) -> None:
    """Metrics that need words as cards; the others are counted."""
    heading(wording.METRICS_TITLE)
    if not agenda.metrics:
        st.markdown(badge(wording.NO_SIGNALS, "green", "check_circle"))
    reviews = context.workspace.ask(metric_controls, context.as_of, context.basis)
    beside_each_other = min(CARDS_IN_A_ROW, max(1, len(agenda.metrics)))
    for start in range(0, len(agenda.metrics), CARDS_IN_A_ROW):
        row = agenda.metrics[start : start + CARDS_IN_A_ROW]
        for column, status in zip(st.columns(beside_each_other), row, strict=False):
            with column:
                metric_card(status, reviews, product=context.product)
                if agenda.process.get(status.metric):
                    st.markdown(escape_markdown(agenda.process[status.metric]))
    beside_the_metrics(agenda)


def beside_the_metrics(agenda: Agenda) -> None:
    """How many metrics need no words, and weeks that were sent later than they count."""
    if agenda.routine:
        st.caption(escape_markdown(report_words.routine(agenda.routine)))
    if agenda.backfilled:
        st.markdown("\n".join(f"- {escape_markdown(line)}" for line in agenda.backfilled))


def gates(agenda: Agenda, context: ScreenContext) -> None:
    """Gates planned within three weeks, and those that are past their day and still shut."""
    heading(wording.GATES_TITLE)
    if not agenda.gates:
        st.markdown(wording.NO_GATES)
    for gate in agenda.gates[:MOST_LISTED]:
        with st.container(gap="xxsmall"):
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.markdown(verdict_badge(gate.verdict), width="content", help=explained(VERDICT_WORDS[gate.verdict]))
                name = f"{gate.product_name}, {gate.gate_name}"
                link_to(Screen.GATES, name, gate=gate.subject, product=gate.product)
            day = overview.gate_day(gate, context.today)
            st.markdown(escape_markdown(f"{sentence_case(gate.because)} · {day}"))
    _rest(len(agenda.gates), Screen.GATES)


def signatures(agenda: Agenda, context: ScreenContext) -> None:
    """Sign-offs that gates due soon wait for."""
    heading(wording.SIGNATURES_TITLE)
    if not agenda.signatures:
        st.markdown(wording.NO_SIGNATURES)
    owed = owed_by_all(context)
    for signature in agenda.signatures[:MOST_LISTED]:
        line, buttons = beside()
        words = wording.signature_words(signature, context.as_of)
        line.markdown(f"{outcome_badge(signature.outcome)} {escape_markdown(words)}")
        subject = f"{signature.product}/{signature.gate}"
        with buttons:
            link_to(
                Screen.GATES,
                about(overview.WHY, wording.signature_name(signature)),
                subject=subject,
                product=signature.product,
            )
            form_link(owed, DueKind.SIGNATURE, subject, criterion=signature.criterion)
    _rest(len(agenda.signatures), Screen.DUE)


def _rest(count: int, screen: Screen, shown: int = MOST_LISTED) -> None:
    """How many a long list leaves out, and where all of them stand."""
    if count > shown:
        link_to(screen, more(count - shown))


def decisions(agenda: Agenda, context: ScreenContext) -> None:
    """What is to be decided, by whom, by when, and the verdict that is seen; each with the form that records it."""
    heading(wording.DECISIONS_TITLE)
    if not agenda.decisions:
        st.markdown(report_words.NO_DECISIONS)
        return
    owed = owed_by_all(context)
    for decision in agenda.decisions[:MOST_DECISIONS]:
        _decision(decision, owed, context)
    _rest(len(agenda.decisions), Screen.DUE, MOST_DECISIONS)


PLACES = {
    DecisionKind.LAYER: Screen.STACK,
    DecisionKind.EXPERIMENT: Screen.EXPERIMENTS,
}


def _decision(decision: DecisionNeeded, owed: Owed, context: ScreenContext) -> None:
    what, who, day, _, reason = _row(decision, context)
    seen = f"{verdict_badge(decision.verdict)} " if decision.verdict is not None else ""
    facts = f"{person(who)} :gray[· {escape_markdown(day)}]"
    line, buttons = beside()
    line.markdown(
        "  \n".join(
            (
                f"**{escape_markdown(what)}**",
                f"{seen}{escape_markdown(reason)}",
                facts,
            )
        )
    )
    with buttons:
        screen = PLACES.get(decision.kind, Screen.GATES)
        link_to(screen, about(overview.WHY, what), subject=decision.subject, product=decision.product)
        form_link(owed, DueKind.DECISION, decision.subject, what=decision.what)


def _row(decision: DecisionNeeded, context: ScreenContext) -> tuple[str, str, str, str, str]:
    """What, who, by when, the verdict that is seen, and why."""
    late = f", {overview.late_words(decision.late_days)}" if decision.late_days else ""
    return (
        decision.what,
        owner_text(decision.who),
        f"{day_text(decision.due, context.today)}{late}",
        "" if decision.verdict is None else VERDICT_WORDS[decision.verdict],
        decision.because,
    )
