"""Tells an open page that somebody published a file, took one back, or mended the YAML."""

import streamlit as st

from playbook import wording_screens as wording
from playbook.workspace import Workspace

LOOK_EVERY = "2s"


def watch_for_news(workspace: Workspace) -> None:
    """Remembers what this run shows and looks every two seconds whether it still is so; costs two cheap reads."""
    if st.session_state.pop("_news", False):
        st.toast(wording.new_numbers(), icon=":material/update:")
    st.session_state["_shown_version"] = _version(workspace)
    _look(workspace)


@st.fragment(run_every=LOOK_EVERY)
def _look(workspace: Workspace) -> None:
    if _version(workspace) != st.session_state.get("_shown_version"):
        st.session_state["_news"] = True
        st.rerun(scope="app")


def _version(workspace: Workspace) -> tuple[str, str, int]:
    state = workspace.playbook()
    return workspace.version(), state.playbook.digest, hash(state.problems)
