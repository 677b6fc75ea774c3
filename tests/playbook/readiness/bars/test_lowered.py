"""A verdict that stands on a lowered bar says so, on every face, for as long as it stands."""

import html
import json
from dataclasses import replace

import pytest
from typer.testing import CliRunner

from playbook.cli.main import app
from playbook.concerns.gates.wording_page import HISTORY_TAB
from playbook.page.parts.links import Screen
from playbook.readiness.bars.wording_lowered import lowered_alarm, lowered_since
from playbook.verdict import Verdict
from tests.playbook.page.looking import onlooker, words
from tests.worlds import World

LINE = "gates.prototype-exit.criteria.grounded-answers.pass"
GATE = "support-copilot/prototype-exit"


def lower(world: World, before: str = "<= 0.02", after: str = "<= 0.08", on: str = "2026-11-02") -> None:
    """Records that the line was lowered to where it is."""
    entry = f'{{what: {LINE}, from: "{before}", to: "{after}", "on": {on}, by: vp-engineering, why: We had to}}'
    world.write("records/bar_changes.yaml", f"changes:\n  - {entry}\n")


def test_it_is_said_beside_the_verdict_and_among_the_alarms(on_track: World, monkeypatch: pytest.MonkeyPatch) -> None:
    on_track.receive_all()
    with on_track.workspace() as workspace:
        assert workspace.assess().lowered == ()
    lower(on_track)
    one = onlooker(on_track, monkeypatch)
    assessment = one.workspace.assess()
    (found, *_) = [bar for bar in assessment.lowered if (bar.product, bar.gate) == tuple(GATE.split("/"))]
    assert (found.verdict, found.without) == (Verdict.GO, Verdict.GO_WITH_CONDITIONS)
    assert (found.what, found.by, found.why) == ((LINE,), "vp-engineering", "We had to")
    sentence = lowered_alarm(found)
    assert sentence in assessment.alarms
    said = words(one.opens(Screen.GATES, gate=GATE, tab=HISTORY_TAB))
    assert sentence in said
    assert "<= 2% → <= 8%. We had to" in said
    assert sentence in words(one.opens(Screen.OVERVIEW))


def test_the_command_says_it_too(on_track: World) -> None:
    on_track.receive_all()
    lower(on_track)
    day = ("--as-of", on_track.today.isoformat())
    requested = ["gates", "--playbook", str(on_track.folder), *day, "--gate", "prototype-exit"]
    assert "only because its bar was lowered on Nov 2" in " ".join(CliRunner().invoke(app, requested).stdout.split())
    document = json.loads(CliRunner().invoke(app, [*requested, "--json"]).stdout)
    assert document["lowered"][0]["without"] == "go_with_conditions"


def test_before_the_day_of_the_record_nobody_knew_of_it(on_track: World) -> None:
    on_track.receive_all()
    lower(on_track)
    with on_track.workspace() as workspace:
        assert workspace.assess(on_track.today.replace(day=1)).lowered == ()


def test_a_lowered_bar_that_turns_nothing_is_no_alarm(on_track: World) -> None:
    on_track.receive_all()
    lower(on_track, before="<= 0.079")
    with on_track.workspace() as workspace:
        assert workspace.assess().lowered == ()


@pytest.mark.parametrize(("on", "said"), [("2026-10-10", True), ("2026-10-19", True), ("2026-10-01", False)])
def test_it_is_said_for_as_long_as_the_verdict_stands_that_it_turned_within_two_weeks(
    on_track: World, on: str, said: bool
) -> None:
    """The verdict came to GO by the lower line on the nineteenth of October."""
    on_track.receive_all()
    lower(on_track, on=on)
    with on_track.workspace() as workspace:
        assessment = workspace.assess()
    assert bool(assessment.lowered) is said
    assert assessment.bar_changes == ()  # older than what everything is compared with


def test_a_verdict_that_fell_back_and_came_again_later_is_another_one(on_track: World) -> None:
    bad = {
        file.name: file.content.replace(b"hallucination_rate,,94,1700", b"hallucination_rate,,400,1700")
        for file in on_track.files
    }
    assert sum(file.content != bad[file.name] for file in on_track.files) == 1
    on_track = replace(on_track, files=tuple(replace(file, content=bad[file.name]) for file in on_track.files))
    on_track.receive_all()
    lower(on_track, on="2026-10-10")
    with on_track.workspace() as workspace:
        assert workspace.assess().lowered == ()


SENTENCE = (
    "Prototype exit, grounded answers, line to pass, lowered on Nov 2 by VP engineering: <= 2% → <= 8%. We had to"
)


def test_bars_lowered_since_the_last_review_are_in_what_changed(
    on_track: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_track.receive_all()
    lower(on_track)
    one = onlooker(on_track, monkeypatch)
    assessment = one.workspace.assess()
    assert lowered_since(assessment.bar_changes, assessment.bar_metrics, assessment.as_of) == [SENTENCE]
    assert "Prototype exit, grounded answers, line to pass" in words(one.opens(Screen.OVERVIEW))
    assert SENTENCE in words(one.opens(Screen.REVIEW, step="standing"))


def test_and_in_the_commands_that_say_it(on_track: World) -> None:
    on_track.receive_all()
    lower(on_track)
    for command in (("status",), ("review", "draft"), ("report", "--format", "md"), ("report", "--format", "html")):
        requested = [*command, "--playbook", str(on_track.folder), "--as-of", on_track.today.isoformat()]
        said = html.unescape(CliRunner().invoke(app, requested).stdout).replace("\\", "")
        assert SENTENCE in " ".join(said.split()), command
    board = ["report", "--format", "md", "--audience", "board", "--playbook", str(on_track.folder)]
    said = CliRunner().invoke(app, [*board, "--as-of", on_track.today.isoformat()]).stdout
    assert "Bars lowered since Oct 30: Prototype exit, grounded answers, line to pass" in said
