"""Experiments as cards, badges and a table."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from playbook.concerns.experiments import wording
from playbook.concerns.experiments.status import ExperimentStatus
from playbook.model.experiments import Decision, FindingSeverity
from playbook.page.parts.cells import titled, web_link
from playbook.page.parts.header import Shown, badge, download, escape_markdown, show_table

_BREAK = "  \n"
"""A new line in Markdown."""
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


def severity_badge(severity: FindingSeverity, word: str = "") -> str:
    """How grave a finding is; `word` replaces its own word."""
    return badge(word or severity.value, *SEVERITY_LOOKS[severity])


def decision_badge(each: ExperimentStatus) -> str:
    """What was decided; a decision that ran out says so."""
    if each.decision is None:
        return badge(wording.NO_DECISION, "orange", "help")
    if not each.decision_in_date:
        return badge(wording.ran_out(each.decision), "orange", "history")
    return badge(each.decision.value, *DECISION_LOOKS[each.decision])


def finding_lines(each: ExperimentStatus) -> str:
    """The same as lines with a sign and a colour, which break where a badge would push its column out of the page."""
    if not each.findings:
        return finding_badges(each)
    looks = ((*SEVERITY_LOOKS[finding.severity], finding.name) for finding in each.findings)
    return _BREAK.join(f":{color}[:material/{icon}: {escape_markdown(name)}]" for color, icon, name in looks)


def finding_badges(each: ExperimentStatus) -> str:
    """One badge for each finding, or that it is clean."""
    if not each.findings:
        word, look = (
            (wording.CLEAN, ("green", "check_circle")) if each.is_clean else (wording.NO_FINDING, ("gray", "check"))
        )
        return badge(word, *look)
    return " ".join(severity_badge(finding.severity, finding.name) for finding in each.findings)


def card(each: ExperimentStatus, currency: str, today: date, *, role: str = "") -> None:
    """Everything known about one experiment."""
    facts = (
        (wording.PURPOSE, each.purpose),
        (wording.KIND, each.kind),
        (wording.TEAM, each.team),
        (wording.OWNER, wording.owner_words(each.owner)),
        (wording.BELONGS_TO, each.product or ""),
        (wording.TIER, wording.tier_words(each.risk_tier)),
        (wording.DATA, each.data.value if each.data else wording.NOT_KNOWN),
        (wording.PROVIDER, each.provider or wording.NOT_KNOWN),
        (wording.EVALS, each.evals or wording.NO_EVALS),
        (wording.USE, wording.use_words(each, currency, today)),
        (wording.DECISION, wording.decision_line(each, today)),
    )
    lines = [f"**{name}:** {escape_markdown(text)}" for name, text in facts if text]
    if each.link:
        lines.append(f"**{wording.LINK}:** {web_link(each.link)}")
    found = [
        f"- {severity_badge(finding.severity, finding.name)} {escape_markdown(finding.reason)}. "
        f"{escape_markdown(finding.remedy)}"
        for finding in each.findings
    ]
    with st.container(border=True, height="stretch"):
        head = st.subheader if role else st.header  # alone it stands right below the page's title
        head(escape_markdown(each.name), anchor=False)
        shown = badge(role, "blue", "content_copy") if role else ""
        st.markdown(f"{shown} {decision_badge(each)} {'' if found else finding_badges(each)}".strip())
        st.markdown("  \n".join(lines))
        if found:
            st.markdown("\n".join(found))


def inventory(experiments: Sequence[ExperimentStatus], currency: str, today: date) -> None:
    """The table people read; the download holds every column."""
    rows = [
        (
            titled(each.name, wording.whose_words(each), wording.use_cell(each, currency)),
            Shown(decision_badge(each) + _BREAK + finding_lines(each), wording.decision_words(each, today)),
        )
        for each in experiments
    ]
    alt = wording.table_alt(len(rows))
    show_table(wording.COLUMNS_SHOWN, rows, name="experiments-shown", alt=alt, downloadable=False)


def take_away(experiments: Sequence[ExperimentStatus]) -> None:
    """The download of the experiments that are shown."""
    rows = [
        (
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
        for each in experiments
    ]
    download(wording.COLUMNS, rows, name="experiments")
