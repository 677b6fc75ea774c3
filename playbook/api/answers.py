"""The shapes of the HTTP API: one JSON document, or one JSON error; never kept by a cache."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from starlette.responses import Response

from metrics.problems import Problem

JSON_TYPE = "application/json; charset=utf-8"


class Refusal(Exception):
    """A request that is not granted, with everything its answer says."""

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        problems: Sequence[Problem] = (),
        *,
        headers: Mapping[str, str] | None = None,
        more: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.problems = tuple(problems)
        self.headers = dict(headers or {})
        self.more = dict(more or {})

    def answer(self) -> Response:
        """The error in the one shape that every address uses."""
        listed = [problem.to_json() for problem in self.problems]
        content = {"error": {"code": self.code, "message": self.message, "problems": listed, **self.more}}
        return document(content, self.status, self.headers)


def document(content: Mapping[str, Any], status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """One JSON document; the next upload changes it, so nobody may keep it."""
    text = json.dumps(content, ensure_ascii=False, allow_nan=False).encode("utf-8", "replace")
    return Response(text, status, {"Cache-Control": "no-store", **(headers or {})}, media_type=JSON_TYPE)
