"""The HTTP door: the same documents as the command's `--json`, from the page's own process."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from metrics.problems import Problem, Problems, did_you_mean
from metrics.store import StoreUnavailable
from playbook import asked, running_app
from playbook import wording_workspace as wording
from playbook.assessment_json import gates_json, metrics_json, status_json
from playbook.selection import for_product, gates_of, series_of
from playbook.settings import WrongUse
from playbook.workspace import Workspace

Questions = Mapping[str, str]
Answer = Callable[[Workspace, Questions], Mapping[str, Any]]


def health(workspace: Workspace, _: Questions) -> Mapping[str, Any]:
    """Whether the process serves, the store answers and the playbook is whole."""
    state = workspace.playbook()
    return {
        "schema": 1,
        "status": "ok",
        "store": workspace.version(),
        "sample": workspace.is_sample,
        "playbook": str(state.shown),
        "errors": len(state.errors),
        "today": workspace.today().isoformat(),
    }


def status(workspace: Workspace, questions: Questions) -> Mapping[str, Any]:
    """As `playbook status --json`."""
    product = asked.product(workspace, questions.get("product"))
    assessment = workspace.assess(asked.as_of(workspace, questions.get("as_of")), asked.basis(questions.get("basis")))
    state = workspace.playbook()
    return status_json(for_product(assessment, product), sample=workspace.is_sample, problems=state.problems)


def gates(workspace: Workspace, questions: Questions) -> Mapping[str, Any]:
    """As `playbook gates --json`."""
    product = asked.product(workspace, questions.get("product"))
    gate = asked.gate(workspace, questions.get("gate"))
    assessment = workspace.assess(asked.as_of(workspace, questions.get("as_of")), asked.basis(questions.get("basis")))
    return gates_json(assessment, gates_of(assessment, product, gate))


def metrics(workspace: Workspace, questions: Questions) -> Mapping[str, Any]:
    """As `playbook metrics --json`."""
    day, basis = asked.as_of(workspace, questions.get("as_of")), asked.basis(questions.get("basis"))
    product = asked.product(workspace, questions.get("product"))
    metric = asked.metric(workspace, questions.get("metric"))
    series = series_of(workspace.assess(day, basis), metric, product)
    return metrics_json(day, series, basis=str(basis), reviews=asked.weekly_reviews(workspace, day, basis))


DAY = ("as_of", "basis")
DOOR: dict[str, tuple[Answer, tuple[str, ...]]] = {
    "/api/health": (health, ()),
    "/api/status": (status, (*DAY, "product")),
    "/api/gates": (gates, (*DAY, "product", "gate")),
    "/api/metrics": (metrics, (*DAY, "product", "metric")),
}
"""What answers at each address, and the parameters it knows."""


def endpoint(answer: Answer, known: tuple[str, ...]) -> Callable[[Request], Response]:
    """Checks the question at the door, and turns what cannot be answered into the door's one shape of errors."""

    def respond(request: Request) -> Response:
        questions = dict(request.query_params)
        try:
            workspace = running_app.workspace()
        except WrongUse as set_up_wrongly:
            return error(503, "set_up_wrongly", str(set_up_wrongly))
        except Problems as broken:
            return error(503, "broken_playbook", wording.nothing_whole(broken.total), broken.problems)
        try:
            for name in questions:
                if name not in known:
                    raise WrongUse(wording.unknown_question(name, did_you_mean(name, known)))
            return document(answer(workspace, questions))
        except WrongUse as wrong:
            return error(422, "unprocessable", str(wrong))
        except StoreUnavailable as unavailable:
            return error(503, "store_unavailable", unavailable.problem.sentence, (unavailable.problem,))

    return respond


def not_found(request: Request) -> Response:
    """Any other address below /api; without this, the page would answer there."""
    path = request.url.path
    return error(404, "not_found", wording.unknown_address(path, did_you_mean(path, DOOR)))


def only_reading(_: Request) -> Response:
    """A known address with another method than GET."""
    answer = error(405, "method_not_allowed", wording.ONLY_GET)
    answer.headers["Allow"] = "GET, HEAD"
    return answer


def document(content: Mapping[str, Any], status_code: int = 200) -> Response:
    """One JSON document, never kept by a cache: the next upload changes it."""
    text = json.dumps(content, ensure_ascii=False, allow_nan=False)
    headers = {"Cache-Control": "no-store"}
    return Response(text, status_code, headers, media_type="application/json; charset=utf-8")


def error(status_code: int, code: str, message: str, problems: tuple[Problem, ...] = ()) -> Response:
    """An error in the one shape that every address uses."""
    listed = [problem.to_json() for problem in problems]
    return document({"error": {"code": code, "message": message, "problems": listed}}, status_code)


def unexpected(request: Request, _: Exception) -> Response:
    """What nobody expected: the log has the traceback, the person a plain apology."""
    if request.url.path.startswith("/api"):
        return error(500, "unexpected", wording.APOLOGY)
    return Response(wording.APOLOGY, 500, media_type="text/plain; charset=utf-8")


OTHER_METHODS = ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"]

routes = [
    *(Route(path, endpoint(answer, known), methods=["GET"]) for path, (answer, known) in DOOR.items()),
    *(Route(path, only_reading, methods=OTHER_METHODS) for path in DOOR),
    Route("/api", not_found, methods=["GET", *OTHER_METHODS]),
    Route("/api/{path:path}", not_found, methods=["GET", *OTHER_METHODS]),
]
"""In this order: the last two catch everything that the others leave."""
