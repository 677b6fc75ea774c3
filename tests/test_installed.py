"""The built wheel in an environment of its own: it works from any folder, and nothing is written beside the code."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from playbook.cli.output import ExitCode
from tests.free_port import free_port
from tests.paths import ROOT
from tests.pip import python_with_pip
from tests.playbook.served import wait_for

pytestmark = pytest.mark.house
LARGEST_MB = 500
"""Everything that comes without an extra."""
REQUIRED = os.environ.get("PLAYBOOK_INSTALL_TESTS") == "required"
SEND = "week,product,metric,value\n2026-W41,support-copilot,token_spend_usd,120\n"


@dataclass(frozen=True)
class Installation:
    """An environment with the wheel, a person's home, and the folder in which that person works."""

    environment: Path
    home: Path
    folder: Path

    @property
    def packages(self) -> Path:
        """Where the code is."""
        return next((self.environment / "lib").glob("python3*")) / "site-packages"

    @property
    def kept(self) -> Path:
        """Where the program keeps what it keeps for this person."""
        return self.home / ".local" / "share" / "ai-engineering-playbook"

    def command(self, *arguments: str) -> list[str]:
        """The command, as a shell would call it."""
        return [str(self.environment / "bin" / "playbook"), *arguments]

    def variables(self) -> dict[str, str]:
        """The environment of that shell: nothing of the checkout in it."""
        settings = "PLAYBOOK_", "PYTHON", "XDG_"
        kept = {name: value for name, value in os.environ.items() if not name.startswith(settings)}
        return {**kept, "HOME": str(self.home), "PYTHONDONTWRITEBYTECODE": "1"}

    def run(self, *command: str) -> "subprocess.CompletedProcess[str]":
        """Runs a command in the person's folder."""
        return subprocess.run(
            command, cwd=self.folder, env=self.variables(), capture_output=True, text=True, check=False
        )

    def answer(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Runs `playbook`, which must be fine."""
        done = self.run(*self.command(*arguments))
        assert done.returncode == 0, done.stdout + done.stderr
        return done

    @contextmanager
    def serving(self, *arguments: str) -> Iterator[str]:
        """The address of the page that the command serves."""
        port = str(free_port())
        command = self.command(*arguments, "serve", "--port", port)
        with (
            (self.home / "log").open("wb") as log,
            subprocess.Popen(command, cwd=self.folder, env=self.variables(), stdout=log, stderr=log) as page,
        ):
            try:
                wait_for(f"http://127.0.0.1:{port}/api/health", page)
                yield f"http://127.0.0.1:{port}"
            finally:
                page.terminate()
                page.wait(timeout=20)


def pip(*arguments: str) -> None:
    """Runs pip, or skips where there is none."""
    python = python_with_pip()
    if python is None:
        pytest.skip("the tests of the installation need pip")
    done = subprocess.run([python, "-m", "pip", *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def environment_of(folder: Path, python: str = sys.executable) -> Path:
    """An empty environment."""
    subprocess.run([python, "-m", "venv", "--without-pip", str(folder)], check=True)
    return folder


def person(folder: Path, environment: Path) -> Installation:
    """A person with an empty home, working in an empty folder."""
    for name in ("home", "work"):
        (folder / name).mkdir()
    return Installation(environment, folder / "home", folder / "work")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", "-q", "--no-deps", "-w", str(folder), str(ROOT))
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel alone; the libraries are those of these tests, found by a path file that leads to no checkout."""
    made = environment_of(tmp_path_factory.mktemp("installed") / "environment")
    pip("--python", str(made / "bin" / "python"), "install", "-q", "--no-deps", "--no-compile", str(wheel))
    packages = Installation(made, made, made).packages
    (packages / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    for path in (packages / "playbook").rglob("*"):
        if path.is_dir():
            path.chmod(0o555)
    return made


@pytest.fixture
def installed(environment: Path, tmp_path: Path) -> Iterator[Installation]:
    """A person's installation; at the end, not a file of it may have come, gone or changed."""
    found = person(tmp_path, environment)
    before = listing(found.packages)
    yield found
    assert listing(found.packages) == before


def listing(folder: Path) -> dict[str, tuple[int, int]]:
    """Every file with its size and time."""
    return {
        str(path.relative_to(folder)): (path.stat().st_size, path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_sample_is_shown_from_an_empty_folder_and_kept_in_the_persons_own(installed: Installation) -> None:
    shown = json.loads(installed.answer("status", "--json").stdout)
    assert shown["sample"] is True
    assert shown["readiness"]["score"] > 0
    assert list(installed.folder.iterdir()) == []
    assert {path.name for path in installed.kept.iterdir()} >= {"sample.duckdb", "sample.duckdb.built.json"}
    installed.answer("token", "create", "nightly")
    assert (installed.kept / ".tokens-sample").is_dir()


def test_what_would_write_into_the_package_says_what_to_do_instead(installed: Installation) -> None:
    refused = installed.run(*installed.command("init", "--yes"))
    assert refused.returncode == ExitCode.WRONG_USE
    assert "init needs a folder for your playbook, as in: playbook init acme" in refused.stderr
    refused = installed.run(*installed.command("review", "close"))
    assert refused.returncode == ExitCode.NO
    assert "playbook init DIR" in refused.stderr


def test_a_playbook_of_ones_own_is_started_fed_and_served_from_any_folder(installed: Installation) -> None:
    (installed.folder / "metrics.py").write_text("raise SystemExit('not this one')\n", encoding="utf-8")
    python = str(installed.environment / "bin" / "python")
    started = installed.run(python, "-P", "-m", "playbook", "init", "acme", "--start", "2026-09-07", "--yes")
    assert started.returncode == 0, started.stderr
    for kind in ("definitions", "records"):
        keys = (installed.folder / "acme" / kind / "README.md").read_text("utf-8")
        assert keys == (ROOT / "playbook" / kind / "README.md").read_text("utf-8")
    own = "--playbook", "acme"
    (installed.folder / "week.csv").write_text(SEND.replace("support-copilot", product_of(installed)), encoding="utf-8")
    installed.answer(*own, "upload", "week.csv")
    assert "week.csv" in installed.answer(*own, "uploads").stdout
    with installed.serving(*own) as address:
        health = json.loads(read(f"{address}/api/health"))
        assert (health["status"], health["sample"], health["playbook"]) == ("ok", False, "current")
        assert health["newest_upload"] is not None
        assert b"<title>" in read(address)
        # the command finds the app that owns the store by the note beside it
        assert "week.csv" in installed.answer(*own, "uploads").stdout
    assert not installed.kept.exists()


def test_the_sample_is_served_with_the_projects_own_look(installed: Installation) -> None:
    with installed.serving() as address:
        assert json.loads(read(f"{address}/api/health"))["sample"] is True
        assert b"<title>" in read(address)
        assert installed.answer("status").stdout
    shown = installed.run(str(installed.environment / "bin" / "python"), "-P", "-c", SAYS_ITS_SETTINGS)
    assert shown.stdout.split() == ["none", "False"]


SAYS_ITS_SETTINGS = """
from streamlit import config
from playbook.settings import THIS_PROJECT
config._main_script_path = str(THIS_PROJECT.launcher)
print(config.get_option("client.showErrorDetails"), config.get_option("browser.gatherUsageStats"))
"""


def test_an_installation_for_real_is_light_and_says_which_extra_is_missing(wheel: Path, tmp_path: Path) -> None:
    if not REQUIRED:
        pytest.skip("the tests of the installation bring every library once more: PLAYBOOK_INSTALL_TESTS=required")
    found = person(tmp_path, environment_of(tmp_path / "environment"))
    pip("--python", str(found.environment / "bin" / "python"), "install", "-q", "--no-compile", str(wheel))
    files = [path for path in found.environment.rglob("*") if path.is_file() and not path.is_symlink()]
    assert sum(path.stat().st_size for path in files) / 2**20 < LARGEST_MB
    works(found)
    done = found.answer("report")
    assert "This copy has no charts." in done.stdout
    assert "pip install 'ai-engineering-playbook[report]'" in done.stderr
    for written in ("pdf", "pptx"):
        refused = found.run(*found.command("report", "--format", written, "--output", "report"))
        assert refused.returncode == ExitCode.WRONG_USE
        assert "pip install 'ai-engineering-playbook[report]'" in refused.stderr


@pytest.mark.parametrize("version", ["3.11", "3.12", "3.13"])
def test_every_python_that_is_declared_runs_it(version: str, wheel: Path, tmp_path: Path) -> None:
    classifiers = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["classifiers"]
    assert f"Programming Language :: Python :: {version}" in classifiers
    if sys.version.startswith(f"{version}."):
        return  # the other tests of this file run on it
    python = interpreter(version)
    if python is None or not REQUIRED:
        pytest.skip(f"no Python {version} on this machine, or PLAYBOOK_INSTALL_TESTS is not required")
    found = person(tmp_path, environment_of(tmp_path / "environment", python))
    pip("--python", str(found.environment / "bin" / "python"), "install", "-q", str(wheel))
    works(found)


def interpreter(version: str) -> str | None:
    """A Python of that version, on the path or among those of pyenv, whose own command may lead nowhere."""
    places = [*os.environ["PATH"].split(os.pathsep), *map(str, Path.home().glob(f".pyenv/versions/{version}.*/bin"))]
    found = (shutil.which(f"python{version}", path=place) for place in places)
    runs = (python for python in found if python and not subprocess.run([python, "-V"], check=False).returncode)
    return next(runs, None)


def works(found: Installation) -> None:
    """The sample is shown, and one's own playbook started and fed."""
    assert json.loads(found.answer("status", "--json").stdout)["sample"] is True
    found.answer("init", "acme", "--start", "2026-09-07", "--yes")
    (found.folder / "week.csv").write_text(SEND.replace("support-copilot", product_of(found)), encoding="utf-8")
    found.answer("--playbook", "acme", "upload", "week.csv")
    with found.serving("--playbook", "acme") as address:
        assert json.loads(read(f"{address}/api/health"))["newest_upload"] is not None


def product_of(found: Installation) -> str:
    """The product that a playbook was started with."""
    text = (found.folder / "acme" / "records" / "products.yaml").read_text("utf-8")
    return next(line.split()[-1] for line in text.splitlines() if line.startswith("  - id:"))


def read(address: str) -> bytes:
    """What an address of this machine answers."""
    with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 - an address of this machine
        content: bytes = answer.read()
    return content
