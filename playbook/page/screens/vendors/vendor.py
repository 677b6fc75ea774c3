"""One vendor in full: what it provides, its reviews, models and service levels."""

from datetime import date

import streamlit as st

from playbook.concerns.governance import wording
from playbook.page.parts.cells import because, titled, web_link
from playbook.page.parts.header import Cell, ScreenContext, Shown, badge, escape_markdown, show_table
from playbook.results.vendors import ModelStatus, VendorReviewStatus, VendorStatus
from playbook.wording import seat_text


def one_vendor(vendor: VendorStatus, context: ScreenContext) -> None:
    """Everything known about it."""
    today = context.as_of
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
    rows = [_review(review, today) for review in vendor.reviews]
    show_table(wording.REVIEW_COLUMNS, rows, name=f"reviews-{vendor.id}", downloadable=False)
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
