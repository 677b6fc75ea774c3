"""Lint, format, types and layers hold; and a few rules of the house that no checker knows."""

import ast
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.paths import ROOT

pytestmark = pytest.mark.house
PACKAGES = ("metrics", "playbook")


def run(*arguments: str) -> None:
    """Runs a checker of this environment and shows what it found."""
    environment = {**os.environ, "NO_COLOR": "1", "TERM": "dumb", "COLUMNS": "200"}
    done = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, f"{' '.join(arguments)}\n{done.stdout}{done.stderr}"


def sources(*folders: str) -> Iterator[tuple[str, ast.Module]]:
    """Every Python file below the folders, parsed."""
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def imported_packages(tree: ast.Module) -> set[str]:
    """Top-level packages a module imports, wherever in it."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


def test_ruff_finds_nothing() -> None:
    run(sys.executable, "-m", "ruff", "check", ".")


def test_the_code_is_formatted() -> None:
    run(sys.executable, "-m", "ruff", "format", "--check", ".")


def test_types_hold_strictly() -> None:
    run(sys.executable, "-m", "mypy")


def test_the_layers_hold() -> None:
    run(str(Path(sys.executable).with_name("lint-imports")))


def test_no_module_is_longer_than_300_lines() -> None:
    long = {
        path.relative_to(ROOT).as_posix(): lines
        for folder in PACKAGES
        for path in (ROOT / folder).rglob("*.py")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 300
    }
    assert not long, f"split these at a seam: {long}"


def test_no_screen_computes() -> None:
    long = {
        path.relative_to(ROOT).as_posix(): lines
        for path in (ROOT / "playbook" / "page" / "screens").rglob("*.py")
        if (path.name == "page.py" or path.parent.name == "screens")
        and (lines := len(path.read_text(encoding="utf-8").splitlines())) > 140
    }
    assert not long, f"a screen reads, chooses and shows; move what these compute below: {long}"


def test_only_the_faces_read_the_clock() -> None:
    allowed = {"playbook/workspace/workspace.py", "playbook/cli/waiting.py"}  # how long a command waited is no day
    requested = [
        f"{name}:{node.lineno}"
        for name, tree in sources(*PACKAGES)
        if name not in allowed
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("now", "utcnow", "today", "monotonic", "time_ns")
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id in ("datetime", "date", "time", "Timestamp")
    ]
    assert not requested, f"`now` and `day` are parameters below the faces: {requested}"


def test_no_exception_is_swallowed_and_nothing_is_left_for_later() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for folder in (*PACKAGES, "app.py")
        for path in ([ROOT / folder] if folder.endswith(".py") else sorted((ROOT / folder).rglob("*.py")))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(r"except Exception\b|except:|unsafe_allow_html|\bTODO\b|\bFIXME\b|raise NotImplementedError", line)
    ]
    assert not found, "\n".join(found)


CALLED_BY_NAME = {
    "app.py": {"app"},  # the server's
    "metrics/readers": {"read"},  # the table of formats names its modules
    "metrics/readers/tools": {  # the table of tools names what reads each shape
        "read_activity",
        "read_console",
        "read_export",
        "read_history",
        "read_instances",
        "read_lines",
        "read_means",
        "read_rows",
        "read_samples",
        "read_search",
        "read_specification",
        "read_statistics",
    },
    "metrics/snapshot/context.py": {"FRAME_COLUMNS"},  # says what a frame is
    "playbook/page/dashboard.py": {"LOG"},  # Streamlit runs the script
    "playbook/settings.py": {"VARIABLES"},  # the README's table of settings
}
"""What is used from where no import is seen."""


def named(statement: ast.stmt) -> set[str]:
    """Names a statement of a module defines; a command or a callback is called by what decorates it."""
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        called = any(isinstance(each, ast.Call) for each in statement.decorator_list)
        return set() if called and isinstance(statement, ast.FunctionDef) else {statement.name}
    targets = statement.targets if isinstance(statement, ast.Assign) else []
    targets += [statement.target] if isinstance(statement, ast.AnnAssign) else []
    return {target.id for target in targets if isinstance(target, ast.Name) and not target.id.startswith("__")}


def unused(modules: dict[str, ast.Module], templates: str = "") -> list[str]:
    """Functions, classes and constants that no other line of the modules, nor a template, asks for."""
    requested = set(re.findall(r"words\.(\w+)", templates))
    for tree in modules.values():
        spoken = {}
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module:
                for alias in node.names:
                    whole = f"{node.module}.{alias.name}"
                    if whole in modules:
                        spoken[alias.asname or alias.name] = whole
                    requested.add(whole)
        requested |= {
            f"{spoken[node.value.id]}.{node.attr}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in spoken
        }
    found = []
    for module, tree in modules.items():
        read = [
            {node.id for node in ast.walk(each) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
            for each in tree.body
        ]
        for place, statement in enumerate(tree.body):
            elsewhere = set().union(*read[:place], *read[place + 1 :])
            found += [
                f"{module}.{name}"
                for name in sorted(named(statement) - elsewhere)
                if f"{module}.{name}" not in requested and not (name in requested and module.endswith("wording"))
            ]
    return found


def test_every_name_is_used_outside_its_definition() -> None:
    parsed = {
        name.removesuffix(".py").removesuffix("/__init__").replace("/", "."): tree for name, tree in sources(*PACKAGES)
    }
    parsed["app"] = ast.parse((ROOT / "app.py").read_text(encoding="utf-8"))
    templates = "".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "playbook").rglob("*.j2")))
    called = {
        f"{module}.{name}"
        for place, names in CALLED_BY_NAME.items()
        for module in parsed
        if module.startswith(place.removesuffix(".py").replace("/", "."))
        for name in names
    }
    dead = sorted(set(unused(parsed, templates)) - called)
    assert not dead, f"delete what nothing uses; tests do not count: {dead}"


@pytest.mark.parametrize("lines", ["X = 1", "def x(): return x()", "class X:\n  pass", "def x(): pass\ny = 1"])
def test_a_name_without_use_is_seen(lines: str) -> None:
    other = ast.parse("from package import m, used\nm.f()\nused()")
    assert unused({"package.m": ast.parse("def f(): pass\n" + lines), "package.other": other})
    assert not unused({"package.m": ast.parse("def f(): pass"), "package": ast.parse("def used(): pass"), "o": other})


PROSE = {"reason", "reasons", "sentence", "words", "message", "because", "action", "says", "said", "remedy", "text"}
"""Attributes of results and variables that hold a sentence."""
TAKEN = {"startswith", "endswith", "removeprefix", "removesuffix", "partition", "rpartition", "split", "rsplit"}
OTHER_PEOPLES_TEXT = {
    "playbook/yaml_text/syntax.py": "what the YAML library complains of",
    "playbook/documents/handbook/pages.py": "a reader's search",
}


def apart(tree: ast.Module) -> Iterator[ast.expr]:
    """Where a sentence that the product made is taken apart again, or looked into, instead of asking for the fact."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in TAKEN:
            looked_at = node.func.value
        elif isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.In | ast.NotIn):
            looked_at = node.comparators[0]
        else:
            continue
        while isinstance(looked_at, ast.Subscript | ast.Call):
            call = looked_at if isinstance(looked_at, ast.Call) else None
            if isinstance(looked_at, ast.Subscript):
                looked_at = looked_at.value
            elif call is not None and isinstance(call.func, ast.Attribute):
                looked_at = call.func.value
            elif call is not None and isinstance(call.func, ast.Name) and call.func.id == "str" and call.args:
                looked_at = call.args[0]
            else:
                break
        own = isinstance(looked_at, ast.Attribute) and looked_at.attr in PROSE
        named = isinstance(looked_at, ast.Name) and looked_at.id in PROSE - {"text"}
        if own or named:
            yield node


