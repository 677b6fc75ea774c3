"""Value: what each product promised and realized, and how many came how far."""

import streamlit as st

from playbook.concerns.value import wording
from playbook.concerns.value.status import ProductValue, Standing, ValueStatus, value_status
from playbook.page.parts.grid import Entry, Export, Field, Line, at, grid
from playbook.page.parts.header import (
    Cell,
    Screen,
    ScreenContext,
    empty_state,
    escape_markdown,
    page_header,
    screen_context,
)
from playbook.page.parts.headings import heading

LOOKS = {
    Standing.KEPT: ("green", "check_circle"),
    Standing.SHORT: ("red", "trending_down"),
    Standing.NOT_DUE: ("gray", "schedule"),
    Standing.NOT_REPORTED: ("orange", "help"),
    Standing.NOT_PROMISED: ("gray", "horizontal_rule"),
}
FIELDS = (
    Field(wording.COLUMN_PRODUCT),
    Field(wording.COLUMN_STANDING, choose=True, width=130),
    Field(wording.COLUMN_PROMISED, right=True, width=140),
    Field(wording.COLUMN_REALISED, right=True, width=150),
    Field(wording.COLUMN_SHARE, right=True, width=80),
    Field(wording.COLUMN_SO_FAR, right=True, width=140),
    Field(wording.COLUMN_SPENT, right=True, width=120),
    Field(wording.COLUMN_COST, width=220),
)
FUNNEL_FIELDS = tuple(Field(title, right=place > 0) for place, title in enumerate(wording.FUNNEL_COLUMNS))


def show() -> None:
    """The whole page."""
    context = screen_context()
    status = context.workspace.ask(value_status, context.as_of, context.basis)
    page_header(wording.title(status), context)
    if context.playbook.definitions.value.realised is None:
        empty_state(wording.UNDEFINED, wording.UNDEFINED_WHY, (wording.WAY_DEFINE,))
    elif not status.products:
        empty_state(wording.EMPTY, wording.EMPTY_WHY, (wording.WAY_PRODUCT,))
    else:
        st.markdown(f"**{escape_markdown(wording.summary(status))}**")
        st.markdown(escape_markdown(wording.so_far_words(status)))
        _products(status, context)
    heading(wording.FUNNEL)
    rows = [wording.step_row(step) for step in status.funnel]
    lines = [Line(str(row[0]), [Entry(row[0]), *(Entry(str(cell)) for cell in row[1:])]) for row in rows]
    export = Export(wording.FUNNEL_COLUMNS, rows, name="funnel")
    grid("funnel", FUNNEL_FIELDS, lines, label=wording.FUNNEL, export=export, dense=True)


def _products(status: ValueStatus, context: ScreenContext) -> None:
    chosen = [one for one in status.products if context.product in (None, one.product)]
    lines = [Line(one.product, _cells(one, status.unit, context)) for one in chosen]
    export = Export(wording.FILE_COLUMNS, [_file_row(one, status.unit) for one in chosen], name="value")
    grid("value", FIELDS, lines, label=wording.PRODUCTS, export=export)


def _cells(one: ProductValue, unit: str, context: ScreenContext) -> tuple[Entry, ...]:
    metric = context.playbook.definitions.value.realised
    return (
        Entry(one.name, wording.due_words(one, context.as_of), to=at(Screen.NORTH_STAR, metric, product=one.product)),
        Entry(badges=((wording.STANDING_WORDS[one.standing], *LOOKS[one.standing]),)),
        Entry(wording.amount(one.promised, unit), order=one.promised or 0.0),
        Entry(wording.amount(one.realised, unit), order=one.realised or 0.0),
        Entry(wording.share(one.share), order=one.share or 0.0),
        Entry(wording.amount(one.so_far, unit), order=one.so_far or 0.0),
        Entry(wording.amount(one.spent, unit), order=one.spent or 0.0),
        Entry(wording.cost_words(one.costs, unit)),
    )


def _file_row(one: ProductValue, unit: str) -> tuple[Cell, ...]:
    return (
        one.name,
        one.promised,
        one.due,
        one.realised,
        one.share,
        str(one.standing),
        one.so_far,
        one.spent,
        wording.cost_words(one.costs, unit),
    )
