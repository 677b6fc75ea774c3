"""The T-shape: bars as deep as levels, unknown levels in words, marks where a role expects them."""

from playbook.concerns.team.charts import skill_shape
from playbook.readiness.charts import LIGHT

BARS = [("Framing", 3, 2), ("Evals", None, 4)]


def test_an_unknown_level_is_a_word_and_no_bar() -> None:
    spec = skill_shape(BARS, palette=LIGHT, description="levels")
    values = spec["layer"][0]["data"]["values"]
    assert [(row["layer"], row["level"], row["label"]) for row in values] == [
        ("Framing", 3, "3"),
        ("Evals", None, "not assessed"),
    ]
    assert spec["description"] == "levels"


def test_levels_hang_down_from_nothing_to_five() -> None:
    spec = skill_shape(BARS, palette=LIGHT, description="levels")
    assert spec["layer"][0]["encoding"]["y"]["scale"]["domain"] == [5, 0]
    assert [layer["mark"]["type"] for layer in spec["layer"]] == ["bar", "tick", "text"]
