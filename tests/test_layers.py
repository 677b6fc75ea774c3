"""Every module of playbook/ has its place; judging pulls in no page, no store and no file."""

import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

pytestmark = pytest.mark.house
ROOT = Path(__file__).parent.parent
ROOMS = "The rooms that judge see models, verdicts and series: no store, no page, no file, no clock"
PAGES_STORES_AND_TEXT = ("streamlit", "starlette", "altair", "yaml", "typer", "rich", "duckdb", "metrics.store")
OUTSIDE_THE_ROOMS = {
    "api": "a face",
    "asked": "reads what a face was asked, with the workspace",
    "charts": "draws for the faces",
    "cli": "a face",
    "dashboard": "a face",
    "door": "settings, rates and whereabouts of the HTTP door",
    "experiment_numbers": "reads cells of tables",
    "experiment_table": "reads tables",
    "handbook_files": "writes files",
    "history": "asks git",
    "importing": "drafts records, with the workspace",
    "last_whole": "keeps a file",
    "load_state": "reads files",
    "loader": "reads files",
    "only_added": "works on the text and its places",
    "receiving": "reads files and stores them, for command and HTTP door",
    "remote": "asks a running app",
    "served_commands": "brings command and HTTP door together, for the launcher",
    "spreadsheet_text": "writes files for spreadsheets",
    "request_log": "writes the log",
    "tokens": "keeps files",
    "own_machine": "reads how a browser came to the page",
    "page": "reads what the page may do",
    "parts": "works on parsed YAML and its places",
    "protection": "puts headers on the answers of the page",
    "starting": "writes files",
    "warm_up": "starts with the page",
    "report": "writes the assessment in the formats people read",
    "review_files": "reads and writes files",
    "reviewing": "wires the weekly review for the faces",
    "reporting": "wires the report together for the faces",
    "record": "works on the text of records, and writes it",
    "recording": "writes records, with the workspace",
    "rules": "works on the text and its places",
    "running_app": "wires page and door",
    "sample": "reads files",
    "schemas": "writes files",
    "signal_fetch": "asks public services",
    "signal_refresh": "asks public services and stores what they say",
    "signals_json": "tells what was asked and stored",
    "screens": "a face",
    "settings": "names the folders",
    "store_archive": "packs and unpacks the store's backup",
    "store_keeping": "works on the store's backup",
    "whole_file": "writes a file",
    "week": "writes a workbook",
    "workspace": "wires paths, clock and store",
    "yaml": "works on YAML text and its places",
}
"""Why each is no room; a name stands for its family (`cli` for `cli_output` too)."""


def modules_of(folder: str) -> set[str]:
    """Names of the modules and packages directly in a folder."""
    here = ROOT / folder
    return {path.stem for path in here.glob("*.py") if path.stem != "__init__"} | {
        path.name for path in here.iterdir() if path.is_dir() and any(path.glob("*.py"))
    }


def rooms() -> set[str]:
    """Modules that the contract holds to judging only."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    contract = next(contract for contract in settings["contracts"] if contract["name"] == ROOMS)
    return {name.removeprefix("playbook.") for name in contract["source_modules"]}


def is_outside(name: str) -> bool:
    """True for a module of a family that does more than judge."""
    return any(name == family or name.startswith(f"{family}_") for family in OUTSIDE_THE_ROOMS)


def test_every_module_has_its_place() -> None:
    here = modules_of("playbook")
    homeless = {name for name in here if not is_outside(name)} - rooms()
    assert not homeless, (
        f"add them to the rooms in pyproject.toml, or to OUTSIDE_THE_ROOMS with a reason: {sorted(homeless)}"
    )
    assert not {name for name in rooms() if is_outside(name)}
    assert not rooms() - here, "these rooms are gone"


def test_judging_pulls_in_no_page_and_no_store() -> None:
    names = [f"playbook.{name}" for name in sorted(rooms())]
    assert pulled_in_by(names, PAGES_STORES_AND_TEXT) == []


def test_measuring_pulls_in_no_page_and_no_playbook() -> None:
    names = [f"metrics.{name}" for name in sorted(modules_of("metrics"))]
    assert pulled_in_by(names, ("playbook", "streamlit", "starlette", "altair", "yaml")) == []


def pulled_in_by(names: list[str], unwanted: tuple[str, ...]) -> list[str]:
    """Which of the unwanted modules a fresh process holds after importing the names."""
    steps = (
        "import sys",
        f"for name in {names!r}: __import__(name)",
        f"print(*[name for name in {unwanted!r} if name in sys.modules])",
    )
    script = "\n".join(steps)
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.split()


def test_no_module_of_the_playbook_hides_another_package() -> None:
    # Streamlit puts playbook/ first on sys.path: a module `charts` there would be found before an installed `charts`
    installed = {name.casefold() for name in packages_distributions()}
    beside = {path.stem for path in ROOT.glob("*.py")} | {path.name for path in ROOT.iterdir() if path.is_dir()}
    taken = installed | {name.casefold() for name in sys.stdlib_module_names} | beside
    assert not modules_of("playbook") & (taken - {"playbook", "metrics"})
