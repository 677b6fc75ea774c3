"""Whether forms write into the playbook's own files for whoever looks, and in whose name it is committed."""

import streamlit as st

from playbook.loading.page_settings import PageSettings, read_page_settings
from playbook.page.access import may_write_files
from playbook.page.parts import wording_access
from playbook.page.parts.context import ScreenContext
from playbook.page.parts.problem_table import problem_table
from playbook.services.recording.commit import Author


def is_kept_as_it_is(context: ScreenContext) -> bool:
    """True for the sample organization and for what an installed package carries: nobody writes there."""
    return context.workspace.is_sample or context.workspace.home.stays_as_installed


def leave_to_write(context: ScreenContext) -> tuple[PageSettings, bool]:
    """The playbook's settings, and whether the page may write; says on the page what is wrong with them, or why a
    playbook that lets its page write does not do so here."""
    settings, problems = read_page_settings(context.workspace.folder)
    if problems:
        problem_table(problems, name="settings-problems")
    wanted = settings.edit and not is_kept_as_it_is(context)
    allowed = wanted and may_write_files()
    if wanted and not allowed:
        st.info(wording_access.ONLY_HERE, icon=":material/lock:")
    return settings, allowed


def signed_in() -> Author | None:
    """Who is signed in on the page; None where nobody is."""
    user = st.user.to_dict()
    if not user.get("is_logged_in"):
        return None
    email = str(user.get("email") or "")
    return Author(str(user.get("name") or email), email) if email else None
