"""The report as slides with native charts and tables, so that numbers can be read and copied in the presentation."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_MARKER_STYLE
from pptx.enum.dml import MSO_LINE
from pptx.util import Inches, Pt

from playbook.charting.colors import LIGHT
from playbook.documents.report import wording as words
from playbook.documents.report.content import ExceptionLine, MetricLine, Report
from playbook.documents.spreadsheet_text import harmless

_WIDE, _HIGH = Inches(13.333), Inches(7.5)
_LEFT, _TOP, _WIDTH = Inches(0.6), Inches(1.35), Inches(12.1)
_BLANK_TITLE = 5
"""The layout "title only" of the template that the library brings."""
_ROWS = 14


def to_slides(report: Report) -> bytes:
    """The whole report: the first page on four slides, the exceptions of the appendix with a chart each."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = _WIDE, _HIGH
    _properties(deck, report)
    _headline(deck, report)
    if report.started:
        _metrics(deck, report)
        _gates(deck, report)
        _decisions(deck, report)
        for exception in () if report.appendix is None else report.appendix.exceptions:
            _exception(deck, exception)
    file = BytesIO()
    deck.save(file)
    return file.getvalue()


def _properties(deck: Any, report: Report) -> None:
    deck.core_properties.title = report.title
    deck.core_properties.author = report.organization
    moment = datetime(report.as_of.year, report.as_of.month, report.as_of.day)  # noqa: DTZ001 - the file wants it naive
    deck.core_properties.created = deck.core_properties.modified = moment


def _slide(deck: Any, title: str) -> Any:
    slide = deck.slides.add_slide(deck.slide_layouts[_BLANK_TITLE])
    shape = slide.shapes.title
    shape.left, shape.top, shape.width, shape.height = _LEFT, Inches(0.35), _WIDTH, Inches(0.85)
    shape.text_frame.text = title
    shape.text_frame.word_wrap = True
    _style(shape.text_frame, 26, bold=True)
    return slide


def _style(frame: Any, size: float, *, bold: bool = False) -> None:
    for paragraph in frame.paragraphs:
        paragraph.font.size, paragraph.font.bold = Pt(size), bold
        paragraph.font.color.rgb = RGBColor.from_string(LIGHT.text[1:])


def _texts(
    slide: Any, lines: Sequence[str], *, top: int, left: int = _LEFT, width: int = _WIDTH, size: float = 14
) -> None:
    frame = slide.shapes.add_textbox(left, top, width, Inches(0.4 * max(1, len(lines)))).text_frame
    frame.word_wrap = True
    for index, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if index == 0 else frame.add_paragraph()
        paragraph.text = line
        paragraph.space_after = Pt(4)
    _style(frame, size)


def _headline(deck: Any, report: Report) -> None:
    slide = _slide(deck, report.title)
    whose = " · ".join(part for part in (report.organization, report.charter, report.notice) if part)
    if not report.started:
        _texts(slide, [whose, report.clock, words.NOT_STARTED], top=_TOP)
        return
    score = f"{words.READINESS}: {report.score.text} {words.OF_100}; {words.PLAN.lower()}: {report.plan.text}"
    half = Inches(5.9)
    _texts(
        slide,
        [
            whose,
            report.clock,
            score,
            report.summary,
            report.beside,
            *report.alarms,
            words.spend(report.spend),
            *report.unknown,
        ],
        top=_TOP,
        width=half,
    )
    data = CategoryChartData()
    data.categories = [area.name for area in report.areas]
    data.add_series(words.SCORE, [area.score.value if area.known else None for area in report.areas])
    data.add_series(words.PLAN_COLUMN, [area.plan.value for area in report.areas])
    frame = slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, Inches(6.8), _TOP, half, Inches(5.4), data)
    chart = _dressed(frame.chart, [LIGHT.blue, LIGHT.orange])
    chart.value_axis.minimum_scale, chart.value_axis.maximum_scale = 0, 100
    chart.category_axis.reverse_order = True


def _dressed(chart: Any, colors: Sequence[str]) -> Any:
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    chart.font.size = Pt(12)
    for series, color in zip(chart.plots[0].series, colors, strict=True):
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = RGBColor.from_string(color[1:])
        series.format.line.color.rgb = RGBColor.from_string(color[1:])
    return chart


def _table(
    deck: Any, title: str, head: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float], below: str
) -> None:
    """A table, on as many slides as it takes."""
    for start in range(0, max(1, len(rows)), _ROWS):
        part = rows[start : start + _ROWS]
        slide = _slide(deck, title)
        high = Inches(0.36 * (len(part) + 1))
        table = slide.shapes.add_table(len(part) + 1, len(head), _LEFT, _TOP, _WIDTH, high).table
        for column, width in enumerate(widths):
            table.columns[column].width = Inches(width)
        for number, row in enumerate((head, *part)):
            for column, text in enumerate(row):
                cell = table.cell(number, column)
                cell.text = text
                for paragraph in cell.text_frame.paragraphs:
                    paragraph.font.size, paragraph.font.bold = Pt(11), number == 0 or column == 0
        if below and start + _ROWS >= len(rows):
            _texts(slide, [below], top=Inches(6.9), size=12)


