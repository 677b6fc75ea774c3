"""What the documents say is what the code does; nothing that people can use is undocumented."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from playbook.api.table import OPERATIONS
from playbook.model.playbook import DEFINITION_FILES, RECORD_FILES
from playbook.page.parts import wording
from tests.documentation import command, faces, keys
from tests.paths import ROOT

pytestmark = pytest.mark.house
READMES = [
    str(path.relative_to(ROOT))
    for pattern in ("README.md", "*/README.md", "playbook/*/README.md")
    for path in sorted(ROOT.glob(pattern))
    if path.parts[len(ROOT.parts)][0] != "."
]
DOCUMENTS = [*READMES, "CONTRIBUTING.md", "CHANGELOG.md"]
TEXTS = {name: (ROOT / name).read_text(encoding="utf-8") for name in DOCUMENTS}
README = TEXTS["README.md"]


def block_after(marker: str, language: str = "sh") -> list[str]:
    """Lines of the code block that follows a marker in the README."""
    found = re.search(rf"<!-- {marker} -->\n```{language}\n(.*?)```", README, re.DOTALL)
    assert found, f"README.md: no block after <!-- {marker} -->"
    return found[1].splitlines()


def test_the_readme_is_short() -> None:
    assert len(README.splitlines()) <= 250


def test_the_readme_leads_to_every_other_document() -> None:
    assert [name for name in DOCUMENTS[1:] if f"]({name})" not in README] == []


def test_the_pages_that_the_readme_names_are_pages() -> None:
    answers = README.partition("## What it answers\n")[2].partition("\nFour promises")[0]
    named = set(
        re.findall(r"\*\*([A-Z][^*]+)\*\*", answers + README.partition("The pages do the same:")[2].partition("\n#")[0])
    )
    assert named - {"Report"} <= {words.title for words in wording.SCREENS.values()}


def test_every_key_says_what_it_means() -> None:
    silent = [
        f"{name}: {path}" for name, root in keys.files() for path, field in keys.keys_of(root) if not field.description
    ]
    assert not silent, "say it in the field's description:\n" + "\n".join(silent)


def test_every_file_of_a_playbook_has_its_part() -> None:
    for folder, models in (("definitions", DEFINITION_FILES), ("records", RECORD_FILES)):
        parts = re.findall(r"^## (\w+)\.yaml$", TEXTS[f"playbook/{folder}/README.md"], re.MULTILINE)
        assert parts == list(models)


def test_every_setting_is_documented() -> None:
    assert faces.settings_in_code() == set(faces.SETTINGS)
    assert [name for name in faces.SETTINGS if not any(f"| `{name}` |" in text for text in TEXTS.values())] == []


def test_every_command_and_option_says_what_it_does() -> None:
    for name, found in command.subcommands():
        assert found.help, f"{name} has no help"
        for parameter in found.params:
            if parameter.param_type_name == "option" and parameter.name != "help":
                assert parameter.help, f"{name} {parameter.opts[0]} has no help"


def test_every_address_and_its_parameters_say_what_they_are() -> None:
    for operation in OPERATIONS:
        assert operation.summary, operation.path
        assert [parameter.name for parameter in operation.parameters if not parameter.meaning] == []


def test_what_is_written_from_the_code_is_current() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "cogapp", "--check", "--diff", *READMES, "CONTRIBUTING.md"],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, "run `just docs`\n" + done.stdout + done.stderr


def test_one_command_writes_every_document_again() -> None:
    patterns = re.search(r"cog -r (.+)", (ROOT / "Justfile").read_text(encoding="utf-8"))
    assert patterns is not None
    found = (path.relative_to(ROOT) for pattern in patterns[1].split() for path in ROOT.glob(pattern))
    written = {str(path) for path in found if not path.parts[0].startswith(".")}
    assert written == {name for name, text in TEXTS.items() if "[[[cog" in text} | {"README.md"}


def test_each_of_the_two_commands_is_one_line() -> None:
    assert len(block_after("run command")) == 1
    assert len(block_after("test command")) == 1
    assert block_after("run command")[0].endswith(".venv/bin/streamlit run app.py")
    assert ".venv/bin/pytest" in block_after("test command")[0]


def test_the_lines_that_make_it_yours_are_lines_of_a_playbook() -> None:
    models = {f"playbook/{name}": model for name, model in keys.files()}
    parts = re.split(r"^# (playbook/\S+)\n", "\n".join(block_after("ten lines", "yaml")), flags=re.MULTILINE)[1:]
    assert len(parts) == 2 * 5
    for name, text in zip(parts[::2], parts[1::2], strict=True):
        models[name].model_validate(yaml.safe_load(text))


def test_contributing_runs_what_the_readme_runs() -> None:
    assert block_after("test command")[0] in TEXTS["CONTRIBUTING.md"]


def commands_in(text: str) -> list[list[str]]:
    """Calls of `playbook` in the blocks of code of a document, each taken apart as a shell does."""
    blocks = re.findall(r"```(?:sh|yaml)\n(.*?)```", text, re.DOTALL)
    lines = [
        found[1]
        for block in blocks
        for line in block.splitlines()
        if (found := re.match(r"(?:- run: )?(?:\.venv/bin/)?(playbook .*)", line))
    ]
    return [shlex.split(line.replace("<", "").replace(">", " "), comments=True) for line in lines]


@pytest.mark.parametrize("document", READMES)
def test_every_call_in_a_block_of_code_is_one_that_the_command_knows(document: str) -> None:
    known = dict(command.subcommands())
    shared = {option for parameter in command.command().params for option in parameter.opts}
    for words in commands_in(TEXTS[document]):
        options = {word.partition("=")[0] for word in words if word.startswith("--")}
        found = [name for name in known if stands_in_order(name.split(), words)]
        assert found, f"{document}: {words}"
        own = {option for parameter in known[max(found, key=len)].params for option in parameter.opts}
        assert options <= own | shared, f"{document}: {words}"


def stands_in_order(name: list[str], words: list[str]) -> bool:
    """Whether the words of a command's name come one after the other in a call, whatever stands between them."""
    left = iter(words)
    return all(word in left for word in name)


