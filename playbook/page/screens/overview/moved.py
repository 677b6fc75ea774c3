"""What moved the score since the last closed review, else within seven days: the largest causes, the rest summed up."""

import streamlit as st

from playbook.page.parts.grid import at
from playbook.page.parts.header import Screen, ScreenContext, escape_markdown, link_to
from playbook.page.parts.links import SCREEN_OF_AREA
from playbook.page.parts.rows import Cell, Column, show_rows
from playbook.readiness import wording_screen as wording
from playbook.readiness.bars import wording_lowered as bars_words
from playbook.readiness.changes.between import by_subject, effects_that_add_up
from playbook.readiness.wording import effect_words, nothing_changed, nothing_to_compare, other_causes
from playbook.wording import sentence_case

SHOWN = 3
_COLUMNS = (Column(width=44, side="right"), Column())


def moved(context: ScreenContext) -> None:
    """Effects add up to the change of the score."""
    assessment = context.assessment
    since, before = assessment.changed_since, assessment.score_before
    changes = by_subject(assessment.changes)
    with st.container(horizontal=True, vertical_alignment="center", key="head-moved"):
        st.header(escape_markdown(wording.moved_title(since, context.today)), anchor=False, width="stretch")
        if len(changes) <= SHOWN:  # the line of all other causes leads there, too
            link_to(Screen.REVIEW, wording.COMPARE, icon="", step="standing")
    if since is None or before is None:
        st.markdown(nothing_to_compare(assessment.start))
        return
    if not changes:
        st.markdown(nothing_changed(since, context.today))
        _bars(context)
        return
    after = assessment.readiness.score
    effects = effects_that_add_up(changes, round(after, 1) - round(before, 1))
    rows = [
        (
            _effect(effect),
            Cell(
                wording.short_cause(change),
                to=at(SCREEN_OF_AREA[change.area], change.item or None),
                about=change.text,
            ),
        )
        for change, effect in list(zip(changes, effects, strict=True))[:SHOWN]
    ]
    if rest := effects[SHOWN:]:
        to = at(Screen.REVIEW, step="standing")
        rows.append((_effect(sum(rest)), Cell(other_causes(effects[:SHOWN], rest), to=to)))
    show_rows("moved", _COLUMNS, rows, label=wording.moved_title(since, context.today))
    _bars(context)


def _effect(effect: float) -> Cell:
    return Cell(effect_words(effect), wording.effect_color(effect), strong=True)


def _bars(context: ScreenContext) -> None:
    """The bars lowered since, by name; why is on the review's page."""
    bars = context.assessment.bar_changes
    if bars:
        label = sentence_case(f"{bars_words.BADGE}: {bars_words.named(bars)}")
        link_to(Screen.REVIEW, label, icon=":material/south:", step="standing")
