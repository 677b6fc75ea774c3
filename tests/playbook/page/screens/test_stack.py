"""The stack's page: layers with their reasons, the radar, and one layer with record, matrix and options."""

from collections.abc import Callable
from datetime import date

import pytest

from playbook.concerns.stack import wording
from playbook.concerns.stack.matrix import MatrixRow, MatrixStatus
from playbook.model.stack import Layer, Option
from playbook.page.parts.links import Screen
from playbook.results.stack import LayerState
from playbook.verdict import Outcome
from playbook.wording import sentence_case
from tests.playbook.page.looking import Onlooker, words
from tests.playbook.statuses import TODAY, layer
from tests.worlds import WORLDS, World

LooksAt = Callable[[World], Onlooker]

SCORED = """
scores:
  - {option: langgraph, on: 2026-09-20, by: lead-ai-engineer, scores: {fit: 4, operations: 3}}
  - {option: temporal, on: 2026-09-20, by: lead-ai-engineer, scores: {fit: 3, operations: 5}}
"""


@pytest.fixture
def slipped(slipping: World, looks_at: LooksAt) -> Onlooker:
    """The world whose first layer is still on trial."""
    slipping.receive_all()
    return looks_at(slipping)


@pytest.mark.parametrize("name", list(WORLDS))
def test_every_layer_says_how_it_stands_and_why_in_every_world(
    name: str, world: Callable[[str], World], looks_at: LooksAt
) -> None:
    one = looks_at(world(name))
    app = one.opens(Screen.STACK)
    assert not app.exception
    said = words(app)
    for status in one.workspace.assess().stack.layers:
        assert status.name in said
        assert wording.STATE_WORDS[status.state] in said
        assert sentence_case("; ".join(status.reasons)) in said


def test_an_address_opens_the_layer_it_names(slipped: Onlooker) -> None:
    said = words(slipped.opens(Screen.STACK, layer="foundation-models"))
    assert wording.REOPEN in said
    assert "Sep 28, architecture council: **Hosted model** entered at 'adopt': Best in our evaluation" in said
    assert f"Oct 2, head of security: **Hosted model** {wording.ACCEPTED}" in said
    said = words(slipped.opens(Screen.STACK, layer="foundation-models", part="options"))
    assert "**Open weights**  Apache-2.0, self-hosted" in said


def test_an_address_that_names_no_layer_gets_a_calm_sentence(slipped: Onlooker) -> None:
    app = slipped.opens(Screen.STACK, layer="basement")
    assert not app.exception
    assert any("basement" in info.value for info in app.info)


def test_a_layer_without_scores_or_conditions_says_how_to_write_them(slipped: Onlooker) -> None:
    assert wording.NO_REOPEN in words(slipped.opens(Screen.STACK, layer="orchestration"))
    assert wording.NO_MATRIX in words(slipped.opens(Screen.STACK, layer="orchestration", part="matrix"))


def test_the_matrix_says_who_is_first_and_what_overturns_it(slipping: World, looks_at: LooksAt) -> None:
    slipping.write("records/stack.yaml", slipping.text("records/stack.yaml") + SCORED)
    app = looks_at(slipping).opens(Screen.STACK, layer="orchestration", part="matrix")
    said = words(app)
    assert "Temporal is first, but not safely" in said
    scores = next(table.value for table in app.table if "Weighted" in list(table.value.columns))
    assert [str(cell) for cell in scores.iloc[0]] == ["Temporal", "3.8", "3", "5"]


def test_the_radar_numbers_every_option_that_moved(slipped: Onlooker) -> None:
    app = slipped.opens(Screen.STACK)
    numbered = next(
        table.value for table in app.table if sentence_case(wording.RADAR_COLUMNS_SHOWN[1]) in list(table.value.columns)
    )
    reported = "\n".join(str(cell) for cell in numbered.iloc[:, 1])
    assert "**1** LangGraph" in reported
    assert "**2** Hosted model" in reported


def test_an_empty_radar_names_the_way_out(week_one: World, looks_at: LooksAt) -> None:
    said = words(looks_at(week_one).opens(Screen.STACK))
    assert wording.NO_MOVES in said
    assert wording.WAY_CHOICE in said


def test_the_summary_names_what_is_open_and_overdue() -> None:
    late = layer("Models", due=date(2026, 10, 18), state=LayerState.TRIAL)
    ahead = layer("Evals", due=date(2026, 11, 16), state=LayerState.UNDECIDED)
    assert wording.summary((late, ahead), TODAY) == "Open: Models (on trial) and Evals (undecided). Overdue: Models."
    assert wording.summary((ahead,), TODAY).endswith("Nothing is overdue; the next is due in 10 days.")
    done = layer("Models", outcome=Outcome.MET, state=LayerState.DECIDED)
    assert wording.summary((done,), TODAY) == "Every layer is decided and reviewed."


@pytest.mark.parametrize(
    ("holds", "overturned", "expected"),
    [
        (True, (), "A is first, and stays first when all weights move by up to 20% in any direction."),
        (
            False,
            ("B draws level when Cost weighs 20% more",),
            "A is first, but not safely: B draws level when Cost weighs 20% more.",
        ),
        (None, (), "A is the only option with all its scores; score another to compare."),
    ],
)
def test_the_matrix_sentence_follows_what_was_worked_out(
    holds: bool | None, overturned: tuple[str, ...], expected: str
) -> None:
    options = Layer(id="models", options=(Option(id="a"), Option(id="b")))
    matrix = MatrixStatus("models", (MatrixRow("a", "A", 4.0, {}),), "a", holds, 0.2, overturned)
    assert wording.swing_sentence(matrix, options) == expected
