"""What holds of a store in a file holds of a shared one: the same tests, in an environment with DuckDB's extensions."""

import os
import subprocess
import sys
from typing import NoReturn

import pytest

from tests import lake_extensions, postgres
from tests.paths import ROOT

pytestmark = pytest.mark.lake
TESTS = (
    *("tests/lake/test_catalog_server.py", "tests/lake/test_moving.py", "tests/lake/test_replicas.py"),
    *("tests/lake/test_upkeep.py", "tests/metrics/test_store.py", "tests/metrics/test_store_disk.py"),
    "tests/metrics/test_migrations.py",
    *("tests/metrics/test_store_kill.py", "tests/metrics/test_store_model.py", "tests/metrics/test_store_writers.py"),
)
REQUIRED = os.environ.get("PLAYBOOK_LAKE_TESTS") == "required"


def missing(what: str) -> NoReturn:
    """Skips, or fails where these tests must run."""
    if REQUIRED:
        pytest.fail(f"the tests of the shared store need {what}")
    pytest.skip(f"the tests of the shared store need {what}")


@pytest.fixture(scope="module")
def environment(pytestconfig: pytest.Config) -> dict[str, str]:
    """The environment in which the tests of the store meet a shared one."""
    if postgres.programs() is None:
        missing("PostgreSQL's server (on Debian: apt-get install postgresql)")
    assert pytestconfig.cache is not None
    folder = lake_extensions.folder(pytestconfig.cache.mkdir("lake"))
    if folder is None:
        missing("pip and the packages of the extra 'lake'")
    return os.environ | {"PYTHONPATH": lake_extensions.path_with(folder), "PLAYBOOK_TEST_STORE": "lake"}


@pytest.mark.parametrize("tests", TESTS)
def test_a_shared_store_keeps_what_a_file_keeps(environment: dict[str, str], tests: str) -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", tests]
    ran = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert " passed" in ran.stdout
