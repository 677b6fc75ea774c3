"""Deliverables as a table, what is late or blocked first, and what can be taken away of them."""

from playbook.concerns.charter import wording
from playbook.concerns.charter.views import urgent_first
from playbook.page.parts.grid import Entry, Export, Field, Line, at, grid
from playbook.page.parts.header import Cell, Screen, ScreenContext
from playbook.page.screens.charter.deliverables import marks
from playbook.results.charter import CharterStatus, DeliverableStatus
from playbook.wording import STATE_WORDS, day_text, sentence_case

FIELDS = (
    Field(wording.DELIVERABLE),
    Field(wording.PHASE, choose=True, width=170, spare=True),
    Field(wording.COLUMN_STATE, choose=True, width=150),
    Field(wording.COLUMN_DUE, width=90),
    Field(wording.COLUMN_LATE, right=True, width=80),
    Field(wording.OWNER, choose=True, width=150, spare=True),
)


def table(charter: CharterStatus, context: ScreenContext, chosen: str | None) -> None:
    """Every deliverable; the download holds everything known about each."""
    phases = {phase.id: phase.name for phase in charter.phases}
    started = context.assessment.start is not None
    lines = [
        Line(
            each.id,
            (
                Entry(each.name, sentence_case(wording.reasons_words(each.reasons)), to=at(Screen.CHARTER, each.id)),
                phases[each.phase],
                Entry(badges=marks(each)),
                Entry(
                    day_text(each.due, context.as_of) if started else wording.due_words(each, each.due, started=False),
                    wording.lapsed_words(each, context.as_of),
                    order=each.due.isoformat(),
                ),
                Entry(f"{each.late_days:,}", order=each.late_days) if each.late_days > 0 else Entry(order=0),
                sentence_case(wording.owner_words(each.owner)),
            ),
        )
        for each in urgent_first(charter.deliverables)
    ]
    rows = [_row(each, phases[each.phase]) for each in charter.deliverables]
    export = Export(wording.COLUMNS, rows, name="charter-deliverables")
    label = wording.table_alt(len(lines))
    grid("deliverables", FIELDS, lines, label=label, selected=chosen, size=14, export=export)


def _row(each: DeliverableStatus, phase: str) -> tuple[Cell, ...]:
    return (
        each.name,
        phase,
        STATE_WORDS[each.state],
        wording.yes_no(each.claimed),
        wording.yes_no(each.proven),
        each.weight,
        each.due,
        each.late_days,
        each.owner,
        each.who,
        wording.reasons_words(each.reasons),
        each.done_when,
        each.note,
        " ".join(each.links),
    )
