"""The HTTP API against requests made from its own description: what it says it does, it does, and nothing breaks it.

More of them with PLAYBOOK_API_EXAMPLES=1000.
"""

import os
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS

from playbook.api import guard as api_guard
from playbook.api.guard import Rate
from playbook.api.openapi import openapi
from playbook.api.table import OPERATIONS, Operation
from playbook.services.running_app import app as running_app
from playbook.services.tokens.tokens import Scope
from tests import worlds
from tests.playbook.api_client import ApiClient, open_api, token_for
from tests.worlds import World

EXAMPLES = int(os.environ.get("PLAYBOOK_API_EXAMPLES", "12"))
# the description cannot say which ids and days there are, and whether a body is a table shows by its content
LEFT_OUT = {"positive_data_acceptance", "negative_data_rejection"}
CHECKED = [check for check in CHECKS.get_all() if check.__name__ not in LEFT_OUT]
GOOD = {"GET": {200}, "POST": {200, 201, 422}, "DELETE": {404, 409}}
BOUNDED = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=EXAMPLES <= 12,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """A world with numbers in it."""
    built = worlds.slipping(tmp_path_factory.mktemp("hostile") / "slipping")
    built.receive_all()
    return built


@pytest.fixture
def api(world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[ApiClient]:
    """An API client that is never asked too often."""
    monkeypatch.setattr(api_guard, "_RATE", Rate())
    monkeypatch.setenv("PLAYBOOK_RATE", "999999999")
    monkeypatch.setenv("PLAYBOOK_LARGEST_MB", "1")
    yield open_api(world, monkeypatch)
    running_app.close()


@pytest.mark.parametrize(
    ("operation", "mode"),
    [
        pytest.param(operation, mode, id=f"{operation.method} {operation.path} {mode}")
        for operation in OPERATIONS
        for mode in GenerationMode
        if operation.parameters or mode is GenerationMode.POSITIVE
    ],
)
def test_the_api_keeps_to_its_description_whatever_is_asked(
    api: ApiClient, world: World, operation: Operation, mode: GenerationMode
) -> None:
    token = token_for(world, *Scope, name=f"{operation.answer.__name__}-{mode}".replace("GenerationMode.", ""))
    schema = schemathesis.openapi.from_dict(openapi())
    described = schema[operation.path][operation.method]
    answered: list[int] = []

    @BOUNDED
    @given(described.as_strategy(generation_mode=mode))
    def ask(case: Any) -> None:
        headers = {"Authorization": f"Bearer {token}"}
        answer = case.call(app=api.app, base_url="http://localhost", headers=headers)
        answered.append(answer.status_code)
        case.validate_response(answer, checks=CHECKED)

    ask()
    good = GOOD[operation.method] | ({422} if operation.path == "/api/admitted" else set())  # no such candidate
    expected = good if mode is GenerationMode.POSITIVE else {401, 404, 422}
    assert set(answered) & expected, answered
