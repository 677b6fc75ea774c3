"""The experiment audit: inventory with filters, findings with what to do, cost against use, duplicates, decisions."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from playbook.concerns.experiments import wording
from playbook.concerns.experiments.charts import cost_against_use
from playbook.concerns.experiments.status import ExperimentStatus
from playbook.concerns.experiments.views import NOTHING, Choice, chosen, drawable
from playbook.model.experiments import FindingRule
from playbook.page.parts.charts import show_chart
from playbook.page.parts.header import (
    Screen,
    ScreenContext,
    empty_state,
    escape_markdown,
    link_to,
    page_header,
    screen_context,
)
from playbook.page.parts.selection import choose_subject
from playbook.page.screens.experiments.findings import decisions, findings, side_by_side
from playbook.page.screens.experiments.import_table import bring_in
from playbook.page.screens.experiments.inventory import card, inventory, take_away
from playbook.results.experiments import AuditStatus

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
        bring_in(context)
        return
    everything = chosen(audit.experiments, Choice(product=context.product))
    st.markdown(f"**{escape_markdown(wording.summary(everything))}**")
    names = {"": wording.ALL_EXPERIMENTS} | {each.id: each.name for each in audit.experiments}
    with st.container(width=SELECT_WIDTH):
        subject = choose_subject(wording.EXPERIMENT, names, key="experiment")
    if subject:
        card(next(each for each in audit.experiments if each.id == subject), audit.currency, today)
    _numbers(audit, everything)
    findings(everything)
    left, right = st.columns(2, gap="medium")
    with left.container(border=True):
        _chart(context, everything, audit.currency)
    with right.container(border=True):
        decisions(everything, today)
    side_by_side(everything, audit.currency, today)
    _inventory(everything, context)
    bring_in(context)


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
