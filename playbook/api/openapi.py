"""The OpenAPI 3.1 document of the HTTP API, made from the table of its addresses."""

from functools import cache

from playbook.api import examples, wording
from playbook.api.answers import JSON_TYPE
from playbook.api.body import FILE_FIELD, FORM, MOST_FILES, TEXT_TYPES, TYPES
from playbook.api.table import OPENAPI, OPERATIONS, Operation, Parameter
from playbook.json_values import Document, ErrorDocument, Json, schemas_of
from playbook.model.candidates import AskedCandidate
from playbook.services.as_json import FilesRefusedDocument
from playbook.services.reaching.visitors import OVER_HTTP, Visitor

JSON = JSON_TYPE.partition(";")[0]
SECURITY = "token"


@cache
def openapi(base: str = "") -> Json:
    """The whole document; every address, parameter, answer and error of the API."""
    paths: dict[str, Json] = {}
    for operation in OPERATIONS:
        paths.setdefault(operation.path, {})[operation.method.lower()] = _operation(operation)
    paths[OPENAPI] = {
        "get": {
            "operationId": "openapi",
            "summary": wording.OPENAPI,
            "security": [],
            "responses": {"200": {"description": wording.OPENAPI, "content": {JSON: {"schema": {"type": "object"}}}}},
        }
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": wording.TITLE, "version": "1", "description": wording.DESCRIPTION},
        "servers": [{"url": base or "/"}],
        "paths": paths,
        "components": {
            "schemas": _schemas()[1],
            "securitySchemes": {SECURITY: {"type": "http", "scheme": "bearer", "description": wording.BEARER}},
            "headers": {
                "RequestId": {"description": wording.REQUEST_ID, "schema": {"type": "string"}},
                "RetryAfter": {"description": wording.RETRY_AFTER, "schema": {"type": "string", "pattern": "^[0-9]+$"}},
            },
        },
    }


def _operation(operation: Operation) -> Json:
    described: Json = {
        "operationId": operation.answer.__name__,
        "summary": operation.summary,
        "parameters": [_parameter(each) for each in operation.parameters],
        "security": _security(operation),
        "responses": _responses(operation),
    }
    if operation.takes_files:
        described["requestBody"] = _body()
    elif operation.takes_text:
        described["requestBody"] = _candidate_body()
    return described


def _parameter(parameter: Parameter) -> Json:
    return {
        "name": parameter.name,
        "in": parameter.place,
        "required": parameter.place == "path",
        "description": parameter.meaning,
        "schema": dict(parameter.schema),
        "example": parameter.example,
    }


def _security(operation: Operation) -> list[Json]:
    if operation.scope is None:
        return []
    required: list[Json] = [{SECURITY: [str(operation.scope)]}]
    return [*required, {}] if operation.scope in OVER_HTTP[Visitor.OWN_MACHINE] else required


@cache
def _schemas() -> tuple[dict[type[Document], Json], Json]:
    """References to the documents, and everything they refer to."""
    answered = [operation.document for operation in OPERATIONS if not operation.media]
    return schemas_of([*dict.fromkeys(answered), ErrorDocument, FilesRefusedDocument], "#/components/schemas/{model}")


def _responses(operation: Operation) -> Json:
    good: Json = {
        "description": operation.summary,
        "headers": {"X-Request-Id": {"$ref": "#/components/headers/RequestId"}},
    }
    if operation.media:
        good["content"] = {operation.media: {"schema": {"type": "string", "format": "binary"}}}
    else:
        schema = _schemas()[0][operation.document]
        good["content"] = {JSON: {"schema": schema, "example": examples.example_of(schema, _schemas()[1])}}
    answers = {"200": good, **({"201": good} if operation.takes_files or operation.takes_text else {})}
    guarded = () if operation.scope is None else (401, 403, 429)
    for status in sorted({*operation.refuses, *guarded, 422, 500, 503}):
        answers[str(status)] = _error(status, files=operation.takes_files)
    for status in operation.draws:
        answers[str(status)] = {**good, "description": wording.DRAWN}
    if operation.media:
        answers["304"] = {"description": wording.UNCHANGED, "headers": good["headers"]}
    return answers


def _error(status: int, *, files: bool) -> Json:
    code, words = wording.ERRORS[status]
    schema = _schemas()[0][ErrorDocument]
    if files and status == 422:
        schema = {"anyOf": [_schemas()[0][FilesRefusedDocument], schema]}
    answer: Json = {
        "description": words,
        "headers": {"X-Request-Id": {"$ref": "#/components/headers/RequestId"}},
        "content": {JSON: {"schema": schema, "example": examples.error(status, code, words)}},
    }
    if status in (429, 503):
        answer["headers"]["Retry-After"] = {"$ref": "#/components/headers/RetryAfter"}
    return answer


def _body() -> Json:
    plain: Json = {name: {"schema": {"type": "string", "format": "binary"}} for name in TYPES}
    plain["text/csv"] = {"schema": {"type": "string"}, "example": examples.CSV}
    fields: Json = {name: {"type": "string"} for name in ("product", "week", "source")}
    fields["dry_run"] = {"type": "string", "enum": ["true", "false"]}
    fields[FILE_FIELD] = {
        "type": "array",
        "minItems": 1,
        "maxItems": MOST_FILES,
        "items": {"type": "string", "format": "binary"},
    }
    plain[FORM] = {"schema": {"type": "object", "required": [FILE_FIELD], "properties": fields}}
    return {"required": True, "description": wording.BODY, "content": plain}


def _candidate_body() -> Json:
    schema = AskedCandidate.model_json_schema()
    content = {kind: {"schema": schema, "example": examples.CANDIDATE} for kind in TEXT_TYPES}
    return {"required": True, "description": wording.CANDIDATE_BODY, "content": content}
