"""Rare events on a line: how many, and how many days lie between."""

from typing import Any

from metrics.definition import Direction, Kind, Metric, Pillar
from metrics.observation import Point
from playbook.concerns.control.charts_events import event_line
from playbook.concerns.control.review import ControlPoint, MetricControl, ShapeName
from playbook.concerns.control.shown import ControlChart
from playbook.readiness.charts import LIGHT
from tests.playbook.statuses import TODAY, points

INCIDENTS = Metric(
    id="incidents", name="Incidents", pillar=Pillar.TRUST, kind=Kind.COUNT, better=Direction.LOWER, unit="incidents"
)


def drawn(weeks: tuple[Point, ...]) -> list[dict[str, Any]]:
    review = MetricControl("incidents", None, points=tuple(ControlPoint(p, judged=True) for p in weeks))
    shown = ControlChart("about", INCIDENTS, review, (), TODAY)
    layers: list[dict[str, Any]] = event_line(shown, palette=LIGHT, description="incidents")["layer"]
    return layers


def texts(layers: list[dict[str, Any]], key: str) -> list[str]:
    return [
        row[key] for layer in layers if layer["mark"]["type"] == "text" for row in layer["data"]["values"] if key in row
    ]


def test_weeks_with_events_are_marked_with_how_many_and_the_days_between_them() -> None:
    layers = drawn(points(0, 1, 0, 0, 2, 0, n=None))
    (events,) = [layer for layer in layers if layer["mark"]["type"] == "point"]
    assert [row["text"] for row in events["data"]["values"]] == ["1 event", "2 events"]
    assert not [layer for layer in layers if layer["mark"].get("strokeWidth") == 2.5], "no curve"
    assert texts(layers, "text")[-2:] == ["21 days", "26 days since the last one"]


def test_without_any_event_the_time_without_is_said() -> None:
    assert texts(drawn(points(0, 0, 0, n=None)), "text")[-1] == "none in 54 days"


def test_a_metric_of_rare_events_is_known_by_its_shape() -> None:
    rare = MetricControl("incidents", None, shape=ShapeName.RARE)
    assert ControlChart("a", INCIDENTS, rare, (), TODAY).is_rare
