"""The OpenAPI document is valid and complete, and the API answers as it says."""

from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from openapi_spec_validator import OpenAPIV31SpecValidator

from playbook.api import routes
from playbook.api.openapi import openapi
from playbook.api.table import OPENAPI, OPERATIONS
from playbook.services.running_app import app as running_app
from tests.playbook.api_client import BAD, WEEK, ApiClient, open_api, token_for
from tests.worlds import World

DOCUMENT = openapi()


def check(schema: dict[str, Any], content: object) -> None:
    """Raises where the content does not fit a schema of the document."""
    whole = {**schema, "components": DOCUMENT["components"]}
    Draft202012Validator(whole, format_checker=FormatChecker()).validate(content)


def schema_of(path: str, method: str, status: int) -> dict[str, Any]:
    """What an answer is said to look like."""
    answers = DOCUMENT["paths"][path][method]["responses"]
    found: dict[str, Any] = answers[str(status)]["content"]["application/json"]["schema"]
    return found


def test_the_document_is_valid_openapi() -> None:
    OpenAPIV31SpecValidator(DOCUMENT).validate()


def test_every_address_and_method_of_the_api_is_described() -> None:
    described = {(path, method.upper()) for path, methods in DOCUMENT["paths"].items() for method in methods}
    assert described == {(each.path, each.method) for each in OPERATIONS} | {(OPENAPI, "GET")}
    for path, method in described:
        assert any(route.path == path and method in (route.methods or ()) for route in routes.routes_below()), path


def test_every_parameter_answer_and_error_says_what_it_is() -> None:
    for methods in DOCUMENT["paths"].values():
        for described in methods.values():
            assert described["summary"]
            for parameter in described.get("parameters", ()):
                assert parameter["description"]
                check(parameter["schema"], parameter["example"])
            for answer in described["responses"].values():
                assert answer["description"]


def test_every_example_fits_its_schema() -> None:
    counted = 0
    for methods in DOCUMENT["paths"].values():
        for described in methods.values():
            for answer in described["responses"].values():
                for content in answer.get("content", {}).values():
                    if "example" in content:
                        check(content["schema"], content["example"])
                        counted += 1
    assert counted > len(OPERATIONS)


def test_every_schema_is_used() -> None:
    text = str(DOCUMENT)
    unused = [name for name in DOCUMENT["components"]["schemas"] if f"'#/components/schemas/{name}'" not in text]
    assert unused == []


@pytest.fixture
def api(slipping: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[ApiClient]:
    """The API of a running app, on the world that slips."""
    slipping.receive_all()
    yield open_api(slipping, monkeypatch)
    running_app.close()


@pytest.mark.parametrize("path", [each.path for each in OPERATIONS if each.method == "GET"])
@pytest.mark.parametrize("query", ["", "?as_of=2026-11-06&product=nobody"])
def test_answers_to_questions_fit_the_document(api: ApiClient, path: str, query: str) -> None:
    answer = api.get(path + query)
    wanted = DOCUMENT["paths"][path]["get"]["responses"][str(answer.status_code)]["content"]
    assert answer.headers["content-type"].partition(";")[0] in wanted
    if "application/json" not in wanted:
        return  # a file, and no document
    check(schema_of(path, "get", answer.status_code), answer.json())


def test_answers_to_uploads_fit_the_document(api: ApiClient, slipping: World) -> None:
    token = token_for(slipping)
    path = "/api/snapshots"
    for content, query in ((WEEK, "?dry_run=true"), (WEEK, ""), (WEEK, ""), (BAD, ""), (BAD, "?dry_run=true")):
        answer = api.post(path + query, token, content=content, headers={"Content-Type": "text/csv"})
        check(schema_of(path, "post", answer.status_code), answer.json())
    upload_id = api.get("/api/uploads").json()["uploads"][0]["upload_id"]
    for _ in range(2):
        headers = {"Authorization": f"Bearer {token}"}
        answer = api.request("DELETE", f"/api/uploads/{upload_id}", headers=headers)
        check(schema_of("/api/uploads/{id}", "delete", answer.status_code), answer.json())


def test_answers_about_candidates_fit_the_document(api: ApiClient, slipping: World) -> None:
    token, path = token_for(slipping), "/api/candidates"
    for content in ('{"product": "support-copilot", "id": "pilot", "models": ["a@1"]}', "models: [a@1]", "[", "{}"):
        for _ in range(2):
            answer = api.post(path, token, content=content, headers={"Content-Type": "application/json"})
            check(schema_of(path, "post", answer.status_code), answer.json())
    for path in ("/api/admitted", "/api/gates"):
        answer = api.get(f"{path}?candidate=pilot")
        assert answer.status_code == 200
        check(schema_of(path, "get", 200), answer.json())


def test_the_api_hands_out_its_document(api: ApiClient) -> None:
    assert api.get(OPENAPI).json() == DOCUMENT