@pytest.mark.parametrize(
    "line",
    [
        "gate.words.partition(': ')[2]",
        "risk.reasons[0].removeprefix(named)",
        "str(reason).startswith('expected ')",
        "name in status.reason",
        "words.casefold().split()",
    ],
)
def test_a_sentence_taken_apart_is_seen(line: str) -> None:
    assert list(apart(ast.parse(line)))


def test_no_sentence_of_ours_is_taken_apart() -> None:
    found = [
        f"{name}:{node.lineno}: {ast.unparse(node)}"
        for name, tree in sources("playbook")
        if name not in OTHER_PEOPLES_TEXT
        for node in apart(tree)
    ]
    assert not found, "give the result the fact, and build the sentence once:\n" + "\n".join(found)


def test_every_import_is_a_dependency_with_its_reason_beside_it() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    project = tomllib.loads(text)["project"]
    wanted = [
        re.split(r"[<>=\[]", line)[0] for line in (*project["dependencies"], *project["optional-dependencies"]["test"])
    ]
    for name in wanted:
        assert re.search(rf'"{re.escape(name)}[^"]*",\s*# \w', text), (
            f"say beside {name} in pyproject.toml what it is for"
        )

    extras = (line for extra, lines in project["optional-dependencies"].items() if extra != "test" for line in lines)
    reachable = [*project["dependencies"], *extras]
    import_names = {"pyyaml": "yaml", "ruamel.yaml": "ruamel", "python-pptx": "pptx", "vl-convert-python": "vl_convert"}
    import_names |= {"typing-extensions": "typing_extensions", "pydantic-core": "pydantic_core", "pillow": "pil"}
    known = {import_names.get(name.lower(), name.lower()) for name in map(_name, reachable)}
    known |= set(sys.stdlib_module_names) | set(PACKAGES) | {"_typeshed"}  # that one for type checkers only
    used = {package: name for name, tree in sources(*PACKAGES) for package in imported_packages(tree)}
    missing = {package: name for package, name in used.items() if package.lower() not in known}
    assert not missing, f"imported, and not in pyproject.toml: {missing}"


