"""What the audit found with what to do, and what does the same twice, side by side."""

from collections.abc import Sequence

import streamlit as st

from playbook.concerns.experiments import wording
from playbook.concerns.experiments.status import ExperimentStatus
from playbook.concerns.experiments.views import duplicates, findings_by_rule, settled
from playbook.page.parts.grid import Entry, Export, Field, Line, at, grid
from playbook.page.parts.header import Screen, ScreenContext, badge, escape_markdown
from playbook.page.parts.headings import heading
from playbook.page.screens.experiments.inventory import SEVERITY_LOOKS, facts

FIELDS = (
    Field(wording.EXPERIMENT, width=210),
    Field(wording.FINDING, choose=True, width=230),
    Field(wording.WHY),
    Field(wording.WHAT_TO_DO),
)


def findings(experiments: Sequence[ExperimentStatus]) -> None:
    """A row for each experiment and rule, gravest rules first."""
    found = findings_by_rule(experiments)
    if not found:
        st.markdown(wording.NO_FINDINGS)
        return
    cases = [(rule, each, case) for rule in found for each, case in rule.cases]
    lines = [
        Line(
            f"{each.id}-{rule.rule}",
            (
                Entry(each.name, to=at(Screen.EXPERIMENTS, each.id)),
                Entry(
                    order=place,
                    badges=((rule.name, *SEVERITY_LOOKS[rule.severity]),),
                    note=rule.severity.value,
                ),
                case.reason,
                rule.remedy,
            ),
        )
        for place, (rule, each, case) in enumerate(cases)
    ]
    rows = [(rule.severity, rule.name, each.name, case.reason, rule.remedy) for rule, each, case in cases]
    export = Export(wording.FINDING_COLUMNS, rows, name="experiment-findings")
    grid("findings", FIELDS, lines, label=wording.FINDINGS, export=export)


def duplicates_compared(experiments: Sequence[ExperimentStatus], currency: str, context: ScreenContext) -> None:
    """Open pairs side by side; those that were merged or stopped in one line."""
    pairs = duplicates(experiments)
    if not pairs:
        return
    heading(wording.DUPLICATES)
    for pair in pairs:
        if settled(pair):
            continue
        sides = st.columns(2, gap="medium")
        for side, each, role in zip(sides, pair, (wording.ORIGINAL, wording.DUPLICATE), strict=True):
            with side.container(border=True, height="stretch"):
                st.subheader(escape_markdown(each.name), anchor=False)
                st.markdown(badge(role, "blue", "content_copy"))
                facts(each, currency, context, with_findings=False)
    done = [pair for pair in pairs if settled(pair)]
    if done:
        st.markdown(escape_markdown(wording.settled_words(done)))
