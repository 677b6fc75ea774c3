"""The layers as a table: what stands in each, why, and who must act; each row leads to its detail."""

from collections.abc import Sequence
from datetime import date

from playbook.concerns.stack import wording
from playbook.page.parts.grid import Entry, Export, Field, Line, at, grid
from playbook.page.parts.header import Screen
from playbook.results.stack import LayerState, LayerStatus
from playbook.wording import sentence_case

FIELDS = (
    Field(wording.LAYER, width=190),
    Field(wording.COLUMN_OPTION, width=190),
    Field(wording.COLUMN_STATE, choose=True, width=120),
    Field(wording.COLUMN_WHY),
    Field(wording.COLUMN_DUE, width=170, spare=True),
    Field(wording.COLUMN_WHO, choose=True, width=150, spare=True),
)

STATE_LOOKS = {
    LayerState.UNDECIDED: ("gray", "radio_button_unchecked"),
    LayerState.TRIAL: ("blue", "science"),
    LayerState.UNREVIEWED: ("orange", "rate_review"),
    LayerState.DECIDED: ("green", "check_circle"),
    LayerState.REVIEW_DUE: ("orange", "event"),
    LayerState.EXPIRED: ("red", "event_busy"),
    LayerState.REOPENED: ("red", "lock_open"),
}


def table(layers: Sequence[LayerStatus], today: date, chosen: str | None) -> None:
    """What stands in each layer, why, and who must act; the export holds everything known about each."""
    lines = [
        Line(
            layer.layer,
            (
                Entry(layer.name, to=at(Screen.STACK, layer.layer)),
                Entry(wording.option_words(layer)),
                Entry(badges=[(wording.STATE_WORDS[layer.state], *STATE_LOOKS[layer.state])]),
                Entry(sentence_case("; ".join(layer.reasons))),
                Entry(wording.next_day(layer, today), order=wording.next_date(layer).isoformat()),
                sentence_case(wording.acting(layer)),
            ),
        )
        for layer in layers
    ]
    grid("layers", FIELDS, lines, label=wording.LAYERS, selected=chosen, export=_export(layers))


def _export(layers: Sequence[LayerStatus]) -> Export:
    rows = [
        (
            layer.name,
            wording.STATE_WORDS[layer.state],
            layer.option_name,
            layer.ring,
            layer.due,
            layer.decided_on,
            layer.review_by,
            layer.who,
            "; ".join(layer.reasons),
            "; ".join(layer.reopened_by),
        )
        for layer in layers
    ]
    return Export(wording.LAYER_COLUMNS, rows, name="stack-layers")
