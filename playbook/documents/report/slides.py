"""The report as slides with native charts and tables, so that numbers can be read and copied in the presentation."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_MARKER_STYLE
from pptx.enum.dml import MSO_LINE, MSO_THEME_COLOR
from pptx.util import Pt

from playbook.charting.colors import LIGHT
from playbook.documents.report import wording as words
from playbook.documents.report.content import ExceptionLine, MetricLine, Report
from playbook.documents.report.deck import POINT, Box, Deck, open_deck
from playbook.documents.report.fitting import LINE, cut, height_of, largest
from playbook.documents.report.look import PLAIN, Look, Sources
from playbook.documents.report.tables import Table, draw_table, pages_of
from playbook.documents.spreadsheet_text import harmless

_TITLE_SIZES, _TEXT_SIZES, _GAP = (26, 24, 22, 20, 18, 16, 14), (16, 14, 13, 12, 11), 4
_LONGEST_PROPERTY = 255
_FOOT = 24
"""Points that a line below a table takes."""


def to_slides(report: Report, look: Look = PLAIN) -> bytes:
    """The whole report: the first page on a few slides, the exceptions of the appendix with a chart each. Raises
    BadTemplate."""
    deck = open_deck(look)
    _properties(deck.presentation, report)
    _headline(deck, report, look.sources)
    if report.started:
        _metrics(deck, report, look.sources)
        _gates(deck, report, look.sources)
        _decisions(deck, report, look.sources)
        for exception in () if report.appendix is None else report.appendix.exceptions:
            _exception(deck, exception, report, look.sources)
    file = BytesIO()
    deck.presentation.save(file)
    return file.getvalue()


def _properties(presentation: Any, report: Report) -> None:
    presentation.core_properties.title = report.title[:_LONGEST_PROPERTY]
    presentation.core_properties.author = report.organization[:_LONGEST_PROPERTY]
    moment = datetime(report.as_of.year, report.as_of.month, report.as_of.day)  # noqa: DTZ001 - the file wants it naive
    presentation.core_properties.created = presentation.core_properties.modified = moment


def _slide(deck: Deck, title: str, notes: str) -> Any:
    slide, shape = deck.add(title)
    width, height = deck.title.points
    size = largest([title], _TITLE_SIZES, width, height) or _TITLE_SIZES[-1]
    most = max(1, int(height // (size * LINE)))
    _write(deck, shape.text_frame, [cut(title, size, width, most)], size, bold=True)
    slide.notes_slide.notes_text_frame.text = notes
    return slide


def _write(deck: Deck, frame: Any, lines: Sequence[str], size: float, *, bold: bool = False, gap: float = 0) -> None:
    """Paragraphs of one size into a shape; their color is the template's where there is one."""
    frame.word_wrap = True
    for index, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if index == 0 else frame.add_paragraph()
        paragraph.text = line
        paragraph.space_before, paragraph.space_after, paragraph.line_spacing = Pt(0), Pt(gap), 1.0
        paragraph.font.size, paragraph.font.bold = Pt(size), bold
        color = deck.colors.text or ("" if deck.branded else LIGHT.text)
        if color:
            paragraph.font.color.rgb = RGBColor.from_string(color[1:])


