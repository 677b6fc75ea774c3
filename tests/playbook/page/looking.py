"""Looks at a screen of a world as a browser would get it, without a browser."""

import json
from dataclasses import dataclass
from typing import Any

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
            lines += words_of_grid(grid_in(element))
    return "\n".join(lines).replace("\\", "").replace("\u2060", "")


def grids(app: AppTest) -> dict[str, dict[str, Any]]:
    """The tables of rows in the main part, each by its name as the browser gets it."""
    found = (grid_in(element) for element in app.main if isinstance(element, Element))
    return {each["name"]: each for each in found if "name" in each}


def grid_in(element: Element) -> dict[str, Any]:
    """What a table or list of rows holds; empty where this is none."""
    proto = getattr(element, "proto", None)
    packed = getattr(proto, "json", "") if type(proto).__name__ == "BidiComponent" else ""
    found: dict[str, Any] = json.loads(packed) if packed else {}
    return found


def lines_of(app: AppTest, name: str) -> list[list[dict[str, Any]]]:
    """The rows of a short list in the main part, as the browser gets them."""
    found = (grid_in(element) for element in app.main if isinstance(element, Element))
    lines: list[list[dict[str, Any]]] = next(each["lines"] for each in found if each.get("list") == name)
    return lines


def links(app: AppTest) -> list[tuple[str, str]]:
    """Label and address of every link of the main part, those in short lists among them, in their order."""
    found: list[tuple[str, str]] = []
    for element in app.main:
        if not isinstance(element, Element):
            continue
        if element.type == "page_link":
            found.append((str(element.label).replace("\\", ""), str(element.proto.query_string)))
        for row in grid_in(element).get("lines", ()):
            found += [
                (" ".join(cell[part] for part in ("text", "below") if part in cell), cell["to"].partition("?")[2])
                for cell in row
                if "to" in cell
            ]
    return found


def words_of_grid(grid: dict[str, Any]) -> list[str]:
    """Headings, groups and cells with their notes and badges; titles and cells of a short list."""
    lines = [field["title"] for field in (*grid.get("fields", ()), *grid.get("columns", ()))]
    for cells in grid.get("lines", ()):
        lines += [cell[part] for cell in cells for part in ("text", "below") if part in cell]
    for row in grid.get("rows", ()):
        lines += [row["g"][0]] if row.get("g") else []
        for cell in row["c"]:
            lines += words_of_cell(cell)
    return [line for line in lines if line]


def words_of_cell(cell: list[Any]) -> list[str]:
    """Text, note and badges of one cell."""
    reported = [str(part) for part in cell[:2] if part]
    badges = cell[4] if len(cell) > 4 else None
    return [*reported, *(badge[0] for badge in badges or ())]


def cells_of(grid: dict[str, Any]) -> list[list[str]]:
    """The rows of a table, each cell's words on one line."""
    return [[" ".join(words_of_cell(cell)) for cell in row["c"]] for row in grid["rows"]]


def _said(value: object) -> list[str]:
    if isinstance(value, pd.DataFrame):
        return [*map(str, value.columns), *(str(cell) for cell in value.to_numpy().ravel())]
    return [value] if isinstance(value, str) and value else []
