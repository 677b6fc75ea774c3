"""The form that records, as an address opens it at the machine itself."""

from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from streamlit.testing.v1 import AppTest

from playbook.page import access as _access
from playbook.page.parts.links import Screen
from tests.playbook.page.screens.test_every_screen import opened
from tests.worlds import World


@pytest.fixture
def at_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever looks sits at the machine the page runs on."""
    monkeypatch.setattr(_access, "from_this_machine", lambda *_: True)


@pytest.fixture
def form(on_track: World, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """The form of a kind in the world on_track, as an address opens it."""
    on_track.receive_all()
    monkeypatch.setenv("PLAYBOOK_DIR", str(on_track.folder))

    def open_form(kind: str, **fields: str) -> AppTest:
        return opened(Screen.RECORD, record=kind, **{"with": urlencode(fields)})

    return open_form
