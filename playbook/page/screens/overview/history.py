"""The score at the end of each charter week beside its plan."""

from collections.abc import Sequence

import streamlit as st

from playbook.page.parts.charts import show_chart
from playbook.page.parts.header import ScreenContext, download, escape_markdown
from playbook.readiness import wording_history as wording
from playbook.readiness.charts_history import readiness_history
from playbook.readiness.score_history import ScorePoint, score_history


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
