"""Slides draw what the control charts of the page draw, as charts of their own whose numbers can be read."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from pptx import Presentation

from metrics.observation import Basis
from metrics.statistics.control_chart import LimitsState
from playbook.charting.colors import LIGHT
from playbook.concerns.control.charts import control_chart
from playbook.concerns.control.reviews import metric_controls
from playbook.concerns.control.shown import ControlChart
from playbook.concerns.north_star.views import speaks_for
from playbook.documents.report import wording as words
from playbook.documents.report.content import Audience, Limits, Report
from playbook.documents.report.formats import ReportFormat, written
from playbook.services import reporting
from playbook.settings import THIS_PROJECT
from playbook.workspace.workspace import Workspace


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    store = tmp_path_factory.mktemp("slides") / "sample.duckdb"
    with Workspace.find(THIS_PROJECT.sample, str(store), {}) as opened:
        yield opened


@pytest.fixture(scope="module")
def report(workspace: Workspace) -> Report:
    return reporting.report_of(workspace, workspace.today(), Basis.KNOWN, Audience.TEAM)


def exceptions(report: Report) -> dict[str, Limits | None]:
    assert report.appendix is not None
    return {each.line.metric: each.limits for each in report.appendix.exceptions}


def charts(report: Report) -> dict[str, Any]:
    """The native chart of each exception that has one, by the metric's name."""
    deck = Presentation(BytesIO(written(report, ReportFormat.PPTX)))
    found = [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]
    return {chart.plots[0].series[0].name: chart for chart in found[1:]}


def test_limits_of_the_report_are_those_that_the_page_draws(workspace: Workspace, report: Report) -> None:
    playbook, reviews = workspace.playbook().playbook, workspace.ask(metric_controls)
    compared = 0
    for status in workspace.assess().metrics:
        limits = exceptions(report).get(status.metric)
        shown = speaks_for(status)
        review = reviews.of(shown.metric, shown.product)
        if limits is None or review is None:
            continue
        drawn = ControlChart(status.metric, playbook.metrics[status.metric], review, (), workspace.today())
        rows = control_chart(drawn, palette=LIGHT, description="x")["layer"][0]["data"]["values"]
        by_day = {row["day"]: (row["mean"], row["lower"], row["upper"]) for row in rows}
        ends = [point.period_end.isoformat() for point in shown.series.whole][-len(limits.mean) :]
        wanted = [by_day.get(day, (None, None, None)) for day in ends]
        assert list(zip(limits.mean, limits.lower, limits.upper, strict=True)) == wanted
        compared += 1
    assert compared >= 5


def test_slides_draw_the_mean_and_both_limits_behind_the_weeks(report: Report) -> None:
    chart = charts(report)["Hallucination rate"]
    limits = exceptions(report)["hallucination_rate"]
    assert limits is not None
    named = {series.name: tuple(series.values) for series in chart.plots[0].series}
    assert named[words.MEAN] == pytest.approx(limits.mean)
    assert named[words.UPPER_LIMIT] == pytest.approx(limits.upper)
    assert named[words.LOWER_LIMIT] == pytest.approx(limits.lower)
    assert chart.has_legend
    assert "0%" in chart.part.blob.decode(), "a rate is written as percent"


def test_too_few_weeks_for_limits_are_drawn_without_them(workspace: Workspace, report: Report) -> None:
    review = workspace.ask(metric_controls).of("latency_p95_seconds", "contract-summarizer")
    assert review is not None
    assert review.limits is not None
    assert review.limits.state is LimitsState.TOO_EARLY
    chart = charts(report)["Latency, 95th percentile"]
    assert len(chart.plots[0].series) == 1
    assert not chart.has_legend


def test_no_name_runs_in_the_workbook_behind_a_chart(report: Report) -> None:
    evil = '=HYPERLINK("https://example.org","x")'
    assert report.appendix is not None
    exceptions = tuple(
        each.model_copy(update={"line": each.line.model_copy(update={"name": evil})})
        for each in report.appendix.exceptions
    )
    appendix = report.appendix.model_copy(update={"exceptions": exceptions})
    deck = Presentation(BytesIO(written(report.model_copy(update={"appendix": appendix}), ReportFormat.PPTX)))
    found = [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]
    books = [load_workbook(BytesIO(chart.part.chart_workbook.xlsx_part.blob)) for chart in found]
    cells = [cell for book in books for row in book.worksheets[0].iter_rows() for cell in row]
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    assert f"'{evil}" in [cell.value for cell in cells]
