"""One URL says where the store is; only the line that attaches it differs."""

import pytest

from metrics.store.explanations import explain
from metrics.store.location import locate


def test_a_path_is_attached_as_a_file_that_older_versions_can_open() -> None:
    location = locate("data/o'clock.duckdb")
    line = """ATTACH 'data/o''clock.duckdb' AS "store" (TYPE 'duckdb'"""
    assert location.attach_statement() == f"{line})"
    assert location.attach_statement(new=True) == f"{line}, STORAGE_VERSION 'v1.4.0')"
    assert location.attach_statement(read_only=True) == f"{line}, READ_ONLY)"


def test_a_lake_on_postgres_is_attached_with_its_data_path() -> None:
    location = locate("ducklake:postgres:dbname=lake host=db password=hush?data_path=s3://bucket/lake/")
    assert location.attach_statement() == (
        """ATTACH 'ducklake:postgres:dbname=lake host=db password=hush' AS "store" (DATA_PATH 's3://bucket/lake/')"""
    )
    assert location.path is None
    assert "hush" not in location.shown


def test_a_motherduck_database_keeps_its_own_name() -> None:
    location = locate("md:playbook?motherduck_token=hush")
    assert location.attach_statement() == "ATTACH 'md:playbook?motherduck_token=hush'"
    assert location.catalog == "playbook"
    assert "hush" not in location.shown


def test_a_windows_drive_is_not_a_kind_of_store() -> None:
    assert locate(r"C:\playbook\store.duckdb").path is not None


@pytest.mark.parametrize(
    ("reported", "found"),
    [
        ('Could not set lock on file "x": Conflicting lock is held in python (PID 17).', "(PID 17)"),
        ('Cannot open file "x": it is being used by another process.', "in use by another process"),
        ('Failed to download extension "ducklake" at URL "http://…"', "extensions for a shared store are not"),
        ("Failed to load MotherDuck extension 'motherduck'", "extension 'motherduck'"),
        ("database file with version number 99, but we can only read 64 to 67", "another version of DuckDB"),
        ("database has been invalidated because of a previous fatal error.", "closed after a fault"),
        ("failed to allocate data of size 16.0 GiB", "too little memory"),
        ("Transaction conflict on commit", "another writer"),
        ("Could not connect to host=db password=hush", "Could not connect to host=db password=…"),
        ("", "the store cannot be used"),
    ],
)
def test_what_duckdb_reports_comes_out_as_a_sentence_with_a_remedy(reported: str, found: str) -> None:
    problem = explain(locate("store.duckdb"), RuntimeError(reported)).problem
    assert found in problem.found
    assert problem.remedy
    assert "hush" not in problem.message
