"""The worlds as fixtures, each in a folder of its own; nothing of this machine's settings reaches a test."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from playbook import settings as settings_of_the_project
from tests import worlds
from tests.worlds import World

# how long an example takes says how busy the machine is, not whether a rule holds; every run tries the same examples,
# and a long run looks for new ones
settings.register_profile("unhurried", deadline=None, derandomize="PLAYBOOK_LONG_RUN" not in os.environ)
settings.load_profile("unhurried")


@pytest.fixture(autouse=True)
def no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that wants a playbook or a store names it."""
    monkeypatch.delenv("PLAYBOOK_DIR", raising=False)
    monkeypatch.delenv("PLAYBOOK_STORE", raising=False)


@pytest.fixture(scope="session")
def own_sample_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where this worker keeps the sample's numbers: a store lets one process in."""
    return tmp_path_factory.mktemp("sample") / "sample.duckdb"


@pytest.fixture(autouse=True)
def sample_of_this_worker(monkeypatch: pytest.MonkeyPatch, own_sample_store: Path) -> None:
    """What tests show of the sample in their own process, no other process stands in the way of."""
    usual = settings_of_the_project.sample_store
    this = settings_of_the_project.THIS_PROJECT
    monkeypatch.setattr(
        settings_of_the_project,
        "sample_store",
        lambda project: own_sample_store if project == this else usual(project),
    )


@pytest.fixture
def world(tmp_path: Path) -> Callable[[str], World]:
    """Builds a world by its name."""
    return lambda name: worlds.WORLDS[name](tmp_path / name)


@pytest.fixture
def empty(tmp_path: Path) -> World:
    """Definitions are there; nobody has started."""
    return worlds.empty(tmp_path / "empty")


@pytest.fixture
def week_one(tmp_path: Path) -> World:
    """The third day; nothing was measured yet."""
    return worlds.week_one(tmp_path / "week_one")


@pytest.fixture
def on_track(tmp_path: Path) -> World:
    """Week nine, and all is well."""
    return worlds.on_track(tmp_path / "on_track")


@pytest.fixture
def slipping(tmp_path: Path) -> World:
    """Week nine, and much is not."""
    return worlds.slipping(tmp_path / "slipping")


@pytest.fixture
def broken_definitions(tmp_path: Path) -> World:
    """Week nine, after somebody edited in a hurry."""
    return worlds.broken_definitions(tmp_path / "broken_definitions")


@pytest.fixture
def tracked(on_track: World) -> World:
    """On track, its files received."""
    on_track.receive_all()
    return on_track


@pytest.fixture
def late(slipping: World) -> World:
    """Slipping, its files received."""
    slipping.receive_all()
    return slipping
