"""Names full of control characters, in every text of the records and definitions and on the command line: no byte of
any command's output moves the cursor of a terminal, names its window or turns the order of words."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml
from typer.testing import CliRunner

from metrics.problems import Severity
from playbook.cli.main import app
from playbook.loading import loader
from playbook.yaml_text.source import read
from tests import worlds
from tests.worlds import World

HOSTILE = "E\x1b]0;P\x07\x1b[31m\u202e\u2066\u200f\x9b31m\x7f\r\u2028\0T"
RAW = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
NAMED = frozenset({"name", "title", "note", "finding"})
READ_BY_US = frozenset({"when", "condition", "each", "holds", "watch"})
"""Words with spaces between them that mean something."""


def spoilt(part: Any, key: str = "") -> Any:
    """The same data with the characters behind every text that is only shown."""
    if isinstance(part, dict):
        return {name: spoilt(inner, name) for name, inner in part.items()}
    if isinstance(part, list):
        return [spoilt(inner, key) for inner in part]
    shown = isinstance(part, str) and (key in NAMED or (" " in part and part[0] not in "<>=")) and key not in READ_BY_US
    return part + HOSTILE if shown else part


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> World:
    """A world with numbers, and with such characters in every file that takes them."""
    world = worlds.slipping(tmp_path_factory.mktemp("hostile") / "world")
    world.receive_all()
    spoilt_files = 0
    for path in (*(world.folder / "records").glob("*.yaml"), *(world.folder / "definitions").glob("*.yaml")):
        text = path.read_text("utf-8")
        data = spoilt(read(text, path.name).data)
        path.write_text(yaml.dump(data, sort_keys=False, width=10_000).replace("'on':", "on:"), "utf-8")
        problems = loader.check_texts(loader.read_texts(world.folder / "definitions", world.folder / "records"))
        if any(problem.severity is Severity.ERROR for problem in problems):
            path.write_text(text, "utf-8")
        spoilt_files += r"\e]0;P" in path.read_text("utf-8")
    assert spoilt_files > 8
    return world


def commands(group: Any, above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every command with its name, those of groups included."""
    context = typer.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if hasattr(command, "list_commands"):
            yield from commands(command, (*above, name))
        else:
            yield (*above, name), command


LEFT_OUT = {("serve",), ("calendar",), ("template", "week")}
"""One does not end, a calendar's lines end as its standard says, and a workbook is no text."""
FORMS = (("--chat", ()), *(("--format", (form,)) for form in ("github", "gitlab", "markdown", "junit", "text", "json")))
ALL = [(name, command) for name, command in commands(typer.main.get_command(app)) if name not in LEFT_OUT]


@pytest.mark.parametrize(("name", "command"), ALL, ids=[" ".join(name) for name, _ in ALL])
def test_no_command_writes_a_raw_character(
    hostile: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: tuple[str, ...], command: Any
) -> None:
    monkeypatch.chdir(tmp_path)
    typed = HOSTILE.replace("\0", "")
    options = {option for parameter in command.params for option in parameter.opts}
    forms = [[option, *value] for option, value in FORMS if option in options]
    wanted = [typed for parameter in command.params if parameter.param_type_name == "argument" and parameter.required]
    tries = ([], ["--json"], [typed, typed, typed], [f"--{typed}"], ["--product", typed], ["--as-of", typed], *forms)
    for more in tries:
        if more[:1] and more[0] in ("--json", "--product", "--as-of") and more[0] not in options:
            continue
        result = CliRunner().invoke(
            app, ["--playbook", str(hostile.folder), *name, *wanted, *more], env=hostile.environment
        )
        assert result.exception is None or isinstance(result.exception, SystemExit), (more, result.exception)
        for written in (result.stdout_bytes, result.stderr_bytes):
            assert RAW.findall(written.decode("utf-8")) == [], more


def test_the_names_are_shown_by_their_escapes(hostile: World) -> None:
    result = CliRunner().invoke(app, ["--playbook", str(hostile.folder), "status"], env=hostile.environment)
    assert r"E\x1b]0;P\x07\x1b[31m\u202e\u2066\u200f\x9b31m\x7f" in result.stdout


@pytest.mark.parametrize("form", ["text", "json", "github", "gitlab"])
def test_problems_are_shown_by_their_escapes_in_every_form(hostile: World, tmp_path: Path, form: str) -> None:
    shutil.copytree(hostile.folder, tmp_path / "broken")
    broken = yaml.dump({HOSTILE: HOSTILE, "notes": [HOSTILE, {"product": HOSTILE}]})
    (tmp_path / "broken" / "records" / "notes.yaml").write_text(broken, "utf-8")
    result = CliRunner().invoke(app, ["--playbook", str(tmp_path / "broken"), "validate", "--format", form])
    assert result.exit_code == 1
    assert RAW.findall(result.stdout_bytes.decode()) == []
    assert result.stdout.count("x1b[31m" if form in ("text", "github") else "u001b[31m") >= 3