def _name(requirement: str) -> str:
    return re.split(r"[<>=\[]", requirement)[0]


def test_nothing_private_is_committed() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S607 - the git of the machine
    if listed.returncode != 0:
        pytest.skip("not a git checkout")
    unwanted = [
        name
        for name in listed.stdout.splitlines()
        if name.endswith((".duckdb", ".wal", ".env", "secrets.toml", ".pyc"))
    ]
    assert not unwanted


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_can_be_read_on_every_ground_of_the_theme(scheme: str) -> None:
    theme = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"][scheme]
    grounds = [theme["backgroundColor"], theme["secondaryBackgroundColor"], theme["sidebar"]["backgroundColor"]]
    for ground in grounds:
        assert contrast(theme["textColor"], ground) >= 7
        assert contrast(mixed(theme["textColor"], ground, 0.6), ground) >= 4.5, f"captions on {ground}"
        assert contrast(theme["linkColor"], ground) >= 4.5, f"links on {ground}"
    for colour in ("green", "orange", "red", "yellow", "gray", "blue", "violet"):
        for ground in (theme[f"{colour}BackgroundColor"], *grounds):
            assert contrast(theme[f"{colour}TextColor"], ground) >= 4.5, f"{colour} on {ground}"
    for colour in theme["chartCategoricalColors"]:
        assert contrast(colour, theme["backgroundColor"]) >= 3, f"lines of charts in {colour}"


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio (WCAG 2.2)."""
    darker, brighter = sorted((luminance(one), luminance(other)))
    return (brighter + 0.05) / (darker + 0.05)


def mixed(colour: str, ground: str, share: float) -> str:
    """What the eye sees of a colour that lets its ground through."""
    pairs = [(int(colour[start : start + 2], 16), int(ground[start : start + 2], 16)) for start in (1, 3, 5)]
    return "#" + "".join(f"{round(share * front + (1 - share) * back):02x}" for front, back in pairs)
