"""Vendors and models: reviews in date, contracts with their service levels, and models that retire."""

from datetime import date

import streamlit as st

from playbook.concerns.governance import wording
from playbook.concerns.governance.status import governance_status
from playbook.page.parts.cells import because, titled, web_link
from playbook.page.parts.header import (
    Cell,
    Screen,
    ScreenContext,
    Shown,
    badge,
    download,
    empty_state,
    escape_markdown,
    link_to,
    page_header,
    screen_context,
    show_table,
)
from playbook.results.vendors import ModelStatus, VendorReviewStatus, VendorStatus
from playbook.wording import seat_text


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
            empty_state(wording.NO_VENDORS, wording.NO_VENDORS_WHY, (wording.WAY_VENDOR,))
        return
    st.markdown(f"**{escape_markdown(wording.vendors_sentence(vendors))}**")
    chosen = st.query_params.get("vendor")
    for vendor in sorted(vendors, key=lambda one: not one.missing):
        _one(vendor, context, opened=vendor.id == chosen or bool(vendor.missing))
    with st.container(horizontal=True, vertical_alignment="center"):
        _take_away(vendors)
        link_to(Screen.GOVERNANCE, wording.TO_GOVERNANCE)
        link_to(Screen.RISKS, wording.TO_RISKS)


def _one(vendor: VendorStatus, context: ScreenContext, *, opened: bool) -> None:
    today = context.as_of
    words = [
        badge(wording.LACKING, "red", "cancel") if vendor.missing else badge(wording.IN_ORDER, "green", "task_alt")
    ]
    if vendor.contract and vendor.contract.ends_soon:
        words.append(badge(wording.ENDS_SOON, "orange", "event"))
    if any(model.presses for model in vendor.models):
        words.append(badge(wording.RETIRES, "orange", "event_busy"))
    with st.expander(f"**{escape_markdown(vendor.name)}** {' '.join(words)}", expanded=opened):
        contract = escape_markdown(wording.contract_words(vendor, today))
        link = web_link(vendor.contract.link) if vendor.contract else ""
        facts = (
            (wording.WHAT_IS_MISSING, escape_markdown("; ".join(vendor.missing))),
            (wording.PROVIDES, escape_markdown(vendor.provides)),
            (wording.GETS, escape_markdown(vendor.data)),
            (wording.CONTRACT, f"{contract} {link}".rstrip()),
            (wording.OWNER, escape_markdown(seat_text(vendor.owner))),
        )
        st.markdown("  \n".join(f"**{name}:** {text}" for name, text in facts if text))
        st.subheader(wording.REVIEWS, anchor=False)
        show_table(
            wording.REVIEW_COLUMNS,
            [_review(review, today) for review in vendor.reviews],
            name=f"reviews-{vendor.id}",
            downloadable=False,
        )
        _models(vendor, context)
        _service_levels(vendor)


def _review(review: VendorReviewStatus, today: date) -> tuple[Cell, ...]:
    word = wording.review_words(review)
    look = ("green", "check_circle") if review.in_date else ("red", "cancel") if review.required else ("gray", "help")
    link = web_link(review.link)
    return (
        titled(str(review.kind), wording.reviewed_words(review, today)),
        Shown(f"{badge(word, *look)} {link}".rstrip(), word),
        review.note,
    )


def _models(vendor: VendorStatus, context: ScreenContext) -> None:
    today = context.as_of
    st.subheader(wording.MODELS, anchor=False)
    if not vendor.models:
        st.markdown(wording.NO_MODELS)
        return
    rows: list[tuple[Cell, ...]] = [
        (
            titled(model.model, wording.used_words(model, context.product_names, today)),
            because(_retires(model, today), "", wording.replaced_words(model)),
        )
        for model in vendor.models
    ]
    show_table(wording.MODEL_COLUMNS, rows, name=f"models-{vendor.id}", downloadable=False)


def _retires(model: ModelStatus, today: date) -> str | Shown:
    word = wording.retires_words(model, today)
    if model.presses:
        return Shown(badge(word, "red" if model.before_charter_end else "orange", "event_busy"), word)
    return word


def _service_levels(vendor: VendorStatus) -> None:
    st.subheader(wording.SERVICE_LEVELS, anchor=False)
    levels = vendor.contract.service_levels if vendor.contract else ()
    if not levels:
        st.markdown(wording.NO_SLAS)
        return
    rows = [(level.what, level.promise, level.metric or "") for level in levels]
    show_table(wording.SLA_COLUMNS, rows, name=f"service-levels-{vendor.id}", downloadable=False)


def _take_away(vendors: tuple[VendorStatus, ...]) -> None:
    rows: list[tuple[Cell, ...]] = [
        (
            vendor.name,
            vendor.owner,
            ", ".join(vendor.products),
            "; ".join(vendor.missing),
            vendor.contract.ends if vendor.contract else None,
            ", ".join(model.model for model in vendor.models),
            min((model.retires for model in vendor.models if model.retires), default=None),
        )
        for vendor in vendors
    ]
    download(wording.VENDOR_COLUMNS, rows, name="vendors")
