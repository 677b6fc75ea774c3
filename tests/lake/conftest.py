"""Without DuckDB's extensions nothing is collected here; whatever a test did to the server, the next one finds it."""

from collections.abc import Iterator

import pytest

from tests.stores import ON_THE_LAKE, server

collect_ignore_glob = [] if ON_THE_LAKE else ["test_*.py"]


@pytest.fixture(autouse=True)
def running_server() -> Iterator[None]:
    """The server runs again when the test is over."""
    yield
    server().start()
