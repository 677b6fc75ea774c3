"""A pipeline asks for the verdict of what would ship, and whether what runs was admitted: only 0 lets pass."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from typer.testing import CliRunner, Result

from playbook.cli.main import app
from playbook.cli.output import ExitCode
from playbook.model.playbook import RECORD_FILES
from tests.repositories import committed
from tests.worlds import World

FINE, NO, WRONG, NO_STORE = ExitCode.FINE, ExitCode.NO, ExitCode.WRONG_USE, ExitCode.NO_STORE
GATE = """\
  - id: shipping
    stage: ship
    owner: lead-ai-engineer
    conditions: 50
    criteria:
      - {id: red-team, evidence: red-team-report, key: true, weight: 3, depends_on: [models]}
      - {id: model-diff, evidence: model-diff-report, depends_on: [models]}
"""
RATE = '      - {id: grounded, metric: hallucination_rate, pass: "<= 0.0455", key: true}\n'
PLANNED = "{gate: limited-release, on: 2026-11-27}]"
CANDIDATES = """\
candidates:
  - {product: support-copilot, id: first, on: 2026-10-20, commit: 4f1c2d9a7b30, models: [model-a@1]}
  - {product: support-copilot, id: second, on: 2026-11-02, commit: 9be07714c2ad, models: [model-a@1]}
  - {product: support-copilot, id: third, on: 2026-11-03, commit: 1d2ab0c3e4f5, models: [model-b@1]}
"""
DIFF = (
    "  - {kind: model-diff-report, product: support-copilot, on: 2026-11-02, by: head-of-data, "
    "reviewer: vp-engineering}\n"
)
SHIPPING = ("gates", "--product", "support-copilot", "--gate", "shipping")
RELEASE = (
    "  - {product: support-copilot, gate: shipping, candidate: first, decided: release, by: vp-engineering, "
    "on: 2026-11-01}\n"
)


def run(world: World | None, *arguments: str | Path) -> Result:
    place = [] if world is None else ["--playbook", str(world.folder)]
    day = [] if world is None else ["--as-of", "2026-11-06"]
    return CliRunner().invoke(app, [*place, *map(str, arguments), *day])


@pytest.fixture
def world(on_track: World) -> World:
    """A product with three candidates, and a gate that asks for two reports of the first one's models."""
    on_track.write("definitions/gates.yaml", on_track.text("definitions/gates.yaml") + GATE)
    on_track.change("records/products.yaml", PLANNED, PLANNED[:-1] + ", {gate: shipping, on: 2026-11-13}]")
    on_track.write("records/candidates.yaml", CANDIDATES)
    on_track.change("records/evidence.yaml", "support-copilot, on", "support-copilot, candidate: first, on")
    on_track.change("records/workflow.yaml", "support-copilot, suite", "support-copilot, candidate: first, suite")
    on_track.write("records/evidence.yaml", on_track.text("records/evidence.yaml") + DIFF)
    on_track.write("records/decisions.yaml", on_track.text("records/decisions.yaml") + RELEASE)
    return on_track


def without_the_diff(world: World) -> None:
    world.change("records/evidence.yaml", DIFF, "")


def objected(world: World) -> None:
    world.change("records/evidence.yaml", "reviewed_on: 2026-10-30", "reviewed_on: 2026-10-30, review: objections")


def too_few_cases(world: World) -> None:
    world.write("definitions/gates.yaml", world.text("definitions/gates.yaml") + RATE)
    world.receive_all()


def broken(world: World) -> None:
    world.change("definitions/gates.yaml", "exemptible: false", "exemptable: false")


def not_due(world: World) -> None:
    without_the_diff(world)
    world.change("records/evidence.yaml", "reviewed_on: 2026-10-30", "reviewed_on: 2026-10-30, review: objections")
    world.change("records/products.yaml", "on: 2026-11-13", "on: 2027-01-13")


def no_products(world: World) -> None:
    for name in set(RECORD_FILES) - {"charter"}:
        world.write(f"records/{name}.yaml", f"# {name}\n")


def lapsed(world: World) -> None:
    promised = ", conditions: [{what: Train support, owner: head-of-data, due: 2026-11-05}]}"
    world.change("records/decisions.yaml", "on: 2026-11-01}", f"on: 2026-11-01{promised}")


def nothing(_: World) -> None: ...


def unreadable_store(world: World) -> None:
    (world.folder / "playbook.duckdb").write_bytes(b"no store" * 600)


