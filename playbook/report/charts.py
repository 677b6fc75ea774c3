"""Charts of a report: the specification of each exception's chart, and pictures made of them without a browser."""

import re
from collections.abc import Mapping
from typing import Any

from playbook import wording_report as wording
from playbook.charts import Spec
from playbook.charts_colors import DARK, LIGHT
from playbook.charts_metrics import metric_chart
from playbook.metric_views import speaks_for
from playbook.model import Playbook
from playbook.readiness import Assessment
from playbook.report.appendix import is_exception
from playbook.trajectory import to_date, trajectory_of

MOST_CHARTS = 24
WIDTH, HEIGHT = 660, 150
_COLORS = ("text", "muted", "grid", "blue", "orange", "green", "violet", "gold", "grey", "pale", "background")

Charts = Mapping[str, Spec]
"""Vega-Lite specifications by the metric they are of, in light colours."""


def exception_charts(playbook: Playbook, assessment: Assessment) -> dict[str, Spec]:
    """A chart for each metric of the appendix, the first 24; one that never reported has none."""
    charts: dict[str, Spec] = {}
    for status in assessment.metrics:
        shown = speaks_for(status)
        if not is_exception(status) or not shown.series.points or len(charts) >= MOST_CHARTS:
            continue
        metric = playbook.metrics[status.metric]
        charts[status.metric] = metric_chart(
            metric,
            to_date(playbook, metric, shown.series).points,
            trajectory_of(playbook, metric),
            assessment.as_of,
            palette=LIGHT,
            description=wording.chart_title(status.name),
            height=HEIGHT,
        )
    return charts


def svg_of(spec: Spec, *, width: int = WIDTH) -> str:
    """The chart as SVG text without scripts or links; text in it is escaped by the drawing library."""
    import vl_convert  # noqa: PLC0415  (brings a whole JavaScript engine: only reports with charts pay for it)

    drawn: str = vl_convert.vegalite_to_svg({**spec, "width": width})
    return drawn


def following_the_theme(svg: str) -> str:
    """The SVG with the page's colours in place of its own, so that one drawing serves light and dark."""
    names = {getattr(LIGHT, name).upper(): name for name in reversed(_COLORS)}

    def named(found: re.Match[str]) -> str:
        name = names.get(found[1].upper())
        return found[0] if name is None else f'"var(--{name})"'

    return re.sub(r'"(#[0-9A-Fa-f]{6})"', named, svg)


def theme_variables(name: str) -> dict[str, Any]:
    """Colours of one theme by the names that drawings use."""
    palette = DARK if name == DARK.name else LIGHT
    return {color: getattr(palette, color) for color in _COLORS}


def warm_up() -> None:
    """Starts the drawing engine; it takes as long as everything else together, and can do so meanwhile."""
    svg_of({"$schema": "https://vega.github.io/schema/vega-lite/v5.json", "data": {"values": []}, "mark": "point"})
