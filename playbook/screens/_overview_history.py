"""The score at the end of each charter week beside its plan."""

from collections.abc import Sequence

import streamlit as st

from playbook import wording_history as wording
from playbook.charts_history import readiness_history
from playbook.score_history import ScorePoint, score_history
from playbook.screens._charts import show_chart
from playbook.screens._parts import ScreenContext, download, escape_markdown


def score_line(context: ScreenContext) -> Sequence[ScorePoint]:
    """The points of the line; none in the first week, for a single point is no line."""
    points = context.workspace.ask(score_history, context.as_of, context.basis)
    return points if len(points) > 1 else ()


def week_by_week(points: Sequence[ScorePoint]) -> None:
    """A sentence, the picture and its numbers."""
    st.header(wording.TITLE, anchor=False)
    st.markdown(escape_markdown(wording.line(points)))
    show_chart(readiness_history, points, description=wording.alt(points))
    rows = [(point.day, point.week, round(point.score, 1), round(point.plan, 1)) for point in points]
    download(wording.COLUMNS, rows, name="readiness-history")
