"""A bar far below what a product does today would hide a regression, and is pointed out."""

import json
from dataclasses import replace

import pytest
from typer.testing import CliRunner, Result

from playbook.cli.main import app
from playbook.page.parts.links import Screen
from playbook.readiness.bars.too_low import low_bars
from playbook.readiness.bars.wording_too_low import BADGE, RAISE_IT, low_bar
from tests.playbook.page.looking import onlooker, words
from tests.worlds import World

STEADY = (38, 45, 36, 44, 39, 42, 35, 41)
"""Wrong answers of 1,700 a week: 2.4% on average, limits one point off, the worst week 2.6%."""
LIMITED = 'pass: "<= 0.06"\n        warn: "<= 0.08"'
PROTOTYPE = 'pass: "<= 0.08"\n        warn: "<= 0.10"'
RELATIVE = 'pass: [">= 0.70", ">= -5%"]'


def holding(world: World, wrong: tuple[int, ...] = STEADY) -> World:
    """The world with other numbers of wrong answers, week by week, in its store."""
    files = []
    for file, count in zip(world.files, wrong, strict=True):
        lines = file.content.decode().splitlines(keepends=True)
        other = [
            f"{line.split('hallucination_rate')[0]}hallucination_rate,,{count},1700\n"
            if "hallucination_rate" in line
            else line
            for line in lines
        ]
        files.append(replace(file, content="".join(other).encode()))
    world = replace(world, files=tuple(files))
    world.receive_all()
    return world


def lines(passes: str) -> str:
    """As they stand in the file."""
    return f'pass: "{passes}"\n        warn: "<= 0.9"'


def found(world: World) -> list[tuple[str, str]]:
    """Gates and criteria whose bar is too low."""
    with world.workspace() as workspace:
        return [(low.gate, low.criterion) for low in workspace.ask(low_bars)]


def run(world: World, *arguments: str) -> Result:
    day = () if arguments[0] == "validate" else ("--as-of", world.today.isoformat())
    return CliRunner().invoke(app, [*arguments, "--playbook", str(world.folder), *day])


@pytest.mark.parametrize(
    ("passes", "low"), [("<= 0.04", False), ("<= 0.055", False), ("<= 0.2", True), ("< 0.5", True)]
)
def test_a_line_passed_by_more_than_three_times_the_limits_for_eight_weeks_is_too_low(
    on_track: World, passes: str, low: bool
) -> None:
    on_track.change("definitions/gates.yaml", LIMITED, lines(passes))
    assert (("limited-release", "grounded-answers") in found(holding(on_track))) is low


def test_an_early_gate_asks_for_less_on_purpose(on_track: World) -> None:
    on_track.change("definitions/gates.yaml", PROTOTYPE, lines("<= 0.2"))
    on_track.change("definitions/gates.yaml", LIMITED, lines("<= 0.04"))
    assert found(holding(on_track)) == []


def test_where_the_later_gate_is_too_low_both_are(on_track: World) -> None:
    on_track.change("definitions/gates.yaml", PROTOTYPE, lines("<= 0.2"))
    on_track.change("definitions/gates.yaml", LIMITED, lines("<= 0.2"))
    assert found(holding(on_track)) == [("prototype-exit", "grounded-answers"), ("limited-release", "grounded-answers")]


@pytest.mark.parametrize(
    "wrong",
    [(*STEADY[:-1], 400), (400, *STEADY[1:]), (40,) * 8],
    ids=["a bad newest week", "a bad week seven weeks ago", "weeks that do not vary"],
)
def test_nothing_is_said_of_weeks_that_were_near_it_or_have_no_limits(on_track: World, wrong: tuple[int, ...]) -> None:
    on_track.change("definitions/gates.yaml", LIMITED, lines("<= 0.2"))
    assert found(holding(on_track, wrong)) == []


def test_seven_weeks_are_too_few(on_track: World) -> None:
    on_track.change("definitions/gates.yaml", LIMITED, lines("<= 0.2"))
    assert found(holding(replace(on_track, files=on_track.files[1:]), STEADY[1:])) == []


@pytest.mark.parametrize(
    ("passes", "low"),
    [('["<= 0.2", "<= +10%"]', False), ('{any: ["<= 0.2", "<= +10%"]}', True), ('["<= 0.2", "<= 0.05"]', False)],
)
def test_a_line_held_against_the_past_moves_with_the_product(on_track: World, passes: str, low: bool) -> None:
    on_track.change("definitions/gates.yaml", LIMITED, f"pass: {passes}")
    assert (("limited-release", "grounded-answers") in found(holding(on_track))) is low


def test_a_line_that_is_watched_alone_lets_nothing_pass(on_track: World) -> None:
    on_track.change("definitions/gates.yaml", LIMITED, lines("<= 0.2") + "\n        observe: true")
    text = on_track.text("definitions/gates.yaml")
    before, _, after = text.partition("observe: true")
    on_track.write("definitions/gates.yaml", before + "observe: true" + after.replace("        key: true\n", "", 1))
    assert ("limited-release", "grounded-answers") not in found(holding(on_track))


@pytest.mark.parametrize("name", ["empty", "week_one", "on_track", "slipping"])
def test_usual_bars_are_left_alone(name: str, request: pytest.FixtureRequest) -> None:
    world: World = request.getfixturevalue(name)
    world.receive_all()
    assert found(world) == []


def test_it_is_said_by_validate_and_by_the_gates(on_track: World) -> None:
    on_track.change("definitions/gates.yaml", PROTOTYPE, lines("<= 0.04"))
    on_track.change("definitions/gates.yaml", LIMITED, lines("<= 0.2"))
    world = holding(on_track)
    document = json.loads(run(world, "validate", "--json").stdout)
    (problem,) = [one for one in document["problems"] if one["remedy"] == RAISE_IT]
    assert problem["severity"] == "warning"
    assert "Each of the last 8 weeks passed by more than 3 times its usual variation" in problem["message"]
    line = world.text("definitions/gates.yaml").splitlines()[problem["where"]["line"] - 1]
    assert 'pass: "<= 0.2"' in line
    (low,) = json.loads(run(world, "gates", "--gate", "limited-release", "--json").stdout)["too_low"]
    assert (low["criterion"], low["metric"]) == ("grounded-answers", "hallucination_rate")
    assert low["value"] == pytest.approx(45 / 1700)
    assert low["what"] == "gates.limited-release.criteria.grounded-answers.pass"
    assert json.loads(run(world, "gates", "--gate", "prototype-exit", "--json").stdout)["too_low"] == []
    with world.workspace() as workspace:
        (sentence,) = [low_bar(one) for one in workspace.ask(low_bars)]
    assert sentence in " ".join(run(world, "gates", "--gate", "limited-release").stdout.split())
    assert "Limited release: the bar of Grounded answers, <= 20%, is far below what the product does." in sentence
    assert sentence in problem["message"]


def test_the_page_of_the_gate_says_it(on_track: World, monkeypatch: pytest.MonkeyPatch) -> None:
    on_track.change("definitions/gates.yaml", PROTOTYPE, lines("<= 0.04"))
    on_track.change("definitions/gates.yaml", LIMITED, lines("<= 0.2"))
    one = onlooker(holding(on_track), monkeypatch)
    (low,) = one.workspace.ask(low_bars)
    said = words(one.opens(Screen.GATES, gate="support-copilot/limited-release"))
    assert BADGE in said
    assert low_bar(low) in said
    assert BADGE not in words(one.opens(Screen.GATES, gate="support-copilot/prototype-exit"))