def _metrics(deck: Any, report: Report) -> None:
    head = (words.METRIC, words.STATUS, words.NOW, words.CHANGE, words.PLAN_NOW, words.TARGET)
    rows = [
        (
            line.name,
            line.word,
            line.value.text,
            line.change,
            line.plan.text,
            words.target(line.target.text, line.target_on),
        )
        for line in report.metrics
    ]
    _table(
        deck,
        words.METRICS,
        head,
        rows,
        (3.6, 1.5, 1.7, 1.5, 1.5, 2.3),
        report.more_metrics or ("" if rows else words.NO_METRICS),
    )


def _gates(deck: Any, report: Report) -> None:
    head = (words.GATE, words.VERDICT, words.SCORE, words.DUE, words.WORDS)
    rows = [
        (
            gate.name,
            gate.label,
            gate.score.text,
            gate.day,
            "; ".join(part for part in (gate.words, gate.decision) if part),
        )
        for gate in report.gates
    ]
    _table(
        deck, words.GATES, head, rows, (2.6, 2.0, 0.8, 1.9, 4.8), report.more_gates or ("" if rows else words.NONE_DUE)
    )


def _decisions(deck: Any, report: Report) -> None:
    head = (words.WHAT, words.WHO, words.BY_WHEN, words.SEEN)
    rows = [(each.what, each.who, each.day, each.label or each.reason) for each in report.decisions]
    _table(
        deck,
        words.DECISIONS,
        head,
        rows,
        (5.2, 2.2, 2.1, 2.6),
        report.more_decisions or ("" if rows else words.NO_DECISIONS),
    )
    notices = [f"{each.name}: {each.words}. {each.touches} ({each.who})" for each in report.notices]
    _texts(
        _slide(deck, words.NOTICES),
        [*(notices or [words.NO_NOTICES]), report.more_notices, words.spend(report.spend)],
        top=_TOP,
        size=14,
    )
    risks = [f"{risk.name}, {risk.level.text}: {risk.reason} ({risk.who})" for risk in report.risks]
    slide = _slide(deck, words.RISKS)
    _texts(slide, risks or [words.NO_RISKS], top=_TOP, size=16)


def _exception(deck: Any, exception: ExceptionLine) -> None:
    line = exception.line
    slide = _slide(deck, f"{line.name}: {line.word}")
    facts = " · ".join(fact for fact in (line.week, line.sample, line.note, line.who) if fact)
    _texts(slide, [text for text in (line.reason, exception.process, facts) if text], top=_TOP)
    if len(line.trend) < 2:
        return
    data = CategoryChartData(number_format=_number_format(line))
    data.categories = list(line.trend_weeks)
    data.add_series(harmless(line.name), list(line.trend))  # it also stands in the workbook behind the chart
    limits = exception.limits
    if limits is not None:
        data.add_series(words.MEAN, list(limits.mean))
        data.add_series(words.UPPER_LIMIT, list(limits.upper))
        data.add_series(words.LOWER_LIMIT, list(limits.lower))
    frame = slide.shapes.add_chart(XL_CHART_TYPE.LINE_MARKERS, _LEFT, Inches(2.5), _WIDTH, Inches(4.6), data)
    chart = _dressed(frame.chart, [LIGHT.blue] if limits is None else [LIGHT.blue, *[LIGHT.grey] * 3])
    chart.has_legend = limits is not None
    chart.has_title = False
    for number, series in enumerate(chart.plots[0].series):
        series.smooth = False
        series.format.line.width = Pt(2.25 if number == 0 else 1.25)
        series.marker.style = XL_MARKER_STYLE.CIRCLE if number == 0 else XL_MARKER_STYLE.NONE
        if number > 1:
            series.format.line.dash_style = MSO_LINE.DASH
    _marker(chart.plots[0].series[0])
    chart.value_axis.major_gridlines.format.line.color.rgb = RGBColor.from_string(LIGHT.grid[1:])
    chart.value_axis.format.line.fill.background()
    chart.value_axis.tick_labels.number_format = _number_format(line)
    chart.value_axis.tick_labels.number_format_is_linked = False


def _marker(series: Any) -> None:
    series.marker.size = 8
    series.marker.format.fill.solid()
    series.marker.format.fill.fore_color.rgb = RGBColor.from_string(LIGHT.blue[1:])
    series.marker.format.line.color.rgb = RGBColor.from_string(LIGHT.blue[1:])


def _number_format(line: MetricLine) -> str:
    """How the chart writes the metric's values: rates as percent, large numbers without decimals."""
    most = max(abs(value) for value in line.trend)
    if line.value.text.endswith("%"):
        return "0%" if most >= 0.1 else "0.0%"
    return "#,##0" if most >= 20 else "0.0##"
