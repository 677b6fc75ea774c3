"""Readiness week by week beside what the plan wanted."""

from collections.abc import Sequence
from datetime import date

from playbook.charting.colors import Palette
from playbook.charting.parts import Spec, chart, datum, layer, mark, nominal, ordinal, quantitative, rows, temporal
from playbook.readiness import wording_history as words
from playbook.readiness.score_history import ScorePoint
from playbook.wording import score_text


def readiness_history(points: Sequence[ScorePoint], *, palette: Palette, description: str) -> Spec:
    """Scores as a line with points, the plan dashed, both 0 to 100, over the days of the charter."""
    data = rows(
        {"day": point.day, "week": point.week, "score": round(point.score, 1), "plan": round(point.plan, 1)}
        for point in points
    )
    x = temporal("day", axis={"title": None, "format": "%-d %b", "tickCount": 5, "grid": False})
    up = {"scale": {"domain": [0, 100], "nice": False}, "axis": {"title": None, "values": [0, 50, 100]}}
    every = {
        "x": x,
        "tooltip": [
            ordinal("week", title="charter week"),
            quantitative("score", title=words.SCORE),
            quantitative("plan", title=words.PLAN),
        ],
    }
    score, plan = quantitative("score", **up), quantitative("plan", **up)
    below = mark("area", color=palette.blue, opacity=0.14, tooltip=None)
    dashed = mark("line", color=palette.orange, strokeDash=[6, 4], strokeWidth=2)
    line = mark("line", color=palette.blue, strokeWidth=2.5, point={"color": palette.blue, "size": 45})
    last = points[-1]
    layers = [
        layer(data, below, y=score, y2=datum(0), **every),
        layer(data, dashed, y=plan, **every),
        layer(data, line, y=score, **every),
        _label(last.day, last.score, words.SCORE, x=x, up=up, below=last.score <= last.plan),
        _label(last.day, last.plan, words.PLAN, x=x, up=up, below=last.score > last.plan),
    ]
    return chart(layers, palette, description, height=150)


def _label(day: date, score: float, name: str, *, x: Spec, up: Spec, below: bool) -> Spec:
    """The last value in words, away from the other line."""
    data = rows([{"day": day, "value": score, "label": f"{name} {score_text(score)}"}])
    text = mark("text", align="right", dx=2, dy=14 if below else -11, fontWeight=600)
    return layer(data, text, x=x, y=quantitative("value", **up), text=nominal("label"))
