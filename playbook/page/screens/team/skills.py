"""What is defined about skills: the matrix with its levels, the career ladder, the hiring screens."""

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from playbook.concerns.team import wording
from playbook.model.dated import when
from playbook.model.skills import LadderLevel, SkillLayer
from playbook.model.team import PayBand
from playbook.page.parts.cells import titled
from playbook.page.parts.header import Cell, Shown, escape_markdown, show_narrow
from playbook.page.parts.headings import heading


def matrix(layers: Sequence[SkillLayer]) -> None:
    """Each layer as a line that opens: why, responsibilities, tools and the levels in words."""
    heading(wording.MATRIX)
    for layer in layers:
        with st.expander(f"**{escape_markdown(layer.title)}**: {escape_markdown(layer.why)}"):
            facts = [f"**{name}:** {escape_markdown(text)}" for name, text in wording.layer_lines(layer) if text]
            levels = [f"{number}. {escape_markdown(words)}" for number, words in enumerate(layer.levels, 1)]
            st.markdown("\n\n".join(["  \n".join(facts), "\n".join(levels)]))


def ladder(
    rungs: Sequence[LadderLevel],
    bands: Sequence[PayBand],
    layers: Mapping[str, str],
    today: date,
    currency: str,
) -> None:
    """The career ladder; the company's own pay bands beside it where it has recorded any."""
    heading(wording.LADDER)
    if not rungs:
        st.markdown(wording.NO_LADDER)
        return
    known = {band.ladder: band for band in sorted(bands, key=when) if band.on <= today}
    columns = (*wording.LADDER_COLUMNS, wording.SHAPE, *([wording.PAY_COLUMN] if known else []))
    rows: list[tuple[Cell, ...]] = [
        (
            rung.title,
            rung.scope,
            rung.autonomy,
            rung.impact,
            wording.expected_words(rung, layers),
            *([wording.pay_words(known.get(rung.id), today, currency)] if known else []),
        )
        for rung in rungs
    ]
    shown: list[tuple[Cell, ...]] = [(titled(str(row[0])), Shown(_words(row), None), *row[4:]) for row in rows]
    columns_shown = (columns[0], wording.ASKS_OF_IT, *columns[4:])
    show_narrow(columns_shown, shown, columns, rows, name="career-ladder", alt=wording.LADDER)


def _words(row: Sequence[Cell]) -> str:
    """Scope, autonomy and impact of a rung, each named, in one cell."""
    named = zip(wording.LADDER_COLUMNS[1:], row[1:4], strict=True)
    return "  \n".join(f":gray[{name}:] {escape_markdown(text)}" for name, text in named if text)


def hiring_screens(layers: Sequence[SkillLayer]) -> None:
    """How a candidate's level is found out, layer by layer."""
    lines = [
        f"- **{escape_markdown(layer.title)}**, {escape_markdown(wording.screen_line(screen))}"
        for layer in layers
        for screen in layer.screens
    ]
    if lines:
        heading(wording.SCREENS)
        st.markdown("\n".join(lines))
