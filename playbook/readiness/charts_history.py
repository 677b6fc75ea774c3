"""Readiness week by week beside what the plan wanted."""

from datetime import date

from playbook.charting.colors import Palette
from playbook.charting.parts import Spec, chart, datum, layer, mark, nominal, quantitative, rows, temporal
from playbook.charting.weeks import end_labels, margin_for
from playbook.readiness import wording_history as words
from playbook.readiness.burn_up import BurnUp
from playbook.wording import score_text

HEIGHT, _BESIDE = 132, 35


def readiness_burn_up(picture: BurnUp, start: date | None, *, palette: Palette, description: str) -> Spec:
    """Readiness to date as a line, its plan dashed to the charter's last day, and the pace of the last weeks dotted."""
    last, end = picture.points[-1], picture.last_day or picture.points[-1].day
    past = rows({"day": one.day, "score": round(one.score, 1), "plan": round(one.plan, 1)} for one in picture.points)
    plans = [(one.day, one.plan) for one in picture.points] + [(one.day, one.plan) for one in picture.ahead]
    planned = rows({"day": day, "plan": round(wanted, 1)} for day, wanted in plans if day <= end)
    first = start or picture.points[0].day
    ticks = [day.isoformat() for day in dict.fromkeys((first, last.day, end))]
    ends = _ends(picture, end, palette)
    margin = margin_for(text for _, text, _ in ends)
    x = temporal(
        "day",
        scale={
            "domain": [first.isoformat(), max(end, last.day).isoformat()],
            "range": [0, {"expr": f"max(width - {margin}, width / 2)"}],
        },
        axis={"title": None, "format": "%b %-d", "values": ticks, "grid": False, "labelFlush": True},
    )
    up = {"scale": {"domain": [0, 100], "nice": False}, "axis": {"title": None, "values": [0, 50, 100]}}
    score, plan = quantitative("score", **up), quantitative("plan", **up)
    tip = [
        temporal("day", title=words.DAY, format="%b %-d, %Y"),
        quantitative("score", title=words.SCORE, format=".0f"),
        quantitative("plan", title=words.PLAN, format=".0f"),
    ]
    layers = [
        layer(past, mark("area", color=palette.blue, opacity=0.14), x=x, y=score, y2=datum(0)),
        layer(planned, mark("line", color=palette.orange, strokeDash=[6, 4], strokeWidth=2), x=x, y=plan),
        layer(past, mark("line", color=palette.blue, strokeWidth=2.5, point=True), x=x, y=score, tooltip=tip),
    ]
    if picture.outlook is not None:
        ahead = rows(
            [{"day": last.day, "score": round(last.score, 1)}, {"day": end, "score": round(picture.outlook, 1)}]
        )
        dotted = mark("line", color=palette.blue, strokeDash=[2, 3], strokeWidth=2)
        layers.append(layer(ahead, dotted, x=x, y=score))
    layers.append(_score_label(last.day, last.score, x=x, up=up))
    layers += end_labels(end, ends, x, (0, 100), HEIGHT, beside=_BESIDE)
    return chart(layers, palette, description, height=HEIGHT)


def _ends(picture: BurnUp, end: date, palette: Palette) -> list[tuple[float, str, str]]:
    """What stands at the right: the plan on the last day, and where the pace leads."""
    plans = [(one.day, one.plan) for one in picture.points] + [(one.day, one.plan) for one in picture.ahead]
    plans = [(day, wanted) for day, wanted in plans if day <= end]
    ends = [(plans[-1][1], f"{words.PLAN} {score_text(plans[-1][1])}", palette.orange)] if plans else []
    if picture.outlook is not None:
        ends.append((picture.outlook, f"{words.OUTLOOK} {score_text(picture.outlook)}", palette.blue))
    return ends


def _score_label(day: date, score: float, *, x: Spec, up: Spec) -> Spec:
    """The score of today beside its point: below it, and above it where the days stand right below."""
    data = rows([{"day": day, "value": score, "label": score_text(score)}])
    low = score < 25
    text = mark("text", align="center", baseline="bottom" if low else "top", dy=-6 if low else 8, fontWeight=700)
    return layer(data, text, x=x, y=quantitative("value", **up), text=nominal("label"))
