"""Apps that people sign in to, and another machine that reaches them."""

from collections.abc import Iterator

import pytest

from playbook.api import guard as api_guard
from playbook.api.guard import Rate
from playbook.services.running_app import app as running_app
from tests.playbook.api.visiting import SECRETS
from tests.playbook.api_client import ApiClient, open_api, token_for
from tests.playbook.neighbor import Neighbor, neighbor
from tests.playbook.served import Served, serving
from tests.worlds import World


@pytest.fixture(scope="module")
def outside() -> Iterator[Neighbor]:
    """Another machine in the network, or this one by an address that others reach, too."""
    with neighbor() as found:
        if found is None:
            pytest.skip("this machine has no address but its own")
        yield found


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Open to the network, people sign in."""
    folder = tmp_path_factory.mktemp("guarded")
    secrets = folder / "secrets.toml"
    secrets.write_text(SECRETS, "utf-8")
    settings = {"STREAMLIT_SECRETS_FILES": str(secrets)}
    with serving(folder, "", "--address", "0.0.0.0", **settings) as served:  # noqa: S104 - what is tested
        yield served


@pytest.fixture
def api(week_one: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[ApiClient]:
    """The API of a running app; nothing was measured yet. Wednesday of week 2, so that week 1 is closed."""
    monkeypatch.setattr(api_guard, "_RATE", Rate())
    late = World(week_one.name, week_one.folder, week_one.today.replace(month=11))
    yield open_api(late, monkeypatch)
    running_app.close()


@pytest.fixture
def token(week_one: World) -> str:
    """A token for uploads."""
    return token_for(week_one)
