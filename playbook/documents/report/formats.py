"""The formats of the report: how each is made, how its file is called, and what it needs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from playbook.documents.report import wording
from playbook.documents.report.content import Audience, Report
from playbook.documents.report.drawing import Pictures, is_installed
from playbook.documents.report.look import PLAIN, Look


class MissingExtra(Exception):
    """A format needs a library that is not installed; the message is a sentence that says how to get it."""


class ReportFormat(StrEnum):
    """What a report is written as."""

    HTML = "html"
    MARKDOWN = "md"
    PDF = "pdf"
    PPTX = "pptx"

    @property
    def is_text(self) -> bool:
        """True for what a terminal can show."""
        return self in (ReportFormat.HTML, ReportFormat.MARKDOWN)

    @property
    def is_there(self) -> bool:
        """True where the library of the format is installed."""
        library = {ReportFormat.PDF: "typst", ReportFormat.PPTX: "pptx"}.get(self)
        return library is None or is_installed(library)

    @property
    def has_pictures(self) -> bool:
        """True where charts are drawn beforehand; slides carry charts of their own."""
        return self in (ReportFormat.HTML, ReportFormat.PDF)


@dataclass(frozen=True, slots=True)
class Written:
    """How one format is written: its media type and the function that makes it, brought in when it is asked for."""

    media_type: str
    write: Callable[[Report, Pictures, Look], bytes]


def _html(report: Report, pictures: Pictures, _: Look) -> bytes:
    from playbook.documents.report.html import to_html  # noqa: PLC0415  (each format brings its library only when asked for)

    return to_html(report, pictures).encode()


def _markdown(report: Report, _: Pictures, __: Look) -> bytes:
    from playbook.documents.report.markdown import to_markdown  # noqa: PLC0415  (as above)

    return to_markdown(report).encode()


def _pdf(report: Report, pictures: Pictures, look: Look) -> bytes:
    try:
        from playbook.documents.report.pdf import to_pdf  # noqa: PLC0415  (as above)
    except ModuleNotFoundError as missing:
        raise MissingExtra(wording.missing_extra(missing.name or "typst", wording.A_PDF)) from missing
    return to_pdf(report, pictures, look)


def _slides(report: Report, _: Pictures, look: Look) -> bytes:
    try:
        from playbook.documents.report.slides import to_slides  # noqa: PLC0415  (as above)
    except ModuleNotFoundError as missing:
        raise MissingExtra(wording.missing_extra(missing.name or "python-pptx", wording.SLIDES)) from missing
    return to_slides(report, look)


FORMATS: dict[ReportFormat, Written] = {
    ReportFormat.HTML: Written("text/html", _html),
    ReportFormat.MARKDOWN: Written("text/markdown", _markdown),
    ReportFormat.PDF: Written("application/pdf", _pdf),
    ReportFormat.PPTX: Written("application/vnd.openxmlformats-officedocument.presentationml.presentation", _slides),
}


def written(report: Report, as_format: ReportFormat, pictures: Pictures | None = None, look: Look = PLAIN) -> bytes:
    """The report as a file's bytes, slides and PDF in the company's look; raises MissingExtra where the library of the
    format is not installed, BadTemplate where the template cannot be used."""
    return FORMATS[as_format].write(report, pictures or {}, look)


def file_name(as_of: date, as_format: ReportFormat, audience: Audience) -> str:
    """How a report's file is called."""
    return wording.file_name(as_of, str(audience), str(as_format))


def check_template(content: bytes) -> None:
    """Raises BadTemplate for a company's template that cannot be used, where the library that reads it is there."""
    if ReportFormat.PPTX.is_there:
        from playbook.documents.report.deck import open_deck  # noqa: PLC0415  (as above)

        open_deck(Look(content))
