"""Charts of a report: the specification of each exception's chart against its plan, with its outlook."""

from collections.abc import Iterator
from itertools import islice

from metrics.definition import Per
from playbook.charting.colors import LIGHT
from playbook.concerns.control.charts_events import event_line
from playbook.concerns.control.charts_plan import plan_chart
from playbook.concerns.control.review import MetricControl, MetricControls
from playbook.concerns.control.shown import ControlChart
from playbook.concerns.north_star.status import MetricStatus
from playbook.concerns.north_star.views import speaks_for
from playbook.documents.report import wording
from playbook.documents.report.appendix import exceptions_of
from playbook.documents.report.drawing import Spec
from playbook.model.playbook import Playbook
from playbook.model.trajectory import to_date, trajectory_of
from playbook.readiness.assessment import Assessment

MOST_CHARTS = 24
HEIGHT = 150


def exception_charts(playbook: Playbook, assessment: Assessment, reviews: MetricControls) -> Iterator[tuple[str, Spec]]:
    """A chart for each metric of the appendix that ever reported, the first 24, each with the metric's id."""
    measured = (status for status in exceptions_of(assessment, reviews) if speaks_for(status).series.points)
    for status in islice(measured, MOST_CHARTS):
        yield status.metric, _chart(playbook, status, assessment, reviews)


def _chart(playbook: Playbook, status: MetricStatus, assessment: Assessment, reviews: MetricControls) -> Spec:
    shown, metric = speaks_for(status), playbook.metrics[status.metric]
    review = reviews.of(shown.metric, shown.product) or MetricControl(shown.metric, shown.product)
    totals = to_date(playbook, metric, shown.series).points if metric.per is Per.CHARTER else ()
    about, trajectory = f"{metric.id}/{shown.product or ''}", trajectory_of(playbook, metric, shown.product)
    drawn = ControlChart(about, metric, review, trajectory, assessment.as_of, totals)
    said = wording.chart_title(status.name)
    if drawn.is_rare:
        return event_line(drawn, palette=LIGHT, description=said, height=HEIGHT)
    return plan_chart(drawn, palette=LIGHT, description=said, height=HEIGHT, fitted=False)
