"""Wires a report together for the faces: the assessment, its words for an audience, its charts and its file."""

from collections.abc import Iterator
from datetime import date, timedelta

from metrics.observation import Basis
from metrics.series.moments import day_of
from playbook.concerns.control.reviews import metric_controls
from playbook.documents.report import wording
from playbook.documents.report.build import build_report
from playbook.documents.report.charts import exception_charts
from playbook.documents.report.content import Audience, Report
from playbook.documents.report.drawing import Drawing, Pictures, Spec, can_draw, draw
from playbook.documents.report.formats import MissingExtra, ReportFormat, check_template, written
from playbook.documents.report.look import PLAIN, BadTemplate, Colors, Look, Sources
from playbook.loading.page_settings import PageSettings, read_page_settings, template_file
from playbook.services.reviewing import closed_report, counting, find_review
from playbook.settings import WrongUse
from playbook.workspace.workspace import Workspace

_NUMBERS_ARE_IN = timedelta(days=7)


def day_of_week(workspace: Workspace, week: str) -> date:
    """The day a week's review looks at: a week after its end, when its numbers are in, today at the latest. Raises
    WrongUse for what is no week, or one that has not ended."""
    calendar = workspace.playbook().playbook.calendar
    try:
        end = calendar.week_named(week)
    except ValueError as reason:
        raise WrongUse(wording.not_a_week(week)) from reason
    today = workspace.today()
    if end >= today:
        raise WrongUse(wording.week_not_over(end))
    return min(today, end + _NUMBERS_ARE_IN)


def closed_of(workspace: Workspace, week: str, audience: Audience) -> tuple[Report, dict[str, Spec]] | None:
    """The report of a week's closed review to the letter, with its charts; None where the week is not closed."""
    review = find_review(workspace, week)
    return None if review is None else closed_report(review, audience)


def report_of(workspace: Workspace, day: date, basis: Basis, audience: Audience) -> Report:
    """What the report of a day says."""
    state = workspace.playbook()
    notices = (wording.SAMPLE if workspace.is_sample else "", state.notice)
    notice = " ".join(notice for notice in notices if notice)
    reviews = workspace.ask(metric_controls, day, basis)
    return build_report(workspace.assess(day, basis), audience, reviews=reviews, notice=notice)


def file_of(
    workspace: Workspace,
    report: Report,
    as_format: ReportFormat,
    basis: Basis,
    charts: dict[str, Spec] | None = None,
    drawing: Drawing | None = None,
) -> bytes:
    """The report as a file's bytes, its charts drawn (from today's facts where none are given), by an engine that may
    have been started before; where none is installed the report says that it has no charts. Slides and PDF take
    the company's look. Raises WrongUse where the format's library is missing, or the template cannot be used."""
    pictures: Pictures = {}
    if report.appendix is not None and as_format.has_pictures:
        if can_draw():
            shown = _charts(workspace, report, basis) if charts is None else charts.items()
            pictures = draw(shown) if drawing is None else drawing.draw(shown)
        else:
            report = report.model_copy(update={"notice": f"{report.notice} {wording.NO_CHARTS}".strip()})
    try:
        return written(report, as_format, pictures, look_of(workspace, report, as_format))
    except (MissingExtra, BadTemplate) as wrong:
        raise WrongUse(str(wrong)) from wrong


def look_of(workspace: Workspace, report: Report, as_format: ReportFormat) -> Look:
    """The company's template and colors from `settings.yaml`, and what speaker notes name. Raises WrongUse."""
    if as_format not in (ReportFormat.PDF, ReportFormat.PPTX):
        return PLAIN
    settings, _ = read_page_settings(workspace.folder)
    wanted = settings.report
    template = _template(workspace, settings) if wanted.template else None
    return Look(template, Colors(**wanted.colors.model_dump()), _sources(workspace, report))


def check_look(workspace: Workspace, report_format: ReportFormat) -> None:
    """Raises WrongUse where slides or PDF could not take the company's look, before anybody asks for them."""
    if report_format not in (ReportFormat.PDF, ReportFormat.PPTX):
        return
    settings, _ = read_page_settings(workspace.folder)
    if not settings.report.template:
        return
    try:
        check_template(_template(workspace, settings))
    except BadTemplate as wrong:
        raise WrongUse(str(wrong)) from wrong


def _template(workspace: Workspace, settings: PageSettings) -> bytes:
    path, name = template_file(workspace.folder, settings), settings.report.template
    if path is None:
        raise WrongUse(wording.no_template(name, wording.NOT_IN_THE_FOLDER))
    try:
        return path.read_bytes()
    except OSError as reason:
        raise WrongUse(wording.no_template(name, reason.strerror or "")) from reason


def _sources(workspace: Workspace, report: Report) -> Sources:
    day = report.as_of if Basis(report.basis) is Basis.KNOWN else workspace.today()
    files = counting(workspace, day)[::-1]
    timezone = workspace.playbook().playbook.definitions.charter.charter.timezone
    newest = day_of(files[0].received_at, timezone) if files else None
    return Sources(
        files=wording.files_source([file.file_name for file in files], newest),
        metrics={metric.id: metric.source for metric in workspace.playbook().playbook.metrics.values()},
        records=wording.records_source(workspace.folder.name),
    )


def _charts(workspace: Workspace, report: Report, basis: Basis) -> Iterator[tuple[str, Spec]]:
    assessment, reviews = workspace.assess(report.as_of, basis), workspace.ask(metric_controls, report.as_of, basis)
    return exception_charts(workspace.playbook().playbook, assessment, reviews)
