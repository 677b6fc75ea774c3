"""CONTRIBUTING's "Where a new concern goes" in a copy of the project: `new_concern.md` is carried out and used."""

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests import worlds
from tests.paths import ROOT

pytestmark = pytest.mark.house
CONCERN = "datasets"
STEPS = (ROOT / "tests" / "new_concern.md").read_text(encoding="utf-8")
COMMAND = "from playbook.cli.main import main; main()"
LINT = ("-c", "from importlinter.cli import lint_imports_command; lint_imports_command()", "--no-cache")
OPEN_THE_PAGE = """
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash
app = AppTest.from_file("playbook/page/dashboard.py", default_timeout=60)
app.query_params["as_of"] = "2026-11-06"
app._page_hash = calc_hash("datasets")
app.run()
print([one.message for one in app.exception], app.title[0].value, app.table[0].value.to_csv())
"""


@dataclass(frozen=True)
class Grown:
    """The copy with its new concern, and a playbook of the ninth week beside it."""

    root: Path
    playbook: Path

    def runs(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """A process of the copy's own code."""
        environment = os.environ | {"PYTHONPATH": str(self.root), "PLAYBOOK_DIR": str(self.playbook)}
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=self.root,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def answers(self, *words: str) -> subprocess.CompletedProcess[str]:
        """A call of the command `playbook`."""
        return self.runs("-c", COMMAND, *words)


def changes() -> dict[str, tuple[str, str]]:
    """Language and text of the block that follows each path in `new_concern.md`."""
    found = re.findall(r"^`([\w./]+)`\n\n```(\w+)\n(.*?)^```$", STEPS, re.DOTALL | re.MULTILINE)
    return {path: (language, text) for path, language, text in found}


def with_lines(text: str, change: str) -> str:
    """A text after the hunks of a change, each of which fits one place of it; a line that ends in … is cut short."""
    for hunk in re.split(r"\n(?=\n)", change.rstrip("\n")):
        lines = hunk.strip("\n").splitlines()
        kept = [line[1:] for line in lines if not line.startswith("+")]
        pattern = "\n".join(f"({re.escape(line.removesuffix('…'))}{'.*' * line.endswith('…')})" for line in kept)
        places = list(re.finditer(f"^{pattern}$", text, re.MULTILINE))
        assert len(places) == 1, f"stands {len(places)} times: {kept}"
        found = iter(places[0].groups())
        new = [line[1:] if line.startswith("+") else next(found) for line in lines]
        new = [line for line, was in zip(new, lines, strict=True) if not was.startswith("-")]
        text = text[: places[0].start()] + "\n".join(new) + text[places[0].end() :]
    return text


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Grown:
    """The project with its new concern."""
    root = tmp_path_factory.mktemp("project")
    leave_out = shutil.ignore_patterns("__pycache__", "*.duckdb*", "*.built.json")
    for folder in ("metrics", "playbook", "tests", "data"):
        shutil.copytree(ROOT / folder, root / folder, ignore=leave_out)
    for closed in root.rglob("records/reviews"):
        shutil.rmtree(closed)
    for file in ("pyproject.toml", "README.md", "CONTRIBUTING.md"):
        shutil.copy(ROOT / file, root / file)
    for name, (language, text) in changes().items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        assert path.exists() == (language == "diff"), name
        path.write_text(with_lines(path.read_text("utf-8"), text) if language == "diff" else text, "utf-8")
    world = worlds.on_track(tmp_path_factory.mktemp("own") / "acme")
    shutil.copy(root / "playbook" / "definitions" / f"{CONCERN}.yaml", world.folder / "definitions")
    world.write(
        f"records/{CONCERN}.yaml", "checks:\n  - {dataset: golden-answers, on: 2026-10-20, by: evaluation-engineer}\n"
    )
    return Grown(root, world.folder)


def test_the_steps_are_those_of_contributing() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    section = re.split(r"^## ", text.partition("## Where a new concern goes\n")[2], flags=re.MULTILINE)[0]
    named = {path.replace("<concern>", CONCERN) for path in re.findall(r"`([\w./<>]+(?:/|\.\w+))`", section)}
    optional = {"playbook/results/", "playbook/results/questions.py", "playbook/readiness/"}
    parts = {"status.py", "wording.py", "as_json.py"}
    named = named - {*optional, *parts, "tests/new_concern.md"} | {"tests/"}
    touched = set(changes())
    assert [path for path in touched if not any(path.startswith(one) for one in named)] == []
    assert [one for one in named if not any(path.startswith(one) for path in touched)] == []


def test_the_code_is_clean(grown: Grown) -> None:
    new = [name for name in changes() if name.endswith(".py")]
    assert grown.runs("-m", "ruff", "check", "--no-cache", *new).stdout == "All checks passed!\n"
    assert grown.runs("-m", "ruff", "format", "--no-cache", "--check", *new).returncode == 0


def test_it_loads_and_a_wrong_name_is_a_located_problem(grown: Grown, tmp_path: Path) -> None:
    assert grown.answers("validate", str(grown.root / "playbook")).returncode == 0
    shutil.copytree(grown.playbook, tmp_path / "acme")
    (tmp_path / "acme" / "records" / f"{CONCERN}.yaml").write_text(
        "checks:\n  - {dataset: golden-answer, on: 2026-10-20, by: evaluation-engineer}\n", "utf-8"
    )
    done = grown.answers("validate", str(tmp_path / "acme"))
    assert done.returncode == 1
    said = " ".join((done.stdout + done.stderr).split())
    assert "datasets.yaml:2:15: unknown data set 'golden-answer'; did you mean 'golden-answers'?" in said


def test_it_is_judged(grown: Grown) -> None:
    done = grown.runs("-m", "pytest", "-q", "-p", "no:cacheprovider", f"tests/playbook/concerns/{CONCERN}")
    assert "4 passed" in done.stdout, done.stdout + done.stderr


def test_the_command_lists_it_in_words_and_as_json(grown: Grown) -> None:
    done = grown.answers(CONCERN, "--as-of", "2026-11-06")
    assert done.returncode == 1, done.stderr
    assert re.search(r"Golden answers\s+evaluation-engineer\s+Checked Oct 20\.", done.stdout)
    assert re.search(r"Red team prompts\s+security-engineer\s+Never checked\.", done.stdout)
    document = json.loads(grown.answers(CONCERN, "--as-of", "2026-11-06", "--json").stdout)
    assert [(one["id"], one["checked"], one["in_date"]) for one in document["datasets"]] == [
        ("golden-answers", "2026-10-20", True),
        ("red-team-prompts", None, False),
    ]


def test_somebody_owes_it_and_a_record_settles_it(grown: Grown, tmp_path: Path) -> None:
    shutil.copytree(grown.playbook, tmp_path / "acme")
    own = ("--playbook", str(tmp_path / "acme"))
    owed = ("due", *own, "--as-of", "2026-11-06", "--role", "security-engineer")
    assert "Check the data set Red team prompts" in grown.answers(*owed).stdout
    written = grown.answers(
        *("record", "dataset-check", *own, "--dataset", "red-team-prompts", "--by", "security-engineer"),
        *("--date", "2026-11-05"),
    )
    assert written.returncode == 0, written.stdout + written.stderr
    assert "red-team-prompts" in (tmp_path / "acme" / "records" / f"{CONCERN}.yaml").read_text("utf-8")
    assert grown.answers(CONCERN, *own, "--as-of", "2026-11-06").returncode == 0


def test_the_page_draws_it(grown: Grown) -> None:
    done = grown.runs("-c", OPEN_THE_PAGE)
    assert done.stdout.startswith("[] Data sets "), done.stdout + done.stderr
    assert "Golden answers,evaluation-engineer,Checked Oct 20." in done.stdout


def test_the_contracts_hold_with_one_line_changed_and_hold_the_new_concern(grown: Grown) -> None:
    assert len([line for line in changes()["pyproject.toml"][1].splitlines() if line.startswith("+")]) == 1
    kept = grown.runs(*LINT)
    assert kept.returncode == 0, kept.stdout
    assert ", 0 broken" in " ".join(kept.stdout.split())
    wording = grown.root / "playbook" / "concerns" / CONCERN / "wording.py"
    text = wording.read_text("utf-8")
    wording.write_text(f"{text}\n\nimport playbook.concerns.gates.wording  # noqa\n", "utf-8")
    broken = grown.runs(*LINT)
    wording.write_text(text, "utf-8")
    assert broken.returncode == 1
    assert "playbook.concerns.datasets is not allowed to import playbook.concerns.gates" in broken.stdout


def test_one_command_documents_it(grown: Grown) -> None:
    assert grown.runs("-m", "playbook.loading.schemas").returncode == 0
    assert (grown.root / "playbook" / "schema" / "records" / f"{CONCERN}.json").exists()
    documents = ["definitions", "records", "cli", "page"]
    written = grown.runs("-m", "cogapp", "-r", *(f"playbook/{name}/README.md" for name in documents))
    assert written.returncode == 0, written.stderr
    texts = [(grown.root / "playbook" / name / "README.md").read_text("utf-8") for name in documents]
    for text, words in zip(
        texts, ("## datasets.yaml", "## datasets.yaml", "`playbook datasets`", "`/datasets`"), strict=True
    ):
        assert words in text
