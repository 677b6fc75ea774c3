"""The two files of a comparison: chosen once, kept over a visit to another page, read once each."""

import streamlit as st

from metrics.readers.tools.shared.measures import Measures
from playbook.page.access import may
from playbook.page.parts.people import Role
from playbook.services.reading_tools import read_content

_FILES, _RUNS = "_compare_files", "_compare_runs"


def choose_file(label: str, key: str, help_text: str) -> None:
    """The field for one of the files."""
    kept = st.session_state.setdefault(_FILES, {})
    shut = not may(Role.VIEWER)
    file = st.file_uploader(label, key=key, help=help_text, on_change=kept.pop, args=(key, None), disabled=shut)
    if file is not None:
        kept[key] = file


def chosen_run(key: str) -> Measures | None:
    """The run in the file that is chosen; None without one. Raises Problems for a damaged file and for any other."""
    file = st.session_state[_FILES].get(key)
    if file is None:
        return None
    runs = st.session_state.setdefault(_RUNS, {})
    if runs.get(key, (None, None))[0] != file.file_id:
        runs[key] = file.file_id, read_content(file.name, file.getvalue(), "UTC")
    run: Measures = runs[key][1]
    return run
