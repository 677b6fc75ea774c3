"""What if: what is moved on the page turns what the command says, the address carries it, and nothing is written."""

from collections.abc import Callable

import pytest

from playbook.page.parts.links import Screen
from playbook.page.screens.what_if import wording
from playbook.readiness.bars.edit import parse_edit
from playbook.services.what_if import assumed_of, what_if
from playbook.verdict import Outcome
from playbook.wording import VERDICT_WORDS, score_text
from tests.playbook.page.looking import Onlooker, words
from tests.worlds import World

LooksAt = Callable[[World], Onlooker]
GATE = "support-copilot/limited-release"
LINE = "gates.limited-release.criteria.grounded-answers.pass"


@pytest.mark.parametrize("name", ["empty", "week_one", "on_track", "slipping", "broken_definitions"])
def test_it_opens_in_every_world(name: str, world: Callable[[str], World], looks_at: LooksAt) -> None:
    app = looks_at(world(name)).opens(Screen.WHAT_IF)
    assert not app.exception
    assert not app.error or name == "broken_definitions"


def test_nothing_moved_says_what_to_move(slipping: World, looks_at: LooksAt) -> None:
    slipping.receive_all()
    assert wording.MOVE_SOMETHING in words(looks_at(slipping).opens(Screen.WHAT_IF, gate=GATE))


def test_a_line_taken_as_met_turns_what_the_command_says(slipping: World, looks_at: LooksAt) -> None:
    slipping.receive_all()
    one = looks_at(slipping)
    app = one.opens(Screen.WHAT_IF, gate=GATE)
    app.radio(key=f"what-if-{GATE}-grounded-answers").set_value(wording.MET).run()
    workspace = one.workspace
    assumed = assumed_of(
        workspace.playbook().playbook, [("grounded-answers", Outcome.MET)], "support-copilot", "limited-release"
    )
    found = what_if(workspace, (), assumed, workspace.today(), workspace.assess().basis)
    after = next(gate for gate in found.after.gates if gate.subject == GATE)
    said = words(app)
    assert VERDICT_WORDS[after.verdict] in said
    assert app.metric[0].value == score_text(after.score)
    assert app.query_params["met"] in ("grounded-answers", ["grounded-answers"])


def test_an_address_says_what_is_supposed(slipping: World, looks_at: LooksAt) -> None:
    slipping.receive_all()
    one = looks_at(slipping)
    app = one.opens(Screen.WHAT_IF, gate=GATE, set="gates.limited-release.go=50", met="legal-review")
    assert app.slider(key="what-if-gates.limited-release.go").value == 50
    assert app.radio(key=f"what-if-{GATE}-legal-review").value == wording.MET
    found = what_if(
        one.workspace,
        [parse_edit("gates.limited-release.go=50")],
        {},
        one.workspace.today(),
        one.workspace.assess().basis,
    )
    assert found.moves
    app.slider(key="what-if-gates.limited-release.go").set_value(90.0).run()
    assert "set" not in app.query_params


def test_a_slider_sets_the_line_by_its_address(slipping: World, looks_at: LooksAt) -> None:
    slipping.receive_all()
    app = looks_at(slipping).opens(Screen.WHAT_IF, gate=GATE)
    app.slider(key=f"what-if-{LINE}").set_value(8.0).run()
    edit = app.query_params["set"]
    assert edit in (f"{LINE}=<= 0.08", [f"{LINE}=<= 0.08"])


def test_what_is_supposed_of_what_is_folded_away_holds(slipping: World, looks_at: LooksAt) -> None:
    slipping.receive_all()
    weight = "what-if-charter.weights.stack"
    app = looks_at(slipping).opens(Screen.WHAT_IF, gate=GATE, set="charter.weights.stack=40")
    assert not [slider for slider in app.slider if slider.key == weight]
    assert app.query_params["set"] in ("charter.weights.stack=40", ["charter.weights.stack=40"])
    assert wording.MOVE_SOMETHING not in words(app)
    app.session_state["what-if-weights-open"] = True
    assert app.run().slider(key=weight).value == 40
    app.slider(key=weight).set_value(35.0).run()
    app.session_state["what-if-weights-open"] = False
    assert not [slider for slider in app.run().slider if slider.key == weight]
    assert app.query_params["set"] in ("charter.weights.stack=35", ["charter.weights.stack=35"])


@pytest.mark.parametrize("edit", ["nonsense", "gates.nowhere.go=3", "gates.limited-release.go=900", f"{LINE}=maybe"])
def test_an_address_that_sets_nothing_gets_a_sentence(slipping: World, looks_at: LooksAt, edit: str) -> None:
    slipping.receive_all()
    app = looks_at(slipping).opens(Screen.WHAT_IF, gate=GATE, set=edit)
    assert not app.exception
    known = edit.startswith("gates.limited-release.go")  # a slider stays within what the field can be
    assert known or app.info or app.warning
