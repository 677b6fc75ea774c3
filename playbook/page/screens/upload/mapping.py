"""A file that nobody mapped: what was found in it, which of its numbers become which metrics, and what would count."""

from typing import Any

import streamlit as st

from metrics.definition import Kind
from metrics.problems import Problems
from metrics.readers.sheet_titles import sheet_titles
from playbook.concerns.team.seats import known_seats
from playbook.page.access import may
from playbook.page.parts.context import ScreenContext
from playbook.page.parts.header import badge, escape_markdown, problem_table
from playbook.page.parts.headings import heading
from playbook.page.parts.people import Role
from playbook.page.screens.record.outcome import keep
from playbook.page.screens.upload import wording_mapping as wording
from playbook.page.screens.upload.preview import show_rows
from playbook.services.mapping.found import Found, found_in
from playbook.services.mapping.source import Entry, draft_source, entry_of, numbers_of, source_of
from playbook.settings import WrongUse
from playbook.wording import sentence_case

_FOUND = "_upload_found"
_SHEET = "mapping-sheet"


def offer(context: ScreenContext, name: str, content: bytes, file_id: str, product: str, week: str) -> None:
    """The mapping of one file, where something in it can be mapped."""
    titles = sheet_titles(content)
    sheet = str(st.session_state.get(_SHEET) or "") if len(titles) > 1 else ""
    sheet = sheet if sheet in titles else ""
    found = _found(context, name, content, f"{file_id}/{sheet}", sheet)
    if found is None and len(titles) < 2:
        return
    heading(wording.TITLE)
    if len(titles) > 1:
        st.selectbox(wording.SHEET, ["", *titles], format_func=wording.or_choose, key=_SHEET)
    if found is None:
        st.markdown(wording.SHEET_LINE)
        return
    st.markdown(f"{badge(wording.FOUND, 'blue', 'search')} {escape_markdown(found.sentence)}")
    st.markdown(wording.LINE)
    entry = {**_entry(context, found, product), **({"sheet": sheet} if sheet else {})}
    try:
        source = source_of(entry)
        snapshot = numbers_of(context.workspace, name, content, source, product or None, week or None)
        draft = draft_source(context.workspace, entry)
    except WrongUse as wrong:
        st.markdown(f"{badge(wording.NEEDED, 'orange', 'pending')} {escape_markdown(sentence_case(str(wrong)))}.")
        return
    except Problems as problems:
        problem_table(problems.problems, name="mapping-problems", total=problems.total)
        return
    if draft.errors:
        problem_table(draft.errors, name="mapping-problems")
        return
    words = escape_markdown(wording.would_count(snapshot.rows, len(snapshot.metrics), snapshot.week_ends))
    st.markdown(f"{badge(wording.PREVIEW, 'green', 'check_circle')} {words}")
    show_rows(snapshot, name="mapped-rows")
    if may(Role.APPROVER):
        keep(draft, context, "source", lambda: None)
    st.code(draft.added, language=None, wrap_lines=True)


def _found(context: ScreenContext, name: str, content: bytes, file_id: str, sheet: str) -> Found | None:
    """Read once for each file."""
    known = (file_id, context.playbook.digest)
    kept = st.session_state.get(_FOUND)
    if kept is None or kept[0] != known:
        kept = st.session_state[_FOUND] = known, found_in(name, content, context.playbook, sheet)
    found: Found | None = kept[1]
    return found