def headings(text: str) -> set[str]:
    """Anchors of a document's headings, as Git hosts make them."""
    lines = re.findall(r"^#+ (.+)$", re.sub(r"```.*?```", "", text, flags=re.DOTALL), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", line.lower()).replace(" ", "-") for line in lines}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_between_documents_lead_somewhere(document: str) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", TEXTS[document]):
        if target.startswith(("http://", "https://")):
            continue
        name, _, anchor = target.partition("#")
        path = (ROOT / document).parent / name if name else ROOT / document
        assert path.exists(), f"{document} points to {target}"
        if anchor:
            assert anchor in headings(path.read_text(encoding="utf-8")), f"{document} points to {target}"


@pytest.mark.parametrize("folder", ["definitions", "records"])
def test_what_init_copies_links_to_nothing_outside_a_playbook(folder: str) -> None:
    for target in re.findall(r"\]\(([^)\s#]+)", TEXTS[f"playbook/{folder}/README.md"]):
        path = Path(os.path.normpath(f"playbook/{folder}/{target}"))
        assert path.parts[:2] in {("playbook", "definitions"), ("playbook", "records")}


def test_files_named_in_contributing_exist() -> None:
    for name in re.findall(r"`((?:playbook|metrics|tests)/[\w/.*<>]+?)`", TEXTS["CONTRIBUTING.md"]):
        pattern = re.sub(r"<\w+>", "*", name)
        assert any(ROOT.glob(pattern.rstrip("/"))), f"CONTRIBUTING.md names {name}"


def test_contributing_names_every_benchmark() -> None:
    there = {path.stem for path in (ROOT / "tests" / "benchmarks").glob("bench_*.py")}
    assert set(re.findall(r"^\| `(bench_\w+)` \|", TEXTS["CONTRIBUTING.md"], re.MULTILINE)) == there
