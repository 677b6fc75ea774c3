"""Cost against use: who is drawn, how its state shows without colour, and which names fit."""

from typing import Any

from playbook.charting import wording as words
from playbook.concerns.experiments.charts import cost_against_use
from playbook.model.experiments import Decision, FindingRule, FindingSeverity
from playbook.readiness.charts import LIGHT, Spec
from playbook.results.experiments import ExperimentStatus, Finding
from tests.playbook.statuses import experiment

FINDING = Finding(FindingRule.NO_OWNER, FindingSeverity.HIGH, "Nobody owns it", "no owner assigned", "Name a seat")


def scatter(*experiments: ExperimentStatus, limit: float | None = None) -> Spec:
    """The chart of these experiments."""
    return cost_against_use(experiments, "USD", limit, palette=LIGHT, description="cost and use")


def dots(spec: Spec) -> dict[str, dict[str, Any]]:
    """What is drawn, by name."""
    rows = next(layer for layer in spec["layer"] if layer["mark"]["type"] == "point")["data"]["values"]
    return {row["name"]: row for row in rows}


def named(spec: Spec) -> list[str]:
    """Names that stand beside their dots."""
    texts = [layer for layer in spec["layer"] if layer["mark"]["type"] == "text"]
    return [row["label"] for layer in texts for row in layer["data"]["values"]]


def test_an_experiment_of_unknown_cost_or_use_has_no_place() -> None:
    known = experiment(name="Known", weekly_users=0, monthly_cost=0.0)
    spec = scatter(known, experiment(name="Costless", monthly_cost=None), experiment(name="Useless", weekly_users=None))
    assert list(dots(spec)) == ["Known"]


def test_the_state_shows_as_shape_as_well_as_colour() -> None:
    spec = scatter(
        experiment(name="Clean"),
        experiment(name="Found", findings=(FINDING,)),
        experiment(name="Stopped", decision=Decision.STOP, findings=(FINDING,)),
    )
    states = {name: row["state"] for name, row in dots(spec).items()}
    assert states == {"Clean": words.CLEAN, "Found": words.WITH_FINDINGS, "Stopped": words.STOPPED}
    encoding = next(layer for layer in spec["layer"] if layer["mark"]["type"] == "point")["encoding"]
    assert encoding["shape"]["scale"]["domain"] == encoding["color"]["scale"]["domain"]
    assert len(set(encoding["shape"]["scale"]["range"])) == 3


def test_names_do_not_lie_on_each_other() -> None:
    same = [experiment(id=f"e{index}", name=f"Experiment {index}") for index in range(5)]
    assert named(scatter(*same)) == ["Experiment 0"]


def test_the_line_of_most_cost_for_a_user_is_drawn_where_the_bar_has_one() -> None:
    assert "limit: $150 a user" in named(scatter(experiment(), limit=150))
    assert not any("limit" in name for name in named(scatter(experiment())))


def test_an_empty_chart_can_be_drawn() -> None:
    assert dots(scatter()) == {}
