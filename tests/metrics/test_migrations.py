"""The schema grows by recorded steps, and only by those that are new."""

from pathlib import Path

import duckdb
import pytest

from metrics import migrations, store_connection
from metrics.migrations import NEWEST, STEPS, Step
from metrics.store import StoreUnavailable, open_store
from tests.metrics.snapshots import a_snapshot, moment


def steps_of(url: str) -> list[tuple[int, str]]:
    with duckdb.connect(url, read_only=True) as connection:
        return connection.execute("SELECT step, name FROM schema_step ORDER BY step").fetchall()


def use_steps(monkeypatch: pytest.MonkeyPatch, *more: Step) -> None:
    monkeypatch.setattr(migrations, "STEPS", (*STEPS, *more))
    monkeypatch.setattr(store_connection, "NEWEST", NEWEST + len(more))


@pytest.fixture
def url(tmp_path: Path) -> str:
    url = str(tmp_path / "store.duckdb")
    with open_store(url) as opened:
        opened.add(a_snapshot(("copilot", "m", 0, 0.1)), source="s", actor="a", now=moment(14))
    return url


def test_each_step_is_recorded_once_with_its_run(url: str) -> None:
    open_store(url).close()
    assert steps_of(url) == [(number, step.name) for number, step in enumerate(STEPS, start=1)]


def test_an_older_store_is_brought_up_to_date_with_everything_in_it(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    use_steps(monkeypatch, Step("a note for each upload", ("CREATE TABLE note (upload_id VARCHAR NOT NULL)",)))
    with open_store(url) as opened:
        assert len(opened.uploads()) == 1
    assert steps_of(url)[-1] == (NEWEST + 1, "a note for each upload")


def test_a_step_that_fails_leaves_the_store_as_it_was(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        use_steps(patched, Step("half a step", ("CREATE TABLE note (a INTEGER)", "SELECT error('a fault')")))
        with pytest.raises(StoreUnavailable, match="a fault"):
            open_store(url)
    assert len(steps_of(url)) == NEWEST
    with open_store(url) as opened:
        assert len(opened.uploads()) == 1


def test_the_schema_uses_nothing_that_a_lake_does_not_have() -> None:
    text = " ".join(statement for step in STEPS for statement in step.statements).upper()
    for word in ("PRIMARY KEY", "UNIQUE", "REFERENCES", "CHECK", "ENUM", "SEQUENCE", "INDEX", "DEFAULT"):
        assert word not in text


def test_files_are_written_for_the_oldest_duckdb_that_may_read_them(url: str) -> None:
    with duckdb.connect(url, read_only=True) as connection:
        ((tags,),) = connection.execute("SELECT tags FROM duckdb_databases() WHERE path = ?", [url]).fetchall()
    assert tags["storage_version"].startswith("v1.4.0")
