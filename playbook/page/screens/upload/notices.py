"""What was told: each digest and alert with the channel that got it, what failed and when it is tried again."""

import streamlit as st

from metrics.store.location import StoreUnavailable
from metrics.store.outbox import MessageState
from playbook.page.parts.context import ScreenContext
from playbook.page.parts.grid import Entry, Export, Field, Line, grid
from playbook.page.parts.header import escape_markdown
from playbook.page.parts.headings import heading
from playbook.page.parts.tables import Cell
from playbook.services.notify import wording_page as wording
from playbook.services.notify.as_json import MessageRow
from playbook.services.notify.making import zone_of
from playbook.services.notify.notifying import history
from playbook.services.notify.wording import STATE_WORDS
from playbook.wording_moments import moment_text

FIELDS = (
    Field(wording.HEAD_MESSAGE),
    Field(wording.HEAD_CHANNEL, choose=True, width=150),
    Field(wording.HEAD_STATE, choose=True, width=240),
    Field(wording.HEAD_WHEN, width=160, spare=True),
)
LOOKS = {
    MessageState.WAITING: ("gray", "schedule"),
    MessageState.CLAIMED: ("gray", "sync"),
    MessageState.SENT: ("green", "check_circle"),
    MessageState.FAILED: ("orange", "sync_problem"),
    MessageState.GIVEN_UP: ("red", "cancel"),
    MessageState.WITHDRAWN: ("gray", "undo"),
}


def show(context: ScreenContext) -> None:
    """The last messages, newest first; nothing where no message was ever made."""
    try:
        messages = history(context.workspace).messages
    except StoreUnavailable:
        return
    if not messages:
        return
    heading(wording.TITLE)
    st.markdown(escape_markdown(wording.summary([one.state for one in messages])))
    lines = [Line(one.id or str(number), _cells(one, context)) for number, one in enumerate(messages)]
    export = Export(wording.FILE_COLUMNS, [_file_row(one) for one in messages], name="messages")
    grid("messages", FIELDS, lines, label=wording.TITLE, export=export)


def _cells(one: MessageRow, context: ScreenContext) -> tuple[Entry, ...]:
    timezone = zone_of(context.workspace).key
    at = one.last or one.made
    when = "" if at is None else moment_text(at, timezone, context.today)
    ahead = one.next if one.tries else None
    return (
        Entry(one.title),
        Entry(one.channel, note=wording.KIND_WORDS[one.kind]),
        Entry(
            note=wording.what_stands_in_the_way(one.why or "", one.tries, ahead, timezone, context.today),
            badges=[(STATE_WORDS[one.state], *LOOKS[one.state])],
        ),
        Entry(when, order="" if at is None else at.isoformat()),
    )


def _file_row(one: MessageRow) -> tuple[Cell, ...]:
    moments = ["" if at is None else f"{at:%Y-%m-%d %H:%M}" for at in (one.made, one.last, one.next)]
    return (STATE_WORDS[one.state], one.channel, one.kind.value, one.title, *moments, one.tries, one.why or "")
