"""What the README says is what the code does; nothing that people can use is undocumented."""

import re
import subprocess
import sys

import pytest

from tests import documentation
from tests.paths import ROOT

pytestmark = pytest.mark.house
README = (ROOT / "README.md").read_text(encoding="utf-8")


def block_after(marker: str) -> list[str]:
    """Lines of the code block that follows a marker."""
    found = re.search(rf"<!-- {marker} -->\n```sh\n(.*?)```", README, re.DOTALL)
    assert found, f"README.md: no block after <!-- {marker} -->"
    return found[1].splitlines()


def test_every_key_says_what_it_means() -> None:
    silent = [
        f"{name}: {path}"
        for name, root in documentation.files()
        for path, field in documentation.keys_of(root)
        if not field.description
    ]
    assert not silent, "say it in the field's description:\n" + "\n".join(silent)


def test_every_setting_is_documented() -> None:
    assert documentation.settings_in_code() == set(documentation.SETTINGS)


def test_every_command_and_option_says_what_it_does() -> None:
    for name, command in documentation.subcommands():
        assert command.help, f"{name} has no help"
        for parameter in command.params:
            if parameter.param_type_name == "option" and parameter.name != "help":
                assert parameter.help, f"{name} {parameter.opts[0]} has no help"


def test_the_readmes_tables_are_current() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "cogapp", "--check", "--diff", "README.md"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, "run `just docs`\n" + done.stdout + done.stderr


def test_each_of_the_two_commands_is_one_line() -> None:
    assert len(block_after("run command")) == 1
    assert len(block_after("test command")) == 1
    assert block_after("run command")[0].endswith(".venv/bin/streamlit run app.py")
    assert ".venv/bin/pytest" in block_after("test command")[0]


def test_contributing_runs_what_the_readme_runs() -> None:
    assert block_after("test command")[0] in (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_links_between_files_lead_somewhere(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#]+)\)", text):
        if not target.startswith(("http://", "https://")):
            assert (ROOT / target).exists(), f"{document} points to {target}"


def test_files_named_in_contributing_exist() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for name in re.findall(r"`((?:playbook|metrics|tests)/[\w/.*<>]+?)`", text):
        pattern = re.sub(r"<\w+>", "*", name)
        assert any(ROOT.glob(pattern.rstrip("/"))), f"CONTRIBUTING.md names {name}"


def test_contributing_names_every_benchmark() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    there = {path.stem for path in (ROOT / "tests" / "benchmarks").glob("bench_*.py")}
    assert set(re.findall(r"^\| `(bench_\w+)` \|", text, re.MULTILINE)) == there
