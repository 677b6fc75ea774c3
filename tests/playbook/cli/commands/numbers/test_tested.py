"""An upload says on which candidate its numbers were measured, or its file does, and the gate says it of its line."""

import json
from pathlib import Path
from typing import Any

import pytest

from playbook.cli.output import ExitCode
from tests.metrics.readers.tools.files import promptfoo, promptfoo_result
from tests.playbook.cli.commands.numbers.test_uploads import document, run
from tests.worlds import World

CANDIDATES = """\
candidates:
  - {product: support-copilot, id: mini, on: 2026-10-20, commit: 4f1c2d9a7b30, models: [gpt-4o-mini@1]}
  - {product: support-copilot, id: large, on: 2026-11-02, commit: 9be07714c2ad, models: [gpt-4o@1]}
  - {product: invoice-reader, id: other, on: 2026-11-02, commit: 9be07714c2ad}
"""
SECOND = "  - {id: invoice-reader, name: Invoice reader, owner: head-of-product}\n"
GATE = """\
  - id: shipping
    stage: ship
    owner: lead-ai-engineer
    criteria: [{id: tasks, metric: task_success_rate, pass: ">= 0.50", key: true, depends_on: [models]}]
"""
SOURCE = """sources:
  - id: evaluations
    owner: head-of-data
    tool: promptfoo
    product: support-copilot
    takes: [{measure: pass_rate, metric: task_success_rate}]
"""
PLANNED = "{gate: limited-release, on: 2026-11-27}]"


@pytest.fixture
def world(on_track: World) -> World:
    """Two candidates of a product, and a gate that asks for a number of what would ship."""
    on_track.write("definitions/gates.yaml", on_track.text("definitions/gates.yaml") + GATE)
    on_track.change("records/products.yaml", PLANNED, PLANNED[:-1] + ", {gate: shipping, on: 2026-11-13}]")
    on_track.write("records/products.yaml", on_track.text("records/products.yaml") + SECOND)
    on_track.write("records/candidates.yaml", CANDIDATES)
    on_track.write("definitions/sources.yaml", SOURCE)
    return on_track


def evaluation(folder: Path, model: str) -> Path:
    """What promptfoo wrote of a model on a day in the week that the gate looks at."""
    results = [promptfoo_result(place, provider={"id": model, "label": ""}) for place in range(400)]
    written = promptfoo(results, prompts=[{"provider": model, "label": "p1"}])
    path = folder / f"{model.replace(':', '-')}.json"
    path.write_text(json.dumps(written).replace("2026-11-03T09", "2026-11-01T09"), "utf-8")
    return path


def table(folder: Path) -> Path:
    path = folder / "weekly.csv"
    path.write_text(
        "product,metric,week,numerator,n\nsupport-copilot,task_success_rate,2026-W44,390,400\n", encoding="utf-8"
    )
    return path


def sent(world: World, *arguments: str) -> dict[str, Any]:
    """What came of an upload."""
    received: dict[str, Any] = document(run(world, *arguments, "--json"))
    return received


def tasks(world: World, candidate: str) -> dict[str, Any]:
    """The line of the gate, asked for a candidate."""
    asked = ["gates", "--product", "support-copilot", "--gate", "shipping", "--candidate", candidate, "--json"]
    (gate,) = json.loads(run(world, *asked, "--as-of", "2026-11-06").stdout)["gates"]
    line: dict[str, Any] = gate["criteria"][0]
    return line


def test_an_evaluation_file_names_its_candidate_by_itself(world: World, tmp_path: Path) -> None:
    stored = sent(world, "upload", str(evaluation(tmp_path, "openai:gpt-4o-mini")), "--received", "2026-11-03",
                      "--why", "moved")  # fmt: skip
    assert "Measured on openai:gpt-4o-mini, the file says." in stored["files"][0]["sentences"]
    of_mini, of_large = tasks(world, "mini"), tasks(world, "large")
    assert (of_mini["outcome"], of_mini["candidate"]) == ("met", "mini")
    assert (of_large["outcome"], of_large["candidate"]) == ("stale", "mini")
    assert of_large["differs"][0]["part"] == "models"


def test_the_sender_says_on_which_candidate_a_table_was_measured(world: World, tmp_path: Path) -> None:
    file = str(table(tmp_path))
    moved = ("--received", "2026-11-03", "--why", "moved")
    received = sent(world, "upload", file, "--candidate", "large", *moved)
    assert "Measured on candidate large." in received["files"][0]["sentences"]
    assert (tasks(world, "large")["outcome"], tasks(world, "mini")["outcome"]) == ("met", "stale")
    again = sent(world, "upload", file, "--candidate", "large", *moved)
    assert again["files"][0]["state"] == "already_counts"
    corrected = sent(world, "upload", file, "--candidate", "mini", *moved)
    assert corrected["files"][0]["state"] == "stored"
    assert (tasks(world, "large")["outcome"], tasks(world, "mini")["outcome"]) == ("stale", "met")


def test_a_candidate_that_is_not_on_record_is_refused_and_nothing_is_stored(world: World, tmp_path: Path) -> None:
    file = str(table(tmp_path))
    unknown = run(world, "upload", file, "--candidate", "larg")
    assert unknown.exit_code == ExitCode.WRONG_USE
    assert "did you mean 'large'" in unknown.stderr
    of_another = run(world, "upload", file, "--candidate", "other")
    assert of_another.exit_code == ExitCode.NO
    assert "numbers of support-copilot, which has no candidate 'other' on record" in of_another.stderr
