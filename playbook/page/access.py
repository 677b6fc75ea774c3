"""Whose page this is: lets people in, tells others why not, and asks for the right role wherever something is done."""

import os
from collections.abc import Mapping, Sequence
from importlib.util import find_spec

import streamlit as st

from playbook.page.parts import wording_access as wording
from playbook.page.parts.local_visitor import from_this_machine
from playbook.page.parts.people import BadAccess, Person, Role, Stranger, person_of, read_access
from playbook.page.parts.text import escape_markdown

AUTH, ACCESS = "auth", "access"


class NotAllowed(Exception):
    """Somebody tried what their role may not; the message says whose it is."""


def sign_in_is_wanted() -> bool:
    """Whether anything in the secrets asks for people to sign in, or cannot be read."""
    secrets = _secrets()
    return secrets is None or AUTH in secrets or ACCESS in secrets


def _secrets() -> Mapping[str, object] | None:
    """The secrets of this app; None where a file is there that cannot be read."""
    if st.secrets.load_if_toml_exists():
        return st.secrets
    paths = [os.path.expanduser(path) for path in st.config.get_option("secrets.files")]  # noqa: PTH111
    return None if any(os.path.exists(path) for path in paths) else {}  # noqa: PTH110 - as Streamlit looks


def person() -> Person | Stranger | None:
    """Who looks: somebody nameless where nobody need sign in, None while nobody is signed in. Raises BadAccess."""
    secrets = _secrets()
    if secrets is None:
        raise BadAccess(wording.UNREADABLE)
    if AUTH not in secrets:
        if ACCESS in secrets:
            raise BadAccess(wording.ONLY_ACCESS)
        return Person("", "", Role.APPROVER)
    if find_spec("authlib") is None:
        raise BadAccess(wording.NO_AUTHLIB)
    section = secrets.get(ACCESS, {})
    settings = read_access(section.to_dict() if hasattr(section, "to_dict") else section)
    claims = st.user.to_dict()
    return person_of(claims, settings) if claims.get("is_logged_in") else None


def admitted(addresses: Sequence[str]) -> bool:
    """True for whoever may look; for others every address shows the way in, or why there is none. The first of the
    `addresses` is that of the first page."""
    try:
        looking = person()
    except BadAccess as broken:
        _alone(addresses, wording.BROKEN_TITLE, *broken.sentences)
        return False
    if looking is None:
        _alone(addresses, wording.TITLE, wording.WELCOME)
        st.button(wording.SIGN_IN, type="primary", icon=":material/login:", key="sign-in", on_click=st.login)
        return False
    if isinstance(looking, Stranger):
        _alone(addresses, wording.STRANGER_TITLE, wording.not_you(looking.name), looking.reason, wording.ASK)
        st.button(wording.SIGN_OUT, icon=":material/logout:", key="sign-out", on_click=st.logout)
        return False
    return True


def show_who() -> None:
    """Who is signed in, at the foot of the sidebar, with the way out."""
    looking = person()
    if isinstance(looking, Person) and looking.name:
        with st.sidebar:
            st.caption(escape_markdown(wording.signed_in(looking.name, looking.role)))
            st.button(wording.SIGN_OUT, icon=":material/logout:", key="sign-out", type="tertiary", on_click=st.logout)


def may(role: Role) -> bool:
    """Whether whoever looks may do what a role may."""
    looking = person()
    return isinstance(looking, Person) and looking.may(role)


def only_for(role: Role) -> bool:
    """As `may`, and says so on the page where they may not."""
    allowed = may(role)
    if not allowed:
        st.info(wording.NEEDS[role], icon=":material/lock:")
    return allowed


def acting(role: Role, typed: str = "") -> str:
    """The name under which something is done: who is signed in, else what was `typed`. Called when it is done: raises
    NotAllowed, whatever the page showed."""
    looking = person()
    if not isinstance(looking, Person) or not looking.may(role):
        raise NotAllowed(wording.NEEDS[role])
    return looking.name or typed


def may_write_files() -> bool:
    """Whether the page may write into the playbook's own files for whoever looks: they signed in with the role for it;
    or nobody need sign in, and they sit at the machine the page runs on."""
    looking = person()
    if not isinstance(looking, Person) or not looking.may(Role.APPROVER):
        return False
    return bool(looking.name) or from_this_machine(st.context.headers.to_dict(), st.context.ip_address)


def writing_files() -> None:
    """Called when something is written: raises NotAllowed, whatever the page showed."""
    acting(Role.APPROVER)
    if not may_write_files():
        raise NotAllowed(wording.ONLY_HERE)


def signed_in_name() -> str:
    """Who is signed in; '' where nobody need sign in."""
    looking = person()
    return looking.name if isinstance(looking, Person) else ""


def _alone(addresses: Sequence[str], title: str, *sentences: str) -> None:
    """A page by itself: no navigation, and nothing of the playbook."""
    pages = [
        st.Page(_nothing, title=wording.TITLE, url_path=address, default=not number)
        for number, address in enumerate(addresses)
    ]
    st.navigation(pages, position="hidden")
    st.title(title, anchor=False)
    for sentence in sentences:
        st.markdown(escape_markdown(sentence))


def _nothing() -> None:
    """Stands for the pages that are not shown."""
