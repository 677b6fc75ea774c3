"""Who asks at the HTTP API, whether they may, and whether they ask too often."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import ceil
from threading import Lock
from time import monotonic

from starlette.requests import Request

from playbook.api import wording
from playbook.api.answers import Refusal
from playbook.services.reaching.local_visitor import from_this_machine
from playbook.services.reaching.visitors import OVER_HTTP, Visitor
from playbook.services.running_app import app as running_app
from playbook.services.tokens.limits import ApiLimits, tokens_folder
from playbook.services.tokens.tokens import IN_ADDRESSES, Scope, Token, Tokens
from playbook.settings import Home
from playbook.workspace.workspace import utc_now

_MOST_KEPT = 10_000


class Rate:
    """Buckets by name. A bucket holds one minute's requests, so that a job may send its files in one go."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._buckets: dict[str, tuple[float, float]] = {}

    def wait(self, name: str, per_minute: int) -> int:
        """Takes one from the bucket and answers 0, or the whole seconds until there is one again."""
        with self._lock:
            now = self._clock()
            left, since = self._buckets.get(name, (float(per_minute), now))
            left = min(float(per_minute), left + (now - since) * per_minute / 60)
            if name not in self._buckets and len(self._buckets) >= _MOST_KEPT:
                # whoever was quiet for a minute has a full bucket again, and need not be remembered
                self._buckets = {each: kept for each, kept in self._buckets.items() if now - kept[1] < 60}
            taken = left >= 1
            self._buckets[name] = (left - 1 if taken else left, now)
            return 0 if taken else max(1, ceil((1 - left) * 60 / per_minute))


ANYBODY = ""
KEY_HEADER = "Idempotency-Key"
LONGEST_KEY = 200
TOKEN_PARAMETER = "token"  # noqa: S105
ACTOR_HEADER = "X-Playbook-Actor"
_RATE = Rate()
SignedIn = Callable[[Mapping[str, str]], tuple[str, Visitor] | None]
"""By the cookies of a request: the name of who signed in on the page, and which visitor that makes them."""
_SIGNED_IN: list[SignedIn] = []


def people_sign_in(signed_in: SignedIn | None) -> None:
    """Where people sign in to look, only they and tokens read over HTTP; the launcher knows. None: nobody need."""
    _SIGNED_IN[:] = [] if signed_in is None else [signed_in]


def may_fetch(cookies: Mapping[str, str]) -> bool:
    """Whether a browser may fetch what a page gave out for download: where people sign in, those who may look."""
    return not _SIGNED_IN or _SIGNED_IN[0](cookies) is not None


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks: the name of their token or sign-in, or '' for somebody who reads without one."""

    name: str = ANYBODY


def admit(request: Request, home: Home, settings: ApiLimits, scope: Scope) -> Caller:
    """Lets a request in, or raises Refusal (401, 403, 429): by its token, by who signed in on the page, or because it
    comes from this machine."""
    caller, scopes = _caller(request, home, settings, scope)
    request.state.caller = caller.name
    if caller.name:
        _slow_down(caller.name, settings)
    if scope in scopes:
        return caller
    if not caller.name:
        raise _unknown(wording.ASK_FOR_ONE)
    if request.headers.get("authorization") or request.query_params.get(TOKEN_PARAMETER):
        raise Refusal(403, "forbidden", wording.missing_scope(caller.name, scope, scopes))
    raise Refusal(403, "forbidden", wording.missing_role(caller.name, scope))


def key_of(request: Request) -> str:
    """The caller's own name for this request; '' where there is none. Raises Refusal (422)."""
    given = request.headers.getlist(KEY_HEADER)
    if not given:
        return ""
    key = given[0].strip()
    if len(given) > 1 or not 0 < len(key) <= LONGEST_KEY or not all("!" <= character <= "~" for character in key):
        raise Refusal(422, "unprocessable", wording.not_a_key(LONGEST_KEY))
    return key


def _caller(request: Request, home: Home, settings: ApiLimits, scope: Scope) -> tuple[Caller, frozenset[Scope]]:
    given = request.headers.get("authorization", "")
    in_address = request.query_params.get(TOKEN_PARAMETER, "") if scope in IN_ADDRESSES and not given else ""
    if in_address:
        token = _token(request, home, settings, in_address)
        if not token.scopes <= IN_ADDRESSES:
            raise Refusal(403, "forbidden", wording.not_in_an_address(token.name, scope))
        return Caller(token.name), token.scopes
    if not given:
        name, visitor = _visitor(request, settings)
        return Caller(name), OVER_HTTP[visitor]
    if len(request.headers.getlist("authorization")) > 1:
        raise _unknown(wording.TWO_TOKENS)
    scheme, _, text = given.partition(" ")
    if scheme.lower() != "bearer" or not text.strip():
        raise _unknown(wording.NOT_BEARER)
    if running_app.is_own_key(text.strip()):
        return Caller(_actor(request.headers)), frozenset(Scope)
    token = _token(request, home, settings, text.strip())
    return Caller(token.name), token.opens


def _token(request: Request, home: Home, settings: ApiLimits, secret: str) -> Token:
    """The token that holds; raises Refusal (401, 429)."""
    token = Tokens(tokens_folder(home)).check(secret, now=utc_now())
    if token is None:
        _slow_down(f"address {request.client.host if request.client else 'unknown'}", settings)
        raise _unknown(wording.NOT_KNOWN_HERE)
    return token


def _visitor(request: Request, settings: ApiLimits) -> tuple[str, Visitor]:
    """Who asks without a token."""
    if settings.reading_needs_token:
        return ANYBODY, Visitor.NETWORK
    if _SIGNED_IN:
        return _SIGNED_IN[0](request.cookies) or (ANYBODY, Visitor.NETWORK)
    address = request.client.host if request.client is not None else ""
    # programs speak HTTP/1.1; a proxy without settings hands requests on in 1.0, and says of nobody who they are
    here = request.scope.get("http_version") != "1.0" and from_this_machine(request.headers, address)
    return ANYBODY, Visitor.OWN_MACHINE if here else Visitor.NETWORK


def _actor(headers: Mapping[str, str]) -> str:
    """The person who runs the command on this machine: whoever holds the app's own key may open its store, too."""
    name = "".join(character for character in headers.get(ACTOR_HEADER, "") if character.isprintable()).strip()
    return name[:60] or wording.COMMAND_LINE


def _slow_down(name: str, settings: ApiLimits) -> None:
    seconds = _RATE.wait(name, settings.per_minute)
    if seconds:
        message = wording.too_many(name, settings.per_minute, seconds)
        raise Refusal(429, "too_many_requests", message, headers={"Retry-After": str(seconds)})


def _unknown(message: str) -> Refusal:
    return Refusal(401, "unauthorized", message, headers={"WWW-Authenticate": 'Bearer realm="playbook"'})
