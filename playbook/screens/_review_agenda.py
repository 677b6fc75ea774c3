"""The parts of the meeting: follow-ups, headline against plan, metrics, gates, signatures, decisions."""

import streamlit as st

from playbook import wording_meeting as wording
from playbook import wording_overview as overview
from playbook import wording_record_form as form
from playbook import wording_report as report_words
from playbook.agenda import Agenda
from playbook.decisions_needed import DecisionKind, DecisionNeeded
from playbook.metric_reviews import metric_reviews
from playbook.screens._cells import because, titled
from playbook.screens._metric_card import metric_card
from playbook.screens._overview_lists import changes, conditions
from playbook.screens._parts import (
    Cell,
    Screen,
    ScreenContext,
    Shown,
    badge,
    escape_markdown,
    link_to,
    outcome_badge,
    show_narrow,
    verdict_badge,
)
from playbook.screens._record_links import record_link
from playbook.wording import VERDICT_WORDS, day_text, score_text, seat_text
from playbook.wording_cli import beside_the_score

CARDS_IN_A_ROW = 3
"""Four would cut the longer names of metrics off."""


def follow_ups(agenda: Agenda, context: ScreenContext) -> None:
    """What earlier reviews agreed: open ones first, then what was done since the last one."""
    st.header(wording.numbered(1, wording.FOLLOW_UPS_TITLE), anchor=False)
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
                record_link("follow-up-done", form.MET, about=entry.product, what=entry.what)
    record_link("follow-up", wording.AGREE_MORE)
    if agenda.conditions:
        with st.container(border=True):
            conditions(context)


def headline(context: ScreenContext) -> None:
    """The sentence to read aloud, the score against its plan, and why it moved."""
    assessment = context.assessment
    st.header(wording.numbered(2, wording.HEADLINE_TITLE), anchor=False)
    with st.container(border=True):
        st.markdown(f"**{escape_markdown(overview.headline(assessment))}.**")
        on_plan = round(assessment.readiness.score) >= round(assessment.readiness.plan)
        look = ("green", "check_circle") if on_plan else ("orange", "warning")
        score = f"{overview.READINESS} {score_text(assessment.readiness.score)}"
        st.markdown(f"{badge(score, 'blue', 'speed')} {badge(overview.plan_words(assessment.readiness.plan), *look)}")
        st.markdown(escape_markdown(beside_the_score(assessment)))
        for alarm in assessment.alarms:
            st.markdown(f"{badge(overview.ALARM, 'red', 'notification_important')} {escape_markdown(alarm)}.")
    with st.container(border=True):
        changes(context)


def metrics(agenda: Agenda, context: ScreenContext) -> None:
    """Metrics that need words as cards; the others are counted."""
    st.header(wording.numbered(3, wording.METRICS_TITLE), anchor=False)
    if not agenda.metrics:
        st.markdown(badge(wording.NO_SIGNALS, "green", "check_circle"))
    reviews = context.workspace.ask(metric_reviews, context.as_of, context.basis)
    for start in range(0, len(agenda.metrics), CARDS_IN_A_ROW):
        row = agenda.metrics[start : start + CARDS_IN_A_ROW]
        for column, status in zip(st.columns(CARDS_IN_A_ROW), row, strict=False):
            with column:
                metric_card(status, reviews, product=context.product, names=context.product_names)
                if agenda.process.get(status.metric):
                    st.markdown(escape_markdown(agenda.process[status.metric]))
    if agenda.routine:
        st.caption(escape_markdown(report_words.routine(agenda.routine)))


def gates(agenda: Agenda, context: ScreenContext) -> None:
    """Gates planned within three weeks, and those that are past their day and still shut."""
    st.header(wording.numbered(4, wording.GATES_TITLE), anchor=False)
    if not agenda.gates:
        st.markdown(wording.NO_GATES)
    for gate in agenda.gates:
        with st.container(gap="xxsmall"):
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.markdown(verdict_badge(gate.verdict), width="content")
                name = f"{gate.product_name}, {gate.gate_name}"
                link_to(Screen.GATES, name, gate=f"{gate.product}/{gate.gate}", product=gate.product)
            day = overview.gate_day(gate, context.today)
            st.markdown(escape_markdown(f"{overview.after_colon(gate.words)} · {day}"))


def signatures(agenda: Agenda, context: ScreenContext) -> None:
    """Sign-offs that gates due soon wait for."""
    st.header(wording.numbered(5, wording.SIGNATURES_TITLE), anchor=False)
    if not agenda.signatures:
        st.markdown(wording.NO_SIGNATURES)
    for signature in agenda.signatures:
        words = wording.signature_words(signature, context.as_of)
        st.markdown(f"{outcome_badge(signature.outcome)} {escape_markdown(words)}")


def decisions(agenda: Agenda, context: ScreenContext) -> None:
    """What is to be decided, by whom, by when, and the verdict that is seen."""
    st.header(wording.numbered(6, wording.DECISIONS_TITLE), anchor=False)
    if not agenda.decisions:
        st.markdown(report_words.NO_DECISIONS)
        return
    rows = [_decision(decision, context) for decision in agenda.decisions]
    shown = [
        (titled(str(what), str(day)), because(_with_verdict(verdict, str(why)), str(who)))
        for what, who, day, verdict, why in rows
    ]
    columns = (report_words.WHAT, report_words.WHO, report_words.BY_WHEN, report_words.SEEN, report_words.WHY)
    alt = wording.DECISIONS_TITLE
    show_narrow(wording.DECISION_COLUMNS_SHOWN, shown, columns, rows, name="decisions", alt=alt)
    with st.container(horizontal=True):
        kinds = {decision.kind for decision in agenda.decisions}
        for kind, screen, label in _PLACES:
            if kind in kinds:
                link_to(screen, label)


_PLACES = (
    (DecisionKind.RELEASE, Screen.GATES, overview.SEE_ALL_GATES),
    (DecisionKind.LAYER, Screen.STACK, wording.SEE_STACK),
    (DecisionKind.EXPERIMENT, Screen.EXPERIMENTS, wording.SEE_EXPERIMENTS),
)


def _with_verdict(verdict: Cell, why: str) -> Shown:
    """The verdict as it is today, before its reason."""
    shown = f"{verdict.markdown} " if isinstance(verdict, Shown) else ""
    return Shown(f"{shown}{escape_markdown(why)}", why)


def _decision(decision: DecisionNeeded, context: ScreenContext) -> tuple[Cell, ...]:
    late = f", {overview.late_words(decision.late_days)}" if decision.late_days else ""
    seen = decision.verdict
    verdict = None if seen is None else Shown(verdict_badge(seen), VERDICT_WORDS[seen])
    return (
        decision.what,
        seat_text(decision.who) or wording.NOBODY,
        f"{day_text(decision.due, context.today)}{late}",
        verdict,
        overview.after_colon(decision.reason) if decision.verdict is not None else decision.reason,
    )
