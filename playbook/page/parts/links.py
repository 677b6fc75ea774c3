"""The way from a number to its reason: links between screens that carry product, day and subject in the address."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import NoReturn

import streamlit as st

from playbook.page.parts.text import escape_markdown
from playbook.page.parts.this_run import settle, settled
from playbook.page.parts.wording import Named
from playbook.verdict import Area


class Screen(StrEnum):
    """Screens by the name that stands in the address."""

    OVERVIEW = "overview"
    REVIEW = "review"
    GATES = "gates"
    WHAT_IF = "what-if"
    CHARTER = "charter"
    NORTH_STAR = "north-star"
    COMPARE = "compare"
    VALUE = "value"
    EXPERIMENTS = "experiments"
    STACK = "stack"
    TEAM = "team"
    RISKS = "risks"
    ACCOUNTABILITY = "accountability"
    WORKFLOW = "workflow"
    DUE = "due"
    RECORD = "record"
    GOVERNANCE = "governance"
    VENDORS = "vendors"
    SIGNALS = "signals"
    RESOURCES = "resources"
    HANDBOOK = "playbook"
    UPLOAD = "upload"
    PROBLEMS = "problems"
    START = "start"


SCREEN_OF_AREA = {
    Area.CHARTER: Screen.CHARTER,
    Area.EXPERIMENTS: Screen.EXPERIMENTS,
    Area.METRICS: Screen.NORTH_STAR,
    Area.STACK: Screen.STACK,
    Area.GATES: Screen.GATES,
}
SUBJECT_KEYS = {
    Screen.REVIEW: "week",
    Screen.GATES: "gate",
    Screen.WHAT_IF: "gate",
    Screen.CHARTER: "deliverable",
    Screen.NORTH_STAR: "metric",
    Screen.EXPERIMENTS: "experiment",
    Screen.STACK: "layer",
    Screen.DUE: "seat",
    Screen.RECORD: "record",
    Screen.TEAM: "seat",
    Screen.WORKFLOW: "flow",
    Screen.RISKS: "risk",
    Screen.GOVERNANCE: "framework",
    Screen.VENDORS: "vendor",
    Screen.SIGNALS: "signal",
    Screen.HANDBOOK: "page",
}
"""Name of the address parameter that points at one thing on a screen."""

_PAGES, _CHOSEN = "_pages", "chosen"


def remember_pages(pages: dict[Screen, st.Page]) -> None:
    """Set once a run by the navigation script, so that screens can link to each other."""
    st.session_state[_PAGES] = pages


def address_of(subjects: Mapping[str, str | None], product: str | None = None) -> dict[str, str]:
    """Parameters for the address: the chosen product (or another), day and basis, and what the screen opens at."""
    chosen: dict[str, str] = settled(_CHOSEN) or _chosen()
    if product:
        chosen = {"product": product} | chosen | {"product": product}
    return chosen | {key: value for key, value in subjects.items() if value}


def settle_choices() -> None:
    """What is chosen stays so for the rest of the run: a page has many links, and all of them carry it."""
    settle(_CHOSEN, _chosen())


def _chosen() -> dict[str, str]:
    state = st.session_state
    product, day, basis = state.get("product"), state.get("as_of"), state.get("basis")
    parameters: dict[str, str] = {}
    if product:
        parameters["product"] = str(product)
    if isinstance(day, date):
        parameters["as_of"] = day.isoformat()
    if basis:
        parameters["basis"] = str(basis)
    if state.get("definitions"):
        parameters["definitions"] = str(state["definitions"])
    return parameters


def link_to(
    screen: Screen,
    label: str | Named,
    *,
    icon: str | None = ":material/arrow_forward:",
    help: str = "",  # noqa: A002  Streamlit's own word for a tooltip
    product: str | None = None,
    width: str = "content",
    subject: str | None = None,
    second_line: str = "",
    **subjects: str | None,
) -> None:
    """A link to another screen with the same product and day; `subject` is the id that screen should open at.

    With a `second_line` the label stands in bold above it, where the page's style gives it a line of its own."""
    if subject is not None:
        subjects = {SUBJECT_KEYS[screen]: subject, **subjects}
    st.page_link(
        st.session_state[_PAGES][screen],
        label=_label(label, second_line),
        icon=icon,
        icon_position="right" if icon == ":material/arrow_forward:" else "left",
        help=help or None,
        width="stretch" if width == "stretch" else "content",
        query_params=address_of(subjects, product),
    )


def open_page(screen: Screen, parameters: Mapping[str, str]) -> None:
    """Leaves this run for a screen at an address."""
    st.switch_page(st.session_state[_PAGES][screen], query_params=dict(parameters))


def closing_link(screen: Screen, label: Named, kept: Mapping[str, str | None]) -> None:
    """A link to the same screen without what is opened on it; `kept` stays in the address."""
    st.page_link(
        st.session_state[_PAGES][screen],
        label=_label(label, ""),
        icon=":material/close:",
        query_params=address_of(kept),
    )


def _label(label: str | Named, second_line: str) -> str:
    if isinstance(label, Named):  # the page's style hides what is in italics from the eye
        return f"{escape_markdown(label.act)} *{escape_markdown(label.subject)}*"
    return f"**{escape_markdown(label)}** {escape_markdown(second_line)}" if second_line else escape_markdown(label)


def entry_link(screen: Screen, markdown: str, *, icon: str) -> None:
    """An entry of the navigation; its label is Markdown of our own."""
    st.page_link(
        st.session_state[_PAGES][screen], label=markdown, icon=icon, width="stretch", query_params=address_of({})
    )


def link_to_area(area: Area, label: str, *, subject: str | None = None, product: str | None = None) -> None:
    """A link to the screen of a readiness area, opened at `subject`."""
    link_to(SCREEN_OF_AREA[area], label, subject=subject or None, product=product)


def go_to(screen: Screen) -> NoReturn:
    """Leaves this page for another one, in the same session."""
    st.switch_page(st.session_state[_PAGES][screen], query_params=address_of({}))
