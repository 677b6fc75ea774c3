"""The heat map of risks: likelihood across, impact up, how many stand in each field."""

from collections.abc import Sequence

import altair as alt

from playbook import wording_risk_page as words
from playbook.charts import Palette, Spec, finish, rows
from playbook.risk_register import RiskStatus
from playbook.risks import HIGHEST, Band, RiskLevels

PICK = "cell"
"""Name of the selection and of the field it gives back, such as `4x3` (likelihood, impact)."""


def cell_name(likelihood: int, impact: int) -> str:
    """Name of a field of the map."""
    return f"{likelihood}x{impact}"


Place = tuple[int, int, str]
"""Likelihood, impact and name of a live risk."""


def places_of(risks: Sequence[RiskStatus]) -> tuple[Place, ...]:
    """Where the live risks stand; those that nobody rated stand nowhere."""
    return tuple(
        (risk.likelihood, risk.impact, words.name_with_product(risk))
        for risk in risks
        if risk.is_live and risk.likelihood is not None and risk.impact is not None
    )


def risk_heat_map(
    places: Sequence[Place], levels: RiskLevels, *, palette: Palette, description: str, height: int = 340
) -> Spec:
    """Twenty-five fields coloured by band; each says how many live risks stand in it, and can be chosen."""
    grid = range(1, HIGHEST + 1)
    here = {
        (likelihood, impact): [name for across, up, name in places if (across, up) == (likelihood, impact)]
        for likelihood in grid
        for impact in grid
    }
    data = rows(
        {
            PICK: cell_name(*place),
            "likelihood": place[0],
            "impact": place[1],
            "band": words.BAND_WORDS[levels.band(place[0] * place[1])],
            "level": place[0] * place[1],
            "count": len(found) or None,
            "shown": str(len(found)) if found else "",
            "names": "; ".join(found) or "–",
        }
        for place, found in here.items()
    )
    pick = alt.selection_point(name=PICK, fields=[PICK], empty=True)
    bands = [words.BAND_WORDS[band] for band in Band]
    axis = alt.Axis(labelAngle=0, grid=False)
    base = alt.Chart(data).encode(
        x=alt.X("likelihood:O", title=words.LIKELIHOOD, axis=axis),
        y=alt.Y("impact:O", title=words.IMPACT, sort="descending", axis=axis),
        tooltip=[alt.Tooltip("level:Q", title=words.LEVEL), alt.Tooltip("names:N", title=words.RISKS_HERE)],
    )
    fields = base.mark_rect(stroke=palette.background, strokeWidth=3, cornerRadius=4, cursor="pointer").encode(
        color=alt.Color("band:N", scale=alt.Scale(domain=bands, range=[palette.orange, palette.gold, palette.green])),
        opacity=alt.condition("datum.count > 0", alt.value(0.55), alt.value(0.16)),
    )
    counts = base.mark_text(fontSize=18, fontWeight=700, color=palette.text, tooltip=None, baseline="middle").encode(
        text="shown:N"
    )
    chart = alt.layer(fields.add_params(pick), counts).properties(height=height)
    return finish(chart, palette, description)