def _entry(context: ScreenContext, found: Found, product: str) -> Entry:
    """What was chosen as an entry of `definitions/sources.yaml`."""
    measured = context.playbook.measured
    metrics = {name: metric.name or name for name, metric in measured.items()}
    rates = {name for name, metric in measured.items() if metric.kind is Kind.RATE}
    first, second = st.columns(2, gap="medium")
    fields: dict[str, Any] = {
        "id": first.text_input(wording.ID, value=wording.usual_id(found.tool), key="mapping-id", max_chars=80).strip(),
        "owner": second.selectbox(
            wording.OWNER, ["", *known_seats(context.playbook)], key="mapping-owner", format_func=wording.or_choose
        ),
    }
    if found.measures:
        fields["tool"] = found.tool
        fields["takes"] = _takes(found, metrics)
        fields["product"] = product or first.selectbox(
            wording.PRODUCT,
            ["", *context.product_names],
            format_func=lambda one: context.product_names.get(one, wording.ORGANIZATION),
            key="mapping-product",
        )
    else:
        fields |= _headings(context, found, {**metrics, **wording.parts_of(metrics, rates)})
        fields["product"] = product
    every = first.selectbox(
        wording.EVERY, ["", "day", "week"], format_func=wording.EVERY_WORDS.__getitem__, key="mapping-every"
    )
    fields["every"] = every
    if every:
        fields["due_days"] = int(second.number_input(wording.DUE, 0, 31, 1, key="mapping-due"))
    fields["timezone"] = second.text_input(
        wording.TIMEZONE, key="mapping-timezone", help=wording.TIMEZONE_HELP, max_chars=60
    ).strip()
    fields |= _fewer(found)
    return entry_of(fields)


def _fewer(found: Found) -> dict[str, Any]:
    """Which rows of a table, or which files of a tool, are of this source; which rows are totals."""
    fields: dict[str, Any] = {}
    pairs = {
        wording.filter_label(key, value): (key, value) for key, values in found.filters.items() for value in values
    }
    first, second = st.columns(2, gap="medium")
    if pairs:
        chosen = first.multiselect(
            wording.ROWS if found.headings else wording.FILES,
            list(pairs),
            key="mapping-where",
            placeholder=wording.ALL_OF_THEM,
        )
        fields["where"] = dict(pairs[label] for label in chosen)
    if found.headings:
        typed = second.text_input(wording.TOTALS, key="mapping-totals", help=wording.TOTALS_HELP, max_chars=200)
        fields["totals"] = [word.strip() for word in typed.split(",") if word.strip()]
    return fields


def _takes(found: Found, metrics: dict[str, str]) -> list[Entry]:
    labels = {one.label: one for one in found.measures}
    chosen = st.multiselect(wording.MEASURES, list(labels), key="mapping-measures", placeholder=wording.CHOOSE)
    takes = []
    for label in chosen:
        metric = st.selectbox(
            wording.becomes(label),
            ["", *metrics],
            format_func=lambda one: metrics.get(one, wording.CHOOSE),
            key=f"mapping-metric-{label}",
        )
        if metric:
            one = labels[label]
            takes.append(
                {"measure": one.measure, "metric": metric, **({"where": dict(one.where)} if one.where else {})}
            )
    return takes


def _headings(context: ScreenContext, found: Found, metrics: dict[str, str]) -> dict[str, Any]:
    """What each heading is, and which product is meant by each name below the heading of the product."""
    meanings = {**wording.COLUMNS, **metrics}
    headings: dict[str, str] = {}
    for number, (named_so, column) in enumerate(
        zip(found.headings, _three_by_three(len(found.headings)), strict=False)
    ):
        meant = column.selectbox(
            escape_markdown(named_so),
            ["", *meanings],
            format_func=lambda one: meanings.get(one, wording.LEFT_OUT),
            key=f"mapping-heading-{number}",
        )
        if meant:
            headings[named_so] = meant
    products: dict[str, str] = {}
    named = next((one for one, meant in headings.items() if meant == "product"), None)
    names = (found.names or {}).get(named or "", ())
    unknown = [name for name in names if not _is_known(context, name)]
    for number, (name, column) in enumerate(zip(unknown, _three_by_three(len(unknown)), strict=False)):
        product = column.selectbox(
            wording.product_named(name),
            ["", *context.product_names],
            format_func=lambda one: context.product_names.get(one, wording.CHOOSE),
            key=f"mapping-product-{number}",
        )
        if product:
            products[name] = product
    return {"headings": headings, "products": products}


def _is_known(context: ScreenContext, name: str) -> bool:
    return context.workspace.context().called.find(name) is not None


def _three_by_three(count: int) -> list[Any]:
    return [column for _ in range(0, count, 3) for column in st.columns(3, gap="medium")]
