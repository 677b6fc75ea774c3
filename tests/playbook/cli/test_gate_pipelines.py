"""The files that ask a launch gate before something ships: their shell lines run in a real repository."""

import os
import re
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from playbook.api import guard as api_guard
from playbook.api.guard import Rate
from playbook.cli.main import app
from playbook.services.running_app import app as running_app
from playbook.yaml_text.source import read
from tests.paths import ROOT
from tests.playbook.api_client import open_api
from tests.playbook.cli.commands.test_admitted import world as world
from tests.repositories import commit, git
from tests.worlds import World

MODEL_A = "models: [model-a@1]\n"
MODEL_B = "models: [model-b@1]\n"
GH = '#!/bin/sh\nprintf "%s\\n" "$@" >> "{statuses}"\n'


def template(name: str) -> str:
    """What the command prints."""
    return CliRunner().invoke(app, ["gates", "--pipeline", name]).stdout


class Product:
    """A product's repository, checked out as a pipeline does."""

    def __init__(self, folder: Path, playbook: World) -> None:
        self.folder = folder / "product"
        self.tools = folder / "tools"
        self.summary = folder / "summary.md"
        self.statuses = folder / "statuses"
        self.playbook = playbook
        self.said = ""
        self.folder.mkdir()
        self.tools.mkdir()
        # the day is the world's, and nobody waits in a test
        line = f'exec "{sys.executable}" -m playbook $(echo "$@" | sed "s/--wait 10m//") --as-of 2026-11-06\n'
        for name, text in (("playbook", f"#!/bin/sh\n{line}"), ("gh", GH.format(statuses=self.statuses))):
            (self.tools / name).write_text(text, "utf-8")
            (self.tools / name).chmod((self.tools / name).stat().st_mode | stat.S_IXUSR)
        git(self.folder, "init", "-q")

    def ships(self, parts: str) -> str:
        """Commits what would ship; answers with the commit."""
        (self.folder / "candidate.yaml").write_text(parts, "utf-8")
        return commit(self.folder, parts.strip(), "2026-11-05")

    def run(self, lines: str, sha: str, **more: str) -> int:
        """How shell lines end, as a pipeline runs them."""
        self.summary.touch()
        environ = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("CI_", "GITHUB_"))},
            "PATH": f"{self.tools}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "PLAYBOOK_DIR": str(self.playbook.folder),
            "PRODUCT": "support-copilot",
            "GATE": "shipping",
            "GITHUB_SHA": sha,
            "GITHUB_REPOSITORY": "acme/copilot",
            "GITHUB_STEP_SUMMARY": str(self.summary),
            "CI_COMMIT_SHA": sha,
            "GIT_COMMIT": sha,
            **more,
        }
        done = subprocess.run(
            ["bash", "-ec", lines],  # noqa: S607
            cwd=self.folder, env=environ, check=False, capture_output=True, text=True,
        )  # fmt: skip
        self.said = done.stdout
        return done.returncode


@pytest.fixture
def product(tmp_path: Path, world: World) -> Product:
    """A repository whose product was shown with one model."""
    (tmp_path / "repository").mkdir()
    return Product(tmp_path / "repository", world)


def github() -> str:
    steps: list[dict[str, Any]] = read(template("github"), "github.yml").data["jobs"]["gate"]["steps"]
    return "\n".join(step["run"] for step in steps if "run" in step and "pip" not in step["run"])


def gitlab() -> str:
    return "\n".join(read(template("gitlab"), "gitlab.yml").data["launch-gate"]["script"])


def jenkins() -> str:
    found = re.search(r"sh '''\n(.*?)'''", template("jenkins"), re.DOTALL)
    assert found is not None
    return found[1]


@pytest.mark.parametrize("lines", [github, gitlab, jenkins])
def test_a_bad_candidate_is_stopped_and_the_mended_one_goes_through(product: Product, lines: Any) -> None:
    assert product.run(lines(), product.ships(MODEL_B)) == 1
    assert product.run(lines(), product.ships(MODEL_A)) == 0


def test_github_says_it_in_the_summary_and_as_a_status_of_the_commit(product: Product) -> None:
    bad = product.ships(MODEL_B)
    product.run(github(), bad)
    assert f"Support copilot, Shipping, commit-{bad[:12]}: NOT EVALUATED" in product.summary.read_text("utf-8")
    said = product.statuses.read_text("utf-8").splitlines()
    assert f"repos/acme/copilot/statuses/{bad}" in said
    assert {"state=failure", "context=playbook/shipping"} <= set(said)
    product.run(github(), product.ships(MODEL_A))
    assert "state=success" in product.statuses.read_text("utf-8").splitlines()


