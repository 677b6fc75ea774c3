"""Deliverables as a table, and what can be taken away of them."""

from collections.abc import Mapping, Sequence
from datetime import date

from playbook.concerns.charter import wording
from playbook.page.parts.cells import day_cell
from playbook.page.parts.header import Shown, download, show_table, state_badge
from playbook.page.screens.charter.deliverables import proof_badge
from playbook.results.charter import DeliverableStatus
from playbook.wording import STATE_WORDS


def table(kept: Sequence[DeliverableStatus], today: date) -> None:
    """The columns that fit a page; the download holds the rest."""
    rows = [
        (
            each.name,
            Shown(state_badge(each.state), STATE_WORDS[each.state]),
            Shown(proof_badge(each), wording.WORD_PROVEN if each.proven else ""),
            day_cell(each.due, today),
            "" if each.proven or each.dropped else wording.owner_words(each.who),
            wording.reasons_words(each.reasons),
        )
        for each in kept
    ]
    show_table(wording.COLUMNS_SHOWN, rows, name="charter-shown", alt=wording.table_alt(len(rows)), downloadable=False)


def take_away(kept: Sequence[DeliverableStatus], phases: Mapping[str, str]) -> None:
    """The download of the deliverables that are shown."""
    rows = [
        (
            each.name,
            phases[each.phase],
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
        for each in kept
    ]
    download(wording.COLUMNS, rows, name="charter-deliverables")
