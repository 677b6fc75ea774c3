"""The heat map of risks: likelihood across, impact up, how many stand in each field."""

from collections.abc import Sequence

from playbook.charting.colors import Palette
from playbook.charting.parts import Spec, chart, layer, mark, nominal, ordinal, quantitative, rows, where
from playbook.concerns.risks import wording_page as words
from playbook.concerns.risks.register import RiskStatus
from playbook.model.risks import HIGHEST, Band, RiskLevels

PICK = "cell"
"""Name of the selection and of the field it gives back, such as `4x3` (likelihood, impact)."""
_FIELDS = "fields"
"""Name of the layer whose parts can be chosen."""


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
    bands = [words.BAND_WORDS[band] for band in Band]
    axis = {"labelAngle": 0, "grid": False}
    every = {
        "x": ordinal("likelihood", title=words.LIKELIHOOD, axis=axis),
        "y": ordinal("impact", title=words.IMPACT, sort="descending", axis=axis),
        "tooltip": [quantitative("level", title=words.LEVEL), nominal("names", title=words.RISKS_HERE)],
    }
    fields = layer(
        data,
        mark("rect", stroke=palette.background, strokeWidth=3, cornerRadius=4, cursor="pointer"),
        color=nominal("band", scale={"domain": bands, "range": [palette.orange, palette.gold, palette.green]}),
        opacity=where("datum.count > 0", 0.55, 0.16),
        **every,
    )
    number = mark("text", fontSize=18, fontWeight=700, color=palette.text, tooltip=None, baseline="middle")
    counts = layer(data, number, text=nominal("shown"), **every)
    pick = {"name": PICK, "select": {"type": "point", "fields": [PICK]}, "views": [_FIELDS]}
    return {
        **chart([{"name": _FIELDS, **fields}, counts], palette, description, height=height),
        "params": [pick],
    }
