"""Coverage of each framework as one bar, from covered to what nothing serves."""

from collections.abc import Sequence

import altair as alt

from playbook import wording_governance_page as words
from playbook.charts import Palette, Spec, finish, rows
from playbook.governance_status import ControlState, FrameworkStatus


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
    y = alt.Y("framework:N", sort=None, axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0))
    x = alt.X("share:Q", stack="zero", axis=None, scale=alt.Scale(domain=[0, 1], nice=False))
    base = alt.Chart(data).encode(
        y=y,
        order="order:Q",
        tooltip=[
            alt.Tooltip("framework:N", title=words.FRAMEWORK),
            alt.Tooltip("state:N", title=" "),
            alt.Tooltip("count:Q", title=words.CONTROLS),
        ],
    )
    bars = base.mark_bar(size=16, yOffset=9, stroke=palette.background, strokeWidth=1).encode(
        x=x, color=alt.Color("state:N", scale=alt.Scale(domain=names, range=colours), legend=alt.Legend(columns=3))
    )
    titles = (
        alt.Chart(rows({"framework": framework.name} for framework in frameworks if framework.controls))
        .mark_text(align="left", baseline="middle", yOffset=-10, color=palette.text)
        .encode(y=y, x=alt.value(0), text="framework:N")
    )
    covered = (
        alt.Chart(
            rows({"framework": one.name, "words": words.coverage_words(one)} for one in frameworks if one.controls)
        )
        .mark_text(align="right", baseline="middle", yOffset=-10, color=palette.muted)
        .encode(y=y, x=alt.value("width"), text="words:N")
    )
    return finish(alt.layer(bars, titles, covered).properties(height=alt.Step(52)), palette, description)
