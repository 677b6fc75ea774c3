"""The shapes of the HTTP API: one JSON document, or one JSON error, never kept by a cache; or a file with its tag."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from starlette.responses import Response

from metrics.problems import Problem
from metrics.visible import visible_json
from playbook.json_values import Document, Json, error_document, fill
from playbook.services.as_json import FilesRefused, FilesRefusedDocument, ReceivedDocument

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
        received: ReceivedDocument | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.content = error_document(code, message, problems)
        if received is not None:
            self.content = FilesRefusedDocument(error=fill(FilesRefused, received, code=code, message=message))
        self.headers = dict(headers or {})

    def answer(self) -> Response:
        """The error in the one shape that every address uses."""
        return document(self.content, self.status, self.headers)


def document(content: Document | Json, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """One JSON document; the next upload changes it, so nobody may keep it."""
    content = content.to_json() if isinstance(content, Document) else content
    text = visible_json(json.dumps(content, ensure_ascii=False, allow_nan=False))
    return Response(text.encode(), status, {"Cache-Control": "no-store", **(headers or {})}, media_type=JSON_TYPE)


@dataclass(frozen=True, slots=True)
class Handed:
    """A file that others keep and ask for again: whole where it changed."""

    content: bytes
    media: str
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)

    def answer(self, known: str) -> Response:
        """The file, or that it is the one that is `known` by its tag (If-None-Match)."""
        tag = f'"{sha256(self.content).hexdigest()[:32]}"'
        headers = {**self.headers, "ETag": tag}
        tags = [one.strip().removeprefix("W/") for one in known.split(",")]
        if self.status == 200 and (tag in tags or tags == ["*"]):
            return Response(None, 304, headers)
        return Response(self.content, self.status, headers, media_type=self.media)
