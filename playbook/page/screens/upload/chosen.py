"""The files somebody chose: several at once, kept over a visit to another page, missed where the app has lost them."""

from secrets import token_hex

import streamlit as st
from streamlit.runtime.uploaded_file_manager import DeletedFile, UploadedFile

from playbook.model.candidates import Candidate
from playbook.page.access import may
from playbook.page.parts.context import ScreenContext
from playbook.page.parts.people import Role
from playbook.page.parts.text import escape_markdown
from playbook.page.screens.upload import wording

_ROUND = "_upload_round"
_SESSION = "_upload_session"
_CHOSEN = "_upload_chosen"


def chosen_files() -> list[UploadedFile]:
    """The files to look at, in the order in which they were chosen; none for who may not send any."""
    if not may(Role.UPLOADER):
        return []
    # the number of publishings is part of the key, so that the field is empty again after each
    key = f"file-{st.session_state.setdefault(_ROUND, 0)}"
    files = st.file_uploader(
        wording.FILE, key=key, help=wording.FILE_HELP, accept_multiple_files=True, on_change=_let_go
    )  # whatever their names: content decides
    with st.container():  # always there, so that what it says never moves the fields below
        if is_lost(st.session_state.get(key)):
            st.warning(wording.LOST, icon=":material/restart_alt:")
        if files:
            st.session_state[_CHOSEN] = files
        kept: list[UploadedFile] = st.session_state.get(_CHOSEN, [])
        if kept and not files:
            with st.container(horizontal=True, vertical_alignment="center"):
                names = escape_markdown(wording.kept([file.name for file in kept]))
                st.markdown(f":material/attach_file: {names}", width="content")
                st.button(wording.LET_GO, key="upload-let-go", type="tertiary", on_click=_let_go)
    return kept


def candidates_to_choose(context: ScreenContext) -> list[Candidate]:
    """The candidates on record by today, the newest first."""
    known = [one for one in context.playbook.records.candidates.candidates if one.on <= context.today]
    return sorted(known, key=lambda one: one.on, reverse=True)


def begin_anew() -> None:
    """They were published: the field is empty again."""
    _let_go()
    st.session_state[_ROUND] += 1


def is_lost(value: object) -> bool:
    """Whether a browser shows files that this app no longer has, because it was started again meanwhile."""
    files = value if isinstance(value, list) else [value]
    return any(isinstance(file, DeletedFile) for file in files)


def _let_go() -> None:
    st.session_state.pop(_CHOSEN, None)


def name_of_round() -> str:
    """A name of this browser's choice of files, until it begins anew: what is published with it is published once."""
    session = st.session_state.setdefault(_SESSION, token_hex(8))
    return f"{session}-{st.session_state.setdefault(_ROUND, 0)}"
