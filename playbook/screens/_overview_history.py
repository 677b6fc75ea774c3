"""The score at the end of each charter week beside its plan."""

import streamlit as st

from playbook import wording_history as wording
from playbook.charts_history import readiness_history
from playbook.score_history import score_history
from playbook.screens._charts import show_chart
from playbook.screens._parts import ScreenContext, download, escape_markdown


def week_by_week(context: ScreenContext) -> None:
    """A sentence, the picture and its numbers; nothing in the first week, for a single point is no line."""
    points = context.workspace.ask(score_history, context.as_of, context.basis)
    if len(points) < 2:
        return
    st.markdown(escape_markdown(wording.line(points)))
    show_chart(readiness_history, points, description=wording.alt(points))
    rows = [(point.day, point.week, round(point.score, 1), round(point.plan, 1)) for point in points]
    download(wording.COLUMNS, rows, name="readiness-history")
