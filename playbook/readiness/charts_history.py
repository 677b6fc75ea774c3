"""Readiness week by week beside what the plan wanted."""

from datetime import date

from playbook.charting.colors import Palette
from playbook.charting.parts import Spec, chart, datum, layer, mark, nominal, quantitative, rows, temporal
from playbook.readiness import wording_history as words
from playbook.readiness.burn_up import BurnUp
from playbook.wording import score_text


def readiness_burn_up(picture: BurnUp, start: date | None, *, palette: Palette, description: str) -> Spec:
    """Readiness to date as a line, its plan dashed to the charter's last day, and the pace of the last weeks dotted."""
    last, end = picture.points[-1], picture.last_day or picture.points[-1].day
    past = rows({"day": one.day, "score": round(one.score, 1), "plan": round(one.plan, 1)} for one in picture.points)
    plans = [(one.day, one.plan) for one in picture.points] + [(one.day, one.plan) for one in picture.ahead]
    planned = rows({"day": day, "plan": round(wanted, 1)} for day, wanted in plans if day <= end)
    first = start or picture.points[0].day
    ticks = [day.isoformat() for day in dict.fromkeys((first, last.day, end))]
    x = temporal(
        "day",
        scale={"domain": [first.isoformat(), max(end, last.day).isoformat()]},
        axis={"title": None, "format": "%b %-d", "values": ticks, "grid": False, "labelFlush": True},
    )
    up = {"scale": {"domain": [0, 100], "nice": False}, "axis": {"title": None, "values": [0, 50, 100]}}
    score, plan = quantitative("score", **up), quantitative("plan", **up)
    tip = [
        temporal("day", title="day", format="%b %-d"),
        quantitative("score", title=words.SCORE),
        quantitative("plan", title=words.PLAN),
    ]
    layers = [
        layer(past, mark("area", color=palette.blue, opacity=0.14, tooltip=None), x=x, y=score, y2=datum(0)),
        layer(planned, mark("line", color=palette.orange, strokeDash=[6, 4], strokeWidth=2), x=x, y=plan),
        layer(past, mark("line", color=palette.blue, strokeWidth=2.5, point=True), x=x, y=score, tooltip=tip),
    ]
    if picture.outlook is not None:
        ahead = rows(
            [{"day": last.day, "score": round(last.score, 1)}, {"day": end, "score": round(picture.outlook, 1)}]
        )
        dotted = mark("line", color=palette.blue, strokeDash=[2, 3], strokeWidth=2)
        layers.append(layer(ahead, dotted, x=x, y=score))
        layers.append(_label(end, picture.outlook, words.OUTLOOK, x=x, up=up, below=True))
    layers.append(_label(last.day, last.score, words.SCORE, x=x, up=up, below=last.score <= last.plan))
    layers.append(_label(last.day, last.plan, words.PLAN, x=x, up=up, below=last.score > last.plan))
    return chart(layers, palette, description, height=132)


def _label(day: date, score: float, name: str, *, x: Spec, up: Spec, below: bool) -> Spec:
    """The last value in words, away from the other line."""
    data = rows([{"day": day, "value": score, "label": f"{name} {score_text(score)}"}])
    text = mark("text", align="right", dx=2, dy=14 if below else -11, fontWeight=600)
    return layer(data, text, x=x, y=quantitative("value", **up), text=nominal("label"))
