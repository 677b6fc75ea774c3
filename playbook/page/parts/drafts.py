"""What somebody typed into a form and has not finished: kept here for their browser, so that a refresh loses nothing.

A page that is loaded again is another session to Streamlit. Drafts are kept in this process by the browser's own
cookie, never in the address and never on disk; they end with the process."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from threading import Lock

import streamlit as st

from playbook.page.parts import wording
from playbook.settings import BROWSER_COOKIE

_MOST, _LARGEST = 500, 200_000
_Values = Mapping[str, object]
_Key = tuple[str, str, str, str]


class _Drafts:
    """The drafts of all browsers; those touched longest ago go first."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: OrderedDict[_Key, tuple[object, _Values]] = OrderedDict()

    def put(self, key: _Key, subject: object, values: _Values) -> None:
        with self._lock:
            self._kept.pop(key, None)
            if sum(len(str(value)) for value in values.values()) <= _LARGEST:
                self._kept[key] = subject, values
            while len(self._kept) > _MOST:
                self._kept.popitem(last=False)

    def get(self, key: _Key) -> tuple[object, _Values] | None:
        with self._lock:
            return self._kept.get(key)

    def drop(self, key: _Key) -> None:
        with self._lock:
            self._kept.pop(key, None)


_DRAFTS = _Drafts()


def browser() -> str:
    """What tells this browser from others; '' where it keeps no cookies, and then no draft is kept."""
    return st.context.cookies.to_dict().get(BROWSER_COOKIE, "")


def _key(form: str, place: str) -> _Key | None:
    known = browser()
    return (known, str(st.user.to_dict().get("email") or ""), place, form) if known else None


def standing(prefixes: Iterable[str]) -> dict[str, object]:
    """What stands in the fields of a form now."""
    starts = tuple(prefixes)
    return {
        str(name): value
        for name, value in st.session_state.items()
        if str(name).startswith(starts) and (value is None or isinstance(value, str | bool | int | float | date | list))
    }


def bring_back(form: str, place: str, prefixes: Iterable[str], subject: object = None) -> bool:
    """Puts a kept draft back into the form's fields before they are drawn, and says whether there was one: only where
    nothing stands in them, and where the draft is about the same `subject` (None: about any)."""
    key = _key(form, place)
    kept = _DRAFTS.get(key) if key is not None else None
    if kept is None or standing(prefixes) or (subject is not None and kept[0] != subject):
        return False
    for name, value in kept[1].items():
        st.session_state[name] = value
    return True


def remember(form: str, place: str, prefixes: Iterable[str], subject: object, began_with: _Values) -> bool:
    """Keeps what stands in the form's fields, where it is more than it `began_with`; says whether it is."""
    key, values = _key(form, place), standing(prefixes)
    typed = any(began_with.get(name) != value for name, value in values.items() if value or name in began_with)
    if key is not None:
        kept = _DRAFTS.get(key)
        if typed:
            _DRAFTS.put(key, subject, values)
        elif kept is not None and kept[0] == subject:
            _DRAFTS.drop(key)
    return typed


def forget(form: str, place: str) -> None:
    """Lets a draft go: it was finished, or is not wanted."""
    key = _key(form, place)
    if key is not None:
        _DRAFTS.drop(key)


def start_over(form: str, place: str, empty: Callable[[], None]) -> None:
    """A sentence that a draft is back, and the button that lets it go and has the form emptied."""

    def let_go() -> None:
        forget(form, place)
        empty()

    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f":material/history: {wording.DRAFT_BACK}", width="content")
        st.button(wording.START_OVER, key=f"start-over-{form}", type="tertiary", on_click=let_go)
