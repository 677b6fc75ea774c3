"""The heat map as a matrix: impact up, likelihood across, how many live risks stand in each field."""

import streamlit as st

from playbook.concerns.risks import wording_page as wording
from playbook.concerns.risks.register import RiskRegister, RiskStatus
from playbook.model.risks import HIGHEST, Band, RiskLevels
from playbook.page.parts.grid import Entry, Field, Line, at, grid
from playbook.page.parts.header import Screen, escape_markdown
from playbook.page.parts.headings import heading

_TONES = {Band.HIGH: "solid-red", Band.MEDIUM: "half-orange", Band.LOW: "green"}
"""Each of its own lightness: bands are told apart in grey, and by eyes that tell no red from green."""


def heat_map(register: RiskRegister, levels: RiskLevels) -> None:
    """Twenty-five fields; each that holds a risk says how many and how high, and leads to them."""
    heading(wording.HEAT)
    st.markdown(escape_markdown(wording.heat_sentence(register)))
    counts: dict[tuple[int, int], int] = {}
    for risk in register.risks:
        if risk.is_live and risk.likelihood and risk.impact:
            place = (risk.likelihood, risk.impact)
            counts[place] = counts.get(place, 0) + 1
    scale = range(1, HIGHEST + 1)
    lines = [
        Line(f"{impact}", (str(impact), *(_field(place, impact, counts, levels) for place in scale)))
        for impact in reversed(scale)
    ]
    fields = (Field(wording.IMPACT_BY_LIKELIHOOD), *(Field(str(likelihood)) for likelihood in scale))
    grid("heat", fields, lines, label=wording.heat_alt(register), matrix=True)
    st.caption(wording.HEAT_SCALE)


def _field(likelihood: int, impact: int, counts: dict[tuple[int, int], int], levels: RiskLevels) -> Entry:
    count = counts.get((likelihood, impact), 0)
    band = levels.band(likelihood * impact)
    if not count:
        return Entry(badges=((wording.BAND_LETTERS[band], "plain", ""),))
    return Entry(
        to=at(Screen.RISKS, field=field_name(likelihood, impact)),
        badges=((f"{count} {wording.BAND_LETTERS[band]}", _TONES[band], ""),),
        title=wording.field_title(likelihood, impact),
    )


def field_name(likelihood: int, impact: int) -> str:
    """Name of a field of the map in the address, such as `4x3`."""
    return f"{likelihood}x{impact}"


def in_field(risk: RiskStatus, field: str | None) -> bool:
    """Whether a risk stands in a field of the map; every risk where none is named."""
    if field is None:
        return True
    rated = risk.likelihood is not None and risk.impact is not None
    return risk.is_live and rated and field_name(risk.likelihood or 0, risk.impact or 0) == field
