"""Who asks at the HTTP door, whether they may, and whether they ask too often."""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import Request

from playbook import running_app
from playbook import wording_door as wording
from playbook.api_answers import Refusal
from playbook.door_rate import Rate
from playbook.door_settings import DoorSettings, tokens_folder
from playbook.settings import Home
from playbook.tokens import Scope, Tokens
from playbook.workspace import utc_now

ANYBODY = ""
ACTOR_HEADER = "X-Playbook-Actor"
_RATE = Rate()
_SIGN_IN: list[bool] = [False]


def people_sign_in(wanted: bool) -> None:
    """Where people sign in to look, reading over HTTP needs a token, too; the launcher knows."""
    _SIGN_IN[:] = [wanted]


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks: the name of their token, or '' for somebody who reads without one."""

    name: str = ANYBODY


def admit(request: Request, home: Home, settings: DoorSettings, scope: Scope) -> Caller:
    """Lets a request in, or raises Refusal (401, 403, 429). Reading is open unless a setting closes it."""
    caller, scopes = _caller(request, home, settings)
    request.state.caller = caller.name
    if caller.name:
        _slow_down(caller.name, settings)
    elif scope is Scope.READ and not settings.reading_needs_token and not _SIGN_IN[0]:
        return caller
    else:
        raise _unknown(wording.ASK_FOR_ONE)
    if scope not in scopes:
        raise Refusal(403, "forbidden", wording.missing_scope(caller.name, scope, scopes))
    return caller


def _caller(request: Request, home: Home, settings: DoorSettings) -> tuple[Caller, frozenset[Scope]]:
    given = request.headers.get("authorization", "")
    if not given:
        return Caller(), frozenset()
    if len(request.headers.getlist("authorization")) > 1:
        raise _unknown(wording.TWO_TOKENS)
    scheme, _, text = given.partition(" ")
    if scheme.lower() != "bearer" or not text.strip():
        raise _unknown(wording.NOT_BEARER)
    if running_app.is_own_key(text.strip()):
        return Caller(_actor(request.headers)), frozenset(Scope)
    token = Tokens(tokens_folder(home)).check(text.strip(), now=utc_now())
    if token is None:
        _slow_down(f"address {request.client.host if request.client else 'unknown'}", settings)
        raise _unknown(wording.NOT_KNOWN_HERE)
    return Caller(token.name), token.scopes


def _actor(headers: Mapping[str, str]) -> str:
    """The person who runs the command on this machine: whoever holds the app's own key may open its store, too."""
    name = "".join(sign for sign in headers.get(ACTOR_HEADER, "") if sign.isprintable()).strip()
    return name[:60] or wording.COMMAND_LINE


def _slow_down(name: str, settings: DoorSettings) -> None:
    seconds = _RATE.wait(name, settings.per_minute)
    if seconds:
        message = wording.too_many(name, settings.per_minute, seconds)
        raise Refusal(429, "too_many_requests", message, headers={"Retry-After": str(seconds)})


def _unknown(message: str) -> Refusal:
    return Refusal(401, "unauthorized", message, headers={"WWW-Authenticate": 'Bearer realm="playbook"'})
