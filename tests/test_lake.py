"""What holds of a store in a file holds of a shared one: the same tests, in an environment with DuckDB's extensions."""

import hashlib
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests import postgres

ROOT = Path(__file__).parent.parent
TESTS = (
    *("tests/lake/test_catalog_server.py", "tests/lake/test_moving.py", "tests/lake/test_replicas.py"),
    *("tests/lake/test_upkeep.py", "tests/metrics/test_store.py"),
    *("tests/metrics/test_store_kill.py", "tests/metrics/test_store_model.py", "tests/metrics/test_store_writers.py"),
)
REQUIRED = os.environ.get("PLAYBOOK_LAKE_TESTS") == "required"


def missing(what: str) -> None:
    """Skips, or fails where these tests must run."""
    if REQUIRED:
        pytest.fail(f"the tests of the shared store need {what}")
    pytest.skip(f"the tests of the shared store need {what}")


@pytest.fixture(scope="module")
def extensions(pytestconfig: pytest.Config) -> Path:
    """A folder with DuckDB and its extensions as the extra `lake` pins them, to be put before everything else."""
    if postgres.programs() is None:
        missing("PostgreSQL's server (on Debian: apt-get install postgresql)")
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    name = hashlib.sha256(" ".join([sys.version, *extras["lake"]]).encode()).hexdigest()[:12]
    assert pytestconfig.cache is not None
    folder = pytestconfig.cache.mkdir("lake") / name
    if not folder.exists():
        growing = folder.with_name(f"{name}.{os.getpid()}")
        command = ["install", "-q", "--no-deps", "--target", str(growing), *extras["lake"]]
        pip = next((python for python in pythons() if has_pip(python)), None)
        if (
            pip is None
            or subprocess.run([pip, "-m", "pip", "--python", sys.executable, *command], check=False).returncode
        ):
            shutil.rmtree(growing, ignore_errors=True)
            missing("pip and the packages of the extra 'lake'")
        if folder.exists():  # another worker was faster
            shutil.rmtree(growing)
        else:
            growing.rename(folder)
    return folder


def pythons() -> list[str]:
    """Interpreters that may have pip; this environment was made without."""
    return [python for python in (sys.executable, shutil.which("python3"), shutil.which("python")) if python]


def has_pip(python: str) -> bool:
    """True where an interpreter can install packages."""
    return subprocess.run([python, "-m", "pip", "--version"], capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("tests", TESTS)
def test_a_shared_store_keeps_what_a_file_keeps(extensions: Path, tests: str) -> None:
    path = os.pathsep.join([str(extensions), *filter(None, [os.environ.get("PYTHONPATH")])])
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", tests],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": path, "PLAYBOOK_TEST_STORE": "lake"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert " passed" in ran.stdout
    assert "skipped" not in ran.stdout.splitlines()[-1], ran.stdout
