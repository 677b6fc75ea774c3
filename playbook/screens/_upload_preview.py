"""Before a file is published: what was read, what it would change; and the rows to fill in."""

from datetime import timedelta

import streamlit as st

from metrics.definition import Level
from playbook import wording_changes
from playbook import wording_upload as wording
from playbook.screens._badges import badge, outcome_badge, verdict_badge
from playbook.screens._context import ScreenContext
from playbook.screens._tables import Cell, Shown, download, show_table
from playbook.screens._text import escape_markdown
from playbook.what_would_change import WouldChange
from playbook.wording import OUTCOME_WORDS, VERDICT_WORDS, value_text
from playbook.wording_overview import after_colon
from playbook.workspace import Preview

FIRST_ROWS = 20


def show_summary(preview: Preview) -> None:
    """What was read, and in one line what it would do to coverage and readiness."""
    snapshot = preview.snapshot
    st.header(wording.PREVIEW_TITLE, anchor=False)
    facts = (
        (wording.ROWS, f"{snapshot.rows:,}"),
        (wording.METRICS, f"{len(snapshot.metrics):,}"),
        (wording.PRODUCTS, wording.products_text(snapshot.products)),
        (wording.WEEKS, wording.weeks_text(snapshot.weeks)),
    )
    st.markdown("  \n".join(f"{name}: **{escape_markdown(fact)}**" for name, fact in facts))
    change = preview.change
    totals = wording_changes.TOO_LONG if change is None else wording_changes.totals(change)
    st.markdown(f"{badge(wording.TOTALS, 'blue', 'functions')} {escape_markdown(totals)}")


def show_changes(change: WouldChange | None, context: ScreenContext) -> None:
    """Verdicts that would turn, and everything else that would."""
    if change is None:
        return
    st.subheader(wording.CHANGES_TITLE, anchor=False)
    for flip in change.verdicts:
        name = escape_markdown(f"{flip.product_name}, {flip.gate_name}")
        turn = f"{verdict_badge(flip.before)} → {verdict_badge(flip.after)}"
        st.markdown(f"**{name}** {turn}  \n{escape_markdown(after_colon(flip.words))}")
    rows = _rows(change, context)
    if rows:
        show_table(wording.CHANGE_COLUMNS, rows, name="what-would-change", alt=wording.CHANGES_TITLE)
    else:
        st.markdown(wording_changes.NOTHING_TURNS)


def _rows(change: WouldChange, context: ScreenContext) -> list[tuple[Cell, ...]]:
    names, gates = context.product_names, context.playbook.gates
    rows: list[tuple[Cell, ...]] = [
        (
            flip.gate_name,
            flip.product_name,
            Shown(verdict_badge(flip.before), VERDICT_WORDS[flip.before]),
            Shown(verdict_badge(flip.after), VERDICT_WORDS[flip.after]),
            flip.words,
        )
        for flip in change.verdicts
    ]
    for turn in change.outcomes:
        gate = gates[turn.gate].title if turn.gate in gates else ""
        where = ", ".join(part for part in (names.get(turn.product or "", wording_changes.ALL_PRODUCTS), gate) if part)
        before = Shown(outcome_badge(turn.before), OUTCOME_WORDS[turn.before])
        rows.append(
            (turn.name, where, before, Shown(outcome_badge(turn.after), OUTCOME_WORDS[turn.after]), turn.reason)
        )
    for known in change.known:
        where = names.get(known.product or "", wording_changes.ALL_PRODUCTS)
        value = f"{value_text(known.value, kind=known.kind, unit=known.unit)} ({known.week})"
        rows.append((known.name, where, known.before_week or wording.NOT_KNOWN, value, wording.NEWER_WEEK))
    return rows


def show_first_rows(preview: Preview) -> None:
    """The first rows as they were understood, folded away."""
    with st.expander(wording.FIRST_ROWS):
        _first_rows(preview)


def _first_rows(preview: Preview) -> None:
    frame = preview.snapshot.frame.head(FIRST_ROWS)
    columns = (
        wording.COLUMN_PRODUCT,
        wording.COLUMN_METRIC,
        wording.COLUMN_PERIOD_END,
        wording.COLUMN_VALUE,
        wording.COLUMN_NUMERATOR,
        wording.COLUMN_DENOMINATOR,
    )
    rows: list[tuple[Cell, ...]] = []
    # absent counts are NaN in a frame; the page shows nothing in their place
    for row in frame.astype(object).where(frame.notna(), None).to_dict("records"):
        product = row["product"] or wording.ORGANIZATION
        rows.append(
            (product, row["metric"], row["period_end"].date(), row["value"], row["numerator"], row["denominator"])
        )
    show_table(columns, rows, name="first-rows", downloadable=False)


def closed_weeks(context: ScreenContext, count: int) -> list[str]:
    """Names of the last closed weeks, the newest first."""
    calendar = context.playbook.calendar
    newest = calendar.end_of(context.today)
    if newest > context.today:
        newest -= timedelta(weeks=1)
    return [calendar.name_of(newest - timedelta(weeks=back)) for back in range(count)]


def template(context: ScreenContext) -> None:
    """A download with one row for each metric and product of the last closed week."""
    week = closed_weeks(context, 1)[0]
    columns = (
        wording.COLUMN_WEEK,
        wording.COLUMN_PRODUCT,
        wording.COLUMN_METRIC,
        wording.COLUMN_VALUE,
        wording.COLUMN_NUMERATOR,
        wording.COLUMN_DENOMINATOR,
    )
    rows = [
        (week, product, metric.id, None, None, None)
        for metric in context.playbook.metrics.values()
        for product in ([""] if metric.level is Level.ORGANIZATION else context.product_names)
        if context.product in (None, product) or not product
    ]
    download(columns, rows, name=f"week-{week}", label=wording.TEMPLATE)
