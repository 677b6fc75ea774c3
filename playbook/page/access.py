"""Whose page this is: lets people in, tells others why not, and asks for the right role wherever something is done."""

import os
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.util import find_spec
from urllib.parse import urlsplit

import streamlit as st

from playbook.page.parts import wording_access as wording
from playbook.page.parts.people import AccessSettings, BadAccess, Person, Role, Stranger, person_of, read_access
from playbook.page.parts.text import escape_markdown
from playbook.page.parts.this_run import once_a_run
from playbook.services.reaching.addresses import Addresses
from playbook.services.reaching.local_visitor import from_this_machine
from playbook.services.reaching.visitors import ON_PAGES, Act, Visitor
from playbook.services.running_app import app as running_app

AUTH, ACCESS = "auth", "access"
_VISITORS = {Role.VIEWER: Visitor.VIEWER, Role.UPLOADER: Visitor.UPLOADER, Role.APPROVER: Visitor.APPROVER}
_ACTS = {Role.VIEWER: Act.LOOK, Role.UPLOADER: Act.PUBLISH, Role.APPROVER: Act.RECORD}


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
    settings = _settings()
    if settings is None:
        may = ON_PAGES[Visitor.OWN_MACHINE if _at_home() else Visitor.NETWORK]
        return Person("", "", max(role for role, act in _ACTS.items() if act in may))
    claims = st.user.to_dict()
    return person_of(claims, settings) if claims.get("is_logged_in") else None


@once_a_run
def _looking() -> Person | Stranger | None:
    """The same for what a run of the page shows; whoever does something is asked again."""
    return person()


def _settings() -> AccessSettings | None:
    """Who may do what, where people sign in; None where nobody need. Raises BadAccess."""
    secrets = _secrets()
    if secrets is None:
        raise BadAccess(wording.UNREADABLE)
    if AUTH not in secrets:
        if ACCESS in secrets:
            raise BadAccess(wording.ONLY_ACCESS)
        return None
    if find_spec("authlib") is None:
        raise BadAccess(wording.NO_AUTHLIB)
    section = secrets.get(ACCESS, {})
    return read_access(section.to_dict() if hasattr(section, "to_dict") else section)


@once_a_run
def _at_home() -> bool:
    """Whether whoever looks sits at the machine, and nobody else can reach it."""
    here = from_this_machine(st.context.headers.to_dict(), st.context.ip_address)
    return here and not running_app.open_to_network()


def is_open_to_the_network() -> bool:
    """Whether others than the owner of the machine look, and nobody signs in: nothing is taken then."""
    return not _at_home() and _settings() is None


def signed_in(cookies: Mapping[str, str]) -> tuple[str, Visitor] | None:
    """Who signed in on the page, by the cookies of another request from the same browser; None where nobody did, or
    they may not look."""
    try:
        settings = _settings()
    except BadAccess:
        return None
    claims = _claims(cookies)
    looking = person_of(claims, settings) if settings is not None and claims.get("is_logged_in") else None
    return (looking.name, _VISITORS[looking.role]) if isinstance(looking, Person) else None


def _claims(cookies: Mapping[str, str]) -> Mapping[str, object]:
    """What the page's own cookie says, its signature and origin checked as the page's websocket checks them."""
    # Streamlit keeps these to itself: brought in here, so that the page does not depend on them
    from streamlit.web.server.starlette import starlette_websocket as websocket  # noqa: PLC0415
    from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME  # noqa: PLC0415

    content = websocket._get_signed_cookie_with_chunks(dict(cookies), USER_COOKIE_NAME)  # noqa: SLF001
    origin = _origin(_redirect())
    if not content or not origin:
        return {}
    found: Mapping[str, object] = websocket._parse_decoded_user_cookie(content, origin)  # noqa: SLF001
    return found


def _redirect() -> str:
    """Where people come back to from signing in: the address of the page."""
    auth = (_secrets() or {}).get(AUTH)
    return str(auth.get("redirect_uri", "")) if isinstance(auth, Mapping) else ""


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}" if parts.scheme and parts.netloc else ""


@cache
def _named_addresses() -> tuple[frozenset[str], frozenset[str]]:
    """Hosts and origins that the settings name: deployed at an address, the page is asked by that name."""
    option = st.get_option
    back = _redirect()
    hosts = {*option("server.allowedHosts"), urlsplit(back).hostname or "", str(option("browser.serverAddress") or "")}
    hosts.add(str(option("server.address") or ""))
    return frozenset(hosts - {""}), frozenset({*option("server.corsAllowedOrigins"), _origin(back)} - {""})


def addresses() -> Addresses:
    """By which names this app may be asked, and from which pages."""
    hosts, origins = _named_addresses()
    return Addresses(hosts, origins, open_to_network=running_app.open_to_network())


def admitted(addresses: Sequence[str]) -> bool:
    """True for whoever may look; for others every address shows the way in, or why there is none. The first of the
    `addresses` is that of the first page."""
    try:
        looking = _looking()
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
    looking = _looking()
    if isinstance(looking, Person) and looking.name:
        with st.sidebar:
            st.caption(escape_markdown(wording.signed_in(looking.name, looking.role)))
            st.button(wording.SIGN_OUT, icon=":material/logout:", key="sign-out", type="tertiary", on_click=st.logout)


def may(role: Role) -> bool:
    """Whether whoever looks may do what a role may."""
    looking = _looking()
    return isinstance(looking, Person) and looking.may(role)


def only_for(role: Role) -> bool:
    """As `may`, and says so on the page where they may not."""
    allowed = may(role)
    if not allowed:
        st.info(_why_not(role), icon=":material/lock:")
    return allowed


def _why_not(role: Role) -> str:
    looking = person()
    nameless = isinstance(looking, Person) and not looking.name
    return wording.ONLY_HERE if nameless else wording.NEEDS[role]


def say_if_open() -> None:
    """On every page, so on the first that anybody sees: that it is open to the network, and takes nothing."""
    if is_open_to_the_network():
        st.warning(wording.OPEN, icon=":material/public:")


def acting(role: Role, typed: str = "") -> str:
    """The name under which something is done: who is signed in, else what was `typed`. Called when it is done: raises
    NotAllowed, whatever the page showed."""
    looking = person()
    if not isinstance(looking, Person) or not looking.may(role):
        raise NotAllowed(_why_not(role))
    return looking.name or typed


def may_write_files() -> bool:
    """Whether the page may write into the playbook's own files for whoever looks: they signed in with the role for it;
    or nobody need sign in, and they sit at the machine the page runs on."""
    return may(Role.APPROVER)


def writing_files() -> None:
    """Called when something is written: raises NotAllowed, whatever the page showed."""
    acting(Role.APPROVER)


def signed_in_name() -> str:
    """Who is signed in; '' where nobody need sign in."""
    looking = _looking()
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
