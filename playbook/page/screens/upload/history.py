"""What was received: every file with what still counts of it, and withdrawing one."""

from datetime import date

import streamlit as st

from metrics.series.moments import day_of
from metrics.store.location import StoreUnavailable
from metrics.store.uploads import UnknownUpload, Upload
from playbook.page.access import acting, may
from playbook.page.parts.badges import badge
from playbook.page.parts.context import ScreenContext
from playbook.page.parts.grid import Entry, Export, Field, Line, grid
from playbook.page.parts.header import empty_state
from playbook.page.parts.headings import heading
from playbook.page.parts.people import Role
from playbook.page.parts.tables import Cell
from playbook.page.parts.text import escape_markdown
from playbook.page.screens.upload import wording
from playbook.services.backfilling import known_from
from playbook.services.received import uploads_by
from playbook.services.wording_backfilling import counts_from
from playbook.wording_moments import moment_text

_DONE = "_taken_back"
LOOKS = {
    wording.COUNTS: ("green", "check_circle"),
    wording.PARTLY: ("blue", "published_with_changes"),
    wording.REPLACED: ("gray", "history"),
    wording.REVOKED: ("red", "undo"),
}
FIELDS = (
    Field(wording.HEAD_FILE),
    Field(wording.HEAD_RECEIVED, width=150),
    Field(wording.HEAD_STATE, choose=True, width=220),
    Field(wording.HEAD_ROWS, right=True, width=110),
    Field(wording.HEAD_WHO, choose=True, width=150),
    Field(wording.HEAD_SOURCE, choose=True, width=170, spare=True),
)


def show(context: ScreenContext) -> None:
    """The list, newest first."""
    uploads = context.workspace.uploads()
    done = st.session_state.pop(_DONE, None)
    if done is not None:
        st.markdown(f"{badge(wording.REVOKED, *LOOKS[wording.REVOKED])} {escape_markdown(done)}")
    if not uploads:
        empty_state(wording.NO_UPLOADS_TITLE, wording.NO_UPLOADS, wording.NO_UPLOADS_WAYS)
        return
    heading(wording.UPLOADS_TITLE)
    received = uploads
    later = sum(_received_on(upload, context) > context.as_of for upload in uploads)
    if later and context.as_of < context.today:
        st.markdown(wording.received_later(later))
    if context.as_of < context.today:
        uploads = uploads_by(context.workspace, context.as_of)
    timezone = context.playbook.definitions.charter.charter.timezone
    lines = [Line(upload.upload_id, _cells(upload, timezone, context.today)) for upload in uploads]
    export = Export(wording.UPLOAD_FILE_COLUMNS, [_file_row(upload) for upload in uploads], name="uploads")
    grid("uploads", FIELDS, lines, label=wording.UPLOADS_TITLE, export=export)
    if may(Role.UPLOADER):
        listed = {upload.upload_id for upload in uploads}
        standing = [upload for upload in received if upload.upload_id in listed and upload.revoked_at is None]
        _withdraw(standing, context)


def _received_on(upload: Upload, context: ScreenContext) -> date:
    """The day a file came in, where the charter's day ends."""
    return day_of(upload.received_at, context.playbook.definitions.charter.charter.timezone)


def _cells(upload: Upload, timezone: str, today: date) -> tuple[Entry, ...]:
    state = wording.upload_state(upload)
    badges = [(state, *LOOKS[state])]
    notes = [wording.revoked_by(upload, timezone, today)]
    day = known_from(upload, timezone)
    if day is not None:
        badges.append((wording.BACKFILLED, "violet", "history_edu"))
        notes.append(counts_from(day, upload.why or ""))
    return (
        Entry(upload.file_name),
        Entry(moment_text(upload.received_at, timezone, today), order=upload.received_at.isoformat()),
        Entry(note="; ".join(filter(None, notes)), badges=badges),
        Entry(wording.rows_text(upload), order=upload.rows),
        Entry(upload.actor),
        Entry(upload.source),
    )


def _file_row(upload: Upload) -> tuple[Cell, ...]:
    return (
        wording.upload_state(upload),
        upload.file_name,
        f"{upload.received_at:%Y-%m-%d %H:%M}",
        upload.rows,
        upload.counting_rows,
        upload.actor,
        upload.source,
        upload.upload_id,
    )


def _withdraw(uploads: list[Upload], context: ScreenContext) -> None:
    """Which one, what it means, and a second press."""
    timezone = context.playbook.definitions.charter.charter.timezone
    heading(wording.WITHDRAW_TITLE)
    if not uploads:
        st.markdown(wording.NOTHING_TO_WITHDRAW)
        return
    by_id = {upload.upload_id: upload for upload in uploads}
    names = wording.upload_names(uploads, timezone, context.today)
    # another list is another question: the newest is offered first, and the popover closes
    question = f"{uploads[0].upload_id}-{len(uploads)}"
    with st.container(key="withdraw", horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            wording.WITHDRAW_WHICH,
            list(by_id),
            format_func=lambda upload_id: names[upload_id],
            key=f"take-back-{question}",
        )
        with st.popover(wording.WITHDRAW, icon=":material/undo:", key=f"take-back-popover-{question}"):
            upload = by_id[chosen]
            st.markdown(escape_markdown(wording.withdraw_line(upload)))
            if st.button(wording.WITHDRAW_SURE, type="primary", key="take-back-sure"):
                _revoke(upload, context)


def _revoke(upload: Upload, context: ScreenContext) -> None:
    actor = acting(Role.UPLOADER, str(st.session_state.get("upload-who") or "").strip()) or wording.NOBODY_NAMED
    try:
        context.workspace.revoke(upload.upload_id, actor=actor)
    except (StoreUnavailable, UnknownUpload) as reason:
        st.markdown(escape_markdown(reason.problem.message))
        return
    st.session_state[_DONE] = wording.withdrawn(upload)
    st.rerun()
