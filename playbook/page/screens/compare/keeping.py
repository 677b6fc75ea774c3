"""A comparison leaves the page: HTML for a pull request, and the record with its run."""

from pathlib import Path

import streamlit as st

from metrics.problems import Problems
from metrics.readers.tools.shared.measures import Measures
from playbook.concerns.team.seats import known_seats
from playbook.page.access import may
from playbook.page.parts.header import ScreenContext, badge, escape_markdown, problem_table
from playbook.page.parts.people import Role
from playbook.page.screens.compare import wording
from playbook.page.screens.record.outcome import keep
from playbook.services.comparing.comparison import ComparisonDocument
from playbook.services.comparing.recorded import draft_comparison
from playbook.services.comparing.runs import keep_run, run_to_keep
from playbook.services.comparing.shown import as_html
from playbook.settings import WrongUse
from playbook.wording import sentence_case


def keep_it(context: ScreenContext, found: ComparisonDocument, run: Measures, product: str | None, model: str) -> None:
    """The ways to take it along, and the evidence to write or to prepare."""
    with st.expander(wording.KEEP):
        st.download_button(
            wording.HTML,
            data=lambda: as_html(found).encode("utf-8"),
            file_name="model-diff.html",
            mime="text/html",
            key="download-model-diff-html",
            icon=":material/download:",
            type="tertiary",
            on_click="ignore",
        )
        if not may(Role.APPROVER):
            return
        st.markdown(wording.KEEP_LINE)
        if product is None:
            st.markdown(wording.PRODUCT_FIRST)
            return
        seat = st.selectbox(
            wording.BY,
            ["", *known_seats(context.playbook)],
            format_func=lambda one: one or wording.CHOOSE,
            key="compare-by",
        )
        if seat:
            _record(context, found, run, product, seat, model)


def _record(
    context: ScreenContext, found: ComparisonDocument, run: Measures, product: str, seat: str, model: str
) -> None:
    try:
        draft = draft_comparison(context.workspace, found, run, product, seat)
        content = run_to_keep(run, model)
    except WrongUse as wrong:
        st.markdown(f"{badge(wording.NOT_RECORDED, 'orange', 'pending')} {escape_markdown(sentence_case(str(wrong)))}.")
        return
    except Problems as problems:
        problem_table(problems.problems, name="compare-record-problems", total=problems.total)
        return
    if draft.errors:
        problem_table(draft.errors, name="compare-record-problems")
        return
    name = str(draft.entry["run"])

    def keep_first() -> Path:
        return keep_run(context.workspace.home.records, name, content)

    keep(draft, context, "evidence", lambda: None, keep_first)
    st.download_button(
        wording.RUN,
        data=content,
        file_name=name,
        mime="application/json",
        key="download-run",
        icon=":material/download:",
        type="tertiary",
        on_click="ignore",
    )
    st.code(draft.added, language=None, wrap_lines=True)
