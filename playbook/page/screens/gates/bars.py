"""How a gate's own bar moved over time: which commit moved which field, and why."""

import streamlit as st

from playbook.page.parts.badges import OUTCOME_LOOKS
from playbook.page.parts.grid import Entry, Field, Line, grid
from playbook.page.parts.header import ScreenContext, escape_markdown
from playbook.page.parts.headings import heading
from playbook.readiness.bars import wording_lowered as words
from playbook.readiness.bars.lowered import metric_of_bar
from playbook.readiness.bars.results import Effect
from playbook.readiness.bars.wording_impact import EFFECT_WORDS
from playbook.results.gates import GateStatus
from playbook.services.bar_history import BarHistory, BarStep, bar_history
from playbook.verdict import Outcome
from playbook.wording import day_text

FIELDS = (
    Field(words.STEP_DAY, width=110),
    Field(words.STEP_EFFECT, width=110),
    Field(words.STEP_FIELD),
    Field(words.STEP_WHY),
)
_LOOKS = {
    Effect.WEAKER: OUTCOME_LOOKS[Outcome.NOT_MET],
    Effect.STRICTER: OUTCOME_LOOKS[Outcome.MET],
    Effect.OTHER: OUTCOME_LOOKS[Outcome.OBSERVING],
}


def bars(gate: GateStatus, context: ScreenContext) -> None:
    """The newest step first; where git knows nothing, what is on record."""
    with st.spinner(words.READING_HISTORY, show_time=False):
        found = bar_history(context.workspace, gate.gate, context.as_of)
    heading(words.BAR_TITLE)
    if found.steps:
        lines = [_line(number, step, context) for number, step in enumerate(found.steps)]
        grid("bars", FIELDS, lines, label=words.bar_label(gate.gate_name), size=8)
    elif not found.missing:
        st.markdown(words.ONLY_ON_RECORD if found.recorded else words.NEVER_MOVED)
    _beside(found, context)


def _line(number: int, step: BarStep, context: ScreenContext) -> Line:
    move, record = step.move, step.record
    metric = metric_of_bar(move.what, context.playbook)
    return Line(
        str(number),
        (
            Entry(day_text(step.on, context.today), note=words.commit_words(step.commit), order=step.on.isoformat()),
            Entry(badges=((EFFECT_WORDS[move.effect], *_LOOKS[move.effect]),)),
            Entry(words.field_words(move), note=words.values_words(move.before, move.after, metric)),
            Entry(words.why_words(record, step.subject), note=words.by_words(record, move.effect)),
        ),
    )


def _beside(found: BarHistory, context: ScreenContext) -> None:
    """What git cannot tell, and what is on record then."""
    for sentence in words.gaps(found.missing, found.unread, found.older):
        st.caption(escape_markdown(sentence))
    shown = {step.record for step in found.steps}
    for change in found.recorded:
        if change not in shown:
            metric = metric_of_bar(change.what, context.playbook)
            st.markdown(escape_markdown(words.lowered_bar(change, metric, context.as_of)))
