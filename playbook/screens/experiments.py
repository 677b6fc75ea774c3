"""The experiment audit: inventory with filters, findings with what to do, cost against use, duplicates, decisions."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import streamlit as st

from playbook import wording_experiments as wording
from playbook.charts_experiments import cost_against_use
from playbook.experiment_views import (
    NOTHING,
    Choice,
    chosen,
    decisions_due,
    drawable,
    duplicates,
    findings_by_rule,
    settled,
)
from playbook.experiments import FindingRule
from playbook.experiments_status import AuditStatus, ExperimentStatus
from playbook.screens._charts import show_chart
from playbook.screens._experiments import card, decision_badge, inventory, severity_badge, take_away
from playbook.screens._parts import (
    Screen,
    ScreenContext,
    download,
    empty_state,
    escape_markdown,
    link_to,
    page_header,
    screen_context,
)
from playbook.screens._selection import choose_subject

SELECT_WIDTH = 420
TILE = 165
"""So wide that two fit side by side on a phone."""


def show() -> None:
    """The whole page."""
    context = screen_context()
    audit, today = context.assessment.audit, context.as_of
    page_header(wording.title(audit), context, wording.due_words(audit, today))
    if not audit.experiments:
        empty_state(wording.EMPTY, wording.EMPTY_WHY, (wording.WAY_RECORD, wording.WAY_ASK, wording.WAY_LATER))
        return
    everything = chosen(audit.experiments, Choice(product=context.product))
    st.markdown(f"**{escape_markdown(wording.summary(everything))}**")
    names = {"": wording.ALL_EXPERIMENTS} | {each.id: each.name for each in audit.experiments}
    with st.container(width=SELECT_WIDTH):
        subject = choose_subject(wording.EXPERIMENT, names, key="experiment")
    if subject:
        card(next(each for each in audit.experiments if each.id == subject), audit.currency, today)
    _numbers(audit, everything)
    _findings(everything)
    left, right = st.columns(2, gap="medium")
    with left.container(border=True):
        _chart(context, everything, audit.currency)
    with right.container(border=True):
        _decisions(everything, today)
    _duplicates(everything, audit.currency, today)
    _inventory(everything, context)


def _numbers(audit: AuditStatus, experiments: Sequence[ExperimentStatus]) -> None:
    total = len(experiments)
    decided = sum(each.decision_in_date for each in experiments) / total if total else None
    clean = sum(each.is_clean for each in experiments) / total if total else None
    cost = escape_markdown(wording.cost_words(experiments, audit.currency))
    with st.container(horizontal=True):
        st.metric(wording.LISTED, f"{total}", help=wording.LISTED_HELP, border=True, width=TILE)
        st.metric(wording.DECIDED, wording.share(decided), help=wording.DECIDED_HELP, border=True, width=TILE)
        st.metric(wording.CLEAN_SHARE, wording.share(clean), help=wording.CLEAN_HELP, border=True, width=TILE)
        st.metric(wording.COST, cost, help=wording.cost_help(experiments), border=True, width=TILE)


def _findings(experiments: Sequence[ExperimentStatus]) -> None:
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


def _chart(context: ScreenContext, experiments: Sequence[ExperimentStatus], currency: str) -> None:
    st.header(wording.COST_AND_USE, anchor=False)
    if not drawable(experiments):
        st.markdown(wording.NOT_DRAWN)
        return
    rules = context.playbook.definitions.experiments.audit.rules
    limit = next((rule.monthly_cost_per_user for rule in rules if rule.rule is FindingRule.COST_WITHOUT_USE), None)
    st.markdown(escape_markdown(wording.chart_sentence(experiments, limit, currency)))
    alt = wording.chart_alt(experiments, limit, currency)
    show_chart(cost_against_use, experiments, currency, limit, description=alt)


def _decisions(experiments: Sequence[ExperimentStatus], today: date) -> None:
    st.header(wording.DECISIONS_DUE, anchor=False)
    due = decisions_due(experiments, today)
    if not due:
        st.markdown(wording.NO_DECISIONS_DUE)
    for one in due:
        name, line = escape_markdown(one.experiment.name), escape_markdown(wording.due_line(one, today))
        st.markdown(f"{decision_badge(one.experiment)} **{name}**  \n{line}")


def _duplicates(experiments: Sequence[ExperimentStatus], currency: str, today: date) -> None:
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


def _inventory(experiments: Sequence[ExperimentStatus], context: ScreenContext) -> None:
    st.header(wording.INVENTORY, anchor=False)
    choice = Choice()
    with st.container(horizontal=True):
        for label, field, options in (
            (wording.TEAM, "team", {each.team or NOTHING: each.team for each in experiments}),
            (wording.OWNER, "owner", {each.owner or NOTHING: wording.owner_words(each.owner) for each in experiments}),
            (
                wording.TIER,
                "tier",
                {each.risk_tier or NOTHING: wording.tier_words(each.risk_tier) for each in experiments},
            ),
            (
                wording.DECISION,
                "decision",
                {each.decision or NOTHING: wording.decision_name(each.decision) for each in experiments},
            ),
            (wording.FINDING, "finding", wording.finding_names(experiments)),
        ):
            words = {"": wording.ANYTHING} | {
                str(key): word or wording.NOT_KNOWN for key, word in sorted(options.items())
            }
            picked = st.selectbox(
                label, list(words), format_func=words.__getitem__, key=f"experiments_{field}", width=TILE
            )
            choice = replace(choice, **{field: picked})
    kept = chosen(experiments, choice)
    if not kept:
        links = [(Screen.OVERVIEW, wording.TO_OVERVIEW)]
        empty_state(wording.NOTHING_MATCHES, wording.NOTHING_MATCHES_WHY, (wording.WAY_FILTERS,), links=links)
        return
    st.caption(wording.count_of(len(kept), len(context.assessment.audit.experiments)))
    currency = context.assessment.audit.currency
    inventory(kept, currency, context.as_of)
    with st.container(horizontal=True, vertical_alignment="center"):
        take_away(kept)
        link_to(Screen.CHARTER, wording.TO_CHARTER)
