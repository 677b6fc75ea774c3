"""The experiment audit: every experiment in one table with its detail, sums, and what was found with what to do."""

from collections.abc import Sequence

import streamlit as st

from playbook.concerns.experiments import wording
from playbook.concerns.experiments.charts import cost_against_use
from playbook.concerns.experiments.status import ExperimentStatus
from playbook.concerns.experiments.views import drawable, of_product
from playbook.model.experiments import FindingRule
from playbook.page.parts.charts import show_chart
from playbook.page.parts.detail import chosen_in_address, detail, side_by_side
from playbook.page.parts.header import Screen, ScreenContext, empty_state, escape_markdown, page_header, screen_context
from playbook.page.parts.headings import heading
from playbook.page.parts.record_links import record_link
from playbook.page.parts.selection import choose_view
from playbook.page.screens.experiments.findings import duplicates_compared, findings
from playbook.page.screens.experiments.inventory import facts, inventory, sums
from playbook.page.screens.record import wording as form
from playbook.page.screens.record.import_table import bring_in
from playbook.results.experiments import AuditStatus
from playbook.services.importing.importing import IMPORTS

TILE = 165
"""So wide that two fit side by side on a phone."""


def show() -> None:
    """The whole page."""
    context = screen_context()
    audit, today = context.assessment.audit, context.as_of
    page_header(wording.title(audit), context, wording.due_words(audit, today))
    if not audit.experiments:
        empty_state(wording.EMPTY, wording.EMPTY_WHY, (wording.WAY_RECORD, wording.WAY_ASK, wording.WAY_LATER))
        bring_in(context, IMPORTS[0])
        return
    everything = of_product(audit.experiments, context.product)
    st.markdown(f"**{escape_markdown(wording.summary(everything))}**")
    view = choose_view(wording.VIEW, wording.VIEWS, key="view")
    if view == wording.FINDINGS_VIEW:
        findings(everything)
        duplicates_compared(everything, audit.currency, context)
    elif view == wording.SUMS_VIEW:
        _numbers(audit, everything)
        sums(everything, audit.currency)
        _chart(context, everything, audit.currency)
    else:
        _inventory(everything, context)
        bring_in(context, IMPORTS[0])


def _inventory(experiments: Sequence[ExperimentStatus], context: ScreenContext) -> None:
    audit, today = context.assessment.audit, context.as_of
    subject = chosen_in_address("experiment", {each.id: each.name for each in audit.experiments}, wording.EXPERIMENT)
    table, beside = side_by_side(subject)
    with table:
        if experiments:
            inventory(experiments, audit.currency, today, subject)
        else:
            empty_state(wording.NOTHING_MATCHES, wording.NOTHING_MATCHES_WHY, (wording.WAY_FILTERS,))
    if subject is not None:
        each = next(each for each in audit.experiments if each.id == subject)
        with beside, detail(Screen.EXPERIMENTS, subject, each.name):
            facts(each, audit.currency, context)
            record_link("experiment-decision", form.DECIDE, experiment=each.id)


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
    heading(wording.COST_AND_USE)
    if not drawable(experiments):
        st.markdown(wording.NOT_DRAWN)
        return
    rules = context.playbook.definitions.experiments.audit.rules
    limit = next((rule.monthly_cost_per_user for rule in rules if rule.rule is FindingRule.COST_WITHOUT_USE), None)
    st.markdown(escape_markdown(wording.chart_sentence(experiments, limit, currency)))
    alt = wording.chart_alt(experiments, limit, currency)
    show_chart(cost_against_use, experiments, currency, limit, description=alt)