MATRIX = [
    pytest.param(nothing, [*SHIPPING, "--candidate", "first"], FINE, id="go"),
    pytest.param(nothing, [*SHIPPING, "--candidate", "second"], FINE, id="go for another build of the same models"),
    pytest.param(without_the_diff, [*SHIPPING, "--candidate", "first"], FINE, id="go with conditions"),
    pytest.param(without_the_diff, [*SHIPPING, "--candidate", "first", "--strict"], NO, id="conditions, strictly"),
    pytest.param(too_few_cases, [*SHIPPING, "--candidate", "first"], NO, id="inconclusive"),
    pytest.param(nothing, [*SHIPPING, "--candidate", "third"], NO, id="not evaluated: shown for another model"),
    pytest.param(objected, [*SHIPPING, "--candidate", "first"], NO, id="no-go"),
    pytest.param(broken, [*SHIPPING, "--candidate", "first"], NO, id="broken definitions"),
    pytest.param(nothing, [*SHIPPING, "--candidate", "frist"], WRONG, id="unknown candidate"),
    pytest.param(nothing, [*SHIPPING, "--candidate", "nowhere/first.yaml"], WRONG, id="no such file"),
    pytest.param(nothing, ["gates", "--product", "copilt", "--candidate", "first"], WRONG, id="unknown product"),
    pytest.param(nothing, ["gates", "--gate", "shiping", "--candidate", "first"], WRONG, id="unknown gate"),
    pytest.param(nothing, [*SHIPPING, "--candidate", "first", "--store", "no/such.duckdb"], WRONG, id="store mistyped"),
    pytest.param(
        nothing,
        [*SHIPPING, "--candidate", "first", "--server", "http://127.0.0.1:9", "--token", "none"],
        NO_STORE,
        id="app not reachable",
    ),
    pytest.param(unreadable_store, [*SHIPPING, "--candidate", "first"], NO_STORE, id="store unreadable"),
    pytest.param(no_products, ["gates", "--candidate", "first"], WRONG, id="no products"),
    pytest.param(not_due, [*SHIPPING, "--candidate", "first"], NO, id="not due"),
    pytest.param(not_due, [*SHIPPING, "--candidate", "first", "--allow-not-due"], FINE, id="not due, allowed"),
    pytest.param(objected, [*SHIPPING, "--candidate", "first", "--allow-not-due"], NO, id="due all the same"),
    pytest.param(nothing, ["admitted", "--candidate", "first"], FINE, id="admitted"),
    pytest.param(nothing, [*SHIPPING, "--candidate", " First "], FINE, id="go, its id in capitals"),
    pytest.param(nothing, ["admitted", "--candidate", "FIRST"], FINE, id="admitted, its id in capitals"),
    pytest.param(
        nothing,
        ["admitted", "--product", "contract-reader", "--candidate", "first"],
        WRONG,
        id="of another product",
    ),
    pytest.param(lapsed, ["admitted", "--candidate", "first"], NO, id="admitted, a condition overdue"),
    pytest.param(nothing, ["admitted", "--candidate", "second"], NO, id="another than was admitted"),
    pytest.param(nothing, ["admitted", "--candidate", "frist"], WRONG, id="unknown, for admission"),
    pytest.param(nothing, ["admitted"], WRONG, id="no candidate named"),
]
"""How a world is, what is asked there, and how the command ends."""


@pytest.mark.parametrize(("prepare", "arguments", "code"), MATRIX)
def test_the_exit_code_is_the_answer(world: World, prepare: Any, arguments: Sequence[str], code: ExitCode) -> None:
    prepare(world)
    result = run(world, *arguments)
    assert "Traceback" not in result.output
    assert result.exit_code == code, result.output


def test_with_broken_definitions_the_last_whole_version_is_named(world: World) -> None:
    committed(world)
    broken(world)
    result = run(world, *SHIPPING, "--candidate", "first")
    assert result.exit_code == NO
    assert result.stdout.startswith("Support copilot, Shipping, first: GO")
    assert "committed" in result.stderr


