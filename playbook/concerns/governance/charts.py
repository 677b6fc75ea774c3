"""Coverage of each framework as one bar, from covered to what nothing serves, by lightness and by letter."""

from collections.abc import Sequence
from textwrap import wrap

from playbook.charting.colors import Palette
from playbook.charting.parts import Spec, chart, layer, mark, nominal, quantitative, rows, value, where
from playbook.concerns.governance import wording as words
from playbook.concerns.governance.status import ControlState, FrameworkStatus

_LETTERS_A_LINE = 46
"""What a phone has room for."""
_DARK = (ControlState.COVERED, ControlState.CLAIMED)


def coverage_bars(frameworks: Sequence[FrameworkStatus], *, palette: Palette, description: str) -> Spec:
    """Share of each framework's controls by state: the further from proven the paler, each part with its letter where
    it has room, and the letters with their counts below, so that it reads without color."""
    states = list(ControlState)
    data = rows(
        {
            "framework": framework.name,
            "state": words.STATE_WORDS[state],
            "order": order,
            "count": framework.count(state),
            "share": framework.count(state) / len(framework.controls),
            "middle": sum(framework.count(before) for before in states[:order]) / len(framework.controls)
            + framework.count(state) / len(framework.controls) / 2,
            "label": words.STATE_LETTERS[state] if framework.count(state) / len(framework.controls) > 0.05 else "",
            "dark": state in _DARK,
        }
        for framework in frameworks
        if framework.controls
        for order, state in enumerate(states)
        if framework.count(state)
    )
    y = nominal("framework", sort=None, axis=None, scale={"paddingInner": 0, "paddingOuter": 0})
    along = {"axis": None, "scale": {"domain": [0, 1], "nice": False}}
    names, shades = [words.STATE_WORDS[state] for state in states], list(_shades(palette))
    bars = layer(
        data,
        mark("bar", size=18, yOffset=-8, stroke=palette.muted, strokeWidth=0.8),
        x=quantitative("share", stack="zero", **along),
        y=y,
        order=quantitative("order"),
        color=nominal("state", scale={"domain": names, "range": shades}, legend=None),
        tooltip=[
            nominal("framework", title=words.FRAMEWORK),
            nominal("state", title=words.STATE),
            quantitative("count", title=words.CONTROLS, format=",.0f"),
            quantitative("share", title=words.SHARE, format=".0%"),
        ],
    )
    letters = layer(
        data,
        mark("text", baseline="middle", yOffset=-8, fontWeight=700),
        x=quantitative("middle", **along),
        y=y,
        text=nominal("label"),
        color=where("datum.dark", palette.background, palette.text),
    )
    drawn = [framework for framework in frameworks if framework.controls]
    heads = {one.name: wrap(one.name, _LETTERS_A_LINE) for one in drawn}
    tall = max(map(len, heads.values()), default=1)
    head = mark("text", align="left", baseline="middle", color=palette.text, fontWeight=600, lineBreak="\n")
    titles = layer(
        # a shorter name begins further down, so that all end right above their bars
        rows(
            {"framework": name, "head": "\n" * (tall - len(lines)) + "\n".join(lines)} for name, lines in heads.items()
        ),
        {**head, "yOffset": -13 - 14 * tall},
        x=value(0),
        y=y,
        text=nominal("head"),
    )
    counted = layer(
        rows(
            {"framework": one.name, "words": "\n".join(wrap(words.letters_words(one), _LETTERS_A_LINE))}
            for one in drawn
        ),
        mark("text", align="left", baseline="middle", yOffset=11, color=palette.muted, lineBreak="\n"),
        x=value(0),
        y=y,
        text=nominal("words"),
    )
    return chart([bars, letters, titles, counted], palette, description, height={"step": 72 + 14 * tall})


def _shades(palette: Palette) -> tuple[str, ...]:
    """From what is proven to what does not apply; each differs from its neighbors in grey, too."""
    if palette.name == "light":
        return "#0F3D85", "#3F74C4", "#8FB3E6", "#F2B886", "#D3D9E0", "#F7F9FB"
    return "#A9CBFF", "#6E9FE8", "#3A66A8", "#8A4B12", "#3C4756", "#151C26"