def test_a_report_for_the_tests_is_left_whatever_the_verdict(product: Product) -> None:
    product.run(gitlab(), product.ships(MODEL_B))
    assert 'failures="' in (product.folder / "launch-gate.xml").read_text("utf-8")


def test_the_action_asks_as_its_inputs_say(product: Product) -> None:
    action = read((ROOT / "action.yml").read_text("utf-8"), "action.yml").data
    used = {name for step in action["runs"]["steps"] for name in re.findall(r"inputs\.(\w+)", str(step))}
    assert used == set(action["inputs"])
    lines = action["runs"]["steps"][1]["run"]
    assert all(step["shell"] == "bash" for step in action["runs"]["steps"])
    given = {"CANDIDATE": "candidate.yaml", "WAIT": "", "STRICT": "false"}
    assert product.run(lines, product.ships(MODEL_B), **given) == 1
    assert product.run(lines, product.ships(MODEL_A), **given) == 0
    assert product.run(lines, product.ships(MODEL_A), **{**given, "CANDIDATE": "first", "STRICT": "true"}) == 0


def test_a_name_from_the_records_is_no_command_to_the_runner_and_no_markup_of_the_summary(product: Product) -> None:
    hostile = "::error::@.git/config ```` <img src=x>"
    records = product.playbook.folder / "records" / "products.yaml"
    text = records.read_text("utf-8")
    records.write_text(re.sub("Support copilot", f"'{hostile}'", text), "utf-8")
    assert hostile in records.read_text("utf-8")
    action = read((ROOT / "action.yml").read_text("utf-8"), "action.yml").data["runs"]["steps"][1]["run"]
    sha = product.ships(MODEL_B)
    assert product.run(action, sha, CANDIDATE="candidate.yaml", WAIT="", STRICT="false") == 1
    first, *shown, last = product.said.splitlines()
    stopped = re.fullmatch("::stop-commands::([0-9a-f]{32})", first)
    assert stopped is not None
    assert last == f"::{stopped[1]}::"
    assert shown[0].startswith("::error::")
    product.run(github(), sha)
    statuses = product.statuses.read_text("utf-8").splitlines()
    assert "--field" not in statuses, "it reads files that a value names"
    assert any(line.startswith(f"description={hostile[:20]}") for line in statuses)
    summary = product.summary.read_text("utf-8").splitlines()
    assert {line[:4] for line in summary if line and line != "### Launch gate"} == {"    "}


def test_a_deployment_goes_on_only_with_what_was_released(product: Product) -> None:
    lines = template("pre-deploy")
    assert product.run(lines, product.ships(f"commit: 4f1c2d9a7b30\n{MODEL_A}")) == 0
    assert product.run(lines, product.ships(f"commit: 9be07714c2ad\n{MODEL_A}")) == 1
    assert product.run(lines, product.ships(MODEL_A), PRODUCT="") != 0


@pytest.fixture
def asking(world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The API of an app with that playbook."""
    monkeypatch.setattr(api_guard, "_RATE", Rate())
    yield open_api(world, monkeypatch)
    running_app.close()


@pytest.mark.parametrize(("candidate", "results"), [("first", [True, "go"]), ("third", [False, "not_evaluated"])])
def test_an_analysis_of_argo_rollouts_reads_what_the_api_answers(
    asking: Any, candidate: str, results: list[object]
) -> None:
    spec = read(template("argo"), "argo.yml").data["spec"]
    given = {"product": "support-copilot", "gate": "shipping", "candidate": candidate, "token": "t"}
    assert {arg["name"] for arg in spec["args"]} == set(given)
    found = []
    for metric in spec["metrics"]:
        web = metric["provider"]["web"]
        address = re.sub(r"\{\{args\.(\w+)\}\}", lambda match: given[match[1]], web["url"])
        answer = asking.get(address.removeprefix("https://playbook.example.org"))
        assert answer.status_code == 200
        value = answer.json()
        for part in re.findall(r"\w+", web["jsonPath"]):
            value = value[int(part) if part.isdigit() else part]
        found.append(value)
    assert found == results
    assert [metric["successCondition"] for metric in spec["metrics"]] == [
        "result == true",
        'result in ["go", "go_with_conditions"]',
    ]
