"""Vendors and models: reviews in date, contracts with their service levels, and models that retire."""

from datetime import date

import streamlit as st

from playbook.concerns.governance import wording
from playbook.concerns.governance.status import governance_status
from playbook.page.parts.detail import chosen_in_address, detail, side_by_side
from playbook.page.parts.grid import Badge, Entry, Export, Field, Line, at, grid
from playbook.page.parts.header import (
    Cell,
    Screen,
    empty_state,
    escape_markdown,
    page_header,
    screen_context,
)
from playbook.page.screens.vendors.vendor import one_vendor
from playbook.results.vendors import VendorStatus
from playbook.wording import day_text, seat_text, sentence_case

FIELDS = (
    Field(wording.COLUMN_VENDOR),
    Field(wording.COLUMN_STATE, choose=True, width=170),
    Field(wording.WHAT_IS_MISSING),
    Field(wording.CONTRACT_ENDS, width=100),
    Field(wording.MODELS, width=190, spare=True),
    Field(wording.NEXT_RETIREMENT, width=110, spare=True),
    Field(wording.OWNER, choose=True, width=140, spare=True),
)


def show() -> None:
    """The whole page."""
    context = screen_context()
    every = context.workspace.ask(governance_status, context.as_of, context.basis).vendors
    product = context.product
    vendors = tuple(one for one in every if one.serves(product))
    page_header(wording.vendor_title(vendors), context)
    if not vendors:
        if every:
            empty_state(wording.NONE_HERE, wording.none_here(len(every)), (wording.WAY_VENDOR_HERE, wording.WAY_ALL))
        else:
            empty_state(wording.NO_VENDORS, wording.NO_VENDORS_WHY, (wording.WAY_VENDOR,), records=["vendor"])
        return
    st.markdown(f"**{escape_markdown(wording.vendors_sentence(vendors))}**")
    chosen = chosen_in_address("vendor", {one.id: one.name for one in vendors}, wording.COLUMN_VENDOR)
    table, beside = side_by_side(chosen)
    with table:
        lines = [_line(vendor, context.as_of) for vendor in sorted(vendors, key=lambda one: not one.missing)]
        grid("vendors", FIELDS, lines, label=wording.VENDORS, selected=chosen, export=_export(vendors))
    if chosen is not None:
        vendor = next(one for one in vendors if one.id == chosen)
        with beside, detail(Screen.VENDORS, vendor.id, vendor.name):
            one_vendor(vendor, context)


def _line(vendor: VendorStatus, today: date) -> Line:
    marks: list[Badge] = [
        (wording.LACKING, "red", "cancel") if vendor.missing else (wording.IN_ORDER, "green", "task_alt")
    ]
    if vendor.contract and vendor.contract.ends_soon:
        marks.append((wording.ENDS_SOON, "orange", "event"))
    if any(model.presses for model in vendor.models):
        marks.append((wording.RETIRES, "orange", "event_busy"))
    ends = vendor.contract.ends if vendor.contract else None
    retires = _next_retirement(vendor)
    cells = (
        Entry(vendor.name, vendor.provides, to=at(Screen.VENDORS, vendor.id)),
        Entry(badges=marks, order=len(vendor.missing)),
        sentence_case("; ".join(vendor.missing)),
        Entry(day_text(ends, today), order=ends.isoformat()) if ends else Entry(),
        ", ".join(model.model for model in vendor.models),
        Entry(day_text(retires, today), order=retires.isoformat()) if retires else Entry(),
        sentence_case(seat_text(vendor.owner)),
    )
    return Line(vendor.id, cells)


def _next_retirement(vendor: VendorStatus) -> date | None:
    return min((model.retires for model in vendor.models if model.retires), default=None)


def _export(vendors: tuple[VendorStatus, ...]) -> Export:
    rows: list[tuple[Cell, ...]] = [
        (
            vendor.name,
            vendor.owner,
            ", ".join(vendor.products),
            sentence_case("; ".join(vendor.missing)),
            vendor.contract.ends if vendor.contract else None,
            ", ".join(model.model for model in vendor.models),
            _next_retirement(vendor),
        )
        for vendor in vendors
    ]
    return Export(wording.VENDOR_COLUMNS, rows, name="vendors")
