"""Resources and research: the backlog with the age of what nobody looked at, and the resource map."""

from collections.abc import Mapping

import streamlit as st

from playbook.concerns.research import wording
from playbook.concerns.research.status import FindStatus, ResearchStatus, Standing, research_status
from playbook.model.research import Resource
from playbook.page.parts.grid import Entry, Export, Field, Line, grid
from playbook.page.parts.header import Cell, empty_state, escape_markdown, page_header, screen_context
from playbook.page.parts.selection import choose_view
from playbook.wording import seat_text, sentence_case

LOOKS = {
    Standing.UNTRIAGED: ("gray", "help"),
    Standing.SEEN: ("blue", "visibility"),
    Standing.TRIAL: ("violet", "science"),
    Standing.ADOPTED: ("green", "check_circle"),
    Standing.DROPPED: ("gray", "do_not_disturb_on"),
}
BACKLOG_FIELDS = (
    Field(wording.COLUMN_WHAT),
    Field(wording.COLUMN_STATE, choose=True, width=110),
    Field(wording.COLUMN_DAYS, right=True, width=70),
    Field(wording.COLUMN_LATE, right=True, width=90),
    Field(wording.COLUMN_OWNER, choose=True, width=150),
    Field(wording.COLUMN_WHY, width=360),
)
MAP_FIELDS = (
    Field(wording.COLUMN_WHERE),
    Field(wording.COLUMN_KIND, choose=True, width=220),
    Field(wording.COLUMN_LAYERS, width=300),
)


def show() -> None:
    """The whole page."""
    context = screen_context()
    status = context.workspace.ask(research_status, context.as_of, context.basis)
    page_header(wording.headline(status), context)
    if choose_view(wording.VIEW, wording.VIEWS, key="view") == wording.MAP_VIEW:
        layers = {layer.id: layer.title for layer in context.playbook.definitions.stack.layers}
        _map(context.playbook.definitions.resources.resources, layers)
    elif status.finds:
        _backlog(status)
    else:
        empty_state(wording.EMPTY, wording.EMPTY_WHY, (wording.WAY_RECORD,), records=["find"])


def _backlog(status: ResearchStatus) -> None:
    st.markdown(f"**{escape_markdown(wording.summary(status))}**")
    lines = [Line(find.id, _cells(find)) for find in status.finds]
    export = Export(wording.FILE_COLUMNS, [_file_row(find) for find in status.finds], name="research-backlog")
    grid("backlog", BACKLOG_FIELDS, lines, label=wording.BACKLOG, export=export)


def _cells(find: FindStatus) -> tuple[Entry, ...]:
    late = f"{find.late_days:,}" if find.late_days else ""
    look = ("red", "event_busy") if find.late_days else LOOKS[find.standing]
    return (
        Entry(find.title, wording.kind_and_layers(find), to=find.link),
        Entry(badges=((wording.STANDING_WORDS[find.standing], *look),)),
        Entry(f"{find.age_days:,}", order=find.age_days),
        Entry(late, order=find.late_days),
        Entry(sentence_case(wording.owner_words(find))),
        Entry(wording.why_words(find)),
    )


def _file_row(find: FindStatus) -> tuple[Cell, ...]:
    return (
        find.id,
        find.title,
        str(find.kind),
        str(find.standing),
        find.since,
        find.age_days,
        find.late_days,
        seat_text(find.owner),
        ", ".join(find.layers),
        wording.why_words(find),
        find.link,
    )


def _map(resources: tuple[Resource, ...], layers: Mapping[str, str]) -> None:
    if not resources:
        st.markdown(wording.NO_MAP)
        return
    kinds = list(wording.GROUP_WORDS)
    named = [
        (one, wording.GROUP_WORDS[one.group], wording.layers_words([layers.get(layer, layer) for layer in one.layers]))
        for one in sorted(resources, key=lambda one: kinds.index(one.group))
    ]
    lines = [
        Line(one.id, (Entry(one.title, one.what, to=one.link), Entry(kind), Entry(changes)))
        for one, kind, changes in named
    ]
    rows = [(one.title, one.what, kind, changes, one.link) for one, kind, changes in named]
    export = Export(wording.MAP_FILE_COLUMNS, rows, name="resources")
    grid("resources", MAP_FIELDS, lines, label=wording.MAP, export=export)
