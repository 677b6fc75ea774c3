"""The button that hands out the report: for whom and as what is chosen first, the file is made when it is asked for."""

import streamlit as st

from playbook.documents.report import wording
from playbook.documents.report.content import Audience
from playbook.documents.report.drawing import can_draw
from playbook.documents.report.formats import FORMATS, ReportFormat, file_name
from playbook.page.parts.context import ScreenContext
from playbook.page.parts.text import escape_markdown
from playbook.services import reporting
from playbook.settings import WrongUse
from playbook.wording import sentence_case


def report_button(context: ScreenContext) -> None:
    """A popover with the two choices and the download; formats whose library is missing say so instead."""
    with st.popover(wording.BUTTON, icon=":material/description:"):
        st.markdown(wording.BUTTON_LINE)
        audience = st.radio(
            wording.AUDIENCE,
            list(Audience),
            format_func=lambda choice: wording.AUDIENCES[choice],
            key="report-audience",
        )
        ready = [each for each in ReportFormat if each.is_there]
        as_format = st.selectbox(
            wording.FORMAT, ready, format_func=lambda choice: wording.FORMAT_NAMES[choice], key="report-format"
        )
        if len(ready) < len(ReportFormat) or not can_draw():
            st.caption(wording.MORE_FORMATS)
        if audience is not None and as_format is not None:
            try:
                reporting.check_look(context.workspace, ReportFormat(as_format))
            except WrongUse as wrong:
                st.markdown(f":material/error: {escape_markdown(sentence_case(str(wrong)))}.")
                return
            _download(context, Audience(audience), ReportFormat(as_format))


def _download(context: ScreenContext, audience: Audience, as_format: ReportFormat) -> None:
    def made() -> bytes:
        report = reporting.report_of(context.workspace, context.as_of, context.basis, audience)
        return reporting.file_of(context.workspace, report, as_format, context.basis)

    st.download_button(
        wording.DOWNLOAD,
        data=made,
        file_name=file_name(context.as_of, as_format, audience),
        mime=FORMATS[as_format].media_type,
        key="download-report",
        icon=":material/download:",
        on_click="ignore",
    )
