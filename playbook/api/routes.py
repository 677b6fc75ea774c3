"""The HTTP API: what answers at each address, in the page's own process, and what is said where nothing does."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import groupby

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from metrics.problems import Problems, YamlPlace, did_you_mean
from metrics.store.answers import AnsweredBefore, KeyTaken
from metrics.store.location import StoreUnavailable
from metrics.store.uploads import Misnamed, UnknownUpload
from playbook import wording_workspace as wording
from playbook.api import wording as api_wording
from playbook.api.answers import Handed, Refusal, document
from playbook.api.body import Body, receive_body
from playbook.api.guard import Caller, admit, key_of
from playbook.api.openapi import openapi
from playbook.api.reading import Call
from playbook.api.request_log import HEADER as REQUEST_ID
from playbook.api.store import ArchiveAnswer
from playbook.api.table import OPENAPI, OPERATIONS, Operation
from playbook.api.writing import file_name
from playbook.loading.earlier_playbook import UnreadableThen
from playbook.loading.history import NoHistory
from playbook.loading.page_settings import read_page_settings
from playbook.services.as_json import ReceivedDocument
from playbook.services.backup import Archive
from playbook.services.candidates import PutForwardDocument
from playbook.services.naming import LONGEST
from playbook.services.running_app import app as running_app
from playbook.services.tokens.limits import api_limits
from playbook.settings import WrongUse
from playbook.workspace.workspace import Workspace

Endpoint = Callable[[Request], object]
OUT_OF_REACH = 503


def _workspace() -> Workspace:
    """The workspace of the app; raises Refusal (503) where there is nothing it could show."""
    try:
        return running_app.workspace()
    except WrongUse as set_up_wrongly:
        raise Refusal(503, "set_up_wrongly", str(set_up_wrongly)) from set_up_wrongly
    except Problems as broken:
        raise Refusal(503, "broken_playbook", wording.nothing_whole(broken.total), broken.problems) from broken


def _admit(operation: Operation, request: Request, workspace: Workspace) -> Caller:
    try:
        settings = api_limits()
        opened = operation.open_by is not None and operation.open_by(read_page_settings(workspace.folder)[0])
        if operation.scope is None or opened:
            return Caller()
        return admit(request, workspace.home, settings, operation.scope)
    except WrongUse as set_up_wrongly:
        raise Refusal(503, "set_up_wrongly", str(set_up_wrongly)) from set_up_wrongly


def _questions(operation: Operation, request: Request) -> Mapping[str, str]:
    """The parameters, each said once and known; raises Refusal (422)."""
    for name, texts in groupby(sorted(name for name, _ in request.query_params.multi_items())):
        if name not in operation.known and not operation.takes_options:
            hint = did_you_mean(name, operation.known)
            raise Refusal(422, "unprocessable", wording.unknown_question(name, hint))
        if len(list(texts)) > 1:
            raise Refusal(422, "unprocessable", api_wording.given_twice(name))
    return {**request.query_params, **request.path_params}


_MISNAMED = {
    Misnamed.UNKNOWN: (404, "unknown_upload"),
    Misnamed.SEVERAL: (409, "ambiguous_upload"),
    Misnamed.WITHDRAWN: (409, "taken_back_before"),
}


def _answer(operation: Operation, call: Call, *more: object, known: str = "") -> Response:
    """What the operation says, or its refusal in the API's one shape of errors."""
    try:
        content = operation.answer(call, *more)
    except AnsweredBefore as before:
        kept = json.loads(before.content)
        states = [kept.get("state"), *(file["state"] for file in kept.get("files", ()))]
        return document(kept, 201 if any(state in ("stored", "written") for state in states) else 200)
    except KeyTaken as taken:
        raise Refusal(409, "key_taken", api_wording.key_taken(call.key)) from taken
    except (NoHistory, UnreadableThen) as reason:
        raise Refusal(422, "cannot_compare", str(reason)) from reason
    except WrongUse as wrong:
        raise Refusal(422, "unprocessable", str(wrong)) from wrong
    except Problems as refused:
        raise Refusal(422, "refused", api_wording.not_recorded(refused.total), refused.problems) from refused
    except UnknownUpload as unknown:
        status, code = _MISNAMED[unknown.why]
        # whoever asks over HTTP does not learn where the store lies
        problem = replace(unknown.problem, where=YamlPlace(api_wording.STORE))
        problems = (problem,) if unknown.why is Misnamed.UNKNOWN else ()
        raise Refusal(status, code, problem.sentence, problems) from unknown
    except StoreUnavailable as unavailable:
        problem = unavailable.problem
        raise Refusal(
            503, "store_unavailable", problem.sentence, (problem,), headers={"Retry-After": "5"}
        ) from unavailable
    if isinstance(content, Archive):
        return ArchiveAnswer(content)
    if isinstance(content, Handed):
        return content.answer(known)
    stored = isinstance(content, ReceivedDocument | PutForwardDocument) and content.stored
    return document(content, 201 if stored else 200)


