"""Pulls at a time of day: once for each time, made up for, and never of the sample."""

import logging
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from playbook.services.pulling.schedule import ACTOR, Schedule
from playbook.workspace.workspace import Workspace
from tests.playbook.cli.commands.numbers.test_pull import fill
from tests.worlds import World


class Morning:
    """A running app whose clock can be set; the charter's days are those of Berlin."""

    def __init__(self, world: World) -> None:
        fill(world)
        world.write("settings.yaml", 'pull_at: ["06:30", "18:00"]\n')
        self.world = world
        self.now = datetime(2026, 9, 16, 4, 29, tzinfo=UTC)
        self.workspace = Workspace.find(world.folder, environ={}, clock=lambda: self.now)
        self.schedule = Schedule(lambda: self.workspace, {})

    def pulled(self) -> int:
        """How many sources were pulled now."""
        return len(self.schedule.pull_what_is_due())


@pytest.fixture
def morning(week_one: World) -> Iterator[Morning]:
    """Half past six is a minute away."""
    one = Morning(week_one)
    yield one
    one.workspace.close()


def test_each_time_is_pulled_once(morning: Morning, caplog: pytest.LogCaptureFixture) -> None:
    assert morning.pulled() == 2  # that of yesterday evening, while nobody was there
    assert "Lost: the database says: no such table: gone" in caplog.text
    assert morning.workspace.uploads()[0].actor == ACTOR
    assert morning.pulled() == 0
    morning.now += timedelta(minutes=1)
    assert (morning.pulled(), morning.pulled()) == (2, 0)


def test_an_app_that_starts_again_does_not_pull_again(morning: Morning) -> None:
    morning.now += timedelta(minutes=5)
    assert morning.pulled() == 2
    again = Schedule(lambda: morning.workspace, {})
    morning.now += timedelta(minutes=5)
    assert again.pull_what_is_due() == ()
    morning.now += timedelta(days=1)
    assert len(again.pull_what_is_due()) == 2


def test_nothing_is_pulled_where_no_time_is_named_or_nothing_can_be(
    morning: Morning, caplog: pytest.LogCaptureFixture
) -> None:
    morning.world.write("settings.yaml", "edit: false\n")
    assert morning.pulled() == 0
    morning.world.write("settings.yaml", 'pull_at: ["6 am"]\n')
    assert morning.pulled() == 0
    morning.world.write("settings.yaml", 'pull_at: ["06:30"]\n')
    morning.world.write("definitions/sources.yaml", "sources: []\n")
    assert morning.pulled() == 0
    assert "no source in definitions/sources.yaml says 'pull'" in caplog.text


def test_it_stops_with_the_app(morning: Morning, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    morning.schedule.start()
    morning.schedule.stop()
    assert morning.workspace.uploads() == ()


def test_the_sample_is_never_pulled(morning: Morning, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Workspace, "is_sample", True)
    assert morning.pulled() == 0
    with sqlite3.connect(morning.world.folder / "warehouse.db") as database:
        assert database.execute("SELECT count(*) FROM spend").fetchone() == (1,)
    database.close()
