"""Upload: a weekly file, its problems or what it would change, publishing it, and what was received so far."""

from typing import cast

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from metrics.problems import Problems
from metrics.store.uploads import Backfill
from playbook.page.access import only_for, signed_in_name
from playbook.page.parts.header import (
    ScreenContext,
    badge,
    escape_markdown,
    page_header,
    problem_table,
    screen_context,
)
from playbook.page.parts.people import Role
from playbook.page.screens.upload import backfilling, history, publishing, wording
from playbook.page.screens.upload import preview as preview_parts
from playbook.page.screens.upload.changes import show_changes
from playbook.workspace.arriving import Preview

_ROUND = "_upload_round"
_READ = "_upload_read"
WEEKS_TO_CHOOSE = 16


def show() -> None:
    """The page."""
    context = screen_context()
    with page_header(wording.TITLE, context):
        preview_parts.template(context)
    publishing.show_receipt(context)
    with st.container(border=True):
        if only_for(Role.UPLOADER):
            _send(context)
    history.show(context)


def _send(context: ScreenContext) -> None:
    """The file, what it does not say itself, and what comes of it."""
    st.markdown(wording.FILE_LINE)
    # the number of published files is part of the key, so that the field is empty again after each
    key = f"file-{st.session_state.setdefault(_ROUND, 0)}"
    file = st.file_uploader(wording.FILE, key=key, help=wording.FILE_HELP)  # whatever its name: content decides
    product_column, week_column, who_column = st.columns(3)
    product = product_column.selectbox(
        wording.PRODUCT,
        ["", *context.product_names],
        format_func=lambda choice: context.product_names.get(choice, wording.THE_FILE_SAYS),
        key="upload-product",
    )
    week = week_column.selectbox(
        wording.WEEK,
        ["", *preview_parts.closed_weeks(context, WEEKS_TO_CHOOSE)],
        format_func=lambda choice: choice or wording.THE_FILE_SAYS,
        key="upload-week",
    )
    who = signed_in_name() or who_column.text_input(
        wording.WHO, key="upload-who", help=wording.WHO_HELP, max_chars=80, persist_state="session"
    )
    if file is None:
        return
    backfill = backfilling.chosen(context)
    if isinstance(backfill, str):
        st.markdown(f"{badge(wording.NOT_STORED, 'red', 'cancel')} {escape_markdown(backfill)}")
        return
    read = _read(context, file, product or None, week or None, backfill)
    if isinstance(read, Problems):
        st.header(wording.REFUSED_TITLE, anchor=False)
        st.markdown(
            f"{badge(wording.NOT_STORED, 'red', 'cancel')} {escape_markdown(wording.refused(file.name, read.total))}"
        )
        st.markdown(wording.REFUSED_LINE)
        problem_table(read.problems, name="upload-problems", total=read.total)
        return
    if read.counts_already is not None:
        st.header(wording.ALREADY_TITLE, anchor=False)
        words = escape_markdown(wording.already_counts(file.name, read.counts_already))
        st.markdown(f"{badge(wording.COUNTS, 'green', 'check_circle')} {words}")
        return
    overtaken = publishing.was_overtaken((file.file_id, product, week, repr(backfill)), read)
    preview_parts.show_summary(read, context)
    if st.button(wording.PUBLISH, type="primary", icon=":material/publish:", key="publish"):
        if overtaken:
            publishing.show_overtaken(context)
        elif publishing.publish(context, read, who.strip(), backfill):
            st.session_state[_ROUND] += 1
            st.session_state.pop(_READ, None)
            st.rerun()
    show_changes(read.change, context)
    preview_parts.show_first_rows(read)


def _read(
    context: ScreenContext, file: UploadedFile, product: str | None, week: str | None, backfill: Backfill | None
) -> Preview | Problems:
    """The preview of a file or its problems; read once for the same upload, answers, definitions and store."""
    workspace = context.workspace
    known = (file.file_id, product, week, backfill, workspace.version(), context.playbook.digest)
    kept = st.session_state.get(_READ)
    if kept is not None and kept[0] == known:
        return cast(Preview | Problems, kept[1])
    bar = st.progress(0.0, text=wording.READING)

    def tell(share: float, doing: str) -> None:
        bar.progress(min(1.0, max(0.0, share)), text=wording.progress(doing, share))

    read: Preview | Problems
    try:
        read = workspace.preview(
            file.name, file.getvalue(), product=product, week=week, progress=tell, backfill=backfill
        )
    except Problems as problems:
        read = problems
    bar.empty()
    st.session_state[_READ] = (known, read)
    return read
