"""The busy organization asked at every face: what commands print, what they answer, what pages say."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from playbook.cli.main import app
from playbook.page.parts.links import Screen
from playbook.services.running_app import app as running_app
from tests.playbook.busy import busy
from tests.playbook.page.looking import Onlooker, onlooker, words
from tests.worlds import World

UNDATED = {"validate", "show", "list", "check", "verify", "uploads", "template", "import"}


@dataclass
class Organization:
    """An organization, asked at every face; each answer is given once."""

    world: World
    looks: Onlooker
    _said: dict[tuple[str, ...], Any] = field(default_factory=dict)

    def reported(self, command: str) -> str:
        """What a command prints."""
        key = ("text", command)
        if key not in self._said:
            self._said[key] = self._run(*command.split())
        found: str = self._said[key]
        return found

    def requested(self, command: str) -> dict[str, Any]:
        """The document of a command."""
        key = ("json", command)
        if key not in self._said:
            self._said[key] = json.loads(self._run("--json", *command.split()))
        found: dict[str, Any] = self._said[key]
        return found

    def _run(self, *arguments: str) -> str:
        day = [] if set(arguments) & UNDATED else ["--as-of", f"{self.world.today}"]
        result = CliRunner().invoke(app, ["--playbook", str(self.world.folder), *day, *arguments])
        assert result.exit_code in (0, 1), result.output
        return " ".join(result.stdout.split()) if "--json" not in arguments else result.stdout

    def page(self, screen: Screen, **address: str) -> str:
        """What a page says."""
        key = ("page", str(screen), *sorted(f"{name}={value}" for name, value in address.items()))
        if key not in self._said:
            shown = self.looks.opens(screen, **address)
            assert not shown.exception, [one.message for one in shown.exception]
            self._said[key] = " ".join(words(shown).split())
        found: str = self._said[key]
        return found

    @cached_property
    def debts(self) -> list[dict[str, Any]]:
        """Everything that is owed, with its seat."""
        return [item | {"seat": seat["seat"]} for seat in self.requested("due")["seats"] for item in seat["items"]]


@contextmanager
def every_face(world: World, shown: Path) -> Iterator[Organization]:
    """A world at every face; pages look at a copy in `shown`, since they keep its store open."""
    shutil.copytree(world.folder, shown)
    with pytest.MonkeyPatch.context() as patched:
        looks = onlooker(World(world.name, shown, world.today), patched)
        yield Organization(world, looks)
        looks.workspace.close()
    running_app.close()


@contextmanager
def organization(folder: Path) -> Iterator[Organization]:
    """The organization with its files, its records and the review of last week."""
    with every_face(busy(folder / "playbook"), folder / "shown") as found:
        yield found
