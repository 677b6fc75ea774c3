"""Which product, day and basis the page is about: the sidebar and the address, held together across pages."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType

import streamlit as st

from metrics.called import Called
from metrics.observation import Basis
from metrics.problems import did_you_mean
from playbook.page.parts import wording
from playbook.page.parts.text import escape_markdown
from playbook.settings import NOT_HERE, WrongUse
from playbook.workspace.by_definitions import TODAY

_WRITES, _SEEN, _BEGAN = "_writes", "_seen_in_address", "_began_with"
ALL = "all"
"""Stands in the address for all products together."""


def read_day(text: str, today: date, as_of: Callable[[str], date]) -> tuple[date | None, str]:
    """The day an address asks for, and a sentence where it cannot be shown."""
    try:
        return as_of(text), ""
    except WrongUse as reason:
        return None, wording.another_day(str(reason), today)


def read_choice(text: str, choices: Sequence[str], sentence: Callable[[str], str]) -> tuple[str | None, str]:
    """The choice an address asks for, and a sentence where there is no such thing."""
    return (text, "") if text in choices else (None, sentence(text))


def _take_from_address(key: str, read: Callable[[str], tuple[object | None, str]]) -> str:
    """Where the address says something new, the widget follows; returns a sentence where it cannot."""
    text, seen = st.query_params.get(key), _kept(_SEEN)
    if text is None or text == seen.get(key):
        return ""
    seen[key] = text
    value, sentence = read(text)
    if value is not None:
        st.session_state[key] = value
    return sentence


def _not_here() -> str:
    """A sentence where the address that was opened has no page; said once."""
    text = st.query_params.get(NOT_HERE)
    if text is None:
        return ""
    del st.query_params[NOT_HERE]
    return wording.no_such_page(text, did_you_mean(text, wording.SCREENS))


def _put_into_address(key: str, text: str) -> None:
    """The address says what the widget says; '' (the default) leaves it."""
    seen = _kept(_SEEN)
    if text:
        if st.query_params.get(key) != text:
            st.query_params[key] = text
        seen[key] = text
    else:
        if key in st.query_params:
            del st.query_params[key]
        seen.pop(key, None)


def _start_with(key: str, default: object, valid: Callable[[object], bool]) -> None:
    """A widget's value before it is drawn; it follows the default until somebody chooses something else."""
    state, began = st.session_state, _kept(_BEGAN)
    current = state.get(key)
    if current is None or not valid(current) or (current == began.get(key) and current != default):
        state[key] = default
    began[key] = default


def _kept(what: str) -> dict[str, object]:
    """What is kept of every widget under one name: Streamlit goes through all names of a session for each widget."""
    if what not in st.session_state:
        st.session_state[what] = {}
    kept: dict[str, object] = st.session_state[what]
    return kept


def choose_selection(
    products: Mapping[str, str], today: date, as_of: Callable[[str], date], *, writes: bool = False
) -> tuple[str, ...]:
    """Draws product, day, basis and whose definitions judge in the bar above the page; `as_of` reads a day and raises
    WrongUse. A screen that `writes` is always judged by today's definitions.

    Returns sentences about an address that asked for the impossible."""
    st.session_state[_WRITES] = writes
    _start_with("definitions", TODAY, lambda value: value in wording.DEFINITIONS_CHOICES)
    _start_with("product", ALL, lambda value: value == ALL or value in products)
    _start_with("as_of", today, lambda value: isinstance(value, date))
    _start_with("basis", str(Basis.KNOWN), lambda value: value in set(map(str, Basis)))
    named = Called({product: (name,) for product, name in products.items()})
    sentences = (
        _not_here(),
        _take_from_address(
            "product",
            lambda text: read_choice(named.find(text) or text, [ALL, *products], wording.unknown_product),
        ),
        _take_from_address("as_of", lambda text: read_day(text, today, as_of)),
        _take_from_address("basis", lambda text: read_choice(text, list(map(str, Basis)), wording.unknown_basis)),
        _take_from_address(
            "definitions",
            lambda text: read_choice(text, list(wording.DEFINITIONS_CHOICES), wording.unknown_definitions),
        ),
    )
    st.selectbox(
        wording.PRODUCT,
        [ALL, *products],
        format_func=lambda product: products.get(product, wording.ALL_PRODUCTS),
        key="product",
        persist_state="session",
        width=175,
        label_visibility="collapsed",
    )
    st.date_input(
        wording.AS_OF,
        min_value=date(1990, 1, 1),
        max_value=date(2100, 12, 31),
        format="YYYY-MM-DD",
        key="as_of",
        help=wording.AS_OF_HELP,
        width=140,
        label_visibility="collapsed",
        persist_state="session",
    )
    st.selectbox(
        wording.BASIS,
        list(map(str, Basis)),
        format_func=lambda basis: wording.BASIS_CHOICES[Basis(basis)],
        key="basis",
        help=wording.BASIS_HELP,
        width=145,
        label_visibility="collapsed",
        persist_state="session",
    )
    st.selectbox(
        wording.DEFINITIONS,
        list(wording.DEFINITIONS_CHOICES),
        format_func=lambda name: wording.DEFINITIONS_CHOICES[name],
        key="definitions",
        help=wording.DEFINITIONS_HELP,
        width=165,
        label_visibility="collapsed",
        disabled=writes,
        persist_state="session",
    )
    product, day, basis = current_product(), current_day(today), current_basis()
    _put_into_address("product", product or "")
    _put_into_address("as_of", "" if day == today else day.isoformat())
    _put_into_address("basis", "" if basis is Basis.KNOWN else str(basis))
    definitions = str(st.session_state["definitions"])
    _put_into_address("definitions", "" if definitions == TODAY else definitions)
    return tuple(sentence for sentence in sentences if sentence)


