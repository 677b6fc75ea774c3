"""The weighted matrix of a layer as bars."""

from playbook.charting import wording as words
from playbook.charting.colors import Palette
from playbook.charting.parts import (
    Spec,
    chart,
    datum,
    layer,
    mark,
    nominal,
    quantitative,
    rows,
    value,
    where,
)
from playbook.concerns.stack.matrix import MatrixStatus
from playbook.wording import number_text


def matrix_bars(matrix: MatrixStatus, *, palette: Palette, description: str) -> Spec:
    """Weighted mean score of each scored option, best first; the winner in full colour and marked."""
    scored = [row for row in matrix.rows if row.total is not None]
    data = rows(
        {
            "option": row.option_name,
            "total": row.total,
            "label": number_text(row.total or 0.0),
            "wins": row.option == matrix.winner,
        }
        for row in scored
    )
    along = {
        "scale": {"domain": [1, 5], "nice": False},
        "axis": {"title": words.WEIGHTED_SCORE, "values": [1, 2, 3, 4, 5], "grid": False},
    }
    y = nominal("option", sort=None, axis=None, scale={"paddingInner": 0, "paddingOuter": 0})
    bar = {"size": 10, "yOffset": 9, "cornerRadius": 3}
    track = layer(data, mark("bar", color=palette.pale, aria=False, **bar), x=datum(1, **along), x2=datum(5), y=y)
    bars = layer(
        data,
        mark("bar", **bar),
        x=quantitative("total", **along),
        x2=datum(1),
        y=y,
        color=where("datum.wins", palette.blue, palette.grey),
        tooltip=[nominal("option", title=words.OPTION), nominal("label", title=words.WEIGHTED_SCORE)],
    )
    name = mark("text", align="left", baseline="middle", yOffset=-9, color=palette.text)
    total = mark("text", align="right", baseline="middle", yOffset=-9, color=palette.text, fontWeight=600)
    names = layer(data, name, x=value(0), y=y, text=nominal("option"))
    totals = layer(data, total, x=value("width"), y=y, text=nominal("label"))
    return chart([track, bars, names, totals], palette, description, height={"step": 46})