def test_the_answer_is_five_lines(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLAYBOOK_ADDRESS", "https://playbook.example.org/")
    result = run(world, *SHIPPING, "--candidate", "third")
    lines = result.stdout.splitlines()
    assert lines[0] == "Support copilot, Shipping, third: NOT EVALUATED"
    assert [line.partition(":")[0] for line in lines[1:]] == ["Why", "How to get to GO", "Who", "Link"]
    assert "Not shown yet for third, which differs from first in models (model-b@1 instead of model-a@1)" in lines[1]
    assert lines[4] == "Link: https://playbook.example.org/gates?gate=support-copilot/shipping"


def test_a_junit_report_has_a_suite_a_gate_and_a_case_a_criterion(world: World) -> None:
    world.change("definitions/gates.yaml", "model-diff, evidence", "'model-diff', name: 'Diff <\\e[1m>', evidence")
    good = ET.fromstring(run(world, *SHIPPING, "--candidate", "first", "--junit").stdout)  # noqa: S314 - own
    suite = good.find("testsuite")
    assert suite is not None
    assert suite.attrib == {
        "name": "Support copilot, Shipping, first",
        "tests": "3",
        "failures": "0",
        "skipped": "0",
    }
    result = run(world, *SHIPPING, "--candidate", "third", "--junit")
    bad = ET.fromstring(result.stdout)  # noqa: S314 - own
    assert result.exit_code == NO
    failed = {case.attrib["name"] for case in bad.iter("testcase") if case.find("failure") is not None}
    assert {"Verdict", "Red team"} <= failed
    assert bad.find(".//failure").attrib["message"].startswith("NOT EVALUATED: ")  # type: ignore[union-attr]
    assert run(world, *SHIPPING, "--junit", "--json").exit_code == WRONG


def test_a_gate_in_dry_run_lets_pass_and_counts(world: World) -> None:
    without_the_diff(world)
    assert run(world, *SHIPPING, "--candidate", "third").exit_code == NO
    world.change("definitions/gates.yaml", "    conditions: 50\n", "    conditions: 50\n    dry_run: true\n")
    result = run(world, *SHIPPING, "--candidate", "third")
    assert result.exit_code == FINE
    assert result.stdout.startswith("Support copilot, Shipping, third: NOT EVALUATED (dry run, stops nothing)\n")
    assert "Dry run: it would have stopped the product in 7 of 8 weeks." in result.stdout
    document = json.loads(run(world, *SHIPPING, "--candidate", "third", "--json").stdout)
    assert (document["gates"][0]["dry_run"], document["gates"][0]["verdict"]) == (True, "not_evaluated")


def test_while_the_answer_is_no_it_is_asked_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    objected(world)
    slept: list[float] = []

    def mend(seconds: float) -> None:
        slept.append(seconds)
        if len(slept) == 2:
            world.change("records/evidence.yaml", ", review: objections", "")

    monkeypatch.setattr("playbook.cli.waiting.time.sleep", mend)
    result = run(world, *SHIPPING, "--candidate", "first", "--wait", "10m")
    assert (result.exit_code, len(slept)) == (FINE, 2)
    assert result.stdout.startswith("Support copilot, Shipping, first: GO")
    assert "asking again for 10m" in result.stderr


@pytest.mark.parametrize(("arguments", "code"), [(["--wait", "soon"], WRONG), (["--wait", "1s"], NO)])
def test_waiting_ends(world: World, arguments: list[str], code: ExitCode) -> None:
    objected(world)
    assert run(world, *SHIPPING, "--candidate", "first", *arguments).exit_code == code


def test_a_file_says_what_would_ship(world: World, tmp_path: Path) -> None:
    file = tmp_path / "candidate.json"
    file.write_text(json.dumps({"commit": "4F1C2D9", "models": ["model-b@1"]}), "utf-8")
    result = run(world, *SHIPPING, "--candidate", file, "--json")
    document = json.loads(result.stdout)
    assert result.exit_code == NO
    assert (document["candidate"]["id"], document["candidate"]["commit"]) == ("commit-4f1c2d9", "4f1c2d9")
    red_team = document["gates"][0]["criteria"][0]
    assert (red_team["outcome"], red_team["candidate"]) == ("stale", "first")
    assert red_team["differs"] == [{"part": "models", "was": ["model-a@1"], "now": ["model-b@1"]}]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("commit: v1.2", "'commit' is 'v1.2'; expected the hash of a commit"),
        ("model: a@1", "unknown key 'model'; did you mean 'models'?"),
        ("product: support-copilot", "The candidate names nothing that would ship"),
        ("product: other\nmodels: [a@1]", "unknown product 'other'"),
        ("- models", "candidate"),
        ("models: [a@1", "candidate"),
        ("\x00", "candidate"),
    ],
)
def test_a_file_that_is_wrong_is_said_in_a_sentence(world: World, tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "candidate.yaml"
    file.write_text(text, "utf-8")
    result = run(world, *SHIPPING, "--candidate", file)
    assert result.exit_code == WRONG
    assert message.casefold() in result.stderr.casefold()


def test_what_runs_is_told_part_by_part(world: World) -> None:
    result = run(world, "admitted", "--candidate", "third", "--json")
    document = json.loads(result.stdout)
    assert (result.exit_code, document["state"], document["admitted"]) == (NO, "differs", "first")
    assert [one["part"] for one in document["differs"]] == ["commit", "models"]
    assert document["words"] == (
        "NOT ADMITTED: first was released on Nov 1 by VP engineering, and what runs differs in commit (1d2ab0c3e4f5 "
        "instead of 4f1c2d9a7b30) and models (model-b@1 instead of model-a@1)"
    )
