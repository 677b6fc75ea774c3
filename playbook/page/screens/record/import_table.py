"""A spreadsheet on the page: how it was read, what each row would do, and the ways to keep it."""

import streamlit as st

from metrics.problems import Problems
from playbook.page.access import only_for
from playbook.page.parts.header import Cell, ScreenContext, badge, escape_markdown, problem_table, show_table
from playbook.page.parts.headings import heading
from playbook.page.parts.people import Role
from playbook.page.screens.record import wording as form
from playbook.page.screens.record.form import finished
from playbook.page.screens.record.outcome import keep, show_receipt
from playbook.page.screens.upload.changes import show_changes
from playbook.page.screens.upload.chosen import is_lost
from playbook.page.screens.upload.preview import show_doubts
from playbook.page.screens.upload.wording import LOST
from playbook.readiness.preview import wording as wording_changes
from playbook.services.importing import wording
from playbook.services.importing.importing import Import, Importable
from playbook.services.recording import recording
from playbook.services.recording import wording as sentences
from playbook.services.recording.kinds import BY_NAME
from playbook.settings import WrongUse
from playbook.wording import sentence_case


def bring_in(context: ScreenContext, one: Importable) -> None:
    """The file and what comes of it."""
    key = f"import-{one.name}"
    heading(one.words.title)
    show_receipt()
    if not only_for(Role.APPROVER):
        return
    st.markdown(one.words.line)
    file = st.file_uploader(one.words.file, key=key, help=one.words.file_help)
    if is_lost(st.session_state.get(key)):
        st.warning(LOST, icon=":material/restart_alt:")
    if file is None:
        return
    try:
        found = one.bring_in(context.workspace, file.name, file.getvalue())
    except Problems as problems:
        problem_table(problems.problems, name="import-problems", total=problems.total)
        return
    except WrongUse as wrong:
        st.markdown(f"{badge(form.NOT_FITTING, 'red', 'cancel')} {escape_markdown(str(wrong))}")
        return
    _rows(found, one.words)
    show_doubts(found.table.doubts)
    problems_found = (*found.table.problems, *(found.draft.errors if found.draft is not None else ()))
    if problems_found:
        st.markdown(wording.REFUSED)
        problem_table(problems_found, name="import-problems")
    elif found.draft is None:
        st.markdown(wording.NOTHING_NEW)
    else:
        keep(found.draft, context, one.kind, lambda: finished(BY_NAME[one.kind], context))
        change = recording.would_change(context.workspace, found.draft)
        if change is None:
            st.markdown(sentences.NO_STORE)
            return
        totals = escape_markdown(wording_changes.totals(change))
        st.markdown(f"{badge(form.TOTALS, 'blue', 'functions')} {totals}")
        show_changes(change, context)


def _rows(found: Import, words: wording.Words) -> None:
    table = found.table
    read = [wording.read_as(header, field) for header, field in table.columns]
    passed = [wording.not_read(header, hint) for header, hint in table.ignored]
    lines = [f"- {escape_markdown(one)}" for one in [*read, *passed]]
    st.markdown("\n".join([f"**{wording.COLUMNS_TITLE}:**", "", *lines]))
    columns = (
        wording.COLUMN_ROW,
        sentence_case(words.noun),
        wording.COLUMN_DOES,
        wording.COLUMN_ADDS,
        wording.COLUMN_LEFT_OUT,
    )
    rows: list[tuple[Cell, ...]] = [
        (
            row.row,
            row.id,
            wording.STATE_WORDS[row.state],
            wording.adds(row.state, row.entry),
            ", ".join(row.left_out),
        )
        for row in table.rows
    ]
    show_table(columns, rows, name="import-rows", alt=wording.ROWS_TITLE)
