"""What the page says of an error nobody expected: an apology; the traceback is in the log, which Streamlit writes."""

import streamlit as st

from playbook.page.parts import wording


def apologise(_: Exception) -> bool:
    """Stands in for Streamlit's own error box, which speaks of its makers' cloud; True keeps that away."""
    with st.container(border=True):
        st.markdown(f":material/sentiment_dissatisfied: **{wording.APOLOGY_TITLE}**")
        st.markdown(wording.APOLOGY)
    return True
