"""Before files are published: what was read, what it would change; and the rows to fill in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, cast

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from metrics.intake import Findings
from metrics.problems import Problem, Problems
from metrics.store.uploads import Backfill
from playbook.page.parts.badges import badge
from playbook.page.parts.context import ScreenContext
from playbook.page.parts.headings import heading
from playbook.page.parts.tables import Cell, show_table
from playbook.page.parts.text import escape_markdown
from playbook.page.screens.upload import wording
from playbook.readiness.preview import wording as wording_changes
from playbook.readiness.preview import wording_replaced
from playbook.services.wording_candidates import measured_on
from playbook.wording import weeks_text
from playbook.workspace.arriving import Preview

if TYPE_CHECKING:
    from metrics.snapshot.snapshot import Snapshot

_READ = "_upload_read"
FIRST_ROWS = 20
MOST_DOUBTS = 8


@dataclass(frozen=True, slots=True)
class Said:
    """What the sender says of all files, where they do not say it themselves."""

    product: str | None
    week: str | None
    candidate: str | None
    backfill: Backfill | None


def read_files(context: ScreenContext, files: list[UploadedFile], said: Said) -> list[Preview | Problems]:
    """The preview of each file on top of those before it, or its problems; read once for the same files, answers,
    definitions and store."""
    workspace = context.workspace
    chosen = tuple(file.file_id for file in files)
    known = (chosen, said, workspace.version(), context.playbook.digest)
    kept = st.session_state.get(_READ)
    if kept is not None and kept[0] == known:
        return cast(list[Preview | Problems], kept[1])
    bar = st.progress(0.0, text=wording.READING)

    def tell(share: float, doing: str) -> None:
        bar.progress(min(1.0, max(0.0, share)), text=wording.progress(doing, share))

    read: list[Preview | Problems] = []
    last: Preview | None = None
    for file in files:
        try:
            last = workspace.preview(
                file.name,
                file.getvalue(),
                product=said.product,
                week=said.week,
                candidate=said.candidate,
                after=last,
                progress=tell,
                backfill=said.backfill,
            )
            read.append(last)
        except Problems as problems:
            read.append(problems)
    bar.empty()
    st.session_state[_READ] = (known, read)
    return read


def forget() -> None:
    """What was read is published, and no longer to be looked at."""
    st.session_state.pop(_READ, None)


def show_summary(preview: Preview, context: ScreenContext, title: str) -> None:
    """What was read, and in one line what it would do to coverage and readiness."""
    snapshot = preview.snapshot
    heading(escape_markdown(title))
    facts = (
        (wording.ROWS, f"{snapshot.rows:,}"),
        (wording.METRICS, f"{len(snapshot.metrics):,}"),
        (wording.PRODUCTS, wording.products_text(snapshot.products)),
        (wording.WEEKS, weeks_text(snapshot.week_ends)),
    )
    st.markdown("  \n".join(f"{name}: **{escape_markdown(fact)}**" for name, fact in facts))
    for line in measured_on(snapshot.tested):
        st.markdown(escape_markdown(line))
    change = preview.change
    totals = wording_changes.TOO_LONG if change is None else wording_changes.totals(change)
    st.markdown(f"{badge(wording.TOTALS, 'blue', 'functions')} {escape_markdown(totals)}")
    show_findings(preview.findings, context, stored=False)


def show_findings(findings: Findings, context: ScreenContext, *, stored: bool) -> None:
    """What the file replaces with the largest changes, and every doubt, before anybody publishes it."""
    replaced = findings.replaced
    if replaced.numbers:
        timezone = context.playbook.definitions.charter.charter.timezone
        line = wording_replaced.replaced_line(replaced, timezone, stored=stored)
        st.markdown(f"{badge(wording.REPLACES, 'orange', 'published_with_changes')} {escape_markdown(line)}")
        metrics, products = context.playbook.measured, context.product_names
        lines = [wording_replaced.largest_line(one, metrics, products) for one in replaced.largest]
        if lines:
            st.markdown("\n".join(f"- {escape_markdown(line)}" for line in lines))
    show_doubts(findings.doubts)


def show_doubts(doubts: Sequence[Problem]) -> None:
    """What is doubtful about a file and stops nothing."""
    for doubt in doubts[:MOST_DOUBTS]:
        text = escape_markdown(wording_replaced.doubt_text(doubt))
        st.markdown(f"{badge(wording_replaced.DOUBT, 'orange', 'help')} {text}")
    more = len(doubts) - MOST_DOUBTS
    if more > 0:
        st.markdown(escape_markdown(wording.more_doubts(more)))


def show_first_rows(preview: Preview) -> None:
    """The first rows as they were understood, folded away."""
    with st.expander(wording.FIRST_ROWS):
        show_rows(preview.snapshot, name="first-rows")


def show_rows(snapshot: "Snapshot", name: str) -> None:
    """The first rows of a snapshot."""
    frame = snapshot.frame.head(FIRST_ROWS)
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
    show_table(columns, rows, name=name, downloadable=False)


def closed_weeks(context: ScreenContext, count: int) -> list[str]:
    """Names of the last closed weeks, the newest first."""
    calendar = context.playbook.calendar
    newest = calendar.end_of(context.today)
    if newest > context.today:
        newest -= timedelta(weeks=1)
    return [calendar.name_of(newest - timedelta(weeks=back)) for back in range(count)]


def template(context: ScreenContext) -> None:
    """The workbook of the last closed week; it is made when it is asked for."""
    end = context.playbook.last_week(context.today)
    st.download_button(
        wording.TEMPLATE,
        data=lambda: _workbook(context, end),
        file_name=f"week-{context.playbook.calendar.name_of(end)}.xlsx",
        mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        key="download-week",
        help=wording.TEMPLATE_HELP,
        icon=":material/download:",
        on_click="ignore",
    )


def _workbook(context: ScreenContext, end: date) -> bytes:
    from playbook.documents.week_template import week_template  # noqa: PLC0415  (brings openpyxl: only who asks pays for it)

    return week_template(context.playbook, context.workspace.measurements().known(context.today), end)
