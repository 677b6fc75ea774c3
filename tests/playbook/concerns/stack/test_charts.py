"""Radar and matrix: where each option stands, the arrow of its last move, and who is first."""

from datetime import date
from math import hypot
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook.charting import wording as words
from playbook.concerns.stack.charts import radar_blips, stack_radar
from playbook.concerns.stack.charts_matrix import matrix_bars
from playbook.concerns.stack.matrix import MatrixRow, MatrixStatus
from playbook.model.stack import Ring
from playbook.readiness.charts import LIGHT, Spec
from playbook.results.stack import LayerStatus
from tests.playbook.statuses import TODAY, layer, move

LAYERS = (
    layer("Models", move("gpt", Ring.ASSESS), move("claude", Ring.TRIAL), move("claude", Ring.ADOPT, Ring.TRIAL)),
    layer("Retrieval and knowledge", move("pinecone", Ring.HOLD, Ring.ADOPT)),
    layer("Orchestration"),
)


def radar(layers: tuple[LayerStatus, ...] = LAYERS) -> Spec:
    """The radar of these layers."""
    return stack_radar(layers, radar_blips(layers), TODAY, palette=LIGHT, description="radar")


def rows(spec: Spec, *, shape: str) -> list[dict[str, Any]]:
    """Rows of the points with a shape."""
    found = [
        layer for layer in spec["layer"] if layer["mark"]["type"] == "point" and layer["mark"].get("shape") == shape
    ]
    return [row for layer in found for row in layer["data"]["values"]]


def test_options_are_numbered_layer_by_layer_the_adopted_first() -> None:
    assert [(blip.number, blip.name) for blip in radar_blips(LAYERS)] == [(1, "Claude"), (2, "Gpt"), (3, "Pinecone")]


def test_an_option_stands_where_its_last_move_put_it() -> None:
    dots = {row["option"]: row for row in rows(radar(), shape="circle")}
    distance = {name: hypot(row["x"], row["y"]) for name, row in dots.items()}
    assert distance["Claude"] < distance["Gpt"] < distance["Pinecone"]
    assert dots["Claude"]["from"] == "trial"
    assert dots["Gpt"]["from"] == "–"


def test_no_name_of_a_ring_lies_on_a_dot_or_an_arrow() -> None:
    crowded = tuple(
        layer(
            name,
            *(
                each
                for n in range(4)
                for each in (move(f"{name}{n}", Ring.TRIAL), move(f"{name}{n}", Ring.ADOPT, Ring.TRIAL))
            ),
        )
        for name in ("Models", "Retrieval")
    )
    for layers in (LAYERS, crowded):
        spec = radar(layers)
        names = [
            row
            for part in spec["layer"]
            if part["mark"]["type"] == "text"
            for row in part["data"]["values"]
            if row.get("label") in words.RING_WORDS.values()
        ]
        drawn = rows(spec, shape="circle") + [
            {axis: row[axis] + (row[f"{axis}2"] - row[axis]) * step / 10 for axis in ("x", "y")}
            for row in rows(spec, shape="triangle-up")
            for step in range(11)
        ]
        assert len({row["label"] for row in names}) == len(Ring)
        assert all(
            abs(name["x"] - other["x"]) > 0.13 or abs(name["y"] - other["y"]) > 0.06
            for name in names
            for other in drawn
        )


def test_an_arrow_leads_from_the_ring_before_towards_the_ring_now() -> None:
    arrows = rows(radar(), shape="triangle-up")
    assert len(arrows) == 2
    inwards, outwards = arrows
    assert hypot(inwards["x"], inwards["y"]) > hypot(inwards["x2"], inwards["y2"])
    assert hypot(outwards["x"], outwards["y"]) < hypot(outwards["x2"], outwards["y2"])


def test_a_move_into_the_same_ring_has_no_arrow() -> None:
    assert rows(radar((layer("Models", move("gpt", Ring.HOLD, Ring.HOLD)),)), shape="triangle-up") == []


def test_a_layer_without_moves_keeps_its_sector() -> None:
    texts = [
        row["label"]
        for part in radar()["layer"]
        if part["mark"]["type"] == "text"
        for row in part["data"]["values"]
        if "label" in row
    ]
    assert "Orchestration" in texts
    assert "Retrieval\nand knowledge" in texts


def test_a_radar_with_nothing_on_it_can_be_drawn() -> None:
    assert rows(radar((layer("Models"),)), shape="circle") == []


@given(st.lists(st.tuples(st.integers(0, 4), st.sampled_from(list(Ring))), max_size=30))
def test_no_two_options_stand_in_one_place(placed: list[tuple[int, Ring]]) -> None:
    layers = tuple(
        layer(f"L{sector}", *(move(f"o{index}", ring) for index, (where, ring) in enumerate(placed) if where == sector))
        for sector in range(5)
    )
    blips = radar_blips(layers)
    assert len({(round(blip.angle, 9), blip.ring) for blip in blips}) == len(blips) == len(placed)


def matrix(*rows: MatrixRow) -> MatrixStatus:
    """A matrix whose first row wins."""
    return MatrixStatus("models", rows, rows[0].option, holds=True, swing=0.2, overturned_by=())


def test_bars_show_weighted_scores_and_mark_who_is_first() -> None:
    spec = matrix_bars(
        matrix(MatrixRow("a", "A", 4.125, {}), MatrixRow("b", "B", 3.0, {}), MatrixRow("c", "C", None, {})),
        palette=LIGHT,
        description="matrix",
    )
    data = spec["layer"][1]["data"]["values"]
    assert [(row["option"], row["label"], row["wins"]) for row in data] == [("A", "4.12", True), ("B", "3", False)]


@pytest.mark.parametrize("day", [date(2026, 10, 1), date(2025, 12, 31)])
def test_the_day_of_a_move_says_its_year_where_it_is_another(day: date) -> None:
    since = rows(radar((layer("Models", move("gpt", Ring.HOLD, on=day)),)), shape="circle")[0]["since"]
    assert since == ("Oct 1" if day.year == 2026 else "Dec 31, 2025")
