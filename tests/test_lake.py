"""What holds of a store in a file holds of a shared one: the same tests, in an environment with DuckDB's extensions."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import pytest

from metrics.store.location import OLDEST_READER
from tests import lake_extensions, postgres
from tests.paths import ROOT
from tests.worlds import World

pytestmark = pytest.mark.lake
TESTS = (
    *sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "tests" / "lake").glob("test_*.py")),
    *(
        f"tests/metrics/store/test_{name}.py"
        for name in ("store", "disk", "migrations", "kill", "model", "writers", "interrupted")
    ),
    "tests/metrics/store/test_answers.py",
    "tests/playbook/test_kill_app.py",
)
REQUIRED = os.environ.get("PLAYBOOK_LAKE_TESTS") == "required"


def missing(what: str) -> NoReturn:
    """Skips, or fails where these tests must run."""
    if REQUIRED:
        pytest.fail(f"the tests of the shared store need {what}")
    pytest.skip(f"the tests of the shared store need {what}")


@pytest.fixture(scope="module")
def older(pytestconfig: pytest.Config) -> dict[str, str]:
    """An environment with the DuckDB that has its extensions as packages."""
    assert pytestconfig.cache is not None
    folder = lake_extensions.folder(pytestconfig.cache.mkdir("lake"))
    if folder is None:
        missing("pip and the packages of the extra 'lake'")
    return os.environ | {"PYTHONPATH": lake_extensions.path_with(folder)}


@pytest.fixture(scope="module")
def environment(older: dict[str, str]) -> dict[str, str]:
    """The environment in which the tests of the store meet a shared one."""
    if postgres.programs() is None:
        missing("PostgreSQL's server (on Debian: apt-get install postgresql)")
    return older | {"PLAYBOOK_TEST_STORE": "lake"}


@pytest.mark.parametrize("tests", TESTS)
def test_a_shared_store_keeps_what_a_file_keeps(environment: dict[str, str], tests: str) -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", tests]
    ran = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert " passed" in ran.stdout


def test_a_store_goes_from_one_duckdb_to_another_and_back(
    older: dict[str, str], week_one: World, tmp_path: Path
) -> None:
    newer = dict(os.environ)
    versions = [run(each, "-c", "import duckdb; print(duckdb.__version__)").strip() for each in (older, newer)]
    assert versions[0].startswith("1.5.")
    command = "-m", "playbook", "--playbook", str(week_one.folder), "--store", str(tmp_path / "store.duckdb")
    for number, each in enumerate((newer, older, newer, older, newer)):
        file = tmp_path / f"{number}.csv"
        file.write_text(f"week,product,metric,value\n2026-W37,support-copilot,token_spend_usd,{number}\n", "utf-8")
        run(each, *command, "upload", str(file))
        sent = json.loads(run(each, *command, "uploads", "--json"))["uploads"]
        assert [upload["file"] for upload in sent] == [f"{earlier}.csv" for earlier in range(number, -1, -1)]
        assert run(each, "-c", STORAGE_VERSION, command[-1]).startswith(OLDEST_READER)


STORAGE_VERSION = """
import duckdb, sys
store = duckdb.connect(sys.argv[1], read_only=True)
print(store.execute("SELECT tags['storage_version'] FROM duckdb_databases() WHERE NOT internal").fetchall()[0][0])
"""


def run(environment: dict[str, str], *arguments: str) -> str:
    """What a Python in that environment prints; it must be fine."""
    done = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
