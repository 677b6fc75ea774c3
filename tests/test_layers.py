"""Who may import whom: contracts by package, no circle of files, and no library of a face in what judges."""

import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions

import grimp
import pytest

from tests.paths import ROOT

pytestmark = pytest.mark.house
PURE = ("playbook.model", "playbook.results", "playbook.concerns", "playbook.readiness", "playbook.charting")
PAGES_STORES_AND_TEXT = ("streamlit", "starlette", "altair", "yaml", "typer", "rich", "duckdb", "metrics.store.store")


def modules_below(*packages: str) -> list[str]:
    """Dotted names of every module below packages, `metrics` or `playbook.model` for example."""
    found = []
    for package in packages:
        folder = ROOT.joinpath(*package.split("."))
        for path in sorted(folder.rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            found.append(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
    return found


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


def test_judging_pulls_in_no_page_and_no_store() -> None:
    assert pulled_in_by(modules_below(*PURE), PAGES_STORES_AND_TEXT) == []


def test_measuring_pulls_in_no_page_and_no_playbook() -> None:
    assert pulled_in_by(modules_below("metrics"), ("playbook", "streamlit", "starlette", "altair", "yaml")) == []


def test_no_circle_of_files_even_behind_type_checking_and_in_functions() -> None:
    graph = grimp.build_graph("metrics", "playbook", exclude_type_checking_imports=False)
    circles = circles_of({name: set(graph.find_modules_directly_imported_by(name)) for name in graph.modules})
    assert circles == []


def circles_of(imports: dict[str, set[str]]) -> list[list[str]]:
    """Groups of modules that reach each other, each sorted; a module by itself is no circle."""
    reached = {name: _reached(name, imports) for name in imports}
    groups = {tuple(sorted(other for other in reached[name] if name in reached[other])) for name in imports}
    return sorted(list(group) for group in groups if group)


def _reached(start: str, imports: dict[str, set[str]]) -> set[str]:
    seen: set[str] = set()
    open_ends = list(imports[start])
    while open_ends:
        name = open_ends.pop()
        if name not in seen:
            seen.add(name)
            open_ends += imports.get(name, ())
    return seen


def test_a_circle_is_found() -> None:
    assert circles_of({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}) == [["a", "b", "c"]]


def test_the_contracts_name_every_floor_and_no_module_below_one() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    floors = next(contract for contract in settings["contracts"] if contract["name"] == "The floors of the house")
    named = {part.strip() for line in floors["layers"] for part in line.split("|")}
    here = {
        f"playbook.{path.stem}"
        for path in (ROOT / "playbook").iterdir()
        if (path.is_dir() and any(path.rglob("*.py"))) or (path.suffix == ".py" and not path.stem.startswith("__"))
    }
    assert named == here | {"metrics"}


def test_a_new_folder_below_a_floor_needs_no_edit_of_a_contract() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    concerns = {path.stem for path in (ROOT / "playbook" / "concerns").iterdir()}
    ground = {path.stem for path in (ROOT / "metrics").iterdir() if path.stem != "__init__"}
    allowed = {"metrics", *(f"metrics.{name}" for name in ground)}
    floors = {f"playbook.{path.stem}" for path in (ROOT / "playbook").iterdir()}
    for contract in settings["contracts"]:
        below = contract.get("containers", ())
        for name in contract.get("source_modules", ()):
            assert name in {"playbook", *floors, *allowed}, f"{contract['name']} names {name}, which is no floor"
        for line in contract.get("layers", ()):
            for part in map(str.strip, line.split("|")):
                assert part in floors | allowed or (below and part in concerns | ground), f"{contract['name']}: {part}"


def test_no_module_beside_the_dashboard_hides_another_package() -> None:
    # Streamlit puts the script's folder first on sys.path: a module `charts` there would hide an installed one
    installed = {name.casefold() for name in packages_distributions()}
    beside = {path.stem for path in ROOT.glob("*.py")} | {path.name for path in ROOT.iterdir() if path.is_dir()}
    taken = installed | {name.casefold() for name in sys.stdlib_module_names} | beside
    neighbours = {path.stem for path in (ROOT / "playbook" / "page").iterdir() if not path.stem.startswith("__")}
    assert not neighbours & (taken | {"pages"})
