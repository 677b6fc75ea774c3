"""One onlooker a test, and nothing of it left behind."""

from collections.abc import Callable, Iterator

import pytest

from playbook.services.running_app import app as running_app
from tests.playbook.page.looking import Onlooker, onlooker
from tests.worlds import World


@pytest.fixture
def looks_at(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[World], Onlooker]]:
    """Points the dashboard at a world; its weekly files are in the store where `receive` says so."""
    opened: list[Onlooker] = []

    def look(world: World) -> Onlooker:
        opened.append(onlooker(world, monkeypatch))
        return opened[-1]

    yield look
    for one in opened:
        one.workspace.close()
    running_app.close()
