"""`playbook whatif`: the answer is what the files would give if the edit stood in them, and nothing is written."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from playbook.cli.main import app
from playbook.cli.output import ExitCode
from tests.worlds import World

WORSE = "gates.limited-release.criteria.no-worse-than-last-good-week"
LINE = "gates.limited-release.criteria.grounded-answers"


def run(*arguments: str | Path) -> Result:
    """The command."""
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def answer(world: World, *more: str) -> Any:
    """What it answers on the world's own day."""
    result = run("whatif", "--playbook", world.folder, "--as-of", world.today.isoformat(), *more, "--json")
    assert result.exit_code == ExitCode.FINE, result.stdout
    return json.loads(result.stdout)


def gates(world: World) -> Any:
    """The gates as they are."""
    day = ("--as-of", world.today.isoformat())
    return json.loads(run("gates", "--playbook", world.folder, *day, "--json").stdout)["gates"]


@pytest.mark.parametrize(
    ("file", "before", "after", "edit"),
    [
        ("gates", 'pass: "<= 0.06"', 'pass: "<= 0.04"', f"{LINE}.pass=<= 0.04"),
        ("gates", 'pass: [">= 0.70", ">= -5%"]', 'pass: ">= 0.2"', f"{WORSE}.pass=>= 0.2"),
        ("gates", "after: [prototype-exit]", "after: []", "gates.limited-release.after="),
        ("charter", "gates: 25", "gates: 5", "charter.weights.gates=5"),
    ],
)  # fmt: skip
def test_an_edit_gives_what_the_file_would_give(slipping: World, file: str, before: str, after: str, edit: str) -> None:
    slipping.receive_all()
    path = slipping.folder / "definitions" / f"{file}.yaml"
    text = path.read_bytes()
    supposed = answer(slipping, "--set", edit)
    assert path.read_bytes() == text
    assert len(supposed["moves"]) == 1
    slipping.change(f"definitions/{file}.yaml", before, after)
    assert supposed["gates"] == gates(slipping)


def test_every_line_met_is_go_and_one_key_line_not_met_is_no_go(slipping: World) -> None:
    slipping.receive_all()
    (gate, *_) = (one for one in gates(slipping) if one["gate"] == "limited-release")
    every = [f"limited-release/{one['id']}" for one in gate["criteria"]]
    met = [part for name in every for part in ("--met", name)]
    place = ("--product", gate["product"], "--gate", "limited-release")
    (whole,) = answer(slipping, *met, *place)["gates"]
    assert (whole["verdict"], whole["flip"]) == ("go", [])
    (broken,) = answer(slipping, *met, "--not-met", "limited-release/grounded-answers", *place)["gates"]
    assert broken["verdict"] == "no_go"


def test_what_an_act_promises_is_what_it_turns(slipping: World) -> None:
    """The smallest set that turns a verdict, taken as met, turns it."""
    slipping.receive_all()
    for gate in gates(slipping):
        open_lines = [
            one["id"] for one in gate["criteria"] if one["outcome"] not in ("met", "not_applicable", "observing")
        ]
        met = [part for name in open_lines for part in ("--met", f"{gate['gate']}/{name}")]
        if met:
            (after,) = answer(slipping, *met, "--product", gate["product"], "--gate", gate["gate"])["gates"]
            assert after["verdict"] == "go"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "Say what to suppose"),
        (("--set", "nothing"), "sets nothing; write ADDRESS=VALUE"),
        (("--set", "gates.limited-relese.go=80"), "did you mean 'limited-release'?"),
        (("--set", f"{LINE}.pas=<= 0.1"), "did you mean 'pass'?"),
        (("--set", "gates.limited-release.go=200"), "cannot be '200'"),
        (("--set", f"{LINE}.pass=about three"), "cannot be 'about three'"),
        (("--set", "gate.limited-release.go=80"), "did you mean 'gates'?"),
        (("--met", "legal-reviw"), "did you mean 'legal-review'?"),
        (("--met", "prototype-exit/legal-review"), "no gate has the criterion"),
    ],
)
def test_what_leads_nowhere_is_wrong_use(on_track: World, arguments: tuple[str, ...], said: str) -> None:
    result = run("whatif", "--playbook", on_track.folder, *arguments)
    assert result.exit_code == ExitCode.WRONG_USE
    assert said in " ".join(result.stderr.split())


def test_people_read_what_turns(slipping: World) -> None:
    slipping.receive_all()
    day = ("--as-of", slipping.today.isoformat())
    result = run("whatif", "--playbook", slipping.folder, *day, "--set", "charter.weights.gates=0")
    assert "weaker: charter.weights.gates: 25 → 0" in result.stdout
    assert "readiness:" in result.stdout
