"""Looks at a screen of a world as a browser would get it, without a browser."""

from dataclasses import dataclass

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block, Element
from streamlit.util import calc_hash

from playbook.page.parts.links import Screen
from playbook.services.running_app import app as running_app
from playbook.workspace.workspace import Workspace
from tests.paths import ROOT
from tests.worlds import World

DASHBOARD = ROOT / "playbook" / "page" / "dashboard.py"


@dataclass
class Onlooker:
    """Somebody who opens pages of one workspace; the clock stands at noon of the world's today."""

    workspace: Workspace

    def opens(self, screen: Screen, **address: str) -> AppTest:
        """The page at an address, run once."""
        app = AppTest.from_file(DASHBOARD, default_timeout=60)
        for name, value in address.items():
            app.query_params[name] = value
        app._page_hash = calc_hash(str(screen))
        return app.run()


def onlooker(world: World, monkeypatch: pytest.MonkeyPatch) -> Onlooker:
    """Points the dashboard at a world's workspace; close it with the test."""
    workspace = world.workspace()
    monkeypatch.setattr(running_app, "workspace", lambda: workspace)
    return Onlooker(workspace)


def words(app: AppTest) -> str:
    """Everything the main part of the page says, a line for each element, without what Markdown needs."""
    return words_of(app.main)


def words_of(part: Block) -> str:
    """The same of one part of a page."""
    lines: list[str] = []
    for element in part:
        if isinstance(element, Element):
            for name in ("label", "value", "body"):
                lines += _said(getattr(element, name, None))
    return "\n".join(lines).replace("\\", "").replace("\u2060", "")


def _said(value: object) -> list[str]:
    if isinstance(value, pd.DataFrame):
        return [*map(str, value.columns), *(str(cell) for cell in value.to_numpy().ravel())]
    return [value] if isinstance(value, str) and value else []
