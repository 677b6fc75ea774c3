"""Readiness week by week beside what the plan wanted."""

from collections.abc import Sequence

import altair as alt

from playbook import wording_history as words
from playbook.charts import Palette, Spec, finish, rows
from playbook.score_history import ScorePoint
from playbook.wording import score_text


def readiness_history(points: Sequence[ScorePoint], *, palette: Palette, description: str) -> Spec:
    """Scores as a line with points, the plan dashed, both 0 to 100, over the days of the charter."""
    data = rows(
        {"day": point.day, "week": point.week, "score": round(point.score, 1), "plan": round(point.plan, 1)}
        for point in points
    )
    tooltip = [
        alt.Tooltip("week:O", title="charter week"),
        alt.Tooltip("score:Q", title=words.SCORE),
        alt.Tooltip("plan:Q", title=words.PLAN),
    ]
    x = alt.X("day:T", axis=alt.Axis(title=None, format="%-d %b", tickCount=5, grid=False))
    scale = alt.Scale(domain=[0, 100], nice=False)
    axis = alt.Axis(title=None, values=[0, 50, 100])
    base = alt.Chart(data).encode(x=x, tooltip=tooltip)
    score = alt.Y("score:Q", scale=scale, axis=axis)
    layers = [
        base.mark_area(color=palette.blue, opacity=0.14, tooltip=None).encode(y=score, y2=alt.Y2Datum(0)),
        base.mark_line(color=palette.orange, strokeDash=[6, 4], strokeWidth=2).encode(
            y=alt.Y("plan:Q", scale=scale, axis=axis)
        ),
        base.mark_line(
            color=palette.blue, strokeWidth=2.5, point=alt.OverlayMarkDef(color=palette.blue, size=45)
        ).encode(y=score),
        _label(x, scale, axis, points[-1], points[-1].score, words.SCORE, below=points[-1].score <= points[-1].plan),
        _label(x, scale, axis, points[-1], points[-1].plan, words.PLAN, below=points[-1].score > points[-1].plan),
    ]
    return finish(alt.layer(*layers).properties(height=150), palette, description)


def _label(
    x: alt.X, scale: alt.Scale, axis: alt.Axis, last: ScorePoint, value: float, name: str, *, below: bool
) -> alt.Chart:
    """The last value in words, away from the other line."""
    data = rows([{"day": last.day, "value": value, "label": f"{name} {score_text(value)}"}])
    text = alt.Chart(data).mark_text(align="right", dx=2, dy=14 if below else -11, fontWeight=600)
    drawn: alt.Chart = text.encode(x=x, y=alt.Y("value:Q", scale=scale, axis=axis), text="label:N")
    return drawn
