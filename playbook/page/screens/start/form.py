"""Start yours: the questions of `playbook init` as a form, answered by the same service."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from zoneinfo import available_timezones

import streamlit as st

from metrics.problems import Problems
from playbook.model.fields import CURRENCIES
from playbook.model.products import RiskTier
from playbook.page.access import only_for, writing_files
from playbook.page.parts import drafts
from playbook.page.parts.header import Screen, badge, escape_markdown, problem_table
from playbook.page.parts.links import go_to
from playbook.page.parts.people import Role
from playbook.page.screens.start import wording
from playbook.services import starting
from playbook.services import wording_starting as sentences
from playbook.services.beginning import Beginning, FirstProduct, Started, check_amount, check_seat
from playbook.settings import Project, WrongUse
from playbook.wording import seat_text, sentence_case

_RECEIPT, _FORM, _FIELDS = "_start_receipt", "start", ("start-",)
MOST_PRODUCTS, LONGEST = 12, 120


@lru_cache(maxsize=4)
def seats_of(project: Project) -> tuple[str, ...]:
    """Seats that the definitions of a new playbook name; asked for once."""
    return starting.seats_to_fill(project)


@lru_cache(maxsize=1)
def _zones() -> tuple[str, ...]:
    return tuple(sorted(zone for zone in available_timezones() if "/" in zone or zone == "UTC"))


def receipt() -> None:
    """Says once what was started by the run before."""
    started: Started | None = st.session_state.pop(_RECEIPT, None)
    if started is not None:
        lines = started.what_else
        words = escape_markdown(" ".join((sentences.moved(started.moved_days), *lines)))
        st.markdown(f"{badge(wording.STARTED, 'green', 'check_circle')} {words}")


def form(project: Project, folder: Path | None, today: date) -> None:
    """Every question, and the button that starts. `folder` None starts in the project's own place."""
    if not only_for(Role.APPROVER):
        return
    try:
        starting.place_to_start(project, folder)
    except WrongUse as refused:
        st.markdown(escape_markdown(f"{sentence_case(str(refused))}."))
        return
    place = str(folder or project.playbook)
    restored = drafts.bring_back(_FORM, place, _FIELDS)
    st.markdown(wording.OWN_LINE)
    left, right = st.columns(2, gap="medium")
    name = left.text_input(wording.NAME, key="start-name", max_chars=LONGEST)
    _begin_with("start-day", today + timedelta(days=-today.weekday() % 7))
    day = right.date_input(wording.FIRST_DAY, key="start-day", format="YYYY-MM-DD")
    zones = _zones()
    _begin_with("start-zone", st.context.timezone if st.context.timezone in zones else None)
    zone = left.selectbox(wording.ZONE, zones, index=None, key="start-zone", help=wording.ZONE_HELP)
    _begin_with("start-currency", "USD")
    currency = right.selectbox(wording.CURRENCY, sorted(CURRENCIES), key="start-currency")
    budget = left.text_input(wording.BUDGET, key="start-budget", help=wording.BUDGET_HELP, max_chars=30)
    products = _products()
    seats = _seats(project)
    sheet = _sheet()
    _begin_with("start-writes", True)
    writes = st.toggle(wording.WRITES, key="start-writes", help=wording.WRITES_HELP)
    began = {"start-day": day, "start-zone": zone, "start-currency": "USD", "start-count": 1, "start-writes": True}
    drafts.remember(_FORM, place, _FIELDS, None, {} if restored else began)
    if not st.button(wording.START, type="primary", icon=":material/flag:", key="begin"):
        return
    writing_files()
    try:
        first, *more = [FirstProduct(starting.check_product(product.name), product.tier) for product in products]
        beginning = Beginning(
            starting.check_name(name),
            starting.check_start(day, today),
            first.name,
            first.tier,
            more=tuple(more),
            timezone=zone or "",
            currency=currency or "",
            budget=check_amount(budget),
            seats=dict(check_seat(seat, holder) for seat, holder in seats.items()),
            sheet=sheet,
            writes=writes,
        )
        started = starting.start(project, folder, beginning)
    except WrongUse as wrong:
        st.markdown(f"{badge(wording.NOT_STARTED, 'red', 'cancel')} {escape_markdown(sentence_case(str(wrong)))}.")
        return
    except Problems as problems:
        st.markdown(f"{badge(wording.NOT_STARTED, 'red', 'cancel')} {wording.LATER}")
        problem_table(problems.problems, name="start-problems", total=problems.total)
        return
    drafts.forget(_FORM, place)
    st.session_state[_RECEIPT] = started
    go_to(Screen.START)


def _begin_with(key: str, value: object) -> None:
    """What stands in a field before anybody typed; a default beside a draft would be two truths to Streamlit."""
    if key not in st.session_state:
        st.session_state[key] = value


def _products() -> Sequence[FirstProduct]:
    st.subheader(wording.PRODUCTS_TITLE, anchor=False)
    st.markdown(wording.PRODUCTS_LINE)
    count = int(st.number_input(wording.HOW_MANY, 1, MOST_PRODUCTS, step=1, key="start-count", width=220))
    found: list[FirstProduct] = []
    for number in range(1, count + 1):
        left, right = st.columns([2, 1], gap="medium")
        _begin_with(f"start-tier-{number}", str(RiskTier.LIMITED))
        name = left.text_input(wording.product_name(number), key=f"start-product-{number}", max_chars=LONGEST)
        tier = right.selectbox(
            wording.product_tier(number),
            list(map(str, RiskTier)),
            format_func=lambda word: wording.TIER_WORDS[word],
            key=f"start-tier-{number}",
        )
        found.append(FirstProduct(name, RiskTier(tier)))
    return found


def _seats(project: Project) -> dict[str, str]:
    """Who holds which seat; those left blank are left out."""
    holders: dict[str, str] = {}
    with st.expander(wording.SEATS_TITLE):
        st.markdown(wording.SEATS_LINE)
        seats = seats_of(project)
        for start in range(0, len(seats), 2):
            for column, seat in zip(st.columns(2, gap="medium"), seats[start : start + 2], strict=False):
                label = sentence_case(seat_text(seat))
                holders[seat] = column.text_input(label, key=f"start-seat-{seat}", max_chars=LONGEST)
    return {seat: holder for seat, holder in holders.items() if holder.strip()}


def _sheet() -> tuple[str, bytes] | None:
    """The sheet of experiments as it was uploaded, else as it was pasted."""
    with st.expander(wording.SHEET_TITLE):
        st.markdown(wording.SHEET_LINE)
        file = st.file_uploader(wording.SHEET, key="sheet-of-experiments")
        text = st.text_area(wording.PASTED, key="start-pasted", height=120)
    if file is not None:
        return file.name, file.getvalue()
    return (wording.PASTED_NAME, text.encode("utf-8")) if text.strip() else None
