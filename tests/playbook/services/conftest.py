"""Worlds whose files were received."""

import pytest

from tests.worlds import World


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
