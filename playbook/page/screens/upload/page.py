"""Upload: weekly files, their problems or what they would change, publishing them, and what was received so far."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from metrics.problems import Problems
from metrics.store.uploads import Backfill
from playbook.model.candidates import Candidate
from playbook.page.access import only_for, signed_in_name
from playbook.page.parts.header import (
    ScreenContext,
    badge,
    escape_markdown,
    page_header,
    problem_table,
    screen_context,
)
from playbook.page.parts.headings import heading
from playbook.page.parts.people import Role
from playbook.page.screens.upload import backfilling, history, mapping, notices, publishing, sources, wording
from playbook.page.screens.upload import preview as preview_parts
from playbook.page.screens.upload.changes import show_changes
from playbook.page.screens.upload.chosen import begin_anew, candidates_to_choose, chosen_files
from playbook.workspace.arriving import Preview

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
    sources.show(context)
    history.show(context)
    notices.show(context)


def _send(context: ScreenContext) -> None:
    """The files, what they do not say themselves, and what comes of them."""
    st.markdown(wording.FILE_LINE)
    files = chosen_files()
    candidates = candidates_to_choose(context)
    product_column, week_column, *candidate_column, who_column = st.columns(4 if candidates else 3)
    product = product_column.selectbox(
        wording.PRODUCT,
        ["", *context.product_names],
        format_func=lambda choice: context.product_names.get(choice, wording.THE_FILE_SAYS),
        key="upload-product",
        persist_state="session",
    )
    week = week_column.selectbox(
        wording.WEEK,
        ["", *preview_parts.closed_weeks(context, WEEKS_TO_CHOOSE)],
        format_func=lambda choice: choice or wording.THE_FILE_SAYS,
        key="upload-week",
        persist_state="session",
    )
    candidate = _candidate(context, candidate_column[0], candidates, product) if candidates else ""
    who = signed_in_name() or who_column.text_input(
        wording.WHO, key="upload-who", help=wording.WHO_HELP, max_chars=80, persist_state="session"
    )
    if not files:
        return
    backfill = backfilling.chosen(context)
    if isinstance(backfill, str):
        st.markdown(f"{badge(wording.NOT_STORED, 'red', 'cancel')} {escape_markdown(backfill)}")
        return
    said = preview_parts.Said(product or None, week or None, candidate or None, backfill)
    read = preview_parts.read_files(context, files, said)
    refused = [(file.name, one) for file, one in zip(files, read, strict=True) if isinstance(one, Problems)]
    if refused:
        _show_refused(refused, [file.name for file in files])
        if len(files) == 1:
            mapping.offer(context, files[0].name, files[0].getvalue(), files[0].file_id, product, week)
        return
    previews = [one for one in read if isinstance(one, Preview)]
    _publish(context, previews, (tuple(file.file_id for file in files), said), who, backfill)


def _candidate(context: ScreenContext, column: DeltaGenerator, candidates: list[Candidate], product: str) -> str:
    """Which candidate the numbers speak of; those of the product alone where one is chosen."""
    of = {one.id: one for one in candidates if not product or one.product == product}
    return column.selectbox(
        wording.CANDIDATE,
        ["", *of],
        format_func=lambda choice: (
            wording.candidate_name(of[choice], context.product_names) if choice in of else wording.THE_FILE_SAYS
        ),
        key="upload-candidate",
        help=wording.CANDIDATE_HELP,
        persist_state="session",
    )


def _publish(
    context: ScreenContext, previews: list[Preview], inputs: publishing.Inputs, who: str, backfill: Backfill | None
) -> None:
    """What each file would change, and the button that publishes all of them."""
    new = [one for one in previews if one.counts_already is None]
    for one in previews:
        if one.counts_already is not None:
            heading(wording.ALREADY_TITLE)
            timezone = context.playbook.definitions.charter.charter.timezone
            words = escape_markdown(wording.already_counts(one.snapshot.file_name, one.counts_already, timezone))
            st.markdown(f"{badge(wording.COUNTS, 'green', 'check_circle')} {words}")
    if not new:
        return
    overtaken = publishing.was_overtaken(inputs, new)
    for one in new:
        preview_parts.show_summary(one, context, wording.preview_title(one.snapshot.file_name, len(previews)))
    if st.button(wording.publish(len(new)), type="primary", icon=":material/publish:", key="publish"):
        if overtaken:
            publishing.show_overtaken(context)
        elif publishing.publish(context, new, who.strip(), backfill):
            begin_anew()
            preview_parts.forget()
            st.rerun()
    for one in new:
        show_changes(one.change, context)
        preview_parts.show_first_rows(one)


def _show_refused(refused: list[tuple[str, Problems]], names: list[str]) -> None:
    heading(wording.REFUSED_TITLE)
    st.markdown(wording.REFUSED_LINE)
    for number, (name, problems) in enumerate(refused):
        words = escape_markdown(wording.refused(name, problems.total))
        st.markdown(f"{badge(wording.NOT_STORED, 'red', 'cancel')} {words}")
        problem_table(problems.problems, name=f"upload-problems-{number}", total=problems.total)
    fine = [name for name in names if name not in dict(refused)]
    if fine:
        st.markdown(escape_markdown(wording.held_back(fine)))
