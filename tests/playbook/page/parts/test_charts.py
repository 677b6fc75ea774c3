"""Charts are built once for what they show, and every page that draws one gets it whole."""

import json
from typing import Any

from streamlit.testing.v1 import AppTest

built: list[tuple[object, object]] = []


def build(shown: object, *, palette: object, description: str) -> dict[str, Any]:
    """A chart that remembers that it was built."""
    built.append((shown, palette))
    values = [{"value": shown}]
    return {"data": {"values": values}, "mark": {"type": "bar"}, "description": description}


def page() -> None:
    """Three charts, two of them the same."""
    from playbook.page.parts.charts import show_chart  # noqa: PLC0415 - a script of its own
    from tests.playbook.page.parts.test_charts import build  # noqa: PLC0415

    for shown in (1, 2, 1):
        show_chart(build, shown, description=f"chart {shown}")


def test_a_chart_is_built_once_for_what_it_shows() -> None:
    first = [json.loads(chart.proto.spec) for chart in AppTest.from_function(page).run().get("vega_lite_chart")]
    again = [json.loads(chart.proto.spec) for chart in AppTest.from_function(page).run().get("vega_lite_chart")]
    assert [shown for shown, _ in built] == [1, 2]
    assert first == again
    assert first[0] == first[2] != first[1]
    assert [spec["description"] for spec in first] == ["chart 1", "chart 2", "chart 1"]
