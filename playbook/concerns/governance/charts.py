"""Coverage of each framework as one bar, from covered to what nothing serves."""

from collections.abc import Sequence

from playbook.charting.colors import Palette
from playbook.charting.parts import Spec, chart, layer, mark, nominal, quantitative, rows, value
from playbook.concerns.governance import wording as words
from playbook.concerns.governance.status import ControlState, FrameworkStatus

_WIDTH = {"expr": "width"}
"""A longer text would squeeze the bars, for the chart is fitted to all that is in it."""


def coverage_bars(frameworks: Sequence[FrameworkStatus], *, palette: Palette, description: str) -> Spec:
    """Share of each framework's controls by state; the number stands in each part that has room for it."""
    states = list(ControlState)
    names = [words.STATE_WORDS[state] for state in states]
    data = rows(
        {
            "framework": framework.name,
            "state": words.STATE_WORDS[state],
            "order": order,
            "count": framework.count(state),
            "share": framework.count(state) / len(framework.controls),
            "label": str(framework.count(state)) if framework.count(state) / len(framework.controls) > 0.04 else "",
        }
        for framework in frameworks
        if framework.controls
        for order, state in enumerate(states)
        if framework.count(state)
    )
    colours = [palette.green, palette.gold, palette.orange, palette.violet, palette.grey, palette.pale]
    y = nominal("framework", sort=None, axis=None, scale={"paddingInner": 0, "paddingOuter": 0})
    bars = layer(
        data,
        mark("bar", size=16, yOffset=-2, stroke=palette.background, strokeWidth=1),
        x=quantitative("share", stack="zero", axis=None, scale={"domain": [0, 1], "nice": False}),
        y=y,
        order=quantitative("order"),
        color=nominal("state", scale={"domain": names, "range": colours}, legend={"columns": 2}),
        tooltip=[
            nominal("framework", title=words.FRAMEWORK),
            nominal("state", title=" "),
            quantitative("count", title=words.CONTROLS),
        ],
    )
    titles = layer(
        rows({"framework": framework.name} for framework in frameworks if framework.controls),
        mark("text", align="left", baseline="middle", yOffset=-20, color=palette.text, limit=_WIDTH),
        x=value(0),
        y=y,
        text=nominal("framework"),
    )
    covered = layer(
        rows({"framework": one.name, "words": words.coverage_words(one)} for one in frameworks if one.controls),
        mark("text", align="left", baseline="middle", yOffset=16, color=palette.muted, limit=_WIDTH),
        x=value(0),
        y=y,
        text=nominal("words"),
    )
    return chart([bars, titles, covered], palette, description, height={"step": 66})