def endpoint(operation: Operation) -> Endpoint:
    """Checks who asks and what, and answers; in a thread, so that a long answer keeps nobody waiting."""

    def respond(request: Request) -> Response:
        try:
            workspace = _workspace()
            caller = _admit(operation, request, workspace)
            key = key_of(request) if operation.takes_key else ""
            call = Call(workspace, _questions(operation, request), caller.name, key)
            return _answer(operation, call, known=request.headers.get("if-none-match", ""))
        except Refusal as refusal:
            if refusal.status == OUT_OF_REACH and operation.out_of_reach is not None:
                return operation.out_of_reach().answer("")
            return refusal.answer()

    async def receive(request: Request) -> Response:
        body = Body()
        try:
            workspace = await run_in_threadpool(_workspace)
            caller = await run_in_threadpool(_admit, operation, request, workspace)
            key = key_of(request)
            questions = dict(_questions(operation, request))
            most = LONGEST if operation.takes_text else api_limits().largest
            body = await receive_body(request, file_name(request), most, forms=operation.takes_files)
            request.state.received = body.size
            questions.pop("name", None)
            call = Call(workspace, questions, caller.name, key)
            return await run_in_threadpool(_answer, operation, call, body)
        except Refusal as refusal:
            return refusal.answer()
        finally:
            await body.close()

    return receive if operation.takes_files or operation.takes_text else respond


def _described(base: str) -> Endpoint:
    """The OpenAPI document of this API."""

    def respond(_: Request) -> Response:
        return document(openapi(base))

    return respond


def _not_found(base: str) -> Endpoint:
    """Any other address below /api; without this, the page would answer there."""
    known = [base + path for path in (OPENAPI, *(operation.path for operation in OPERATIONS))]

    def respond(request: Request) -> Response:
        path = request.url.path
        return Refusal(404, "not_found", wording.unknown_address(path, did_you_mean(path, known))).answer()

    return respond


def _other_methods(allowed: list[str]) -> Endpoint:
    """A known address with a method that it does not answer."""

    def respond(_: Request) -> Response:
        message = api_wording.only_these_methods(allowed)
        headers = {"Allow": ", ".join([*allowed, "HEAD"] if "GET" in allowed else allowed)}
        return Refusal(405, "method_not_allowed", message, headers=headers).answer()

    return respond


def unexpected(request: Request, _: Exception) -> Response:
    """What nobody expected: the log has the traceback, the person a plain apology."""
    request_id = getattr(request.state, "request_id", None)
    if request_id is not None:  # only requests to the API have one
        return Refusal(500, "unexpected", wording.APOLOGY, headers={REQUEST_ID: request_id}).answer()
    return Response(wording.APOLOGY, 500, media_type="text/plain; charset=utf-8")


def _whatever_the_method(path: str, respond: Endpoint) -> Route:
    """A route for every method, a made-up one too: Starlette itself would answer that in plain text."""
    route = Route(path, respond)
    route.methods = set()
    return route


_ALLOWED = {
    path: [operation.method for operation in OPERATIONS if operation.path == path]
    for path in dict.fromkeys(operation.path for operation in OPERATIONS)
}


def routes_below(base: str = "") -> list[Route]:
    """The API below the path that the page has: '' or one that begins with a slash and does not end with one. In this
    order: the last two catch everything that the others leave."""
    return [
        Route(base + OPENAPI, _described(base), methods=["GET"]),
        *(Route(base + each.path, endpoint(each), methods=[each.method]) for each in OPERATIONS),
        *(
            _whatever_the_method(base + path, _other_methods(allowed))
            for path, allowed in {OPENAPI: ["GET"], **_ALLOWED}.items()
        ),
        _whatever_the_method(f"{base}/api", _not_found(base)),
        _whatever_the_method(f"{base}/api/{{path:path}}", _not_found(base)),
    ]
