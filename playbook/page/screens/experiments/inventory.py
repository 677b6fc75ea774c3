"""Experiments as a table, their sums, and everything known about one of them."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from playbook.concerns.experiments import wording
from playbook.concerns.experiments.status import ExperimentStatus
from playbook.concerns.experiments.views import decisions_due, sums_by
from playbook.model.experiments import Decision, FindingSeverity
from playbook.page.parts.cells import web_link
from playbook.page.parts.grid import Badge, Entry, Export, Field, Line, at, grid
from playbook.page.parts.header import Screen, ScreenContext, badge, escape_markdown
from playbook.page.parts.selection import choose_view
from playbook.wording import sentence_case

DECISION_LOOKS = {
    Decision.KEEP: ("green", "check_circle"),
    Decision.GRADUATE: ("green", "school"),
    Decision.MERGE: ("violet", "merge"),
    Decision.STOP: ("gray", "stop_circle"),
}
SEVERITY_LOOKS = {
    FindingSeverity.HIGH: ("red", "error"),
    FindingSeverity.MEDIUM: ("orange", "warning"),
    FindingSeverity.NOTE: ("gray", "info"),
}
FIELDS = (
    Field(wording.EXPERIMENT),
    Field(wording.OWNER, choose=True, width=150),
    Field(wording.TEAM, choose=True, width=100, spare=True),
    Field(wording.TIER, choose=True, width=90, spare=True),
    Field(wording.USERS, right=True, width=90, spare=True),
    Field(wording.COST, right=True, width=110),
    Field(wording.DECISION, choose=True, width=170),
    Field(wording.FOUND, width=230, spare=True),
)
SUM_FIELDS = (
    Field(""),
    Field(wording.LISTED, right=True),
    Field(wording.UNDECIDED, right=True),
    Field(wording.WITH_FINDINGS, right=True),
    Field(wording.USERS, right=True),
    Field(wording.COST, right=True),
)


def decision_mark(each: ExperimentStatus) -> Badge:
    """What was decided; a decision that ran out says so."""
    if each.decision is None:
        return (wording.NO_DECISION, "orange", "help")
    if not each.decision_in_date:
        return (wording.ran_out(each.decision), "orange", "history")
    return (each.decision.value, *DECISION_LOOKS[each.decision])


def finding_marks(each: ExperimentStatus) -> list[Badge]:
    """One badge for each finding, or that it is clean."""
    if each.findings:
        return [(finding.name, *SEVERITY_LOOKS[finding.severity]) for finding in each.findings]
    return [(wording.CLEAN, "green", "check_circle") if each.is_clean else (wording.NO_FINDING, "gray", "check")]


def inventory(experiments: Sequence[ExperimentStatus], currency: str, today: date, selected: str | None) -> None:
    """Those that need a decision first; the download holds every column."""
    due = {one.experiment.id: one for one in decisions_due(experiments, today)}
    first = {subject: place for place, subject in enumerate(due)}
    lines = [
        Line(
            each.id,
            (
                Entry(each.name, each.purpose, to=at(Screen.EXPERIMENTS, each.id)),
                sentence_case(wording.owner_words(each.owner)),
                each.team,
                wording.tier_words(each.risk_tier),
                Entry(wording.users(each.weekly_users), order=each.weekly_users),
                Entry(wording.amount(each.monthly_cost, currency), order=each.monthly_cost),
                Entry(
                    note=wording.until(due[each.id], today) if each.id in due else "",
                    order=first.get(each.id, len(first)),
                    badges=(decision_mark(each),),
                ),
                Entry(order=-len(each.findings), badges=finding_marks(each)),
            ),
        )
        for each in sorted(experiments, key=lambda each: (first.get(each.id, len(first)), each.name))
    ]
    label = wording.table_alt(len(lines))
    export = Export(wording.COLUMNS, [_row(each) for each in experiments], name="experiments")
    grid("experiments", FIELDS, lines, label=label, selected=selected, export=export)


def sums(experiments: Sequence[ExperimentStatus], currency: str) -> None:
    """How many, how well decided, how used and how costly: by owner, product, decision or team."""
    by = choose_view(wording.SUMS_BY, wording.SUMS, key="by")
    found = sums_by(experiments, by)
    lines = [
        Line(
            one.value,
            (
                wording.sum_name(by, one.value),
                Entry(f"{one.experiments:,}", order=one.experiments),
                Entry(f"{one.undecided:,}", order=one.undecided),
                Entry(f"{one.with_findings:,}", order=one.with_findings),
                Entry(f"{one.weekly_users:,}", order=one.weekly_users),
                Entry(wording.amount(one.monthly_cost, currency), order=one.monthly_cost),
            ),
        )
        for one in found
    ]
    columns = (wording.SUMS[by], *(each.title for each in SUM_FIELDS[1:]))
    rows = [
        (one.value, one.experiments, one.undecided, one.with_findings, one.weekly_users, one.monthly_cost)
        for one in found
    ]
    fields = (Field(wording.SUMS[by]), *SUM_FIELDS[1:])
    grid(
        f"sums-{by}", fields, lines, label=wording.sums_alt(by), export=Export(columns, rows, name=f"experiments-{by}")
    )


def facts(each: ExperimentStatus, currency: str, context: ScreenContext, *, with_findings: bool = True) -> None:
    """Everything known about one experiment, a line for each thing, then what was found."""
    today = context.as_of
    layers = context.playbook.definitions.stack.layers
    options = {option.id: option.title for layer in layers for option in layer.options}
    known = (
        (wording.PURPOSE, each.purpose),
        (wording.KIND, each.kind),
        (wording.TEAM, each.team),
        (wording.OWNER, wording.owner_words(each.owner)),
        (wording.BELONGS_TO, context.product_names.get(each.product or "", each.product or "")),
        (wording.TIER, wording.tier_words(each.risk_tier)),
        (wording.DATA, each.data.value if each.data else wording.NOT_KNOWN),
        (wording.PROVIDER, options.get(each.provider or "", each.provider or wording.NOT_KNOWN)),
        (wording.EVALS, each.evals or wording.NO_EVALS),
        (wording.USE, wording.use_words(each, currency, today)),
        (wording.DECISION, wording.decision_line(each, today)),
    )
    lines = [f"**{name}:** {escape_markdown(text)}" for name, text in known if text]
    if each.link:
        lines.append(f"**{wording.LINK}:** {web_link(each.link)}")
    st.markdown("  \n".join(lines))
    if with_findings and each.findings:
        found = (
            f"- {badge(finding.name, *SEVERITY_LOOKS[finding.severity])} {escape_markdown(finding.reason)}. "
            f"{escape_markdown(finding.remedy)}"
            for finding in each.findings
        )
        st.markdown("\n".join(found))


def _row(each: ExperimentStatus) -> tuple[str | float | date | None, ...]:
    """What the download holds of one."""
    return (
        each.name,
        each.kind,
        each.team,
        each.owner,
        each.product,
        each.risk_tier,
        each.data,
        each.provider,
        each.evals,
        each.found,
        each.weekly_users,
        each.monthly_cost,
        each.last_active,
        each.decision,
        each.decided_on,
        each.decided_by,
        each.decision_until,
        "yes" if each.is_clean else "no",
        "; ".join(f"{finding.name}: {finding.reason}" for finding in each.findings),
        "; ".join(finding.remedy for finding in each.findings),
        each.link,
    )