def _texts(deck: Deck, slide: Any, lines: Sequence[str], box: Box) -> list[str]:
    """As many of the lines as fit into the box, as large as they do; returns those that are left."""
    lines = [line for line in lines if line]
    width, height = box.points
    size = largest(lines, _TEXT_SIZES, width, height, _GAP)
    fitting = list(lines)
    if size is None:
        size = _TEXT_SIZES[-1]
        while len(fitting) > 1 and height_of(fitting, size, width, _GAP) > height:
            fitting.pop()
    most = max(1, int((height - _GAP) // (size * LINE)))
    shown = fitting if len(fitting) > 1 else [cut(line, size, width, most) for line in fitting]
    if shown:
        frame = slide.shapes.add_textbox(box.left, box.top, box.width, box.height).text_frame
        _write(deck, frame, shown, size, gap=_GAP)
    return lines[len(fitting) :]


def _text_slides(deck: Deck, title: str, lines: Sequence[str], notes: str) -> None:
    """Lines on as many slides as they take."""
    left = _texts(deck, _slide(deck, title, notes), lines, deck.body)
    while left:
        left = _texts(deck, _slide(deck, title, notes), left, deck.body)


def _headline(deck: Deck, report: Report, sources: Sources) -> None:
    notes = words.notes(words.NOTES_SCORE, report.as_of, report.basis, sources.files, sources.records)
    slide = _slide(deck, report.title, notes)
    whose = " · ".join(part for part in (report.organization, report.charter, report.notice) if part)
    if not report.started:
        _texts(deck, slide, [whose, report.clock, words.NOT_STARTED], deck.body)
        return
    score = f"{words.READINESS}: {report.score.text} {words.OF_100}; {words.PLAN.lower()}: {report.plan.text}"
    body = deck.body
    half = body.width * 49 // 100
    left = _texts(
        deck,
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
        Box(body.left, body.top, half, body.height),
    )
    data = CategoryChartData()
    data.categories = [area.name for area in report.areas]
    data.add_series(words.SCORE, [area.score.value if area.known else None for area in report.areas])
    data.add_series(words.PLAN_COLUMN, [area.plan.value for area in report.areas])
    place = (body.right - half, body.top, half, body.height)
    frame = slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *place, data)
    chart = _dressed(deck, frame.chart, [("accent", 1), ("second", 2)])
    chart.value_axis.minimum_scale, chart.value_axis.maximum_scale = 0, 100
    chart.category_axis.reverse_order = True
    if left:
        _text_slides(deck, report.title, left, notes)


_ACCENTS = {1: MSO_THEME_COLOR.ACCENT_1, 2: MSO_THEME_COLOR.ACCENT_2}
_OWN = {"accent": LIGHT.blue, "second": LIGHT.orange, "muted": LIGHT.grey}


def _paint(deck: Deck, target: Any, name: str, accent: int) -> None:
    """A color as the settings name it, else the template's accent, else the product's own."""
    named = getattr(deck.colors, name)
    if named or not deck.branded or accent not in _ACCENTS:
        target.rgb = RGBColor.from_string((named or _OWN[name])[1:])
    else:
        target.theme_color = _ACCENTS[accent]


def _dressed(deck: Deck, chart: Any, colors: Sequence[tuple[str, int]]) -> Any:
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    chart.font.size = Pt(12)
    if deck.branded:
        chart.font.color.theme_color = MSO_THEME_COLOR.TEXT_1
    for series, (name, accent) in zip(chart.plots[0].series, colors, strict=True):
        series.format.fill.solid()
        _paint(deck, series.format.fill.fore_color, name, accent)
        _paint(deck, series.format.line.color, name, accent)
    return chart


def _table(deck: Deck, title: str, table: Table, below: str, notes: str) -> None:
    """A table, on as many slides as it takes, with a line below the last of its rows."""
    box = Box(deck.body.left, deck.body.top, deck.body.width, deck.body.height - (_FOOT * POINT if below else 0))
    pages = pages_of(table, *box.points)
    for number, page in enumerate(pages, 1):
        slide = _slide(deck, title, notes)
        high = draw_table(slide, page, box, branded=deck.branded)
        if below and number == len(pages):
            _texts(deck, slide, [below], Box(box.left, box.top + high, box.width, _FOOT * POINT))


def _metrics(deck: Deck, report: Report, sources: Sources) -> None:
    head = (words.METRIC, words.STATUS, words.NOW, words.CHANGE, words.PLAN_NOW, words.TARGET)
    rows = [
        (
            line.name,
            line.word,
            line.value.text,
            line.change,
            line.plan.text,
            words.target(line),
        )
        for line in report.metrics
    ]
    named = words.named_sources({line.name: sources.metrics.get(line.metric, "") for line in report.metrics})
    notes = words.notes(words.NOTES_METRICS, report.as_of, report.basis, sources.files, named)
    below = report.more_metrics or ("" if rows else words.NO_METRICS)
    _table(deck, words.METRICS, Table(head, rows, (3.6, 1.5, 1.7, 1.5, 1.5, 2.3)), below, notes)


def _gates(deck: Deck, report: Report, sources: Sources) -> None:
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
    notes = words.notes(words.NOTES_GATES, report.as_of, report.basis, sources.files, sources.records)
    below = report.more_gates or ("" if rows else words.NONE_DUE)
    _table(deck, words.GATES, Table(head, rows, (2.6, 2.0, 0.8, 1.9, 4.8)), below, notes)


def _decisions(deck: Deck, report: Report, sources: Sources) -> None:
    head = (words.WHAT, words.WHO, words.BY_WHEN, words.SEEN)
    rows = [(each.what, each.who, each.day, each.label or each.reason) for each in report.decisions]
    notes = words.notes(words.NOTES_RECORDS, report.as_of, report.basis, sources.records)
    below = report.more_decisions or ("" if rows else words.NO_DECISIONS)
    _table(deck, words.DECISIONS, Table(head, rows, (5.2, 2.2, 2.1, 2.6)), below, notes)
    notices = [f"{each.name}: {each.words}. {each.touches} ({each.who})" for each in report.notices]
    lines = [*(notices or [words.NO_NOTICES]), report.more_notices, words.spend(report.spend)]
    _text_slides(deck, words.NOTICES, lines, notes)
    risks = [f"{risk.name}, {risk.level.text}: {risk.reason} ({risk.who})" for risk in report.risks]
    _text_slides(deck, words.RISKS, risks or [words.NO_RISKS], notes)


def _exception(deck: Deck, exception: ExceptionLine, report: Report, sources: Sources) -> None:
    line = exception.line
    named = words.named_sources({line.name: sources.metrics.get(line.metric, "")})
    notes = words.notes(words.metric_source(line.metric), report.as_of, report.basis, sources.files, named)
    slide = _slide(deck, f"{line.name}: {line.word}", notes)
    facts = " · ".join(fact for fact in (line.week, line.sample, line.note, line.who) if fact)
    texts, body = [text for text in (line.reason, exception.process, facts) if text], deck.body
    drawn = len(line.trend) > 1
    high = body.height * 26 // 100 if drawn else body.height
    left = _texts(deck, slide, texts, Box(body.left, body.top, body.width, high))
    if drawn:
        _trend(deck, slide, exception, Box(body.left, body.top + high, body.width, body.height - high))
    if left:
        _text_slides(deck, f"{line.name}: {line.word}", left, notes)


def _trend(deck: Deck, slide: Any, exception: ExceptionLine, box: Box) -> None:
    """The weeks of a metric with the limits of its process."""
    line = exception.line
    data = CategoryChartData(number_format=_number_format(line))
    data.categories = list(line.trend_weeks)
    data.add_series(harmless(line.name), list(line.trend))  # it also stands in the workbook behind the chart
    limits = exception.limits
    if limits is not None:
        data.add_series(words.MEAN, list(limits.mean))
        data.add_series(words.UPPER_LIMIT, list(limits.upper))
        data.add_series(words.LOWER_LIMIT, list(limits.lower))
    frame = slide.shapes.add_chart(XL_CHART_TYPE.LINE_MARKERS, box.left, box.top, box.width, box.height, data)
    chart = _dressed(deck, frame.chart, [("accent", 1), *[("muted", 0)] * (0 if limits is None else 3)])
    chart.has_legend = limits is not None
    chart.has_title = False
    for number, series in enumerate(chart.plots[0].series):
        series.smooth = False
        series.format.line.width = Pt(2.25 if number == 0 else 1.25)
        series.marker.style = XL_MARKER_STYLE.CIRCLE if number == 0 else XL_MARKER_STYLE.NONE
        if number > 1:
            series.format.line.dash_style = MSO_LINE.DASH
    _marker(deck, chart.plots[0].series[0])
    chart.value_axis.major_gridlines.format.line.color.rgb = RGBColor.from_string(LIGHT.grid[1:])
    chart.value_axis.format.line.fill.background()
    chart.value_axis.tick_labels.number_format = _number_format(line)
    chart.value_axis.tick_labels.number_format_is_linked = False


def _marker(deck: Deck, series: Any) -> None:
    series.marker.size = 8
    series.marker.format.fill.solid()
    _paint(deck, series.marker.format.fill.fore_color, "accent", 1)
    _paint(deck, series.marker.format.line.color, "accent", 1)


def _number_format(line: MetricLine) -> str:
    """How the chart writes the metric's values: rates as percent, large numbers without decimals."""
    most = max(abs(value) for value in line.trend)
    if line.is_share:
        return "0%" if most >= 0.1 else "0.0%"
    return "#,##0" if most >= 20 else "0.0##"
