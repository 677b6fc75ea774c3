"""Resources and research: the backlog with the age of what nobody looked at, and the resource map."""

from collections.abc import Mapping

import streamlit as st

from playbook.concerns.research import wording
from playbook.concerns.research.status import FindStatus, ResearchStatus, Standing, research_status
from playbook.model.research import Resource
from playbook.page.parts.cells import because, titled, web_link
from playbook.page.parts.header import (
    Cell,
    Shown,
    badge,
    download,
    empty_state,
    escape_markdown,
    page_header,
    screen_context,
    show_table,
)
from playbook.page.parts.selection import choose_view
from playbook.wording import seat_text

LOOKS = {
    Standing.UNTRIAGED: ("gray", "help"),
    Standing.SEEN: ("blue", "visibility"),
    Standing.TRIAL: ("violet", "science"),
    Standing.ADOPTED: ("green", "check_circle"),
    Standing.DROPPED: ("gray", "do_not_disturb_on"),
}
SELECT_WIDTH = 320


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
        empty_state(wording.EMPTY, wording.EMPTY_WHY, (wording.WAY_RECORD,))


def _backlog(status: ResearchStatus) -> None:
    st.markdown(f"**{escape_markdown(wording.summary(status))}**")
    names = {"": wording.EVERYTHING} | {str(one): wording.STANDING_WORDS[one] for one in Standing}
    with st.container(width=SELECT_WIDTH):
        chosen = st.selectbox(wording.SHOW, list(names), format_func=names.__getitem__, key="research_standing")
    finds = [find for find in status.finds if chosen in ("", find.standing)]
    if not finds:
        st.markdown(wording.NOTHING_HERE)
    else:
        rows = [_row(find) for find in finds]
        show_table(wording.COLUMNS, rows, name="research-shown", alt=wording.BACKLOG, downloadable=False)
    _take_away(status)


def _row(find: FindStatus) -> tuple[Cell, ...]:
    word = wording.STANDING_WORDS[find.standing]
    look = ("red", "event_busy") if find.late_days else LOOKS[find.standing]
    title = f"{escape_markdown(find.title)} {web_link(find.link)}".rstrip()
    return (
        titled(Shown(title, find.title), wording.kind_and_layers(find)),
        because(
            wording.why_words(find),
            wording.owner_words(find),
            mark=f"{badge(word, *look)} {escape_markdown(wording.days_words(find))}",
        ),
    )


def _take_away(status: ResearchStatus) -> None:
    rows: list[tuple[Cell, ...]] = [
        (
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
        for find in status.finds
    ]
    download(wording.FILE_COLUMNS, rows, name="research-backlog")


def _map(resources: tuple[Resource, ...], layers: Mapping[str, str]) -> None:
    if not resources:
        st.markdown(wording.NO_MAP)
        return
    rows: list[tuple[Cell, ...]] = [
        (
            Shown(web_link(one.link, one.title) or escape_markdown(one.title), one.title),
            because(one.what, "", wording.layers_words([layers.get(layer, layer) for layer in one.layers])),
            name,
        )
        for group, name in wording.GROUP_WORDS.items()
        for one in resources
        if one.group is group
    ]
    show_table(wording.MAP_COLUMNS, rows, name="resources", alt=wording.MAP)
