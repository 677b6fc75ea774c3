"""The difference of two runs with its interval, against no difference and against the margin."""

from playbook.charting.colors import Palette
from playbook.charting.parts import Spec, chart, datum, layer, mark, quantitative, rows, until
from playbook.services.comparing import wording


def difference_interval(
    low: float, difference: float, high: float, margin: float, scorer: str, *, palette: Palette, description: str
) -> Spec:
    """One bar from the lower to the upper bound with a dot on the estimate; a plain line at no difference, a dashed one
    at the margin. `margin` is signed: where a higher score is worse it is above zero."""
    times = 100 if scorer == "passed" else 1
    data = rows([{"low": low * times, "high": high * times, "difference": difference * times}])
    reach = max(abs(low), abs(high), abs(margin), 1e-9) * times * 1.15
    x = {"scale": {"domain": [-reach, reach], "nice": False}, "axis": {"title": wording.axis(scorer), "format": "~r"}}
    layers = [
        layer(rows([{}]), mark("rule", color=palette.muted), x=datum(0, type="quantitative", **x)),
        layer(
            data,
            mark("rule", strokeWidth=6, color=palette.blue, opacity=0.6),
            x=quantitative("low", **x),
            x2=until("high"),
        ),
        layer(data, mark("point", filled=True, size=160, color=palette.blue), x=quantitative("difference", **x)),
    ]
    if margin:
        dashed = mark("rule", color=palette.orange, strokeDash=[5, 4], strokeWidth=2)
        layers.append(layer(rows([{}]), dashed, x=datum(margin * times, type="quantitative", **x)))
    return chart(layers, palette, description, height=90)
