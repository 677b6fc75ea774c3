"""`playbook pull`: what came of each source, as words, as a document and as an exit code; here or through the app."""

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from playbook.cli.output import ExitCode
from tests.playbook.cli.commands.numbers.test_uploads import document, run, uploads
from tests.playbook.served import serving
from tests.worlds import World


@pytest.fixture
def warehouse(week_one: World) -> World:
    """The third day, with a database."""
    fill(week_one)
    return week_one


def fill(world: World) -> None:
    """A database beside the definitions, a source of one of its tables and one of a table that is not there."""
    with sqlite3.connect(world.folder / "warehouse.db") as database:
        database.execute("CREATE TABLE spend (week text, dollars real)")
        database.execute("INSERT INTO spend VALUES ('2026-W37', 5211.25)")
    database.close()
    sources = [pulled("spend", "SELECT week, dollars FROM spend"), pulled("lost", "SELECT week, dollars FROM gone")]
    world.write("definitions/sources.yaml", json.dumps({"sources": sources}))


def pulled(name: str, query: str) -> dict[str, Any]:
    """A source of SQL."""
    return {
        "id": name, "owner": "head-of-data", "product": "support-copilot",
        "headings": {"week": "week", "dollars": "token_spend_usd"},
        "pull": {"service": "sql", "url": "sqlite:///warehouse.db", "query": query},
    }  # fmt: skip


def test_a_source_is_pulled_once_and_nothing_new_is_said(warehouse: World) -> None:
    first = run(warehouse, "pull", "spend")
    assert first.exit_code == ExitCode.FINE, first.output
    assert "spend.json: 1 row stored as" in first.stdout
    (entry,) = uploads(warehouse)
    assert (entry["source"], entry["rows"]) == ("pull: spend", 1)
    assert "Spend: nothing new" in run(warehouse, "pull", "Spend").stdout
    assert len(uploads(warehouse)) == 1


def test_one_source_in_trouble_stops_no_other(warehouse: World) -> None:
    done = run(warehouse, "pull", "--json")
    assert done.exit_code == ExitCode.NO
    spend, lost = document(done)["sources"]
    assert (spend["state"], spend["trouble"], spend["files"][0]["state"]) == ("stored", None, "stored")
    assert (lost["state"], lost["trouble"]) == ("refused", "the database says: no such table: gone")
    assert "Lost: the database says: no such table: gone" in done.stderr


def test_what_cannot_be_pulled_is_wrong_use(warehouse: World) -> None:
    assert "unknown source 'spent'" in run(warehouse, "pull", "spent").output
    assert run(warehouse, "pull", "--since", "2099-01-01").exit_code == ExitCode.WRONG_USE
    assert run(warehouse, "pull", "--since", "soon").exit_code == ExitCode.WRONG_USE
    warehouse.write("definitions/sources.yaml", "sources: []\n")
    assert run(warehouse, "pull").exit_code == ExitCode.WRONG_USE


def test_the_app_that_owns_the_store_receives_what_is_pulled(tmp_path: Path) -> None:
    with serving(tmp_path) as served:
        fill(served.world)
        done = run(served.world, "pull", "spend", "--json")
        assert done.exit_code == ExitCode.FINE, done.output
        assert document(done)["sources"][0]["files"][0]["state"] == "stored"
        again = document(run(served.world, "pull", "spend", "--json"))["sources"][0]
        assert (again["state"], again["files"][0]["state"]) == ("nothing_new", "already_counts")


def test_a_pull_of_another_process_that_failed_is_known_until_one_goes_well(warehouse: World) -> None:
    def trouble() -> dict[str, str | None]:
        found = document(run(warehouse, "sources", "--json"))["sources"]
        return {row["source"]: row["trouble"] for row in found}

    run(warehouse, "pull")
    assert trouble() == {"spend": None, "lost": "the database says: no such table: gone"}
    assert "the database says: no such table: gone" in run(warehouse, "sources").output
    with sqlite3.connect(warehouse.folder / "warehouse.db") as database:
        database.execute("CREATE TABLE gone (week text, dollars real)")
        database.execute("INSERT INTO gone VALUES ('2026-W37', 5211.25)")
    database.close()
    run(warehouse, "pull", "lost")
    assert trouble() == {"spend": None, "lost": None}
