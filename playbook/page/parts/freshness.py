"""Tells an open page that somebody published a file, withdrew one, mended the YAML or started a playbook."""

import streamlit as st

from metrics.problems import Problems
from metrics.store.location import StoreUnavailable
from playbook.page.parts import wording
from playbook.page.parts.context import workspace_shown
from playbook.settings import WrongUse

LOOK_EVERY = "2s"


def watch_for_news() -> None:
    """Remembers what this run shows and looks every two seconds whether it still is so; a look is two cheap reads."""
    if st.session_state.pop("_news", False):
        st.toast(wording.new_numbers(), icon=":material/update:")
    st.session_state["_shown_version"] = _version()
    _look()


@st.fragment(run_every=LOOK_EVERY)
def _look() -> None:
    try:
        version = _version()
    except (StoreUnavailable, WrongUse, Problems):
        return  # the next full run of the page says what is wrong
    if version != st.session_state.get("_shown_version"):
        st.session_state["_news"] = True
        st.rerun(scope="app")


def _version() -> tuple[object, ...]:
    """Changes with every upload and revocation, every change of the files, and with another playbook."""
    workspace = workspace_shown()
    state = workspace.playbook()
    return workspace.home, workspace.version(), state.playbook.digest, state.problems