def current_product() -> str | None:
    """The chosen product; None for all of them."""
    product = st.session_state.get("product", ALL)
    return None if product == ALL else str(product)


def current_day(today: date) -> date:
    """The chosen day."""
    day = st.session_state.get("as_of")
    return day if isinstance(day, date) else today


def current_basis() -> Basis:
    """The chosen basis."""
    return Basis(st.session_state.get("basis") or Basis.KNOWN)


def current_definitions() -> str:
    """Whose definitions judge."""
    return TODAY if st.session_state.get(_WRITES) else str(st.session_state.get("definitions") or TODAY)


def choose_subject(
    label: str,
    choices: Mapping[str, str],
    *,
    key: str,
    default: str | None = None,
    label_visibility: str = "visible",
    others: Mapping[str, Iterable[str]] = MappingProxyType({}),
) -> str:
    """A select box whose choice stands in the address by its id; `choices` are ids with their names, not empty.

    An address may name one by its name or one of its `others`, too; what is not there is answered by a sentence above
    the box.
    """
    ids = list(choices)
    named = Called({choice: (name, *others.get(choice, ())) for choice, name in choices.items()})
    first = default if default is not None and default in choices else ids[0]
    _start_with(key, first, lambda value: value in choices)
    sentence = _take_from_address(
        key,
        lambda text: read_choice(
            named.find(text) or text, ids, lambda unknown: wording.unknown_subject(label, unknown, choices[first])
        ),
    )
    if sentence:
        st.info(escape_markdown(sentence), icon=":material/info:")
    chosen = st.selectbox(
        label,
        ids,
        format_func=lambda choice: choices[choice],
        key=key,
        label_visibility="collapsed" if label_visibility == "collapsed" else "visible",
        persist_state="session",
    )
    _put_into_address(key, chosen if chosen != first else "")
    return str(chosen)


def choose_view(label: str, choices: Mapping[str, str], *, key: str, requested: str = "") -> str:
    """A row of buttons whose choice stands in the address; the first of `choices` leaves it. `requested` is the view
    that something else in the address needs, as long as no view is named."""
    ids = list(choices)
    if requested and key not in st.query_params:
        st.session_state[key] = requested
    _start_with(key, ids[0], lambda value: value in choices)
    sentence = _take_from_address(
        key,
        lambda text: read_choice(text, ids, lambda unknown: wording.unknown_subject(label, unknown, choices[ids[0]])),
    )
    if sentence:
        st.info(escape_markdown(sentence), icon=":material/info:")
    st.segmented_control(
        label, ids, format_func=lambda choice: choices[choice], key=key, required=True, label_visibility="collapsed"
    )
    chosen = str(st.session_state[key] or ids[0])
    _put_into_address(key, chosen if requested or chosen != ids[0] else "")
    return chosen
