"""What experiments cost against how many people use them."""

from collections.abc import Sequence
from math import log1p
from typing import Any

from playbook.charting import wording as words
from playbook.charting.colors import Palette
from playbook.charting.parts import Rows, Spec, chart, layer, mark, nominal, quantitative, rows, value
from playbook.charting.weeks import number_axis
from playbook.concerns.experiments.status import ExperimentStatus
from playbook.concerns.experiments.views import drawable
from playbook.model.experiments import Decision
from playbook.wording import CURRENCY_SIGNS, number_text, plural

_NAMED = 8
"""So many labels fit beside their dots; the others are named by their tooltip and the table."""
_CHARACTER, _LINE = 0.019, 0.07
"""Width and height of a label, as shares of a chart that takes half a page."""


def cost_against_use(
    experiments: Sequence[ExperimentStatus],
    currency: str,
    limit_per_user: float | None,
    *,
    palette: Palette,
    description: str,
    height: int = 320,
) -> Spec:
    """A dot for each experiment, weekly users across and monthly cost up, on scales that begin at 0 and thin out."""
    drawn = drawable(experiments)
    named = {e.id for e in sorted(drawn, key=lambda e: (e.is_clean, -(e.monthly_cost or 0.0)))[:_NAMED]}
    data = rows(_row(experiment, currency, experiment.id in named) for experiment in drawn)
    most_users = max([float(row["users"]) for row in data] + [10.0])
    most_cost = max([float(row["cost"]) for row in data] + [100.0])
    x = quantitative(
        "users",
        scale={"type": "symlog", "constant": 5, "domain": [-0.7, most_users * 1.35], "nice": False},
        axis={"title": words.WEEKLY_USERS, "values": _ticks(most_users), "format": ",~r"},
    )
    y = quantitative(
        "cost",
        scale={"type": "symlog", "constant": 50, "domain": [-6, most_cost * 1.6], "nice": False},
        axis={"title": None, "values": _ticks(most_cost), **number_axis(currency)},
    )
    states = [words.CLEAN, words.WITH_FINDINGS, words.STOPPED]
    dots = layer(
        data,
        mark("point", filled=True, size=130, opacity=0.95, stroke=palette.background, strokeWidth=1),
        x=x,
        y=y,
        color=nominal(
            "state", scale={"domain": states, "range": [palette.blue, palette.orange, palette.grey]}, legend=None
        ),
        shape=nominal("state", scale={"domain": states, "range": ["circle", "triangle-up", "square"]}, legend=None),
        tooltip=[
            nominal("name", title=words.EXPERIMENT),
            nominal("state", title=words.STATE),
            quantitative("users", title=words.WEEKLY_USERS, format=",.0f"),
            nominal("cost_text", title=words.cost_axis(currency)),
            nominal("findings", title=words.FINDINGS),
        ],
    )
    layers: list[Spec] = []
    if limit_per_user is not None:
        layers += _limit(limit_per_user, currency, (most_users * 1.35, most_cost * 1.6), x=x, y=y, palette=palette)
    layers += [dots, *_names(data, x, y, (most_users * 1.35, most_cost * 1.6), palette)]
    title = words.cost_axis(currency)
    return chart(layers, palette, description, height=height, title=title)


def _row(experiment: ExperimentStatus, currency: str, named: bool) -> dict[str, Any]:
    if experiment.decision is Decision.STOP and experiment.decision_in_date:
        state = words.STOPPED
    else:
        state = words.CLEAN if experiment.is_clean else words.WITH_FINDINGS
    cost = experiment.monthly_cost or 0.0
    return {
        "name": experiment.name,
        "label": words.experiment_label(experiment.name, state) if named else "",
        "users": experiment.weekly_users,
        "cost": cost,
        "cost_text": f"{CURRENCY_SIGNS.get(currency, '')}{number_text(cost)}",
        "state": state,
        "findings": plural(len(experiment.findings), "finding"),
    }


def _names(data: Rows, x: Spec, y: Spec, most: tuple[float, float], palette: Palette) -> list[Spec]:
    """Names beside their dots, turned inwards on the right; a name that would lie on another is left to the tooltip."""
    taken: list[tuple[float, float, float]] = []
    sides: dict[str, Rows] = {"left": [], "right": []}
    for row in sorted((row for row in data if row["label"]), key=lambda row: -row["cost"]):
        across, up = _place(row["users"], most[0], 5), _place(row["cost"], most[1], 50)
        width = _CHARACTER * len(row["label"])
        inwards = across + width > 1
        begin, end = (across - width, across) if inwards else (across, across + width)
        if any(abs(up - line) < _LINE and begin < last and first < end for line, first, last in taken):
            continue
        taken.append((up, begin, end))
        sides["right" if inwards else "left"].append(row)
    return [
        layer(
            named,
            mark("text", align=align, dx=10 if align == "left" else -10),
            x=x,
            y=y,
            text=nominal("label"),
            color=value(palette.text),
        )
        for align, named in sides.items()
        if named
    ]


def _place(number: float, most: float, constant: float) -> float:
    """Where a value lies between 0 and the most, on a scale that is straight near 0 and logarithmic beyond."""
    return log1p(number / constant) / log1p(most / constant)


def _limit(limit: float, currency: str, most: tuple[float, float], *, x: Spec, y: Spec, palette: Palette) -> list[Spec]:
    """The line along which one weekly user costs exactly the limit."""
    until = min(most[0], most[1] / limit)
    shares = [(step / 40) ** 3 for step in range(41)]  # close together near 0, where the scales bend most
    line = [{"users": until * share, "cost": limit * until * share} for share in shares]
    text = words.limit_label(f"{CURRENCY_SIGNS.get(currency, '')}{number_text(limit)}")
    dashed = mark("line", color=palette.muted, strokeDash=[5, 4], strokeWidth=1.5)
    label = mark("text", align="left", dx=8, dy=4, color=palette.muted)
    end = rows([{**line[-1], "label": text}])
    return [layer(rows(line), dashed, x=x, y=y), layer(end, label, x=x, y=y, text=nominal("label"))]


def _ticks(most: float) -> list[int]:
    """0 and the powers of ten up to the most that is drawn, with their fivefold where the powers are few."""
    powers = [10**power for power in range(1, 8) if 10**power <= most * 1.3]
    fives = [5 * power for power in powers if 5 * power <= most * 1.3] if len(powers) < 3 else []
    return sorted([0, *powers, *fives])
