"""What approvers may say of a file: that it counts as known from an earlier day, and why."""

from datetime import timedelta

import streamlit as st

from metrics.store.uploads import Backfill
from playbook.page.access import may
from playbook.page.parts.context import ScreenContext
from playbook.page.parts.people import Role
from playbook.page.screens.upload import wording
from playbook.services.backfilling import backfill_of
from playbook.settings import WrongUse


def chosen(context: ScreenContext) -> Backfill | str | None:
    """The backfill that was asked for; a sentence where it cannot be, None where there is none."""
    if not may(Role.APPROVER) or not st.toggle(
        wording.BACKFILL, key="upload-backfill", help=wording.BACKFILL_HELP, persist_state="session"
    ):
        return None
    day_column, why_column = st.columns([1, 2])
    yesterday = context.workspace.today() - timedelta(days=1)
    day = day_column.date_input(
        wording.BACKFILL_DAY, value=yesterday, max_value=yesterday, key="upload-backfill-day", persist_state="session"
    )
    why = why_column.text_input(
        wording.BACKFILL_WHY,
        key="upload-backfill-why",
        placeholder=wording.BACKFILL_WHY_HINT,
        max_chars=300,
        persist_state="session",
    )
    try:
        return backfill_of(context.workspace, str(day), why)
    except WrongUse as wrong:
        return str(wrong)
