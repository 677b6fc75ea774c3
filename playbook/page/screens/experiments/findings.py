"""What the audit found, which decisions are due, and what does the same twice."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from playbook.concerns.experiments import wording
from playbook.concerns.experiments.status import ExperimentStatus
from playbook.concerns.experiments.views import decisions_due, duplicates, findings_by_rule, settled
from playbook.page.parts.header import download, escape_markdown
from playbook.page.parts.record_links import record_link
from playbook.page.screens.experiments.inventory import card, decision_badge, severity_badge
from playbook.page.screens.record import wording as form


def findings(experiments: Sequence[ExperimentStatus]) -> None:
    """Rules of the bar that find fault, gravest first, each with its cases and what to do."""
    found = findings_by_rule(experiments)
    with st.container(border=True):
        st.header(wording.FINDINGS, anchor=False)
        if not found:
            st.markdown(wording.NO_FINDINGS)
            return
        for rule in found:
            cases = [f"- **{escape_markdown(each.name)}**: {escape_markdown(case.reason)}" for each, case in rule.cases]
            head = f"{severity_badge(rule.severity)} **{escape_markdown(rule.name)}**  \n{escape_markdown(rule.remedy)}"
            st.markdown("\n".join([head, "", *cases]))
        rows = [
            (rule.severity, rule.name, each.name, case.reason, rule.remedy)
            for rule in found
            for each, case in rule.cases
        ]
        download(wording.FINDING_COLUMNS, rows, name="experiment-findings")


def decisions(experiments: Sequence[ExperimentStatus], today: date) -> None:
    """What somebody has to decide: nothing decided yet, ran out, runs out soon."""
    st.header(wording.DECISIONS_DUE, anchor=False)
    due = decisions_due(experiments, today)
    if not due:
        st.markdown(wording.NO_DECISIONS_DUE)
    for one in due:
        name, line = escape_markdown(one.experiment.name), escape_markdown(wording.due_line(one, today))
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"{decision_badge(one.experiment)} **{name}**  \n{line}", width="stretch")
            record_link("experiment-decision", form.DECIDE, experiment=one.experiment.id)


def side_by_side(experiments: Sequence[ExperimentStatus], currency: str, today: date) -> None:
    """Open pairs side by side; those that were merged or stopped in one line."""
    pairs = duplicates(experiments)
    if not pairs:
        return
    st.header(wording.DUPLICATES, anchor=False)
    for pair in pairs:
        if settled(pair):
            continue
        sides = st.columns(2, gap="medium")
        for side, each, role in zip(sides, pair, (wording.ORIGINAL, wording.DUPLICATE), strict=True):
            with side:
                card(each, currency, today, role=role)
    done = [pair for pair in pairs if settled(pair)]
    if done:
        st.markdown(escape_markdown(wording.settled_words(done)))
