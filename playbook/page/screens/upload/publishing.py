"""Publishing a file that was previewed: only what was looked at, and the receipt for it."""

import streamlit as st

from metrics.store.location import StoreUnavailable
from metrics.store.uploads import Backfill
from playbook.page.access import acting
from playbook.page.parts.header import Screen, ScreenContext, badge, escape_markdown, link_to
from playbook.page.parts.people import Role
from playbook.page.screens.upload import preview as preview_parts
from playbook.page.screens.upload import wording
from playbook.workspace.arriving import Preview

_RECEIPT = "_upload_receipt"
_SEEN = "_upload_seen"
_Asked = tuple[str, str | None, str | None, str]


def was_overtaken(asked: _Asked, read: Preview) -> bool:
    """Whether the file would replace other numbers than the preview that was shown last said; remembers this one."""
    seen = st.session_state.get(_SEEN)
    st.session_state[_SEEN] = asked, read.told.replaced
    return seen is not None and seen[0] == asked and seen[1] != read.told.replaced


def publish(context: ScreenContext, read: Preview, who: str, backfill: Backfill | None) -> bool:
    """Stores what was previewed, and says whether that was done; the receipt stands on the page that follows."""
    actor = acting(Role.UPLOADER if backfill is None else Role.APPROVER, who) or wording.NOBODY_NAMED
    try:
        receipt = context.workspace.keep(read.snapshot, source=wording.SOURCE, actor=actor, backfill=backfill)
    except StoreUnavailable as unavailable:
        st.markdown(f"{badge(wording.NOT_STORED, 'red', 'cancel')} {escape_markdown(unavailable.problem.message)}")
        return False
    if receipt.state == "stored":
        words = wording.stored(receipt.upload, receipt.rows, receipt.weeks)
    else:
        words = wording.already_counts(read.snapshot.file_name, receipt.upload)
    st.session_state[_RECEIPT] = words, receipt.told
    return True


def show_overtaken(context: ScreenContext) -> None:
    """What was looked at is no longer what would happen: told instead of done."""
    newest = context.workspace.uploads()[0]
    words = escape_markdown(wording.overtaken(newest.file_name, newest.actor))
    st.markdown(f"{badge(wording.LOOK_AGAIN, 'orange', 'sync_problem')} {words}")


def show_receipt(context: ScreenContext) -> None:
    """What was stored on the run before, and what it replaced."""
    received = st.session_state.pop(_RECEIPT, None)
    if received is None:
        return
    words, told = received
    with st.container(border=True):
        st.markdown(f"{badge(wording.RECEIPT_TITLE, 'green', 'check_circle')} {escape_markdown(words)}")
        if told is not None:
            preview_parts.show_told(told, context, stored=True)
        with st.container(horizontal=True):
            link_to(Screen.OVERVIEW, wording.SEE_OVERVIEW)
            link_to(Screen.NORTH_STAR, wording.SEE_METRICS)
