"""Charts of a report: the specification of each exception's chart."""

from playbook import wording_report as wording
from playbook.charts_colors import LIGHT
from playbook.charts_metrics import metric_chart
from playbook.metric_views import speaks_for
from playbook.model import Playbook
from playbook.readiness import Assessment
from playbook.report.appendix import is_exception
from playbook.report.drawing import Spec
from playbook.trajectory import to_date, trajectory_of

MOST_CHARTS = 24
HEIGHT = 150


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
