"""The schema grows by recorded steps, and only by those that are new."""

from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from metrics.store import connection as store_connection
from metrics.store import migrations
from metrics.store.location import StoreUnavailable
from metrics.store.migrations import NEWEST, STEPS, Step
from metrics.store.store import open_store
from tests.metrics.snapshots import a_snapshot, moment
from tests.stores import new_url


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


def write_as_of_schema_1(url: str) -> None:
    """A correction, a revocation, counts and unknown numbers, in the tables of the first schema."""
    with open_store(url) as store, store.writing() as cursor:
        cursor.execute(
            "INSERT INTO upload VALUES ('u1', 'd1', 'a.csv', 's', 'a', TIMESTAMP '2026-09-14 09:00', 2), "
            "('u2', 'd2', 'b.csv', 's', 'a', TIMESTAMP '2026-09-15 09:00', 1), "
            "('u3', 'd3', 'c.csv', 's', 'a', TIMESTAMP '2026-09-16 09:00', 1)"
        )
        cursor.execute("INSERT INTO revocation VALUES ('u3', 'b', TIMESTAMP '2026-09-17 09:00')")
        cursor.execute(
            "INSERT INTO observation SELECT 'u1', 'copilot', 'm', DATE '2026-09-07', DATE '2026-09-13', 0.3, 3, 10 "
            "UNION ALL SELECT 'u1', '', 'n', DATE '2026-09-07', DATE '2026-09-13', 1e300, NULL, NULL "
            "UNION ALL SELECT 'u2', 'copilot', 'm', DATE '2026-09-07', DATE '2026-09-13', 0.2, 2, 10 "
            "UNION ALL SELECT 'u3', 'm', 'm', DATE '2026-09-07', DATE '2026-09-13', NULL, 0, 0"
        )
        cursor.execute(
            "INSERT INTO latest SELECT product, metric, period_start, period_end, value, numerator, denominator, "
            "upload_id, received_at FROM observation JOIN upload USING (upload_id) "
            "WHERE upload_id = 'u2' OR metric = 'n'"
        )


def test_a_store_of_the_first_schema_keeps_every_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = new_url(tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr(migrations, "STEPS", STEPS[:1])
        patched.setattr(store_connection, "NEWEST", 1)
        write_as_of_schema_1(url)
    with open_store(url) as store:
        book = store.book().rows
        assert set(book) == {("copilot", "m"), ("", "n"), ("m", "m")}
        assert [(row.value, row.numerator, row.upload_id) for row in book["copilot", "m"]] == [
            (0.3, 3.0, "u1"),
            (0.2, 2.0, "u2"),
        ]
        (unknown,) = book["m", "m"]
        assert unknown.value is None
        assert unknown.denominator == 0.0
        assert unknown.revoked_at == datetime(2026, 9, 17, 9, 0)
        assert [(one.upload_id, one.counting_rows) for one in store.uploads()] == [("u3", 0), ("u2", 1), ("u1", 1)]
        assert len(store.latest()) == 2
        with store.reading() as cursor:
            ((rows,),) = cursor.execute("SELECT count(*) FROM observation").fetchall()
        assert rows == 4
        store.add(a_snapshot(("copilot", "m", 1, 0.1), ("new", "m", 1, 0.1)), source="s", actor="a", now=moment(21))
        store.revoke("u2", actor="a", now=moment(22))
        assert dict(zip(store.latest()["product"], store.latest()["value"], strict=True)) == {
            "": 1e300,
            "copilot": 0.1,
            "new": 0.1,
        }


def test_the_schema_uses_nothing_that_a_lake_does_not_have() -> None:
    text = " ".join(statement for step in STEPS for statement in step.statements).upper()
    for word in ("PRIMARY KEY", "UNIQUE", "REFERENCES", "CHECK", "ENUM", "SEQUENCE", "INDEX", "DEFAULT"):
        assert word not in text


def test_files_are_written_for_the_oldest_duckdb_that_may_read_them(url: str) -> None:
    with duckdb.connect(url, read_only=True) as connection:
        ((tags,),) = connection.execute("SELECT tags FROM duckdb_databases() WHERE path = ?", [url]).fetchall()
    assert tags["storage_version"].startswith("v1.4.0")
