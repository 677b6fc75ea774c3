"""Charts of a report: the specification of each exception's chart, with its limits where there are enough weeks."""

from collections.abc import Iterator
from itertools import islice

from metrics.definition import Per
from playbook.charting.colors import LIGHT
from playbook.concerns.control.charts import ControlChart, control_chart
from playbook.concerns.control.review import MetricReviews
from playbook.concerns.north_star.charts import metric_chart
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


def exception_charts(playbook: Playbook, assessment: Assessment, reviews: MetricReviews) -> Iterator[tuple[str, Spec]]:
    """A chart for each metric of the appendix that ever reported, the first 24, each with the metric's id."""
    measured = (status for status in exceptions_of(assessment, reviews) if speaks_for(status).series.points)
    for status in islice(measured, MOST_CHARTS):
        yield status.metric, _chart(playbook, status, assessment, reviews)


def _chart(playbook: Playbook, status: MetricStatus, assessment: Assessment, reviews: MetricReviews) -> Spec:
    shown, metric = speaks_for(status), playbook.metrics[status.metric]
    review, trajectory = reviews.of(shown.metric, shown.product), trajectory_of(playbook, metric)
    title = wording.chart_title(status.name)
    # what is counted over the whole charter has no target for a week: it is drawn as the total that the plan speaks of
    weekly = metric.per is not Per.CHARTER
    if weekly and review is not None and review.limits is not None and review.limits.mean is not None:
        about = f"{metric.id}/{shown.product or ''}"
        drawn = ControlChart(about, metric, review, trajectory, assessment.as_of)
        return control_chart(drawn, palette=LIGHT, description=title, height=HEIGHT)
    points = to_date(playbook, metric, shown.series).points
    off = shown.series.off
    return metric_chart(
        metric, points, trajectory, assessment.as_of, off, palette=LIGHT, description=title, height=HEIGHT
    )
